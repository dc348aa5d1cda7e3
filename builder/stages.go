package builder

import (
	"time"

	"dixit/builder/internal/usage"
)

// Stage is one step of a build, and what it took. The steps are those of
// ARCHITECTURE.md, in their order, after a look whether anything has changed; none
// begins before the one before has ended.
type Stage struct {
	Name string        // scan, compare, read, link, show, plan, render, search, write
	Took time.Duration // by the clock on the wall
	// CPU is the time of all processors that the program had in it, 0 where the
	// system does not say.
	CPU   time.Duration
	Items int    // files, sessions or pages
	Unit  string // what the items are, in the singular
	Bytes int64  // read or made, 0 where none are
}

// stages measures the steps of a run.
type stages struct {
	all   []Stage
	began time.Time
	cpu   time.Duration
}

func newStages() *stages { return &stages{began: time.Now(), cpu: usage.CPU()} }

// skip has the next stage begin now.
func (s *stages) skip() { s.began, s.cpu = time.Now(), usage.CPU() }

// end ends a stage, which began where the one before ended.
func (s *stages) end(name string, items int, unit string, bytes int64) {
	now, cpu := time.Now(), usage.CPU()
	s.all = append(s.all, Stage{Name: name, Took: now.Sub(s.began), CPU: cpu - s.cpu, Items: items, Unit: unit, Bytes: bytes})
	s.began, s.cpu = now, cpu
}
