package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

// The limit is lifted where most of it lives, and is back when less does.
func TestLimitIsLiftedAndComesBack(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	m := keepTo(150)
	if got := debug.SetMemoryLimit(-1); got != m.limit || got > 150<<20 {
		t.Fatalf("of 150 MB the heap has %d MB, and should have %d", got>>20, m.limit>>20)
	}
	lives := make([]byte, m.limit*3/4)
	runtime.GC()
	m.leaveRoom()
	if got := debug.SetMemoryLimit(-1); got != math.MaxInt64 {
		t.Errorf("while three quarters of the limit live it is still %d MB", got>>20)
	}
	runtime.KeepAlive(lives)
	lives = nil
	runtime.GC()
	m.leaveRoom()
	if got := debug.SetMemoryLimit(-1); got != m.limit {
		t.Errorf("when nothing lives any more the limit is %d MB, not %d", got>>20, m.limit>>20)
	}
	if got := debug.SetGCPercent(100); got != growth {
		t.Errorf("and garbage may grow to %d %%, not %d", got, growth)
	}
}

// What is in use at most neither jumps down as more lives, nor goes past the limit as
// long as half of what lives is free below that.
func TestGarbageLeavesRoomAndKeepsToABound(t *testing.T) {
	const limit = 320 << 20
	before := int64(0)
	for lives := int64(1 << 20); lives < 4*limit; lives += 1 << 20 {
		percent, limited := garbage(lives, limit)
		most := lives + lives*int64(percent)/100
		if limited {
			most = min(most, limit)
		}
		if percent < room {
			t.Fatalf("of %d MB that live garbage may be %d %%, less than %d", lives>>20, percent, room)
		}
		if limited && lives > limit/2 {
			t.Fatalf("the limit holds while %d MB live, and half of it is %d", lives>>20, limit/2>>20)
		}
		if most > limit && percent > room {
			t.Fatalf("of %d MB that live %d are in use at most, more than %d", lives>>20, most>>20, limit>>20)
		}
		if most < before-lives/100 { // a percent is lost where one is cut to a whole
			t.Fatalf("of %d MB that live %d are in use at most, and of fewer %d", lives>>20, most>>20, before>>20)
		}
		before = most
	}
}
