package source

import (
	"crypto/sha256"
	"fmt"
	"sync"
	"time"
)

// Stamp is what the file system tells of a file's bytes without a look at them.
type Stamp struct {
	size    int64
	written time.Time
	// changed is when file or place were last changed, which nobody can set; zero
	// where the system does not tell. Without it a stamp proves nothing.
	changed time.Time
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
	return s.size == o.size && s.written.Equal(o.written) && s.changed.Equal(o.changed)
}

// Looks remembers the hashes of the files of a folder from one scan to the next,
// so that an edit of one has not all of them read. A hash is believed for as long
// as the program runs and the file has the stamp that it had, which must have been
// older than the time that file systems tell apart; else the file is read. A fresh
// one is ready for use, by several goroutines.
type Looks struct {
	mu          sync.Mutex
	known, next map[string]looked
}

type looked struct {
	stamp Stamp
	hash  Hash
}

// Begin forgets the files that were not asked for since the last Begin, which is
// called before all files are.
func (l *Looks) Begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.known, l.next = l.next, make(map[string]looked, len(l.next))
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
		raw, err := f.Bytes(e.Path)
		if err != nil {
			return Hash{}, err
		}
		known = looked{e.stamp, sha256.Sum256(raw)}
		if !e.stamp.settledAt(now) {
			l.mu.Lock()
			delete(l.next, e.Path)
			l.mu.Unlock()
			return known.hash, nil
		}
	}
	l.mu.Lock()
	l.next[e.Path] = known
	l.mu.Unlock()
	return known.hash, nil
}
