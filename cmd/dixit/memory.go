package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// memory keeps the program to an amount of memory.
type memory struct {
	limit int64 // of what the runtime holds, in bytes; 0 where the person who runs it says how much, by GOMEMLIMIT
	bound int64 // the same as is in force, which watch alone changes

	giving atomic.Bool // giveBack is at work
	given  atomic.Bool // giveBack has ended since watch last looked
}

// What lies outside the heap that the collector of garbage counts, in megabytes: the
// pages of the program that are in use, and the compiled engine that reads PDFs.
const (
	pagesOfProgram = 34
	engineOfPDF    = 24
)

// keepTo makes the program keep to an amount of memory, in megabytes. Of that the
// collector of garbage gets 80 %, for the heap is past its limit at times (with 85 %,
// 10,000 meetings took 416 of 400), and no more than what lies outside leaves; but two
// fifths at least, as with less it would collect all the time.
func keepTo(megabytes int) *memory {
	const left, least = 80, 40 // percent
	if os.Getenv("GOMEMLIMIT") != "" {
		return &memory{}
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	heap := max(megabytes*least/100, min(megabytes*left/100, megabytes-pagesOfProgram-engineOfPDF))
	m := &memory{limit: int64(heap) << 20}
	m.hold(m.limit)
	return m
}

// growth is what garbage may grow to while there is room, in percent of what lives. Of
// 1,000 meetings a build takes 200 MB so. With twice as much garbage it takes 235, and a
// thirtieth more of the processors, where memory that is new to the program is as dear as
// here (12 µs a page of 4 kB); with half as much, 155, and as much more for the collector.
const growth = 200

// boundOf gives the limit for what lives. Two sevenths of it are left to garbage and to
// what lies free between what lives: 100,000 meetings take 772 MB so. With a third they took
// 793, and 1,000 in four languages 580; with half these took 665, and no less time. Without
// a limit, where garbage grew to as much as lives, they took 750. With much less than a
// third the collector would have half of the processors.
func boundOf(lives, limit int64) int64 {
	return max(limit, lives+lives*2/5)
}

func (m *memory) hold(bound int64) {
	m.bound = bound
	debug.SetMemoryLimit(bound)
}

// giveBack gives the system what a build of much has left: the collector would keep
// it for the next, and edits need a small part. It takes as long as a collection, and no
// change waits for it.
func (m *memory) giveBack() {
	if m.giving.CompareAndSwap(false, true) {
		go func() {
			defer m.giving.Store(false)
			debug.FreeOSMemory()
			m.given.Store(true)
		}()
	}
}

// lookAt is how often the program looks at what lives: between two collections of a
// large archive's garbage is about as long.
const lookAt = 250 * time.Millisecond

// watch leaves room for as long as the context lasts.
func (m *memory) watch(ctx context.Context) {
	if m.limit == 0 {
		return
	}
	tick := time.NewTicker(lookAt)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			m.leaveRoom()
		}
	}
}

// leaveRoom moves the limit to where what lives leaves room below it, which more
// collecting does not change: of an archive of 10,000 transcripts the program would do
// little but collect. It comes back when memory is given back, not before: linking 100,000
// transcripts takes more than all that follows, which may as well have that. It is not
// raised by little, as the program stands still for that.
func (m *memory) leaveRoom() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if m.limit == 0 || live[0].Value.Kind() != metrics.KindUint64 {
		return
	}
	bound, little := boundOf(int64(live[0].Value.Uint64()), m.limit), m.bound/32
	if given := m.given.Swap(false); bound > m.bound+little || given && bound < m.bound {
		m.hold(bound)
	}
}
