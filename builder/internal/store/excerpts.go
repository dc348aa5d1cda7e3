package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"dixit/builder/internal/checksum"
)

// Excerpts are what is asked for of the turns of a transcript without the rest of it:
// their beginnings, which lists show, and the facts by which they are linked. Lists take
// the beginnings from anywhere in the archive, a few of each transcript at a time, so
// that they would have every transcript decoded again and again (at 10,000 of them that
// took longer than all else together). All lies in a scratch file that lasts as long as
// the Excerpts, or in notes that the last run of the program has left, and only where
// it lies is held in memory: a byte or two of each turn.
//
// Excerpts are safe for use by many at once.
type Excerpts struct {
	store *Store
	file  *os.File

	mu    sync.RWMutex
	notes [excerptsNotes]excerptsNote
	at    map[Key]stretch
	end   int64 // of the file
	waste int64 // bytes of the scratch file that nobody asks for any more
}

// stretch is where the facts of the turns of a transcript lie, and the excerpts.
type stretch struct {
	noted   bool         // it lies in a note
	nth     int32        // of those in the note
	begin   int64        // where the facts begin
	text    int64        // where the excerpts begin
	facts   uint32       // bytes
	said    uint32       // bytes of the excerpts
	lengths string       // of the excerpts, in bytes, as uvarints
	sum     checksum.Sum // of the excerpts
}

// size is the number of bytes.
func (s stretch) size() int64 { return int64(s.facts) + int64(s.said) }

// count is the number of excerpts.
func (s stretch) count() (n int) {
	for i := range len(s.lengths) {
		if s.lengths[i] < 0x80 { // the last byte of a number
			n++
		}
	}
	return n
}

// appendEnds appends 0 and where the excerpts of the first n turns end, counted from where
// the excerpts begin; fewer where there are fewer.
func (s stretch) appendEnds(dst []uint32, n int) []uint32 {
	end, length, shift := uint32(0), uint32(0), 0
	dst = append(dst, end)
	for i := 0; i < len(s.lengths) && n > 0; i++ {
		length |= uint32(s.lengths[i]&0x7f) << shift
		if shift += 7; s.lengths[i] >= 0x80 {
			continue
		}
		end += length
		dst = append(dst, end)
		length, shift = 0, 0
		n--
	}
	return dst
}

// Excerpts gives an empty set of excerpts, with its scratch file in the folder
// of the store. Close removes it.
func (s *Store) Excerpts() (*Excerpts, error) {
	f, err := scratch(s.dir)
	if err != nil {
		return nil, err
	}
	return &Excerpts{store: s, file: f, at: map[Key]stretch{}}, nil
}

// scratch makes a file that nobody finds by its name, where the system lets one
// go on using it: so none is left behind by a program that is killed.
func scratch(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, scratchFile+"*")
	if err == nil {
		os.Remove(f.Name())
	}
	return f, err
}

// discard removes a scratch file.
func discard(f *os.File) error {
	err := f.Close()
	if gone := os.Remove(f.Name()); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// Close removes the scratch file.
func (x *Excerpts) Close() error {
	for i := range x.notes {
		if f := x.notes[i].file; f != nil {
			f.Close()
		}
	}
	return discard(x.file)
}

// Put keeps what excerpt appends of each of the turns of a transcript, and the facts of
// them that facts appends, nil for those that are kept already, if any.
func (x *Excerpts) Put(k Key, facts func([]byte) []byte, turns int, excerpt func(dst []byte, i int) []byte) error {
	room := x.store.rooms.Get().(*[]byte)
	defer x.store.rooms.Put(room)
	all, lengths := (*room)[:0], make([]byte, 0, 2*turns)
	if facts != nil {
		all = facts(all)
	} else {
		_ = x.Facts(k, func(b []byte) error { // there may be none
			all = append(all, b...)
			return nil
		})
	}
	s := stretch{facts: uint32(len(all))}
	for i := range turns {
		before := len(all)
		all = excerpt(all, i)
		lengths = binary.AppendUvarint(lengths, uint64(len(all)-before))
	}
	*room = all
	said := all[s.facts:]
	s.said, s.lengths, s.sum = uint32(len(said)), string(lengths), checksum.Of(said)
	x.mu.Lock()
	defer x.mu.Unlock()
	s.begin, s.text = x.end, x.end+int64(s.facts)
	x.end += s.size()
	if _, err := x.file.WriteAt(all, s.begin); err != nil {
		x.waste += s.size()
		return err
	}
	x.drop(k)
	x.at[k], x.notes[noteOf(k)].saved = s, false
	return nil
}

// HasFacts tells whether facts are kept with the excerpts of a transcript.
func (x *Excerpts) HasFacts(k Key) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.at[k].facts > 0
}

// Facts gives the facts that were put with the excerpts of a transcript to read, which
// must keep no part of them.
func (x *Excerpts) Facts(k Key, read func([]byte) error) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := x.at[k]
	if s.facts == 0 {
		return errors.New("no facts of its turns are kept")
	}
	room := x.store.rooms.Get().(*[]byte)
	defer x.store.rooms.Put(room)
	*room = slices.Grow((*room)[:0], int(s.facts))[:s.facts]
	if _, err := x.in(k, s).ReadAt(*room, s.begin); err != nil {
		return err
	}
	return read(*room)
}

// Get appends to dst the excerpts of turns, from 0 and at least one, of a transcript
// that was put. They are read at once, with those that lie between. The error is also for
// those of a damaged note: the first time that one of a transcript is asked for, all of
// them are looked at.
func (x *Excerpts) Get(dst []string, k Key, turns []int32) ([]string, error) {
	first, last := int(slices.Min(turns)), int(slices.Max(turns))
	x.mu.RLock()
	defer x.mu.RUnlock()
	s, ok := x.at[k]
	var few [128]uint32
	ends := s.appendEnds(few[:0], last+1)
	if !ok || last+1 >= len(ends) {
		return dst, fmt.Errorf("no excerpt of turn %d", last+1)
	}
	from, size := ends[first], int(ends[last+1]-ends[first])
	doubtful := s.noted && !x.notes[noteOf(k)].whole[s.nth].Load()
	if doubtful {
		from, size = 0, int(s.said)
	}
	room := x.store.rooms.Get().(*[]byte)
	defer x.store.rooms.Put(room)
	*room = slices.Grow((*room)[:0], size)[:size]
	if _, err := x.in(k, s).ReadAt(*room, s.text+int64(from)); err != nil {
		return dst, err
	}
	if doubtful {
		if checksum.Of(*room) != s.sum {
			return dst, checksum.ErrDamaged
		}
		x.notes[noteOf(k)].whole[s.nth].Store(true)
	}
	for _, i := range turns {
		dst = append(dst, string((*room)[ends[i]-from:ends[i+1]-from]))
	}
	return dst, nil
}

// Keep lets go what keep does not name, and writes the file anew when most of it
// has been let go, so that it does not grow with each edit.
func (x *Excerpts) Keep(keep map[Key]bool) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	for k := range x.at {
		if !keep[k] {
			x.drop(k)
		}
	}
	return x.shrink()
}

// Drop lets go of some, as Keep does.
func (x *Excerpts) Drop(keys []Key) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, k := range keys {
		x.drop(k)
	}
	return x.shrink()
}

// in is the file that the stretch of a transcript lies in.
func (x *Excerpts) in(k Key, s stretch) *os.File {
	if s.noted {
		return x.notes[noteOf(k)].file
	}
	return x.file
}

// drop lets one go. Its note is removed, so that no words stay in it that a file no
// longer shows, should the program be killed.
func (x *Excerpts) drop(k Key) {
	s, ok := x.at[k]
	if !ok {
		return
	}
	if !s.noted {
		x.waste += s.size()
	}
	delete(x.at, k)
	x.notes[noteOf(k)].saved = false
	x.forget(noteOf(k))
}

func (x *Excerpts) shrink() error {
	if 2*x.waste <= x.end {
		return nil
	}
	return x.rewrite()
}

// rewrite moves what is kept into a new file.
func (x *Excerpts) rewrite() error {
	to, err := scratch(filepath.Dir(x.file.Name()))
	if err != nil {
		return err
	}
	at, end := make(map[Key]stretch, len(x.at)), int64(0)
	for k, s := range x.at {
		if s.noted {
			at[k] = s
			continue
		}
		if _, err := io.Copy(to, io.NewSectionReader(x.file, s.begin, s.size())); err != nil {
			return errors.Join(err, discard(to))
		}
		s.begin, s.text = end, end+int64(s.facts)
		at[k] = s
		end += s.size()
	}
	old := x.file
	x.file, x.at, x.end, x.waste = to, at, end, 0
	return discard(old)
}
