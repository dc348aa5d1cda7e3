package archive

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// say makes the transcript of a file. A line is "# heading", "Label: words",
// "Label (role): words", or words without a label.
func say(path string, meta transcript.Meta, lines ...string) *transcript.Transcript {
	t := &transcript.Transcript{File: path, Format: "test", Meta: meta}
	for i, l := range lines {
		if title, ok := strings.CutPrefix(l, "# "); ok {
			t.Sections = append(t.Sections, transcript.Section{Level: 2, Title: title, Line: i + 1})
			continue
		}
		turn := transcript.Turn{Section: len(t.Sections), Line: i + 1, EndLine: i + 1, Start: transcript.NoTime, Confidence: 1}
		words := l
		if label, rest, ok := strings.Cut(l, ": "); ok {
			turn.Label, words = label, rest
			if name, role, ok := strings.Cut(label, " ("); ok {
				turn.Label, turn.Role = name, strings.TrimSuffix(role, ")")
			}
		}
		turn.Segments = []transcript.Segment{{Line: i + 1, Text: words}}
		t.Turns = append(t.Turns, turn)
	}
	return t
}

// world is the input of Link, as tests write it.
type world struct {
	files     []*transcript.Transcript
	languages string
	people    string // people.yaml
	topics    string // topics.yaml
	series    []SeriesText
	drafts    bool
	asOf      transcript.Date
}

func (w world) input(t testing.TB) Input {
	t.Helper()
	in := Input{Languages: tags(w.languages), PeoplePath: "people.yaml", Series: w.series, Drafts: w.drafts, AsOf: w.asOf}
	var list diag.List
	in.People, list = people.Load("people.yaml", []byte(w.people))
	entries, more := topic.Load("topics.yaml", []byte(w.topics))
	if list = append(list, more...); len(list) > 0 {
		t.Fatal(list)
	}
	in.Vocabulary, _ = topic.NewVocabulary("topics.yaml", entries)
	for _, f := range w.files {
		in.Files = append(in.Files, FactsOf([32]byte{}, f, Asked{Vocabulary: in.Vocabulary, Languages: in.Languages, Terms: true}))
	}
	slices.SortFunc(in.Files, func(a, b *Facts) int { return strings.Compare(a.Path, b.Path) })
	return in
}

func (w world) link(t testing.TB) (*Archive, diag.List) {
	t.Helper()
	return Link(w.input(t))
}

// shape lists sessions with their editions and parts, one a line.
func shape(a *Archive) string {
	var b strings.Builder
	for _, s := range a.Sessions {
		fmt.Fprintf(&b, "%s %s", s.ID, s.Date)
		for _, e := range s.Editions {
			fmt.Fprintf(&b, " %s=", e.Lang)
			for i, p := range e.Parts {
				if i > 0 {
					b.WriteByte('+')
				}
				b.WriteString(p.Path)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// codes lists the codes of diagnostics with their files.
func codes(list diag.List, only ...diag.Code) []string {
	var out []string
	for _, d := range list {
		if len(only) == 0 || slices.Contains(only, d.Code) {
			out = append(out, string(d.Code)+" "+d.File)
		}
	}
	return out
}

var none transcript.Meta

func TestEditionsOfOneSession(t *testing.T) {
	a, list := world{
		languages: "fr en zh",
		files: []*transcript.Transcript{
			say("harbour/2020-01-02-quay.en.md", none, "The quay is ready for the new cranes and the ships."),
			say("harbour/2020-01-02-quay.fr.md", none, "Le quai est prêt pour les nouvelles grues et les navires."),
			say("zh/harbour/2020-01-02-quay.txt", none, "码头已经准备好迎接新的起重机和船舶。"),
			say("harbour/2020-01-02-quay.de.md", none, "Der Kai ist bereit für die neuen Kräne und die Schiffe."),
			say("harbour/letter.md", transcript.Meta{Session: "harbour/2020-01-05-letter", Lang: "fr"}, "Une lettre."),
			say("harbour/2020-01-05-letter.en.md", transcript.Meta{Date: "2020-01"}, "A letter came in the morning."),
		},
	}.link(t)
	want := `harbour/2020-01-02-quay 2020-01-02 fr=harbour/2020-01-02-quay.fr.md en=harbour/2020-01-02-quay.en.md zh=zh/harbour/2020-01-02-quay.txt
harbour/2020-01-05-letter 2020-01 fr=harbour/letter.md en=harbour/2020-01-05-letter.en.md
`
	if got := shape(a); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := codes(list, diag.LanguageUnlisted); !slices.Equal(got, []string{"language-unlisted "}) {
		t.Errorf("the German edition is not said to be left out: %v", list)
	}
	if !slices.Equal(a.Languages, tags("fr en zh")) {
		t.Errorf("languages %v", a.Languages)
	}
	if e := a.Sessions[0].Edition("zh"); e.Script != "zh-Hans" {
		t.Errorf("the Chinese edition is written in %q", e.Script)
	}
}

func TestLanguagesOfASiteThatNamesNone(t *testing.T) {
	a, _ := world{files: []*transcript.Transcript{
		say("a.fr.md", none, "Bonjour à tous et bienvenue dans cette salle."),
		say("a.en.md", none, "Good morning to all of you and welcome."),
		say("b.en.md", none, "Good evening to all of you and welcome."),
		say("c.ar.md", none, "صباح الخير لكم جميعا وأهلا وسهلا."),
	}}.link(t)
	if !slices.Equal(a.Languages, tags("en ar fr")) { // most editions first, then by name
		t.Errorf("languages %v", a.Languages)
	}
}

func TestTheMostExactDateCounts(t *testing.T) {
	a, _ := world{languages: "en fr", files: []*transcript.Transcript{
		say("a.en.md", transcript.Meta{Date: "2020"}, "Words of the first."),
		say("a.fr.md", transcript.Meta{Date: "2020-05-06"}, "Les mots du premier."),
		say("b.part-1.en.md", none, "Words of one."),
		say("b.part-2.en.md", transcript.Meta{Date: "2019-02"}, "Words of two."),
	}}.link(t)
	if got := []transcript.Date{a.Sessions[0].Date, a.Sessions[1].Date}; !slices.Equal(got, []transcript.Date{"2020-05-06", "2019-02"}) {
		t.Errorf("dates %v", got)
	}
}

func TestTheSecondFileOfAnEditionIsReported(t *testing.T) {
	a, list := world{files: []*transcript.Transcript{
		say("talk.en.md", none, "First version of the words."),
		say("talk.en.txt", none, "Second version of the words."),
		say("Talk.en.vtt", none, "Third version of the words."),
	}}.link(t)
	if got := shape(a); got != "talk  en=Talk.en.vtt\n" { // the first in order of name
		t.Errorf("%s", got)
	}
	if got := codes(list, diag.EditionTwice); !slices.Equal(got, []string{"edition-twice talk.en.md", "edition-twice talk.en.txt"}) {
		t.Errorf("%v", list)
	}
	for _, d := range list {
		if d.Code == diag.EditionTwice && !strings.Contains(d.Message, `"Talk.en.vtt"`) {
			t.Errorf("it is not said which file came first: %v", d)
		}
	}
}

func TestPartsMakeOneEdition(t *testing.T) {
	a, list := world{files: []*transcript.Transcript{
		say("h-part-3.en.md", none, "# Third", "Ana Ruiz: The end of it.", "Bo Li: Thanks."),
		say("h-part-1.en.md", none, "Ana Ruiz: The begin of it.", "# First", "Bo Li: Thanks."),
	}}.link(t)
	e := a.Sessions[0].Editions[0]
	if len(a.Sessions) != 1 || len(e.Parts) != 2 || e.Turns.Len() != 4 {
		t.Fatalf("%s", shape(a))
	}
	if got := codes(list, diag.PartMissing); !slices.Equal(got, []string{"part-missing h-part-3.en.md"}) {
		t.Errorf("%v", list)
	}
	type place struct{ part, index, section, voice int32 }
	var got []place
	for _, turn := range e.Turns.All() {
		got = append(got, place{turn.Part, turn.Index, turn.Section, turn.Voice})
	}
	if want := []place{{0, 0, 0, 0}, {0, 1, 1, 1}, {1, 0, 2, 0}, {1, 1, 2, 1}}; !slices.Equal(got, want) {
		t.Errorf("turns stand at %v, want %v", got, want)
	}
	if e.Parts[1].First != 2 || e.Sections[0].Before != 1 || e.Sections[1].Before != 2 || e.Sections[1].Turns != 2 {
		t.Errorf("%+v %+v", e.Parts, e.Sections)
	}
	if a := e.Anchor(1); a == e.Anchor(3) || a == "" {
		t.Errorf("two turns of equal words have the address %q", a)
	}
}

func TestTimesOfPartsRunOn(t *testing.T) {
	const none = transcript.NoTime
	type times = []transcript.Time
	// timed makes a part with a turn for each pair of begin and end.
	timed := func(n int, of times) *transcript.Transcript {
		tr := say(fmt.Sprintf("h-part-%d.en.md", n), transcript.Meta{})
		for i := 0; i < len(of); i += 2 {
			tr.Turns = append(tr.Turns, transcript.Turn{Start: of[i], End: of[i+1], Segments: []transcript.Segment{{Text: fmt.Sprint("Words ", n, i)}}})
		}
		return tr
	}
	for _, c := range []struct {
		about string
		parts []times
		want  times // begin of each turn
		shift times // of each part
	}{
		{"from nothing again", []times{{0, 900, 1000, 5000}, {0, 400, 500, 800}}, times{0, 1000, 5000, 5500}, times{0, 5000}},
		{"without ends", []times{{0, none, 1000, none}, {200, none, 700, none}}, times{0, 1000, 1200, 1700}, times{0, 1000}},
		{"on from the first part", []times{{0, none, 1000, 2000}, {2000, none, 3000, none}}, times{0, 1000, 2000, 3000}, times{0, 0}},
		{"on, before the last turn was over", []times{{0, none, 1000, 2000}, {1900, none, 3000, none}}, times{0, 1000, 1900, 3000}, times{0, 0}},
		{"three times from nothing", []times{{0, 10}, {0, 20}, {5, 30}}, times{0, 10, 35}, times{0, 10, 30}},
		{"from nothing, then on", []times{{0, 100}, {0, 100}, {200, 300}}, times{0, 100, 200}, times{0, 100, 0}},
		{"one speech each, the second on", []times{{0, 100}, {90, 200}}, times{0, 90}, times{0, 0}},
		{"a part without times between", []times{{10, 100}, {none, none}, {0, 50}}, times{10, none, 100}, times{0, 0, 100}},
		{"turns without times among them", []times{{none, none, 50, 60, none, none}, {none, none, 0, 10}}, times{none, 50, none, none, 60}, times{0, 60}},
		{"no times", []times{{none, none}, {none, none}}, times{none, none}, times{0, 0}},
		{"times of one part alone", []times{{none, none}, {7, none}}, times{none, 7}, times{0, 0}},
		{"an end before its begin", []times{{50, 3}, {0, none}}, times{50, 50}, times{0, 50}},
	} {
		w := world{languages: "en"}
		for i, of := range c.parts {
			w.files = append(w.files, timed(i+1, of))
		}
		a, _ := w.link(t)
		e := a.Sessions[0].Editions[0]
		var got, shift times
		for _, turn := range e.Turns.All() {
			got = append(got, turn.Start)
		}
		for _, p := range e.Parts {
			shift = append(shift, p.Shift)
		}
		if !slices.Equal(got, c.want) || !slices.Equal(shift, c.shift) {
			t.Errorf("%s: %v begin at %v, moved by %v; want %v, %v", c.about, c.parts, got, shift, c.want, c.shift)
		}
	}
}

func TestAPartGoesOnWithTheLastSection(t *testing.T) {
	a, _ := world{files: []*transcript.Transcript{
		say("h-part-1.en.md", none, "# First", "Words of the first.", "# Second", "Words of the second."),
		say("h-part-2.en.md", none, "More words of the second.", "# Third", "Words of the third.", "# Empty"),
	}}.link(t)
	e := a.Sessions[0].Editions[0]
	var got []int
	for _, turn := range e.Turns.All() {
		got = append(got, int(turn.Section))
	}
	if !slices.Equal(got, []int{1, 2, 2, 3}) || !slices.IsSorted(got) {
		t.Errorf("sections %v", got)
	}
	if e.Sections[1].Turns != 2 || e.Sections[3].Before != e.Turns.Len() || e.Sections[3].Turns != 0 {
		t.Errorf("%+v", e.Sections)
	}
}

func TestALonePartSaysWhatIsMissing(t *testing.T) {
	_, list := world{files: []*transcript.Transcript{say("h.en.md", transcript.Meta{Part: 2}, "The words go on.")}}.link(t)
	for _, d := range list {
		if d.Code == diag.PartMissing {
			if strings.Contains(d.Message, "part 0") {
				t.Errorf("%v", d)
			}
			return
		}
	}
	t.Error("nobody says that part 1 is missing")
}

func TestAddressGivenTwice(t *testing.T) {
	f := say("a.en.md", none, "One thing.", "Another thing.")
	f.Turns[0].ID, f.Turns[1].ID = "thing", "thing"
	a, list := world{files: []*transcript.Transcript{f}}.link(t)
	e := a.Sessions[0].Editions[0]
	if one, other := e.Anchor(0), e.Anchor(1); one != "thing" || other == "thing" || other == "" {
		t.Errorf("addresses %q and %q", one, other)
	}
	if got := codes(list, diag.AnchorTwice); len(got) != 1 {
		t.Errorf("%v", list)
	}
}

func TestWhatIsNotToBeShown(t *testing.T) {
	files := func() []*transcript.Transcript {
		return []*transcript.Transcript{
			say("draft.en.md", transcript.Meta{Draft: true}, "Words of a draft."),
			say("later.en.md", transcript.Meta{Embargo: "2024-06-01"}, "Words for later."),
			say("gone.en.md", transcript.Meta{Withdrawn: "asked by the speaker"}, "Words taken back."),
			say("shown.en.md", none, "Words for all."),
		}
	}
	for _, c := range []struct {
		drafts bool
		asOf   transcript.Date
		want   string
	}{
		{false, "", "later shown"}, // no embargo is in force without a day
		{false, "2024-05-31", "shown"},
		{false, "2024-06-01", "later shown"},
		{true, "2024-05-31", "draft shown"},
	} {
		a, list := world{languages: "en", files: files(), drafts: c.drafts, asOf: c.asOf}.link(t)
		var ids []string
		for _, s := range a.Sessions {
			ids = append(ids, s.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("drafts %v on %q: %s, want %s", c.drafts, c.asOf, got, c.want)
		}
		if got := codes(list, diag.FilePassedOver); len(got) != 4-len(ids) {
			t.Errorf("drafts %v on %q: not every file that is left out is named: %v", c.drafts, c.asOf, got)
		}
	}
}

func TestTheEditionThatAReaderGets(t *testing.T) {
	s := &Session{}
	for _, l := range tags("fr zh-Hant es") {
		s.Editions = append(s.Editions, &Edition{Session: s, Lang: l})
	}
	for want, l := range map[lang.Tag]lang.Tag{"fr": "fr", "zh-Hant": "zh", "es": "es-419"} {
		if got := s.Best(l).Lang; got != want {
			t.Errorf("a reader of %q gets %q", l, got)
		}
	}
	if got := s.Best("zh-Hans").Lang; got != "zh-Hant" {
		t.Errorf("a reader of simplified Chinese gets %q rather than Chinese", got)
	}
	if got := s.Best("ru").Lang; got != "fr" {
		t.Errorf("without the language spoken, the first is given, not %q", got)
	}
	s.Editions[0].original = "zh"
	if got := s.Best("ru").Lang; got != "zh-Hant" {
		t.Errorf("a reader of Russian gets %q rather than the language spoken", got)
	}
}

// full is a world with everything in it.
func full() world {
	return world{
		languages: "en fr zh",
		people:    "- id: ruiz\n  names: {en: Ana Ruiz, zh: 安娜·鲁伊斯}\n  aliases: [A. Ruiz]\n",
		topics:    "- id: tides\n  labels: {en: tide gauge, fr: marégraphe, zh: 验潮仪}\n  broader: sea\n- id: sea\n  labels: {en: sea}\n",
		series:    []SeriesText{{Path: "b/_index.fr.md", Folder: "b", Lang: "fr", Title: "Bé"}},
		files: []*transcript.Transcript{
			say("b/1.en.md", transcript.Meta{Topics: []string{"Weather"}}, "# One", "Ana Ruiz: The tide gauge.", "Bo Li (Chair): Yes.", "Speaker 1: The sea."),
			say("b/1.fr.md", none, "# Un", "A. Ruiz: Le marégraphe.", "BO LI: Oui."),
			say("b/1.zh.md", none, "安娜·鲁伊斯: 验潮仪。", "李波: 对。"),
			say("b/c/2.en.md", none, "Cy Day: Yes.", "Ana Ruiz: No.", "Bo  Li: Yes."),
			say("b/c/2.md", none, "Cy Day: Yes."),
			say("b/3-part-1.en.md", none, "Di: Yes.", "Eve Moe: No."),
			say("b/3-part-2.en.md", none, "Eve Moe: No.", "Ed Poe: Well."),
		},
	}
}

func TestLinkDependsOnNothingButItsInput(t *testing.T) {
	in := full().input(t)
	first, list := Link(in)
	want := print(first, list)
	r := rand.New(rand.NewPCG(1, 2))
	for _, procs := range []int{1, 2} {
		before := runtime.GOMAXPROCS(procs)
		for range 20 {
			w := full()
			r.Shuffle(len(w.files), func(i, j int) { w.files[i], w.files[j] = w.files[j], w.files[i] })
			a, list := Link(w.input(t))
			if diff := cmp.Diff(want, print(a, list)); diff != "" {
				t.Fatal(diff)
			}
		}
		runtime.GOMAXPROCS(before)
	}
	if again, list := Link(in); print(again, list) != want {
		t.Error("a second link of the same input differs: the first changed it")
	}
}

// print writes all of an archive down.
func print(a *Archive, list diag.List) string {
	var b strings.Builder
	fmt.Fprintln(&b, a.Languages, shape(a))
	for _, s := range a.Sessions {
		for _, st := range s.Topics {
			fmt.Fprintln(&b, s.ID, st.Topic.ID, st.Score, st.Source)
		}
		for _, e := range s.Editions {
			fmt.Fprintln(&b, s.ID, s.Date, e.Lang, e.Script, e.Title, e.Words, e.Sections, e.Parts, e.Redacted())
			if s.Series != nil {
				fmt.Fprintln(&b, s.Series.ID, s.Series.Titles)
			}
			for _, v := range e.Voices {
				id := ""
				if v.Speaker != nil {
					id = v.Speaker.ID
				}
				fmt.Fprintf(&b, "%q %q %q %d %d\n", v.Label, v.Role, id, v.Turns, v.First)
			}
			for i, t := range e.Turns.All() {
				fmt.Fprintln(&b, e.Anchor(i), e.LangOf(i), t.Part, t.Index, t.Voice, t.Unit, t.Section, t.Words)
				for _, topic := range e.TopicsOf(i) {
					fmt.Fprintln(&b, topic.Topic.ID)
				}
			}
		}
	}
	for _, s := range a.Series {
		fmt.Fprintln(&b, s.ID, s.Titles, len(a.Holding(s).Sessions), len(a.SessionsIn(s)), len(s.Texts))
	}
	for _, s := range a.Speakers {
		is := a.Appearance(s)
		fmt.Fprintln(&b, s.ID, s.Kind, s.Names, is.Turns)
		for _, g := range is.Guesses {
			fmt.Fprintln(&b, g.Name, g.In.Session.ID, g.In.Lang, g.Turn)
		}
		for _, u := range is.Labels {
			fmt.Fprintln(&b, u.Printed, u.Lang, u.Turns, u.Why(), u.First)
			if u.In != nil {
				fmt.Fprintln(&b, u.In.Session.ID, u.In.Lang)
			}
		}
	}
	for _, t := range a.Topics {
		fmt.Fprintln(&b, t.ID, t.Labels, len(t.Narrower), t.Found)
	}
	for _, c := range a.Candidates {
		fmt.Fprintln(&b, c.Labels, c.Sessions, c.Count, c.In.Session.ID, c.In.Lang, c.Turn)
	}
	for _, l := range a.Likely {
		fmt.Fprintln(&b, l.A.ID, l.B.ID, l.Proof)
	}
	fmt.Fprintln(&b, a.Redirects, list)
	return b.String()
}

func TestEverythingIsSortedAndCountsAgree(t *testing.T) {
	a, _ := full().link(t)
	sorted := func(what string, ids []string) {
		if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
			t.Errorf("%s are not in order: %v", what, ids)
		}
	}
	idsOf := func(list any) (ids []string) {
		v := reflect.ValueOf(list)
		for i := range v.Len() {
			ids = append(ids, v.Index(i).Elem().FieldByName("ID").String())
		}
		return ids
	}
	sorted("sessions", idsOf(a.Sessions))
	sorted("series", idsOf(a.Series))
	sorted("speakers", idsOf(a.Speakers))
	sorted("topics", idsOf(a.Topics))
	said := map[*Speaker]int{}
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			voices := make([]int, len(e.Voices))
			words := 0
			for _, turn := range e.Turns.All() {
				words += int(turn.Words)
				if turn.Voice >= 0 {
					voices[turn.Voice]++
					if sp := e.Voices[turn.Voice].Speaker; sp != nil {
						said[sp]++
					}
				}
			}
			if words != e.Words {
				t.Errorf("%s in %s has %d words, its turns %d", s.ID, e.Lang, e.Words, words)
			}
			first := int32(-1)
			for i, v := range e.Voices {
				if int(v.Turns) != voices[i] || int(e.Turns.At(int(v.First)).Voice) != i || v.First <= first {
					t.Errorf("%s in %s: voice %+v has %d turns", s.ID, e.Lang, v, voices[i])
				}
				first = v.First
			}
		}
	}
	for _, s := range a.Speakers {
		uses := 0
		is := a.Appearance(s)
		for _, u := range is.Labels {
			uses += u.Turns
		}
		if is.Turns != said[s] || uses != is.Turns {
			t.Errorf("%s has %d turns, %d in editions, %d under labels", s.ID, is.Turns, said[s], uses)
		}
	}
	if len(said) != len(a.Speakers) {
		t.Errorf("%d speakers, of whom %d say something", len(a.Speakers), len(said))
	}
}
