package builder

import (
	"context"
	"os"
	"sync/atomic"

	"dixit/builder/internal/output"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/site"
	"dixit/builder/internal/theme"
)

// search writes the search index and its reader.
func (r *run) search(ctx context.Context, texts site.Texts, commit *output.Commit) error {
	var made, files atomic.Int64
	put := func(name string, class output.Class, b []byte) error {
		made.Add(int64(len(b)))
		files.Add(1)
		return commit.Put(output.File{Path: site.SearchFolder + name, Class: class, Bytes: b})
	}
	defer func() { r.stages.end("search", int(files.Load()), "file", made.Load()) }()
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
	heads, editions := site.SearchHeads(r.linked)
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
	script := func(name string, b []byte) error {
		small, err := theme.Script(b)
		if err != nil {
			return err
		}
		return put(name, output.Asset, small)
	}
	if err := script(searchindex.ReaderName, searchindex.ReaderModule()); err != nil || !offline {
		return err
	}
	return script(searchindex.ClassicName, searchindex.ReaderClassic())
}
