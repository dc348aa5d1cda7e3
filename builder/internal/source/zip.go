package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Zip is a zip held in memory whose entries were looked over before any was
// unpacked: their number, sizes and names are within the limits. Nothing of it
// is ever written to disk.
type Zip struct {
	entries map[string]*zip.File
	names   []string
}

// OpenZip looks over a zip, such as a .docx is. The error says what is wrong
// with it: damaged, encrypted, over a limit of limits.go, or with a name that
// leads out of the folder it is unpacked to, as only a trap has. Its text is a
// message of a diagnostic (diag.FileRefused).
func OpenZip(raw []byte) (*Zip, error) {
	// Each entry has one such mark in the list at the end. They are counted
	// before the list is read, which takes some 300 bytes of memory an entry.
	if n := bytes.Count(raw, []byte("PK\x01\x02")); n > MaxZipEntries {
		return nil, fmt.Errorf("the zip has %d entries; at most %d are read", n, MaxZipEntries)
	}
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("the zip is damaged: %v", err)
	}
	z := &Zip{entries: make(map[string]*zip.File, len(r.File))}
	var total uint64
	for _, f := range r.File {
		name, err := entryName(f.Name)
		if err != nil {
			return nil, err
		}
		size, packed := f.UncompressedSize64, f.CompressedSize64
		if total += min(size, MaxZipSize+1); total > MaxZipSize {
			return nil, fmt.Errorf("the zip unpacks to more than %d MB", MaxZipSize>>20)
		}
		if size > SmallZipEntry && size/MaxZipRatio > packed {
			return nil, fmt.Errorf("%q in the zip unpacks from %d bytes to %d; at most %d times as much is read", name, packed, size, MaxZipRatio)
		}
		if strings.HasSuffix(name, "/") {
			continue
		}
		if z.entries[name] == nil {
			z.entries[name] = f
			z.names = append(z.names, name)
		}
	}
	return z, nil
}

// Names lists the entries that are files in the order of the zip, with slashes.
func (z *Zip) Names() []string { return z.names }

// Has tells whether the zip has an entry that is a file of a name.
func (z *Zip) Has(name string) bool { return z.entries[name] != nil }

// Size is how much an entry says it unpacks to, in bytes, 0 for one that is not there.
func (z *Zip) Size(name string) int64 {
	if f := z.entries[name]; f != nil {
		return int64(min(f.UncompressedSize64, MaxZipSize))
	}
	return 0
}

// Read unpacks one entry. ok is false if the zip has none of that name. The
// error is of an entry that is damaged, encrypted, or larger than MaxZipEntry
// or than the zip said.
func (z *Zip) Read(name string) (raw []byte, ok bool, err error) {
	f := z.entries[name]
	if f == nil {
		return nil, false, nil
	}
	if f.Flags&1 != 0 {
		return nil, true, fmt.Errorf("%q in the zip is encrypted", name)
	}
	if f.UncompressedSize64 > MaxZipEntry {
		return nil, true, fmt.Errorf("%q in the zip unpacks to %d MB; at most %d MB are read", name, f.UncompressedSize64>>20, MaxZipEntry>>20)
	}
	in, err := f.Open()
	if err != nil {
		return nil, true, fmt.Errorf("%q in the zip is damaged: %v", name, err)
	}
	defer in.Close()
	// The size is what the zip says, and it may lie: not a byte more is read.
	var b bytes.Buffer
	room := min(f.UncompressedSize64, max(SmallZipEntry, 20*f.CompressedSize64, 0))
	b.Grow(int(room) + bytes.MinRead)
	n, err := io.Copy(&b, io.LimitReader(in, int64(f.UncompressedSize64)+1))
	switch {
	case uint64(n) > f.UncompressedSize64:
		return nil, true, fmt.Errorf("%q in the zip unpacks to more than the %d bytes it is said to have", name, f.UncompressedSize64)
	case err != nil:
		return nil, true, fmt.Errorf("%q in the zip is damaged: %v", name, err)
	}
	return b.Bytes(), true, nil
}

// entryName is the name of an entry with slashes; some packers of Windows write
// backslashes. The error is for a name that is absolute, names a drive, leads
// upwards or cannot be a name.
func entryName(name string) (string, error) {
	slashed := strings.ReplaceAll(name, "\\", "/")
	clean := path.Clean(slashed)
	drive := len(slashed) > 1 && slashed[1] == ':'
	if clean == ".." || strings.HasPrefix(clean, "../") || path.IsAbs(slashed) || drive || strings.ContainsRune(slashed, 0) {
		return "", fmt.Errorf("the zip has an entry %q, which leads out of the folder it is unpacked to", name)
	}
	if strings.HasSuffix(slashed, "/") {
		return clean + "/", nil
	}
	return clean, nil
}
