package searchindex

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// editionsPerPartition is how many editions' terms are sorted at a time: some
// 2 MB of them as kept, 15 as they are sorted. Tests lower it.
var editionsPerPartition = 96

// Write writes the index of an archive: first the texts, then segment after
// segment, the manifest last. The same editions give the same files whatever
// their order, the number of workers and the memory.
func Write(ctx context.Context, in Input) error {
	w := &writer{in: in, segs: segments(in.Heads)}
	w.man.Segments = []segmentManifest{}
	w.prepare()
	defer w.spill.close()
	if err := w.prime(ctx); err != nil {
		return err
	}
	if err := w.readAll(ctx); err != nil {
		return err
	}
	if err := w.writeSegments(ctx); err != nil {
		return err
	}
	return w.finish()
}

type writer struct {
	in    Input
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

	mu    sync.Mutex
	texts map[string]bool // ids of the texts that are written
	han   map[rune]bool   // characters that occur, simplified
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
		w.space = append(w.space, space{editions: make([]editionPlace, len(seg.heads))})
	}
	memory := w.in.Memory
	if memory == 0 {
		memory = DefaultMemory
	}
	w.spill = newSpill(n, memory, w.in.Temp)
	w.words = newWordCounts()
	w.han = map[rune]bool{}
	w.texts = map[string]bool{}
}

// each calls f for 0 to n-1 from several goroutines, each with its own tools,
// and gives the first error.
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
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(i, t); err != nil {
					mu.Lock()
					if first == nil {
						first = err
					}
					mu.Unlock()
					stop()
					return
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
	room []byte
	by   [][]*occurrences
}

// readAll reads the editions, segment after segment so that what is spilled of
// one lies together.
func (w *writer) readAll(ctx context.Context) error {
	var order []int
	for _, s := range w.segs {
		order = append(order, s.heads...)
	}
	return w.each(ctx, len(order), func(i int, t *tools) error { return w.edition(order[i], t) })
}

// edition writes the texts of an edition and keeps the rest.
func (w *writer) edition(head int, t *tools) error {
	e, err := w.in.Load(head)
	if err != nil {
		return err
	}
	e.Head = w.in.Heads[head]
	ps := passages(e)
	x := t.writeTexts(e, ps, w.primers[e.Lang])
	files := x.files
	if !w.first(x.id) {
		files = nil // another edition has the same words, and so the same files
	}
	for i, file := range files {
		if err := w.in.Put(textName(x.id, i), file); err != nil {
			return err
		}
	}
	s, number := w.where[head][0], w.where[head][1]
	found, lengths := t.collect(e, ps)
	w.docs[s][number] = docOf(e, x)
	w.space[s].editions[number] = editionPlace{perFile: x.perFile, lengths: lengths}
	w.noteHan(e, ps)
	parts := w.parts[s]
	for len(t.by) < len(parts) {
		t.by = append(t.by, nil)
	}
	for i := range found {
		o := &found[i]
		p := partitionOf(o.term, len(parts))
		t.by[p] = append(t.by[p], o)
	}
	for i, part := range parts {
		if len(t.by[i]) == 0 {
			continue
		}
		t.room = appendOccurrences(t.room[:0], number, t.by[i])
		t.by[i] = t.by[i][:0]
		if err := w.spill.add(part, t.room); err != nil {
			return fmt.Errorf("the temporary file of the index: %w", err)
		}
	}
	return nil
}

// first tells whether no texts of this id were written before.
func (w *writer) first(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.texts[id]
	w.texts[id] = true
	return !was
}

// noteHan notes the Han characters of an edition, as they are simplified.
func (w *writer) noteHan(e *Edition, ps []passage) {
	seen := map[rune]bool{}
	note := func(s string) {
		for _, r := range s {
			if r >= 0x2E80 {
				seen[terms.Simplify(r)] = true
			}
		}
	}
	for _, p := range ps {
		note(p.text)
	}
	for _, title := range e.Sections { // they are searched for too
		note(title)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for r := range seen {
		w.han[r] = true
	}
}

// writeSegments writes the pages of all segments, partition by partition.
func (w *writer) writeSegments(ctx context.Context) error {
	type job struct{ seg, part int }
	var jobs []job
	for s := range w.segs {
		w.place(s)
		m, err := w.describe(s)
		if err != nil {
			return err
		}
		w.man.Segments = append(w.man.Segments, m)
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
	return w.each(ctx, len(w.segs), func(s int, t *tools) error {
		files, err := t.docPages(w.docs[s])
		if err != nil {
			return err
		}
		return w.put(s, append(files, t.dates(w.docs[s], &w.space[s])))
	})
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

// describe gives what the manifest says of a segment. Its id is a hash of all
// that its files are made of, so that they can be written as they are made.
func (w *writer) describe(s int) (segmentManifest, error) {
	sp := &w.space[s]
	hash := sha256.New()
	fmt.Fprintf(hash, "dixit search %d %d %s %v\n", FormatVersion, terms.Version, w.segs[s].lang, []any{
		// Whatever decides what the files hold, so that a file never changes
		// under its name from one version of the program to the next.
		editionsPerPartition, partitionKey, docFiles, maxForms, keepAll, keepShare, keepSingles, keepSingleShare,
		leastPage, rootShare, bigList, bigPruned, longerKeys, impactBounds, k1, lengthShare, pivot,
	})
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
	m := segmentManifest{
		ID: name(hash.Sum(nil)), Lang: w.segs[s].lang, Editions: len(w.docs[s]), Passages: sp.passages,
		Files: sp.files, Slots: sp.slots, Pages: make([]int, len(w.parts[s])),
	}
	m.Key[0], m.Key[1] = keyLength(sp.words)
	return m, nil
}

func (w *writer) put(s int, files []pageFile) error {
	for _, f := range files {
		if err := w.in.Put(w.man.Segments[s].ID+"/"+f.name, f.content); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) partition(s, p int, t *tools) error {
	runs, err := w.spill.take(w.parts[s][p])
	if err != nil {
		return fmt.Errorf("the temporary file of the index: %w", err)
	}
	sp := &w.space[s]
	gs, err := groups(runs, sp, w.segs[s].lang)
	if err != nil {
		return err
	}
	w.words.add(w.segs[s].lang, gs)
	m := &w.man.Segments[s]
	files, n := t.pages(gs, sp, p, pageSize(sp.words), m.Key[0], m.Key[1])
	m.Pages[p] = n
	return w.put(s, files)
}

// finish writes what is said of the archive as a whole.
func (w *writer) finish() error {
	w.man.Format = FormatVersion
	var from, to strings.Builder
	for traditional, simplified := range terms.Pairs() {
		if w.han[simplified] {
			from.WriteRune(traditional)
			to.WriteRune(simplified)
		}
	}
	w.man.Han = [2]string{from.String(), to.String()}
	var c compressor
	files, names := w.words.files(&c)
	for _, f := range files {
		if err := w.in.Put(f.name, f.content); err != nil {
			return err
		}
	}
	w.man.Words = names
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
