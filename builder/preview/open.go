package preview

import (
	"slices"
	"sync"
)

// mostOpen is how many pages are taken to be open at most: who has more tabs does
// not see them all.
const mostOpen = 32

// openPages remembers which pages were asked for last.
type openPages struct {
	mu    sync.Mutex
	files []string // the latest last
}

// add notes that a page was asked for.
func (o *openPages) add(file string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if i := slices.Index(o.files, file); i >= 0 {
		o.files = slices.Delete(o.files, i, i+1)
	}
	if len(o.files) == mostOpen {
		o.files = slices.Delete(o.files, 0, 1)
	}
	o.files = append(o.files, file)
}

// list gives the pages, the latest first.
func (o *openPages) list() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := slices.Clone(o.files)
	slices.Reverse(out)
	return out
}
