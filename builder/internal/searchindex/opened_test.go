package searchindex

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestOpenedAhead writes an index of which what is kept was begun to be opened before, all
// of it or some, also where some of that is damaged: it is as if nothing had been.
func TestOpenedAhead(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 11))
	r, now := keptArchive(t, random)
	for step := range 6 {
		e := *now[random.IntN(len(now))]
		for i := range now {
			if now[i].Session == e.Session {
				e.Turns = append(append([]Turn{}, e.Turns...), Turn{Anchor: "t", Speaker: -1, Start: -1, Passages: []string{"word"}})
				now[i] = &e
			}
		}
		if step == 3 {
			r.damage(t, random)
		}
		if step != 1 { // which is given what the step before was
			r.opened = r.made.Open(r.cache)
		}
		switch step {
		case 0, 2: // while it is at work
			r.opened.Close()
		case 4: // what was opened and is gone since is not to be kept
			r.opened.group.Wait()
			r.eachKept(t, os.Remove)
		case 5: // what was found whole is not opened again
			r.opened.group.Wait()
			for path, f := range r.opened.files {
				if b, err := r.opened.open(path); err != nil || &b.Ends[0] != &f.batch.Ends[0] {
					t.Errorf("what was opened of %s is not given, but %v", path, err)
				}
			}
		}
		r.write(t, now)
		r.opened.Close()
		clear(r.lost)
		if want := filesOf(t, now, 2, 0); !maps.Equal(r.files, want) {
			t.Fatalf("step %d: other files than without what is kept", step)
		}
		r.made.ForgetOthers(r.cache)
	}
}

// eachKept does something to each file of the cache.
func (r *remembering) eachKept(t *testing.T, do func(name string) error) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(r.cache, "*"))
	if err != nil || len(list) == 0 {
		t.Fatal("nothing is kept", err)
	}
	for _, name := range list {
		if err := do(name); err != nil {
			t.Fatal(err)
		}
	}
}
