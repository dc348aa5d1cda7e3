package builder

import (
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/checksum"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// readingsNotes is in how many notes lies what the last pass read, by the paths of files:
// an edit writes one anew, and several are read at a time. Each is a gob of a string that
// tells programs and forms apart, then of a keptReading for each file. Without them the first pass
// of a run takes every transcript out of the store and gathers its facts anew, which at
// 1,000 transcripts is 7 s of processor time for an edit of one.
const readingsNotes = 16

// readingsName begins the names of the notes.
const readingsName = "readings"

func readingsNote(n int) string { return fmt.Sprintf("%s-%02d", readingsName, n) }

// readingsNoteOf is the number of the note of a file.
func readingsNoteOf(path string) int {
	sum := sha256.Sum256([]byte(path))
	return int(sum[0]) % readingsNotes
}

// readingsForm is the version of the form of a keptReading, and of the facts in it, as
// archive.Facts.Append writes them.
const readingsForm = 2

// keptReading is a recentReading as it is kept. Gob takes a microsecond for each hash
// that is an array, and several for facts.
type keptReading struct {
	Path     string
	SideName string
	Hashes   []byte   // of the file, of its sidecar and of the words, then the keys of its sessions
	Facts    [][]byte // runs parallel to the keys, see archive.FactsIn; empty where nobody says anything
	People   []transcript.Person
	List     diag.List
}

// hashesBefore is how many bytes of keptReading.Hashes stand before the keys.
const hashesBefore = 3 * sha256.Size

// readingsOf tells the readings of one build of the program from those of another.
func (a *Archive) readingsOf() string {
	return fmt.Sprintf("%d %d %q %q", readingsForm, transcript.CodecVersion, a.opt.Build, a.opt.Version)
}

// recall takes up what the last run of the program read, the first time that it is
// called.
func (a *Archive) recall() {
	if a.recalled {
		return
	}
	a.recalled, a.recent = true, map[string]recentReading{}
	var group sync.WaitGroup
	defer group.Wait()
	group.Go(func() { _ = a.excerpts.Recall() }) // without it they are made anew
	var notes sync.WaitGroup
	var next atomic.Int64
	var found [readingsNotes]map[string]recentReading
	for range a.opt.jobs() {
		notes.Go(func() {
			for n := int(next.Add(1)) - 1; n < readingsNotes; n = int(next.Add(1)) - 1 {
				found[n] = a.recallReadings(n)
			}
		})
	}
	notes.Wait()
	used := make([]string, readingsNotes)
	for n := range found {
		used[n] = readingsNote(n)
		maps.Copy(a.recent, found[n])
	}
	_ = a.store.ForgetOthers(readingsName, used)
}

// recallReadings gives what a note has, nothing where there is none or it is damaged.
func (a *Archive) recallReadings(n int) map[string]recentReading {
	out := map[string]recentReading{}
	err := a.store.RecallFrom(readingsNote(n), func(from io.Reader) error {
		dec := gob.NewDecoder(from)
		var of string
		if err := dec.Decode(&of); err != nil || of != a.readingsOf() {
			return err
		}
		for {
			var k keptReading
			if err := dec.Decode(&k); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
			m, err := k.reading()
			if err != nil {
				return err
			}
			out[k.Path] = m
		}
	})
	if err != nil {
		return nil
	}
	return out
}

// reading gives what is kept.
func (k *keptReading) reading() (m recentReading, err error) {
	if len(k.Hashes) != hashesBefore+len(k.Facts)*len(store.Key{}) {
		return m, checksum.ErrDamaged
	}
	hashes := k.Hashes
	for _, to := range [...]*[sha256.Size]byte{(*[sha256.Size]byte)(&m.in.file), (*[sha256.Size]byte)(&m.in.side), &m.in.words} {
		hashes = hashes[copy(to[:], hashes):]
	}
	m.in.sideName = k.SideName
	m.reading.people, m.reading.list = k.People, k.List
	for _, b := range k.Facts {
		var f *archive.Facts
		key := store.Key(hashes[:len(store.Key{})])
		hashes = hashes[len(key):]
		if len(b) > 0 {
			if f, err = archive.FactsIn(b, k.Path, key); err != nil {
				return m, err
			}
		}
		m.reading.keys = append(m.reading.keys, factsKey{reading: key, words: m.in.words})
		m.reading.facts = append(m.reading.facts, f)
	}
	return m, nil
}

// rememberReadings leaves the notes for the next run that do not stand as they are to
// be. That one cannot be left costs the next run time and nothing else.
func (a *Archive) rememberReadings() {
	if a.unsaved == [readingsNotes]bool{} {
		return
	}
	var paths [readingsNotes][]string
	for _, path := range slices.Sorted(maps.Keys(a.recent)) {
		n := readingsNoteOf(path)
		paths[n] = append(paths[n], path)
	}
	for n := range paths {
		if a.unsaved[n] && len(paths[n]) > 0 {
			_ = a.store.RememberBy(readingsNote(n), func(to io.Writer) error { return a.writeReadings(to, paths[n]) })
		}
	}
	a.unsaved = [readingsNotes]bool{}
}

// writeReadings writes the note of some files.
func (a *Archive) writeReadings(to io.Writer, paths []string) error {
	enc := gob.NewEncoder(to)
	if err := enc.Encode(a.readingsOf()); err != nil {
		return err
	}
	for _, path := range paths {
		m := a.recent[path]
		k := keptReading{Path: path, SideName: m.in.sideName, People: m.reading.people, List: m.reading.list}
		k.Hashes = append(append(append(k.Hashes, m.in.file[:]...), m.in.side[:]...), m.in.words[:]...)
		for i, key := range m.reading.keys {
			var b []byte
			if f := m.reading.facts[i]; f != nil {
				b = f.Append(nil)
			}
			k.Hashes, k.Facts = append(k.Hashes, key.reading[:]...), append(k.Facts, b)
		}
		if err := enc.Encode(k); err != nil {
			return err
		}
	}
	return nil
}

// unsave says that the note of a file is not what was read any more. It is removed, so
// that no words stay in it that a file no longer shows, should the program be killed.
func (a *Archive) unsave(path string) { a.unsaveNote(readingsNoteOf(path)) }

func (a *Archive) unsaveNote(n int) {
	if !a.unsaved[n] {
		a.unsaved[n] = true
		_ = a.store.Forget(readingsNote(n))
	}
}

// unsaveAll does so with all notes.
func (a *Archive) unsaveAll() {
	for n := range readingsNotes {
		a.unsaveNote(n)
	}
}

// looksNote is the name of the note of the hashes of files. Without it a run reads
// the whole content folder to find that nothing has changed, which at 10,000
// transcripts (371 MB) makes a build of 0.8 s one of 1.5.
const looksNote = "looks"

// recallLooks takes up the hashes that the last run of the program left, the first
// time that it is called.
func (a *Archive) recallLooks() {
	if !a.looksRecalled {
		a.looksRecalled = true
		// Without it files are read.
		_ = a.store.RecallFrom(looksNote, a.looks.Load)
	}
}

// rememberLooks leaves them for the next run.
func (a *Archive) rememberLooks() {
	if a.looksRecalled && a.looks.Changed() {
		_ = a.store.RememberBy(looksNote, a.looks.Save)
	}
}
