package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The limit moves out of the way of what lives, and is back when less does and memory was
// given back.
func TestLimitGivesWayAndComesBack(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	m := keepTo(150)
	if got := debug.SetMemoryLimit(-1); got != m.limit || got > 150<<20 {
		t.Fatalf("of 150 MB the runtime has %d MB, and should have %d", got>>20, m.limit>>20)
	}
	lives := make([]byte, m.limit*3/4)
	runtime.GC()
	m.leaveRoom()
	if got := debug.SetMemoryLimit(-1); got <= m.limit || got > m.limit*3/2 {
		t.Errorf("while three quarters of %d MB live the limit is %d MB", m.limit>>20, got>>20)
	}
	runtime.KeepAlive(lives)
	lives = nil
	runtime.GC()
	m.leaveRoom()
	if got := debug.SetMemoryLimit(-1); got <= m.limit {
		t.Errorf("what was held once may not be held again: the limit is %d MB", got>>20)
	}
	m.giveBack()
	for m.giving.Load() {
		time.Sleep(time.Millisecond)
	}
	m.leaveRoom()
	if got := debug.SetMemoryLimit(-1); got != m.limit {
		t.Errorf("when nothing lives any more the limit is %d MB, not %d", got>>20, m.limit>>20)
	}
	if got := debug.SetGCPercent(100); got != growth {
		t.Errorf("and garbage may grow to %d %%, not %d", got, growth)
	}
}

// What whoever runs the program says of memory holds, and nothing else with it.
func TestVariablesOfTheRuntimeHold(t *testing.T) {
	percent, limit := debug.SetGCPercent(70), debug.SetMemoryLimit(1<<40)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	t.Setenv("GOMEMLIMIT", "1TiB")
	t.Setenv("GOGC", "")
	keepTo(150).leaveRoom()
	if percent, limit := debug.SetGCPercent(70), debug.SetMemoryLimit(-1); percent != 70 || limit != 1<<40 {
		t.Errorf("with GOMEMLIMIT there are %d %% and a limit of %d", percent, limit)
	}
	t.Setenv("GOMEMLIMIT", "")
	t.Setenv("GOGC", "70")
	m := keepTo(150)
	if percent, limit := debug.SetGCPercent(70), debug.SetMemoryLimit(-1); percent != 70 || limit != m.limit {
		t.Errorf("with GOGC=70 there are %d %% and a limit of %d", percent, limit)
	}
}
