package searchindex

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
)

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

// TestNamesChangeWithContents changes one thing of an edition after another: no
// file may keep its name with other bytes, but for the manifest.
func TestNamesChangeWithContents(t *testing.T) {
	// A shape of several editions with sections, speakers and topics.
	editions := func() []*Edition {
		return newDifferArchive(rand.New(rand.NewPCG(2, 2)), differShape{langs: []lang.Tag{"en", "zh"}, editions: 3, turns: 6, words: 40, passage: 30}).editions
	}
	want := filesOf(t, editions(), 1, 0)
	for what, change := range map[string]func(*Edition){
		"title":   func(e *Edition) { e.Title = "Another" },
		"date":    func(e *Edition) { e.Date = "1999" },
		"address": func(e *Edition) { e.URL = "../elsewhere/" },
		"series":  func(e *Edition) { e.Series = append(e.Series, "more") },
		"speaker": func(e *Edition) {
			for i := range e.Speakers {
				e.Speakers[i].ID = "someone"
			}
		},
		"speaker's name": func(e *Edition) {
			for i := range e.Speakers {
				e.Speakers[i].Name = "Someone"
			}
		},
		"section": func(e *Edition) { e.Sections[0] = "closing" },
		"topic":   func(e *Edition) { e.Turns[0].Topics = []string{"fish"} },
		"topics":  func(e *Edition) { e.Topics = append(e.Topics, "tides") },
		"anchor":  func(e *Edition) { e.Turns[0].Anchor = "t-other" },
		"start":   func(e *Edition) { e.Turns[0].Start = 7 },
		"unit":    func(e *Edition) { e.Turns[0].Unit = 7 },
		"words":   func(e *Edition) { e.Turns[0].Passages[0] += " indeed" },
	} {
		es := editions()
		change(es[0])
		same := true
		for name, b := range filesOf(t, es, 1, 0) {
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

// TestEqualWordsAreWrittenOnce has two sessions of the same words: filesOf holds
// that no file is put twice.
func TestEqualWordsAreWrittenOnce(t *testing.T) {
	editions := editionsOf("en", []string{"the same words", "the same words"})
	for _, e := range editions {
		e.Turns[0].Anchor = "t-same"
	}
	n := 0
	for name := range filesOf(t, editions, 2, 0) {
		if strings.HasPrefix(name, "text/") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d text files, want one for both", n)
	}
}

func TestReaderIsOneFile(t *testing.T) {
	b := string(ReaderModule())
	if strings.Contains(b, "\nimport ") || strings.Contains(b, "\nexport ") || !strings.HasPrefix(b, "export const open") {
		t.Error("the reader imports or exports more than open")
	}
}
