package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/checksum"
)

// excerptsNotes is how many notes excerpts lie in, by their keys. What is edited is
// taken out of one and put into another, which are written anew: of 10,000 transcripts,
// with 164 MB, that is 5 MB. Each that is there is open as long as the Excerpts.
//
// A note has after the checksum of the rest the number of transcripts, for each its key,
// how many bytes the facts of its turns have, the number of turns and how many bytes the
// excerpt of each has, then of each the facts and the excerpts, in the same order.
// Numbers are uvarints. Without the notes a run has whole transcripts decoded for the
// lists that an edit changes: at 10,000 transcripts nearly all, in 50 s of processor time.
const excerptsNotes = 64

// excerptsNote is a note of excerpts.
type excerptsNote struct {
	file  *os.File // of the last run, nil for none
	saved bool     // it has what is kept here by its keys, all of that and no more
	// onDisk says that the store has it, whether or not that is all that is kept.
	onDisk bool
}

// noteOf is the number of the note of a transcript.
func noteOf(k Key) int { return int(k[0]) % excerptsNotes }

// excerptsName is the name of a note by its number.
func excerptsName(n int) string { return fmt.Sprintf("excerpts-%02d", n) }

// Save leaves what is kept for the next run of the program, in the notes that do not
// have it.
func (x *Excerpts) Save() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	var keys [excerptsNotes][]Key
	for k := range x.at {
		if n := noteOf(k); !x.notes[n].saved {
			keys[n] = append(keys[n], k)
		}
	}
	var errs []error
	for n := range x.notes {
		note := &x.notes[n]
		switch {
		case note.saved:
		case keys[n] == nil:
			x.forget(n)
		default:
			err := x.unlessHeld(n, func() error {
				return x.store.RememberBy(excerptsName(n), func(to io.Writer) error { return x.writeNote(to, keys[n]) })
			})
			if err == nil {
				note.saved, note.onDisk = true, true
			}
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// forget removes a note, if there is one.
func (x *Excerpts) forget(n int) {
	if note := &x.notes[n]; note.onDisk {
		note.onDisk = x.unlessHeld(n, func() error { return x.store.Forget(excerptsName(n)) }) != nil
	}
}

// unlessHeld does what replaces or removes a note. Where the system refuses that
// of an open file, as Windows does, it is done again once the note is not open.
func (x *Excerpts) unlessHeld(n int, do func() error) error {
	err := do()
	if err == nil || x.notes[n].file == nil {
		return err
	}
	if moved := x.letNoteGo(n); moved != nil {
		return errors.Join(err, moved)
	}
	return do()
}

// letNoteGo moves what lies in a note into the scratch file and closes the note.
func (x *Excerpts) letNoteGo(n int) error {
	note := x.notes[n].file
	at, end := maps.Clone(x.at), x.end
	for k, s := range at {
		if !s.noted || noteOf(k) != n {
			continue
		}
		if _, err := io.Copy(io.NewOffsetWriter(x.file, end), io.NewSectionReader(note, s.begin, s.size())); err != nil {
			return err
		}
		s.noted, s.begin = false, end
		at[k] = s
		end += s.size()
	}
	x.notes[n].file, x.at, x.end = nil, at, end
	return note.Close()
}

// writeNote writes the note of some transcripts, but for its sum.
func (x *Excerpts) writeNote(to io.Writer, keys []Key) error {
	slices.SortFunc(keys, func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
	b := binary.AppendUvarint(nil, uint64(len(keys)))
	for _, k := range keys {
		s := x.at[k]
		b = binary.AppendUvarint(append(b, k[:]...), uint64(s.facts))
		b = append(binary.AppendUvarint(b, uint64(s.turns())), s.lengths...)
	}
	if _, err := to.Write(b); err != nil {
		return err
	}
	for _, k := range keys {
		s := x.at[k]
		if _, err := io.Copy(to, io.NewSectionReader(x.in(k, s), s.begin, s.size())); err != nil {
			return err
		}
	}
	return nil
}

// Recall takes up what the last run left, where nothing is kept yet. The error is for
// notes that are damaged, which are removed, as are those of other names that an older
// version of the program has left: nobody can use them, but they may have words.
func (x *Excerpts) Recall() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	taken := len(x.at) == 0
	for n := range x.notes {
		taken = taken && x.notes[n].file == nil
	}
	var (
		group sync.WaitGroup
		next  atomic.Int64
		found [excerptsNotes]map[Key]stretch
		errs  [excerptsNotes]error
	)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for n := int(next.Add(1)) - 1; n < excerptsNotes; n = int(next.Add(1)) - 1 {
				found[n], errs[n] = x.recall(n, taken)
			}
		})
	}
	group.Wait()
	for _, at := range found {
		maps.Copy(x.at, at)
	}
	used := make([]string, excerptsNotes)
	for n := range used {
		used[n] = excerptsName(n)
	}
	return errors.Join(append(errs[:], x.store.ForgetOthers("excerpts", used))...)
}

// recall looks for a note, and gives what lies in it if it is to be taken up.
func (x *Excerpts) recall(n int, taken bool) (map[Key]stretch, error) {
	f, err := os.Open(x.store.note(excerptsName(n)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	note := &x.notes[n]
	if !taken {
		note.onDisk = true
		return nil, f.Close()
	}
	at, err := excerptsIn(f)
	for k := range at {
		if noteOf(k) != n {
			err = checksum.ErrDamaged
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close(), x.store.Forget(excerptsName(n)))
	}
	*note = excerptsNote{file: f, saved: true, onDisk: true}
	return at, nil
}

// excerptsIn reads where excerpts lie in a note, once it is known to be whole.
func excerptsIn(f *os.File) (map[Key]stretch, error) {
	end, err := checksum.Check(f)
	if err != nil {
		return nil, err
	}
	from := &counted{from: bufio.NewReaderSize(io.NewSectionReader(f, checksum.Size, end), 1<<16)}
	n, err := binary.ReadUvarint(from)
	if err != nil {
		return nil, err
	}
	at := map[Key]stretch{}
	size := int64(0)
	var lengths []byte
	for range n {
		var k Key
		if _, err := io.ReadFull(from, k[:]); err != nil {
			return nil, err
		}
		facts, err := binary.ReadUvarint(from)
		if err != nil || facts > uint64(end) {
			return nil, checksum.ErrDamaged
		}
		turns, err := binary.ReadUvarint(from)
		if err != nil || turns > uint64(end) {
			return nil, checksum.ErrDamaged
		}
		s := stretch{noted: true, begin: size, facts: uint32(facts), all: uint32(facts)}
		lengths = lengths[:0]
		for range turns {
			length, err := binary.ReadUvarint(from)
			if err != nil || length > uint64(end) {
				return nil, checksum.ErrDamaged
			}
			s.all += uint32(length)
			lengths = binary.AppendUvarint(lengths, length)
		}
		s.lengths = string(lengths)
		size += s.size()
		at[k] = s
	}
	for k, s := range at {
		s.begin += checksum.Size + from.n
		at[k] = s
	}
	if checksum.Size+from.n+size != checksum.Size+end {
		return nil, checksum.ErrDamaged
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
