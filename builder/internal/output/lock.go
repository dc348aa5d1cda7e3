package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// lock is held from Begin to Finish or Abort. The system frees it when the
// process dies; the lock file itself stays, since removing it would let two
// processes hold two files of one name.
type lock struct{ file *os.File }

// acquire makes the private folder and locks it, or says who holds the lock.
func (f *Folder) acquire() (*lock, error) {
	if err := f.disk.Mkdir(private); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("make %q in %q: %w", private, f.dir, err)
	}
	file, err := f.root.OpenFile(filepath.FromSlash(lockName), os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, fmt.Errorf("lock output folder %q: %w", f.dir, err)
	}
	got, err := tryLock(file)
	if errors.Is(err, errors.ErrUnsupported) {
		got, err = true, nil // a file system without locks: going on alone beats not building at all
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("lock output folder %q: %w", f.dir, err)
	}
	if !got {
		defer file.Close()
		text, _ := io.ReadAll(io.LimitReader(file, 32))
		pid, _ := strconv.Atoi(string(bytes.TrimSpace(text)))
		return nil, &LockedError{Dir: f.dir, PID: pid}
	}
	// The process id is a courtesy to the reader of a message: a full disk must
	// not keep a run from deleting pages.
	if file.Truncate(0) == nil {
		_, _ = file.WriteAt(strconv.AppendInt(nil, int64(os.Getpid()), 10), 0)
	}
	return &lock{file}, nil
}

func (l *lock) release() {
	_ = l.file.Truncate(0)
	_ = l.file.Close()
}
