package builder

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"dixit/builder/internal/output"
	"dixit/builder/internal/render"
	"dixit/builder/internal/site"
)

// ahead is a site that is planned and not yet all on disk. It gives the very bytes
// that will be there: its pages are made when they are asked for, of values that
// nobody changes any more, by the functions that the build itself calls. What the
// plan does not have, or has as a copy of a file, is still to be had from the disk.
//
// It is safe for use by many at once, also while the build goes on.
type ahead struct {
	pages    []site.Page
	renderer *render.Renderer

	mu   sync.Mutex
	made map[string]madeAhead // by path
}

// madeAhead is a file that was made before it is on disk.
type madeAhead struct {
	bytes []byte
	hash  output.Hash
}

// page gives the page of a path below the output folder. The plan is looked through
// for it: an index of 70,000 pages takes longer to make than to look for a few.
func (h *ahead) page(path string) (site.Page, bool) {
	address := strings.TrimSuffix(path, "index.html")
	for i := range h.pages {
		if a := h.pages[i].Address; len(a) >= len(address) && strings.HasPrefix(a, address) && h.pages[i].File() == path {
			return h.pages[i], true
		}
	}
	return site.Page{}, false
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
	b, err := h.renderer.Page(p)
	if err != nil {
		return m, false // the build says why
	}
	m = madeAhead{b, sha256.Sum256(b)}
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

// showAhead lets whoever looks at pages have them as they are planned, and tells
// which of those that are open have changed.
func (r *run) showAhead(renderer *render.Renderer, res *Result) {
	out := r.a.published()
	if r.ask.Open == nil || r.ask.Early == nil || out == nil || r.touched {
		return
	}
	h := &ahead{pages: r.pages, renderer: renderer, made: map[string]madeAhead{}}
	var changed []string
	for _, path := range r.ask.Open() {
		p, ok := h.page(path)
		if !ok {
			continue
		}
		key, keyed := renderer.Key(p)
		was, shown := r.a.shownAhead[path]
		if !shown {
			was, shown = out.HashOf(path)
			if hash, same := r.a.made.hash(path, key); keyed && same && hash == was {
				continue
			}
		}
		if m, ok := h.file(path); ok && (!shown || m.hash != was) {
			changed = append(changed, path)
			r.a.shownAhead[path] = m.hash
		}
	}
	r.ahead = h
	r.a.setAhead(h)
	if len(changed) > 0 {
		r.tell(res, changed)
	}
}

// tell tells of what can be seen so far.
func (r *run) tell(res *Result, changed []string) {
	early := *res
	early.Published, early.Changed, early.Diagnostics = true, changed, r.diagnostics()
	r.ask.Early(&early)
}

// untold leaves out of what a commit has changed what was told of before, and is on
// disk now as it was told.
func (r *run) untold(folder *output.Folder, changed []string) []string {
	var out []string
	for _, path := range changed {
		told, ok := r.a.shownAhead[path]
		if is, there := folder.HashOf(path); !ok || !there || is != told {
			out = append(out, path)
		}
	}
	clear(r.a.shownAhead)
	return out
}

func (m madeAhead) file() File {
	return File{Size: int64(len(m.bytes)), Hash: hex.EncodeToString(m.hash[:])}
}
