package builder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"fmt"
	"os"
	"sync"

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
	r.lookAtAll(ctx)
	last := r.a.lastWhole()
	if ctx.Err() != nil || last.Key == (site.Key{}) {
		return false
	}
	if key, ok := r.wholeKey(); !ok || last.Key != key {
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
	if !commit.KeepAll("", last.Sum) {
		r.touched = true
		return false
	}
	r.a.believed = folder
	*res = last.Result
	res.Out = out
	return true
}

// rememberWhole notes what was published.
func (r *run) rememberWhole(folder *output.Folder, res *Result) {
	if r.moving.Load() {
		return
	}
	key, ok := r.wholeKey()
	if !ok {
		return
	}
	w := whole{Key: key, Sum: folder.SumOf(""), Result: *res}
	w.Result.Diagnostics = r.diagnostics()
	w.Result.Changed, w.Result.Written, w.Result.Deleted, w.Result.Stages = nil, 0, 0, nil
	r.a.whole = &w
	if r.a.again != nil {
		r.a.again.result = &w.Result
	}
	var b bytes.Buffer
	b.Write(make([]byte, sha256.Size))
	if gob.NewEncoder(&b).Encode(w) != nil {
		return
	}
	sum := sha256.Sum256(b.Bytes()[sha256.Size:])
	copy(b.Bytes(), sum[:])
	// That it cannot be left costs the next run time and nothing else.
	_ = r.a.store.Remember(wholeNote, b.Bytes())
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

// lookAtAll takes the hashes of the files of the content folder that are read.
func (r *run) lookAtAll(ctx context.Context) {
	r.a.recallLooks()
	r.a.looks.Begin()
	r.sums, r.unread = make(map[string]source.Hash, len(r.found)), map[string]source.Hash{}
	var mu sync.Mutex
	each(ctx, r.a.opt.jobs(), len(r.found), func(i int) {
		e := r.found[i]
		if r.a.readers.of(e.Path, nil) == nil && !isSidecar(e.Path) {
			return // nothing but its name matters
		}
		hash, err := r.a.looks.Hash(r.folder, e)
		mu.Lock()
		r.looked(e.Path, hash, err)
		mu.Unlock()
	})
}

// look takes the hash of one file.
func (r *run) look(e source.Entry) {
	hash, err := r.a.looks.Hash(r.folder, e)
	r.looked(e.Path, hash, err)
}

func (r *run) looked(p string, hash source.Hash, err error) {
	if err != nil {
		delete(r.sums, p)
		r.unread[p] = sha256.Sum256([]byte(err.Error()))
		return
	}
	delete(r.unread, p)
	r.sums[p] = hash
}

// wholeKey is the key of all that the site is made of; false where that is not
// known. Recordings are too large to be read each time; they go by their stamps.
func (r *run) wholeKey() (site.Key, bool) {
	for p := range r.refused { // it may be the front matter of a file, and no look was taken at it
		if isSidecar(p) {
			return site.Key{}, false
		}
	}
	settings, err := os.ReadFile(r.a.configFile())
	if err != nil && !os.IsNotExist(err) {
		return site.Key{}, false
	}
	opt := r.a.opt
	b := fmt.Appendf(nil, "%q %q %v %v %q %q %q\n%q\n", opt.Build, opt.Version, opt.Drafts, opt.Offline, opt.BaseURL, r.asOf(), r.at, r.said)
	b = append(b, settings...)
	for _, name := range []string{"people.yaml", "topics.yaml"} { // which count also where they are passed over
		raw, err := r.folder.Bytes(name)
		b = fmt.Appendf(b, "%q %v\n", raw, err)
	}
	sources := theme.Sources(opt.BuiltIn, r.overTheme())
	b = append(b, sources[:]...)
	for _, e := range r.found {
		hash, ok := r.sums[e.Path]
		if !ok {
			hash = r.unread[e.Path]
		}
		if source.MediaType(e.Path) != "" {
			stamp, settled := e.Settled()
			if !settled {
				return site.Key{}, false
			}
			hash = sha256.Sum256([]byte(stamp))
		}
		b = binary.AppendVarint(append(append(b, e.Path...), 0), e.Size)
		b = append(b, hash[:]...)
	}
	return site.KeyOf(b), true
}
