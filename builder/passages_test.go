package builder

import (
	"os"
	"path/filepath"
	"testing"

	"dixit/builder/internal/format/pdf"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// TestWordsLieNearAnAddress counts, over real transcripts, which words lie within
// 120 words (240 characters of a script without blanks) after an address.
func TestWordsLieNearAnAddress(t *testing.T) {
	root := os.Getenv("DIXIT_CORPORA")
	if root == "" {
		t.Skip("DIXIT_CORPORA is not set")
	}
	const near = 240 // as lang.CountPassage measures
	within, all := 0, 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fm := newReaders(pdf.NewEngine("", 1)).of(d.Name(), raw)
		if fm == nil {
			return nil
		}
		sessions, _, _ := readFile(fm, d.Name(), raw, source.Hash{}, "", nil)
		for _, turn := range sessions[0].Turns {
			size := 0
			for i, n := range transcript.Passages(turn.Segments) {
				if n > 0 {
					size = 0
				}
				c := lang.CountPassage(turn.Segments[i].Text)
				within += max(min(c, near-size), 0)
				all += c
				size += c
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if share := float64(within) / float64(all); share < 0.99 {
		t.Errorf("%.4f of the words", share)
	} else {
		t.Logf("%.5f of %d half-words", share, all)
	}
}
