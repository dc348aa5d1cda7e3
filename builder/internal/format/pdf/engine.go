package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"dixit/builder/internal/source"
)

// errEngine is of what lies in the machine rather than in a file.
var errEngine = errors.New("the PDF engine does not start")

// maxInstances bounds the files that are open at once, whatever the number of
// processors: each may take source.MaxPDFMemory.
const maxInstances = 4

// Engine is PDFium. It is started when it is first asked for pages, which takes
// four seconds of compiling once, and a third of one where the compiled module
// lies in the cache folder. Every file gets an instance of its own, so that no
// file has a part in how the next is read. Its methods may be called from
// several goroutines.
type Engine struct {
	dir   string
	slots chan struct{} // holds one value for each open instance

	mu     sync.Mutex
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	born   *memory // of the instance that was made last
	closed bool
}

// NewEngine gives an engine that opens as many files at once as jobs says, and
// four at most. dir is the folder in which its compiled module is kept, "" for
// nowhere.
func NewEngine(dir string, jobs int) *Engine {
	return &Engine{dir: dir, slots: make(chan struct{}, min(max(jobs, 1), maxInstances))}
}

// Close releases the engine. It is no error to close one that was never started.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	e.pool = nil
	return errors.Join(err, e.cache.Close(context.Background()))
}

// instance is PDFium as if freshly started.
type instance struct {
	pdfium.Pdfium
	memory *memory
	done   func() // must be called in the end
}

// instance gives an instance to read one file with.
func (e *Engine) instance() (*instance, error) {
	e.slots <- struct{}{}
	release := func() { <-e.slots }
	e.mu.Lock()
	defer e.mu.Unlock()
	pool, err := e.start()
	if err != nil {
		release()
		return nil, err
	}
	in, err := pool.GetInstance(time.Minute)
	if err != nil {
		release()
		return nil, fmt.Errorf("%w: %w", errEngine, err)
	}
	return &instance{in, e.born, func() { in.Kill(); release() }}, nil // with all that it holds
}

// start compiles the engine, once; after an error it is tried again. e.mu is held. A folder
// that takes nothing, or whose module is damaged, is no reason not to read: the engine is
// compiled without it, and where that succeeds, the module is removed, so that the next
// start makes it anew.
func (e *Engine) start() (pdfium.Pool, error) {
	if e.closed {
		return nil, fmt.Errorf("%w: it is closed", errEngine)
	}
	if e.pool != nil {
		return e.pool, nil
	}
	var kept error
	damaged := false
	if e.dir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(e.dir)
		if err == nil {
			if err = e.startWith(cache); err == nil {
				return e.pool, nil
			}
			damaged = true
		}
		kept = err
	}
	if err := e.startWith(wazero.NewCompilationCache()); err != nil {
		return nil, fmt.Errorf("%w: %w", errEngine, errors.Join(kept, err))
	}
	if damaged {
		os.RemoveAll(e.dir)
	}
	return e.pool, nil
}

// startWith compiles the engine, unless a cache has it.
func (e *Engine) startWith(cache wazero.CompilationCache) error {
	rc := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCompilationCache(cache).
		WithMemoryLimitPages(source.MaxPDFMemory >> 16) // of 64 kB
	pool, err := webassembly.Init(webassembly.Config{
		Context:  withMemory(context.Background(), func(m *memory) { e.born = m }),
		MaxTotal: cap(e.slots), RuntimeConfig: rc,
		FSConfig: wazero.NewFSConfig(), // which mounts nothing
		Stdout:   io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return errors.Join(err, cache.Close(context.Background()))
	}
	e.pool, e.cache = pool, cache
	return nil
}
