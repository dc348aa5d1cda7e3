package searchindex

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"dixit/builder/internal/checksum"
)

// keptEditions is how many editions a segment has at least for its batches to be
// kept: fewer, of an hour each, are read in half a second of a processor. Tests lower it.
var keptEditions = 256

// keptStretch is how many editions a stretch has about whose batches are kept, and
// twice as many at most. It ends where a hash of a session says, so that an edition
// more or less moves no other end, or those of a few stretches behind it that are as
// long as they may be. A change reads a stretch again, with 64 in a sixth of a second;
// each costs a look at its file for every part of the segment. Tests lower it.
var keptStretch = 64

// batchVersion is raised when a batch comes to hold something else.
const batchVersion = 6

// keepsBatches tells whether batches of a segment are kept.
func (w *writer) keepsBatches(s int) bool {
	return w.in.Cache != "" && w.in.Keys != nil && len(w.segs[s].heads) >= keptEditions
}

// keptStretches cuts the editions of a segment into stretches whose batches are
// kept.
func (w *writer) keptStretches(heads []int) [][]int {
	var out [][]int
	from := 0
	for i, h := range heads {
		sum := sha256.Sum256([]byte(w.in.Heads[h].Session))
		if n := i + 1 - from; i+1 == len(heads) || n >= 2*keptStretch || binary.BigEndian.Uint32(sum[4:8])%uint32(keptStretch) == 0 {
			out = append(out, heads[from:i+1])
			from = i + 1
		}
	}
	return out
}

// stretchKey is the key of the batches of a stretch; the zero one where they are not
// kept.
func (w *writer) stretchKey(s int, heads []int) Key {
	if !w.keepsBatches(s) {
		return Key{}
	}
	k, _ := w.key(heads, "batch", batchVersion, batchPostings, w.begin(w.segs[s].lang), w.parts[s])
	return k
}

// recall takes the batches of a stretch as they were kept. It is false unless all
// are whole and the texts of their editions still there.
func (w *writer) recall(s int, heads []int, stretch Key) bool {
	list, err := w.openStretch(stretch)
	editions := 0
	for _, b := range list {
		editions += len(b.Docs)
	}
	if err != nil || editions != len(heads) || !w.keepTexts(list) {
		return false
	}
	at := int(w.where[heads[0]][1])
	for _, b := range list {
		b.first = at
		at += copy(w.space[s].docs[at:], b.Docs)
		b.Docs = w.space[s].docs[b.first:at]
		w.take(s, b)
	}
	return true
}

// keepTexts keeps the texts of batches; it is false if one is not there any more.
func (w *writer) keepTexts(list []*batch) bool {
	var claimed []textID
	var names []string
	for _, b := range list {
		for i := range b.Docs {
			d := &b.Docs[i]
			id := d.text()
			if !claim(w, w.texts, id) {
				continue // somebody else keeps or writes it
			}
			claimed = append(claimed, id)
			names = appendTextNames(names, id, int(d.Files))
		}
	}
	if !w.in.Keep(names) {
		unclaim(w, w.texts, claimed...)
		return false
	}
	return true
}

// batchFile is the file of the n-th batch of a stretch.
func (w *writer) batchFile(stretch Key, n int) string {
	return filepath.Join(w.in.Cache, fmt.Sprintf("%x-%d", stretch, n))
}

// openStretch opens the batches of a stretch, if all are whole.
func (w *writer) openStretch(stretch Key) ([]*batch, error) {
	var list []*batch
	for {
		b, err := w.in.Opened.open(w.batchFile(stretch, len(list)))
		if err != nil {
			return nil, err
		}
		list = append(list, b)
		if !b.More {
			return list, nil
		}
	}
}

// A batch is kept as the checksum of all that follows, the length of its head in four
// bytes, the lowest first, the head, which is a batch in the encoding of gob, and its
// blocks.
const batchBegin = checksum.Size + 4

// save keeps a batch, the n-th of a stretch, in a file, and holds it there.
func (w *writer) save(b *batch, blocks []byte, stretch Key, n int) error {
	var head bytes.Buffer
	head.Write(make([]byte, batchBegin))
	if err := gob.NewEncoder(&head).Encode(b); err != nil {
		return err
	}
	begin := head.Bytes()
	binary.LittleEndian.PutUint32(begin[checksum.Size:], uint32(len(begin)-batchBegin))
	var hash checksum.Hash
	_, _ = hash.Write(begin[checksum.Size:])
	_, _ = hash.Write(blocks)
	sum := hash.Sum()
	copy(begin, sum[:])
	tmp, err := os.CreateTemp(w.in.Cache, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(begin)
	if err == nil {
		_, err = tmp.Write(blocks)
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	path := w.batchFile(stretch, n)
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	b.held = heldBytes{kept: path, at: int64(len(begin))}
	return nil
}

var errBatch = errors.New("a kept batch is damaged")

// openBatch opens a batch that was kept, once it is known to be whole.
func openBatch(path string) (*batch, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	n, err := checksum.Check(f)
	if err != nil {
		return nil, err
	}
	if n < batchBegin-checksum.Size {
		return nil, errBatch
	}
	var head [batchBegin - checksum.Size]byte
	if _, err := f.ReadAt(head[:], checksum.Size); err != nil {
		return nil, err
	}
	size := int64(binary.LittleEndian.Uint32(head[:]))
	if n < int64(len(head))+size {
		return nil, errBatch
	}
	b := &batch{}
	if err := gob.NewDecoder(io.NewSectionReader(f, batchBegin, size)).Decode(b); err != nil {
		return nil, err
	}
	b.held = heldBytes{kept: path, at: batchBegin + size}
	return b, nil
}
