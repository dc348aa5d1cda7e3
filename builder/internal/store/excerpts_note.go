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
	"dixit/builder/internal/packed"
)

// excerptsNotes is how many notes excerpts lie in, by their keys. What is edited is
// taken out of one and put into another, which are written anew: of 10,000 transcripts,
// with 164 MB, that is 5 MB. Each that is there is open as long as the Excerpts.
//
// A note has the checksum of what follows up to the excerpts, how many bytes that has but
// for these eight, the lowest first, the number of transcripts, for each its key, the
// checksum of its excerpts, how many bytes the facts of its turns have, the number of turns
// and how many bytes the excerpt of each has, then of each the facts, in the same order, and
// at last of each the excerpts. Other numbers are uvarints. So the first look is at a seventh
// of the note: an edit asks for the excerpts of a few transcripts. Without the notes a run
// has whole transcripts decoded for the lists that an edit changes: at 10,000 transcripts
// nearly all, in 50 s of processor time.
const excerptsNotes = 64

// excerptsNote is a note of excerpts.
type excerptsNote struct {
	file  *os.File // of the last run, nil for none
	saved bool     // it has what is kept here by its keys, all of that and no more
	// whole says of each that lies in the file that its excerpts were looked at.
	whole []atomic.Bool
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
				return x.store.replace(excerptsName(n), func(f *os.File) error { return x.writeNote(f, keys[n]) })
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
		b := make([]byte, s.size())
		if _, err := note.ReadAt(b[:s.facts], s.begin); err != nil {
			return err
		}
		if _, err := note.ReadAt(b[s.facts:], s.text); err != nil {
			return err
		}
		if checksum.Of(b[s.facts:]) != s.sum { // the facts are whole, and excerpts are made anew when one is asked for
			b = b[:s.facts]
			s.said, s.lengths, s.sum = 0, "", checksum.Of(nil)
		}
		if _, err := x.file.WriteAt(b, end); err != nil {
			return err
		}
		s.noted, s.begin, s.text = false, end, end+int64(s.facts)
		at[k] = s
		end += s.size()
	}
	x.notes[n].file, x.at, x.end = nil, at, end
	return note.Close()
}

// writeNote writes the note of some transcripts.
func (x *Excerpts) writeNote(f *os.File, keys []Key) error {
	slices.SortFunc(keys, func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
	b := make([]byte, beforeHead)
	b = binary.AppendUvarint(b, uint64(len(keys)))
	for _, k := range keys {
		s := x.at[k]
		b = append(append(b, k[:]...), s.sum[:]...)
		b = binary.AppendUvarint(b, uint64(s.facts))
		b = append(binary.AppendUvarint(b, uint64(s.count())), s.lengths...)
	}
	for _, k := range keys {
		s := x.at[k]
		from := len(b)
		b = slices.Grow(b, int(s.facts))[:from+int(s.facts)]
		if _, err := x.in(k, s).ReadAt(b[from:], s.begin); err != nil {
			return err
		}
	}
	binary.LittleEndian.PutUint64(b[checksum.Size:], uint64(len(b)-beforeHead))
	sum := checksum.Of(b[checksum.Size:])
	copy(b, sum[:])
	to := bufio.NewWriterSize(f, 1<<16) // which keeps the first error for Flush
	_, _ = to.Write(b)
	for _, k := range keys {
		s := x.at[k]
		if _, err := io.Copy(to, io.NewSectionReader(x.in(k, s), s.text, int64(s.said))); err != nil {
			return err
		}
	}
	return to.Flush()
}

// beforeHead is how many bytes of a note stand before its head.
const beforeHead = checksum.Size + 8

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
	*note = excerptsNote{file: f, saved: true, onDisk: true, whole: make([]atomic.Bool, len(at))}
	return at, nil
}

// excerptsIn reads where excerpts lie in a note, once it is known that all before them is
// whole.
func excerptsIn(f *os.File) (map[Key]stretch, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var begin [beforeHead]byte
	if _, err := f.ReadAt(begin[:], 0); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint64(begin[checksum.Size:])
	if size > uint64(info.Size()-beforeHead) {
		return nil, checksum.ErrDamaged
	}
	b := make([]byte, beforeHead+size)
	if _, err := f.ReadAt(b, 0); err != nil {
		return nil, err
	}
	if checksum.Of(b[checksum.Size:]) != checksum.Sum(begin[:checksum.Size]) {
		return nil, checksum.ErrDamaged
	}
	r := packed.NewReader(b[beforeHead:])
	count := r.Uint32()
	at := map[Key]stretch{}
	facts, said := int64(0), int64(0)
	for nth := range count {
		s := stretch{noted: true, nth: int32(nth), begin: facts, text: said}
		k := Key(r.Bytes(uint64(len(Key{}))))
		s.sum = checksum.Sum(r.Bytes(uint64(len(s.sum))))
		s.facts = r.Uint32()
		turns, lengths := r.Uint32(), r.Rest()
		for i := uint32(0); i < turns && !r.Short(); i++ {
			s.said += r.Uint32()
		}
		if r.Short() {
			return nil, checksum.ErrDamaged
		}
		s.lengths = string(lengths[:len(lengths)-len(r.Rest())])
		facts, said = facts+int64(s.facts), said+int64(s.said)
		at[k] = s
	}
	// What was read ends where the facts begin, and these where the excerpts do.
	head := int64(len(b) - len(r.Rest()))
	for k, s := range at {
		s.begin, s.text = s.begin+head, s.text+head+facts
		at[k] = s
	}
	if uint32(len(at)) != count || int64(len(r.Rest())) != facts || head+facts+said != info.Size() {
		return nil, checksum.ErrDamaged
	}
	return at, nil
}
