package builder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/check"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/output"
	"dixit/builder/internal/render"
	"dixit/builder/internal/site"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
	"dixit/builder/internal/usage"
)

// Build makes the site. It is the only way a site is made, the first time and
// every other. The error is for what keeps it from being published that is
// nobody's mistake: a full disk, a context that has ended; mistakes in the
// sources are diagnostics of the result.
func (a *Archive) Build(ctx context.Context) (*Result, error) {
	return a.Rebuild(ctx, Request{})
}

// Request is for a build of which somebody knows what it is for. It changes what is
// looked at and told first, and nothing of the site.
type Request struct {
	// Told says that no file has changed since the last build of the Archive but
	// those of Touched, which are absolute paths of what may have. The last build
	// may have failed.
	Told    bool
	Touched []string
	// Early is called, from the goroutine of the build, with the result so far when
	// there is something new to be seen: before the pages are on disk where one of
	// those that are open has changed, and before the search index is made where it
	// changes, which takes longer than an edit's pages; and at once where nothing has
	// changed. It names under Changed only what was not told before, and so does what
	// Rebuild returns. From the first call on Lookup and Read give the new pages.
	// When the context ends after it, they stay. nil for nobody who looks.
	Early func(*Result)
	// Defer lets the search index be served from memory where that can be done, and be
	// left on disk as it was: of a large archive it takes long to make. Who asks for it
	// asks for another build, without, when there is time (Result.Behind).
	Defer bool
	// Last says that no other build is asked of the Archive, or none for which anybody
	// waits: what it would remember of each transcript for the next is let go as soon
	// as this one can do without. The next takes it from the cache.
	Last bool
	// Wait is called, from the goroutine of the build, when all that somebody looks at
	// is served from memory; the rest is made when it returns. Not all of that can be
	// given up at once, so it is best begun when no other change is to come. nil for no
	// wait.
	Wait func(context.Context)
	// Open lists the files that somebody looks at, as slash paths below the output
	// folder, the latest first. nil for none.
	Open func() []string
}

// Rebuild is Build for those who look at pages, and know what may have changed. Where a
// transcript is gone from the cache, or damaged there, it reads what there is again.
func (a *Archive) Rebuild(ctx context.Context, ask Request) (*Result, error) {
	res, err := a.rebuild(ctx, ask)
	if errors.Is(err, errGone) {
		return a.rebuild(ctx, ask)
	}
	return res, err
}

func (a *Archive) rebuild(ctx context.Context, ask Request) (*Result, error) {
	began := time.Now()
	r := a.run()
	r.ask, r.building = ask, true
	r.last, a.again = a.again, nil // until this run has read what there is
	defer r.close()
	if ask.Last {
		r.last, a.linked, a.outlined = nil, archive.Memory{}, site.Memory{}
		defer func() { a.again = nil }() // it has no readings
	}
	res := &Result{Out: r.at.out}
	finish := func(err error) (*Result, error) {
		if errors.Is(err, errGone) || r.unkept.Load() != nil {
			a.recent, a.again = nil, nil // so that the next build looks into the store again,
			a.unsaveAll()                // also that of another run
		}
		if r.list.Fatal() {
			a.dropAhead() // the last good site is shown
		}
		res.Diagnostics = r.diagnostics()
		res.Took, res.Stages, res.Peak = time.Since(began), r.stages.all, usage.PeakMemory()
		return res, err
	}
	if r.list.Fatal() {
		return finish(nil)
	}
	r.openEarly()
	r.scan()
	if !r.list.Fatal() && r.unchanged(ctx, res) {
		r.stages.end("compare", len(r.found), "file", 0)
		res.Took, res.Stages, res.Peak = time.Since(began), r.stages.all, usage.PeakMemory()
		r.warm(ctx, res)
		return res, nil
	}
	r.stages.end("compare", len(r.found), "file", 0)
	r.themeAhead()
	if err := r.link(ctx); err != nil {
		return finish(err)
	}
	if r.list.Fatal() {
		return finish(nil)
	}
	r.outline()
	if r.list.Fatal() {
		return finish(nil)
	}
	r.showAhead(res)
	r.showSearch(ctx, res)
	if r.ahead != nil && r.ask.Wait != nil {
		r.stages.end("show", 0, "", 0)
		r.mergeSearch(ctx)
		r.ask.Wait(ctx)
		r.stages.skip()
	}
	if ctx.Err() != nil {
		return finish(ctx.Err())
	}
	r.plan()
	r.stages.end("plan", r.pages.Len(), "page", 0)
	r.count(res)
	return finish(r.write(ctx, res))
}

// warm links what has not changed, where somebody looks at pages and will make a
// change: that is not to wait for what the last run of the program knew.
func (r *run) warm(ctx context.Context, res *Result) {
	if r.ask.Early == nil || r.again != nil {
		return
	}
	early := *res
	r.ask.Early(&early)
	res.Changed = nil // which is told
	if err := r.link(ctx); err == nil && !r.list.Fatal() {
		if r.outline(); !r.list.Fatal() {
			r.standAgain()
		}
	}
	if r.a.again != nil {
		same := *res
		r.a.again.result = &same
	}
}

func (r *run) count(res *Result) {
	res.Sessions, res.Speakers, res.Topics = len(r.linked.Sessions), len(r.linked.Speakers), len(r.linked.Topics)
	for _, s := range r.linked.Sessions {
		res.Editions += len(s.Editions)
		for _, e := range s.Editions {
			res.Turns += e.Turns.Len()
		}
	}
	res.Files, res.Pages = r.pages.Len(), r.pages.Laid()
}

// classes maps the order of pages to that of the output.
var classes = map[site.Class]output.Class{site.Asset: output.Asset, site.Data: output.Data, site.Document: output.Page, site.Listing: output.List, site.Manifest: output.Manifest}

// write renders the pages, several at a time, and commits what differs.
func (r *run) write(ctx context.Context, res *Result) error {
	renderer := r.newRenderer()
	folder, commit, err := r.begin()
	if commit == nil || err != nil {
		return err
	}
	made := &pagesMade{rows: make([]madeRow, 0, r.pages.Len())}
	if ok, err := r.render(ctx, renderer, folder, commit, made); !ok || err != nil {
		commit.Abort()
		return err
	}
	r.pages, r.plans = nil, nil // the index is made of the archive alone, and takes most of the memory
	kept := r.searchKept(commit, made)
	if kept {
		r.closeAhead()
	}
	if !kept && r.deferred && folder == r.a.standing.folder {
		res.Behind = true
		return r.pagesOnly(folder, commit, made, res)
	}
	labels := check.Labels(r.linked)
	if r.ask.Early == nil { // else when the Archive is closed
		r.leaving.Go(func() { _ = r.a.excerpts.Save() }) // nobody asks for any more of them
	}
	if !kept {
		if r.ask.Early != nil {
			if commit, err = r.pagesFirst(folder, commit, made, res); commit == nil || err != nil {
				return err
			}
		}
		if err := r.search(ctx, commit, made); err != nil {
			commit.Abort()
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("the search index: %w", err)
		}
	}
	r.list = append(r.list, tooLarge(commit.Size())...)
	if !kept {
		r.a.standing = nil // until the commit has ended
	}
	commit.OnPlaced(r.a.dropOverlay)
	if ok, err := r.finish(folder, commit, res); !ok || err != nil {
		return err
	}
	if !kept || r.a.standing == nil {
		r.stand(folder)
	}
	r.leaveNotes(folder, made, labels, res)
	return nil
}

// leaveNotes leaves what the next build and the next run may know of this one, of which
// nothing depends on anything else.
func (r *run) leaveNotes(folder *output.Folder, made *pagesMade, labels []string, res *Result) {
	var group sync.WaitGroup
	defer group.Wait()
	r.a.made = made
	later := r.ask.Early != nil // when the Archive is closed, as an edit is not to wait for it
	group.Go(func() {
		made.settle(folder)
		made.save(r.a.store)
	})
	group.Go(func() {
		r.a.forgetBatches()
		if !later {
			r.a.rememberIndex()
		}
	})
	r.leaving.Wait()
	if !later {
		group.Go(r.a.rememberReadings)
		group.Go(r.a.rememberLooks)
	}
	group.Go(r.pruneStore)
	group.Go(func() { r.rememberWhole(folder, res) })
	r.remember(labels)
}

// newRenderer makes what renders the pages of the run, once.
func (r *run) newRenderer() *render.Renderer {
	if r.renderer == nil {
		r.renderer = render.New(r.theme, r.digester, func(k store.Key) (*transcript.Transcript, error) {
			if t, _, ok := r.a.store.Get(k); ok {
				return t, nil
			}
			return nil, errGone
		}, r.a.excerpts, r.a.program())
	}
	return r.renderer
}

// program tells programs apart that may make other files of the same.
func (a *Archive) program() string { return fmt.Sprintf("%q %v", a.opt.Build, a.opt.Version) }

// render makes the pages that are not as they were; false where one cannot be made,
// as the diagnostics say.
func (r *run) render(ctx context.Context, renderer *render.Renderer, folder *output.Folder, commit *output.Commit, made *pagesMade) (bool, error) {
	// Whoever waits for pages is not to wait until all the others are looked at. A
	// hand in the output folder is found by a build that is not told what has changed.
	if r.ask.Told && r.ask.Early != nil && r.a.believed == folder && !r.touched {
		commit.Believe()
	}
	// A page is written and forgotten before its room is another's.
	rooms := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	var (
		mu    sync.Mutex
		first error
		where = r.pages.Len() // the page of first, so that it does not depend on timing
		size  atomic.Int64    // bytes
	)
	each(ctx, r.a.opt.jobs(), r.pages.Len(), func(i int) {
		p := r.pages.At(i)
		r.pages.Drop(i) // as records of files come, what pages are made of goes
		path := p.File()
		key, keyed := renderer.Key(p)
		if keyed {
			if hash, ok := r.a.made.hash(path, key); ok && commit.Keep(path, classes[p.Class], hash) {
				made.note(path, key, hash)
				return
			}
		}
		room := rooms.Get().(*bytes.Buffer)
		defer rooms.Put(room)
		f, err := r.file(renderer, p, path, room)
		if err == nil {
			size.Add(int64(len(f.Bytes)))
			err = commit.Put(f)
		}
		if err == nil && keyed {
			if hash, ok := commit.HashOf(path); ok {
				made.note(path, key, hash)
			}
		}
		if err != nil {
			mu.Lock()
			if i < where {
				where, first = i, fmt.Errorf("page %q: %w", p.Address, err)
			}
			mu.Unlock()
		}
	})
	r.stages.end("render", r.pages.Len(), "file", size.Load())
	switch err := ctx.Err(); {
	case err != nil:
		return false, err
	case errors.Is(first, errGone), errors.As(first, new(*fs.PathError)): // a full disk is no fault of a theme
		return false, first
	case first != nil:
		r.list = append(r.list, diag.New(diag.ThemeInvalid, "", 0, 0, "%v", first))
	}
	return first == nil, nil
}

// finish ends a commit, and what was served before it was on disk; false where it
// was refused, as the diagnostics say.
func (r *run) finish(folder *output.Folder, commit *output.Commit, res *Result) (bool, error) {
	r.a.believed, r.a.unnoted = nil, nil
	sum, list, err := commit.Finish()
	r.stages.end("write", sum.Written, "file", sum.Bytes)
	r.list = append(r.list, list...)
	if err != nil || r.list.Fatal() {
		return false, err
	}
	r.a.setAhead(nil)
	res.Published, r.a.believed = true, folder
	res.Written, res.Deleted, res.Changed = res.Written+sum.Written, res.Deleted+sum.Deleted, r.untold(folder, sum.Changed)
	return true, nil
}

// pruneStore deletes what no file has any more.
func (r *run) pruneStore() {
	if r.again == nil {
		r.a.store.Prune(r.readings)
	} else {
		r.a.store.Drop(slices.DeleteFunc(r.a.stale, func(k store.Key) bool { return r.readings[k] }))
	}
	r.a.stale = nil
}

// inSearch tells whether a file is of the search index.
func inSearch(path string) bool { return strings.HasPrefix(path, site.SearchFolder) }

// pagesOnly publishes the pages with the search index on disk as it was.
func (r *run) pagesOnly(folder *output.Folder, commit *output.Commit, made *pagesMade, res *Result) error {
	commit.Leave(inSearch)
	if ok, err := r.finish(folder, commit, res); !ok || err != nil {
		return err
	}
	r.pruneStore()
	r.a.overlaid = r.a.overlay
	pages := &pagesMade{rows: made.rows, unsaved: true}
	pages.settle(folder)
	pages.search = r.a.made.search // which still says what is on disk
	r.a.made = pages
	return nil
}

// pagesFirst publishes the pages with the search index as it was, tells of them,
// and begins the commit of the index. There is none if the pages could not be
// published.
func (r *run) pagesFirst(folder *output.Folder, commit *output.Commit, made *pagesMade, res *Result) (*output.Commit, error) {
	// Should the index never be made, the pages are known all the same.
	if err := r.pagesOnly(folder, commit, made, res); err != nil || !res.Published {
		return nil, err
	}
	r.tell(res, res.Changed)
	commit, err := folder.Begin()
	if err == nil {
		commit.Believe()
		commit.Leave(func(path string) bool { return !inSearch(path) })
	}
	return commit, err
}

// file makes the file of a page, at its path. Its bytes are good until room is used
// again.
func (r *run) file(renderer *render.Renderer, p site.Page, path string, room *bytes.Buffer) (f output.File, err error) {
	f = output.File{Path: path, Class: classes[p.Class]}
	if p.Source != "" {
		f.From, err = r.published(p.Source)
	} else if f.Bytes = r.ahead.before(f.Path); f.Bytes == nil {
		f.Bytes, err = renderer.Page(p, room)
	}
	return f, err
}

// errGone says that somebody emptied the cache during a build, or that what is there is
// damaged.
var errGone = errors.New("a transcript is gone from the cache; build again")
