package searchindex

import (
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// Opened are kept batches that are opened before they are asked for, which takes as long
// as to look that all bytes of a cache are whole. Nobody has to have any: what is not
// opened yet, or is none of them, is opened when it is asked for.
type Opened struct {
	files map[string]*openedBatch // by path
	over  atomic.Bool
	group sync.WaitGroup
}

type openedBatch struct {
	once  sync.Once
	batch *batch
	err   error
}

func (o *openedBatch) open(path string) (*batch, error) {
	o.once.Do(func() { o.batch, o.err = openBatch(path) })
	return o.batch, o.err
}

// Open begins to open the batches that an index was made of, one after the other, for one
// call of [Write], which most of them stand for. They are in a cache.
func (m *Made) Open(cache string) *Opened {
	o := &Opened{files: map[string]*openedBatch{}}
	var paths []string
	for _, s := range m.segments {
		for _, name := range s.batches {
			path := filepath.Join(cache, name)
			o.files[path] = &openedBatch{}
			paths = append(paths, path)
		}
	}
	o.group.Go(func() {
		for _, path := range paths {
			if o.over.Load() {
				return
			}
			_, _ = o.files[path].open(path) // who asks for it is told
		}
	})
	return o
}

// Close ends what Open began. nil has begun nothing.
func (o *Opened) Close() {
	if o != nil {
		o.over.Store(true)
		o.group.Wait()
	}
}

// open gives a batch, of which the caller may change what lies in it itself.
func (o *Opened) open(path string) (*batch, error) {
	if o != nil {
		if f := o.files[path]; f != nil {
			if _, err := os.Stat(path); err != nil {
				return nil, err // it has been removed since, and what is to be kept must be there
			}
			b, err := f.open(path)
			if err != nil {
				return nil, err
			}
			own := *b
			return &own, nil
		}
	}
	return openBatch(path)
}
