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
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"dixit/builder/internal/lang"
)

// remembering is a folder that holds an index, with what is remembered of it.
type remembering struct {
	made           *Made
	files          map[string]string
	put            int // files of segments and texts, the last time
	stayed         int // files of partitions and documents that were put before and need not be read, the last time
	cache, program string
	opened         *Opened
	lost           map[string]bool
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
	done := make([]atomic.Bool, len(editions))
	in.Done = func(i int) { done[i].Store(true) }
	in.Load = func(i int) (*Edition, error) {
		if done[i].Load() {
			t.Errorf("edition %d is loaded when it is not to be any more", i)
		}
		e := *editions[i]
		return &e, nil
	}
	defer func() {
		for i := range done {
			if !done[i].Load() {
				t.Errorf("it is not told that edition %d is not loaded any more", i)
			}
		}
	}()
	in.Cache, in.Program, in.Opened = r.cache, r.program, r.opened
	r.stayed = 0
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
			if pageOf.MatchString(n) {
				r.stayed++
			}
		}
		return true
	}
	made, err := Write(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	r.made, r.files = made, now
}

// pageOf tells the names of files of partitions and of documents.
var pageOf = regexp.MustCompile(`^[a-z0-9]{8}/(b?[0-9]+-|d[0-9])`)

// again is another run of the program.
func (r *remembering) again(t *testing.T) {
	t.Helper()
	var note bytes.Buffer
	if err := r.made.Save(&note); err != nil {
		t.Fatal(err)
	}
	var err error
	if r.made, err = LoadMade(&note); err != nil {
		t.Fatal(err)
	}
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
			if step%2 == 1 {
				r.again(t)
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
// if nothing were kept, few editions are read again, most parts of a segment stay where
// they are when a word changes, and of what was taken away nothing is left.
func TestBatchesAreKept(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 7))
	for i, shape := range []differShape{
		{langs: []lang.Tag{"en"}, editions: 48, turns: 6, words: 400, passage: 20, tight: true},
		{langs: []lang.Tag{"en", "zh"}, editions: 70, turns: 4, words: 300, passage: 20, tight: true},
	} {
		keepBatches(t, random, i, shape)
	}
}

func keepBatches(t *testing.T, random *rand.Rand, nth int, shape differShape) {
	keepSmall(t, random, shape.keys)
	// The second has primers and lexicons.
	batchPostings, primedEditions, lexiconSegments = 300, 1000-990*nth, 1000-998*nth
	now := newDifferArchive(random, shape).editions
	all := now
	r := remembering{lost: map[string]bool{}, cache: t.TempDir()}
	r.write(t, now)
	first, batches, changes := len(r.batches(t)), 0, 0
	pages, stayed, words := 0, 0, 0 // of partitions and documents, in changes of a word
	for step := range 24 {
		now = append([]*Edition{}, now...)
		n := random.IntN(len(now))
		e := *now[n]
		e.Turns = append([]Turn{}, e.Turns...)
		if len(e.Turns) == 0 {
			e.Turns = append(e.Turns, Turn{Anchor: "t1", Speaker: -1, Start: -1})
		}
		turn := &e.Turns[random.IntN(len(e.Turns))]
		turn.Passages = append([]string{}, turn.Passages...)
		switch step % 6 {
		case 0: // one word more
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
		case 5: // longer by a word that is there already
			for i, p := range turn.Passages {
				if words := strings.Fields(p); len(words) > 0 {
					turn.Passages[i] = p + strings.Repeat(" "+words[0], 9)
				}
			}
			now[n] = &e
		}
		damage := step%8 == 7
		if damage {
			r.damage(t, random)
		}
		before := r.batches(t)
		r.write(t, now)
		clear(r.lost)
		if want := filesOf(t, now, 2, 0); !maps.Equal(r.files, want) {
			t.Fatalf("shape %d, step %d: other files than without what is kept", nth, step)
		}
		if !damage && (step%6 < 2 || step%6 == 5) {
			for name := range r.batches(t) {
				if !before[name] {
					batches++
				}
			}
			changes++
			if step%6 == 0 {
				words++
				stayed += r.stayed
				for name := range r.files {
					if pageOf.MatchString(name) {
						pages++
					}
				}
			}
		}
		if step%2 == 1 {
			r.again(t)
		}
		r.made.ForgetOthers(r.cache)
		kept := map[string]bool{}
		for _, s := range r.made.segments {
			for _, name := range s.batches {
				kept[name] = true
			}
		}
		if list := r.batches(t); !maps.Equal(list, kept) {
			t.Fatalf("shape %d, step %d: %d files are kept of %d batches", nth, step, len(list), len(kept))
		}
	}
	if nth == 0 && 4*batches > changes*first {
		t.Errorf("shape %d: %d batches were made again in %d small changes of %d", nth, batches, changes, first)
	}
	if 3*stayed < pages {
		t.Errorf("shape %d: of %d files of partitions and documents only %d stayed where they were in %d changes of a word", nth, pages, stayed, words)
	}
}

// batches are the names of what is kept.
func (r *remembering) batches(t *testing.T) map[string]bool {
	t.Helper()
	list, err := os.ReadDir(r.cache)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, e := range list {
		names[e.Name()] = true
	}
	return names
}

// damage damages one batch that is kept, removes another and some files of the index.
func (r *remembering) damage(t *testing.T, random *rand.Rand) {
	t.Helper()
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
		if !strings.HasSuffix(name, ".json") && random.IntN(3) == 0 {
			r.lost[name] = true
		}
	}
}

// keepSmall has small segments kept, in small stretches.
func keepSmall(t *testing.T, random *rand.Rand, keys [2]int) {
	t.Helper()
	lowerConstants(t, random, keys)
	was := []int{keptEditions, keptStretch}
	t.Cleanup(func() { keptEditions, keptStretch = was[0], was[1] })
	keptEditions, keptStretch, editionsPerPartition = 4, 3, 2
}

// keptArchive is an archive of one language whose index was written and is kept.
func keptArchive(t *testing.T, random *rand.Rand) (*remembering, []*Edition) {
	t.Helper()
	keepSmall(t, random, [2]int{})
	editions := newDifferArchive(random, differShape{langs: []lang.Tag{"en"}, editions: 40, turns: 4, words: 300, passage: 20}).editions
	r := &remembering{lost: map[string]bool{}, cache: t.TempDir()}
	r.write(t, editions)
	return r, editions
}

// TestAnotherProgramMakesPartsAgain writes with one build of the program what another
// has written: parts of segments are made again, though all they are made of is known.
func TestAnotherProgramMakesPartsAgain(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	r, now := keptArchive(t, random)
	e := *now[7]
	e.Turns = append([]Turn{}, e.Turns...)
	e.Turns[0].Passages = append([]string{"unheardof " + e.Turns[0].Passages[0]}, e.Turns[0].Passages[1:]...)
	now = slices.Clone(now)
	now[7] = &e
	made, files := r.made, r.files
	r.write(t, now)
	if r.stayed == 0 {
		t.Error("nothing stays where the same program has put it")
	}
	r.made, r.files, r.program = made, files, "another"
	r.write(t, now)
	if r.stayed > 0 {
		t.Errorf("%d files of another program are not made again", r.stayed)
	}
}

// TestSameTranscriptsInTwoLanguages writes what two languages have alike once: primers,
// lexicons, partitions and documents are named by what they hold.
func TestSameTranscriptsInTwoLanguages(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	lowerConstants(t, random, [2]int{})
	was := docRun
	t.Cleanup(func() { docRun = was })
	docRun, primedEditions, lexiconSegments = 1, 10, 2
	var all []*Edition
	for _, e := range newDifferArchive(random, differShape{langs: []lang.Tag{"en"}, editions: 40, turns: 4, words: 300, passage: 20}).editions {
		for _, l := range []lang.Tag{"en", "fr"} {
			x := *e
			x.Lang = l
			x.URL = usualURL(x.Head)
			all = append(all, &x)
		}
	}
	r := remembering{lost: map[string]bool{}}
	r.write(t, all)
	r.write(t, all[2:])
	if want := filesOf(t, all[2:], 2, 0); !maps.Equal(r.files, want) {
		t.Error("other files than when they are made anew")
	}
}
