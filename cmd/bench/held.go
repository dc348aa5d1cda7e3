package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// rest is how long it takes until memory that is given back is the system's.
const rest = 2 * time.Second

// holdings are what `dixit serve` held at several times.
type holdings struct {
	pid   int
	live  *atomic.Int64 // megabytes of its heap, by its last collection of garbage
	cache string        // its folder, which may be elsewhere: then nothing is counted
	rows  []string
}

// note notes what it holds now, where the system says so.
func (h *holdings) note(when string) {
	m, ok := statusOf(h.pid)
	if !ok {
		return
	}
	files, bytes, _ := measure(h.cache)
	h.rows = append(h.rows, fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %.1f |", when, m.now, m.peak, h.live.Load(), m.files, m.threads, files, float64(bytes)/1e6))
}

func (h *holdings) print(out io.Writer) {
	if len(h.rows) > 0 {
		fmt.Fprintf(out, "\n| `dixit serve`, of saves | memory, MB | at most | of which live | open files | threads | files of its cache | MB |\n|---|--:|--:|--:|--:|--:|--:|--:|\n%s\n", strings.Join(h.rows, "\n"))
	}
}

// status is what a process holds.
type status struct {
	now, peak      int // megabytes of memory
	files, threads int
}

// statusOf tells what a process holds; false where the system does not say.
func statusOf(pid int) (s status, ok bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return s, false
	}
	for line := range strings.Lines(string(text)) {
		_, _ = fmt.Sscanf(line, "VmHWM: %d kB", &s.peak)
		_, _ = fmt.Sscanf(line, "VmRSS: %d kB", &s.now)
		_, _ = fmt.Sscanf(line, "Threads: %d", &s.threads)
	}
	s.now, s.peak = s.now>>10, s.peak>>10
	open, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	s.files = len(open)
	return s, true
}
