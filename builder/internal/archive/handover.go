package archive

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Guess is who may have spoken for a delegation, as whoever gave the floor said.
// It is a guess, and shown as one: nothing is linked by it.
type Guess struct {
	Name  string
	Label int32 // of Facts.Labels
	Turn  int32 // that was given the floor
}

// tail is how much of the turn before is looked at, in characters: the floor is
// given last.
const tail = 60

const latinName = `(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3})`

// floors are the ways in which somebody is given the floor by name.
var floors = []*regexp.Regexp{
	regexp.MustCompile(latinName + `,? (?:please|go ahead|over to you|you have the floor|the floor is yours|allez-y|vous avez la parole|je vous en prie|adelante|tiene la palabra|por favor|bitte|пожалуйста|прошу)`),
	regexp.MustCompile(`(?:the floor to|over to|call on|la parole à|la palabra a|das Wort an|слово предоставляется|слово) (?:Mr\.? |Mrs\.? |Ms\.? |M\. |Mme )?` + latinName),
	regexp.MustCompile(`(?:^|[^\p{Han}])([\p{Han}·]{2,12})，?(?:请讲|請講|请说|請說|请发言|請發言)`),
	regexp.MustCompile(`(?:有请|有請|请|請)([\p{Han}·]{2,12}?)(?:发言|發言|讲话|講話|讲|講)`),
	regexp.MustCompile(`(?:تفضل|تفضلي|الكلمة ل)\s*يا?\s*([\p{Arabic}]+(?: [\p{Arabic}]+)?)`),
}

// dotted is a name as Chinese writes foreign ones, with whatever stands before it.
var dotted = regexp.MustCompile(`([\p{Han}]{1,6})((?:·[\p{Han}]{1,5})+)`)

// noName are characters that go on after a foreign name and that none is written
// with.
const noName = "说說也和的已在请請有是想先女您我们們将將就会會曾刚剛都要"

// guessSpeakers looks for whom the floor was given to before the turns of
// delegations.
func guessSpeakers(t *transcript.Transcript, f *Facts, labels []Label) []Guess {
	var out []Guess
	var names []string // full names in the text, looked for when there is need
	looked := false
	delegations := make([]bool, len(labels))
	for l := range labels {
		delegations[l] = people.DelegationOf(labels[l].Printed) != ""
	}
	for i := 1; i < len(f.Turns); i++ {
		l := f.Turns[i].Label
		if l < 0 || f.Turns[i-1].Label == l || !delegations[l] {
			continue
		}
		if !looked {
			names, looked = fullNames(t), true
		}
		text := []rune(t.Turns[i-1].Text())
		name := namedIn(string(text[max(0, len(text)-tail):]), names)
		if name != "" && !slices.ContainsFunc(labels, func(l Label) bool { return people.Key(l.Printed) == people.Key(name) }) {
			out = append(out, Guess{name, l, int32(i)})
		}
	}
	return out
}

// namedIn finds who is given the floor at the end of a turn: "" for nobody.
func namedIn(end string, names []string) string {
	for _, n := range names {
		if strings.Contains(n, "·") && strings.Contains(end, n) {
			return n
		}
	}
	for _, form := range floors {
		all := form.FindAllStringSubmatch(end, -1)
		if len(all) == 0 {
			continue
		}
		said := all[len(all)-1][1]
		if lang.Region(said) != "" || people.Nobody(said) || people.DelegationOf(said) != "" {
			return ""
		}
		for _, n := range names { // a first name, of one who is named in full elsewhere
			first, _, _ := strings.Cut(strings.ReplaceAll(n, "·", " "), " ")
			if first == said {
				return n
			}
		}
		return said
	}
	return ""
}

// fullNames lists the names of several parts that a text has. Where nothing parts
// a name from what stands before it, it begins where its first part does
// elsewhere.
func fullNames(t *transcript.Transcript) []string {
	var text strings.Builder
	for _, turn := range t.Turns {
		text.WriteString(turn.Text())
		text.WriteByte('\n')
	}
	all := text.String()
	var out []string
	add := func(n string) {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for _, m := range dotted.FindAllStringSubmatch(all, -1) {
		before := []rune(m[1])
		for k := range max(len(before)-1, 0) {
			if first := string(before[k:]); strings.Count(all, first) > strings.Count(all, first+"·") {
				if i := strings.IndexAny(m[2], noName); i > len("·") {
					m[2] = m[2][:i]
				}
				add(first + m[2])
				break
			}
		}
	}
	words := strings.FieldsFunc(all, func(r rune) bool { return unicode.IsSpace(r) })
	for i := 0; i+1 < len(words); i++ {
		first, last := words[i], strings.TrimRight(words[i+1], ".,;:!?)”»")
		if capitalised(first) && capitalised(last) {
			add(first + " " + last)
		}
	}
	return slices.DeleteFunc(out, func(n string) bool { return lang.Region(n) != "" })
}

// capitalised tells whether a word is written as a name: a capital, then small
// letters.
func capitalised(w string) bool {
	for i, r := range w {
		if i == 0 && !unicode.IsUpper(r) || i > 0 && !unicode.IsLower(r) && !strings.ContainsRune("-'’", r) && !unicode.IsUpper(r) {
			return false
		}
	}
	return len(w) > 1
}
