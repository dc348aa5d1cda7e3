package builder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sync"

	"dixit/builder/internal/output"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/site"
	"dixit/builder/internal/store"
)

// pagesMade remembers which bytes were made of which inputs: of each page the key
// of its inputs, and the hash of its file. A page whose key is as it was is not
// made again where the output folder still has the file. It is kept from one
// build of an Archive to the next, and as a note in the store from one run of the
// program to the next; what it says is true of any output folder.
type pagesMade struct {
	mu   sync.Mutex // guards rows while a build is under way
	rows []madeRow  // by pathKey, once it has ended
	// search is the key of the search index, zero for none, what it is of, and what
	// is remembered of its parts, nil for nothing; the note does not hold that.
	search struct {
		key   site.Key
		sum   output.Sum
		parts *searchindex.Made
	}
	unsaved bool // the note does not say it
}

// pathKey is the beginning of the hash of a path.
type pathKey [16]byte

func pathKeyOf(path string) pathKey {
	sum := sha256.Sum256([]byte(path))
	return pathKey(sum[:len(pathKey{})])
}

// madeRow is a page that was made: its pathKey, its key, and the hash of its file. As
// the note holds them, and for as long as the program runs: of 40,000 pages a map took
// twice as much memory.
type madeRow [len(pathKey{}) + len(site.Key{}) + len(output.Hash{})]byte

func madeRowOf(path string, key site.Key, hash output.Hash) madeRow {
	p := pathKeyOf(path)
	b := make([]byte, 0, len(madeRow{}))
	return madeRow(append(append(append(b, p[:]...), key[:]...), hash[:]...))
}

func (r *madeRow) key() site.Key     { return site.Key(r[len(pathKey{}):]) }
func (r *madeRow) hash() output.Hash { return output.Hash(r[len(pathKey{})+len(site.Key{}):]) }

// madeNote is the name of the note. It holds the key and the sum of the search
// index, then the rows. It needs no seal: damaged, it fits nothing.
const madeNote = "pages"

const searchMadeSize = len(site.Key{}) + 8*len(output.Sum{})

// loadPagesMade gives what the last run remembered.
func loadPagesMade(s *store.Store) *pagesMade {
	m := &pagesMade{}
	note, _ := s.Recall(madeNote)
	if len(note) < searchMadeSize {
		return m
	}
	note = note[copy(m.search.key[:], note):]
	for i := range m.search.sum {
		m.search.sum[i], note = binary.LittleEndian.Uint64(note), note[8:]
	}
	m.rows = make([]madeRow, len(note)/len(madeRow{}))
	for i := range m.rows {
		note = note[copy(m.rows[i][:], note):]
	}
	return m
}

// note notes a page that this build has put or kept.
func (m *pagesMade) note(path string, key site.Key, hash output.Hash) {
	row := madeRowOf(path, key, hash)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rows = append(m.rows, row)
}

// hash gives the hash of the file that was made of equal inputs. Nothing is settled
// meanwhile.
func (m *pagesMade) hash(path string, key site.Key) (output.Hash, bool) {
	i, ok := slices.BinarySearchFunc(m.rows, pathKeyOf(path), func(r madeRow, p pathKey) int { return bytes.Compare(r[:len(p)], p[:]) })
	if !ok || m.rows[i].key() != key {
		return output.Hash{}, false
	}
	return m.rows[i].hash(), true
}

// settle ends the build, of which the folder now holds the files.
func (m *pagesMade) settle(folder *output.Folder) {
	m.search.sum = folder.SumOf(site.SearchFolder)
	slices.SortFunc(m.rows, func(x, y madeRow) int { return bytes.Compare(x[:], y[:]) })
}

// save leaves a note for the next run. That it cannot be left costs the next run
// time and nothing else.
func (m *pagesMade) save(s *store.Store) {
	b := make([]byte, 0, searchMadeSize+len(madeRow{})*len(m.rows))
	b = append(b, m.search.key[:]...)
	for _, n := range m.search.sum {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	for i := range m.rows {
		b = append(b, m.rows[i][:]...)
	}
	m.unsaved = false
	_ = s.Remember(madeNote, b)
}
