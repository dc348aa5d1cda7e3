package searchindex

import (
	"bytes"
	"fmt"
	"os"
	"sync"
)

// spill holds what batches have to say until the partitions are written: in memory
// as long as there is room, what comes after that in one temporary file.
type spill struct {
	memory int
	temp   func() (*os.File, error)

	mu   sync.Mutex
	size int // bytes in memory
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
	file, at, err := s.room(len(b))
	switch {
	case err != nil:
	case file == nil:
		*h = heldBytes{memory: bytes.Clone(b)}
	default:
		*h = heldBytes{file: file, at: at}
		_, err = file.WriteAt(b, at)
	}
	if err != nil {
		return fmt.Errorf("the temporary file of the index: %w", err)
	}
	return nil
}

// room finds n bytes of room: from a place on in the file, or in memory, where there is
// no file.
func (s *spill) room(n int) (*os.File, int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.size+n <= s.memory {
		s.size += n
		return nil, 0, nil
	}
	if s.file == nil {
		f, err := s.temp()
		if err != nil {
			return nil, 0, err
		}
		s.file = f
	}
	at := s.end
	s.end += int64(n)
	return s.file, at, nil
}

func (s *spill) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}
