package store

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dixit/builder/internal/checksum"
)

// Remember keeps a note under a name, in place of the one before. Notes are for
// what a run may tell the next one and no page depends on.
func (s *Store) Remember(name string, note []byte) error {
	return s.replace(name, func(f *os.File) error {
		_, err := f.Write(note)
		return err
	})
}

// replace puts a file in the place of a note.
func (s *Store) replace(name string, write func(*os.File) error) error {
	tmp, err := os.CreateTemp(s.dir, newFile+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := write(tmp); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), s.note(name))
}

// Recall gives a note; ok is false when there is none, whatever the reason.
func (s *Store) Recall(name string) (note []byte, ok bool) {
	note, err := os.ReadFile(s.note(name))
	return note, err == nil
}

// RememberBy keeps a note that is too long to be held in memory, after its checksum.
func (s *Store) RememberBy(name string, write func(io.Writer) error) error {
	return s.replace(name, func(f *os.File) error {
		var hash checksum.Hash
		if _, err := f.Write(make([]byte, checksum.Size)); err != nil {
			return err
		}
		to := bufio.NewWriterSize(f, 1<<16)
		if err := write(io.MultiWriter(to, &hash)); err != nil {
			return err
		}
		if err := to.Flush(); err != nil {
			return err
		}
		sum := hash.Sum()
		_, err := f.WriteAt(sum[:], 0)
		return err
	})
}

// RecallFrom gives a note that RememberBy has kept, once it is known to be whole.
func (s *Store) RecallFrom(name string, read func(io.Reader) error) error {
	f, err := os.Open(s.note(name))
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := checksum.Check(f); err != nil {
		return err
	}
	if _, err := f.Seek(checksum.Size, io.SeekStart); err != nil {
		return err
	}
	return read(bufio.NewReaderSize(f, 1<<16))
}

// Forget removes a note; one that is not there is no error. Windows removes and
// replaces none that is open.
func (s *Store) Forget(name string) error {
	if err := os.Remove(s.note(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// ForgetOthers removes the notes whose names begin with prefix and are not in used: an
// older version of the program may have left them, and nobody else would remove them.
func (s *Store) ForgetOthers(prefix string, used []string) error {
	entries, err := os.ReadDir(s.dir)
	errs := []error{err}
	for _, e := range entries {
		name, isNote := strings.CutSuffix(e.Name(), ".txt")
		if isNote && strings.HasPrefix(name, prefix) && !slices.Contains(used, name) {
			errs = append(errs, s.Forget(name))
		}
	}
	return errors.Join(errs...)
}

func (s *Store) note(name string) string { return filepath.Join(s.dir, name+".txt") }
