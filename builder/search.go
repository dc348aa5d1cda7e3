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
	key, keyed := renderer.SearchKey(heads, editions, r.a.opt.Offline)
	if keyed {
		made.search.key = key
	}
	before := r.a.made.search
	return keyed && before.key == key && commit.KeepAll(site.SearchFolder, before.sum)
}

// search writes the search index and its reader.
func (r *run) search(ctx context.Context, renderer *render.Renderer, commit *output.Commit) error {
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
	err := searchindex.Write(ctx, searchindex.Input{
		Heads: heads,
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
	if err := put(searchindex.ReaderName, output.Asset, r.a.reader()); err != nil || !offline {
		return err
	}
	return put(searchindex.ClassicName, output.Asset, r.a.classicReader())
}
