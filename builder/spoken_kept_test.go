package builder

import (
	"context"
	"io"
	"runtime"
	"testing"
	"weak"
)

// TestExportAfterTurnsAreLost loses what was kept of turns: they are read again.
func TestExportAfterTurnsAreLost(t *testing.T) {
	a, _, _ := mooring(t)
	if err := a.excerpts.Keep(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Export(context.Background(), io.Discard, ExportOptions{Format: "jsonl"}); err != nil {
		t.Error(err)
	}
}

// TestWhatIsLinkedHoldsNoRun links, and lets the run go: what is linked stays for the
// next build, and would keep all pages of this one in memory.
func TestWhatIsLinkedHoldsNoRun(t *testing.T) {
	a, _, say := mooring(t)
	say("The ferry is sunk.")
	linking := func() weak.Pointer[run] {
		r := a.run()
		r.building = true
		defer r.close()
		if err := r.link(context.Background()); err != nil {
			t.Fatal(err)
		}
		return weak.Make(r)
	}()
	runtime.GC()
	runtime.GC()
	if linking.Value() != nil {
		t.Error("the run is still in memory")
	}
	runtime.KeepAlive(a)
}
