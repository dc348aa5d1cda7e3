package searchindex

import (
	"os"
	"sync"
)

// spill holds what editions have to say, apart by partition, until each
// partition is written: in memory as long as there is room, then in one
// temporary file. What a partition is given it gives back in runs, in no order.
type spill struct {
	memory int
	temp   func() (*os.File, error)

	mu    sync.Mutex
	parts []spilled
	held  int
	file  *os.File
	size  int64
	err   error
}

type spilled struct {
	held []byte
	runs []run
}

type run struct {
	at int64
	n  int
}

func newSpill(parts, memory int, temp func() (*os.File, error)) *spill {
	return &spill{memory: memory, temp: temp, parts: make([]spilled, parts)}
}

// add keeps b, which is copied.
func (s *spill) add(part int, b []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &s.parts[part]
	p.held = append(p.held, b...)
	s.held += len(b)
	if s.held > s.memory && s.err == nil {
		s.err = s.flush()
	}
	return s.err
}

// flush moves all that is held to the file.
func (s *spill) flush() error {
	if s.file == nil {
		f, err := s.temp()
		if err != nil {
			return err
		}
		s.file = f
	}
	for i := range s.parts {
		p := &s.parts[i]
		if len(p.held) == 0 {
			continue
		}
		if _, err := s.file.WriteAt(p.held, s.size); err != nil {
			return err
		}
		p.runs = append(p.runs, run{s.size, len(p.held)})
		s.size += int64(len(p.held))
		p.held = p.held[:0]
	}
	s.held = 0
	return nil
}

// take gives all that was kept for a partition and forgets what was in memory.
func (s *spill) take(part int) ([][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &s.parts[part]
	out := [][]byte{p.held}
	p.held = nil
	for _, r := range p.runs {
		b := make([]byte, r.n)
		if _, err := s.file.ReadAt(b, r.at); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func (s *spill) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}
