package source

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"dixit/builder/internal/checksum"
)

// Stamp is what the file system tells of a file's bytes without a look at them.
type Stamp struct {
	size    int64
	written time.Time
	// changed is when file or place were last changed, which nobody can set; zero
	// where the system does not tell. Without it a stamp proves nothing.
	changed time.Time
	node    uint64 // what the system knows the file by, 0 where it does not tell
}

// Changed is when a file or its place were last changed, in nanoseconds since 1970, which
// nobody can set; 0 where the system does not tell.
func Changed(info fs.FileInfo) int64 {
	if s := stampOf(info); !s.changed.IsZero() {
		return s.changed.UnixNano()
	}
	return 0
}

// settledAt tells whether a change of the file after now would show in its stamp.
func (s Stamp) settledAt(now time.Time) bool {
	return !s.changed.IsZero() && now.Sub(s.changed) > settled
}

// Settled gives the stamp of a file in words that differ where it does; false where
// a later change might not show in it.
func (e Entry) Settled() (string, bool) {
	s := e.stamp
	return fmt.Sprint(s.size, s.written.UnixNano(), s.changed.UnixNano()), s.settledAt(time.Now())
}

func (s Stamp) equal(o Stamp) bool {
	return s.size == o.size && s.written.Equal(o.written) && s.changed.Equal(o.changed) && s.node == o.node
}

// Looks remembers the hashes of the files of a folder from one scan to the next,
// so that an edit of one has not all of them read, and by Save and Load from one
// run of the program to the next. A hash is believed for as long as the file has
// the stamp that it had, which must have been older than the time that file systems
// tell apart; else the file is read. A fresh one is ready for use, by several
// goroutines.
type Looks struct {
	mu          sync.Mutex
	known, next map[string]looked
	fresh       bool      // something was read that Save has not written
	rooms       sync.Pool // of *[]byte, for files that are read
}

type looked struct {
	stamp Stamp
	hash  Hash
}

// Begin forgets the files that were not asked for since the last Begin, which is
// called before all files are. It tells whether no file is known now.
func (l *Looks) Begin() (none bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.known, l.next = l.next, make(map[string]looked, len(l.next))
	return len(l.known) == 0
}

// Forget forgets all files.
func (l *Looks) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.known, l.next, l.fresh = nil, nil, false
}

// Hash gives the hash of the bytes of a file that a scan found, of no more than
// MaxFile bytes.
func (l *Looks) Hash(f *Folder, e Entry) (Hash, error) {
	l.mu.Lock()
	known, ok := l.next[e.Path]
	if !ok {
		known, ok = l.known[e.Path]
	}
	l.mu.Unlock()
	if !ok || !known.stamp.equal(e.stamp) {
		now := time.Now()
		room, _ := l.rooms.Get().(*[]byte)
		if room == nil {
			room = new([]byte)
		}
		defer l.rooms.Put(room)
		raw, err := f.BytesIn(*room, e.Path)
		if err != nil {
			return Hash{}, err
		}
		*room = raw
		hash := HashOf(raw)
		l.Enter(e, hash, now)
		return hash, nil
	}
	l.mu.Lock()
	l.next[e.Path] = known
	l.mu.Unlock()
	return known.hash, nil
}

// Enter takes up the hash of a file that a scan found and somebody has read since; began
// is when that began.
func (l *Looks) Enter(e Entry, hash Hash, began time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fresh = true
	if delete(l.next, e.Path); e.stamp.settledAt(began) {
		l.next[e.Path] = looked{e.stamp, hash}
	}
}

// looksForm is the version of the form in which hashes are saved.
const looksForm = 2

// savedLook is a hash as it is saved.
type savedLook struct {
	Path                   string
	Size, Written, Changed int64 // bytes, and nanoseconds since 1970
	Node                   uint64
	Hash                   []byte // as gob takes ten times as long for an array
}

// Changed tells whether there is more to be saved than was saved or loaded last.
func (l *Looks) Changed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fresh
}

// Save writes the hashes that were asked for since the last Begin: a gob of
// looksForm, then of each.
func (l *Looks) Save(to io.Writer) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	enc := gob.NewEncoder(to)
	if err := enc.Encode(looksForm); err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(l.next)) {
		k := l.next[path]
		if err := enc.Encode(savedLook{path, k.stamp.size, k.stamp.written.UnixNano(), k.stamp.changed.UnixNano(), k.stamp.node, k.hash[:]}); err != nil {
			return err
		}
	}
	l.fresh = false
	return nil
}

// Load takes up what Save has written.
func (l *Looks) Load(from io.Reader) error {
	dec := gob.NewDecoder(from)
	form := 0
	if err := dec.Decode(&form); err != nil || form != looksForm {
		return err
	}
	next := map[string]looked{}
	for {
		var k savedLook
		switch err := dec.Decode(&k); {
		case errors.Is(err, io.EOF):
			l.mu.Lock()
			l.next = next
			l.mu.Unlock()
			return nil
		case err != nil:
			return err
		}
		if len(k.Hash) != len(Hash{}) {
			return checksum.ErrDamaged
		}
		next[k.Path] = looked{Stamp{k.Size, time.Unix(0, k.Written), time.Unix(0, k.Changed), k.Node}, Hash(k.Hash)}
	}
}
