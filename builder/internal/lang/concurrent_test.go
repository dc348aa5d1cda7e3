package lang

import (
	"sync"
	"testing"
)

// All functions may be called at once from many goroutines, the first calls
// included; the race detector is the judge.
func TestConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, tag := range tags() {
				s := samples[tag]
				if got, _ := Detect(s, nil); got != tag {
					t.Errorf("%s detected as %q", tag, got)
				}
				if Fold(s) == "" || SearchFold(s) == "" || Slug(s) == "" || WordsKey(s) == "" || tag.Self() == "" || Number(tag, 12345) == "" {
					t.Errorf("%s: an empty answer", tag)
				}
			}
		})
	}
	wg.Wait()
}
