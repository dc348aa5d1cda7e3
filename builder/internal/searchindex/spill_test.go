package searchindex

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
)

// filesOf gives the files of an index by name.
func filesOf(t *testing.T, editions []*Edition, workers, memory int) map[string]string {
	t.Helper()
	var mu sync.Mutex
	out := map[string]string{}
	heads := make([]Head, len(editions))
	for i, e := range editions {
		heads[i] = e.Head
	}
	err := Write(context.Background(), Input{
		Heads: heads, Workers: workers, Memory: memory,
		Load: func(i int) (*Edition, error) { e := *editions[i]; return &e, nil },
		Put: func(name string, b []byte) error {
			mu.Lock()
			defer mu.Unlock()
			if old, ok := out[name]; ok && old != string(b) {
				t.Errorf("%s is put with two contents", name)
			}
			out[name] = string(b)
			return nil
		},
		Temp: func() (*os.File, error) { return os.CreateTemp(t.TempDir(), "index-") },
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestManyPartitionsGiveTheSameFiles writes an archive of many segments,
// partitions, pages and long lists in other orders, with other numbers of
// workers, and spilling; with an edition more, and without it again.
func TestManyPartitionsGiveTheSameFiles(t *testing.T) {
	for i, shape := range differShapes {
		if !shape.tight {
			continue
		}
		r := rand.New(rand.NewPCG(11, uint64(i)))
		lowerConstants(t, r, shape.keys)
		editions := newDifferArchive(r, shape).editions
		last := len(editions) - 1
		want := filesOf(t, editions[:last], 1, 0)
		other := slices.Clone(editions[:last])
		for _, how := range [][2]int{{1, 1}, {2, 0}, {2, 1}, {2, 5000}} {
			r.Shuffle(last, func(i, j int) { other[i], other[j] = other[j], other[i] })
			if got := filesOf(t, other, how[0], how[1]); !maps.Equal(got, want) {
				t.Errorf("shape %d, %d workers, %d bytes: other files", i, how[0], how[1])
			}
		}
		more := filesOf(t, append([]*Edition{editions[last]}, other...), 2, 3000)
		if maps.Equal(more, want) {
			t.Errorf("shape %d: an edition more changes nothing", i)
		}
		for name, b := range more {
			if old, ok := want[name]; ok && old != b && name != ManifestName {
				t.Errorf("shape %d: %s changes under its name", i, name)
			}
		}
		if got := filesOf(t, other, 2, 0); !maps.Equal(got, want) {
			t.Errorf("shape %d: taking the edition away does not give the first files again", i)
		}
	}
}
