// Package output puts a built site on disk: it compares, writes and commits,
// and keeps the manifest of what it wrote.
//
// Goal: whatever happens (a crash at any instant, a full disk, a second run, a
// hand in the folder), the folder holds for each path either the old bytes or
// the new ones, no page points at what is not there, and the next run brings
// the folder to exactly what a clean build would give.
//
// Non-goals: knowing what a file means; noticing two paths that differ in
// letter case only (the plan does); finding a page that was edited by hand
// without changing its length and that says to be no later than the manifest
// (hashing the whole site on each build would cost more than building it, so
// the bytes of those files alone are read that somebody has written since).
//
// Rules:
//
//   - A file that is not in the manifest is never changed and never removed. A
//     file of the very bytes that are to be written is adopted into the manifest.
//   - A file whose bytes are as before is not touched, so its times stay.
//   - All access goes through [os.Root]; no path and no link leads outside. A
//     symbolic link in the place of a folder is not followed when writing.
//   - A commit that has nothing of before to look at, as the first has, stages
//     each outermost folder of the site as it will stand, where none is in its
//     place, and moves it as a whole at the end: those first that others point at.
//   - Changed bytes are else written to <out>/.dixit/stage at once and moved into
//     place at the end, in order of [Class], then path; then what is no longer
//     made is deleted, in the opposite order of class. The one exception: a
//     file that stands where a folder is needed, or a folder where a file is,
//     is removed just before.
//   - Before the first move the list of steps lies synced on disk as a journal.
//     A run that finds a complete journal finishes it; any other is discarded.
//   - Pages are not synced one by one, that would be slower than the disk by
//     orders of magnitude. A power failure may thus empty a page whose move it
//     kept; the next run finds it by its length, or by its hash while the
//     journal is there, and writes it again.
//
// # FORMAT
//
// <out>/.dixit/manifest is UTF-8 text, each line ended by LF:
//
//	dixit manifest 2
//	HASH SIZE CLASS PATH      a file; sorted by PATH as bytes
//	folder PATH               a folder that dixit made; sorted, after the files
//	end SEAL
//
// HASH is the checksum of the file in lower-case hex, or - when the bytes are
// not known and must be written again. SIZE is in bytes, decimal. CLASS is one
// of asset, data, page, list, manifest. PATH is a slash path below the folder,
// to the end of the line; it holds no control characters. SEAL is the SHA-256
// in hex of all bytes before its line. A manifest with a wrong seal counts as
// none; of one of version 1 no hash is believed, and one of another version is an error.
//
// <out>/.dixit/journal has the same frame, headed "dixit journal 2". Its lines
// are steps, done in order:
//
//	folder PATH                          make a folder
//	move STAGED HASH SIZE CLASS PATH     move .dixit/stage/STAGED to PATH
//	record HASH SIZE CLASS PATH          note a file that is already in place
//	delete PATH                          remove a file
//	forget PATH                          drop a file that is gone already
//	rmdir PATH                           remove a folder if it is empty
//	whole PATH                           move the folder .dixit/stage/whole/PATH to PATH
//	placed HASH SIZE CLASS PATH          note a file that came with such a folder
//
// Each step may be done twice without harm. <out>/.dixit/lock is locked by the
// run that is committing and holds its process id.
package output

import (
	"errors"
	"fmt"
	"io"

	"dixit/builder/internal/checksum"
)

// Class is the place of a file in the order of commit, chosen so that no page
// ever points at what is not there.
type Class uint8

const (
	// Asset is what pages load: styles, scripts, images, fonts.
	Asset Class = iota
	// Data is what scripts load: the search index, its reader's tables.
	Data
	// Page is a page that points at assets and data.
	Page
	// List is a page that points at pages.
	List
	// Manifest is what tells others of pages: feeds, sitemap, robots, 404.
	Manifest
)

var classNames = [...]string{Asset: "asset", Data: "data", Page: "page", List: "list", Manifest: "manifest"}

func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class(%d)", uint8(c))
}

// File is one file of the site. Path is a slash path below the output folder;
// Bytes may be empty and are not kept after Put.
type File struct {
	Path  string
	Class Class
	Bytes []byte
	// From, where it is not nil, is a file that is published as it is, in the
	// place of Bytes: it may be larger than memory is.
	From *Source
}

// Source is a file outside the site that is copied into it, as a stream, and
// only if it differs from what the site has.
type Source struct {
	Hash Hash  // of its bytes
	Size int64 // bytes
	Open func() (io.ReadCloser, error)
}

// Hash is the checksum of a file's bytes: what the folder holds is compared with what
// this program makes.
type Hash = checksum.Sum

// Entry is what the manifest says of a file. Hash is that of its bytes
// in lower-case hex, "" when a crash left them unknown; Size is in bytes.
type Entry struct {
	Path  string
	Hash  string
	Size  int64
	Class Class
}

const (
	// private is the folder of this package below the output folder.
	private      = ".dixit"
	manifestName = private + "/manifest"
	journalName  = private + "/journal"
	lockName     = private + "/lock"
	stageName    = private + "/stage"
)

// ErrReplaced says that the output folder is no longer the one that was
// opened: someone removed or replaced it. Open it again.
var ErrReplaced = errors.New("the output folder was removed or replaced; open it again")

// LockedError says that another commit is under way in the output folder.
type LockedError struct {
	Dir string
	PID int // of the process that holds the lock, 0 if it is not known
}

func (e *LockedError) Error() string {
	who := "another process"
	if e.PID != 0 {
		who = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("output folder %q is locked by %s; wait for it to end, or choose another folder", e.Dir, who)
}
