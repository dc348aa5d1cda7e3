package searchindex

import (
	"context"
	"sync"
)

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
	s := int(w.where[stretch[0]][0])
	t.segment, t.stretch, t.batches = s, w.stretchKey(s, stretch), 0
	if t.stretch != (Key{}) && w.recall(s, stretch, t.stretch) {
		w.countLater(stretch)
		return nil
	}
	err := ahead(w.in.Workers, stretch, func(head int) (laidEdition, error) { return w.lay(ctx, head, &t.compressor) }, func(x laidEdition) error {
		if len(t.found) > batchPostings {
			if err := w.keep(t, true); err != nil {
				return err
			}
		}
		w.collect(x, t)
		return nil
	})
	if err != nil {
		return err
	}
	return w.keep(t, false)
}

// ahead calls first for each of a list and then for what that gives, in order, and has
// the next made meanwhile, where there is more than one worker: an edit reads a single
// stretch again. It gives the first error.
func ahead[T, R any](workers int, list []T, first func(T) (R, error), then func(R) error) error {
	type result struct {
		of  R
		err error
	}
	if workers == 1 {
		for _, x := range list {
			of, err := first(x)
			if err == nil {
				err = then(of)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	made, over := make(chan result), make(chan struct{})
	var group sync.WaitGroup
	defer group.Wait()
	defer close(over)
	group.Go(func() {
		defer close(made)
		for _, x := range list {
			of, err := first(x)
			select {
			case made <- result{of, err}:
			case <-over:
				return
			}
			if err != nil {
				return
			}
		}
	})
	for r := range made {
		if r.err != nil {
			return r.err
		}
		if err := then(r.of); err != nil {
			return err
		}
	}
	return nil
}

// laidEdition is an edition whose texts are written.
type laidEdition struct {
	head     int
	e        *Edition
	passages []passage
	texts    texts
}

// lay writes the texts of an edition.
func (w *writer) lay(ctx context.Context, head int, c *compressor) (laidEdition, error) {
	if ctx.Err() != nil {
		return laidEdition{}, context.Cause(ctx)
	}
	e, err := w.in.Load(head)
	if err != nil {
		return laidEdition{}, err
	}
	w.done(head)
	e.Head = w.in.Heads[head]
	ps := passages(e)
	x := c.writeTexts(e, ps, w.primers[e.Lang])
	first := claim(w, w.texts, textID([]byte(x.id)))
	for i, file := range x.files {
		if !first {
			break // another edition has the same words, and so the same files
		}
		if err := w.in.Put(textName(x.id, i), file); err != nil {
			return laidEdition{}, err
		}
	}
	return laidEdition{head, e, ps, x}, nil
}

// collect takes an edition into the batch.
func (w *writer) collect(x laidEdition, t *tools) {
	if w.counted[x.head] {
		t.settle()
	}
	s, number := w.where[x.head][0], w.where[x.head][1]
	t.collect(int(number), x.e, x.passages)
	w.space[s].docs[number] = docOf(x.e, x.texts).pack(x.texts.count)
	if w.counted[x.head] {
		w.words.add(x.e.Lang, &t.collector, len(x.passages))
	}
}
