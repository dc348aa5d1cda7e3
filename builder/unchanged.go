package builder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"os"

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
	key, ok := r.wholeKey(ctx)
	r.whole = key
	last := r.a.lastWhole()
	if !ok || key == (site.Key{}) || last.Key != key {
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
	out := res.Out
	*res = last.Result
	res.Out = out
	return true
}

// rememberWhole notes what was published.
func (r *run) rememberWhole(folder *output.Folder, res *Result) {
	if r.whole == (site.Key{}) || r.moving.Load() {
		return
	}
	w := whole{Key: r.whole, Sum: folder.SumOf(""), Result: *res}
	w.Result.Diagnostics = r.diagnostics()
	w.Result.Changed, w.Result.Written, w.Result.Deleted, w.Result.Stages = nil, 0, 0, nil
	r.a.whole = &w
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

// wholeKey is the key of all that the site is made of; false where that is not
// known. Recordings are too large to be read each time; they go by their stamps.
func (r *run) wholeKey(ctx context.Context) (site.Key, bool) {
	hashes := make([]source.Hash, len(r.found))
	looked := make([]bool, len(r.found))
	r.a.looks.Begin()
	each(ctx, r.a.opt.jobs(), len(r.found), func(i int) {
		p := r.found[i].Path
		if r.a.readers.of(p, nil) == nil && !isSidecar(p) {
			return // nothing but its name matters
		}
		hash, err := r.a.looks.Hash(r.folder, r.found[i])
		if err != nil {
			hash = sha256.Sum256([]byte(err.Error()))
		}
		hashes[i], looked[i] = hash, err == nil
	})
	r.sums = make(map[string]source.Hash, len(r.found))
	unknown := false
	for i, e := range r.found {
		if looked[i] {
			r.sums[e.Path] = hashes[i]
		}
		if source.MediaType(e.Path) != "" {
			stamp, settled := e.Settled()
			hashes[i] = sha256.Sum256([]byte(stamp))
			unknown = unknown || !settled
		}
	}
	for p := range r.refused { // it may be the front matter of a file, and no look was taken at it
		unknown = unknown || isSidecar(p)
	}
	if ctx.Err() != nil || unknown {
		return site.Key{}, false
	}
	settings, err := os.ReadFile(r.a.configFile())
	if err != nil && !os.IsNotExist(err) {
		return site.Key{}, false
	}
	opt := r.a.opt
	b := fmt.Appendf(nil, "%q %q %v %v %q %q %q %q\n", opt.Build, opt.Version, opt.Drafts, opt.Offline, opt.BaseURL, r.asOf(), r.at, r.list)
	b = append(b, settings...)
	for _, name := range []string{"people.yaml", "topics.yaml"} { // which count also where they are passed over
		raw, err := r.folder.Bytes(name)
		b = fmt.Appendf(b, "%q %v\n", raw, err)
	}
	sources := theme.Sources(opt.BuiltIn, r.overTheme())
	b = append(b, sources[:]...)
	for i, e := range r.found {
		b = fmt.Appendf(b, "%q %d %x\n", e.Path, e.Size, hashes[i])
	}
	return site.KeyOf(b), true
}
