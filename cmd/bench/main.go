// Command bench measures dixit on this machine, on an archive of invented meetings
// that it makes first:
//
//	go run ./cmd/bench                             builds of 100 and 1,000 meetings, and 20 saves
//	go run ./cmd/bench -n 10000 -rounds 5          beside Hugo and Pagefind, where they are installed
//	go run ./cmd/bench -n 1000 -edits 100 -clean 20
//	go run ./cmd/bench -site DIR -edits 100        saves alone, in a site that was made so before
//	go run ./cmd/bench -site DIR -edits 5000 -idle 0 -others=false
//	                                               what serve holds after saves one upon the other
//
// It runs the programs as a user would, and prints Markdown on standard output.
// Builds are from nothing: no output, no cache but the file system's. Each round
// builds with dixit, then with Hugo, so that a slow minute of the machine falls on
// both; only ratios within one run mean anything.
//
// The saves are made in a site that `dixit serve` shows: a word, a turn in the
// middle, title and date, the label of a turn, one after the other, in meetings
// drawn over the whole archive. Measured is the time from when the file is closed
// until a client that holds the reload channel has the last byte of the new page,
// and of the new manifest of the search index. These come from memory; how much later
// the index is on disk is said after the last save, and what `dixit serve` holds of
// memory, files and threads, and what is in its cache, at the start, after a tenth,
// after half and after all of the saves. After a tenth and after all also when it is
// quiet: what lives and what is open is then to be the same. A site is compared (-clean)
// when its index is on disk: of 10,000 meetings that takes minutes each time. After them
// the same saves are made where `hugo server` shows the meetings, if it is installed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// options are the flags.
type options struct {
	sizes  []int
	langs  string
	rounds int
	edits  int
	idle   time.Duration
	clean  int
	others bool
	dixit  string
	folder string
	site   string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	opt, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(2)
	}
	if err := run(ctx, opt, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "bench: error: %v\n", err)
		os.Exit(1)
	}
}

func parse(args []string, errw io.Writer) (opt options, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(errw)
	sizes := flags.String("n", "100,1000", "`numbers` of meetings; 100000 takes some 40 GB of disk and most of an hour")
	flags.StringVar(&opt.langs, "langs", "en", "languages of each meeting, as synthetic knows them")
	flags.IntVar(&opt.rounds, "rounds", 1, "`times` that each program builds")
	flags.IntVar(&opt.edits, "edits", 20, "`number` of saves in a site that is served; 0 for none")
	flags.DurationVar(&opt.idle, "idle", time.Second, "`pause` after a save has been answered")
	flags.IntVar(&opt.clean, "clean", 0, "after every so many saves, compare the site with a clean build; 0 for never")
	flags.BoolVar(&opt.others, "others", true, "run Hugo, hugo server and Pagefind too, where they are installed")
	flags.StringVar(&opt.dixit, "dixit", "", "`program` to measure; built from this repository if nothing is said")
	flags.StringVar(&opt.folder, "folder", "", "`folder` to work in, which is kept; a temporary one if nothing is said")
	flags.StringVar(&opt.site, "site", "", "`folder` of a site of such meetings that is there: saves in it are measured, and nothing else")
	if err = flags.Parse(args); err != nil {
		return opt, err
	}
	if flags.NArg() > 0 {
		return opt, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return opt, fmt.Errorf("-n: %q is no number of meetings", s)
		}
		opt.sizes = append(opt.sizes, n)
	}
	if opt.rounds < 1 {
		return opt, fmt.Errorf("-rounds is %d; at least one is run", opt.rounds)
	}
	return opt, nil
}

// bench is one run of the command.
type bench struct {
	options
	out, log  io.Writer
	dir       string
	dixit     string // the program
	synthetic string
}

func run(ctx context.Context, opt options, out, log io.Writer) error {
	b := &bench{options: opt, out: out, log: log, dir: opt.folder}
	if b.dir == "" {
		dir, err := os.MkdirTemp("", "dixit-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		b.dir = dir
	} else if err := os.MkdirAll(b.dir, 0o777); err != nil {
		return err
	}
	b.dixit, b.synthetic = opt.dixit, filepath.Join(b.dir, "bin", "synthetic")
	if b.dixit == "" {
		b.dixit = filepath.Join(b.dir, "bin", "dixit")
	}
	build := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(b.dir, "bin")+string(filepath.Separator), "dixit/cmd/dixit", "dixit/cmd/synthetic")
	build.Stderr = log
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build, which needs the source of dixit around it: %w", err)
	}
	fmt.Fprintf(out, "%s, %d processors, %s\n", b.version(ctx, b.dixit, "version"), runtime.NumCPU(), runtime.Version())
	if opt.site != "" {
		return b.allSaves(ctx, opt.site)
	}
	for _, n := range opt.sizes {
		if err := b.size(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// size measures everything at one size.
func (b *bench) size(ctx context.Context, n int) error {
	site := filepath.Join(b.dir, strconv.Itoa(n))
	content := filepath.Join(site, "content")
	if err := os.RemoveAll(site); err != nil {
		return err
	}
	if _, err := b.command(ctx, b.synthetic, "-n", strconv.Itoa(n), "-langs", b.langs, "-out", content); err != nil {
		return err
	}
	files, size, err := measure(content)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\n## %d meetings: %d files, %.1f MB\n\n", n, files, float64(size)/1e6)
	if err := b.builds(ctx, site, size); err != nil {
		return err
	}
	if b.edits == 0 {
		return nil
	}
	return b.allSaves(ctx, site)
}

// allSaves measures saves where dixit shows the site, and then where Hugo does.
func (b *bench) allSaves(ctx context.Context, site string) error {
	if err := b.saves(ctx, site); err != nil || !b.others {
		return err
	}
	return b.hugoSaves(ctx, site)
}

// measure counts the files below a folder, and their bytes. Neither the folder nor what
// is gone meanwhile need be there.
func measure(dir string) (files int, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e os.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || e.IsDir():
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			files++
			bytes += info.Size()
		}
		return err
	})
	return files, bytes, err
}

// quantile gives the value below which a share of the values lie, 0 for none.
func quantile(values []time.Duration, share float64) time.Duration {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}
