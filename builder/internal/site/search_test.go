package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
)

// keysMade counts the keys of editions that a Digester has worked out.
func keysMade(d *Digester) int { return len(d.editions.known) }

// After an edit the keys of what is searched are those of a fresh look at all of it, and
// only those of sessions that are others are worked out.
func TestWhatIsSearchedIsKeyedOnce(t *testing.T) {
	session := func(id, title string) *archive.Session {
		s := &archive.Session{ID: id}
		for _, l := range []lang.Tag{"en", "fr"} {
			e := spoken()
			e.Session, e.Lang, e.Title = s, l, title
			s.Editions = append(s.Editions, e)
		}
		return s
	}
	var all []*archive.Session
	for i := range 20 {
		all = append(all, session(fmt.Sprintf("s%02d", i), "The quay"))
	}
	was := &archive.Archive{Sessions: all, Languages: []lang.Tag{"en", "fr"}}
	last := NewSearched(was, nil, new(Digester), false, "p")
	for name, edit := range map[string]func() ([]*archive.Session, int){
		"nothing": func() ([]*archive.Session, int) { return all, 0 },
		"one is another": func() ([]*archive.Session, int) {
			now := slices.Clone(all)
			now[7] = session("s07", "The pier")
			return now, 2
		},
		"the first has gone, and two have come": func() ([]*archive.Session, int) {
			now := append(slices.Clone(all[1:]), session("s05-b", "Late"), session("z", "Last"))
			slices.SortFunc(now, func(x, y *archive.Session) int { return strings.Compare(x.ID, y.ID) })
			return now, 4
		},
		"the last have gone": func() ([]*archive.Session, int) { return all[:3], 0 },
	} {
		sessions, made := edit()
		now := &archive.Archive{Sessions: sessions, Languages: was.Languages}
		d := new(Digester)
		got, want := NewSearched(now, last, d, false, "p"), NewSearched(now, nil, new(Digester), false, "p")
		if !slices.Equal(got.Keys, want.Keys) || !slices.Equal(got.Heads, want.Heads) || !slices.Equal(got.Editions, want.Editions) {
			t.Errorf("%s: not what a fresh look gives", name)
		}
		if n := keysMade(d); n != made {
			t.Errorf("%s: %d editions are keyed, not %d", name, n, made)
		}
	}
	now := &archive.Archive{Sessions: all, Languages: []lang.Tag{"fr", "en"}}
	if got, want := NewSearched(now, last, new(Digester), false, "p"), NewSearched(now, nil, new(Digester), false, "p"); !slices.Equal(got.Keys, want.Keys) || !slices.Equal(got.Editions, want.Editions) {
		t.Error("languages in another order: not what a fresh look gives")
	}
}
