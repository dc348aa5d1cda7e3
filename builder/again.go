package builder

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// again is what a build leaves in memory for the next: what it found in the content
// folder, and what it read there. A build that is told which files may have changed
// since looks at those and takes the rest from here: to look at 10,000 files, and
// to sort out what each of them is, takes longer than to make the page of one anew.
//
// A build that makes use of it takes over kept, and changes it to what it has read
// itself. result and theme are set once, when the build has come to its end. All else
// is changed by nobody: a run that finds something new has copies.
type again struct {
	at       places
	settings [sha256.Size]byte // of the settings file
	day      transcript.Date   // see run.asOf
	folder   fs.FileInfo       // the content folder
	scanned
	said     diag.List              // by settings and scan
	sums     map[string]source.Hash // of found
	unread   map[string]source.Hash // see run.unread
	files    *filesSum              // what filesSum gives, where the files are let go; else nil
	readings []reading              // of entries
	kept     map[store.Key]bool     // in the store, of readings
	result   *Result                // of the build, nil where it did not come to its end
	theme    [sha256.Size]byte      // theme.Sources of what the pages were made with
}

// scanAgain takes what the last build found and looks at the files that may have
// changed. It is false where that does not tell what there is: where anything but
// a transcript has changed, or one has come or gone.
func (r *run) scanAgain() bool {
	last := r.last
	if !r.ask.Told || last == nil || last.at != r.at || last.settings != r.cfg.sum || last.day != r.asOf() {
		return false
	}
	if info, err := os.Stat(r.at.content); err != nil || !os.SameFile(info, last.folder) {
		return false
	}
	if slices.ContainsFunc(last.found, func(e source.Entry) bool { return e.Link }) {
		return false // what is told of is not all that has changed
	}
	found, entries, sizes := slices.Clone(last.found), slices.Clone(last.entries), last.sizes
	byPath := func(e source.Entry, p string) int { return strings.Compare(e.Path, p) }
	var changed []int
	for _, touched := range r.ask.Touched {
		p, err := filepath.Rel(r.at.content, touched)
		if p = filepath.ToSlash(p); err != nil || !filepath.IsLocal(p) {
			return false
		}
		if within(touched, r.at.themes) {
			return false // a theme may lie below the content
		}
		e, is := r.folder.Look(p)
		i, known := slices.BinarySearchFunc(entries, p, byPath)
		j, listed := slices.BinarySearchFunc(found, p, byPath)
		switch {
		case is == source.Nothing && !listed && !last.refused[p]:
			continue // it came and went
		case is != source.Readable || !known:
			return false
		}
		if e.Size != entries[i].Size {
			if len(changed) == 0 {
				sizes = maps.Clone(sizes)
			}
			sizes[p] = e.Size
		}
		found[j], entries[i] = e, e
		changed = append(changed, i)
	}
	slices.Sort(changed)
	r.scanned = last.scanned
	r.found, r.entries, r.sizes = found, entries, sizes
	r.again, r.changed = last, slices.Compact(changed)
	r.list = slices.Clone(last.said)
	return true
}

// lookAgain takes the hashes of the files of which the last build was told. Those
// whose bytes are as they were have not changed.
func (r *run) lookAgain() {
	r.sums, r.unread = maps.Clone(r.again.sums), maps.Clone(r.again.unread)
	r.changed = slices.DeleteFunc(r.changed, func(i int) bool {
		e := r.entries[i]
		was, known := r.sums[e.Path]
		r.look(e)
		is, ok := r.sums[e.Path]
		return known && ok && was == is
	})
}

// leave leaves what the run knows for the next build.
func (r *run) leave(readings []reading) {
	info, err := os.Stat(r.at.content)
	if err != nil || r.moving.Load() {
		return
	}
	r.a.again = r.basis()
	r.a.again.folder, r.a.again.readings, r.a.again.kept = info, readings, r.readings
}

// basis is what the run has found, and the settings by which it did.
func (r *run) basis() *again {
	return &again{at: r.at, settings: r.cfg.sum, day: r.asOf(), scanned: r.scanned, said: r.said, sums: r.sums, unread: r.unread}
}
