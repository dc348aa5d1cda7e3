package source

import (
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"dixit/builder/internal/checksum"
)

// Sums remembers the hashes of files that are published as they are. It goes by a
// file's stamp as Looks does, but where a stamp proves nothing by size and time alone: a
// recording has gigabytes, and reading it anew at every change of a transcript would
// take longer than all else. A fresh one is ready for use, by several goroutines.
type Sums struct {
	mu     sync.Mutex
	byPath map[string]summed
}

// summed is the hash of a file as it was with a stamp.
type summed struct {
	hash  checksum.Sum
	stamp Stamp
}

// settled is how old a file's time must be when it is hashed for the hash to be
// remembered: file systems tell times apart by up to two seconds, within which a
// file may change without showing it.
const settled = 2 * time.Second

// Sum gives the checksum and the size in bytes of a file, which it reads as a
// stream, unless sums has them.
func (f *Folder) Sum(p string, sums *Sums) (checksum.Sum, int64, error) {
	file, err := f.root.Open(filepath.FromSlash(p))
	if err != nil {
		return checksum.Sum{}, 0, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return checksum.Sum{}, 0, err
	}
	sums.mu.Lock()
	known, ok := sums.byPath[p]
	sums.mu.Unlock()
	stamp := stampOf(info)
	if ok && known.stamp.equal(stamp) {
		return known.hash, stamp.size, nil
	}
	now := time.Now()
	hash, size, err := checksum.From(file)
	if err != nil {
		return checksum.Sum{}, 0, err
	}
	sums.mu.Lock()
	defer sums.mu.Unlock()
	if size == stamp.size && (stamp.settledAt(now) || stamp.changed.IsZero() && now.Sub(stamp.written) > settled) {
		if sums.byPath == nil {
			sums.byPath = map[string]summed{}
		}
		sums.byPath[p] = summed{hash, stamp}
	} else {
		delete(sums.byPath, p)
	}
	return hash, size, nil
}

// Open opens one file to be read as a stream.
func (f *Folder) Open(p string) (fs.File, error) { return f.root.Open(filepath.FromSlash(p)) }
