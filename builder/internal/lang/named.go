package lang

import "sync"

// namedLanguages are those whose names are read besides their tags.
var namedLanguages = []Tag{"ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh"}

// byName are the names of languages, folded, in their own language and in those
// of the interface.
var byName = sync.OnceValue(func() map[string]Tag {
	out := map[string]Tag{}
	for _, l := range namedLanguages {
		for _, in := range []Tag{l, "en", "fr", "es", "pt", "de", "ru", "ar", "zh"} {
			if name := Fold(l.Name(in)); name != "" && out[name] == "" {
				out[name] = l
			}
		}
	}
	return out
})

// Named gives the language of a name, as people write it: French, Deutsch, 中文.
// ok is false for what is none.
func Named(name string) (l Tag, ok bool) {
	l, ok = byName()[Fold(name)]
	return l, ok
}
