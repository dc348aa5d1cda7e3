package builder

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/output"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/site"
)

// findSearched settles what the search index holds, once.
func (r *run) findSearched() {
	if r.searched == nil {
		r.searched = r.newRenderer().Searched(r.linked, r.a.searched, r.a.opt.Offline)
		if r.a.searched = r.searched; r.ask.Last {
			r.a.searched = nil
		}
	}
}

// searchKey is the key of all of the index.
func (r *run) searchKey() site.Key {
	b := make([]byte, 0, len(r.searched.Keys)*len(searchindex.Key{}))
	for _, k := range r.searched.Keys {
		b = append(b, k[:]...)
	}
	return site.KeyOf(b)
}

// searchKept tells whether the search index stands in the output folder as it is
// to be, and keeps it then. It notes the index's key.
func (r *run) searchKept(commit *output.Commit, made *pagesMade) bool {
	r.findSearched()
	before := &r.a.made.search
	made.search.parts = before.parts
	if r.searched.Keys == nil {
		return false
	}
	made.search.key = r.searchKey()
	return before.key == made.search.key && commit.KeepAll(site.SearchFolder, before.sum)
}

// indexNote is the name of the note of what the search index was made of. Without
// it the first edit of a run writes the whole index anew, which at 1,000
// transcripts is 5 s of processor time instead of one. What it says is found by
// keys that no other build of the program makes, and is true of any output folder.
const indexNote = "index"

// recallIndex gives what the last run of the program remembered of the index; nil
// for nothing.
func (a *Archive) recallIndex() *searchindex.Made {
	var made *searchindex.Made
	err := a.store.RecallFrom(indexNote, func(from io.Reader) (err error) {
		made, err = searchindex.LoadMade(from)
		return err
	})
	if err != nil { // there is none, or it is damaged
		return nil
	}
	a.indexNoted = made
	return made
}

// indexAhead is what the last run of the program has left of the search index, which is
// taken up while transcripts are linked and pages are planned: both are mostly the work
// of one processor.
type indexAhead struct {
	group  sync.WaitGroup
	parts  *searchindex.Made
	opened *searchindex.Opened
}

// recallAhead begins to take up what the index was made of, where nobody knows that yet.
func (r *run) recallAhead() {
	if !r.ask.Last || r.a.made.search.parts != nil {
		return
	}
	r.index = &indexAhead{}
	r.index.group.Go(func() {
		if r.index.parts = r.a.recallIndex(); r.index.parts != nil {
			r.index.opened = r.index.parts.Open(r.a.batches())
		}
	})
}

// recalled gives what recallAhead began to take up, nil for nothing.
func (r *run) recalled() (*searchindex.Made, *searchindex.Opened) {
	if r.index == nil {
		return r.a.recallIndex(), nil
	}
	r.index.group.Wait()
	return r.index.parts, r.index.opened
}

// closeAhead ends what recallAhead has begun.
func (r *run) closeAhead() {
	if r.index != nil {
		r.index.group.Wait()
		r.index.opened.Close()
		r.index = nil
	}
}

// rememberIndex leaves the note for the next run, unless nothing is new. That it
// cannot be left costs the next run time and nothing else.
func (a *Archive) rememberIndex() {
	if made := a.made.search.parts; made != nil && made != a.indexNoted {
		a.indexNoted = made
		_ = a.store.RememberBy(indexNote, made.Save)
	}
}

// batches is the folder in which the index keeps what its editions have to say, ""
// where there can be none.
func (a *Archive) batches() string {
	dir := filepath.Join(a.cache, "search")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return ""
	}
	return dir
}

// forgetBatches removes from the cache what is said by editions that are in the index
// no more.
func (a *Archive) forgetBatches() {
	made := a.made.search.parts
	if made == nil {
		made = a.recallIndex()
	}
	if dir := a.batches(); made != nil && dir != "" {
		made.ForgetOthers(dir)
	}
}

// quietMemory is how many bytes of postings are held where the index is written that has
// been served from memory. Nobody waits for it, and it is written beside all that serve
// holds: by one worker, so that an edit has a processor.
const quietMemory = 8 << 20

// letLinkedGo lets go of the archive but for the editions that the index is made of, unless
// another build asks for it: the index of a large archive takes much memory besides.
// Nothing may ask this run for any of it after that.
func (r *run) letLinkedGo() {
	if r.ask.Last {
		r.linked, r.renderer, r.digester = nil, nil, nil
	}
}

// letEditionGo lets go of an edition that is in the index, unless another build asks for it.
func (r *run) letEditionGo(i int) {
	if r.ask.Last {
		r.searched.Editions[i] = nil
	}
}

// search writes the search index and its reader.
func (r *run) search(ctx context.Context, commit *output.Commit, made *pagesMade) error {
	defer r.closeAhead()
	load := r.searchedLoader()
	r.letLinkedGo()
	var opened *searchindex.Opened
	if made.search.parts == nil {
		made.search.parts, opened = r.recalled()
	}
	var size, files atomic.Int64
	put := func(name string, class output.Class, b []byte) error {
		size.Add(int64(len(b)))
		files.Add(1)
		return commit.Put(output.File{Path: site.SearchFolder + name, Class: class, Bytes: b})
	}
	defer func() { r.stages.end("search", int(files.Load()), "file", size.Load()) }()
	offline := r.a.opt.Offline
	file := func(name string, b []byte) error {
		class := output.Data
		if name == searchindex.ManifestName {
			class = output.Page // after all that it names
		}
		if offline {
			script, wrapped := searchindex.Offline(name, b)
			if err := put(script, class, wrapped); err != nil {
				return err
			}
		}
		return put(name, class, b)
	}
	workers, memory := r.a.opt.jobs(), 0
	if r.again != nil && r.ask.Early != nil && !r.ask.Defer {
		workers, memory = 1, quietMemory
	}
	parts, err := searchindex.Write(ctx, searchindex.Input{
		Heads: r.searched.Heads,
		Keys:  r.searched.Keys,
		Made:  made.search.parts,
		Keep: func(names []string) bool {
			paths := make([]string, 0, 2*len(names))
			for _, n := range names {
				paths = append(paths, site.SearchFolder+n)
				if offline {
					paths = append(paths, site.SearchFolder+searchindex.OfflineName(n))
				}
			}
			return commit.KeepAsWere(paths)
		},
		Cache:   r.a.batches(),
		Opened:  opened,
		Program: r.a.program(),
		Load:    load,
		Done:    r.letEditionGo,
		Put:     file,
		Temp:    searchTemp,
		Workers: workers,
		Memory:  memory,
	})
	if err != nil {
		return err
	}
	made.search.parts = parts
	if err := put(searchindex.ReaderName, output.Asset, r.a.reader()); err != nil || !offline {
		return err
	}
	return put(searchindex.ClassicName, output.Asset, r.a.classicReader())
}
