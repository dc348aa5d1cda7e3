package store

import (
	"os"
	"path/filepath"
)

// Remember keeps a note under a name, in place of the one before. Notes are for
// what a run may tell the next one and no page depends on.
func (s *Store) Remember(name string, note []byte) error {
	tmp, err := os.CreateTemp(s.dir, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(note); err != nil {
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

func (s *Store) note(name string) string { return filepath.Join(s.dir, name+".txt") }
