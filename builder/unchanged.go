package builder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"fmt"
	"time"

	"dixit/builder/internal/output"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
	"dixit/builder/internal/theme"
)

// whole remembers the last build that was published: the key of all that the site
// was made of, what the output folder held then, and what the build said. It is
// kept from one build of an Archive to the next and, as a note in the store, from
// one run of the program to the next.
type whole struct {
	Key    site.Key
	Sum    output.Sum
	Result Result // without what its time tells
}

// wholeNote is the name of the note: the SHA-256 of the rest, and the gob of a
// whole.
const wholeNote = "whole"

// unchanged tells whether nothing that the site is made of has changed since the
// last build, and nothing in the output folder. Then there is nothing to be done,
// and res says what that build said.
func (r *run) unchanged(ctx context.Context, res *Result) bool {
	out := res.Out
	if r.again != nil {
		// A hand in the output folder is found by a build that looks at all files.
		if r.lookAgain(); len(r.changed) == 0 && r.again.result != nil {
			*res = *r.again.result
			same := *r.again
			same.scanned, same.sums, same.unread = r.scanned, r.sums, r.unread // the looks at the files are new
			r.a.again = &same
			return true
		}
		return false
	}
	r.a.noteWhole()
	r.lookAtAll(ctx)
	last := r.a.lastWhole()
	if ctx.Err() != nil || r.moving.Load() || last.Key == (site.Key{}) {
		return false
	}
	now := r.basis()
	now.theme = theme.Sources(r.a.opt.BuiltIn, r.overTheme())
	if key, ok := r.a.wholeKey(now); !ok || last.Key != key {
		return false
	}
	folder, err := r.openOutput()
	if folder == nil || err != nil {
		return false // the build says why
	}
	commit, err := folder.Begin()
	if err != nil {
		return false
	}
	defer commit.Abort()
	if !commit.Stands(last.Sum) {
		r.touched, r.a.believed = true, nil
		return false
	}
	r.a.believed = folder
	r.a.setAhead(nil) // of an edit that was taken back before it was on disk
	*res = last.Result
	r.a.dropOverlay()
	res.Out, res.Changed = out, r.untold(folder, nil)
	return true
}

// unnoted is a build that was published, and that whole does not know of yet.
type unnoted struct {
	build  *again
	folder *output.Folder // as the build has left it
}

// rememberWhole remembers what was published. After an edit the note has time until
// somebody asks for it or the Archive is closed.
func (r *run) rememberWhole(folder *output.Folder, res *Result) {
	build := r.a.again
	if build == nil {
		return // what was read is not what was looked at
	}
	result := *res
	result.Diagnostics = r.diagnostics()
	result.Changed, result.Written, result.Deleted, result.Stages = nil, 0, 0, nil
	build.result, build.theme = &result, r.a.theme.sources
	r.a.unnoted = &unnoted{build, folder}
	if r.again == nil {
		r.a.noteWhole()
	}
}

// noteWhole leaves the note of what was published last, unless there is one.
func (a *Archive) noteWhole() {
	if a.unnoted == nil {
		return
	}
	build, folder := a.unnoted.build, a.unnoted.folder
	a.unnoted = nil
	key, ok := a.wholeKey(build)
	if !ok {
		return
	}
	w := whole{Key: key, Sum: folder.SumOf(""), Result: *build.result}
	a.whole = &w
	var b bytes.Buffer
	b.Write(make([]byte, sha256.Size))
	if gob.NewEncoder(&b).Encode(w) != nil {
		return
	}
	sum := sha256.Sum256(b.Bytes()[sha256.Size:])
	copy(b.Bytes(), sum[:])
	// That it cannot be left costs the next run time and nothing else.
	_ = a.store.Remember(wholeNote, b.Bytes())
}

// lastWhole gives what is remembered, the zero value for nothing.
func (a *Archive) lastWhole() *whole {
	if a.whole == nil {
		a.whole = &whole{}
		note, _ := a.store.Recall(wholeNote)
		if len(note) > sha256.Size {
			sum, rest := note[:sha256.Size], note[sha256.Size:]
			if sha256.Sum256(rest) == [sha256.Size]byte(sum) && gob.NewDecoder(bytes.NewReader(rest)).Decode(a.whole) != nil {
				a.whole = &whole{}
			}
		}
	}
	return a.whole
}

// lookAtAll takes the hashes of the files of the content folder that are read. Where
// nothing is known that those of transcripts could be compared with, they are taken when
// these are read: that opens each file once.
func (r *run) lookAtAll(ctx context.Context) {
	r.a.recallLooks()
	r.looksToCome = r.a.looks.Begin() && r.a.lastWhole().Key == (site.Key{})
	r.sums, r.unread = make(map[string]source.Hash, len(r.found)), map[string]source.Hash{}
	each(ctx, r.a.opt.jobs(), len(r.found), func(i int) {
		e := r.found[i]
		if r.a.readers.of(e.Path, nil) == nil && !isSidecar(e.Path) {
			return // nothing but its name matters
		}
		if _, isTranscript := r.sizes[e.Path]; isTranscript && r.looksToCome {
			return
		}
		r.look(e)
	})
	for p, in := range r.scanRead {
		sum, ok := r.sums[p]
		why, unread := r.unread[p]
		if ok && in != sum || unread && in != why {
			r.moving.Store(true)
		}
	}
}

// look takes the hash of one file.
func (r *run) look(e source.Entry) {
	hash, err := r.a.looks.Hash(r.folder, e)
	r.looked(e.Path, hash, err)
}

// readLook takes the hash of a transcript that is being read, if that was left for then.
func (r *run) readLook(e source.Entry, hash source.Hash, began time.Time, err error) {
	if !r.looksToCome {
		return
	}
	if err == nil {
		r.a.looks.Enter(e, hash, began)
	}
	r.looked(e.Path, hash, err)
}

func (r *run) looked(p string, hash source.Hash, err error) {
	r.looking.Lock()
	defer r.looking.Unlock()
	if err != nil {
		delete(r.sums, p)
		r.unread[p] = reasonSum(err)
		return
	}
	delete(r.unread, p)
	r.sums[p] = hash
}

// reasonSum is the hash of the reason why a file cannot be read.
func reasonSum(err error) source.Hash { return sha256.Sum256([]byte(err.Error())) }

// wholeKey is the key of all that a site is made of, by what a run has found and read
// of it, and not by what stands there now; false where that is not known. Recordings
// are too large to be read each time; they go by their stamps.
func (a *Archive) wholeKey(of *again) (site.Key, bool) {
	files := of.filesSum()
	if !files.known {
		return site.Key{}, false
	}
	opt := a.opt
	b := fmt.Appendf(nil, "%q %q %v %v %q %q %q\n%q\n%x %x\n", opt.Build, opt.Version, opt.Drafts, opt.Offline, opt.BaseURL, of.day, of.at, of.said, of.settings, of.theme)
	for _, name := range []string{"people.yaml", "topics.yaml"} { // which count also where they are passed over
		hash, there := of.scanRead[name]
		b = fmt.Appendf(b, "%x %v\n", hash, there)
	}
	return site.KeyOf(append(b, files.sum[:]...)), true
}

// filesSum is a hash of the files that a run has found and of what they held, not known
// where that cannot be said of one.
type filesSum struct {
	sum   [sha256.Size]byte
	known bool
}

func (of *again) filesSum() (files filesSum) {
	if of.files != nil {
		return *of.files
	}
	for p := range of.refused { // it may be the front matter of a file, and no look was taken at it
		if isSidecar(p) {
			return files
		}
	}
	all := sha256.New()
	var b []byte
	for _, e := range of.found {
		hash, ok := of.sums[e.Path]
		if !ok {
			hash = of.unread[e.Path]
		}
		if source.MediaType(e.Path) != "" {
			stamp, settled := e.Settled()
			if !settled {
				return files
			}
			hash = sha256.Sum256([]byte(stamp))
		}
		b = binary.AppendVarint(append(append(b[:0], e.Path...), 0), e.Size)
		all.Write(append(b, hash[:]...))
	}
	return filesSum{[sha256.Size]byte(all.Sum(nil)), true}
}

// letFilesGo keeps of the files no more than their sum, once that is known.
func (of *again) letFilesGo() {
	files := of.filesSum()
	if !files.known {
		return
	}
	of.files, of.found, of.there, of.entries, of.sums, of.unread = &files, nil, nil, nil, nil, nil
}
