package searchindex

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"dixit/builder/internal/lang"
)

// TestCounterpartIsOfTheSameUnit asks for a hit in another language: the turn of
// the same unit, whatever its number, and none where there is no unit.
func TestCounterpartIsOfTheSameUnit(t *testing.T) {
	edition := func(l lang.Tag, words []string, units []int) *Edition {
		e := &Edition{Head: Head{Session: "hearing", Lang: l}, Title: "T"}
		for i, w := range words {
			e.Turns = append(e.Turns, Turn{Anchor: fmt.Sprint("t-", i), Speaker: -1, Start: -1, Unit: units[i], Passages: []string{w}})
		}
		return e
	}
	dir := t.TempDir()
	index := filepath.Join(dir, "index")
	writeFolder(t, index, []*Edition{
		edition("en", []string{"Good morning.", "The harbour is closed.", "So moved."}, []int{1, 2, 0}),
		edition("fr", []string{"Bonjour.", "Je répète : bonjour.", "Le port est fermé."}, []int{1, 1, 2}),
	})
	out := runNode(t, "testdata/counterpart.mjs", dir, map[string]string{"dir": index})
	var got []string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint([]string{"Le port est fermé.", "none", "none"})
	if fmt.Sprint(got) != want {
		t.Errorf("%q, want %s", got, want)
	}
}
