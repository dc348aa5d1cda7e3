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

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// readingsNote is the name of the note of what the last pass read: a gob of a
// string that tells programs apart, then of a keptReading for each file. Without it
// the first pass of a run takes every transcript out of the store and gathers its
// facts anew, which at 1,000 transcripts is 7 s of processor time for an edit of
// one.
const readingsNote = "readings"

// keptReading is a recentReading as it is kept.
type keptReading struct {
	Path       string
	File, Side source.Hash
	SideName   string
	Words      [sha256.Size]byte
	Keys       []store.Key
	Silent     []bool // runs parallel to Keys: nobody says anything
	Facts      []*archive.Facts
	People     []transcript.Person
	List       diag.List
}

// readingsOf tells the readings of one build of the program from those of another.
func (a *Archive) readingsOf() string {
	return fmt.Sprintf("%d %q %q", transcript.CodecVersion, a.opt.Build, a.opt.Version)
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
	err := a.store.RecallFrom(readingsNote, func(from io.Reader) error {
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
			m := recentReading{in: fileBytes{file: k.File, side: k.Side, sideName: k.SideName, words: k.Words}, reading: reading{people: k.People, list: k.List}}
			for i, key := range k.Keys {
				var f *archive.Facts
				if !k.Silent[i] {
					f, k.Facts = k.Facts[0], k.Facts[1:]
					f.Compact()
				}
				m.reading.keys = append(m.reading.keys, factsKey{reading: key, words: k.Words})
				m.reading.facts = append(m.reading.facts, f)
			}
			a.recent[k.Path] = m
		}
	})
	if err != nil { // there is none, or it is damaged
		a.recent = map[string]recentReading{}
	}
}

// rememberReadings leaves the note for the next run, unless it stands as it is to
// be. That it cannot be left costs the next run time and nothing else.
func (a *Archive) rememberReadings() {
	if !a.unsaved {
		return
	}
	a.unsaved = false
	_ = a.store.RememberBy(readingsNote, func(to io.Writer) error {
		enc := gob.NewEncoder(to)
		if err := enc.Encode(a.readingsOf()); err != nil {
			return err
		}
		for _, path := range slices.Sorted(maps.Keys(a.recent)) {
			m := a.recent[path]
			k := keptReading{Path: path, File: m.in.file, Side: m.in.side, SideName: m.in.sideName, Words: m.in.words, People: m.reading.people, List: m.reading.list}
			for i, key := range m.reading.keys {
				f := m.reading.facts[i]
				k.Keys, k.Silent = append(k.Keys, key.reading), append(k.Silent, f == nil)
				if f != nil {
					k.Facts = append(k.Facts, f)
				}
			}
			if err := enc.Encode(k); err != nil {
				return err
			}
		}
		return nil
	})
}

// unsave says that the note is not what was read any more. It is removed, so that
// no words stay in it that a file no longer shows, should the program be killed.
func (a *Archive) unsave() {
	if !a.unsaved {
		a.unsaved = true
		_ = a.store.Forget(readingsNote)
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
