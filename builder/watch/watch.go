// Package watch asks for another build when the sources of a site change.
//
// Goal: whatever happens to the watched folders, the site is built once more
// after the last change, soon, and without anyone asking.
//
// Non-goals: it does not build, it does not say what has changed in a file (it names
// files that may have, and a build finds out from the bytes), and it keeps no
// half-written file from being read: the write that completes the file asks for
// another build.
//
// Rules:
//   - Events are hints. An event of a file makes that file be looked at again, any
//     other everything; its kind decides nothing but whether folders have to be
//     watched anew. What no event told is found by a sweep: names, sizes, times and
//     modes of all files.
//   - The look comes before the build that it asks for, so that a change during
//     the build differs from what was seen.
//   - A file that is empty or gone may be half saved: it is waited for, but not
//     for long.
//   - Builds never overlap. While one runs, all further requests become one.
//   - Where the system cannot watch, sweeps become frequent, after one warning.
package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Site says what to watch.
type Site interface {
	// Watched lists absolute paths: folders, with all that is in them, and single
	// files. A path need not exist. The list may change from build to build.
	Watched() []string
	// Ignores tells whether a path below a watched folder never matters. It must
	// be true of the output folder.
	Ignores(path string) bool
}

// Options are wishes for a watch. The zero value is the usual watch.
type Options struct {
	// Poll looks at all files every second and does without events of the system,
	// as is best for folders of other machines.
	Poll bool
	// Warn is told when something is not as it should be, in one sentence or two.
	// It may be nil. It is called from Run's goroutine.
	Warn func(message string)
	// Interrupt tells whether the rebuild under way may be given up for one that
	// is asked for: its context ends then. nil for never. It is called from Run's
	// goroutine, when a change comes and every second as long as one waits.
	Interrupt func() bool
	// Later is asked when a build has ended, and nothing waits for another: how long it
	// is to be quiet until one is to follow though nothing has changed; 0 for none.
	// nil for never. It is called from Run's goroutine.
	Later func() time.Duration
	// Asked asks for a build though nothing that is watched has changed, and says
	// why in a few words. nil for never.
	Asked <-chan string
}

// Run watches a site until the context ends, and calls rebuild at once and
// whenever something has changed. Watching begins before the first call, so that
// nothing is missed between. The calls come one at a time, from a goroutine of
// their own; rebuild should return soon when its context ends. Run returns after
// the last call has.
func Run(ctx context.Context, site Site, opt Options, rebuild func(context.Context, Reason)) {
	run(ctx, site, opt, usual, newNotifier, rebuild)
}

// pace is how fast a watch goes.
type pace struct {
	settle time.Duration // quiet after the last event before a build
	gather time.Duration // at most this from the first event to the build
	hold   time.Duration // at most this while a file is empty or gone
	beat   time.Duration // from one look at the roots to the next
	poll   time.Duration // from one sweep to the next where events are missing
	idle   time.Duration // from one sweep to the next where they are not
}

var usual = pace{
	// The events of one write come within a tenth of a millisecond. Of editors
	// that save in several steps most leave the file empty or gone between two,
	// which is waited for; the others ask for a second build at worst.
	settle: 5 * time.Millisecond,
	// A copy that goes on for minutes is to show its beginning.
	gather: 300 * time.Millisecond,
	// Who moves a file aside and writes it anew is done within a few milliseconds,
	// unless the disk is slow. Nobody waits for a page to vanish.
	hold: 100 * time.Millisecond,
	beat: time.Second,
	poll: time.Second,
	idle: 30 * time.Second,
}

// pollShare bounds the cost of frequent sweeps: the pause is at least this many
// times as long as a sweep took.
const pollShare = 10

// notifier is what tells of changes: fsnotify, or a test.
type notifier interface {
	Add(path string) error
	Remove(path string) error
	Close() error
	events() <-chan fsnotify.Event
	errors() <-chan error
}

type system struct{ *fsnotify.Watcher }

func (s system) events() <-chan fsnotify.Event { return s.Events }
func (s system) errors() <-chan error          { return s.Errors }

func newNotifier() (notifier, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return system{w}, nil
}

// watching is the state of one Run. Only its goroutine touches it.
type watching struct {
	tree
	pace    pace
	opt     Options
	events  <-chan fsnotify.Event
	errors  <-chan error
	polling bool // events are missing, or not to be relied on

	settle  *time.Timer
	sweeper *time.Timer
	later   *time.Timer // see Options.Later
	burst   burst

	rebuild  func(context.Context, Reason)
	building bool
	giveUp   context.CancelFunc // ends the build under way
	built    chan struct{}
	queued   *Reason
}

func run(ctx context.Context, site Site, opt Options, p pace, open func() (notifier, error), rebuild func(context.Context, Reason)) {
	w := &watching{tree: tree{site: site}, pace: p, opt: opt, rebuild: rebuild, built: make(chan struct{}, 1)}
	w.settle, w.sweeper, w.later = stopped(), stopped(), stopped()
	defer w.later.Stop()
	defer w.settle.Stop()
	defer w.sweeper.Stop()
	w.tree.cannot = w.cannotWatch
	if opt.Poll {
		w.polling = true
	} else if n, err := open(); err != nil {
		w.cannotWatch("", err)
	} else {
		w.notify, w.events, w.errors = n, n.events(), n.errors()
		defer n.Close()
	}
	beat := time.NewTicker(p.beat)
	defer beat.Stop()
	w.sweep()
	w.start(ctx, Reason{First: true, More: true})
	for ctx.Err() == nil {
		w.step(ctx, beat.C)
	}
	if w.building {
		<-w.built
	}
}

// start asks for a build, or for another after the one under way.
func (w *watching) start(ctx context.Context, r Reason) {
	if w.building {
		if w.queued != nil {
			r = w.queued.and(r)
		}
		w.queued = &r
		w.interrupt()
		return
	}
	w.building = true
	w.later.Stop()
	once, giveUp := context.WithCancel(ctx)
	w.giveUp = giveUp
	go func() {
		defer func() { w.built <- struct{}{} }()
		defer giveUp()
		w.rebuild(once, r)
	}()
}

// interrupt gives up the build under way for one that waits, if it may be.
func (w *watching) interrupt() {
	if w.building && w.queued != nil && w.opt.Interrupt != nil && w.opt.Interrupt() {
		w.giveUp()
	}
}

// step takes the next thing that happens.
func (w *watching) step(ctx context.Context, beat <-chan time.Time) {
	select {
	case <-ctx.Done():
	case ev, ok := <-w.events:
		if !ok {
			w.lost(errors.New("it has stopped telling"))
			return
		}
		w.event(ev)
	case err, ok := <-w.errors:
		switch {
		case !ok:
			w.lost(errors.New("it has stopped telling"))
		case errors.Is(err, fsnotify.ErrEventOverflow):
			w.hint(Reason{Overflow: true, More: true}, true, true)
		case err != nil:
			// Whatever it was, something may have gone untold.
			w.hint(Reason{More: true}, true, false)
		}
	case why := <-w.opt.Asked:
		w.hint(Reason{Asked: why, More: true}, true, true)
	case <-w.settle.C:
		if r, build := w.settled(time.Now()); build {
			w.start(ctx, r)
		}
	case <-w.sweeper.C:
		if w.burst.on {
			w.burst.sweep = true // at its end
		} else if changed := w.sweep(); len(changed) > 0 {
			w.hint(Reason{Paths: changed, More: true}, false, true)
		}
	case <-beat:
		w.look()
		w.interrupt()
	case <-w.later.C:
		switch {
		case w.building:
		case w.burst.on:
			w.later.Reset(w.pace.gather) // a build begins before that
		default:
			w.start(ctx, Reason{Quiet: true})
		}
	case <-w.built:
		w.building = false
		if w.queued != nil {
			r := *w.queued
			w.queued = nil
			w.start(ctx, r)
		} else if w.opt.Later != nil {
			if pause := w.opt.Later(); pause > 0 {
				w.later.Reset(pause)
			}
		}
		w.look() // the build may have read other settings
	}
}

func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// event takes one event of the system.
func (w *watching) event(ev fsnotify.Event) {
	if ev.Op == 0 || !w.matters(ev.Name) {
		return
	}
	if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
		w.drop(ev.Name)
	}
	if ev.Has(fsnotify.Create) {
		w.cover(ev.Name)
	}
	// Indexers and backups change attributes that no build reads. The sweep sees that
	// something has changed, once for all of them, and a build that it is nothing.
	w.hint(Reason{Paths: []string{ev.Name}}, true, ev.Op != fsnotify.Chmod)
}

// look compares the roots with those of the last sweep: they may have been moved
// away or come back, and settings may name others.
func (w *watching) look() {
	if w.moved() {
		// Not for want of events: nobody watches the folders above.
		w.hint(Reason{More: true}, true, true)
	}
}

// sweep looks at everything and sets the time of the next sweep.
func (w *watching) sweep() []string {
	began := time.Now()
	changed := w.tree.sweep()
	w.rest(time.Since(began))
	return changed
}

func (w *watching) rest(took time.Duration) {
	if w.polling {
		w.sweeper.Reset(max(w.pace.poll, pollShare*took))
	} else {
		w.sweeper.Reset(w.pace.idle)
	}
}

func (w *watching) warn(message string) {
	if w.opt.Warn != nil {
		w.opt.Warn(message)
	}
}

// lost goes on without events.
func (w *watching) lost(err error) {
	if w.events == nil {
		return
	}
	w.events, w.errors = nil, nil
	w.cannotWatch("", err)
	w.hint(Reason{More: true}, true, true)
}

// cannotWatch warns once, and polls from then on. The folders that are watched
// already still tell at once.
func (w *watching) cannotWatch(path string, err error) {
	if w.polling {
		return
	}
	w.polling = true
	var b strings.Builder
	if path == "" {
		fmt.Fprintf(&b, "the system's watcher cannot be used: %v", err)
	} else {
		fmt.Fprintf(&b, "%q cannot be watched: %v", path, err)
	}
	fmt.Fprintf(&b, "; looking at the files every %v instead", w.pace.poll)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		b.WriteString(" (on Linux, `sudo sysctl fs.inotify.max_user_watches=524288` raises the limit)")
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		b.WriteString(" (on Linux, `sudo sysctl fs.inotify.max_user_instances=512` raises the limit; elsewhere, `ulimit -n 8192`)")
	}
	w.warn(b.String())
	w.rest(0)
}
