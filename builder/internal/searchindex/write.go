package searchindex

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"slices"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// editionsPerPartition is how many editions' terms are gathered at a time: some
// 1 MB of them as kept, 6 as they are gathered. With twice as many, a build of 10,000
// meetings takes 100 MB more; each first search takes 300 bytes less, for the manifest
// names half as many folders. Tests lower it.
var editionsPerPartition = 96

// Write writes the index of an archive: first the texts, then segment after
// segment, the manifest last. The same editions give the same files whatever
// their order, the number of workers, the memory and what was made before. It
// gives what Write may be told the next time.
func Write(ctx context.Context, in Input) (*Made, error) {
	w, err := write(ctx, in, "")
	if err != nil {
		return nil, err
	}
	return w.made, nil
}

// write is Write, and gives the writer when it has done. alone names an index that is
// laid over another, without what the segments of a language have in common; "" is for
// one that stands by itself.
func write(ctx context.Context, in Input, alone string) (*writer, error) {
	if in.Made == nil {
		in.Made = newMade()
	}
	w := &writer{in: in, alone: alone, segs: segments(in.Heads), made: newMade()}
	w.man.Segments = make([]segmentManifest, len(w.segs))
	w.numbering = make([]Key, len(w.segs))
	w.prepare()
	defer w.spill.close()
	if alone == "" {
		if err := w.prime(ctx); err != nil {
			return nil, err
		}
		if err := w.readLexicons(ctx); err != nil {
			return nil, err
		}
	}
	w.keepSegments()
	if err := w.readAll(ctx); err != nil {
		return nil, err
	}
	if err := w.writeSegments(ctx); err != nil {
		return nil, err
	}
	return w, w.finish()
}

type writer struct {
	in    Input
	alone string // see write
	segs  []segment
	parts []int // by segment, how many partitions it has
	// where is the segment of each edition, and its number there.
	where [][2]int
	docs  [][]doc // by segment and edition
	space []space
	spill spill
	// numbering is, by segment, numberingOf where that is of use.
	numbering []Key
	words     wordCounts
	man       manifest
	// primers has those of the languages that have one.
	primers map[lang.Tag]*primer
	// lexicons has those of the languages that have one.
	lexicons map[lang.Tag]*lexicon

	// counted are the editions that words for respelling are counted in, wordKeys
	// the keys of these by language, keptWords the files of others.
	counted   []bool
	uncounted []int // of these, who are not read otherwise
	wordKeys  map[lang.Tag]Key
	keptWords map[string]bool

	made *Made
	kept []bool // segments that need not be written

	mu    sync.Mutex
	names [][]string // of the files of each segment
	// claimed has the ids of the texts, and the files and folders, that are written.
	claimed map[string]bool
	noted   map[textOf]bool // of which texts names has the files
	han     map[rune]bool   // characters that occur, simplified
}

// textOf is a text by its id, as part of a segment.
type textOf struct {
	id      string
	segment int
}

func (w *writer) prepare() {
	w.where = make([][2]int, len(w.in.Heads))
	for s, seg := range w.segs {
		w.parts = append(w.parts, max(1, (len(seg.heads)+editionsPerPartition-1)/editionsPerPartition))
		for i, h := range seg.heads {
			w.where[h] = [2]int{s, i}
		}
		w.docs = append(w.docs, make([]doc, len(seg.heads)))
		w.space = append(w.space, space{editions: make([]editionPlace, len(seg.heads)), han: map[rune]bool{}})
	}
	memory := w.in.Memory
	if memory == 0 {
		memory = DefaultMemory
	}
	w.spill = spill{memory: memory, temp: w.in.Temp}
	w.words = newWordCounts()
	w.han = map[rune]bool{}
	w.claimed = map[string]bool{}
	w.noted = map[textOf]bool{}
	byLang := map[lang.Tag][]int{}
	for i, h := range w.in.Heads {
		if w.alone == "" {
			byLang[h.Lang] = append(byLang[h.Lang], i)
		}
	}
	w.keepWords(byLang)
}

// each calls f for 0 to n-1, in order, from several goroutines, each with its own
// tools. It gives the first error.
func (w *writer) each(ctx context.Context, n int, f func(i int, t *tools) error) error {
	var (
		next  atomic.Int64
		group sync.WaitGroup
		mu    sync.Mutex
		first error
	)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for range max(1, min(w.in.Workers, n)) {
		group.Go(func() {
			t := &tools{}
			fail := func(err error) {
				mu.Lock()
				defer mu.Unlock()
				if first == nil {
					first = err
				}
				stop()
			}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(i, t); err != nil {
					fail(err)
				}
			}
		})
	}
	group.Wait()
	if first != nil {
		return first
	}
	return context.Cause(ctx)
}

// tools are what one goroutine uses again and again.
type tools struct {
	compressor
	collector
	gatherer
	// Of what is collected: its segment, the key of its stretch if batches of that
	// are kept, how many there were, and the lengths of its passages.
	segment        int
	stretch        Key
	batches        int
	passageLengths []uint16

	room, weights []byte
	blocks        []blockOf
}

// mostStretch is how many editions a worker reads one after the other: about as
// many as a batch has. Towards the end there are fewer, so that all workers end at
// once, leastStretch at least.
const (
	mostStretch  = 192
	leastStretch = 8
)

// stretches cuts the editions of each segment that is written into parts, in
// their order.
func (w *writer) stretches() [][]int {
	left := 0
	for s, seg := range w.segs {
		if !w.kept[s] {
			left += len(seg.heads)
		}
	}
	var out [][]int
	for s, seg := range w.segs {
		if w.kept[s] {
			continue
		}
		if w.keepsBatches(s) {
			out = append(out, w.keptStretches(seg.heads)...)
			left -= len(seg.heads)
			continue
		}
		for rest := seg.heads; len(rest) > 0; {
			n := min(len(rest), max(leastStretch, min(mostStretch, left/(2*max(1, w.in.Workers)))))
			out = append(out, rest[:n])
			rest, left = rest[n:], left-n
		}
	}
	return out
}

// readAll reads the editions, segment after segment so that what is spilled of
// one lies together, and each batch from editions that follow one another.
func (w *writer) readAll(ctx context.Context) error {
	for s, seg := range w.segs {
		if w.kept[s] {
			w.countLater(seg.heads)
		}
	}
	parts := w.stretches()
	err := w.each(ctx, len(parts), func(i int, t *tools) error { return w.read(ctx, parts[i], t) })
	if err != nil {
		return err
	}
	return w.each(ctx, len(w.uncounted), func(i int, t *tools) error {
		head := w.uncounted[i]
		e, err := w.in.Load(head)
		if err != nil {
			return err
		}
		ps := passages(e)
		t.collect(0, e, ps)
		w.words.add(w.in.Heads[head].Lang, &t.collector, len(ps))
		t.empty()
		return nil
	})
}

// countLater notes the editions among some, not read for their segment, that words
// for respelling are counted in.
func (w *writer) countLater(heads []int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, head := range heads {
		if w.counted[head] {
			w.uncounted = append(w.uncounted, head)
		}
	}
}

// read makes batches of a stretch of editions, or takes those that were kept.
func (w *writer) read(ctx context.Context, stretch []int, t *tools) error {
	s := w.where[stretch[0]][0]
	t.segment, t.stretch, t.batches = s, w.stretchKey(s, stretch), 0
	if t.stretch != (Key{}) && w.recall(s, stretch, t.stretch) {
		w.countLater(stretch)
		return nil
	}
	for _, head := range stretch {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if len(t.found) > batchPostings {
			if err := w.keep(t, true); err != nil {
				return err
			}
		}
		if err := w.edition(head, t); err != nil {
			return err
		}
	}
	return w.keep(t, false)
}

// edition writes the texts of an edition and collects the rest.
func (w *writer) edition(head int, t *tools) error {
	e, err := w.in.Load(head)
	if err != nil {
		return err
	}
	e.Head = w.in.Heads[head]
	ps := passages(e)
	x := t.writeTexts(e, ps, w.primers[e.Lang])
	s, number := w.where[head][0], w.where[head][1]
	w.note(x.id, s, len(x.files))
	first := w.claim(x.id)
	for i, file := range x.files {
		if !first {
			break // another edition has the same words, and so the same files
		}
		if err := w.in.Put(textName(x.id, i), file); err != nil {
			return err
		}
	}
	if w.counted[head] {
		t.settle()
	}
	from := len(t.ends)
	lengths := t.collect(number, e, ps)
	w.docs[s][number] = docOf(e, x)
	w.space[s].editions[number] = editionPlace{perFile: x.perFile, lengths: lengths}
	t.passageLengths = append(t.passageLengths[:from], lengths...)
	if w.counted[head] {
		w.words.add(e.Lang, &t.collector, len(ps))
	}
	return nil
}

// note notes that texts, in so many files, are those of a segment.
func (w *writer) note(id string, s, files int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if of := (textOf{id, s}); !w.noted[of] {
		w.noted[of] = true
		for i := range files {
			w.names[s] = append(w.names[s], textName(id, i))
		}
	}
}

// claim is true for the first who asks to write or keep what has this name: texts, a
// file of a language or a folder of a segment.
func (w *writer) claim(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.claimed[id]
	w.claimed[id] = true
	return !was
}

// putOnce puts a file named by what it holds, which two languages may have.
func (w *writer) putOnce(name string, content []byte) error {
	if !w.claim(name) {
		return nil
	}
	return w.in.Put(name, content)
}

// unclaim gives back what was claimed.
func (w *writer) unclaim(ids []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range ids {
		delete(w.claimed, id)
	}
}

// writeSegments writes the pages of all segments, partition by partition.
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
		m, err := w.describe(s)
		if err != nil {
			return err
		}
		w.man.Segments[s] = m
		if w.keepsBatches(s) && len(m.Folders) > 0 {
			w.numbering[s] = w.numberingOf(s, &m)
		}
		for p := range w.parts[s] {
			jobs = append(jobs, job{s, p})
		}
	}
	err := w.each(ctx, len(jobs), func(i int, t *tools) error {
		return w.partition(jobs[i].seg, jobs[i].part, t)
	})
	if err != nil {
		return err
	}
	jobs = jobs[:0]
	for _, s := range made {
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

// place numbers the text files of a segment.
func (w *writer) place(s int) {
	sp := &w.space[s]
	sp.inOrder()
	for i := range sp.editions {
		e := &sp.editions[i]
		d := &w.docs[s][i]
		e.firstFile, d.First = sp.files, sp.files
		sp.files += d.Files
		sp.passages += len(e.lengths)
		sp.slots = max(sp.slots, min(d.PerFile, len(e.lengths)))
	}
	sp.slots = max(sp.slots, 1)
}

// deciding lists whatever decides what the files of a segment hold, so that a file
// never changes under its name, nor is taken for made, from one version of the
// program to the next.
func deciding() []any {
	return []any{
		editionsPerPartition, partitionKey, docFiles, maxForms, keepAll, keepShare, keepSingles, keepSingleShare,
		leastPage, rootShare, longList, bigList, bigPruned, longerKeys, impactBounds, k1, lengthShare, pivot,
	}
}

// describe gives what the manifest says of a segment. Its id is a hash of all
// that its files are made of, so that they can be written as they are made.
func (w *writer) describe(s int) (segmentManifest, error) {
	sp := &w.space[s]
	all := sha256.New()
	fmt.Fprintf(all, "dixit search %d %d %s %v\n", FormatVersion, terms.Version, w.segs[s].lang, deciding())
	if w.alone != "" {
		fmt.Fprintf(all, "alone %s\n", w.alone)
	}
	runs := make([]hash.Hash, docRuns(sp.files))
	for n := range runs {
		runs[n] = sha256.New()
		fmt.Fprintf(runs[n], "dixit documents %d %d %d\n", FormatVersion, docFiles, n)
	}
	for i := range w.docs[s] {
		d := &w.docs[s][i]
		b, err := json.Marshal(d)
		if err != nil {
			return segmentManifest{}, err
		}
		all.Write(b)
		for n := d.First / (docFiles * docRun); n*docFiles*docRun < d.First+d.Files; n++ {
			runs[n].Write(b)
		}
		for _, n := range sp.editions[i].lengths {
			sp.words += int(n)
		}
	}
	m := segmentManifest{}
	m.Key[0], m.Key[1] = keyLength(sp.words)
	if x := w.lexicon(w.segs[s].lang, m.Key); x != nil {
		fmt.Fprintf(all, "%s\n", x.id)
	}
	m = segmentManifest{
		Key: m.Key, ID: name(all.Sum(nil)), Lang: w.segs[s].lang, Editions: len(w.docs[s]), Passages: sp.passages,
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
	return m, nil
}

// lexicon is what a segment with these keys refers to, nil for none.
func (w *writer) lexicon(l lang.Tag, key [2]int) *lexicon {
	if key != shortKeys {
		return nil
	}
	return w.lexicons[l]
}

// put puts files of a segment, in a folder.
func (w *writer) put(s int, folder string, files []pageFile) error {
	var names []string
	for _, f := range files {
		name := folder + "/" + f.name
		names = append(names, name)
		if err := w.in.Put(name, f.content); err != nil {
			return err
		}
	}
	w.named(s, names)
	return nil
}

// named notes the names of files of a segment.
func (w *writer) named(s int, names []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[s] = append(w.names[s], names...)
}

// partition writes the files of a partition, or keeps those that were written before.
func (w *writer) partition(s, p int, t *tools) error {
	sp := &w.space[s]
	m := &w.man.Segments[s]
	key, keyed := w.keyOfPartition(s, p)
	if made, ok := w.in.Made.partitions[key]; keyed && ok {
		if w.keepFolder(s, made.Folder, made.names(p)) {
			m.Pages[p], m.Folders[p] = made.Pages, made.Folder
			w.rememberPartition(key, made)
			return nil
		}
	}
	blocks, err := t.read(sp.batches, p)
	if err != nil {
		return err
	}
	lex := w.lexicon(m.Lang, m.Key)
	gs, err := t.groups(blocks, sp, len(m.Pages) == 1, m.Lang, lex)
	if err != nil {
		return err
	}
	files, n := t.pages(gs, sp, p, pageSize(sp.words), m.Key[0], m.Key[1], lex)
	m.Pages[p] = n
	if len(m.Folders) == 0 {
		return w.put(s, m.ID, files)
	}
	made := madePartition{folderOf(files), n, len(files) - n}
	m.Folders[p] = made.Folder
	if keyed {
		w.rememberPartition(key, made)
	}
	if w.claim(made.Folder) {
		return w.put(s, made.Folder, files)
	}
	w.named(s, made.names(p)) // another segment has the very same
	return nil
}

// documents writes a run of the documents of a segment, or keeps those that were written
// before, and with the first their dates.
func (w *writer) documents(s, run int, t *tools) error {
	m := &w.man.Segments[s]
	if run == 0 {
		if err := w.put(s, m.ID, []pageFile{t.dates(w.docs[s], &w.space[s])}); err != nil {
			return err
		}
	}
	folder := m.docFolder(run * docRun)
	if len(m.Docs) > 0 {
		key, names := w.docsKey(folder), docNames(folder, m.Files, run)
		if w.in.Keys != nil {
			w.rememberDocs(key)
		}
		// Another language may have the very same.
		if !w.claim(folder) || w.in.Made.docs[key] && w.in.Keep(names) {
			w.named(s, names)
			return nil
		}
	}
	files, err := t.docPages(w.docs[s], run)
	if err != nil {
		return err
	}
	return w.put(s, folder, files)
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

// finish writes what is said of the archive as a whole.
func (w *writer) finish() error {
	w.man.Format = FormatVersion
	w.man.Han = hanOf(w.han)
	var c compressor
	for _, k := range w.wordKeys {
		w.made.words[k] = "" // unless there are words
	}
	for l, f := range w.words.files(&c) {
		w.man.Words[l] = f.name
		if k, ok := w.wordKeys[l]; ok {
			w.made.words[k] = f.name
		}
		if w.keptWords[f.name] {
			continue // two languages may have the same words
		}
		w.keptWords[f.name] = true
		if err := w.in.Put(f.name, f.content); err != nil {
			return err
		}
	}
	w.man.Endings = map[lang.Tag]string{}
	for _, s := range w.segs {
		if e := endingsOf(s.lang); e != "" {
			w.man.Endings[s.lang] = e
		}
	}
	b, err := w.man.encode()
	if err != nil {
		return err
	}
	return w.in.Put(ManifestName, b)
}
