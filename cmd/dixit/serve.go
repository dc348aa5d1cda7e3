package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dixit/builder"
	"dixit/builder/preview"
	"dixit/builder/watch"
)

// usualPort is where `serve` begins to look for a free one.
const usualPort = 8080

// mostBehind is for how long the pages on disk may stay behind what is shown while one
// change follows the other. A change then waits until they are written, which at 10,000
// transcripts takes some three seconds: of changes that come one a second, one in twenty
// at most.
const mostBehind = time.Minute

// large is how long a build takes that leaves much garbage: the first, and that of
// another branch of the sources.
const large = 2 * time.Second

// spent is the time of all stages together, without what a build has waited.
func spent(stages []builder.Stage) (d time.Duration) {
	for _, s := range stages {
		d += s.Took
	}
	return d
}

// costs are how long what is served from memory last took to be written.
type costs struct{ pages, index atomic.Int64 } // nanoseconds

// note takes them from what took the time of a build. One that was given up tells that
// it takes so long at least.
func (c *costs) note(stages []builder.Stage, givenUp bool) {
	var pages time.Duration
	for _, s := range stages {
		switch s.Name {
		case "plan", "render", "write":
			pages += s.Took
		case "search":
			if !givenUp {
				c.index.Store(int64(s.Took))
			}
		}
	}
	if pages > 0 && (!givenUp || int64(pages) > c.pages.Load()) {
		c.pages.Store(int64(pages))
	}
}

// A change gives up what is being written for the disk, and waits up to 150 ms for that.
// So pages are written when there has been no change for four times as long as that takes,
// which no more than one change in five comes upon, however they come; and then the search
// index, after as long as that takes, so that of all time no more than half is lost. Nobody
// who looks at pages, or searches, waits for it.
const (
	pagesPauses = 4
	// unknownPause is for the first change, where nothing was to be written at the start:
	// of 10,000 transcripts writing that is begun and given up makes each change wait three
	// times as long.
	unknownPause    = 2 * time.Second
	mostPagesPause  = 5 * time.Second
	leastIndexPause = 2 * time.Second
	mostIndexPause  = time.Minute
)

func (c *costs) pagesPause() time.Duration {
	if c.pages.Load() == 0 {
		return unknownPause
	}
	return min(pagesPauses*time.Duration(c.pages.Load()), mostPagesPause)
}

func (c *costs) indexPause() time.Duration {
	return min(max(leastIndexPause, time.Duration(c.index.Load())), mostIndexPause)
}

// serveCmd is `dixit serve`.
func (p *program) serveCmd() *cobra.Command {
	var (
		port int
		open bool
		poll bool
	)
	cmd := &cobra.Command{
		Use:   "serve [DIR]",
		Short: "Build the site, show it, rebuild it when a file changes",
		Long: `Serve builds the site and shows it to browsers on this machine, at the address
that it prints. When a file changes, the site is built again and open pages are
loaded anew; what is wrong is shown here and in the page. A change that keeps the
site from being built leaves the last good one as it is. What an embargo holds back
until today is shown from the first change after midnight on.

A search finds a change at once. In the folder of the built site the search index
follows when nothing has changed for a few seconds, in a large archive for as long as
it takes to be written, a minute at most, and when serve is ended; until then what is
there is not to be published.

What the transcripts leave in doubt is shown beside the site, at /_dixit/check,
as "dixit check --html" prints it.

The preview listens on this machine only. Use build, and any host of files, to
publish.`,
		Example: "  dixit serve\n  dixit serve ~/transcripts --out /tmp/site --port 9000 --open",
		Args:    atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			if port < 0 || port > 65535 {
				return usageError{fmt.Errorf("--port %d is no port; one is from 1 to 65535", port)}
			}
			a, err := p.open(cmd.Context(), args)
			if err != nil {
				return err
			}
			defer a.Close()
			return p.serve(cmd.Context(), a, port, cmd.Flags().Changed("port"), open, poll)
		},
	}
	cmd.Flags().IntVar(&port, "port", usualPort, "port to listen at; unless given, the next free one is taken")
	cmd.Flags().BoolVar(&open, "open", false, "open the site in a browser")
	cmd.Flags().BoolVar(&poll, "poll", false, "look at all files every second, for folders of other machines")
	return cmd
}

// serve watches and shows a site until the context ends or the preview fails.
func (p *program) serve(ctx context.Context, a *builder.Archive, port int, exact, open, poll bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := preview.New(a)
	asked := make(chan string)
	var watching sync.WaitGroup
	var left atomic.Bool // the search index on disk is that of before, until it is quiet
	ended := make(chan error)
	watching.Go(func() { ask(ctx, a.Today, server.Hurt(), ended, asked, leastRetry) })
	watching.Go(func() {
		// Pages are shown before they are on disk and the search index is made anew,
		// and a change then does not wait for it. Where changes go on and on, the pages
		// on disk are to follow all the same.
		var shown, written atomic.Bool
		var since atomic.Int64 // when pages came to be shown that are not on disk, in milliseconds; 0 for none
		interrupt := func() bool {
			return written.Load() || shown.Load() && time.Now().UnixMilli()-since.Load() < mostBehind.Milliseconds()
		}
		wrote := func() {
			written.Store(true)
			since.Store(0)
		}
		var cost costs
		first := true
		later := func() time.Duration {
			if left.Load() {
				return cost.indexPause()
			}
			return 0
		}
		wait := func(ctx context.Context) {
			if time.Now().UnixMilli()-since.Load() >= mostBehind.Milliseconds() {
				return
			}
			select {
			case <-ctx.Done():
			case <-time.After(cost.pagesPause()):
			}
		}
		opt := watch.Options{Poll: poll, Interrupt: interrupt, Later: later, Asked: asked, Warn: func(message string) { fmt.Fprintf(p.err, "dixit: warning: %s\n", message) }}
		watch.Run(ctx, a, opt, func(once context.Context, why watch.Reason) {
			shown.Store(false)
			written.Store(why.Quiet) // there is nothing to be shown that is not
			res, err := a.Rebuild(once, builder.Request{
				Told: !why.More, Touched: why.Paths, Defer: !why.Quiet, Wait: wait, Open: server.Open,
				Early: func(early *builder.Result) {
					server.Publish(early, nil)
					since.CompareAndSwap(0, time.Now().UnixMilli())
					if shown.Store(true); !early.Ahead {
						wrote()
					}
				},
			})
			if once.Err() == nil {
				server.Publish(res, err)
				wrote()
			}
			left.Store(res != nil && (res.Behind || errors.Is(err, context.Canceled) && res.Published))
			// When it is quiet, what lay over the search index has gone to disk. The first
			// build has linked all, even where nothing has changed since the last run.
			if res != nil && (first || why.Quiet || spent(res.Stages) >= large) {
				p.memory.giveBack()
				first = false
			}
			if res != nil && (err == nil || errors.Is(err, context.Canceled)) {
				cost.note(res.Stages, err != nil)
			}
			if !why.Quiet || err != nil || !res.Published {
				p.built(res, err, why)
			}
			select {
			case ended <- err:
			case <-ctx.Done():
			}
		})
	})
	err := server.ListenAndServe(ctx, port, exact, func(url string) {
		if !p.quiet {
			fmt.Fprintf(p.err, "showing the site at %s (end with Ctrl-C)\n", url)
			fmt.Fprintf(p.err, "what is in doubt in the transcripts is at %s%s\n", url, preview.CheckPage)
		}
		if open {
			if err := openBrowser(url); err != nil {
				fmt.Fprintf(p.err, "dixit: warning: no browser could be opened: %v\n", err)
			}
		}
	})
	cancel()
	watching.Wait()
	if left.Load() {
		p.writeIndex(a)
	}
	return err
}

// writeIndex puts the search index on disk that has been served from memory, so that the
// folder can be published. A second Ctrl-C leaves it to the next build.
func (p *program) writeIndex(a *builder.Archive) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if !p.quiet {
		fmt.Fprintln(p.err, "writing the search index (Ctrl-C leaves it to the next build)")
	}
	switch res, err := a.Rebuild(ctx, builder.Request{Last: true}); {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.err, "dixit: warning: the search index in the folder of the site is not that of its pages; build before you publish it")
	case err != nil:
		fmt.Fprintf(p.err, "dixit: error: %v\n", err)
	case !res.Published:
		p.report(res.Diagnostics)
	}
}

// After an error, which mostly lies in a disk that is full, a build is tried again: after
// leastRetry, and each time after twice as long, mostRetry at most.
const (
	leastRetry = 5 * time.Second
	mostRetry  = time.Minute
)

// ask asks for the builds that no change of a file leads to: when another hand was in
// the built site, when the day changes by which embargoes end, and some time after a build
// that ended in an error, least the first time. now gives the day, hurt tells of the hand,
// ended of the end of every build.
func ask(ctx context.Context, now func() string, hurt <-chan struct{}, ended <-chan error, asked chan<- string, least time.Duration) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	day := now()
	retry, pause := (<-chan time.Time)(nil), least
	for {
		why := ""
		select {
		case <-ctx.Done():
			return
		case err := <-ended:
			switch {
			case err == nil:
				retry, pause = nil, least
			case !errors.Is(err, context.Canceled):
				retry, pause = time.After(pause), min(2*pause, mostRetry)
			}
		case <-retry:
			retry, why = nil, "nothing, but the last build ended in an error"
		case <-hurt:
			why = "the folder of the built site, by another hand"
		case <-tick.C:
			if today := now(); today != day {
				day, why = today, "the day, which is "+today
			}
		}
		if why == "" {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case asked <- why:
		}
	}
}

// built reports a build of the watch.
func (p *program) built(res *builder.Result, err error, why watch.Reason) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if !why.First && !p.quiet {
		fmt.Fprintf(p.err, "changed: %s\n", changed(why))
	}
	if res != nil {
		p.report(res.Diagnostics)
		switch {
		case res.Published && !p.quiet:
			fmt.Fprintln(p.err, summary(res))
		case !res.Published && err == nil:
			fmt.Fprintln(p.err, "not published; the last good site is shown")
		}
	}
	if err != nil {
		fmt.Fprintf(p.err, "dixit: error: %v\n", err)
	}
}

// changed names what led to a build: the file, or one of the files.
func changed(why watch.Reason) string {
	if len(why.Paths) == 0 {
		return why.String()
	}
	// A folder is named with the file that changed in it, before it; and what an editor has
	// made and removed on its way is not what somebody changed.
	last := why.Paths[len(why.Paths)-1]
	for _, path := range slices.Backward(why.Paths) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			last = path
			break
		}
	}
	name := shownDir(last)
	if n := len(why.Paths) - 1; n > 0 {
		return fmt.Sprintf("%s and %d more", name, n)
	}
	return name
}

// openBrowser opens an address in the person's browser.
func openBrowser(url string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", url).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	}
	return exec.Command("xdg-open", url).Start()
}
