package topic

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
)

func sketchOf(text string) Sketch {
	var t Tally
	t.Add(lang.AppendWords(nil, text), 1)
	return t.Sketch()
}

func TestASketchHasWordsOfEveryScript(t *testing.T) {
	for _, c := range []struct {
		about, text, other string
		shared             int
	}{
		{"case and punctuation", "The tide, the TIDE!", "tide; the", 2},
		{"accents are letters", "marée haute", "maree haute", 1},
		{"Cyrillic", "прилив и отлив", "Прилив", 1},
		{"Arabic", "المد والجزر", "المد", 1},
		{"pairs of Chinese letters", "潮位观测", "潮位", 1},
		{"order of Chinese letters", "潮位", "位潮", 0},
		{"Thai", "น้ำขึ้น", "น้ำขึ้น", len(sketchOf("น้ำขึ้น").Hashes)},
		{"Latin within Chinese", "使用DNS系统", "DNS", 1},
		{"nothing", "", "tide", 0},
	} {
		a, b := sketchOf(c.text), sketchOf(c.other)
		n := 0
		for _, h := range a.Hashes {
			if slices.Contains(b.Hashes, h) {
				n++
			}
		}
		if n != c.shared {
			t.Errorf("%s: %q and %q share %d, want %d", c.about, c.text, c.other, n, c.shared)
		}
	}
}

func TestASketchIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 5 * sketchWords {
		fmt.Fprintf(&b, "word%d ", i)
	}
	b.WriteString("tide tide tide")
	s := sketchOf(b.String())
	if len(s.Hashes) != sketchWords || len(s.Weights) != sketchWords {
		t.Fatalf("%d words of %d weights", len(s.Hashes), len(s.Weights))
	}
	tide := sketchOf("tide").Hashes[0]
	if i := slices.Index(s.Hashes, tide); i < 0 || s.Weights[i] != 2 {
		t.Error("the word that is said most is not in it")
	}
}

// lessons are sessions on two subjects, in a language of few words.
func lessons(words map[string]string, n int) []Lesson {
	var out []Lesson
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		subject := []string{"harbours", "weather"}[i%2]
		some := strings.Fields(words[subject])
		text := words["all"]
		for range 6 {
			text += " " + some[r.IntN(len(some))]
		}
		out = append(out, Lesson{sketchOf(text), []string{subject}})
	}
	return out
}

func TestLearnsWhatSessionsAreAbout(t *testing.T) {
	for tag, c := range map[string]struct {
		words    map[string]string
		of, want string
	}{
		"en": {map[string]string{"all": "and so we come to the", "harbours": "quay crane pilot berth tug", "weather": "rain gale frost cloud thaw"}, "and so the pilot took us to a berth by the quay", "harbours"},
		"ru": {map[string]string{"all": "и вот мы о том", "harbours": "причал кран лоцман буксир", "weather": "дождь буря мороз туман"}, "и вот мороз а потом дождь", "weather"},
		"zh": {map[string]string{"all": "我们现在说的是", "harbours": "码头， 起重机， 引航员， 泊位，", "weather": "下雨， 大风， 霜冻， 云层，"}, "我们说引航员和码头", "harbours"},
		"ar": {map[string]string{"all": "والآن نحن في", "harbours": "رصيف رافعة مرشد مرسى", "weather": "مطر عاصفة صقيع غيوم"}, "نحن في مطر وغيوم وبعد مطر عاصفة", "weather"},
	} {
		l := Learn(lessons(c.words, 20))
		votes := l.Votes(sketchOf(c.of))
		if len(votes) == 0 || votes[0].Topic != c.want {
			t.Errorf("%s: %v, want %s first", tag, votes, c.want)
		}
	}
}

func TestTooFewLessonsTeachNothing(t *testing.T) {
	words := map[string]string{"all": "the", "harbours": "quay", "weather": "rain"}
	if l := Learn(lessons(words, enough-1)); l != nil || l.Votes(sketchOf("quay")) != nil {
		t.Error("learnt from too few")
	}
	if votes := Learn(lessons(words, enough)).Votes(sketchOf("of something else")); len(votes) != 0 {
		t.Errorf("what shares no word is like %v", votes)
	}
}
