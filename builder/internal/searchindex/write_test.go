package searchindex

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestSameFilesHoweverTheyAreMade writes one archive in other orders, with
// other numbers of workers, and with so little memory that all is spilled.
func TestSameFilesHoweverTheyAreMade(t *testing.T) {
	editions := randomEditions(rand.New(rand.NewPCG(1, 1)), 30, 20)
	files := func(order []*Edition, workers, memory int) map[string]string {
		var mu sync.Mutex
		out := map[string]string{}
		heads := make([]Head, len(order))
		for i, e := range order {
			heads[i] = e.Head
		}
		err := Write(context.Background(), Input{
			Heads: heads, Workers: workers, Memory: memory,
			Load: func(i int) (*Edition, error) { e := *order[i]; return &e, nil },
			Put: func(name string, b []byte) error {
				mu.Lock()
				defer mu.Unlock()
				if _, ok := out[name]; ok && name == ManifestName {
					t.Errorf("%s is put twice", name)
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
	want := files(editions, 1, 0)
	other := slices.Clone(editions)
	slices.Reverse(other)
	for _, c := range []struct{ workers, memory int }{{1, 0}, {2, 0}, {3, 1}, {1, 4096}} {
		if got := files(other, c.workers, c.memory); !maps.Equal(got, want) {
			t.Errorf("%d workers, %d bytes: other files", c.workers, c.memory)
		}
	}
}

// TestNamesChangeWithContents changes one thing of an edition after another: no
// file may keep its name with other bytes, but for the manifest.
func TestNamesChangeWithContents(t *testing.T) {
	make := func() []*Edition { return randomEditions(rand.New(rand.NewPCG(2, 2)), 4, 6) }
	dir := func(es []*Edition) map[string]string {
		to := t.TempDir()
		if err := writeFolder(to, es); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		root := os.DirFS(to)
		for _, e := range walk(t, root) {
			out[e.name] = e.content
		}
		return out
	}
	want := dir(make())
	for what, change := range map[string]func(*Edition){
		"title":   func(e *Edition) { e.Title = "Another" },
		"date":    func(e *Edition) { e.Date = "1999" },
		"address": func(e *Edition) { e.URL = "../elsewhere/" },
		"series":  func(e *Edition) { e.Series = append(e.Series, "more") },
		"speaker": func(e *Edition) { e.Speakers[0].ID = "someone" },
		"section": func(e *Edition) { e.Sections[0] = "closing" },
		"topic":   func(e *Edition) { e.Turns[0].Topics = []string{"fish"} },
		"topics":  func(e *Edition) { e.Topics = nil },
		"anchor":  func(e *Edition) { e.Turns[0].Anchor = "t-other" },
		"start":   func(e *Edition) { e.Turns[0].Start = 7 },
		"unit":    func(e *Edition) { e.Turns[0].Unit = 7 },
		"words":   func(e *Edition) { e.Turns[0].Passages[0] += " indeed" },
	} {
		es := make()
		change(es[0])
		same := true
		for name, b := range dir(es) {
			if old, ok := want[name]; !ok || old != b {
				same = false
				if ok && name != ManifestName {
					t.Errorf("%s: %s has other bytes", what, name)
				}
			}
		}
		if same {
			t.Errorf("%s: nothing changed", what)
		}
	}
}

func TestReaderIsOneFile(t *testing.T) {
	b := string(ReaderModule())
	if strings.Contains(b, "import ") && strings.Contains(b, "\nimport") || strings.Count(b, "\nexport ") > 0 || !strings.HasPrefix(b, "export const open") {
		t.Error("the reader imports or exports more than open")
	}
}
