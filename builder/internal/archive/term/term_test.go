package term

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/lang"
)

// hearing is a meeting in which sentences of filler go on, and of which some turns
// in a row speak of something.
type hearing struct {
	lang    lang.Tag
	filler  []string // words, or for a script without blanks runs of letters
	topic   string
	opening string // a courtesy that most turns begin with
	name    string // of one who speaks, and is spoken to everywhere
	joint   string // between words
	stop    string
}

var hearings = map[string]hearing{
	"English":  {"en", strings.Fields("the of we think boats came morning with some other people from north under old grey heavy walls where nobody stood before"), "tidal power", "Thank you very much", "Ida Storm", " ", ". "},
	"French":   {"fr", strings.Fields("le de nous pensons bateaux matin avec quelques autres gens du nord sous vieux murs gris lourds où personne ne"), "énergie des marées", "Merci beaucoup à tous", "Rose Vidal", " ", ". "},
	"Russian":  {"ru", strings.Fields("мы думаем что лодки утром пришли с севера под старые серые тяжёлые стены где никого раньше не видели"), "приливная энергия", "Большое спасибо", "Вера Холт", " ", ". "},
	"Arabic":   {"ar", strings.Fields("نحن في من على القوارب صباحا جاءت مع بعض الناس تحت الجدران القديمة حيث لا أحد وقف قبل"), "طاقة المد", "شكرا جزيلا لكم", "ليلى حداد", " ", ". "},
	"Chinese":  {"zh", strings.Fields("我们 认为 小船 早上 来了 和 几个 别人 从北方 在 老旧 灰色 城墙 下面 那里 以前 没人 站过"), "潮汐能源", "非常感谢各位", "霍伊达", "", "。"},
	"Japanese": {"ja", strings.Fields("私たちは 船が 朝に 来て 何人かの 人と 北から 古い 灰色の 壁の 下で 誰も いなかった と思う"), "潮力発電", "どうもありがとうございます", "堀田", "", "。"},
	"Thai":     {"th", strings.Fields("เรา คิดว่า เรือ มาถึง ตอนเช้า กับ คนอื่น จาก ทางเหนือ ใต้ กำแพง เก่า สีเทา ที่ไม่มีใคร ยืนอยู่"), "พลังงานคลื่น", "ขอบคุณมาก", "สมชาย", "", " "},
	"Tamil":    {"ta", strings.Fields("நாங்கள் படகுகள் காலையில் வந்தன சிலர் வடக்கிலிருந்து பழைய சாம்பல் சுவர்கள் கீழே யாரும் நிற்கவில்லை முன்பு"), "அலை ஆற்றல்", "மிக்க நன்றி", "கவிதா", " ", ". "},
}

// terms gives the terms of n turns of a meeting.
func (h hearing) terms(n int, seed uint64) []Term {
	g := NewGatherer(lang.CommonWords(h.lang), []string{h.name}, nil)
	for i, text := range h.turns(n, seed) {
		g.Turn(int32(i), []string{text})
	}
	return g.Terms()
}

// turns gives n turns of a meeting; from a third of them on, eight speak of the
// topic, twice each.
func (h hearing) turns(n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	sentence := func(more ...string) string {
		var words []string
		for range 9 + r.IntN(9) {
			words = append(words, h.filler[r.IntN(len(h.filler))])
		}
		for _, m := range more {
			words = slices.Insert(words, 3+r.IntN(len(words)-5), m)
		}
		return strings.Join(words, h.joint) + h.stop
	}
	var out []string
	for i := range n {
		text := ""
		if r.IntN(5) > 0 {
			text = h.opening + h.stop
		}
		for k := range 8 {
			switch {
			case i >= n/3 && i < n/3+8 && k%4 == 1:
				text += sentence(h.topic)
			case k == 4:
				text += sentence(h.name)
			default:
				text += sentence()
			}
		}
		out = append(out, text)
	}
	return out
}

func TestTermsAreWhatIsSpokenOf(t *testing.T) {
	for about, h := range hearings {
		found := map[string]Term{}
		for _, x := range h.terms(40, 1) {
			found[x.Printed] = x
			for _, not := range []string{h.opening, h.name} {
				if key := lang.WordsKey(not); strings.Contains(x.Text, key) || strings.Contains(key, x.Text) {
					t.Errorf("%s: %q is taken for a term", about, x.Printed)
				}
			}
		}
		x, ok := found[h.topic]
		if !ok {
			t.Errorf("%s: %q is not found among %d", about, h.topic, len(found))
			continue
		}
		if x.Count != 16 || !slices.Equal(x.Turns, []int32{13, 14, 15, 16, 17, 18, 19, 20}) {
			t.Errorf("%s: %d times in %v", about, x.Count, x.Turns)
		}
		var pool Pool[int]
		pool.Add(0, h.terms(40, 1))
		if best := pool.Best(1, func(string) bool { return false }); len(best) == 0 || pool.Printed(best[0].Text) != h.topic {
			t.Errorf("%s: the best is %v", about, best)
		}
	}
}

func TestATermIsWrittenAsWithinSentences(t *testing.T) {
	g := NewGatherer(lang.CommonWords("en"), nil, []string{"The wave energy board"})
	for i := range 6 {
		text := "Wave energy came up. We heard how wave energy is paid for, and that Wave-energy is new."
		if i%2 == 0 {
			text = "Others said that the old DNS of wave energy was slow, and DNS it stays."
		}
		g.Turn(int32(i), []string{"Nothing of it was said in that long part of the morning before the bell rang for us all. " + text + " Then we went home by the long road along the shore and spoke no more of that."})
	}
	var got []string
	for _, x := range g.Terms() {
		got = append(got, x.Printed)
	}
	for _, want := range []string{"wave energy", "DNS"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	if slices.Contains(got, "Wave energy") {
		t.Errorf("the capital of a sentence is in %q", got)
	}
}

func TestWhereAllIsCapitalNothingIsAnAcronym(t *testing.T) {
	g := NewGatherer(lang.CommonWords("en"), nil, nil)
	for i := range 30 {
		g.Turn(int32(i), []string{fmt.Sprintf("THE BOATS CAME IN AND WE STOOD BY WALL %d TO SEE WHAT OTHERS HAD SEEN, THE BOATS AND MORE OF IT", i)})
	}
	for _, x := range g.Terms() {
		if !strings.Contains(x.Text, " ") {
			t.Errorf("%q", x.Printed)
		}
	}
}

func TestWhatATranscriptBringsGoesWithIt(t *testing.T) {
	all := func(string) bool { return false }
	h := hearings["English"]
	var with, without Pool[int]
	for i := range 12 {
		without.Add(i, h.terms(40, uint64(i)))
		with.Add(i, h.terms(40, uint64(i)))
		with.Add(100+i, hearings["French"].terms(30, uint64(i)))
	}
	// Another order, and what is not there any more.
	var shuffled Pool[int]
	for i := 11; i >= 0; i-- {
		shuffled.Add(i, h.terms(40, uint64(i)))
	}
	for i := range 12 {
		with.Remove(100+i, hearings["French"].terms(30, uint64(i)))
	}
	want := without.Best(50, all)
	if len(want) == 0 || without.Printed(want[0].Text) != "tidal power" {
		t.Fatalf("%v", want)
	}
	for about, p := range map[string]*Pool[int]{"others came and went": &with, "another order": &shuffled} {
		if diff := cmp.Diff(want, p.Best(50, all)); diff != "" {
			t.Errorf("%s: %s", about, diff)
		}
	}
}

// TestAnIdiomIsNoTopic: a phrase that is spread over all of several meetings is
// less of a topic than one that is gathered in a part of them, though it is said
// more often.
func TestAnIdiomIsNoTopic(t *testing.T) {
	h := hearings["English"]
	var pool Pool[int]
	for i := range 10 {
		idiom := h
		idiom.filler = append(slices.Clone(h.filler), "peu beaucoup")
		pool.Add(i, idiom.terms(40, uint64(i)))
	}
	best := pool.Best(5, func(string) bool { return false })
	if len(best) == 0 || best[0].Text != "tidal power" {
		t.Errorf("%v", best)
	}
	for _, b := range best {
		if b.Text == "peu beaucoup" && b.Score*2 > best[0].Score {
			t.Errorf("the idiom weighs %d, the topic %d", b.Score, best[0].Score)
		}
	}
}

func FuzzGatherer(f *testing.F) {
	f.Add("The sea, the sea. 海洋海洋海洋, l'eau de l'eau", "Ida", 3)
	f.Add("น้ำขึ้น\u0301 a\u0300'b--c \xff\xfe \u200dx", "", 1)
	f.Fuzz(func(t *testing.T, text, name string, times int) {
		g := NewGatherer(nil, []string{name}, []string{name})
		for i := range min(max(times, 1), 8) {
			g.Turn(int32(i), []string{strings.Repeat(text, 3), text})
		}
		for _, x := range g.Terms() {
			if x.Text == "" || x.Printed == "" || int(x.Count) < len(x.Turns) || !slices.IsSorted(x.Turns) {
				t.Errorf("%+v", x)
			}
		}
	})
}
