package main

import (
	"context"
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// memory keeps the program to an amount of memory.
type memory struct {
	limit   int64 // of the heap, in bytes; 0 where the person who runs it says how much, by GOMEMLIMIT
	most    int   // percent of what lives that garbage may grow to while there is room: growth, or by GOGC
	percent int   // the same as is in force, which watch alone changes

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
// fifths at least, as with less it would collect all the time.
func keepTo(megabytes int) *memory {
	const left, least = 80, 40 // percent
	said := debug.SetGCPercent(growth)
	most := growth
	if os.Getenv("GOGC") != "" {
		debug.SetGCPercent(said)
		most = said
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return &memory{}
	}
	heap := max(megabytes*least/100, min(megabytes*left/100, megabytes-pagesOfProgram-engineOfPDF))
	m := &memory{limit: int64(heap) << 20, most: most, percent: most}
	debug.SetMemoryLimit(m.limit)
	return m
}

// What garbage may grow to, in percent of what lives. While there is room that is four
// times as much: of 1,000 meetings it takes a sixteenth less of the processors than twice,
// and 290 MB rather than 215. Where half of the limit lives it is what the limit leaves, and
// half as much as lives always: with less the collector has half of the processors, and an
// edit waits twice as long. (As much as lives, up to twice the limit, took 750 MB of 400
// for 1,000 meetings in four languages, and no less time.)
const (
	growth = 400
	room   = 50
)

// garbage gives what garbage may grow to, in percent of what lives, and whether the limit
// holds besides.
func garbage(lives, limit int64) (percent int, limited bool) {
	if lives <= limit/2 {
		return growth, true
	}
	return int(max(room, (limit-lives)*100/lives)), false
}

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

// leaveRoom lifts the limit where what lives comes close to it, which more collecting
// does not change: of an archive of 10,000 transcripts the program would do little but
// collect. A higher limit would not do: it counts what lies free between what lives, half
// as much of a large archive. It sets nothing that differs by little, as the program
// stands still for that.
func (m *memory) leaveRoom() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if m.limit == 0 || live[0].Value.Kind() != metrics.KindUint64 {
		return
	}
	percent, limited := garbage(int64(live[0].Value.Uint64()), m.limit)
	if limited {
		percent = m.most
	}
	const little = 5
	if abs := max(percent-m.percent, m.percent-percent); abs == 0 || abs < little && !limited {
		return
	}
	m.percent = percent
	debug.SetGCPercent(percent)
	if limited {
		debug.SetMemoryLimit(m.limit)
	} else {
		debug.SetMemoryLimit(math.MaxInt64)
	}
}
