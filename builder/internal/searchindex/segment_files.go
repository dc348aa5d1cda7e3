package searchindex

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"slices"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// editionsPerPartition is how many editions' terms are gathered at a time: some
// 1 MB of them as kept, 6 as they are gathered. With twice as many, a build of 10,000
// meetings takes 100 MB more; each first search takes 300 bytes less, for the manifest
// names half as many folders. Tests lower it.
var editionsPerPartition = 96

// unspacedShare is by how much fewer they are in scripts without blanks: there each two
// characters are a term, and twice as many terms are gathered of an edition. Of 1,000
// meetings in four languages, one of them Chinese, a build takes 390 MB so, and 520 where
// they are as many.
const unspacedShare = 2

// partitions is how many partitions a segment of so many editions has.
func partitions(l lang.Tag, editions int) int {
	per := editionsPerPartition
	if l.Unspaced() {
		per /= unspacedShare
	}
	return max(1, (editions+per-1)/per)
}

// writeSegments writes the pages of all segments, partition by partition, those with one
// glossary one after the other.
func (w *writer) writeSegments(ctx context.Context) error {
	type job struct{ seg, part int }
	var jobs []job // a part is a partition, or a run of documents
	var made []int
	for s := range w.segs {
		if w.kept[s] {
			continue
		}
		made = append(made, s)
		w.place(s)
		m := w.describe(s)
		w.man.Segments[s] = m
		if w.keepsBatches(s) && len(m.Folders) > 0 {
			w.numbering[s] = w.numberingOf(s, &m)
		}
		for p := range w.parts[s] {
			jobs = append(jobs, job{s, p})
		}
	}
	slices.SortStableFunc(jobs, func(x, y job) int {
		return w.glossaryOf(x.seg, x.part).compare(w.glossaryOf(y.seg, y.part))
	})
	err := w.each(ctx, len(jobs), func(i int, t *tools) error {
		return w.partition(jobs[i].seg, jobs[i].part, t)
	})
	if err != nil {
		return err
	}
	jobs = jobs[:0]
	for _, s := range made {
		for _, b := range w.space[s].batches {
			b.Lengths, b.files = nil, placedFiles{}
		}
		for run := range docRuns(w.space[s].files) {
			jobs = append(jobs, job{s, run})
		}
	}
	err = w.each(ctx, len(jobs), func(i int, t *tools) error {
		return w.documents(jobs[i].seg, jobs[i].part, t)
	})
	if err != nil {
		return err
	}
	for _, s := range made {
		for r := range w.space[s].han {
			w.han[r] = true
		}
		w.remember(s)
	}
	return nil
}

// place numbers the text files of a segment, and its passages.
func (w *writer) place(s int) {
	sp := &w.space[s]
	sp.inOrder()
	for i := range sp.docs {
		d := &sp.docs[i]
		d.first = int32(sp.files)
		sp.files += int(d.Files)
		sp.passages += int(d.Passages)
		sp.slots = max(sp.slots, int(min(d.PerFile, d.Passages)))
	}
	sp.slots = max(sp.slots, 1)
	for _, b := range sp.batches {
		b.place(sp.slots)
		for _, n := range b.Lengths {
			sp.words += int(n)
		}
	}
	sp.pageSize = pageSize(sp.words, w.segs[s].of)
}

// deciding lists whatever decides what the files of a segment hold, so that a file
// never changes under its name, nor is taken for made, from one version of the
// program to the next.
func deciding() []any {
	return []any{
		editionsPerPartition, unspacedShare, partitionKey, docFiles, maxForms, keepAll, keepShare, keepSingles, keepSingleShare,
		leastPage, leastAsked, mostLeast, rootShare, longList, bigList, bigPruned, longerKeys, impactBounds, k1, lengthShare, pivot,
	}
}

// describe gives what the manifest says of a segment. Its id is a hash of all
// that its files are made of, so that they can be written as they are made.
func (w *writer) describe(s int) segmentManifest {
	sp := &w.space[s]
	all := sha256.New()
	fmt.Fprintf(all, "dixit search %d %d %s %v\n", FormatVersion, terms.Version, w.segs[s].lang, deciding())
	fmt.Fprintf(all, "pages %d\n", sp.pageSize)
	if w.alone != "" {
		fmt.Fprintf(all, "alone %s\n", w.alone)
	}
	runs := make([]hash.Hash, docRuns(sp.files))
	for n := range runs {
		runs[n] = sha256.New()
		fmt.Fprintf(runs[n], "dixit documents %d %d %d\n", FormatVersion, docFiles, n)
	}
	var b []byte
	for i := range sp.docs {
		d := &sp.docs[i]
		b = d.appendJSON(b[:0], 0, int(d.Files))
		all.Write(b)
		for n := d.begin() / (docFiles * docRun); n*docFiles*docRun < d.end(); n++ {
			runs[n].Write(b)
		}
	}
	m := segmentManifest{}
	m.Key[0], m.Key[1] = keyLength(sp.words)
	if x := w.lexicon(w.segs[s].lang, m.Key); x != nil {
		fmt.Fprintf(all, "%s\n", x.id)
	}
	m = segmentManifest{
		Key: m.Key, ID: name(all.Sum(nil)), Lang: w.segs[s].lang, Editions: len(sp.docs), Passages: sp.passages,
		Files: sp.files, Slots: sp.slots, Pages: make([]int, w.parts[s]),
	}
	if n := len(m.Pages); n > 1 {
		m.Folders = make([]string, n)
	}
	if len(runs) > 1 {
		for _, h := range runs {
			m.Docs = append(m.Docs, nameOfFolder(h.Sum(nil)))
		}
	}
	return m
}

// lexicon is what a segment with these keys refers to, nil for none.
func (w *writer) lexicon(l lang.Tag, key [2]int) *lexicon {
	if key != shortKeys {
		return nil
	}
	return w.lexicons[l]
}

// partition writes the files of a partition, or keeps those that were written before.
func (w *writer) partition(s, p int, t *tools) error {
	sp := &w.space[s]
	m := &w.man.Segments[s]
	key, keyed := w.keyOfPartition(s, p)
	if made, ok := w.in.Made.partitions[key]; keyed && ok {
		if w.keepOnce(made.Folder, made.names(p)) {
			m.Pages[p], m.Folders[p], sp.bigs[p] = made.Pages, made.Folder, int32(made.Bigs)
			w.rememberPartition(key, made)
			return nil
		}
	}
	blocks, err := t.read(sp.batches, p)
	if err != nil {
		return err
	}
	glossary := w.glossary(w.glossaryOf(s, p))
	gs, err := t.groups(blocks, sp, glossary)
	if err != nil {
		return err
	}
	files, n := t.pages(gs, sp, p, sp.pageSize, m.Key[0], m.Key[1], glossary.lex)
	m.Pages[p], sp.bigs[p] = n, int32(len(files)-n)
	if len(m.Folders) == 0 {
		return w.put(m.ID, files)
	}
	made := madePartition{folderOf(files), n, len(files) - n}
	m.Folders[p] = made.Folder
	if keyed {
		w.rememberPartition(key, made)
	}
	return w.putFolder(made.Folder, files)
}

// documents writes a run of the documents of a segment, or keeps those that were written
// before, and with the first their dates.
func (w *writer) documents(s, run int, t *tools) error {
	m := &w.man.Segments[s]
	if run == 0 {
		if err := w.put(m.ID, []pageFile{w.dates(s, &t.compressor)}); err != nil {
			return err
		}
	}
	folder := m.docFolder(run * docRun)
	if len(m.Docs) > 0 {
		key := w.docsKey(folder)
		if w.in.Keys != nil {
			w.rememberDocs(key)
		}
		if w.in.Made.docs[key] && w.keepOnce(folder, docNames(folder, m.Files, run)) {
			return nil
		}
	}
	files := t.docPages(w.space[s].docs, run)
	if len(m.Docs) == 0 {
		return w.put(folder, files)
	}
	return w.putFolder(folder, files)
}

// folderOf names the folder of a partition by what its files hold: so a change of a
// large segment leaves those that it does not show in where they are.
func folderOf(files []pageFile) string {
	h := sha256.New()
	fmt.Fprintf(h, "dixit partition %d\n", FormatVersion)
	for _, f := range files {
		fmt.Fprintf(h, "%s %d ", f.name, len(f.content))
		h.Write(f.content)
	}
	return nameOfFolder(h.Sum(nil))
}

// read gives what batches have of a partition.
func (t *tools) read(batches []*batch, part int) ([]blockOf, error) {
	size := 0
	for _, b := range batches {
		size += b.size(part)
	}
	t.room = slices.Grow(t.room[:0], size)
	room := t.room[:size]
	t.blocks = t.blocks[:0]
	for i, b := range batches {
		n := b.size(part)
		of, err := b.block(part, room[:n])
		if err != nil {
			return nil, err
		}
		room = room[n:]
		if len(of) > 0 {
			t.blocks = append(t.blocks, blockOf{int32(i), of})
		}
	}
	return t.blocks, nil
}
