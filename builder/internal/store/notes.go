package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	tmp, err := os.CreateTemp(s.dir, ".new-*")
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

// RememberBy keeps a note that is too long to be held in memory, after its SHA-256.
func (s *Store) RememberBy(name string, write func(io.Writer) error) error {
	return s.replace(name, func(f *os.File) error {
		sum := sha256.New()
		if _, err := f.Write(make([]byte, sha256.Size)); err != nil {
			return err
		}
		to := bufio.NewWriterSize(f, 1<<16)
		if err := write(io.MultiWriter(to, sum)); err != nil {
			return err
		}
		if err := to.Flush(); err != nil {
			return err
		}
		_, err := f.WriteAt(sum.Sum(nil), 0)
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
	want, sum := make([]byte, sha256.Size), sha256.New()
	if _, err := io.ReadFull(f, want); err != nil {
		return err
	}
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if !bytes.Equal(sum.Sum(nil), want) {
		return errDamagedNote
	}
	if _, err := f.Seek(sha256.Size, io.SeekStart); err != nil {
		return err
	}
	return read(bufio.NewReaderSize(f, 1<<16))
}

var errDamagedNote = errors.New("the note is damaged")

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
