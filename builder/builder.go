// Package builder turns a folder of transcripts into a site. It is the only
// package of dixit that others import.
//
// Open reads the settings of a site folder and gives an Archive; Build makes
// the site, and makes it again as often as it is called: what has not changed
// is remembered, by the content of what it depends on, never by times or
// events. Check says what a build would say, and what is in doubt across the
// archive, as questions. Export prints the linked archive. Inspect prints what the
// readers understood of single files.
//
// Nothing but Options says what day it is or where caches lie; the clock is looked
// at only to tell how long a build took. Nothing is ever written among the sources.
package builder

import (
	"encoding/hex"
	"io"
	"io/fs"
	"runtime"
	"time"

	"dixit/builder/internal/checksum"
	"dixit/builder/internal/diag"
)

// Options say which site to work on. The zero value is the site in the current
// folder.
type Options struct {
	Dir string // the site folder; "" for the current one
	// Content to BaseURL come before what the settings say, "" for what these do.
	// Paths are relative to the current folder, not to Dir.
	Content string
	Out     string
	Theme   string // a folder that overrides files of the built-in theme
	Config  string // the settings file; "" for Dir's dixit.yaml
	BaseURL string // the address at which the site will stand
	Cache   string // folder for what is remembered between runs; "" for Dir's place in CacheRoot
	// CacheRoot is where caches of sites are kept, such as os.UserCacheDir; ""
	// for a folder of the system for temporary files.
	CacheRoot string
	Jobs      int  // transcripts and pages worked on at a time; 0 for one a processor
	Drafts    bool // show drafts
	// AsOf gives the moment whose day embargoes are measured by: the day in the time
	// zone of the site, or without one in that of the moment. It is asked once a
	// build, such as time.Now; nil for no embargo in force.
	AsOf func() time.Time
	// AsOfDay is the day itself, as 2006-01-02, in the place of that of AsOf; ""
	// for that.
	AsOfDay string
	Offline bool // links name index.html, so that a folder opened from disk works
	// BuiltIn is the built-in theme.
	BuiltIn fs.FS
	// Version of the program, named in pages.
	Version string
	// Build tells builds of the program apart: readings that another build left
	// in the cache are not used. "" for Version.
	Build string
}

func (o Options) jobs() int {
	if o.Jobs > 0 {
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// Diagnostic is one finding, with its place, severity, code, message and hint.
type Diagnostic = diag.Diagnostic

// Severity of a diagnostic.
type Severity = diag.Severity

// The severities that a caller tells apart.
const (
	Info    = diag.Info
	Warning = diag.Warning
	Error   = diag.Error
)

// Codes lists the codes of all diagnostics.
func Codes() []string {
	var out []string
	for _, c := range diag.Codes() {
		out = append(out, string(c))
	}
	return out
}

// NearestCode is the code that a misspelt one is likely to be, "" for none.
func NearestCode(word string) string { return nearest(word, Codes()) }

// Result is what a build did.
type Result struct {
	Diagnostics []Diagnostic // in order of place
	// Published is false when an error in settings, theme or output folder kept
	// the site as it was.
	Published bool
	// Ahead is set for Request.Early while what has changed is not on disk yet.
	Ahead bool
	// Behind is set where the search index is served from memory, and the one on disk
	// is as it was, as Request.Defer allows.
	Behind bool
	// Changed are the files whose bytes differ from those before, or that are
	// gone, as slash paths below the output folder.
	Changed  []string
	Sessions int
	Editions int
	Turns    int
	Speakers int
	Topics   int
	Pages    int // HTML pages
	Files    int
	Written  int
	Deleted  int
	Out      string // the output folder
	Took     time.Duration
	Stages   []Stage // what took it, as far as the build came
	// Peak is the most memory, in bytes, that the program has held at a time so
	// far, 0 where the system does not say.
	Peak int64
}

// Count gives the number of diagnostics of a severity.
func (r *Result) Count(s Severity) int { return diag.List(r.Diagnostics).Count(s) }

// File is what is known of a published file.
type File struct {
	Size int64  // bytes
	Hash string // that HashOf gives of its bytes
}

// HashOf gives what tells the bytes of a published file from others, as an entity tag may
// have it. It may be another in another version of the program, and is no proof against those
// who try to make two files of one hash.
func HashOf(b []byte) string {
	sum := checksum.Of(b)
	return hex.EncodeToString(sum[:])
}

// Lookup gives a file of the last published site, by its slash path below the
// output folder, or of the one that Request.Early was told of. Nothing that dixit
// did not make is found.
func (a *Archive) Lookup(path string) (File, bool) {
	if m, ok := a.inMemory(path); ok {
		return m.file(), true
	}
	out := a.published()
	if out == nil {
		return File{}, false
	}
	e, ok := out.Lookup(path)
	return File{Size: e.Size, Hash: e.Hash}, ok
}

// Read gives the bytes of a file that Lookup gives.
func (a *Archive) Read(path string) ([]byte, error) {
	if m, ok := a.inMemory(path); ok {
		return m.bytes, nil
	}
	out := a.published()
	if out == nil {
		return nil, fs.ErrNotExist
	}
	return out.Read(path)
}

// OpenFile opens a file on disk that is too large to be read whole.
func (a *Archive) OpenFile(path string) (io.ReadSeekCloser, error) {
	out := a.published()
	if out == nil {
		return nil, fs.ErrNotExist
	}
	return out.Open(path)
}
