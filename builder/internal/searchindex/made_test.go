package searchindex

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
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
	in.Load = func(i int) (*Edition, error) { e := *editions[i]; return &e, nil }
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
