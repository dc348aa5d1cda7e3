package searchindex

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/synthetic"
)

// keyOfEdition is a key of all that an edition holds.
func keyOfEdition(t *testing.T, e *Edition) Key {
	t.Helper()
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	return Key(sum[:len(Key{})])
}

func headsAndKeys(t *testing.T, editions []*Edition) (heads []Head, keys []Key) {
	for _, e := range editions {
		heads, keys = append(heads, e.Head), append(keys, keyOfEdition(t, e))
	}
	return heads, keys
}

func getOf(files map[string]string) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		b, ok := files[name]
		if !ok {
			return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
		}
		return []byte(b), nil
	}
}

// laying is an index of some editions that others are laid over.
type laying struct {
	files    map[string]string
	standing *Standing
	over     *Overlay
	byKey    map[Key]*Edition
	made     int // editions that were made for the index or the overlay so far
	most     int // of those, for one change
	merge    bool
}

func newLaying(t *testing.T, before []*Edition) *laying {
	t.Helper()
	x := &laying{files: filesOf(t, before, 1, 0), byKey: map[Key]*Edition{}}
	heads, keys := headsAndKeys(t, before)
	var err error
	if x.standing, err = NewStanding(getOf(x.files), heads, keys); err != nil {
		t.Fatal(err)
	}
	for i, e := range before {
		x.byKey[keys[i]] = e
	}
	return x
}

// lay gives the files of the index with other editions laid over it, as a server shows
// them; false where there is no overlay.
func (x *laying) lay(t *testing.T, now []*Edition) (map[string]string, bool) {
	t.Helper()
	heads, keys := headsAndKeys(t, now)
	for i, e := range now {
		x.byKey[keys[i]] = e
	}
	var mu sync.Mutex
	load := func(i int) (*Edition, error) {
		mu.Lock()
		defer mu.Unlock()
		x.made++
		e := *now[i]
		return &e, nil
	}
	temp := func() (*os.File, error) { return os.CreateTemp(t.TempDir(), "index-") }
	made := x.made
	over, err := x.standing.Over(context.Background(), x.over, heads, keys, load, temp, 2)
	if err != nil {
		t.Fatal(err)
	}
	if over == nil {
		return nil, false
	}
	x.most = max(x.most, x.made-made)
	if x.merge {
		if over, err = over.Merge(context.Background(), heads, keys, load, temp, 2); err != nil {
			t.Fatal(err)
		}
	}
	x.over = over
	out := maps.Clone(x.files)
	for name, b := range over.Files {
		if is, there := x.files[name]; there && name != ManifestName && is != string(b) {
			t.Errorf("%s changes under its name", name)
		}
		out[name] = string(b)
	}
	return out, true
}

// editSome changes some editions at random, takes some away and adds some, of which
// the number is another each time.
func editSome(a *differArchive, shape differShape, now []*Edition, n, number int) []*Edition {
	r := a.r
	now = slices.Clone(now)
	for k := range n {
		if len(now) == 0 {
			break
		}
		i := r.IntN(len(now))
		was := now[i]
		e := *was
		e.Turns = append([]Turn{}, e.Turns...)
		switch r.IntN(6) {
		case 0: // taken away
			now = slices.Delete(now, i, i+1)
			continue
		case 1: // another beside it
			x := a.edition(e.Lang, 1000*number+k, shape)
			now = append(now, x)
			continue
		case 2: // another name
			e.Session += "-renamed"
		case 3:
			e.Title, e.Date = "Another title", "2021-01-02"
		case 4: // other words
			e.Turns = a.edition(e.Lang, k, shape).Turns
			for j := range e.Turns {
				e.Turns[j].Section = 0
			}
		default:
			if len(e.Turns) > 0 {
				j := r.IntN(len(e.Turns))
				t := e.Turns[j]
				t.Passages = append([]string{}, t.Passages...)
				t.Passages[0] = a.text(e.Lang, 1+r.IntN(9)) + " " + t.Passages[0]
				e.Turns[j] = t
			}
		}
		now[i] = &e
	}
	return now
}

// TestReadersAgreeOnWhatIsLaidOver asks what TestBruteForceAndReadersAgree asks of an
// index with editions laid over it.
func TestReadersAgreeOnWhatIsLaidOver(t *testing.T) {
	for i, shape := range differShapes {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			r := rand.New(rand.NewPCG(31, uint64(i)))
			if shape.tight {
				lowerConstants(t, r, shape.keys)
			}
			a := newDifferArchive(r, shape)
			x := newLaying(t, a.editions)
			x.merge = i%2 == 0
			source := newBrute(a.editions)
			now := a.editions
			var files map[string]string
			for step := range 4 {
				now = editSome(a, shape, now, 1+r.IntN(5), step+1)
				var ok bool
				if files, ok = x.lay(t, now); !ok {
					t.Fatal("nothing is laid over")
				}
			}
			is := map[*Edition]bool{}
			for _, e := range now {
				is[e] = true
			}
			a.editions = append(a.editions, now...)
			shape.queries /= 3
			differ(t, a, shape, files, source.under(x.over, x.byKey, is))
		})
	}
}

// TestWhatIsLaidOverIsFoundAsInANewIndex compares an index with meetings laid over it
// with one that is written anew: the passages that have all words of a query are found
// in both. Of the ten best nearly all are the same: how rare a word is counts what is
// set aside too, and a segment that has but another inflection of a word has none of
// it, in a small segment more often.
func TestWhatIsLaidOverIsFoundAsInANewIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(37, 0))
	made := synthetic.New(synthetic.Options{Seed: 37})
	var before []*Edition
	for i := range 12 {
		before = append(before, meeting(made, i, "en"))
	}
	now := slices.Clone(before)
	for i := range 3 {
		e := *now[i]
		e.Turns = slices.Clone(e.Turns)
		e.Turns[5].Passages = append([]string{"A lighthouse was promised to the harbour."}, e.Turns[5].Passages...)
		now[i] = &e
	}
	now[3] = meeting(made, 100, "en")
	now = now[:len(now)-1]
	over, ok := newLaying(t, before).lay(t, now)
	if !ok {
		t.Fatal("nothing is laid over")
	}
	laid, err := Open(getOf(over))
	if err != nil {
		t.Fatal(err)
	}
	anew, err := Open(getOf(filesOf(t, now, 2, 0)))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, e := range now {
		for n, turn := range e.Turns {
			for k, text := range turn.Passages {
				said[fmt.Sprint(e.Session, n+1, k+1)] = text
			}
		}
	}
	compared, first, firstOf := 0, 0, 0
	for i := range 40 {
		e := now[r.IntN(len(now))]
		words := strings.Fields(e.Turns[r.IntN(len(e.Turns))].Passages[0])
		at := r.IntN(len(words))
		query := strings.Join(words[at:min(len(words), at+1+i%3)], " ")
		if i == 0 {
			query = "lighthouse was promised"
		}
		search := func(r *Reader, limit int) (total int, ten, whole map[string]bool) {
			res, err := r.Search(query, SearchOptions{Limit: limit})
			if err != nil {
				t.Fatal(err)
			}
			ten, whole = map[string]bool{}, map[string]bool{}
			for i, h := range res.Hits {
				id := fmt.Sprint(h.Session, h.N, h.Passage)
				if i < 10 {
					ten[id] = true
				}
				if text := strings.Fields(said[id]); !slices.ContainsFunc(strings.Fields(query), func(w string) bool { return !slices.Contains(text, w) }) {
					whole[id] = true
				}
			}
			return res.Total, ten, whole
		}
		const everything = 10000
		total, ten, got := search(laid, everything)
		_, other, want := search(anew, everything)
		compared += len(want)
		if !maps.Equal(got, want) {
			t.Errorf("%q: %d passages with all words, written anew %d", query, len(got), len(want))
		}
		if i == 0 && total != 3 {
			t.Errorf("%q: what was written is found %d times", query, total)
		}
		firstOf += len(other)
		for h := range other {
			if ten[h] {
				first++
			}
		}
	}
	t.Logf("%d passages compared; %d of %d of the ten best are the same", compared, first, firstOf)
	if compared < 100 || first < firstOf*9/10 {
		t.Errorf("%d passages compared, %d of %d of the ten best are the same", compared, first, firstOf)
	}
}

// TestNothingIsLeftOfALanguageThatHasNoEditions takes the editions of a language away,
// one that stands and one that was laid over.
func TestNothingIsLeftOfALanguageThatHasNoEditions(t *testing.T) {
	a := newDifferArchive(rand.New(rand.NewPCG(59, 0)), differShape{langs: []lang.Tag{"en", "fr"}, editions: 8, turns: 2, words: 20, passage: 5})
	var english []*Edition
	for _, e := range a.editions {
		if e.Lang == "en" {
			english = append(english, e)
		}
	}
	if len(english) == len(a.editions) {
		t.Fatal("there is no French")
	}
	x := newLaying(t, a.editions)
	said := func(files map[string]string, word string) bool {
		return strings.Contains(files[ManifestName], word)
	}
	if !said(x.files, `"fr"`) {
		t.Fatal("the index has no French")
	}
	files, ok := x.lay(t, english)
	if !ok || said(files, `"fr"`) || !said(files, `"en":[[`) || said(files, `"aside"`) {
		t.Errorf("without French: %v, %s", ok, files[ManifestName])
	}
	if is, _ := x.lay(t, a.editions); !maps.Equal(is, x.files) {
		t.Error("what is taken back is not as it was")
	}
	other := *english[0]
	other.Session, other.Lang = "other", "de"
	if files, ok = x.lay(t, append(slices.Clone(a.editions), &other)); !ok || !said(files, `"de":[[`) {
		t.Fatalf("with German: %v, %s", ok, files[ManifestName])
	}
	if files, ok = x.lay(t, english); !ok || said(files, `"de"`) || said(files, `"alone"`) {
		t.Errorf("without German: %v, %s", ok, files[ManifestName])
	}
}

// TestWhatIsTooMuchIsNotLaidOver is told that the index must be written.
func TestWhatIsTooMuchIsNotLaidOver(t *testing.T) {
	a := newDifferArchive(rand.New(rand.NewPCG(41, 0)), differShape{langs: []lang.Tag{"en"}, editions: mostLaid + 2, turns: 1, words: 20, passage: 5})
	x := newLaying(t, a.editions)
	now := make([]*Edition, len(a.editions))
	for i, e := range a.editions {
		x := *e
		x.Title += " again"
		now[i] = &x
	}
	if _, ok := x.lay(t, now); ok {
		t.Error("all editions are laid over")
	}
	if _, ok := x.lay(t, a.editions[:1]); ok {
		t.Error("nearly all editions are set aside")
	}
	if over, ok := x.lay(t, a.editions); !ok || !maps.Equal(over, x.files) {
		t.Error("something is laid over for no change")
	}
}

// TestAChangeMakesLittleAgain changes one edition after the other, each a second time in
// the end. With time between the changes a change makes what has changed and nothing else;
// what is laid over lies in few layers; and an edition is made again a few times at most.
// Without, a change merges now and then.
func TestAChangeMakesLittleAgain(t *testing.T) {
	const n = 100
	a := newDifferArchive(rand.New(rand.NewPCG(47, 0)), differShape{langs: []lang.Tag{"en"}, editions: n, turns: 1, words: 20, passage: 5})
	for _, merge := range []bool{true, false} {
		x := newLaying(t, a.editions)
		x.merge = merge
		layers, most := 10, 1
		if !merge {
			layers, most = mostLayers, fullLayer
		}
		now := a.editions
		for i := range 2 * n {
			now = slices.Clone(now)
			e := *now[i%n]
			e.Title += "!"
			now[i%n] = &e
			if _, ok := x.lay(t, now); !ok {
				t.Fatal("nothing is laid over")
			}
			if got := len(x.over.layers); got > layers {
				t.Fatalf("%d layers after %d changes", got, i+1)
			}
		}
		if x.most > most {
			t.Errorf("with merging %v, a change waits until %d editions are made", merge, x.most)
		}
		if x.made > 4*2*n {
			t.Errorf("%d editions are made for %d changes", x.made, 2*n)
		}
		alive := 0
		for _, l := range x.over.layers {
			alive += len(l.at)
		}
		if alive > 2*n {
			t.Errorf("%d editions are held for %d", alive, n)
		}
	}
}

// TestAnIndexThatIsNotWhatIsSaidIsNotTakenUp: whoever lays something over an index is
// to know what stands in it.
func TestAnIndexThatIsNotWhatIsSaidIsNotTakenUp(t *testing.T) {
	a := newDifferArchive(rand.New(rand.NewPCG(43, 0)), differShape{langs: []lang.Tag{"en"}, editions: 9, turns: 2, words: 20, passage: 5})
	files := filesOf(t, a.editions, 1, 0)
	hs, ks := headsAndKeys(t, a.editions)
	if _, err := NewStanding(getOf(files), hs[1:], ks[1:]); !errors.Is(err, errDamaged) {
		t.Errorf("taken up as an index of others: %v", err)
	}
	if _, err := NewStanding(getOf(nil), hs, ks); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("taken up where there is none: %v", err)
	}
}
