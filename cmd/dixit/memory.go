package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// memory keeps the program to an amount of memory.
type memory struct {
	limit int64 // bytes; 0 where the person who runs it says how much, by GOMEMLIMIT
}

// keepTo makes the program keep to an amount of memory, in megabytes. Of that the
// collector of garbage gets what the runtime, the stacks and mapped files leave,
// and while there is room it lets garbage grow to three times what lives: it had a
// twelfth of a build's time at twice as much.
func keepTo(megabytes int) memory {
	const left, growth = 85, 200 // percent
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return memory{}
	}
	m := memory{int64(megabytes) << 20 / 100 * left}
	debug.SetMemoryLimit(m.limit)
	return m
}

// room is what the collector is left beside what lives, in percent of it: with
// less, it has half of the processors, and an edit waits twice as long.
const room = 33

// leaveRoom raises the limit where what a served site holds for good comes close to
// it, which more collecting does not change.
func (m memory) leaveRoom() {
	if m.limit == 0 {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() == metrics.KindUint64 {
		lives := int64(live[0].Value.Uint64())
		debug.SetMemoryLimit(max(m.limit, lives+lives/100*room))
	}
}
