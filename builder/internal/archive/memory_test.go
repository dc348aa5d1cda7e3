package archive

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"unique"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// TestEditsByMemoryEqualAFreshLink edits an archive at random, and links it after
// each edit with what the Links before have left, and without.
func TestEditsByMemoryEqualAFreshLink(t *testing.T) {
	l := lengths(30, 1)
	w := full()
	w.files = append(w.files,
		say("d/1.en.md", none, render("harbour ", inEnglish, l)...),
		say("d/1.zh.md", none, render("港口", inChinese, l)...),
		say("d/2.en.md", none, render("harbour ", inEnglish, l)...),
		say("d/2.zh.md", none, render("港口", inChinese, l)...),
		say("e/alone.en.md", transcript.Meta{Speakers: []string{"Fay Orr"}}, "All of it."),
	)
	w.topics = ""
	for i := range uint64(4) {
		terms := map[string]int{"tidal power": int(3 * i), "harbour dues": 24, "grey seals": int(30 - 5*i)}
		w.files = append(w.files, english(fmt.Sprintf("f/%d.en.md", i), i, terms))
	}
	w.files = append(w.files, chinese("f/1.zh.md", 1, map[string]int{"潮汐能源": 3, "港口税费": 24, "灰色海豹": 25}))
	in := w.input(t)
	in.Found = 2
	entries := in.People
	no, _ := topic.NewVocabulary("topics.yaml", nil)
	vocabularies := []*topic.Vocabulary{no, no, seaVocabulary(t, "dues", "tides"), seaVocabulary(t, "seals", "tides", "dues")}
	whole := slices.Clone(in.Files)
	edits := uint64(0)
	fresh := func(f *Facts) *Facts { // a reading of other words has another key
		edits++
		binary.BigEndian.PutUint64(f.Key[:], edits)
		return f
	}
	for i := range whole {
		whole[i] = fresh(whole[i])
	}
	r := rand.New(rand.NewPCG(3, 4))
	now := slices.Clone(whole)
	m := &Memory{}
	elsewhere := scratch{light: map[*Facts]*Facts{}, encoded: map[store.Key][]byte{}}
	for step := range 800 {
		i := r.IntN(len(now))
		f, spoken := *now[i], *now[i].Spoken
		f.Spoken = &spoken
		meta := f.Front.Meta()
		switch r.IntN(16) {
		case 13: // an editor says who is who
			in.People = slices.Clone(in.People)
			switch k := r.IntN(4); {
			case k == 0 && len(in.People) > 0:
				in.People = slices.Delete(in.People, 0, 1)
			case k == 1 && len(in.People) > 0:
				e := &in.People[r.IntN(len(in.People))]
				e.Aliases = [][]string{nil, {"Bo Li"}, {inEnglish[0], inChinese[1]}}[r.IntN(3)]
				e.In = [][]string{nil, {"d"}, {"b/c"}}[r.IntN(3)]
			case !slices.ContainsFunc(in.People, func(e people.Entry) bool { return e.ID == "valdes" }):
				in.People = append(in.People, people.Entry{ID: "valdes", Kind: people.Individual, Names: []people.Text{{"en": inEnglish[0], "zh": inChinese[0]}, {"en": inEnglish[0]}, {"zh": inChinese[0]}}[r.IntN(3)]})
			}
		case 14: // topics.yaml is another: every file has been read anew
			in.Vocabulary = vocabularies[r.IntN(len(vocabularies))]
			for i := range now {
				f := fresh(&[]Facts{*now[i]}[0])
				f.Hits, f.Heads = nil, nil
				for n := range in.Vocabulary.Entries {
					if len(f.Turns) > 0 && r.IntN(2) == 0 {
						f.Hits = append(f.Hits, topic.Hit{Turn: int32(r.IntN(len(f.Turns))), Topic: int32(n), Lang: "en", Count: 1})
					}
				}
				slices.SortFunc(f.Hits, func(a, b topic.Hit) int { return int(a.Turn - b.Turn) })
				now[i] = f
			}
		case 15: // it moves to another folder, or is of another language
			dir, name := path.Split(f.Path)
			if r.IntN(2) == 0 {
				dir = []string{"", "b/", "d/", "d/c/", "zh/", "x/en/"}[r.IntN(6)]
			} else {
				name = strings.NewReplacer(".en.", ".zh.", ".zh.", ".fr.", ".fr.", ".").Replace(name)
			}
			if f.Path = dir + name; !slices.ContainsFunc(now, func(o *Facts) bool { return o.Path == f.Path }) {
				now[i] = fresh(&f)
			}
		case 8: // an editor says what it is about
			meta.Topics = [][]string{nil, {"Dues"}, {"Dues", "Seals"}, {"dues"}, {"Tides"}}[r.IntN(5)]
			f.Front = frontOf(meta)
			now[i] = fresh(&f)
		case 9: // other words are said most
			f.Words = topic.Sketch{Hashes: []uint32{uint32(r.IntN(3)), uint32(3 + r.IntN(6))}, Weights: []uint8{uint8(1 + r.IntN(4)), 2}}
			now[i] = fresh(&f)
		case 10: // a bracket after a name, a map of labels, a series
			if len(f.Labels) > 0 {
				relabel(&f, r.IntN(len(f.Labels)), func(l *Label) { l.Role = []string{"", "Chair", "Marina Valdés", "GAC"}[r.IntN(4)] })
				meta.Labels = [][]transcript.Naming{nil, {{Label: f.Labels[0].Value().Printed, Person: "Ana Ruiz"}}, {{Label: f.Labels[0].Value().Printed, Person: "ANA RUIZ"}}}[r.IntN(3)]
			}
			meta.Series = []string{"", "Quay/Council", "quay"}[r.IntN(3)]
			f.Front = frontOf(meta)
			now[i] = fresh(&f)
		case 11: // it lists persons, or is withdrawn, or words are taken out of it
			meta.People = [][]transcript.Person{nil, {{ID: "ruiz", Names: []transcript.Name{{Lang: "en", Text: "Ana Ruiz"}}}}}[r.IntN(2)]
			meta.Withdrawn, f.Redacted = []string{"", "", "by request"}[r.IntN(3)], r.IntN(2) == 0
			f.Front = frontOf(meta)
			now[i] = fresh(&f)
		case 12: // settings change
			in.Found, in.Drafts = r.IntN(3), r.IntN(2) == 0
			if r.IntN(4) == 0 {
				in.Languages = [][]lang.Tag{nil, tags("en zh"), tags("zh en")}[r.IntN(3)]
				in.People = [][]people.Entry{nil, entries}[r.IntN(2)]
			}
		case 7: // its words change
			if n := len(f.Terms); n > 0 {
				f.Terms = slices.Delete(slices.Clone(f.Terms), 0, 1+r.IntN(n))
				now[i] = fresh(&f)
			}
		case 0: // it is deleted
			if len(now) > 4 {
				now = slices.Delete(now, i, i+1)
			}
		case 1: // one comes back
			back := whole[r.IntN(len(whole))]
			if !slices.ContainsFunc(now, func(f *Facts) bool { return f.Path == back.Path }) {
				now = append(now, back)
			}
		case 2: // a label is corrected
			if len(f.Labels) > 0 {
				relabel(&f, r.IntN(len(f.Labels)), func(l *Label) {
					l.Printed = []string{"Ana Ruiz", "A. Ruiz", "Bo Li", "Speaker 1", "Guy Ash"}[r.IntN(5)]
				})
				now[i] = fresh(&f)
			}
		case 3: // a turn goes
			if len(f.Turns) > 1 {
				f.Turns = slices.Delete(slices.Clone(f.Turns), 0, 1)
				f.Hits, f.Guesses, f.Terms, f.Sought = nil, nil, nil, false
				now[i] = fresh(&f)
			}
		case 4: // a turn is corrected
			f.Turns = slices.Clone(f.Turns)
			f.Turns[r.IntN(len(f.Turns))].Hash++
			now[i] = fresh(&f)
		case 5: // front matter changes
			meta.Date, meta.Title = "", []string{"", "Another title"}[r.IntN(2)]
			meta.Date = transcript.Date([]string{"2020-01-01", "2021", ""}[r.IntN(3)])
			meta.Session = []string{"", "", "b/1", "x"}[r.IntN(4)]
			meta.Original = []lang.Tag{"", "en", "zh"}[r.IntN(3)]
			f.Front = frontOf(meta)
			now[i] = fresh(&f)
		case 6: // nothing but the order
			r.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
		}
		slices.SortFunc(now, func(x, y *Facts) int { return strings.Compare(x.Path, y.Path) })
		in.Files = now
		if step%8 == 0 {
			in.Files = fromNote(t, now)
		}
		in.Memory, in.Spoken = nil, nil
		a, list := Link(in)
		want := print(a, list)
		in.Files, in.Memory, in.Spoken = now, m, nil
		if step%3 > 0 { // what is known of turns is kept elsewhere, as builds do
			in.Files, in.Spoken = elsewhere.apart(now), elsewhere.spoken
		}
		a, list = Link(in)
		if diff := cmp.Diff(want, print(a, list)); diff != "" {
			t.Fatalf("step %d: %s", step, diff)
		}
	}
}

// scratch keeps what is known of turns apart from the other facts.
type scratch struct {
	light   map[*Facts]*Facts
	encoded map[store.Key][]byte
}

// apart gives facts without what is known of their turns.
func (s scratch) apart(files []*Facts) []*Facts {
	var out []*Facts
	for _, f := range files {
		if s.light[f] == nil {
			light := *f
			s.encoded[f.Key], light.Spoken = f.Spoken.Append(nil), nil
			s.light[f] = &light
		}
		out = append(out, s.light[f])
	}
	return out
}

func (s scratch) spoken(f *Facts) (*Spoken, error) { return SpokenIn(s.encoded[f.Key]) }

// Where what is kept of turns cannot be had, there is no archive, and the next Link is
// as if it were the first.
func TestNothingIsLinkedWithoutTurns(t *testing.T) {
	in := full().input(t)
	elsewhere := scratch{light: map[*Facts]*Facts{}, encoded: map[store.Key][]byte{}}
	for i, f := range in.Files {
		f.Key[0] = byte(i)
	}
	a, list := Link(in)
	want := print(a, list)
	in.Memory = &Memory{}
	in.Files = elsewhere.apart(in.Files)
	in.Spoken = func(f *Facts) (*Spoken, error) {
		if f == in.Files[len(in.Files)/2] {
			return nil, errDamagedFacts
		}
		return elsewhere.spoken(f)
	}
	if a, _ := Link(in); a != nil {
		t.Error("an archive without the turns of a file")
	}
	in.Spoken = elsewhere.spoken
	a, list = Link(in)
	if d := cmp.Diff(want, print(a, list)); d != "" {
		t.Error(d)
	}
}

// fromNote gives facts as another run of the program has them, from the note in
// which they are kept.
func fromNote(t *testing.T, files []*Facts) (out []*Facts) {
	for _, f := range files {
		kept, err := FactsIn(f.Append(nil), f.Path, f.Key)
		if err != nil {
			t.Fatal(err)
		}
		if kept.Spoken = nil; f.Spoken != nil {
			if kept.Spoken, err = SpokenIn(f.Spoken.Append(nil)); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, kept)
	}
	return out
}

// seaVocabulary has topics of these ids.
func seaVocabulary(t *testing.T, ids ...string) *topic.Vocabulary {
	var entries []topic.Entry
	for i, id := range ids {
		e := topic.Entry{ID: id, Labels: people.Text{"en": id, "zh": id}}
		if i > 0 {
			e.Broader = ids[i-1]
		}
		entries = append(entries, e)
	}
	v, list := topic.NewVocabulary("topics.yaml", entries)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return v
}

// What an edit leaves as it was, is the very value that the Link before gave, and
// that stays as it was given.
func TestWhatAnEditLeavesAloneIsShared(t *testing.T) {
	l := lengths(30, 1)
	in := world{languages: "en zh", files: []*transcript.Transcript{
		say("a/1.en.md", transcript.Meta{Topics: []string{"dues"}}, render("harbour ", inEnglish, l)...),
		say("a/1.zh.md", none, render("港口", inChinese, l)...),
		say("a/2.en.md", none, render("harbour ", inEnglish, l)...),
		say("a/2.zh.md", none, render("港口", inChinese, l)...),
		say("b.en.md", none, "Ana Ruiz: Alone."),
	}}.input(t)
	in.Memory = &Memory{}
	before, list := Link(in)
	was := print(before, list)

	edited := *in.Files[2]
	edited.Key[0]++
	edited.Turns = slices.Clone(edited.Turns)
	edited.Turns[3].Hash++
	in.Files[2] = &edited
	after, _ := Link(in)
	if print(before, list) != was {
		t.Error("what the Link before gave has changed")
	}
	for i, s := range before.Sessions {
		if same := after.Sessions[i] == s; same != (s.ID != "a/2") {
			t.Errorf("session %s: shared is %t", s.ID, same)
		}
	}
	if !slices.Equal(after.Speakers, before.Speakers) || !slices.Equal(after.Topics, before.Topics) || !slices.Equal(after.Series, before.Series) {
		t.Error("an edit of a word makes speakers, topics or series anew")
	}
	for i, s := range before.Speakers { // the labels of those of a stand first in a/1
		if after.Appearances[i] != before.Appearances[i] {
			t.Errorf("how %s appears is made anew", s.ID)
		}
	}
	if i := slices.IndexFunc(after.Series, func(s *Series) bool { return s.ID == "a" }); before.Holdings[i].Sessions[1] != before.Sessions[1] || after.Holdings[i].Sessions[1] != after.Sessions[1] {
		t.Error("a series does not hold the sessions of its archive")
	}
}

// Front matter that names its speaker by an id makes nobody who is called like the
// id: nobody would take that one away again.
func TestAnIDInFrontMatterIsNobodysName(t *testing.T) {
	in := world{people: "- id: ortiz\n  name: Inés Ortiz\n", files: []*transcript.Transcript{
		say("talk.en.md", transcript.Meta{Speakers: []string{"ortiz"}}, "All of it."),
	}}.input(t)
	m := &Memory{}
	in.Memory = m
	a, _ := Link(in)
	if got := ids(a); got != "ortiz" {
		t.Errorf("speakers %q", got)
	}
	if len(m.company.found) != 1 {
		t.Errorf("%d are remembered for one speaker", len(m.company.found))
	}
}

// relabel changes a label of a file, of which others may have the list.
func relabel(f *Facts, i int, change func(*Label)) {
	label := f.Labels[i].Value()
	change(&label)
	f.Labels = slices.Clone(f.Labels)
	f.Labels[i] = unique.Make(label)
}
