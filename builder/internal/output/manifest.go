package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dixit/builder/internal/checksum"
)

const (
	manifestHeader = "dixit manifest "
	journalHeader  = "dixit journal "
	folderWord     = "folder "
	unknownHash    = "-"
)

// record is an entry without its path. Known is false where a crash left bytes
// that no one vouches for.
type record struct {
	hash  Hash
	size  int64
	class Class
	known bool
}

func recordOf(data []byte, class Class) record {
	return record{hash: checksum.Of(data), size: int64(len(data)), class: class, known: true}
}

// recordOn gives the record of a file on disk, which is read as a stream.
func recordOn(d disk, name string, class Class) (record, error) {
	f, err := d.Open(name)
	if err != nil {
		return record{}, err
	}
	defer f.Close()
	hash, size, err := checksum.From(f)
	if err != nil {
		return record{}, err
	}
	return record{hash: hash, size: size, class: class, known: true}, nil
}

// sum makes the record of what is read through it.
type sum struct {
	from io.Reader
	hash checksum.Hash
	size int64
}

func newSum(from io.Reader) *sum { return &sum{from: from} }

func (s *sum) Read(b []byte) (int, error) {
	n, err := s.from.Read(b)
	s.hash.Write(b[:n])
	s.size += int64(n)
	return n, err
}

// record is that of all that was read.
func (s *sum) record(class Class) record {
	return record{hash: s.hash.Sum(), size: s.size, class: class, known: true}
}

// sameBytes tells whether both records are of the same bytes for certain.
func (r record) sameBytes(o record) bool {
	return r.known && o.known && r.size == o.size && r.hash == o.hash
}

func (r record) hashText() string {
	if !r.known {
		return ""
	}
	return hex.EncodeToString(r.hash[:])
}

func (r record) entry(path string) Entry {
	return Entry{Path: path, Hash: r.hashText(), Size: r.size, Class: r.class}
}

// appendTo writes the record as "HASH SIZE CLASS ", which its path follows.
func (r record) appendTo(b []byte) []byte {
	if r.known {
		b = hex.AppendEncode(b, r.hash[:])
	} else {
		b = append(b, unknownHash...)
	}
	b = append(b, ' ')
	b = strconv.AppendInt(b, r.size, 10)
	b = append(b, ' ')
	b = append(b, r.class.String()...)
	return append(b, ' ')
}

// parseRecord reads what appendTo writes, and the path, which is not looked at.
func parseRecord(line string) (path string, r record, err error) {
	hash, rest, _ := strings.Cut(line, " ")
	size, rest, _ := strings.Cut(rest, " ")
	class, path, _ := strings.Cut(rest, " ")
	var text [2 * len(r.hash)]byte // room for what would be written
	if hash != unknownHash {
		if len(hash) == len(text) {
			_, err = hex.Decode(r.hash[:], append(text[:0], hash...))
		}
		if err != nil || string(hex.AppendEncode(text[:0], r.hash[:])) != hash {
			return "", r, fmt.Errorf("%w: %q is no hash", errDamaged, hash)
		}
		r.known = true
	}
	r.size, err = strconv.ParseInt(size, 10, 64)
	if err != nil || r.size < 0 || string(strconv.AppendInt(text[:0], r.size, 10)) != size {
		return "", r, fmt.Errorf("%w: %q is no size", errDamaged, size)
	}
	for c, name := range classNames {
		if name == class {
			r.class = Class(c)
			return path, r, nil
		}
	}
	return "", r, fmt.Errorf("%w: %q is no class", errDamaged, class)
}

func validPath(path string) error {
	if err := checkPath(path); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return nil
}

// manifest is what dixit wrote in the folder and still vouches for.
type manifest struct {
	*pathTree[record]      // the files, and the folders that dixit made
	recorded          bool // false where the folder had none, or a damaged one
}

func newManifest() *manifest { return &manifest{pathTree: new(pathTree[record])} }

func (m *manifest) clone() *manifest {
	return &manifest{pathTree: m.pathTree.clone(), recorded: m.recorded}
}

// Sum stands for a set of files and their bytes.
type Sum [4]uint64

// sumOf is the sum of the files whose path begins with prefix.
func (m *manifest) sumOf(prefix string) (sum Sum) {
	var path, b []byte
	for n, r := range m.all() {
		if path = m.appendPath(path[:0], n); !bytes.HasPrefix(path, []byte(prefix)) {
			continue
		}
		b = append(append(r.appendTo(b[:0]), path...), '\n')
		one := sha256.Sum256(b)
		for i := range sum {
			sum[i] += binary.LittleEndian.Uint64(one[8*i:])
		}
	}
	return sum
}

// writeTo writes the manifest as the text that parseManifest reads.
func (m *manifest) writeTo(w io.Writer) error {
	return writeSealed(w, manifestHeader, func(add func(line []byte)) {
		var b []byte
		order := m.sorted()
		for _, n := range order {
			if r := m.value(n); r != nil {
				b = append(m.appendPath(r.appendTo(b[:0]), n), '\n')
				add(b)
			}
		}
		for _, n := range order {
			if m.nodes.at(n).folder != noFolder {
				b = append(m.appendPath(append(b[:0], folderWord...), n), '\n')
				add(b)
			}
		}
	})
}

// parseManifest reads what writeTo writes. The error wraps errDamaged unless the
// manifest is sound but of another version.
func parseManifest(text []byte) (*manifest, error) {
	lines, err := unseal(text, manifestHeader)
	if err != nil {
		return nil, err
	}
	m := newManifest()
	m.recorded = true
	paths := inOrder{tree: m.pathTree}
	for line := range lines {
		if path, ok := strings.CutPrefix(line, folderWord); ok {
			if m.folders == 0 {
				paths.last = ""
			}
			n, err := paths.add(path)
			if err != nil {
				return nil, err
			}
			m.mark(n, isFolder)
			continue
		}
		path, r, err := parseRecord(line)
		if err == nil && m.folders > 0 {
			err = outOfOrder(path)
		}
		if err != nil {
			return nil, err
		}
		n, err := paths.add(path)
		if err != nil {
			return nil, err
		}
		m.give(n, r)
	}
	return m, nil
}

func outOfOrder(path string) error {
	return fmt.Errorf("%w: %q is out of order", errDamaged, path)
}

// inOrder adds paths in order of their bytes. The folders that a path lies in with the one
// before are neither looked at nor looked for again.
type inOrder struct {
	tree    *pathTree[record]
	last    string  // the path before, "" for none
	folders []int32 // that it lies in, by number, the outermost first
}

// add gives the number of a path. The error is that it cannot be one of the site, or is
// not behind the one before.
func (o *inOrder) add(path string) (n int32, err error) {
	if path <= o.last {
		return 0, outOfOrder(path)
	}
	depth, from := 0, 0 // the folders that both lie in, and where in path they end
	for i := 0; i < len(o.last) && i < len(path) && o.last[i] == path[i]; i++ {
		if path[i] == '/' {
			depth, from = depth+1, i+1
		}
	}
	below, check := path[from:], checkPathIn
	if depth == 0 {
		check = checkPath
	}
	if err := check(below); err != nil {
		return 0, fmt.Errorf("%w: in %q: %w", errDamaged, path, err)
	}
	if o.last, o.folders = path, o.folders[:depth]; depth > 0 {
		n = o.folders[depth-1]
	}
	for {
		name, rest, inside := strings.Cut(below, "/")
		if n = o.tree.addIn(n, name); !inside {
			return n, nil
		}
		o.folders, below = append(o.folders, n), rest
	}
}
