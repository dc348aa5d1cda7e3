package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

func TestATitleTellsMoreThanATurn(t *testing.T) {
	a, _ := world{languages: "en", topics: seaTopics, files: []*transcript.Transcript{
		say("1.en.md", transcript.Meta{Title: "On pilotage"}, "Good morning.", "A tide gauge.", "Another tide gauge."),
	}}.link(t)
	if got := topicIDs(a.Sessions[0]); !strings.HasPrefix(got, "pilots:") {
		t.Errorf("%s", got)
	}
}

func TestWhatIsSaidEverywhereTellsLess(t *testing.T) {
	w := world{languages: "en", topics: seaTopics, files: []*transcript.Transcript{say("0.en.md", none, "Pilotage and a tide gauge.")}}
	for i := range 9 {
		w.files = append(w.files, say(fmt.Sprintf("%d.en.md", i+1), none, "A tide gauge."))
	}
	a, _ := w.link(t)
	if got := topicIDs(a.Sessions[0]); !strings.HasPrefix(got, "pilots:") {
		t.Errorf("%s", got)
	}
}

// taught is sessions of two topics of an editor, whose labels nobody says, and
// one without.
func taught() world {
	w := world{languages: "en"}
	for i := range 12 {
		topic, line := "Moorings", "The tug brings the barge to the quay, and a crane unloads it."
		if i%2 == 1 {
			topic, line = "Storms", "The gale brings rain, then frost, and the clouds are low."
		}
		w.files = append(w.files, say(fmt.Sprintf("%02d.en.md", i), transcript.Meta{Topics: []string{topic}}, line))
	}
	w.files = append(w.files, say("open.en.md", none, "A barge lay at the quay without a crane."))
	return w
}

func TestTopicsAreLearntFromThoseOfEditors(t *testing.T) {
	w := taught()
	a, _ := w.link(t)
	open := a.Sessions[len(a.Sessions)-1]
	if len(open.Topics) == 0 || open.Topics[0].Topic.ID != "moorings" || open.Topics[0].Source != Learned {
		t.Errorf("%s", topicIDs(open))
	}
	for _, s := range a.Sessions[:12] {
		if len(s.Topics) != 1 || s.Topics[0].Source != Declared {
			t.Errorf("an editor's session has %s", topicIDs(s))
		}
	}
}

func TestTopicsAreTheSameInAnyOrderOfFiles(t *testing.T) {
	w := taught()
	said := func() string {
		a, _ := w.link(t)
		var b strings.Builder
		for _, s := range a.Sessions {
			fmt.Fprintln(&b, s.ID, topicIDs(s))
		}
		return b.String()
	}
	want := said()
	r := rand.New(rand.NewPCG(5, 6))
	for range 5 {
		w.files = slices.Clone(w.files)
		r.Shuffle(len(w.files), func(i, j int) { w.files[i], w.files[j] = w.files[j], w.files[i] })
		if got := said(); got != want {
			t.Fatalf("%s\nwant %s", got, want)
		}
	}
}

func TestHeadingsAndNamesOfFilesTell(t *testing.T) {
	once := "One tide gauge. "
	a, _ := world{languages: "en fr", topics: seaTopics, files: []*transcript.Transcript{
		say("a.en.md", none, "x: "+once),
		say("b.en.md", none, "# A tide gauge", "x: "+once),
		say("c-tide-gauge.en.md", none, "x: "+once),
		say("tide-gauge/d.en.md", none, "x: Nothing of it."),
		say("e-marégraphe.en.md", none, "x: A word of another language."),
	}}.link(t)
	score := map[string]float64{}
	for _, s := range a.Sessions {
		for _, st := range s.Topics {
			score[s.ID] = st.Score
		}
	}
	if !(score["a"] < score["b"] && score["b"] < score["c-tide-gauge"]) || score["tide-gauge/d"] == 0 || score["e-marégraphe"] != 0 {
		t.Errorf("%v", score)
	}
}
