package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

var (
	harbourEnglish = strings.Fields("the of we think boats came morning with some other people from north under old grey heavy walls where nobody stood before")
	harbourChinese = strings.Fields("我们 认为 小船 早上 来了 和 几个 别人 从北方 在 老旧 灰色 城墙 下面 那里 以前 没人 站过")
)

// spoken is a meeting of 40 turns in a language, of which those from one on speak
// of each term, six turns long, twice a turn.
func spoken(path string, seed uint64, filler []string, joint, stop string, terms map[string]int) *transcript.Transcript {
	r := rand.New(rand.NewPCG(seed, 1))
	sentence := func(term string) string {
		var words []string
		for range 9 + r.IntN(6) {
			words = append(words, filler[r.IntN(len(filler))])
		}
		if term != "" {
			words = slices.Insert(words, 4, term)
		}
		return strings.Join(words, joint) + stop
	}
	var lines []string
	for i := range 40 {
		text := sentence("") + sentence("")
		for _, term := range slices.Sorted(func(yield func(string) bool) {
			for t := range terms {
				if !yield(t) {
					return
				}
			}
		}) {
			if from := terms[term]; i >= from && i < from+6 {
				text += sentence(term) + sentence("") + sentence(term)
			}
		}
		lines = append(lines, fmt.Sprintf("Speaker %d: %s%s", 1+i%4, text, sentence("")))
	}
	return say(path, none, lines...)
}

func english(path string, seed uint64, terms map[string]int) *transcript.Transcript {
	return spoken(path, seed, harbourEnglish, " ", ". ", terms)
}

func chinese(path string, seed uint64, terms map[string]int) *transcript.Transcript {
	return spoken(path, seed, harbourChinese, "", "。", terms)
}

func found(a *Archive) []string {
	var out []string
	for _, t := range a.Topics {
		if t.Found {
			out = append(out, t.ID)
		}
	}
	return out
}

func TestAnArchiveWithoutVocabularyHasTopicsOfItsWords(t *testing.T) {
	w := world{languages: "en zh", files: []*transcript.Transcript{
		english("1.en.md", 1, map[string]int{"tidal power": 6, "harbour dues": 24}),
		chinese("1.zh.md", 1, map[string]int{"潮汐能源": 6, "港口税费": 24}),
		english("2.en.md", 2, map[string]int{"tidal power": 10}),
	}}
	in := w.input(t)
	in.Found = 2
	a, _ := Link(in)
	if got := found(a); !slices.Equal(got, []string{"harbour-dues", "tidal-power"}) {
		t.Fatalf("%q", got)
	}
	for _, topic := range a.Topics {
		want := people.Text{"en": "tidal power", "zh": "潮汐能源"}
		if topic.ID == "harbour-dues" {
			want = people.Text{"en": "harbour dues", "zh": "港口税费"}
		}
		if fmt.Sprint(topic.Labels) != fmt.Sprint(want) {
			t.Errorf("%s is called %v, want %v", topic.ID, topic.Labels, want)
		}
	}
	for _, s := range a.Sessions {
		for _, st := range s.Topics {
			if st.Source != Extracted || st.Score <= 0 {
				t.Errorf("%s: %+v", s.ID, st)
			}
		}
		for _, e := range s.Editions {
			for i := range e.Turns.Len() {
				want := s.ID == "1" && (i >= 6 && i < 12 || i >= 24 && i < 30) || s.ID == "2" && i >= 10 && i < 16
				if (len(e.TopicsOf(i)) == 1) != want {
					t.Errorf("turn %d of %s in %s has %d topics", i, s.ID, e.Lang, len(e.TopicsOf(i)))
				}
			}
		}
	}

	in.Found = 1
	if a, _ := Link(in); len(found(a)) != 1 {
		t.Errorf("asked for one, found %q", found(a))
	}
	in.Found = 0
	if a, _ := Link(in); len(a.Topics) != 0 || len(a.Candidates) < 2 {
		t.Errorf("asked for none, found %q and %d to propose", found(a), len(a.Candidates))
	}
}

func TestBesideAVocabularyTermsAreOnlyProposed(t *testing.T) {
	w := world{languages: "en zh", topics: "- id: energy\n  labels: {en: Tidal power}\n", files: []*transcript.Transcript{
		english("1.en.md", 1, map[string]int{"tidal power": 6, "harbour dues": 24}),
		chinese("1.zh.md", 1, map[string]int{"港口税费": 24}),
	}}
	in := w.input(t)
	in.Found = 5
	a, _ := Link(in)
	if len(a.Topics) != 1 || a.Topics[0].ID != "energy" {
		t.Errorf("%d topics, found %q", len(a.Topics), found(a))
	}
	if len(a.Candidates) == 0 {
		t.Fatal("nothing is proposed")
	}
	c := a.Candidates[0]
	if c.Labels["en"] != "harbour dues" || c.Labels["zh"] != "港口税费" || c.Sessions != 1 || c.Count != 12 || c.Turn != 24 {
		t.Errorf("%+v", c)
	}
	for _, c := range a.Candidates {
		if lang.Fold(c.Labels["en"]) == "tidal power" {
			t.Error("what the vocabulary has is proposed")
		}
	}
}

func TestATopicOfFrontMatterIsTheOneThatIsFound(t *testing.T) {
	declared := english("1.en.md", 1, nil)
	declared.Meta.Topics = []string{"Tidal power"}
	in := world{languages: "en", files: []*transcript.Transcript{declared, english("2.en.md", 2, map[string]int{"tidal power": 6})}}.input(t)
	in.Found = 5
	a, _ := Link(in)
	if len(a.Topics) != 1 || a.Topics[0].Found {
		t.Fatalf("%d topics", len(a.Topics))
	}
	for i, want := range []TopicSource{Declared, Extracted} {
		if got := a.Sessions[i].Topics; len(got) != 1 || got[0].Source != want {
			t.Errorf("%s: %v", a.Sessions[i].ID, got)
		}
	}
}

func TestNamesOfSpeakersAreNoTopics(t *testing.T) {
	w := world{languages: "en", files: []*transcript.Transcript{
		english("1.en.md", 1, map[string]int{"Vera Holt": 6, "tidal power": 20}),
		say("2.en.md", none, "Vera Holt: Good.", "Bo Li: Yes."),
	}}
	in := w.input(t)
	in.Found = 5
	if a, _ := Link(in); !slices.Equal(found(a), []string{"tidal-power"}) {
		t.Errorf("%q", found(a))
	}
}
