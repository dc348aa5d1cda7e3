package lang

import (
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// regionLanguages are those in which names of countries are known: those in
// which assemblies of states keep their records, and some of most readers.
var regionLanguages = []string{"en", "fr", "es", "ar", "zh-Hans", "zh-Hant", "ru", "pt", "de", "it", "ja", "ko", "nl", "pl", "tr", "uk", "el", "he", "fa", "hi", "id", "vi", "th", "sv", "fi", "da", "cs", "hu", "ro"}

// regions leads from names of countries and territories, folded, to their codes.
var regions = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, l := range regionLanguages {
		names := display.Regions(language.Make(l))
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				code := string([]rune{a, b})
				r, err := language.ParseRegion(code)
				if err != nil || r.String() != code || !r.IsCountry() {
					continue
				}
				if name := SearchFold(names.Name(r)); name != "" && out[name] == "" {
					out[name] = code
				}
			}
		}
	}
	// As the records of assemblies have them, where the table of names differs.
	for name, code := range map[string]string{
		"united states of america": "US", "usa": "US", "united kingdom of great britain and northern ireland": "GB", "uk": "GB", "russian federation": "RU",
		"republic of korea": "KR", "islamic republic of iran": "IR", "iran (islamic republic of)": "IR", "viet nam": "VN", "people's republic of china": "CN",
		"états-unis d'amérique": "US", "estados unidos de america": "US", "federation de russie": "RU", "federacion de rusia": "RU", "российская федерация": "RU",
		"韩国": "KR", "南韓": "KR", "美国": "US", "美國": "US", "英国": "GB", "英國": "GB",
	} {
		out[SearchFold(name)] = code
	}
	return out
})

// Region gives the code of the country or territory that a name means, in any of
// some thirty languages: "CH" for Switzerland, Suisse, سويسرا and 瑞士; "" for
// what is no such name. Many are names of persons too: Jordan, Chad, Georgia.
func Region(name string) string { return regions()[SearchFold(name)] }
