// Command synthetic writes an archive of invented meetings, for benchmarks:
//
//	go run ./cmd/synthetic -n 1000 -langs en,fr -out /tmp/site/content
//	go run ./cmd/dixit build /tmp/site
//
// Equal flags write equal bytes, and a smaller archive is the beginning of a
// larger one. The exit status is that of dixit: 0 when all is well, 1 when a
// file could not be written, 2 when the command was used wrongly.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dixit/builder/synthetic"
)

// The exit statuses.
const (
	statusDone  = 0
	statusError = 1
	statusUsage = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run is the whole program: arguments in, exit status out.
func run(args []string, errw io.Writer) int {
	start := time.Now()
	n, out, opt, err := parse(args, errw)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusDone
	case err != nil:
		fmt.Fprintf(errw, "synthetic: %v\n", err)
		return statusUsage
	}
	bytes, err := write(out, n, opt)
	if err != nil {
		fmt.Fprintf(errw, "synthetic: error: %v\n", err)
		return statusError
	}
	fmt.Fprintf(errw, "%d meetings, %d files, %.1f MB in %.1f s\n",
		n, n*len(opt.Languages), float64(bytes)/1e6, time.Since(start).Seconds())
	return statusDone
}

// parse takes the arguments: how many meetings, where to, and of what kind.
func parse(args []string, errw io.Writer) (n int, out string, opt synthetic.Options, err error) {
	flags := flag.NewFlagSet("synthetic", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // what is wrong is said once, by run
	flags.Usage = func() {}
	flags.IntVar(&n, "n", 100, "`number` of meetings")
	langs := flags.String("langs", "en", "languages that each meeting exists in, out of "+strings.Join(synthetic.Languages(), ","))
	format := flags.String("format", "markdown", "markdown or plain")
	flags.Uint64Var(&opt.Seed, "seed", 1, "another `number` gives other words, names and meetings")
	flags.StringVar(&out, "out", "", "`folder` to write to; its folder meetings must be empty or missing")
	if err = flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(errw, "synthetic writes an archive of invented meetings\n\n")
			flags.SetOutput(errw)
			flags.PrintDefaults()
		}
		return
	}
	opt.Languages = strings.Split(*langs, ",")
	for i, l := range opt.Languages {
		switch {
		case !slices.Contains(synthetic.Languages(), l):
			err = fmt.Errorf("unknown language %q in -langs; known are %s", l, strings.Join(synthetic.Languages(), ", "))
			return
		case slices.Contains(opt.Languages[:i], l):
			err = fmt.Errorf("language %q stands twice in -langs; name it once", l)
			return
		}
	}
	switch *format {
	case "markdown":
		opt.Format = synthetic.Markdown
	case "plain":
		opt.Format = synthetic.Plain
	default:
		err = fmt.Errorf("unknown -format %q; write markdown or plain", *format)
		return
	}
	switch {
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q; the folder is named with -out", flags.Arg(0))
	case n < 0:
		err = fmt.Errorf("-n is %d; it must not be negative", n)
	case out == "":
		err = errors.New("-out is missing; name the folder to write to")
	}
	return
}

// write makes the archive in a folder, one meeting a processor at a time, and
// says how many bytes it has.
func write(out string, n int, opt synthetic.Options) (int64, error) {
	folder := filepath.Join(out, "meetings")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	// Leftovers of a larger archive would be read as part of this one.
	if old, err := os.ReadDir(folder); err != nil {
		return 0, err
	} else if len(old) > 0 {
		return 0, fmt.Errorf("folder %q is not empty; delete it or name another with -out", folder)
	}
	archive := synthetic.New(opt)
	var (
		wait        sync.WaitGroup
		next, bytes atomic.Int64
		failed      atomic.Pointer[error]
	)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for failed.Load() == nil {
				i := int(next.Add(1) - 1)
				if i >= n {
					return
				}
				for _, l := range opt.Languages {
					name, content := archive.Meeting(i, l)
					if err := os.WriteFile(filepath.Join(out, filepath.FromSlash(name)), content, 0o644); err != nil {
						failed.CompareAndSwap(nil, &err)
						return
					}
					bytes.Add(int64(len(content)))
				}
			}
		})
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return bytes.Load(), nil
}
