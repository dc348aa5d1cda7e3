package searchindex

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// Key is the beginning of a hash of what something is made of.
type Key = [16]byte

// Made remembers what an index was made of, so that the next one, of nearly the
// same editions, is the same computation with most answers known. All in it is
// kept by a hash of what it depends on. It does not change once it is given.
type Made struct {
	primers  map[Key]*primer
	lexicons map[Key]*lexicon
	words    map[Key]string // names of files; "" where there are no words
	segments map[Key]madeSegment
	// partitions are those of segments whose batches are kept.
	partitions map[Key]madePartition
	// docs are the folders of documents, see writer.docsKey.
	docs map[Key]bool
}

func newMade() *Made {
	return &Made{map[Key]*primer{}, map[Key]*lexicon{}, map[Key]string{}, map[Key]madeSegment{}, map[Key]madePartition{}, map[Key]bool{}}
}

// madeSegment is a segment that was written.
type madeSegment struct {
	manifest segmentManifest
	texts    []madeText // of its editions
	bigs     []int32    // see space
	han      []rune     // see writer.han
	batches  []string   // names of files of the cache
}

// madeText is the texts of an edition.
type madeText struct {
	ID    textID
	Files int32
}

// names are those of all its files but the texts.
func (m *madeSegment) names() []string {
	names := []string{m.manifest.ID + "/" + datesName}
	for p, pages := range m.manifest.Pages {
		names = append(names, madePartition{m.manifest.folder(p), pages, int(m.bigs[p])}.names(p)...)
	}
	for run := range docRuns(m.manifest.Files) {
		names = append(names, docNames(m.manifest.docFolder(run*docRun), m.manifest.Files, run)...)
	}
	return names
}

// key is that of something made of some editions, in their order, and of what
// is told. It is false where editions have no keys.
func (w *writer) key(heads []int, of ...any) (Key, bool) {
	if w.in.Keys == nil {
		return Key{}, false
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %q %v\n", FormatVersion, terms.Version, of, deciding())
	var line []byte
	for _, i := range heads {
		x := &w.in.Heads[i]
		line = strconv.AppendQuote(line[:0], x.Session)
		line = strconv.AppendQuote(line, string(x.Lang))
		line = strconv.AppendQuote(line, x.Date)
		h.Write(append(line, w.in.Keys[i][:]...))
	}
	return keyOf(h), true
}

// keyOf is the key of what was hashed.
func keyOf(h hash.Hash) Key { return Key(h.Sum(nil)[:len(Key{})]) }

// begin is the name of what blocks of a language go on with, "" for nothing.
func (w *writer) begin(l lang.Tag) string {
	if p := w.primers[l]; p != nil {
		return p.name
	}
	return ""
}

// segmentKey is the key of a segment, once primers and lexicons are known.
func (w *writer) segmentKey(s int) (Key, bool) {
	seg := &w.segs[s]
	return w.key(seg.heads, "segment", seg.of, w.begin(seg.lang), w.lexicons[seg.lang].name())
}

// keepSegments keeps the segments that were written before and are still in the
// folder.
func (w *writer) keepSegments() {
	w.kept = make([]bool, len(w.segs))
	asked := map[string]bool{} // names of files in folders may be those of several segments
	for s := range w.segs {
		k, ok := w.segmentKey(s)
		if !ok {
			continue
		}
		m, ok := w.in.Made.segments[k]
		if !ok {
			continue
		}
		files := m.names()
		names := slices.DeleteFunc(slices.Clone(files), func(n string) bool { return asked[n] })
		for _, t := range m.texts {
			if !w.texts[t.ID] {
				names = appendTextNames(names, t.ID, int(t.Files))
			}
		}
		if !w.in.Keep(names) {
			continue
		}
		for _, n := range files {
			asked[n] = true
		}
		for _, t := range m.texts {
			w.texts[t.ID] = true
		}
		for _, folder := range m.manifest.inFolders() {
			w.claimed[folder] = true
		}
		w.kept[s], w.man.Segments[s] = true, m.manifest
		for k, p := range w.in.Made.partitions {
			if slices.Contains(m.manifest.Folders, p.Folder) {
				w.made.partitions[k] = p
			}
		}
		for _, folder := range m.manifest.Docs {
			if k := w.docsKey(folder); w.in.Made.docs[k] {
				w.made.docs[k] = true
			}
		}
		for _, r := range m.han {
			w.han[r] = true
		}
		w.made.segments[k] = m
	}
}

// keepWords keeps the files of words for respelling that were written before and
// are still in the folder, and gives the editions in which others must be counted.
func (w *writer) keepWords(byLang map[lang.Tag][]int) {
	w.counted = make([]bool, len(w.in.Heads))
	w.wordKeys = map[lang.Tag]Key{}
	w.man.Words = map[lang.Tag]string{}
	for l, of := range byLang {
		heads := sample(w.in.Heads, of, wordEditions)
		if k, ok := w.key(heads, "words"); ok {
			if name, ok := w.in.Made.words[k]; ok && (name == "" || w.keepOnce(name, []string{name})) {
				w.made.words[k] = name
				if name != "" {
					w.man.Words[l] = name
				}
				continue
			}
			w.wordKeys[l] = k
		}
		for _, i := range heads {
			w.counted[i] = true
		}
	}
}

// remember notes a segment that was written.
func (w *writer) remember(s int) {
	k, ok := w.segmentKey(s)
	if !ok {
		return
	}
	docs := w.space[s].docs
	m := madeSegment{manifest: w.man.Segments[s], texts: make([]madeText, len(docs)), bigs: w.space[s].bigs}
	for i := range docs {
		m.texts[i] = madeText{docs[i].text(), docs[i].Files}
	}
	slices.SortFunc(m.texts, func(x, y madeText) int { return bytes.Compare(x.ID[:], y.ID[:]) })
	m.texts = slices.Compact(m.texts)
	for r := range w.space[s].han {
		m.han = append(m.han, r)
	}
	for _, b := range w.space[s].batches {
		if b.held.kept != "" {
			m.batches = append(m.batches, filepath.Base(b.held.kept))
		}
	}
	slices.Sort(m.han)
	w.made.segments[k] = m
}

// madePartition is a partition that was written: where, and how many pages and big
// lists it has.
type madePartition struct {
	Folder      string
	Pages, Bigs int
}

// names are those of its files, where it is partition p.
func (m madePartition) names(p int) []string {
	names := make([]string, 0, m.Bigs+m.Pages)
	for i := range m.Bigs {
		names = append(names, m.Folder+"/"+bigName(p, i))
	}
	for i := range m.Pages {
		names = append(names, m.Folder+"/"+pageName(p, i))
	}
	return names
}

// keyOfPartition is the key of all that the files of a partition hold, once the
// passages of its segment are numbered; false where it is not known.
func (w *writer) keyOfPartition(s, p int) (Key, bool) {
	if w.numbering[s] == (Key{}) {
		return Key{}, false
	}
	h := sha256.New()
	h.Write(w.numbering[s][:])
	h.Write(strconv.AppendInt(nil, int64(p), 10))
	h.Write(w.space[s].sums[p][:])
	return keyOf(h), true
}

// numberingOf is the key of all that decides what the files of partitions hold,
// besides their blocks.
func (w *writer) numberingOf(s int, m *segmentManifest) Key {
	sp := &w.space[s]
	lex := w.lexicon(m.Lang, m.Key).name()
	h := sha256.New()
	fmt.Fprintln(h, w.in.Program, FormatVersion, batchVersion, terms.Version, deciding(), m.Lang, m.Key, lex, sp.slots, sp.files, sp.passages, sp.pageSize, len(m.Pages))
	for i := range sp.docs {
		d := &sp.docs[i]
		fmt.Fprintln(h, d.first, d.PerFile, d.Passages)
	}
	for _, b := range sp.batches {
		fmt.Fprintln(h, b.first)
	}
	return keyOf(h)
}

// docsKey is the key of what a folder of documents holds, as this program writes it.
func (w *writer) docsKey(folder string) Key {
	h := sha256.New()
	fmt.Fprintln(h, w.in.Program, folder)
	return keyOf(h)
}

// rememberDocs notes a folder of documents that was written.
func (w *writer) rememberDocs(k Key) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.made.docs[k] = true
}

// rememberPartition notes a partition that was written.
func (w *writer) rememberPartition(k Key, p madePartition) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.made.partitions[k] = p
}

// ForgetOthers removes from a cache what the index was not made of: what stays says the
// words of transcripts that may be there no more. A file that cannot be removed costs
// room, and is tried again the next time.
func (m *Made) ForgetOthers(cache string) {
	used := map[string]bool{}
	for _, s := range m.segments {
		for _, name := range s.batches {
			used[name] = true
		}
	}
	list, _ := os.ReadDir(cache)
	for _, e := range list {
		if !used[e.Name()] {
			os.Remove(filepath.Join(cache, e.Name()))
		}
	}
}
