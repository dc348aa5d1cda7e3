package site

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// days are sessions of many years, one a week, the newest first; the last have no date.
func days(n int) []*archive.Session {
	var out []*archive.Session
	for i := range n {
		s := &archive.Session{ID: fmt.Sprintf("s%05d", i)}
		if i%50 > 0 {
			s.Date = transcript.Date(fmt.Sprintf("%d-%02d-%02d", 1990+i%30, 1+i%12, 1+i%28))
		}
		out = append(out, s)
	}
	return newestFirst(out)
}

// A list of all sessions is brought up to date by a look at a few.
func TestAnEditLooksAtFewOfAList(t *testing.T) {
	all := days(5000)
	looks := 0
	of := func(s *archive.Session) *archive.Session { looks++; return s }
	another := func(s *archive.Session, date transcript.Date) *archive.Session {
		return &archive.Session{ID: s.ID, Date: date}
	}
	for name, ch := range map[string]change{
		"a word":           {was: all[7:8], is: []*archive.Session{another(all[7], all[7].Date)}},
		"another date":     {was: all[40:41], is: []*archive.Session{another(all[40], "1999-01-01")}},
		"no date any more": {was: all[:1], is: []*archive.Session{another(all[0], "")}},
		"gone":             {was: []*archive.Session{all[0], all[300], all[len(all)-1]}},
		"come":             {is: newestFirst([]*archive.Session{{ID: "zz", Date: "3000"}, {ID: "a"}, {ID: "zz"}, {ID: "b", Date: "2001-05"}})},
		"of other lists":   {was: []*archive.Session{{ID: "none", Date: "2002-02-02"}}, is: all[:0]},
	} {
		var want []*archive.Session
		for _, s := range all {
			if !slices.Contains(ch.was, s) {
				want = append(want, s)
			}
		}
		want = newestFirst(append(want, ch.is...))
		looks = 0
		if got := edited(all, ch.is, of, ch.was); !slices.Equal(got, want) {
			t.Errorf("%s: not the list that is made anew", name)
		}
		if most := 20 * (len(ch.was) + len(ch.is)); looks > most {
			t.Errorf("%s: %d looks at a list of %d, not %d", name, looks, len(all), most)
		}
	}
}

// Where the turns of a session stand is known by those of its year alone.
func TestTurnsStandWhereTheirPageIs(t *testing.T) {
	var list turnsIn
	for i, s := range days(900) {
		list.all = append(list.all, stretch{e: &archive.Edition{Session: s}, n: int32(1 + i%17)})
	}
	list.rest = "speakers/ada/"
	tg := &tongue{l: "en", places: &sync.Map{}}
	known := func() (n int) {
		tg.places.Range(func(_, list any) bool {
			for _, cuts := range list.(*cutList).years {
				n += len(cuts)
			}
			return true
		})
		return n
	}
	years := byYear(list.all)
	pages := 0
	for y, of := range years {
		for k, page := range cutPages(of) {
			pages++
			at := "en/speakers/ada/turns/" + y + "/"
			if k > 0 {
				at += "p/" + itoa(k+1) + "/"
			}
			for _, st := range page {
				if got, want := tg.turnsAt(list, st.e.Session), at+"#"+groupID(st.e.Session); got != want {
					t.Fatalf("%s of %s: %s, not %s", st.e.Session.ID, st.e.Session.Date, got, want)
				}
			}
		}
		if known() != pages {
			t.Fatalf("after %s %d pages are known, not %d", y, known(), pages)
		}
	}
	if got := tg.turnsAt(list, &archive.Session{ID: "none"}); got != "" {
		t.Errorf("of a session that has none: %s", got)
	}
	few := turnsIn{rest: "speakers/bo/", all: list.all[:3]}
	if got, want := tg.turnsAt(few, few.all[1].e.Session), "en/speakers/bo/turns/#"+groupID(few.all[1].e.Session); got != want {
		t.Errorf("of few: %s, not %s", got, want)
	}
}

// What a page is told by says where the turns of its sessions stand, also where one less
// before them and one more after leave all pages of the list beginning where they did.
func TestCutsTellWhereTurnsStand(t *testing.T) {
	var all []stretch
	for i := range 3 * perPage {
		all = append(all, stretch{e: &archive.Edition{Session: &archive.Session{ID: fmt.Sprintf("s%05d", i), Date: "2024-05-06"}}, n: 1})
	}
	of := func(list []stretch) (*tongue, turnsIn) {
		return &tongue{l: "en", places: &sync.Map{}}, turnsIn{rest: "topics/tides/", all: list}
	}
	late := stretch{e: &archive.Edition{Session: &archive.Session{ID: "s00450a", Date: "2024-05-06"}}, n: 1}
	tg, was := of(all)
	then, is := of(slices.Concat(all[:5], all[6:451], []stretch{late}, all[451:]))
	var page []*archive.Session
	for _, st := range all[perPage : perPage+50] {
		page = append(page, st.e.Session)
	}
	if tg.turnsAt(was, page[0]) == then.turnsAt(is, page[0]) {
		t.Fatal("nothing has moved: the test shows nothing")
	}
	from, to := was.amid(page)
	now, end := is.amid(page)
	if from != perPage || to != perPage+50 || now != from-1 || end != to-1 {
		t.Fatalf("%d sessions stand at %d to %d, and then at %d to %d", len(page), from, to, now, end)
	}
	if slices.Equal(tg.cutsWith(was, from, to), then.cutsWith(is, now, end)) {
		t.Error("a session stands elsewhere, which nothing tells")
	}
	if from, to := was.amid(nil); from != 0 || to != 0 {
		t.Errorf("no sessions stand at %d to %d", from, to)
	}
}

// Key passages are those that a sort of all would have first.
func TestKeyPassagesAreThoseThatSayMost(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	silt := &archive.Topic{ID: "silt"}
	tg := &tongue{l: "en"}
	for range 200 {
		var list []stretch
		for range rng.IntN(12) {
			turns := make([]archive.Turn, 1+rng.IntN(3))
			var about []archive.TurnTopic
			for i := range turns {
				turns[i].Words, turns[i].Procedural = int32(rng.IntN(4)), rng.IntN(3) == 0
				about = append(about, archive.TurnTopic{Turn: int32(i), Topic: silt})
			}
			e := &archive.Edition{Lang: []lang.Tag{"en", "fr"}[rng.IntN(2)], Turns: archive.PackTurns(turns), Topics: about}
			list = append(list, stretch{e, int32(len(turns)), ^0})
		}
		var want []turnOf
		for _, st := range list {
			want = append(want, turnOf{st.e, longest(st, silt)})
		}
		slices.SortStableFunc(want, func(x, y turnOf) int {
			return cmp.Or(cmp.Compare(b2i(y.e.Lang == "en"), b2i(x.e.Lang == "en")), cmp.Compare(y.e.Turns.At(y.turn).Words, x.e.Turns.At(x.turn).Words))
		})
		if got := tg.keyPassages(list); !slices.Equal(got, want[:min(mostKeyPassages, len(want))]) {
			t.Fatalf("of %d sessions: %v, not %v", len(list), got, want)
		}
	}
}

// A list has the turns of a speaker by whichever name, those about a topic, and those that
// are not clear, of each edition together and as many as it says.
func TestListsHaveTheTurnsOfEachEdition(t *testing.T) {
	ada, bo := &archive.Speaker{ID: "ada"}, &archive.Speaker{ID: "bo"}
	tides, silt := &archive.Topic{ID: "tides"}, &archive.Topic{ID: "silt"}
	edition := func(voices []archive.Voice, of ...int32) *archive.Session {
		turns := make([]archive.Turn, len(of))
		for i, v := range of {
			turns[i] = archive.Turn{Index: int32(i), Voice: v, Unclear: uint16(i % 2)}
			if v >= 0 {
				voices[v].Turns++
			}
		}
		s := &archive.Session{ID: fmt.Sprint(len(of))}
		s.Editions = []*archive.Edition{{Session: s, Lang: "en", Voices: voices, Turns: archive.PackTurns(turns), Topics: []archive.TurnTopic{{Turn: 0, Topic: tides}, {Turn: 0, Topic: silt}, {Turn: 3, Topic: tides}}}}
		return s
	}
	first := edition([]archive.Voice{{Speaker: bo}, {}, {Speaker: ada}, {Speaker: bo}, {Speaker: ada}}, 2, 0, -1, 3, 1, 2)
	second := edition([]archive.Voice{{Speaker: ada}}, 0, 0, 0, 0)
	c := castOf("en", []*archive.Session{first, second})
	for name, of := range map[string]struct {
		list []stretch
		want [][]int32
	}{
		"ada":       {c.said[ada], [][]int32{{0, 5}, {0, 1, 2, 3}}},
		"bo":        {c.said[bo], [][]int32{{1, 3}}},
		"tides":     {c.about[tides], [][]int32{{0, 3}, {0, 3}}},
		"silt":      {c.about[silt], [][]int32{{0}, {0}}},
		"not clear": {c.unclear, [][]int32{{1, 3, 5}, {1, 3}}},
	} {
		var got [][]int32
		for _, st := range of.list {
			got = append(got, st.list())
			if int(st.n) != len(st.list()) {
				t.Errorf("%s: %d turns, not %d", name, len(st.list()), st.n)
			}
		}
		if !slices.EqualFunc(got, of.want, slices.Equal[[]int32]) {
			t.Errorf("%s: %v, not %v", name, got, of.want)
		}
	}
}
