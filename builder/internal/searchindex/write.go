package searchindex

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// editionsPerPartition is how many editions' terms are gathered at a time: some
// 1 MB of them as kept, 6 as they are gathered. Tests lower it.
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
	parts [][]int // by segment, the numbers of its partitions in spill
	// where is the segment of each edition, and its number there.
	where [][2]int
	docs  [][]doc // by segment and edition
	space []space
	spill *spill
	words wordCounts
	man   manifest
	// primers has those of the languages that have one.
	primers map[lang.Tag]*primer
	// lexicons has those of the languages that have one.
	lexicons map[lang.Tag]*lexicon

	// counted are the editions that words for respelling are counted in, wordKeys
	// the keys of these by language, keptWords the files of others.
	counted   []bool
	wordKeys  map[lang.Tag]Key
	keptWords map[string]bool

	made *Made
	kept []bool // segments that need not be written

	mu    sync.Mutex
	names [][]string      // of the files of each segment
	texts map[string]bool // ids of the texts that are written
	noted map[textOf]bool // of which texts names has the files
	han   map[rune]bool   // characters that occur, simplified
}

// textOf is a text by its id, as part of a segment.
type textOf struct {
	id      string
	segment int
}

func (w *writer) prepare() {
	w.where = make([][2]int, len(w.in.Heads))
	n := 0
	for s, seg := range w.segs {
		q := max(1, (len(seg.heads)+editionsPerPartition-1)/editionsPerPartition)
		var parts []int
		for range q {
			parts = append(parts, n)
			n++
		}
		w.parts = append(w.parts, parts)
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
	w.spill = newSpill(n, memory, w.in.Temp)
	w.words = newWordCounts()
	w.han = map[rune]bool{}
	w.texts = map[string]bool{}
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
	segment int // of what is collected
	room    []byte
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
	var only []int
	for s, seg := range w.segs {
		for _, head := range seg.heads {
			if w.kept[s] && w.counted[head] {
				only = append(only, head)
			}
		}
	}
	parts := w.stretches()
	err := w.each(ctx, len(parts), func(i int, t *tools) error {
		for _, head := range parts[i] {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := w.edition(head, t); err != nil {
				return err
			}
		}
		return w.keep(t)
	})
	if err != nil {
		return err
	}
	return w.each(ctx, len(only), func(i int, t *tools) error {
		e, err := w.in.Load(only[i])
		if err != nil {
			return err
		}
		ps := passages(e)
		t.collect(0, e, ps)
		w.words.add(w.in.Heads[only[i]].Lang, &t.collector, len(ps))
		t.empty()
		return nil
	})
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
	first := w.first(x.id, s, len(x.files))
	for i, file := range x.files {
		if !first {
			break // another edition has the same words, and so the same files
		}
		if err := w.in.Put(textName(x.id, i), file); err != nil {
			return err
		}
	}
	if len(t.found) > batchPostings {
		if err := w.keep(t); err != nil {
			return err
		}
	}
	t.segment = s
	w.docs[s][number] = docOf(e, x)
	w.space[s].editions[number] = editionPlace{perFile: x.perFile, lengths: t.collect(number, e, ps)}
	if w.counted[head] {
		w.words.add(e.Lang, &t.collector, len(ps))
	}
	return nil
}

// keep keeps what was collected, by partition.
func (w *writer) keep(t *tools) error {
	if len(t.editions) == 0 {
		return nil
	}
	t.sort()
	s := t.segment
	parts := w.parts[s]
	w.mu.Lock()
	batch := len(w.space[s].batches)
	w.space[s].batches = append(w.space[s].batches, slices.Clone(t.editions))
	for _, id := range t.touched {
		if x := &t.known.list[id]; x.kind == single || x.kind == attribute {
			for _, r := range x.term {
				if r >= 0x2E80 {
					w.space[s].han[r] = true
				}
			}
		}
	}
	w.mu.Unlock()
	for len(t.by) < len(parts) {
		t.by = append(t.by, nil)
	}
	for _, id := range t.touched {
		p := int(t.known.list[id].part % uint32(len(parts)))
		t.by[p] = append(t.by[p], id)
	}
	for i, part := range parts {
		if len(t.by[i]) == 0 {
			continue
		}
		t.room = t.appendSpellings(t.room[:0], batch, t.by[i])
		t.by[i] = t.by[i][:0]
		if err := w.spill.add(part, t.room); err != nil {
			return fmt.Errorf("the temporary file of the index: %w", err)
		}
	}
	t.empty()
	return nil
}

// first tells whether no texts of this id were written before, and notes that
// they are a segment's, in so many files.
func (w *writer) first(id string, s, files int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if of := (textOf{id, s}); !w.noted[of] {
		w.noted[of] = true
		for i := range files {
			w.names[s] = append(w.names[s], textName(id, i))
		}
	}
	was := w.texts[id]
	w.texts[id] = true
	return !was
}

// writeSegments writes the pages of all segments, partition by partition.
func (w *writer) writeSegments(ctx context.Context) error {
	type job struct{ seg, part int }
	var jobs []job
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
	err = w.each(ctx, len(made), func(i int, t *tools) error {
		s := made[i]
		files, err := t.docPages(w.docs[s])
		if err != nil {
			return err
		}
		return w.put(s, append(files, t.dates(w.docs[s], &w.space[s])))
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
	hash := sha256.New()
	fmt.Fprintf(hash, "dixit search %d %d %s %v\n", FormatVersion, terms.Version, w.segs[s].lang, deciding())
	if w.alone != "" {
		fmt.Fprintf(hash, "alone %s\n", w.alone)
	}
	for i := range w.docs[s] {
		b, err := json.Marshal(&w.docs[s][i])
		if err != nil {
			return segmentManifest{}, err
		}
		hash.Write(b)
		for _, n := range sp.editions[i].lengths {
			sp.words += int(n)
		}
	}
	m := segmentManifest{}
	m.Key[0], m.Key[1] = keyLength(sp.words)
	if x := w.lexicon(w.segs[s].lang, m.Key); x != nil {
		fmt.Fprintf(hash, "%s\n", x.id)
	}
	m = segmentManifest{
		Key: m.Key, ID: name(hash.Sum(nil)), Lang: w.segs[s].lang, Editions: len(w.docs[s]), Passages: sp.passages,
		Files: sp.files, Slots: sp.slots, Pages: make([]int, len(w.parts[s])),
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

func (w *writer) put(s int, files []pageFile) error {
	var names []string
	for _, f := range files {
		name := w.man.Segments[s].ID + "/" + f.name
		names = append(names, name)
		if err := w.in.Put(name, f.content); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[s] = append(w.names[s], names...)
	return nil
}

func (w *writer) partition(s, p int, t *tools) error {
	runs, err := w.spill.take(w.parts[s][p])
	if err != nil {
		return fmt.Errorf("the temporary file of the index: %w", err)
	}
	sp := &w.space[s]
	m := &w.man.Segments[s]
	lex := w.lexicon(m.Lang, m.Key)
	gs, err := t.groups(runs, sp, len(m.Pages) == 1, m.Lang, lex)
	if err != nil {
		return err
	}
	files, n := t.pages(gs, sp, p, pageSize(sp.words), m.Key[0], m.Key[1], lex)
	m.Pages[p] = n
	return w.put(s, files)
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
