// Package store keeps transcripts as read, so that the text of an archive need
// not be held in memory and a file that has not changed need not be read again.
//
// It is a folder of files, each named by what its content depends on: the hash
// of the source file and the version of the reader. An entry is never changed.
// Every file carries a checksum; a damaged or foreign one is as good as absent.
// The whole folder may be deleted at any time, even during a build.
//
// A file is the line "dixit store 3", then the checksum of the rest, of 16 bytes, XORed with
// the first 16 bytes of the file's key, so that one file in the place of another is not
// taken for it; then the length of the transcript's encoding as a
// uvarint, the encoding, and the diagnostics of its reading as JSON.
package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"dixit/builder/internal/checksum"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

const magic = "dixit store 3\n"

// Key names a reading.
type Key [sha256.Size]byte

// KeyOf is the key of the reading that one version of a reader, in one build of
// the program, makes of a file's bytes. path takes part because diagnostics and
// transcripts name it.
func KeyOf(source source.Hash, path, build, reader string, version int) Key {
	h := sha256.New()
	fmt.Fprintf(h, "%d %q %s %d\n%s\n", transcript.CodecVersion, build, reader, version, path)
	h.Write(source[:])
	return Key(h.Sum(nil))
}

// Session is the key of one of the sessions of a file, nth from 1, where k is that
// of the reading of the file: the first has the key itself.
func (k Key) Session(nth int) Key {
	if nth <= 1 {
		return k
	}
	return sha256.Sum256(fmt.Appendf(k[:], " %d", nth))
}

// Store is an open store. It is safe for use by many at once.
type Store struct {
	dir string
	// rooms are of *[]byte, for files that are written or read: at each of the times
	// that a build reads a transcript it would make garbage of as much as its text.
	rooms *sync.Pool
}

// Open opens the store in a folder, which is made when it is missing.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return &Store{dir: dir, rooms: &sync.Pool{New: func() any { return new([]byte) }}}, nil
}

func (s *Store) path(k Key) string {
	name := hex.EncodeToString(k[:nameSize])
	return filepath.Join(s.dir, name[:2], name[2:])
}

// Put keeps a reading. One that is there already is replaced at once, so that a
// damaged one is mended and nobody ever reads half of either.
func (s *Store) Put(k Key, t *transcript.Transcript, list diag.List) error {
	notes, err := json.Marshal(noted(list))
	if err != nil {
		return err
	}
	// Room for the length and the checksum is left before the encoding.
	const room = len(magic) + checksum.Size + binary.MaxVarintLen64
	held := s.rooms.Get().(*[]byte)
	defer s.rooms.Put(held)
	*held = transcript.Encode(slices.Grow((*held)[:0], room+sizeOf(t))[:room], t)
	file := *held
	var length [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(length[:], uint64(len(file)-room))
	*held = append(file, notes...)
	file = (*held)[room-n-len(magic)-checksum.Size:]
	body := file[len(magic)+checksum.Size:]
	copy(body, length[:n])
	sum := sealOf(k, body)
	copy(file, magic)
	copy(file[len(magic):], sum[:])

	path := s.path(k)
	tmp, err := os.CreateTemp(filepath.Dir(path), newFile+"*")
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		tmp, err = os.CreateTemp(filepath.Dir(path), newFile+"*")
	}
	if err != nil {
		return err
	}
	if _, err = tmp.Write(file); err != nil {
		err = errors.Join(err, tmp.Close())
	} else if err = tmp.Close(); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

// sealOf is the checksum of what the file of a reading has behind it.
func sealOf(k Key, body []byte) checksum.Sum {
	sum := checksum.Of(body)
	for i := range sum {
		sum[i] ^= k[i]
	}
	return sum
}

// sizeOf is about what the encoding of a transcript takes, in bytes: its words,
// and some numbers for each segment.
func sizeOf(t *transcript.Transcript) int {
	n := 1 << 10
	for i := range t.Turns {
		n += 64
		for _, s := range t.Turns[i].Segments {
			n += len(s.Text) + 32
		}
	}
	return n
}

// Has tells whether there is a reading, without a look into it.
func (s *Store) Has(k Key) bool {
	_, err := os.Lstat(s.path(k))
	return err == nil
}

// Get gives a reading and the diagnostics that were made with it; ok is false
// when the store does not have it, whatever the reason.
func (s *Store) Get(k Key) (t *transcript.Transcript, list diag.List, ok bool) {
	room := s.rooms.Get().(*[]byte)
	defer s.rooms.Put(room)
	raw, err := readIn((*room)[:0], s.path(k))
	*room = raw
	if err != nil || !bytes.HasPrefix(raw, []byte(magic)) || len(raw) < len(magic)+checksum.Size {
		return nil, nil, false
	}
	raw = raw[len(magic):]
	body := raw[checksum.Size:]
	if sealOf(k, body) != checksum.Sum(raw[:checksum.Size]) {
		return nil, nil, false
	}
	n, size := binary.Uvarint(body)
	if size <= 0 || n > uint64(len(body)-size) {
		return nil, nil, false
	}
	t, err = transcript.Decode(body[size : size+int(n)])
	if err != nil {
		return nil, nil, false
	}
	var notes []note
	if json.Unmarshal(body[size+int(n):], &notes) != nil {
		return nil, nil, false
	}
	for _, d := range notes {
		list = append(list, diag.Diagnostic{File: d.File, Line: d.Line, Column: d.Column, Severity: d.Code.Severity(), Code: d.Code, Message: d.Message, Hint: d.Hint, Label: d.Label})
	}
	return t, list, true
}

// readIn appends what a file holds to b.
func readIn(b []byte, name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return b, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		b = slices.Grow(b, int(info.Size())+1) // the end shows where there is more room
	}
	for {
		if len(b) == cap(b) {
			b = slices.Grow(b, bytes.MinRead)
		}
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}

// note is a diagnostic without its severity, which its code has.
type note struct {
	File         string
	Line, Column int
	Code         diag.Code
	Message      string
	Hint         string
	Label        string `json:",omitempty"`
}

func noted(list diag.List) []note {
	out := make([]note, len(list))
	for i, d := range list {
		out[i] = note{d.File, d.Line, d.Column, d.Code, d.Message, d.Hint, d.Label}
	}
	return out
}

// Drop deletes readings, as Prune does.
func (s *Store) Drop(keys []Key) {
	for _, k := range keys {
		_ = os.Remove(s.path(k))
	}
}

// Prune deletes every entry that keep does not name, so that the store does not
// grow with each edit, and no words stay in it that a file no longer shows. What
// cannot be deleted now is deleted another time. So goes what a run that was killed has
// left half written.
func (s *Store) Prune(keep map[Key]bool) {
	named := make(Held, len(keep))
	for k := range keep {
		named[[nameSize]byte(k[:])] = true
	}
	dir, err := os.Stat(s.dir) // of the time of its last entry made, by the clock that files have
	if err != nil {
		return
	}
	// Either clock may have been ahead.
	isLeft := func(at time.Time) bool { return dir.ModTime().Sub(at) > left && time.Since(at) > left }
	s.eachEntry(func(name [nameSize]byte, path func() string) {
		if !named[name] {
			os.Remove(path())
		}
	}, func(path string) {
		if info, err := os.Lstat(path); err == nil && isLeft(info.ModTime()) {
			os.Remove(path)
		}
	})
}

// The beginnings of the names of files that are being written, and of scratch files.
const (
	newFile     = ".new-"
	scratchFile = ".excerpts-"
)

// left is for how long nobody has written a file of which it is certain that whoever
// made it is gone: one of [newFile] is written in seconds, a scratch file for as long as
// somebody edits.
const left = 7 * 24 * time.Hour

// Held says which readings a store had when it was looked at.
type Held map[[nameSize]byte]bool

// Has tells whether the store had a reading.
func (h Held) Has(k Key) bool { return h[[nameSize]byte(k[:])] }

// Held gives the readings that the store has, without a look into them: of 10,000 that
// takes a third of the time in which each is asked for.
func (s *Store) Held() Held {
	out := Held{}
	s.eachEntry(func(name [nameSize]byte, _ func() string) { out[name] = true }, func(string) {})
	return out
}

// nameSize is how much of a key names a file, in bytes.
const nameSize = 16

// eachEntry calls do for each reading of the store, by the beginning of its key, and
// unfinished for each file that is being written, or was when a run was killed.
func (s *Store) eachEntry(do func(name [nameSize]byte, path func() string), unfinished func(path string)) {
	folders, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	isUnfinished := func(name string) bool {
		return strings.HasPrefix(name, newFile) || strings.HasPrefix(name, scratchFile)
	}
	for _, folder := range folders {
		if isUnfinished(folder.Name()) {
			unfinished(filepath.Join(s.dir, folder.Name()))
		}
		if len(folder.Name()) != 2 {
			continue
		}
		f, err := os.Open(filepath.Join(s.dir, folder.Name()))
		if err != nil {
			continue
		}
		entries, _ := f.Readdirnames(-1)
		f.Close()
		for _, e := range entries {
			if isUnfinished(e) {
				unfinished(filepath.Join(s.dir, folder.Name(), e))
			}
			var name [nameSize]byte
			if text := folder.Name() + e; len(text) != hex.EncodedLen(nameSize) {
				continue
			} else if _, err := hex.Decode(name[:], []byte(text)); err == nil {
				do(name, func() string { return filepath.Join(s.dir, folder.Name(), e) })
			}
		}
	}
}
