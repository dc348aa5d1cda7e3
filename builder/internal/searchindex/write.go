package searchindex

import (
	"context"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/lang"
)

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
	w := newWriter(in, alone)
	defer w.spill.close()
	if alone == "" {
		// Most of either is the work of one worker.
		first := []func(context.Context) error{w.prime, w.readLexicons}
		if err := w.each(ctx, len(first), func(i int, _ *tools) error { return first[i](ctx) }); err != nil {
			return nil, err
		}
	}
	w.keepSegments()
	if err := w.readAll(ctx); err != nil {
		return nil, err
	}
	for i := range in.Heads { // those that are kept among them
		w.done(i)
	}
	// Words are all known by now, and one worker's to sort out.
	last := []func(context.Context) error{w.writeWords, w.writeSegments}
	if err := w.each(ctx, len(last), func(i int, _ *tools) error { return last[i](ctx) }); err != nil {
		return nil, err
	}
	return w, w.finish()
}

// done tells that an edition is not loaded any more.
func (w *writer) done(head int) {
	if w.in.Done != nil {
		w.in.Done(head)
	}
}

type writer struct {
	in    Input
	alone string // see write
	segs  []segment
	parts []int // by segment, how many partitions it has
	// where is the segment of each edition, and its number there.
	where [][2]int32
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
	// shared is the glossary of the segments that are being written.
	shared *glossary

	// counted are the editions that words for respelling are counted in, wordKeys
	// the keys of these by language.
	counted   []bool
	uncounted []int // of these, who are not read otherwise
	wordKeys  map[lang.Tag]Key

	made *Made
	kept []bool // segments that need not be written

	mu sync.Mutex
	// claimed has the files and folders that are written, texts the texts.
	claimed map[string]bool
	texts   map[textID]bool
	han     map[rune]bool // characters that occur, simplified
}

// newWriter gives a writer that has nothing yet.
func newWriter(in Input, alone string) *writer {
	if in.Made == nil {
		in.Made = newMade()
	}
	w := &writer{in: in, alone: alone, segs: segments(in.Heads), made: newMade()}
	w.man.Segments = make([]segmentManifest, len(w.segs))
	w.numbering = make([]Key, len(w.segs))
	w.prepare()
	return w
}

func (w *writer) prepare() {
	w.where = make([][2]int32, len(w.in.Heads))
	for s, seg := range w.segs {
		w.parts = append(w.parts, partitions(seg.lang, len(seg.heads)))
		for i, h := range seg.heads {
			w.where[h] = [2]int32{int32(s), int32(i)}
		}
		w.space = append(w.space, space{docs: make([]packedDoc, len(seg.heads)), han: map[rune]bool{}, bigs: make([]int32, w.parts[s])})
	}
	memory := w.in.Memory
	if memory == 0 {
		memory = DefaultMemory
	}
	w.spill = spill{memory: memory, temp: w.in.Temp}
	w.words = newWordCounts()
	w.han = map[rune]bool{}
	w.claimed = map[string]bool{}
	w.texts = map[textID]bool{}
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
			t.collector.known.spellingHash = w.words.hash
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
	// are kept, and how many there were.
	segment int
	stretch Key
	batches int
	alike   lengthsAlike

	room, weights []byte
	blocks        []blockOf
}

// writeWords writes the words for respelling, and lets their counts go.
func (w *writer) writeWords(context.Context) error {
	var c compressor
	for _, k := range w.wordKeys {
		w.made.words[k] = "" // unless there are words
	}
	for l, f := range w.words.files(&c) {
		w.man.Words[l] = f.name
		if k, ok := w.wordKeys[l]; ok {
			w.made.words[k] = f.name
		}
		if err := w.putOnce(f.name, f.content); err != nil {
			return err
		}
	}
	clear(w.words.by)
	return nil
}

// finish writes the manifest.
func (w *writer) finish() error {
	w.man.Format = FormatVersion
	w.man.Han = hanOf(w.han)
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
