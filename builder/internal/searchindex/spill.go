package searchindex

import (
	"fmt"
	"os"
	"sync"
)

// spill holds what batches have to say until the partitions are written: in memory
// as long as there is room, then in one temporary file.
type spill struct {
	memory int
	temp   func() (*os.File, error)

	mu   sync.Mutex
	held []*heldBytes // in memory
	size int          // of these
	file *os.File
	end  int64 // of the file
}

// heldBytes are bytes that are held somewhere: in memory, or from a place on in the
// temporary file or in one of the cache, which is opened for each that is read: there
// may be more of them than files may be open.
type heldBytes struct {
	memory []byte
	file   *os.File
	kept   string
	at     int64
}

// read gives some of what is held. room has what is read from a file.
func (h *heldBytes) read(from, to int, room []byte) ([]byte, error) {
	if h.file == nil && h.kept == "" {
		return h.memory[from:to], nil
	}
	f, what := h.file, "the temporary file of the index"
	if h.kept != "" {
		what = "the cache of the index was changed during the build; build again"
		var err error
		if f, err = os.Open(h.kept); err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		defer f.Close()
	}
	b := room[:to-from]
	if _, err := f.ReadAt(b, h.at+int64(from)); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return b, nil
}

// add holds b, which is copied.
func (s *spill) add(h *heldBytes, b []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.memory = append([]byte(nil), b...)
	s.held = append(s.held, h)
	s.size += len(b)
	if s.size <= s.memory {
		return nil
	}
	if err := s.flush(); err != nil {
		return fmt.Errorf("the temporary file of the index: %w", err)
	}
	return nil
}

// flush moves all that is held in memory to the file.
func (s *spill) flush() error {
	if s.file == nil {
		f, err := s.temp()
		if err != nil {
			return err
		}
		s.file = f
	}
	for _, h := range s.held {
		if _, err := s.file.WriteAt(h.memory, s.end); err != nil {
			return err
		}
		n := len(h.memory)
		*h = heldBytes{file: s.file, at: s.end}
		s.end += int64(n)
	}
	s.held, s.size = nil, 0
	return nil
}

func (s *spill) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}
