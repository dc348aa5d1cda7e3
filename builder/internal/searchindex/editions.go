package searchindex

import (
	"context"
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
