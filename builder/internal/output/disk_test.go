package output

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

// faultDisk fails at one operation, in one of several ways, and logs what it
// was asked. Syncs are counted and not done: the tests look at the file system
// of a running machine, where they make no difference.
type faultDisk struct {
	disk
	at   int   // the operation to fail at, from 1; 0 for none
	err  error // with what
	stop bool  // do nothing at all from then on, as if the process had died
	torn bool  // write half of the bytes when the operation is a write
	die  func()

	mu    sync.Mutex
	n     int
	log   []string
	moved []string // where files were moved to
}

// fail tells whether the next operation fails, and whether it may leave half
// of its work.
func (d *faultDisk) fail(op, name string) (err error, torn bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	d.log = append(d.log, op+" "+name)
	if d.at == 0 || d.n < d.at || d.n > d.at && !d.stop {
		return nil, false
	}
	if d.die != nil {
		d.die()
	}
	return &fs.PathError{Op: op, Path: name, Err: d.err}, d.torn && d.n == d.at
}

func (d *faultDisk) Lstat(name string) (fs.FileInfo, error) {
	if err, _ := d.fail("lstat", name); err != nil {
		return nil, err
	}
	return d.disk.Lstat(name)
}

func (d *faultDisk) ReadFile(name string) ([]byte, error) {
	if err, _ := d.fail("read", name); err != nil {
		return nil, err
	}
	return d.disk.ReadFile(name)
}

func (d *faultDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	if err, _ := d.fail("readdir", name); err != nil {
		return nil, err
	}
	return d.disk.ReadDir(name)
}

func (d *faultDisk) WriteFile(name string, data []byte) error {
	if err, torn := d.fail("write", name); err != nil {
		if torn {
			if err := d.disk.WriteFile(name, data[:len(data)/2]); err != nil {
				panic(err)
			}
		}
		return err
	}
	return d.disk.WriteFile(name, data)
}

// WriteSynced does not sync, for that takes long and these tests pull no plug.
func (d *faultDisk) WriteSynced(name string, write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	return d.WriteFile(name, text.Bytes())
}

func (d *faultDisk) Open(name string) (io.ReadCloser, error) {
	if err, _ := d.fail("open", name); err != nil {
		return nil, err
	}
	return d.disk.Open(name)
}

func (d *faultDisk) CopyFile(name string, from io.Reader) error {
	if err, torn := d.fail("write", name); err != nil {
		if torn {
			if err := d.disk.CopyFile(name, io.LimitReader(from, 1000)); err != nil {
				panic(err)
			}
		}
		return err
	}
	return d.disk.CopyFile(name, from)
}

func (d *faultDisk) Mkdir(name string) error {
	if err, _ := d.fail("mkdir", name); err != nil {
		return err
	}
	return d.disk.Mkdir(name)
}

func (d *faultDisk) Rename(from, to string) error {
	if err, _ := d.fail("rename", from+" "+to); err != nil {
		return err
	}
	d.mu.Lock()
	if !strings.HasPrefix(to, private) {
		d.moved = append(d.moved, to)
	}
	d.mu.Unlock()
	return d.disk.Rename(from, to)
}

func (d *faultDisk) Remove(name string) error {
	if err, _ := d.fail("remove", name); err != nil {
		return err
	}
	return d.disk.Remove(name)
}

func (d *faultDisk) RemoveAll(name string) error {
	if err, _ := d.fail("removeall", name); err != nil {
		return err
	}
	return d.disk.RemoveAll(name)
}

func (d *faultDisk) SyncFolder(name string) error {
	err, _ := d.fail("sync", name)
	return err
}

// changes gives the logged operations that change the site itself.
func (d *faultDisk) changes() []string {
	var out []string
	for _, line := range d.log {
		op, name, _ := strings.Cut(line, " ")
		switch {
		case op == "rename":
			_, to, _ := strings.Cut(name, " ")
			line, name = "move "+to, to
		case op != "mkdir" && op != "remove":
			continue
		}
		if !strings.HasPrefix(name, private) {
			out = append(out, line)
		}
	}
	return out
}

// caseBlindDisk is a file system that cannot tell letter case apart.
type caseBlindDisk struct{ disk }

func (d caseBlindDisk) Lstat(name string) (fs.FileInfo, error) { return d.disk.Lstat(folded(name)) }
func (d caseBlindDisk) ReadFile(name string) ([]byte, error)   { return d.disk.ReadFile(folded(name)) }
func (d caseBlindDisk) ReadDir(string) ([]fs.DirEntry, error) {
	return nil, fmt.Errorf("not needed here")
}
func (d caseBlindDisk) WriteFile(name string, data []byte) error {
	return d.disk.WriteFile(folded(name), data)
}
func (d caseBlindDisk) WriteSynced(name string, write func(io.Writer) error) error {
	return d.disk.WriteSynced(folded(name), write)
}
func (d caseBlindDisk) Open(name string) (io.ReadCloser, error) { return d.disk.Open(folded(name)) }
func (d caseBlindDisk) CopyFile(name string, from io.Reader) error {
	return d.disk.CopyFile(folded(name), from)
}
func (d caseBlindDisk) Mkdir(name string) error      { return d.disk.Mkdir(folded(name)) }
func (d caseBlindDisk) Rename(from, to string) error { return d.disk.Rename(folded(from), folded(to)) }
func (d caseBlindDisk) Remove(name string) error     { return d.disk.Remove(folded(name)) }
func (d caseBlindDisk) RemoveAll(name string) error  { return d.disk.RemoveAll(folded(name)) }
func (d caseBlindDisk) SyncFolder(name string) error { return d.disk.SyncFolder(folded(name)) }
