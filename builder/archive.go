package builder

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format/pdf"
	"dixit/builder/internal/output"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
)

// Archive is a site folder that is worked on. It remembers what it has read
// from one call to the next; a fresh Archive and a used one give the same
// bytes. Its methods may be called from several goroutines; builds wait for
// each other.
type Archive struct {
	opt Options
	dir string // absolute

	memory int // megabytes

	readers readers
	pdf     *pdf.Engine // of the readers

	// reader and classicReader give the reader of the search index, minified.
	reader, classicReader func() []byte

	mu    sync.Mutex // held by one run at a time
	store *store.Store
	// cache is the folder of the store and of all else that another run may read;
	// scratch is the same where it lasts no longer than the Archive, "" for none.
	cache, scratch string
	// uncached is the folder that was to be the cache and why it is not, nil where it is.
	uncached *uncached
	// facts remembers the facts of files, by all that they depend on.
	facts map[factsKey]*archive.Facts
	// recent has what the last pass read, by path.
	recent map[string]recentReading
	// excerpts are those of the readings in the store, with the facts of their turns.
	excerpts *store.Excerpts
	// recalled says that recent has what the last run left, unsaved of which files, by
	// readingsNoteOf, the notes in the store say something else.
	recalled bool
	unsaved  [readingsNotes]bool
	// linked is what the last build has linked, for the next: members and sums.
	linked archive.Memory
	// outlined is what the outline of the site leaves for the next.
	outlined site.Memory
	// theme is the one loaded last, with what was found in it.
	theme struct {
		sources [sha256.Size]byte
		theme   *theme.Theme
		list    diag.List
	}
	// again is what the last build leaves for the next, nil for nothing.
	again *again
	// stale are readings that no file has any more, and that are still in the store.
	stale []store.Key
	// shownAhead are the hashes of the files that were told of before they were on
	// disk, by path.
	shownAhead map[string]output.Hash
	// whole remembers the last build that was published; nil before it is recalled.
	whole *whole
	// unnoted is what whole is to remember as soon as somebody asks, nil for nothing.
	unnoted *unnoted
	// made remembers the pages, by all that they are made of.
	made *pagesMade
	// indexNoted is what the note of the search index in the store says, nil for
	// not known.
	indexNoted *searchindex.Made
	// labels are those that questions compare with, see run.known; nil before the first
	// build.
	labels []string
	// searched is what the search index of the last build has, whose keys the next takes
	// over; nil for nothing.
	searched *site.Searched
	// standing is the search index on disk, nil for not known.
	standing *standing
	// overlaid is the overlay by which the pages on disk are searched, nil for none.
	overlaid *overlay
	// believed is the output folder that the last build of this Archive has put in
	// order, nil for none.
	believed *output.Folder
	// sums are those of files that are published as they are.
	sums source.Sums
	// looks has the hashes of the other files of the content folder.
	looks source.Looks
	// looksRecalled says that looks has what the last run left.
	looksRecalled bool

	paths sync.Mutex // guards what follows, which a watcher or a server asks for during a build
	where places
	zone  *time.Location // nil for none in the settings
	out   *output.Folder // nil before the first build
	ahead *ahead         // the site as it is planned; nil where it is all on disk
	// overlay is what is served of the search index before it is on disk, nil for
	// nothing. It is set by the run alone.
	overlay *overlay
	// outDir is the folder that out has open.
	outDir string
}

// factsKey is what the facts of a file depend on.
type factsKey struct {
	reading store.Key
	words   [sha256.Size]byte // vocabulary and languages
}

// Open opens a site folder. It fails only when the folder is not there; what is
// wrong with its settings is said by Build and Check.
func Open(opt Options) (*Archive, error) {
	if opt.Dir == "" {
		opt.Dir = "."
	}
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("no folder %q", opt.Dir)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%q is a file, not a folder; `dixit inspect %s` reads a single file", opt.Dir, opt.Dir)
	}
	// What somebody names must be there; only the usual places may be missing.
	if opt.Config != "" {
		if info, err := os.Stat(opt.Config); err != nil || info.IsDir() {
			return nil, fmt.Errorf("--config: no settings file %q", opt.Config)
		}
	}
	if opt.Theme != "" && !isDir(opt.Theme) {
		return nil, fmt.Errorf("--theme: no folder %q", opt.Theme)
	}
	a := &Archive{opt: opt, dir: dir, facts: map[factsKey]*archive.Facts{}, shownAhead: map[string]output.Hash{}}
	a.reader = sync.OnceValue(func() []byte { return smallScript(searchindex.ReaderModule()) })
	a.classicReader = sync.OnceValue(func() []byte { return smallScript(searchindex.ReaderClassic()) })
	cfg, _ := readConfig(a.configFile(), "")
	a.where, a.memory = a.placesOf(cfg), cmp.Or(cfg.Memory, usualMemory)
	if err = a.openStore(cfg); err != nil {
		return nil, err
	}
	a.made = loadPagesMade(a.store)
	a.pdf = pdf.NewEngine(a.engineDir(cfg), min(opt.jobs(), max(1, a.memory/memoryOfPDF)))
	a.readers = newReaders(a.pdf)
	return a, nil
}

// Memory is how much a build may take by the settings with which the Archive was
// opened, in megabytes. Whoever runs the program keeps it to that.
func (a *Archive) Memory() int { return a.memory }

// Close releases what the Archive holds open.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rememberReadings()
	a.rememberLooks()
	if a.made.unsaved { // the search index was not made to its end
		a.made.save(a.store)
	}
	if a.recalled {
		_ = a.excerpts.Save() // that it cannot be left costs the next run time and nothing else
	}
	a.rememberIndex()
	a.noteWhole()
	a.excerpts.Close()
	err := a.pdf.Close()
	if a.scratch != "" {
		os.RemoveAll(a.scratch)
	}
	if out := a.published(); out != nil {
		err = errors.Join(err, out.Close())
	}
	return err
}

// smallScript is a script of the program itself, minified, or as it is where that
// cannot be.
func smallScript(b []byte) []byte {
	small, err := theme.Script(b)
	if err != nil {
		return b
	}
	return small
}

// published is the output folder, nil before the first build.
func (a *Archive) published() *output.Folder {
	a.paths.Lock()
	defer a.paths.Unlock()
	return a.out
}

// configFile is the path of the settings, which need not be there.
func (a *Archive) configFile() string {
	if a.opt.Config != "" {
		return a.opt.Config
	}
	return filepath.Join(a.dir, "dixit.yaml")
}

// openStore opens the store of readings: in the folder that the caller or the settings
// name, else in one among the caches of the caller. Every site has its own, named by its
// place. A cache that cannot be written is no reason not to build.
func (a *Archive) openStore(cfg config) error {
	dir := a.opt.Cache
	switch {
	case dir != "":
	case cfg.Cache != "":
		dir = a.below(cfg.Cache)
	case a.opt.CacheRoot != "":
		sum := sha256.Sum256([]byte(a.dir + "\x00" + a.where.content))
		dir = filepath.Join(a.opt.CacheRoot, "dixit", hex.EncodeToString(sum[:8]))
	}
	if dir != "" {
		err := a.keepIn(dir)
		if err == nil {
			return nil
		}
		a.uncached = &uncached{dir, err}
	}
	tmp, err := os.MkdirTemp("", "dixit-")
	if err != nil {
		return err
	}
	a.scratch = tmp
	return a.keepIn(tmp)
}

// keepIn has a folder be the cache, if it takes files.
func (a *Archive) keepIn(dir string) error {
	s, err := store.Open(filepath.Join(dir, "transcripts"))
	if err != nil {
		return err
	}
	excerpts, err := s.Excerpts() // the first that is written there
	if err != nil {
		return err
	}
	a.cache, a.store, a.excerpts = dir, s, excerpts
	return nil
}

// uncached is a cache that cannot be used.
type uncached struct {
	dir string
	err error
}

// say says that there is no cache, as long as the settings name the one that was tried. It
// is nil where there is one.
func (u *uncached) say(a *Archive, cfg config) diag.List {
	if u == nil {
		return nil
	}
	file, line, column := "", 0, 0
	if a.opt.Cache == "" && cfg.Cache != "" {
		if a.below(cfg.Cache) != u.dir {
			return nil // the next run of the program tries another
		}
		file, line, column = a.shown(a.configFile()), cfg.cacheAt.line, cfg.cacheAt.column
	}
	return diag.List{diag.New(diag.CacheUnusable, file, line, column, "the cache %q cannot be used: %v", a.shown(u.dir), u.err)}
}

// engineDir is the folder for the compiled PDF engine, "" for none. All sites
// share it.
func (a *Archive) engineDir(cfg config) string {
	switch {
	case a.opt.CacheRoot != "":
		return engineDir(a.opt.CacheRoot)
	case a.opt.Cache != "":
		return engineDir(a.opt.Cache)
	case cfg.Cache != "":
		return engineDir(a.below(cfg.Cache))
	}
	return ""
}

// engineDir is the folder for the compiled PDF engine among caches.
func engineDir(root string) string { return filepath.Join(root, "dixit", "pdfium") }

// fatal is a diagnostic that keeps the site from being built; file is "" for what
// the command line says.
func fatal(code diag.Code, file string, format string, args ...any) diag.Diagnostic {
	return diag.New(code, file, 0, 0, format, args...)
}
