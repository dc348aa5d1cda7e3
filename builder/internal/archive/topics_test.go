package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/transcript"
)

const seaTopics = `
- id: tides
  labels: {en: tide gauge, fr: marégraphe, zh: 验潮仪}
  aliases: {en: [tide gauges], fr: [marégraphes]}
  broader: sea
- id: sea
  labels: {en: the sea, fr: la mer}
  broader: nature
- id: nature
  labels: {en: nature}
- id: pilots
  labels: {en: pilotage}
`

func topicIDs(s *Session) string {
	var out []string
	for _, st := range s.Topics {
		out = append(out, fmt.Sprintf("%s:%.2f:%s", st.Topic.ID, st.Score, st.Source))
	}
	return strings.Join(out, " ")
}

func TestTopicsOfFrontMatterAndText(t *testing.T) {
	topical := func(names ...string) transcript.Meta { return transcript.Meta{Topics: names} }
	for _, c := range []struct {
		about string
		meta  transcript.Meta
		lines []string
		want  string
	}{
		{"none", none, []string{"Good morning."}, ""},
		{"by id", topical("tides"), []string{"Good morning."}, "tides:1.00:declared"},
		{"by label", topical("Tide Gauge"), []string{"Good morning."}, "tides:1.00:declared"},
		{"by a label of another language", topical("Marégraphe"), []string{"Good morning."}, "tides:1.00:declared"},
		{"by alias", topical("marégraphes"), []string{"Good morning."}, "tides:1.00:declared"},
		{"by the address of a label", topical("Pilots!"), []string{"Good morning."}, "pilots:1.00:declared"},
		{"of no vocabulary", topical("Deep Mining"), []string{"Good morning."}, "deep-mining:1.00:declared"},
		{"twice under two names", topical("tides", "tide gauge"), []string{"Good morning."}, "tides:1.00:declared"},
		{"in one turn of the text", none, []string{"A tide gauge, and two tide gauges.", "Yes."}, "tides:0.25:vocabulary"},
		{"in three turns", none, []string{"A tide gauge.", "Two tide gauges.", "Tide gauge."}, "tides:0.40:vocabulary"},
		{"declared and in the text", topical("tides"), []string{"A tide gauge."}, "tides:1.00:declared"},
		{"strongest first", none, []string{"Pilotage.", "Pilotage.", "A tide gauge."}, "pilots:0.35:vocabulary tides:0.25:vocabulary"},
		{"a label of another language is another word", none, []string{"The word marégraphe is French."}, ""},
	} {
		a, _ := world{languages: "en", topics: seaTopics, files: []*transcript.Transcript{say("1.en.md", c.meta, c.lines...)}}.link(t)
		if got := topicIDs(a.Sessions[0]); got != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

func TestTopicsOfEveryEditionAreTheSessions(t *testing.T) {
	a, _ := world{languages: "en fr zh", topics: seaTopics, files: []*transcript.Transcript{
		say("1.en.md", none, "Nothing of it.", "A tide gauge."),
		say("1.fr.md", none, "Le marégraphe.", "Les marégraphes."),
		say("1.zh.md", none, "这里有验潮仪吗？"),
	}}.link(t)
	if got := topicIDs(a.Sessions[0]); got != "tides:0.35:vocabulary" { // of the edition that has most of it
		t.Errorf("%s", got)
	}
	for _, e := range a.Sessions[0].Editions {
		var turns []int
		for i := range e.Turns.Len() {
			if len(e.TopicsOf(i)) > 0 {
				turns = append(turns, i)
			}
		}
		if want := map[string][]int{"en": {1}, "fr": {0, 1}, "zh": {0}}[string(e.Lang)]; !slices.Equal(turns, want) {
			t.Errorf("in %s the turns are %v, want %v", e.Lang, turns, want)
		}
	}
}

func TestTurnsOfALaterPartHaveTheirTopics(t *testing.T) {
	a, _ := world{languages: "en", topics: seaTopics, files: []*transcript.Transcript{
		say("1-part-1.en.md", none, "One.", "Two."),
		say("1-part-2.en.md", none, "Three.", "A tide gauge."),
	}}.link(t)
	e := a.Sessions[0].Editions[0]
	for i := range e.Turns.Len() {
		if (len(e.TopicsOf(i)) == 1) != (i == 3) {
			t.Errorf("turn %d has %d topics", i, len(e.TopicsOf(i)))
		}
	}
}

func TestBroaderTopicsComeAlong(t *testing.T) {
	a, _ := world{languages: "en", topics: seaTopics, files: []*transcript.Transcript{say("1.en.md", none, "A tide gauge.")}}.link(t)
	var got []string
	for _, topic := range a.Topics {
		broader, narrower := "", []string{}
		if topic.Broader != nil {
			broader = topic.Broader.ID
		}
		for _, n := range topic.Narrower {
			narrower = append(narrower, n.ID)
		}
		got = append(got, fmt.Sprint(topic.ID, " < ", broader, " > ", narrower))
	}
	want := []string{"nature <  > [sea]", "sea < nature > [tides]", "tides < sea > []"} // and no pilots
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if len(a.Sessions[0].Topics) != 1 {
		t.Errorf("the session is about %s", topicIDs(a.Sessions[0]))
	}
}

func TestTopicsThatFrontMatterAloneNames(t *testing.T) {
	a, _ := world{languages: "en fr", files: []*transcript.Transcript{
		say("1.en.md", transcript.Meta{Topics: []string{"Mer profonde"}}, "One."),
		say("1.fr.md", transcript.Meta{Topics: []string{"mer profonde"}}, "Un."),
		say("2.en.md", transcript.Meta{Topics: []string{"深海", "…"}}, "Two."),
	}}.link(t)
	var got []string
	for _, topic := range a.Topics {
		name, _ := topic.Labels.In("fr", a.Languages...)
		got = append(got, topic.ID+"="+name)
	}
	if want := []string{"mer-profonde=mer profonde", "topic=…", "深海=深海"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestATopicWithoutLabelsIsCalledByItsID(t *testing.T) {
	v, _ := topic.NewVocabulary("", []topic.Entry{{ID: "sea"}})
	in := world{languages: "en"}.input(t)
	in.Vocabulary = v
	in.Files = []*Facts{FactsOf([32]byte{}, say("1.en.md", transcript.Meta{Topics: []string{"sea"}}, "One."), Asked{Vocabulary: v})}
	a, _ := Link(in)
	if name, _ := a.Topics[0].Labels.In("en"); name != "sea" {
		t.Errorf("%q", name)
	}
	if v.Entries[0].Labels != nil {
		t.Error("linking wrote into the vocabulary")
	}
}
