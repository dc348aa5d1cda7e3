package pdf

import (
	"context"
	"sync"
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
	spare *sync.Pool   // of *[]byte, where the bytes go in the end
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

// mostSpare is the largest memory, in bytes, that is kept for the next instance:
// a file of text takes some 20 MB, and one that took more was no usual one.
const mostSpare = 64 << 20

// Free releases the memory. An instance serves one file, so the next one takes
// the bytes of the one before: else they would be a third of all that reading
// allocates.
func (m *memory) Free() {
	if b := m.bytes; b != nil && cap(b) <= mostSpare {
		m.spare.Put(&b)
	}
	m.bytes = nil
}

// withMemory gives a context in which instances get their memory from born,
// which is called for each.
func withMemory(ctx context.Context, born func(*memory)) context.Context {
	spare := new(sync.Pool)
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(capacity, _ uint64) experimental.LinearMemory {
		m := &memory{spare: spare}
		if b, ok := spare.Get().(*[]byte); ok && uint64(cap(*b)) >= capacity {
			// What it grows by is set to nought, so that no file has a part in how the
			// next is read.
			m.bytes = (*b)[:0]
		} else {
			m.bytes = make([]byte, 0, capacity)
		}
		born(m)
		return m
	}))
}
