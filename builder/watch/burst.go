package watch

import "time"

// burst gathers what comes in quick succession.
type burst struct {
	on     bool
	began  time.Time
	until  time.Time // when to stop gathering
	reason Reason
	told   bool // an event came
	sure   bool // build even when no look sees a difference
	sweep  bool // look at everything
}

// hint begins a burst or prolongs it.
func (w *watching) hint(r Reason, told, sure bool) {
	now := time.Now()
	b := &w.burst
	if !b.on {
		*b = burst{on: true, began: now, until: now.Add(w.pace.gather)}
	}
	if len(b.reason.Paths) < maxPaths || len(r.Paths) == 0 {
		b.reason = b.reason.and(r)
	} else {
		b.reason.More = true
	}
	b.told, b.sure, b.sweep = b.told || told, b.sure || sure, b.sweep || b.reason.More
	w.settle.Reset(max(0, min(w.pace.settle, b.until.Sub(now))))
}

// settled ends a burst, unless a file is in doubt, and tells whether to build.
func (w *watching) settled(now time.Time) (Reason, bool) {
	b := &w.burst
	if !b.sweep {
		var g glimpse
		for _, p := range b.reason.Paths {
			w.glance(p, &g)
		}
		b.sure = b.sure || g.changed
		switch {
		case g.missed:
			b.sweep = true
		case g.doubt && now.Before(b.began.Add(w.pace.hold)):
			w.settle.Reset(w.pace.settle)
			return Reason{}, false
		default:
			w.forget(g.gone)
		}
	}
	r, build := b.reason, b.sure
	if b.sweep {
		changed := w.sweep()
		r, build = r.and(Reason{Paths: changed, More: true}), build || len(changed) > 0
	}
	if !b.told && w.events != nil && !w.polling {
		// A sweep found what the system kept to itself, as it does for folders of
		// other machines and some shared with virtual ones.
		w.polling = true
		w.warn("the system does not tell of all changes here; looking at the files every " + w.pace.poll.String() + " instead")
		w.rest(0)
	}
	*b = burst{}
	return r, build
}
