package main

import (
	"bytes"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// useLargePages has the system give the memory of a command that ends soon in pages of
// 2 MB, up to twice the megabytes that it is to keep to, for what lives lies scattered.
// Each page of 4 kB that is new to a program interrupts it, in virtual machines for 12 µs,
// and the most memory that is held hardly depends on their size: builds of 20 and 1,000
// meetings and of 1,000 in four languages took .28, 3.0 and 16.0 s so rather than .40, 3.4
// and 18.0, and 91, 204 and 370 MB rather than 86, 205 and 356.
//
// The runtime leaves this to the system, which mostly gives large pages to those who ask
// (admin-guide/mm/transhuge of Linux), since programs that run for long are given more and
// more of what they have let go, and wait for it where free memory is in pieces
// (golang/go issues 61718 and 64332). So serve does without.
func useLargePages(megabytes int) {
	if strconv.IntSize < 64 || !addressesAreFree() {
		return
	}
	askForLargePages(2 * megabytes << 20)
	debug.FreeOSMemory() // none was used, and all counts as held until this
}

// addressesAreFree tells whether the system counts what is used of memory, and not what
// may be.
func addressesAreFree() bool {
	var most unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &most) != nil || most.Cur != unix.RLIM_INFINITY {
		return false
	}
	strict, err := os.ReadFile("/proc/sys/vm/overcommit_memory")
	return err == nil && !bytes.HasPrefix(strict, []byte("2"))
}

// askForLargePages asks for them where the heap will grow to, which is found by taking
// that part of it and letting it go.
//
//go:noinline
func askForLargePages(size int) {
	var room strings.Builder // which does not clear what it takes
	room.Grow(size)
	room.WriteByte(0)
	heap := unsafe.Slice(unsafe.StringData(room.String()), size)
	_ = unix.Madvise(heap, unix.MADV_HUGEPAGE) // a system without them gives small ones
}
