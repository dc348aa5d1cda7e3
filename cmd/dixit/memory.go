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
	limit int64 // bytes; 0 where the person who runs it says how much, by GOMEMLIMIT
	now   int64 // the limit that is in force, which watch alone changes

	giving atomic.Bool // giveBack is at work
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
// fifths at least, as with less it would collect all the time. While there is room it
// lets garbage grow to four times what lives: of 1,000 meetings that takes a sixteenth
// less of the processors than twice, and 290 MB rather than 215.
func keepTo(megabytes int) *memory {
	const left, least, growth = 80, 40, 400 // percent
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return &memory{}
	}
	heap := max(megabytes*least/100, min(megabytes*left/100, megabytes-pagesOfProgram-engineOfPDF))
	m := &memory{limit: int64(heap) << 20, now: int64(heap) << 20}
	debug.SetMemoryLimit(m.limit)
	return m
}

// room is what the collector is left beside what lives, in percent of it: with
// less, it has half of the processors, and an edit waits twice as long.
const room = 33

// giveBack gives the system what a build of much has left: the collector would keep
// it for the next, and edits need a small part. It takes as long as a collection, and no
// change waits for it.
func (m *memory) giveBack() {
	if m.giving.CompareAndSwap(false, true) {
		go func() {
			defer m.giving.Store(false)
			debug.FreeOSMemory()
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

// leaveRoom raises the limit where what lives comes close to it, which more
// collecting does not change: of an archive of 10,000 transcripts the program would
// do little but collect. It lowers the limit again, and sets none that differs by
// little, as the program stands still for that.
func (m *memory) leaveRoom() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if m.limit == 0 || live[0].Value.Kind() != metrics.KindUint64 {
		return
	}
	lives := int64(live[0].Value.Uint64())
	limit := max(m.limit, lives+lives/100*room)
	if most := m.now / 100 * 5; limit-m.now > most || m.now-limit > most {
		m.now = limit
		debug.SetMemoryLimit(limit)
	}
}
