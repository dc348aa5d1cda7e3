package builder

import (
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
	mu    sync.Mutex
	pages map[pathKey]pageMade
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

type pageMade struct {
	key  site.Key
	hash output.Hash // zero until the commit has ended
	path string      // "" for one that was loaded
}

// madeNote is the name of the note. It holds the key and the sum of the search
// index, then, for each page, its pathKey, key and hash. It needs no seal: damaged,
// it fits nothing.
const madeNote = "pages"

const searchMadeSize = len(site.Key{}) + 8*len(output.Sum{})

const madeSize = len(pathKey{}) + len(site.Key{}) + len(output.Hash{})

func pathKeyOf(path string) pathKey {
	sum := sha256.Sum256([]byte(path))
	return pathKey(sum[:len(pathKey{})])
}

// loadPagesMade gives what the last run remembered.
func loadPagesMade(s *store.Store) *pagesMade {
	m := &pagesMade{pages: map[pathKey]pageMade{}}
	note, _ := s.Recall(madeNote)
	if len(note) < searchMadeSize {
		return m
	}
	m.pages = make(map[pathKey]pageMade, len(note)/madeSize)
	note = note[copy(m.search.key[:], note):]
	for i := range m.search.sum {
		m.search.sum[i], note = binary.LittleEndian.Uint64(note), note[8:]
	}
	for rest := range slices.Chunk(note, madeSize) {
		if len(rest) < madeSize {
			break
		}
		var p pathKey
		var made pageMade
		rest = rest[copy(p[:], rest):]
		rest = rest[copy(made.key[:], rest):]
		copy(made.hash[:], rest)
		m.pages[p] = made
	}
	return m
}

// note notes the key of a page that this build has, and gives the hash of the file that
// the last build made of equal inputs; false for none.
func (m *pagesMade) note(path string, key site.Key, last *pagesMade) (output.Hash, bool) {
	p := pathKeyOf(path)
	m.mu.Lock()
	m.pages[p] = pageMade{key: key, path: path}
	m.mu.Unlock()
	return last.hashOf(p, key)
}

// hash gives the hash of the file that was made of equal inputs.
func (m *pagesMade) hash(path string, key site.Key) (output.Hash, bool) {
	return m.hashOf(pathKeyOf(path), key)
}

func (m *pagesMade) hashOf(p pathKey, key site.Key) (output.Hash, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	made, ok := m.pages[p]
	return made.hash, ok && made.key == key
}

// settle takes the hashes from the folder that now holds the pages.
func (m *pagesMade) settle(folder *output.Folder) {
	m.search.sum = folder.SumOf(site.SearchFolder)
	for p, made := range m.pages {
		hash, ok := folder.HashOf(made.path)
		if !ok {
			delete(m.pages, p)
			continue
		}
		made.hash = hash
		m.pages[p] = made
	}
}

// save leaves a note for the next run. That it cannot be left costs the next run
// time and nothing else.
func (m *pagesMade) save(s *store.Store) {
	paths := make([]pathKey, 0, len(m.pages))
	for p := range m.pages {
		paths = append(paths, p)
	}
	slices.SortFunc(paths, func(x, y pathKey) int { return slices.Compare(x[:], y[:]) })
	b := make([]byte, 0, searchMadeSize+madeSize*len(paths))
	b = append(b, m.search.key[:]...)
	for _, n := range m.search.sum {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	for _, p := range paths {
		made := m.pages[p]
		b = append(append(append(b, p[:]...), made.key[:]...), made.hash[:]...)
	}
	m.unsaved = false
	_ = s.Remember(madeNote, b)
}
