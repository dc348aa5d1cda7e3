package searchindex

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"dixit/builder/internal/lang"
)

// remembering is a folder that holds an index, with what is remembered of it.
type remembering struct {
	made  *Made
	files map[string]string
	put   int // files of segments and texts, the last time
	loads int // editions that were loaded, the last time
	cache string
	lost  map[string]bool
}

func (r *remembering) write(t *testing.T, editions []*Edition) {
	t.Helper()
	var mu sync.Mutex
	now := map[string]string{}
	r.put = 0
	in := Input{Workers: 2, Made: r.made, Temp: func() (*os.File, error) { return os.CreateTemp(t.TempDir(), "index-") }}
	for _, e := range editions {
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		in.Heads = append(in.Heads, e.Head)
		sum := sha256.Sum256(b)
		in.Keys = append(in.Keys, Key(sum[:len(Key{})]))
	}
	r.loads = 0
	in.Load = func(i int) (*Edition, error) {
		mu.Lock()
		defer mu.Unlock()
		r.loads++
		e := *editions[i]
		return &e, nil
	}
	in.Cache = r.cache
	in.Read = func(name string) ([]byte, bool) {
		b, ok := r.files[name]
		return []byte(b), ok && !r.lost[name]
	}
	in.Put = func(name string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if _, ok := now[name]; ok {
			t.Errorf("%s is put twice", name)
		}
		now[name] = string(b)
		if strings.Contains(name, "/") {
			r.put++
		}
		return nil
	}
	in.Keep = func(names []string) bool {
		mu.Lock()
		defer mu.Unlock()
		for _, n := range names {
			if _, ok := r.files[n]; !ok || r.lost[n] {
				return false
			}
		}
		for _, n := range names {
			if _, ok := now[n]; ok {
				t.Errorf("%s is kept twice", n)
			}
			now[n] = r.files[n]
		}
		return true
	}
	made, err := Write(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	r.made, r.files = made, now
}

// TestWhatIsRememberedChangesNoFile edits archives at random, and takes editions
// away and puts them back: what is written with a memory of the index before is
// what is written without, and little is made again for little that changed.
func TestWhatIsRememberedChangesNoFile(t *testing.T) {
	for i, shape := range []differShape{
		{langs: []lang.Tag{"en", "zh"}, editions: 130, turns: 4, words: 200, passage: 30, tight: true},
		{langs: []lang.Tag{"en"}, editions: 6, turns: 4, words: 20, passage: 10},
	} {
		random := rand.New(rand.NewPCG(29, uint64(i)))
		if shape.tight {
			lowerConstants(t, random, shape.keys)
			lexiconSegments, primedEditions = 2, 40
		}
		all := newDifferArchive(random, shape).editions
		r := remembering{lost: map[string]bool{}}
		r.write(t, all)
		first := r.put
		r.write(t, all)
		if r.put != 0 {
			t.Errorf("shape %d: %d files are made again for no change", i, r.put)
		}
		now := all
		least := first
		for step := range 12 {
			now = append([]*Edition{}, now...)
			n := random.IntN(len(now))
			e := *now[n]
			e.Turns = append([]Turn{}, e.Turns...)
			switch step % 4 {
			case 0: // words
				e.Turns[0].Passages = append([]string{"quite new " + e.Session}, e.Turns[0].Passages...)
				now[n] = &e
			case 1: // the words of another
				e.Turns = now[(n+1)%len(now)].Turns
				e.Speakers, e.Sections = now[(n+1)%len(now)].Speakers, now[(n+1)%len(now)].Sections
				now[n] = &e
			case 2: // taken away
				now = append(now[:n], now[n+1:]...)
			case 3: // all come back, in another order
				now = append(append([]*Edition{}, all[n:]...), all[:n]...)
			}
			for name := range r.files {
				if step == 5 && strings.HasPrefix(name, "text/") {
					r.lost[name] = true
					break
				}
			}
			r.write(t, now)
			if step != 5 {
				clear(r.lost)
			}
			if step%2 == 1 { // another run of the program
				var note bytes.Buffer
				if err := r.made.Save(&note); err != nil {
					t.Fatal(err)
				}
				var err error
				if r.made, err = LoadMade(&note); err != nil {
					t.Fatal(err)
				}
			}
			least = min(least, r.put)
			if want := filesOf(t, now, 2, 0); !maps.Equal(r.files, want) {
				t.Fatalf("shape %d, step %d: other files than without a memory", i, step)
			}
		}
		if shape.tight && least > first/3 {
			t.Errorf("shape %d: %d of %d files are made again for one edition", i, least, first)
		}
	}
}

// TestBatchesAreKept changes, adds and takes away editions of large segments, with the
// program ending in between, and with what is kept lost or damaged: the index is as
// if nothing were kept, and few editions are read again.
func TestBatchesAreKept(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 7))
	shape := differShape{langs: []lang.Tag{"en", "zh"}, editions: 160, turns: 4, words: 300, passage: 30, tight: true}
	lowerConstants(t, random, shape.keys)
	was := []int{keptEditions, keptStretch, batchPostings}
	t.Cleanup(func() { keptEditions, keptStretch, batchPostings = was[0], was[1], was[2] })
	keptEditions, keptStretch, batchPostings = 12, 6, 600
	editionsPerPartition = 5
	now := newDifferArchive(random, shape).editions
	all := now
	r := remembering{lost: map[string]bool{}, cache: t.TempDir()}
	r.write(t, now)
	first, few, again := r.loads, 0, 0
	for step := range 24 {
		now = append([]*Edition{}, now...)
		n := random.IntN(len(now))
		e := *now[n]
		e.Turns = append([]Turn{}, e.Turns...)
		switch step % 5 {
		case 0: // one word
			turn := &e.Turns[random.IntN(len(e.Turns))]
			turn.Passages = append([]string{}, turn.Passages...)
			for i := range turn.Passages {
				turn.Passages[i] += fmt.Sprintf(" word%d", step)
			}
			now[n] = &e
		case 1: // a turn more
			e.Turns = append(e.Turns, e.Turns[0])
			now[n] = &e
		case 2:
			now = append(now[:n], now[n+1:]...)
		case 3:
			now = append(now, all[random.IntN(len(all))])
			now = slices.CompactFunc(slices.SortedFunc(slices.Values(now), func(a, b *Edition) int {
				return cmp.Or(strings.Compare(a.Session, b.Session), cmp.Compare(a.Lang, b.Lang))
			}), func(a, b *Edition) bool { return a.Session == b.Session && a.Lang == b.Lang })
		case 4: // words as they were, on another day
			e.Date = fmt.Sprintf("20%02d-01-01", random.IntN(30))
			now[n] = &e
		}
		damage := step%8 == 7
		if damage {
			list, err := filepath.Glob(filepath.Join(r.cache, "*"))
			if err != nil || len(list) == 0 {
				t.Fatal("nothing is kept", err)
			}
			b, err := os.ReadFile(list[0])
			if err != nil {
				t.Fatal(err)
			}
			b[random.IntN(len(b))] ^= 1
			if err := errors.Join(os.WriteFile(list[0], b, 0o666), os.Remove(list[len(list)-1])); err != nil {
				t.Fatal(err)
			}
			for name := range r.files {
				if !strings.HasPrefix(name, "text/") && !strings.HasSuffix(name, ".json") && random.IntN(3) == 0 {
					r.lost[name] = true
				}
			}
		}
		r.write(t, now)
		clear(r.lost)
		if want := filesOf(t, now, 2, 0); !maps.Equal(r.files, want) {
			t.Fatalf("step %d: other files than without what is kept", step)
		}
		if step%5 < 2 && !damage {
			few += r.loads
			again++
		}
		if step%2 == 1 { // another run of the program
			var note bytes.Buffer
			if err := r.made.Save(&note); err != nil {
				t.Fatal(err)
			}
			var err error
			if r.made, err = LoadMade(&note); err != nil {
				t.Fatal(err)
			}
		}
	}
	if few > again*first/2 {
		t.Errorf("%d editions were loaded at each of %d small changes, %d at first", few/again, again, first)
	}
}
