package builder

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/render"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// run is one pass over the site: scan, read, link, plan. Its methods are called
// in this order, each filling in what the next needs; a fatal diagnostic ends
// it early.
type run struct {
	a      *Archive
	cfg    config
	at     places
	folder *source.Folder
	list   diag.List
	stages *stages
	began  time.Time // as Options.AsOf has it, zero without one

	ask      Request // what a build was asked for
	building bool    // it is a build
	asking   bool    // it is for the questions that are put
	scanned
	said    diag.List              // by settings and scan
	last    *again                 // what the last build has left, nil for nothing and for no build
	again   *again                 // the same where it is made use of, nil where all files were looked at
	changed []int                  // the entries that differ from those of again
	sums    map[string]source.Hash // of found, where a build has looked at their bytes
	unread  map[string]source.Hash // of the reasons why files cannot be read
	looking sync.Mutex             // guards both while files are looked at and read
	// looksToCome: the hashes of transcripts are taken when they are read.
	looksToCome bool
	moving      atomic.Bool         // a file has changed since
	touched     bool                // nothing has changed but the output folder
	bytes       atomic.Int64        // of the transcripts read
	rooms       sync.Pool           // of *[]byte, for the files of text that are read
	readings    map[store.Key]bool  // in the store, of the files of this pass
	listed      []transcript.Person // of files that are nothing but a list of persons
	linked      *archive.Archive    // nil before, and after letLinkedGo
	renderer    *render.Renderer    // nil before there is one, and after letLinkedGo
	ahead       *ahead              // of this run, nil for none
	// unkept is why the cache does not take what is read, nil where it does.
	unkept atomic.Pointer[error]
	// searched is what the search index has; nil until it is asked for. See letEditionGo.
	searched *site.Searched
	index    *indexAhead // nil where nobody has begun to take up the index
	// early is the output folder, nil where nobody has begun to open it.
	early <-chan opened
	// deferred says that the search index is shown from memory, and need not be made.
	deferred bool
	// leaving ends when what is let go ahead is left in its note.
	leaving sync.WaitGroup
	// theming ends when the theme of the Archive is loaded, where that was begun ahead.
	theming  sync.WaitGroup
	theme    *theme.Theme
	digester *site.Digester // nil after letLinkedGo
	plans    *site.Outline  // nil before there is one
	pages    *site.Pages    // nil before they are planned, and when they are made
}

// run begins a pass. The Archive is locked until close.
func (a *Archive) run() *run {
	a.mu.Lock()
	r := &run{a: a, stages: newStages()}
	if a.opt.AsOf != nil {
		r.began = a.opt.AsOf()
	}
	r.cfg, r.list = readConfig(a.configFile(), a.shown(a.configFile()))
	if err := checkBaseURL(a.opt.BaseURL); err != nil {
		r.list = append(r.list, fatal(diag.ConfigInvalid, "", "--base-url: %v", err))
	}
	r.list = append(r.list, a.uncached.say(a, r.cfg)...)
	r.at = a.placesOf(r.cfg)
	a.settle(r.at, r.cfg.TimeZone)
	return r
}

func (r *run) close() {
	r.theming.Wait()
	r.leaving.Wait()
	r.closeEarly()
	r.closeAhead()
	if r.folder != nil {
		r.folder.Close()
	}
	r.a.mu.Unlock()
}

// diagnostics are the findings so far, at the severities of the site.
func (r *run) diagnostics() diag.List {
	return r.list.Relevel(r.cfg.Levels, r.cfg.FileLevels...).Sorted()
}

// contentPath is a file of the content folder as messages name it.
func (r *run) contentPath(p string) string {
	return r.a.shown(filepath.Join(r.at.content, filepath.FromSlash(p)))
}

// note keeps diagnostics about files of the content folder.
func (r *run) note(list diag.List) {
	for _, d := range list {
		if d.File != "" {
			d.File = r.contentPath(d.File)
		}
		r.list = append(r.list, d)
	}
}

// link does everything up to the linked archive. The error is that of the context, errGone,
// or that of cannotKeep; there is none where a diagnostic keeps the site from being built.
func (r *run) link(ctx context.Context) error {
	if r.folder == nil {
		r.scan()
	}
	if r.list.Fatal() {
		return nil
	}
	files := r.read(ctx)
	r.stages.end("read", len(files), "transcript", r.bytes.Load())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if unkept := r.unkept.Load(); unkept != nil {
		return *unkept
	}
	if len(files) == 0 {
		r.list = append(r.list, fatal(diag.NothingFound, r.a.shown(r.at.content), "no transcript was found"))
		return nil
	}
	if r.building {
		r.recallAhead()
	}
	memory := &archive.Memory{}
	if r.building && !r.ask.Last { // facts for questions are others
		memory = &r.a.linked
	}
	languages := r.cfg.Languages
	linked, list := archive.Link(archive.Input{
		Files: files, Languages: languages, People: r.people, PeoplePath: "people.yaml", Listed: r.listed, Vocabulary: r.words, Found: r.cfg.topicsFound(),
		Series: r.series, Drafts: r.a.opt.Drafts, AsOf: r.asOf(), Memory: memory, Last: r.ask.Last, Spoken: r.a.spokenOf,
	})
	if linked == nil {
		return errors.Join(errGone, r.a.excerpts.Keep(nil)) // so that they are kept anew
	}
	r.note(list)
	r.linked = linked
	r.settleLabels()
	r.stages.end("link", len(linked.Sessions), "session", 0)
	if len(linked.Sessions) == 0 {
		r.list = append(r.list, fatal(diag.NothingFound, r.a.shown(r.at.content), "no transcript is to be published"))
	}
	return ctx.Err()
}

// settleLabels forgets doubts about labels of which an editor has said whose they
// are.
func (r *run) settleLabels() {
	if !slices.ContainsFunc(r.list, func(d diag.Diagnostic) bool { return d.Code == diag.LabelDoubtful }) {
		return
	}
	editions := map[string]*archive.Edition{}
	for _, s := range r.linked.Sessions {
		for _, e := range s.Editions {
			for _, p := range e.Parts {
				editions[r.contentPath(p.Path)] = e
			}
		}
	}
	r.list = slices.DeleteFunc(r.list, func(d diag.Diagnostic) bool {
		return d.Code == diag.LabelDoubtful && editions[d.File] != nil && editions[d.File].Settled(d.Label)
	})
}

// asOf is the day that embargoes are measured by, "" for none in force.
func (r *run) asOf() transcript.Date { return r.a.dayOf(r.began, r.cfg.TimeZone) }

// zone is the time zone that feeds are dated in.
func (r *run) zone() *time.Location {
	if r.cfg.TimeZone == nil {
		return time.UTC
	}
	return r.cfg.TimeZone
}

// outline loads the theme and settles what pages show.
func (r *run) outline() {
	if r.at.theme != "" && !isDir(r.at.theme) {
		r.list = append(r.list, fatal(diag.ConfigInvalid, r.a.shown(r.at.config), "theme: no folder %q", r.a.shown(r.at.theme)))
		return
	}
	r.theming.Wait()
	t, list := r.a.theme.theme, r.a.theme.list
	if r.again == nil || t == nil {
		t, list = r.a.loadTheme(r.overTheme())
	}
	for _, d := range list {
		if d.File != "" && r.at.theme != "" {
			d.File = r.a.shown(filepath.Join(r.at.theme, filepath.FromSlash(d.File)))
		}
		r.list = append(r.list, d)
	}
	r.theme = t
	r.checkMenus()
	if r.list.Fatal() {
		return
	}
	base := r.a.opt.BaseURL
	if base == "" {
		base = r.cfg.BaseURL
	}
	title := r.cfg.Title
	if len(title) == 0 {
		title = people.Text{"": filepath.Base(r.at.content)}
		if filepath.Base(r.at.content) == "content" {
			title[""] = filepath.Base(r.a.dir)
		}
	}
	memory := &site.Memory{}
	if r.building && !r.ask.Last { // what is linked for questions is linked otherwise
		memory = &r.a.outlined
	}
	r.digester = memory.Digester()
	r.plans = site.NewOutline(r.linked, t, site.Settings{
		Zone: r.zone(), Title: title, Description: r.cfg.Description, Rights: r.cfg.Rights, BaseURL: strings.TrimSuffix(base, "/"),
		Menu: r.cfg.Menu, Footer: r.cfg.Footer, ReportURL: r.cfg.ReportURL, EditURL: r.cfg.EditURL,
		Offline: r.a.opt.Offline, Generator: "dixit " + r.a.opt.Version, Pages: r.ordinary,
		Downloads: r.cfg.Downloads, Write: r.writeEdition, WrittenOf: r.writtenOf, Sizes: r.sizes,
	}, memory)
}

// plan says which pages there are.
func (r *run) plan() {
	if r.plans == nil {
		return
	}
	var list diag.List
	r.pages, list = r.plans.Pages()
	r.note(list)
}

// overTheme has the files that override those of the built-in theme, nil for none.
func (r *run) overTheme() fs.FS {
	if r.at.theme == "" {
		return nil
	}
	return os.DirFS(r.at.theme)
}

// themeAhead begins to load the theme, which takes as long as to link 1,000 sessions and
// depends on none.
func (r *run) themeAhead() {
	if r.a.theme.theme == nil && (r.at.theme == "" || isDir(r.at.theme)) {
		r.theming.Go(func() { r.a.loadTheme(r.overTheme()) })
	}
}

// loadTheme loads the theme, or remembers it.
func (a *Archive) loadTheme(over fs.FS) (*theme.Theme, diag.List) {
	sources := theme.Sources(a.opt.BuiltIn, over)
	if a.theme.theme == nil || a.theme.sources != sources {
		a.theme.sources = sources
		a.theme.theme, a.theme.list = theme.Load(a.opt.BuiltIn, over)
	}
	return a.theme.theme, a.theme.list
}

// checkMenus reports entries of the menu and the footer that lead to no page.
func (r *run) checkMenus() {
	for _, n := range r.cfg.named {
		if slices.Contains(site.MenuParts(), n.page) || slices.ContainsFunc(r.ordinary, func(o site.Ordinary) bool { return o.Name == n.page }) {
			continue
		}
		d := diag.New(diag.ConfigInvalid, r.a.shown(r.at.config), n.line, n.column, "no page %q", n.page)
		r.list = append(r.list, d.WithHint("%s, or a file of _pages/", strings.Join(site.MenuParts(), ", ")))
	}
}

// each calls do for 0 to n-1, jobs at a time, and stops early when the context
// ends.
func each(ctx context.Context, jobs, n int, do func(int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	for range min(jobs, n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1) - 1)
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
}
