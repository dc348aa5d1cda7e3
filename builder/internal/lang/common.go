package lang

import (
	"embed"
	"path"
	"strings"
	"sync"
)

// profileTexts are the lists that the detection of languages is made from too;
// the commonest words of a language are their first paragraph.
//
//go:embed profiles/*.txt
var profileTexts embed.FS

// commonWords has the commonest words of each language that has a list, as
// [WordsKey] gives them.
var commonWords = sync.OnceValue(func() map[Tag]map[string]bool {
	out := map[Tag]map[string]bool{}
	entries, err := profileTexts.ReadDir("profiles")
	if err != nil {
		panic(err) // they are part of the program
	}
	for _, e := range entries {
		raw, err := profileTexts.ReadFile(path.Join("profiles", e.Name()))
		if err != nil {
			panic(err)
		}
		list, _, _ := strings.Cut(string(raw), "\n\n")
		words := map[string]bool{}
		for _, w := range strings.Fields(list) {
			words[WordsKey(w)] = true
		}
		out[Tag(strings.TrimSuffix(e.Name(), ".txt"))] = words
	}
	return out
})

// CommonWords are the commonest words of a language, some hundred, as [WordsKey]
// gives them: what stands between the words that tell something. nil for a
// language that has no list, such as those of unspaced scripts. It is not to be
// changed.
func CommonWords(t Tag) map[string]bool {
	all := commonWords()
	if words, ok := all[t]; ok {
		return words
	}
	return all[Tag(t.Base())]
}
