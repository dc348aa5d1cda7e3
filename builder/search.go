package builder

import (
	"context"
	"os"
	"sync/atomic"

	"dixit/builder/internal/output"
	"dixit/builder/internal/render"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/site"
)

// searchKept tells whether the search index stands in the output folder as it is
// to be, and keeps it then. It notes the index's key.
func (r *run) searchKept(renderer *render.Renderer, commit *output.Commit, made *pagesMade) bool {
	heads, editions := site.SearchHeads(r.linked)
	r.searchKeys = renderer.SearchKeys(heads, editions, r.a.opt.Offline)
	before := &r.a.made.search
	made.search.parts = before.parts
	if r.searchKeys == nil {
		return false
	}
	b := make([]byte, 0, len(r.searchKeys)*len(searchindex.Key{}))
	for _, k := range r.searchKeys {
		b = append(b, k[:]...)
	}
	made.search.key = site.KeyOf(b)
	return before.key == made.search.key && commit.KeepAll(site.SearchFolder, before.sum)
}

// search writes the search index and its reader.
func (r *run) search(ctx context.Context, renderer *render.Renderer, commit *output.Commit, made *pagesMade) error {
	heads, editions := site.SearchHeads(r.linked)
	texts := renderer.Texts()
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
	parts, err := searchindex.Write(ctx, searchindex.Input{
		Heads: heads,
		Keys:  r.searchKeys,
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
		Load: func(i int) (*searchindex.Edition, error) {
			return site.SearchEdition(editions[i], texts, offline)
		},
		Put:     file,
		Temp:    func() (*os.File, error) { return os.CreateTemp("", "dixit-search-") },
		Workers: r.a.opt.jobs(),
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
