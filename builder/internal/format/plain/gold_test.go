package plain

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
)

// goldTurn is a turn of the set in testdata/gold, whose README says what counts.
type goldTurn struct {
	Label, Text string
	Procedural  bool
}

type goldFile struct {
	Shape, Language string
	Turns           []goldTurn
}

// tally counts what was found of what there is.
type tally struct{ right, found, there, whole int }

func (a tally) f1() float64 { return 2 * float64(a.right) / float64(max(a.found+a.there, 1)) }

func (a *tally) add(b tally) {
	a.right += b.right
	a.found += b.found
	a.there += b.there
	a.whole += b.whole
}

// TestGoldSet reads transcripts whose turns were written down by hand. The
// least figures are what was measured when they were set, rounded down; they
// are not to fall.
func TestGoldSet(t *testing.T) {
	const leastTurns, leastWhole, leastProcedural = 0.99, 0.95, 0.93
	paths, err := filepath.Glob("testdata/gold/*.gold.json")
	if err != nil || len(paths) < 40 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	var all, procedural tally
	shapes := map[string]*tally{}
	for _, p := range paths {
		var gold goldFile
		raw, err := os.ReadFile(p)
		if err == nil {
			err = json.Unmarshal(raw, &gold)
		}
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(p, ".gold.json") + ".txt"
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := source.Decode(filepath.Base(name), text)
		tr, _ := Format{}.Read(f)
		format.MarkProcedural(tr)
		var got []goldTurn
		for _, turn := range tr.Turns {
			got = append(got, goldTurn{turn.Label, turn.Text(), turn.Procedural})
		}
		// What stands before the first label is in no turn of the set.
		if len(got) > 1 && got[0].Label == "" && gold.Turns[0].Label != "" {
			got = got[1:]
		}
		sum, proc := compare(got, gold.Turns)
		if sum.right != sum.there || sum.found != sum.there {
			t.Logf("%s: %d of %d turns, %d found", filepath.Base(name), sum.right, sum.there, sum.found)
		}
		all.add(sum)
		procedural.add(proc)
		for _, shape := range strings.Fields(gold.Shape) {
			if shapes[shape] == nil {
				shapes[shape] = &tally{}
			}
			shapes[shape].add(sum)
		}
	}
	for shape, s := range shapes {
		t.Logf("%-18s F1 %.3f, whole %.3f of %d", shape, s.f1(), float64(s.whole)/float64(s.there), s.there)
	}
	whole := float64(all.whole) / float64(all.there)
	t.Logf("all: F1 %.4f, whole %.4f of %d turns; procedural F1 %.3f of %d", all.f1(), whole, all.there, procedural.f1(), procedural.there)
	if all.f1() < leastTurns || whole < leastWhole || procedural.f1() < leastProcedural {
		t.Errorf("less than F1 %.3f, whole %.3f, procedural %.3f", leastTurns, leastWhole, leastProcedural)
	}
}

// compare finds turns by label and first words, in order.
func compare(got, gold []goldTurn) (turns, procedural tally) {
	turns.found, turns.there = len(got), len(gold)
	key := func(g goldTurn) string {
		words := []rune(bare(g.Text))
		return strings.ToLower(bare(g.Label)) + "|" + string(words[:min(len(words), 12)])
	}
	// Longest common subsequence, by the usual table.
	n, m := len(got), len(gold)
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if key(got[i]) == key(gold[j]) {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	for _, g := range gold {
		if g.Procedural {
			procedural.there++
		}
	}
	for _, g := range got {
		if g.Procedural {
			procedural.found++
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case key(got[i]) == key(gold[j]):
			turns.right++
			if bare(got[i].Text) == bare(gold[j].Text) {
				turns.whole++
			}
			if got[i].Procedural && gold[j].Procedural {
				procedural.right++
			}
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return turns, procedural
}

// bare is a text without white space.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}
