package builder

import (
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/checksum"
	"dixit/builder/internal/output"
	"dixit/builder/internal/render"
	"dixit/builder/internal/site"
)

// ahead is a site that is planned and not yet all on disk. It gives the very bytes
// that will be there: its pages are made when they are asked for, of values that
// nobody changes any more, by the functions that the build itself calls. What the
// outline does not give by itself is still to be had from the disk.
//
// It is safe for use by many at once, also while the build goes on.
type ahead struct {
	outline  *site.Outline
	renderer *render.Renderer

	mu   sync.Mutex
	made map[string]madeAhead // by path
}

// madeAhead is a file that was made before it is on disk.
type madeAhead struct {
	bytes []byte
	hash  output.Hash
}

// page gives the page of a path below the output folder.
func (h *ahead) page(path string) (site.Page, bool) {
	address, _ := strings.CutSuffix(path, "index.html")
	return h.outline.Page(address)
}

// file makes the file of a path, or remembers it; false for one that is to be had
// from the disk.
func (h *ahead) file(path string) (madeAhead, bool) {
	h.mu.Lock()
	m, ok := h.made[path]
	h.mu.Unlock()
	if ok {
		return m, true
	}
	p, ok := h.page(path)
	if !ok || p.Source != "" {
		return m, false
	}
	b, err := h.renderer.Page(p, nil)
	if err != nil {
		return m, false // the build says why
	}
	m = madeAhead{b, checksum.Of(b)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.made[path] = m
	return m, true
}

// before gives the bytes of a file that was asked for before the build came to it;
// nil for any other.
func (h *ahead) before(path string) []byte {
	if h == nil {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.made[path].bytes
}

// inMemory gives a file that is served before it is on disk.
func (a *Archive) inMemory(path string) (madeAhead, bool) {
	if strings.HasPrefix(path, site.SearchFolder) {
		return a.inOverlay(path)
	}
	return a.inAhead(path)
}

// inAhead gives a file of the site as it is planned; false where the one on disk is
// what there is.
func (a *Archive) inAhead(path string) (madeAhead, bool) {
	a.paths.Lock()
	h := a.ahead
	a.paths.Unlock()
	if h == nil {
		return madeAhead{}, false
	}
	return h.file(path)
}

// setAhead changes what is served before it is on disk, nil for nothing.
func (a *Archive) setAhead(h *ahead) {
	a.paths.Lock()
	a.ahead = h
	a.paths.Unlock()
}

// dropAhead serves what is on disk in the place of what was shown before it was.
// Whoever has that on the screen is told once there is a site again.
func (a *Archive) dropAhead() {
	a.setAhead(nil)
	a.restoreOverlay()
	for path := range a.shownAhead {
		a.shownAhead[path] = output.Hash{} // which no file has
	}
}

// showAhead lets whoever looks at pages have them as they are planned, and tells of
// each of those that are open as soon as it is found to have changed.
func (r *run) showAhead(res *Result) {
	out := r.a.published()
	if r.ask.Open == nil || r.ask.Early == nil || out == nil || r.touched {
		return
	}
	r.ahead = &ahead{outline: r.plans, renderer: r.newRenderer().Aside(), made: map[string]madeAhead{}}
	r.a.setAhead(r.ahead)
	for _, path := range r.ask.Open() {
		p, ok := r.ahead.page(path)
		if !ok {
			continue
		}
		was, shown := r.a.shownAhead[path]
		if !shown {
			was, shown = out.HashOf(path)
			key, keyed := r.renderer.Key(p)
			if hash, same := r.a.made.hash(path, key); keyed && same && hash == was {
				continue
			}
		}
		if m, ok := r.ahead.file(path); ok && (!shown || m.hash != was) {
			r.a.shownAhead[path] = m.hash
			r.tell(res, []string{path})
		}
	}
}

// tell tells of what can be seen so far.
func (r *run) tell(res *Result, changed []string) {
	early := *res
	early.Ahead = !res.Published
	early.Published, early.Changed, early.Diagnostics = true, changed, r.diagnostics()
	r.ask.Early(&early)
}

// untold gives, sorted, what is on disk now otherwise than it was told of last: what a
// commit has changed, and what was shown of a build that was given up. What is as it
// was told is left out, also where it lies over what is on disk.
func (r *run) untold(folder *output.Folder, changed []string) []string {
	paths := slices.AppendSeq(slices.Clone(changed), maps.Keys(r.a.shownAhead))
	slices.Sort(paths)
	paths = slices.DeleteFunc(slices.Compact(paths), func(path string) bool {
		told, ok := r.a.shownAhead[path]
		is := r.a.servedHash(folder, path)
		return ok && is == told && is != output.Hash{}
	})
	maps.DeleteFunc(r.a.shownAhead, func(path string, _ output.Hash) bool {
		_, over := r.a.inOverlay(path)
		return !over
	})
	return paths
}

func (m madeAhead) file() File {
	return File{Size: int64(len(m.bytes)), Hash: hex.EncodeToString(m.hash[:])}
}
