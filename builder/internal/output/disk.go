package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// Modes before the umask, which is the user's to choose: a web server may need
// to read the site through a group.
const (
	folderMode = 0o777
	fileMode   = 0o666
)

// disk is what this package asks of the output folder. Names are slash paths
// below it. Tests put a failing one in its place.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadFile(name string) ([]byte, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	// Open opens a file to be read as a stream.
	Open(name string) (io.ReadCloser, error)
	// WriteFile makes the file, or empties it.
	WriteFile(name string, data []byte) error
	// WriteSynced is WriteFile of what write writes, and syncs it.
	WriteSynced(name string, write func(io.Writer) error) error
	// CopyFile makes the file, or empties it, and writes what from gives.
	CopyFile(name string, from io.Reader) error
	Mkdir(name string) error
	Rename(from, to string) error
	// Remove removes a file or an empty folder.
	Remove(name string) error
	RemoveAll(name string) error
	SyncFolder(name string) error
}

type rootDisk struct {
	root *os.Root
	near *near
}

func (d rootDisk) Lstat(name string) (info fs.FileInfo, err error) {
	err = d.near.in(name, func(folder *os.Root, base string) error {
		info, err = folder.Lstat(base)
		return err
	})
	return info, err
}

func (d rootDisk) ReadFile(name string) (data []byte, err error) {
	err = d.near.in(name, func(folder *os.Root, base string) error {
		data, err = folder.ReadFile(base)
		return err
	})
	return data, err
}

func (d rootDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(d.root.FS(), name)
}

func (d rootDisk) WriteFile(name string, data []byte) error {
	return d.near.in(name, func(folder *os.Root, base string) error {
		f, err := folder.OpenFile(base, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|plainFile, fileMode)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Close())
	})
}

func (d rootDisk) WriteSynced(name string, write func(io.Writer) error) error {
	f, err := d.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC|plainFile, fileMode)
	if err != nil {
		return err
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (d rootDisk) Open(name string) (io.ReadCloser, error) {
	return d.root.Open(filepath.FromSlash(name))
}

func (d rootDisk) CopyFile(name string, from io.Reader) error {
	f, err := d.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC|plainFile, fileMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

func (d rootDisk) Mkdir(name string) error {
	return d.near.in(name, func(folder *os.Root, base string) error { return folder.Mkdir(base, folderMode) })
}

func (d rootDisk) Rename(from, to string) error {
	return patiently(func() error { return d.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to)) })
}

func (d rootDisk) Remove(name string) error {
	d.near.forget(name)
	return patiently(func() error { return d.root.Remove(filepath.FromSlash(name)) })
}

func (d rootDisk) RemoveAll(name string) error {
	d.near.forget(name)
	return d.root.RemoveAll(filepath.FromSlash(name))
}

// SyncFolder is without effect where folders cannot be synced: on Windows, and
// on some network file systems.
func (d rootDisk) SyncFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// missing tells whether an error means that nothing is there, be it because a
// file stands where the path has a folder.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// mkdirAbove makes the folders that a path lies in.
func mkdirAbove(d disk, name string) error {
	for folder := range above(name) {
		if err := d.Mkdir(folder); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}
