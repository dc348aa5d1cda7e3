package synthetic

import "strings"

// speakerCount is how many people speak in an archive, whatever its size: as a body
// of some size and its guests in a few years.
const speakerCount = 500

// Given names are common ones of many countries; family names are invented, so
// that together they name nobody.
const given = `Ana Bilal Chiara Daniel Edda Fatou Goran Hanna Idris Julia Kofi Leila Mateo Nina Olga Pavel
Rana Stefan Tomas Ursula Vera Walid Yara Zeno Aiko Boris Camila Dina Emil Farah Gita Hugo Irena Jamal
Karim Lucia Mirjam Naveen Oskar Paula Rashid Sofia Tariq Valentina Wanjiru Yan Zainab André Núria Søren`

var familySyllables = newSyllables(
	"m v t s k l d b n r g p z h br tr st kr dr f gr",
	"a e o i u a e ai",
	"n r l s nd rt k m",
	30, 70)

// Of a hundred speakers, those with a double family name.
const doubleNames = 6

// speakers are the names of everybody who speaks in the archive, those who speak
// often first.
func speakers(seed uint64) []string {
	s := newStream(seed, number("speakers"))
	first := strings.Fields(given)
	// Half as many families as speakers: some share a name.
	families := make([]string, speakerCount/2)
	for i := range families {
		families[i] = capital(familySyllables.stem(s, 2+s.below(2)))
	}
	family := func() string { return families[s.below(len(families))] }
	seen := map[string]bool{}
	var list []string
	for len(list) < speakerCount {
		name := first[s.below(len(first))] + " " + family()
		if s.percent(doubleNames) {
			name += "-" + family()
		}
		if !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	return list
}

var (
	bodies   = strings.Split("Standing Committee|Harbour Council|Assembly of Districts|Works Commission|Joint Panel|Regional Forum|Audit Group|Plenary", "|")
	subjects = strings.Fields("Water Housing Transport Energy School Forest Market Health Archive Harbour")
	aspects  = strings.Fields("Funding Safety Standards Statistics Staffing Maintenance Consultation Permits")
)

// topics are all topics of the archive, those spoken of often first.
func topics() []string {
	var list []string
	for i := range len(subjects) * len(aspects) {
		// A step of both lists at a time, so that neighbours have no word in common.
		list = append(list, subjects[i%len(subjects)]+" "+aspects[(i+i/len(subjects))%len(aspects)])
	}
	return list
}
