package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
)

// excerptsNote is the name of the note of excerpts: after the SHA-256 of the rest
// the number of transcripts, for each its key, how many bytes the facts of its turns
// have, the number of turns and how many bytes the excerpt of each has, then of each the
// facts and the excerpts, in the same order. Numbers are uvarints. Without the note a run has whole transcripts decoded for the lists that
// an edit changes: at 10,000 transcripts nearly all, in 50 s of processor time.
const excerptsNote = "excerpts"

// Save leaves what is kept for the next run of the program, unless the note has it.
func (x *Excerpts) Save() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.saved {
		return nil
	}
	err := x.unlessHeld(func() error { return x.store.RememberBy(excerptsNote, x.writeNote) })
	if err == nil {
		x.saved, x.onDisk = true, true
	}
	return err
}

// unlessHeld does what replaces or removes the note. Where the system refuses that
// of an open file, as Windows does, it is done again once the note is not open.
func (x *Excerpts) unlessHeld(do func() error) error {
	err := do()
	if err == nil || x.note == nil {
		return err
	}
	if moved := x.letNoteGo(); moved != nil {
		return errors.Join(err, moved)
	}
	return do()
}

// letNoteGo moves what lies in the note into the scratch file and closes the note.
func (x *Excerpts) letNoteGo() error {
	at, end := maps.Clone(x.at), x.end
	for k, s := range at {
		if !s.noted {
			continue
		}
		if _, err := io.Copy(io.NewOffsetWriter(x.file, end), io.NewSectionReader(x.note, s.begin, s.size())); err != nil {
			return err
		}
		at[k] = stretch{begin: end, facts: s.facts, ends: s.ends}
		end += s.size()
	}
	note := x.note
	x.note, x.at, x.end = nil, at, end
	return note.Close()
}

// writeNote writes the note, but for its sum.
func (x *Excerpts) writeNote(to io.Writer) error {
	keys := slices.SortedFunc(maps.Keys(x.at), func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
	b := binary.AppendUvarint(nil, uint64(len(keys)))
	for _, k := range keys {
		s := x.at[k]
		b = binary.AppendUvarint(append(b, k[:]...), uint64(s.facts))
		b = binary.AppendUvarint(b, uint64(len(s.ends)))
		from := s.facts
		for _, end := range s.ends {
			b, from = binary.AppendUvarint(b, uint64(end-from)), end
		}
	}
	if _, err := to.Write(b); err != nil {
		return err
	}
	for _, k := range keys {
		s := x.at[k]
		if _, err := io.Copy(to, io.NewSectionReader(x.in(s), s.begin, s.size())); err != nil {
			return err
		}
	}
	return nil
}

// Recall takes up what the last run left. What is put already stays.
func (x *Excerpts) Recall() error {
	f, err := os.Open(x.store.note(excerptsNote))
	if err != nil {
		return err
	}
	at, err := excerptsIn(f)
	x.mu.Lock()
	defer x.mu.Unlock()
	if err != nil { // nobody can use it, but it may have words
		return errors.Join(err, f.Close(), x.store.Forget(excerptsNote))
	}
	x.onDisk = true
	if x.note != nil || len(x.at) > 0 {
		return f.Close()
	}
	x.note, x.at, x.saved = f, at, true
	return nil
}

// excerptsIn reads where excerpts lie in a note, once it is known to be whole.
func excerptsIn(f *os.File) (map[Key]stretch, error) {
	want, sum := make([]byte, sha256.Size), sha256.New()
	if _, err := io.ReadFull(f, want); err != nil {
		return nil, err
	}
	end, err := io.Copy(sum, f)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(sum.Sum(nil), want) {
		return nil, errDamagedNote
	}
	from := &counted{from: bufio.NewReaderSize(io.NewSectionReader(f, sha256.Size, end), 1<<16)}
	n, err := binary.ReadUvarint(from)
	if err != nil {
		return nil, err
	}
	at := map[Key]stretch{}
	size := int64(0)
	for range n {
		var k Key
		if _, err := io.ReadFull(from, k[:]); err != nil {
			return nil, err
		}
		facts, err := binary.ReadUvarint(from)
		if err != nil || facts > uint64(end) {
			return nil, errDamagedNote
		}
		turns, err := binary.ReadUvarint(from)
		if err != nil || turns > uint64(end) {
			return nil, errDamagedNote
		}
		s := stretch{noted: true, begin: size, facts: uint32(facts), ends: make([]uint32, turns)}
		last := s.facts
		for i := range s.ends {
			length, err := binary.ReadUvarint(from)
			if err != nil {
				return nil, err
			}
			last += uint32(length)
			s.ends[i] = last
		}
		size += s.size()
		at[k] = s
	}
	for k, s := range at {
		s.begin += sha256.Size + from.n
		at[k] = s
	}
	if sha256.Size+from.n+size != sha256.Size+end {
		return nil, errDamagedNote
	}
	return at, nil
}

// counted counts what is read.
type counted struct {
	from *bufio.Reader
	n    int64
}

func (c *counted) ReadByte() (byte, error) {
	c.n++
	return c.from.ReadByte()
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.from.Read(b)
	c.n += int64(n)
	return n, err
}
