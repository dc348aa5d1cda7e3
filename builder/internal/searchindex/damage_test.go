package searchindex

import (
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

// TestDamagedFilesCountAsMissing lets the reader in JavaScript search with files
// that are empty, cut short, something else or not there.
func TestDamagedFilesCountAsMissing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	shape := differShapes[5]
	shape.editions = 4
	lowerConstants(t, r, shape.keys)
	a := newDifferArchive(r, shape)
	dir := t.TempDir()
	index := filepath.Join(dir, "index")
	writeFolder(t, index, a.editions)
	words := a.words["en"]
	out := runNode(t, "testdata/damage.mjs", dir, map[string]string{"dir": index, "query": words[0] + " " + words[3], "quoted": `"` + words[0] + " " + words[1] + `"`})
	var wrong []string
	if err := json.Unmarshal(out, &wrong); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	for _, w := range wrong[:min(len(wrong), 12)] {
		t.Error(w)
	}
	if len(wrong) > 12 {
		t.Errorf("and %d more", len(wrong)-12)
	}
}
