// Command dixit turns a folder of meeting transcripts into a static site.
//
// Each subcommand is a file of this package. What a command prints for others
// to read goes to standard output, everything else to standard error. The exit
// status is 0 when all is well, 1 when something in the sources is wrong, and 2
// when the command was used wrongly.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dixit/builder"
	"dixit/themes"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	statusDone        = 0
	statusError       = 1
	statusUsage       = 2
	statusInterrupted = 130 // as shells tell of a program that Ctrl-C ended
)

// errFindings says that the work was done and diagnostics tell what is wrong;
// they have been printed.
var errFindings = errors.New("")

// usageError is a mistake in how the command was called.
type usageError struct{ error }

// program is what the subcommands share.
type program struct {
	out, err io.Writer
	opt      builder.Options
	asOf     string
	memory   *memory
	strict   bool
	json     bool
	quiet    bool
	verbose  bool
	noColor  bool
}

// run is the whole program: arguments in, exit status out.
func run(ctx context.Context, args []string, out, errw io.Writer) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := &program{out: out, err: errw}
	root := p.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errw)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errFindings):
		return statusError
	case errors.Is(err, context.Canceled):
		return statusInterrupted
	case errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown "):
		fmt.Fprintf(errw, "dixit: %v\n", err)
		return statusUsage
	}
	fmt.Fprintf(errw, "dixit: error: %v\n", err)
	return statusError
}

// root is the program as a command, with its flags and subcommands.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "dixit",
		Short: "Turn a folder of meeting transcripts into a linked, multilingual static site",
		Long: `dixit turns a folder of transcripts into a website: a page for every session in
every language it exists in, for every speaker and for every topic.

  dixit serve            build the site, show it, rebuild it when a file changes
  dixit build            build the site into public/
  dixit check            say what is wrong or in doubt, and build nothing

DIR is the site folder, by default the current one. Any folder of transcripts
will do.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = false
	root.SuggestionsMinimumDistance = 2 // a letter too many, or two swapped
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{errors.New(ofParsing.ReplaceAllString(err.Error(), ""))}
	})
	f := root.PersistentFlags()
	f.StringVar(&p.opt.Content, "content", "", "folder of transcripts (default DIR/content, else DIR)")
	f.StringVar(&p.opt.Out, "out", "", "folder of the built site (default DIR/public)")
	f.StringVar(&p.opt.Theme, "theme", "", "folder whose files override those of the built-in theme")
	f.StringVar(&p.opt.Config, "config", "", "settings file (default DIR/dixit.yaml)")
	f.StringVar(&p.opt.BaseURL, "base-url", "", "address at which the site will stand, such as https://example.org/archive")
	f.IntVar(&p.opt.Jobs, "jobs", 0, "files worked on at a time (default: one a processor)")
	f.BoolVar(&p.opt.Drafts, "drafts", false, "show drafts")
	f.StringVar(&p.asOf, "as-of", "", "day by which embargoes are measured, as 2006-01-02 (default today)")
	f.BoolVar(&p.opt.Offline, "offline", false, "make links that work from a folder opened in a browser")
	f.BoolVar(&p.strict, "strict", false, "treat warnings as errors")
	f.BoolVar(&p.json, "json", false, "print diagnostics and results as JSON")
	f.BoolVarP(&p.quiet, "quiet", "q", false, "print errors only")
	f.BoolVarP(&p.verbose, "verbose", "v", false, "print everything that is known")
	f.BoolVar(&p.noColor, "no-color", false, "print without colours")
	root.AddCommand(p.buildCmd(), p.serveCmd(), p.checkCmd(), p.inspectCmd(), p.exportCmd(), p.explainCmd(), p.versionCmd())
	return root
}

// unknownCommand says what is meant by an argument that is no subcommand.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
		return usageError{fmt.Errorf("%q is a folder, not a command; try `dixit serve %s`", args[0], args[0])}
	}
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		return usageError{fmt.Errorf("unknown command %q; did you mean %q?", args[0], near[0])}
	}
	return usageError{fmt.Errorf("unknown command %q; `dixit help` lists the commands", args[0])}
}

// atMostOne takes DIR, which may be left out.
func atMostOne(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usageError{fmt.Errorf("one folder at a time; %q is too much", args[1])}
	}
	return nil
}

// openOnce is open for a command that does one thing and ends.
func (p *program) openOnce(ctx context.Context, args []string) (*builder.Archive, error) {
	a, err := p.open(ctx, args)
	if err == nil {
		useLargePages(a.Memory())
	}
	return a, err
}

// open opens the site folder that the arguments name.
func (p *program) open(ctx context.Context, args []string) (*builder.Archive, error) {
	opt := p.opt
	opt.Dir = "."
	if len(args) > 0 {
		opt.Dir = args[0]
	}
	opt.BuiltIn, opt.Version, opt.Build = themes.Default(), version(), buildID()
	opt.AsOf = time.Now
	if p.asOf != "" {
		if _, err := time.Parse("2006-01-02", p.asOf); err != nil {
			return nil, usageError{fmt.Errorf("--as-of %q is not a day such as 2026-01-31", p.asOf)}
		}
		opt.AsOfDay = p.asOf
	}
	if opt.Jobs < 0 {
		return nil, usageError{fmt.Errorf("--jobs %d is less than one", opt.Jobs)}
	}
	if root, err := os.UserCacheDir(); err == nil {
		opt.CacheRoot = root
	}
	a, err := builder.Open(opt)
	if err != nil {
		return nil, usageError{err}
	}
	p.memory = keepTo(a.Memory())
	go p.memory.watch(ctx)
	return a, nil
}

// ofParsing is what the library of flags says of the function that could not read a value.
var ofParsing = regexp.MustCompile(`: strconv\.\w+: parsing "[^"]*"`)

// shownDir is a folder as a person would type it.
func shownDir(dir string) string {
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, dir); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return dir
}

// buildID tells builds of the program apart: the version of a release; of any
// other, the program file's size and time, which change when it is built anew.
func buildID() string {
	if v := version(); v != "dev" && v != "unknown" {
		return v
	}
	file, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(file)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
}

// version is that of the module, else the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" && !strings.HasPrefix(v, "v0.0.0-") {
		return v
	}
	return "dev"
}
