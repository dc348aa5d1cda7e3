package pdf

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/tetratelabs/wazero/experimental"
)

// memory is what one instance of the engine works in. Compiled code cannot be
// stopped from outside without slowing all of it to a quarter; but what runs
// without end in a PDF, forms within forms, takes memory without end, and from
// a point in time on memory grants none, which ends the instance.
type memory struct {
	bytes []byte
	until atomic.Int64 // nanoseconds since 1970, 0 for no end
}

// limit sets how long from now memory may grow.
func (m *memory) limit(d time.Duration) { m.until.Store(time.Now().Add(d).UnixNano()) }

// over tells whether the time is up.
func (m *memory) over() bool {
	until := m.until.Load()
	return until != 0 && time.Now().UnixNano() > until
}

// Reallocate gives the memory in a new size, nil where it may not grow.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.bytes)) && m.over() {
		return nil
	}
	if n := size - uint64(len(m.bytes)); size > uint64(len(m.bytes)) {
		m.bytes = append(m.bytes, make([]byte, n)...)
	}
	return m.bytes[:size]
}

// Free releases the memory.
func (m *memory) Free() { m.bytes = nil }

// withMemory gives a context in which instances get their memory from born,
// which is called for each.
func withMemory(ctx context.Context, born func(*memory)) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(capacity, _ uint64) experimental.LinearMemory {
		m := &memory{bytes: make([]byte, 0, capacity)}
		born(m)
		return m
	}))
}
