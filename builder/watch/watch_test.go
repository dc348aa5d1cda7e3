package watch

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// eventsOnly is a pace at which nothing but events and looks at the roots can
// lead to a build within a test.
var eventsOnly = pace{settle: 5 * time.Millisecond, gather: 50 * time.Millisecond, beat: 50 * time.Millisecond, poll: time.Hour, idle: time.Hour}

// patience is how long a test waits for what must come. Nothing waits that long
// when all is well.
const patience = 30 * time.Second

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %v in vain: %s", patience, what)
		}
	}
}

// site is a folder under watch whose builds remember what they read.
type site struct {
	t       *testing.T
	roots   []string
	ignored string

	mu       sync.Mutex
	built    map[string]string
	calls    []Reason
	running  int
	overlap  bool
	warnings []string
	during   func(context.Context, Reason) // a part of each build
}

func newSite(t *testing.T) *site {
	return &site{t: t, roots: []string{filepath.Join(t.TempDir(), "content")}}
}

func (s *site) root() string { return s.Watched()[0] }

func (s *site) Watched() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.roots)
}

func (s *site) Ignores(p string) bool { return s.ignored != "" && within(p, s.ignored) }

// onDisk reads all that a build of the site depends on.
func (s *site) onDisk() map[string]string {
	out := map[string]string{}
	for _, root := range s.Watched() {
		filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if s.Ignores(p) {
				return fs.SkipDir
			}
			if !d.IsDir() && !passingName(d.Name()) {
				b, _ := os.ReadFile(p)
				out[p] = string(b)
			}
			return nil
		})
	}
	return out
}

func (s *site) build(ctx context.Context, r Reason) {
	s.mu.Lock()
	s.calls = append(s.calls, r)
	s.running++
	s.overlap = s.overlap || s.running > 1
	during := s.during
	s.mu.Unlock()
	state := s.onDisk()
	if during != nil {
		during(ctx, r)
	}
	s.mu.Lock()
	s.built = state
	s.running--
	s.mu.Unlock()
}

func (s *site) warn(m string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.warnings = append(s.warnings, m)
}

// watch runs a watch for the rest of the test and waits for its first build.
func (s *site) watch(p pace, opt Options, open func() (notifier, error)) {
	s.t.Helper()
	opt.Warn = s.warn
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run(ctx, s, opt, p, open, s.build)
	}()
	s.t.Cleanup(func() {
		cancel()
		<-ended
		if s.overlap {
			s.t.Error("two builds ran at a time")
		}
	})
	s.current("the first build")
}

// current waits until the last build has read what is on the disk.
func (s *site) current(what string) {
	s.t.Helper()
	eventually(s.t, what, func() bool {
		s.mu.Lock()
		built, idle := s.built, s.running == 0
		s.mu.Unlock()
		return built != nil && idle && maps.Equal(built, s.onDisk())
	})
}

func (s *site) seen() []Reason {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func (s *site) warned() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.warnings)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, p, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(p), 0o755))
	must(t, os.WriteFile(p, []byte(text), 0o644))
}

// More of what a test does, for whoever wants to be sure.
var (
	saves = flag.Int("saves", 25, "`times` that each way of saving is tried")
	files = flag.Int("files", 1000, "`files` that change at once")
)

func TestEverySaveIsBuilt(t *testing.T) {
	appendTo := func(p, text string) {
		f, err := os.OpenFile(p, os.O_APPEND|os.O_WRONLY, 0)
		must(t, err)
		_, err = f.WriteString(text)
		must(t, err)
		must(t, f.Close())
	}
	styles := []struct {
		name string
		save func(p, text string)
	}{
		{"in place", func(p, text string) { write(t, p, text) }},
		{"emptied and written in three parts", func(p, text string) {
			must(t, os.Truncate(p, 0))
			for part := range slices.Chunk([]byte(text), len(text)/3+1) {
				appendTo(p, string(part))
			}
		}},
		{"renamed over", func(p, text string) {
			write(t, p+".tmp", text)
			must(t, os.Rename(p+".tmp", p))
		}},
		{"backup, then anew, as vim does", func(p, text string) {
			write(t, filepath.Join(filepath.Dir(p), "4913"), "")
			must(t, os.Remove(filepath.Join(filepath.Dir(p), "4913")))
			must(t, os.Rename(p, p+"~"))
			write(t, p, text)
			must(t, os.Remove(p+"~"))
		}},
		{"three renames, as JetBrains does", func(p, text string) {
			write(t, p+"___jb_tmp___", text)
			must(t, os.Rename(p, p+"___jb_old___"))
			must(t, os.Rename(p+"___jb_tmp___", p))
			must(t, os.Remove(p+"___jb_old___"))
		}},
		{"under a lock, as Emacs does", func(p, text string) {
			lock := filepath.Join(filepath.Dir(p), ".#"+filepath.Base(p))
			write(t, lock, "")
			write(t, p, text)
			must(t, os.Remove(lock))
		}},
		{"removed and written", func(p, text string) {
			must(t, os.Remove(p))
			write(t, p, text)
		}},
		{"over the old bytes", func(p, text string) {
			f, err := os.OpenFile(p, os.O_WRONLY, 0)
			must(t, err)
			_, err = f.WriteAt([]byte(text), 0)
			must(t, err)
			must(t, f.Close())
		}},
		{"moved here from another folder, as programs that copy do", func(p, text string) {
			from := filepath.Join(t.TempDir(), "partial")
			write(t, from, text)
			must(t, os.Rename(from, p))
		}},
		{"without a change of size or time", func(p, text string) {
			info, err := os.Stat(p)
			must(t, err)
			write(t, p, text)
			must(t, os.Chtimes(p, info.ModTime(), info.ModTime()))
		}},
	}
	for _, style := range styles {
		t.Run(style.name, func(t *testing.T) {
			s := newSite(t)
			p := filepath.Join(s.root(), "议会", "2024-03-13 会议.md")
			write(t, p, "第0000次")
			s.watch(eventsOnly, Options{}, newNotifier)
			for i := range *saves {
				style.save(p, fmt.Sprintf("第%04d次", i))
				s.current(fmt.Sprintf("save %d", i))
			}
		})
	}
}

func TestFoldersThatComeAndGo(t *testing.T) {
	s := newSite(t)
	at := func(p ...string) string { return filepath.Join(append([]string{s.root()}, p...)...) }
	write(t, at("a", "one.md"), "1")
	s.watch(eventsOnly, Options{}, newNotifier)
	steps := []struct {
		name string
		do   func()
	}{
		{"a deep folder and a file in it at once", func() { write(t, at("b", "c", "d", "e", "f.md"), "x") }},
		{"a change in the deep folder", func() { write(t, at("b", "c", "d", "e", "f.md"), "y") }},
		{"a folder renamed", func() { must(t, os.Rename(at("b"), at("z"))) }},
		{"a change under the new name", func() { write(t, at("z", "c", "d", "e", "f.md"), "z") }},
		{"the old name again", func() { write(t, at("b", "c", "d", "e", "f.md"), "new") }},
		{"a change under the old name", func() { write(t, at("b", "c", "d", "e", "f.md"), "newer") }},
		{"a change under the new name after that", func() { write(t, at("z", "c", "d", "e", "f.md"), "zz") }},
		{"moved into one another", func() { must(t, os.Rename(at("z", "c"), at("b", "from z"))) }},
		{"a change where it went", func() { write(t, at("b", "from z", "d", "e", "f.md"), "went") }},
		{"moved out of the site", func() { must(t, os.Rename(at("b"), at("..", "outside"))) }},
		{"moved in again", func() { must(t, os.Rename(at("..", "outside"), at("back"))) }},
		{"a change in what came back", func() { write(t, at("back", "from z", "d", "e", "f.md"), "back") }},
		{"removed with all in it", func() { must(t, os.RemoveAll(at("back"))) }},
		{"a folder named as vim names a file", func() { write(t, at("4913", "a.md"), "a") }},
		{"a change in that", func() { write(t, at("4913", "a.md"), "b") }},
		{"a new file beside", func() { write(t, at("4913", "b.md"), "b") }},
	}
	for _, step := range steps {
		step.do()
		s.current(step.name)
	}
	if w := s.warned(); len(w) > 0 {
		t.Errorf("warned of nothing: %q", w)
	}
}

func TestManyFoldersAtOnce(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	s.watch(eventsOnly, Options{}, newNotifier)
	for i := range 100 {
		for j := range 10 {
			write(t, filepath.Join(s.root(), fmt.Sprintf("y%d", i%7), fmt.Sprintf("m%d", i), fmt.Sprintf("الجلسة-%d.md", j)), "x")
		}
	}
	s.current("a thousand files in a hundred folders")
	// Each of them is watched now.
	for i := range 100 {
		write(t, filepath.Join(s.root(), fmt.Sprintf("y%d", i%7), fmt.Sprintf("m%d", i), "new.md"), "y")
	}
	s.current("another file in each of them")
}

func TestRandomEditsEndInWhatIsOnDisk(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	s.watch(eventsOnly, Options{}, newNotifier)
	state := uint32(7)
	pick := func(n int) int {
		state = state*1664525 + 1013904223
		return int(state>>8) % n
	}
	dir := func() string {
		p := s.root()
		for range pick(3) {
			p = filepath.Join(p, string(rune('p'+pick(4))))
		}
		return p
	}
	for i := range 600 {
		// Each may fail, as what it names may not be there.
		switch p := filepath.Join(dir(), fmt.Sprintf("%d.md", pick(5))); pick(6) {
		case 0:
			os.MkdirAll(filepath.Dir(p), 0o755)
		case 1, 2:
			os.WriteFile(p, fmt.Append(nil, i), 0o644)
		case 3:
			if d := dir(); d != s.root() {
				os.RemoveAll(d)
			}
		case 4:
			os.Rename(p, filepath.Join(dir(), "r.md"))
		case 5:
			if d := dir(); d != s.root() {
				os.Rename(d, dir()+"-"+string(rune('a'+pick(3))))
			}
		}
		if i%40 == 39 {
			s.current(fmt.Sprintf("edit %d", i))
		}
	}
}

func TestPassingFilesAskForNothing(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	s.watch(eventsOnly, Options{}, newNotifier)
	names := []string{"a.md~", ".a.md.swp", "4913", ".#a.md", "#a.md#", ".DS_Store", "a.tmp", ".~lock.a.odt#", "~$a.docx", ".goutputstream-K3X0"}
	for _, n := range names {
		write(t, filepath.Join(s.root(), n), "x")
		must(t, os.Remove(filepath.Join(s.root(), n)))
	}
	write(t, filepath.Join(s.root(), "fence.md"), "x") // whatever came before it has been told by then
	s.current("the fence")
	for _, r := range s.seen()[1:] {
		for _, p := range r.Paths {
			if p != s.root() && filepath.Base(p) != "fence.md" {
				t.Errorf("%q asked for a build", p)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{
		"2024.md": false, "会议.md": false, "#2.md": false, "#": false, "4913.md": false, "a~b.md": false, ".md": false, "swp": false,
		"notes.md~": true, ".notes.md.swp": true, "##": true, "#notes#": true, ".#notes": true, "x.tmp": true, "._x.md": true,
	} {
		if got := passingName(name); got != want {
			t.Errorf("passingName(%q) = %v", name, got)
		}
	}
}

func TestOutputInsideIsNoReason(t *testing.T) {
	s := newSite(t)
	s.ignored = filepath.Join(s.root(), "public")
	write(t, filepath.Join(s.root(), "a.md"), "a")
	n := 0
	s.during = func(context.Context, Reason) {
		n++
		write(t, filepath.Join(s.ignored, fmt.Sprintf("page%d", n), "index.html"), fmt.Sprint(n))
	}
	s.watch(eventsOnly, Options{}, newNotifier)
	for i := range 5 {
		write(t, filepath.Join(s.root(), "a.md"), fmt.Sprint(i))
		s.current("an edit")
	}
	for _, r := range s.seen()[1:] {
		named := false
		for _, p := range r.Paths {
			if within(p, s.ignored) {
				t.Errorf("the output folder asked for a build: %v", r)
			}
			named = named || filepath.Base(p) == "a.md"
		}
		if !named {
			t.Errorf("a build without an edit: %+v", r)
		}
	}
}

func TestRootsThatVanish(t *testing.T) {
	for _, polling := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling %v", polling), func(t *testing.T) {
			s := newSite(t)
			p := eventsOnly
			if polling {
				p.poll = 10 * time.Millisecond
			}
			file := filepath.Join(s.root(), "deep", "a.md")
			write(t, file, "1")
			s.watch(p, Options{Poll: polling}, newNotifier)
			step := func(name string, do func()) {
				t.Helper()
				do()
				s.current(name)
			}
			step("removed", func() { must(t, os.RemoveAll(s.root())) })
			step("made again", func() { write(t, file, "2") })
			step("changed after that", func() { write(t, file, "3") })
			step("renamed away", func() { must(t, os.Rename(s.root(), s.root()+"-old")) })
			step("another in its place", func() { write(t, file, "4") })
			step("changed in that", func() { write(t, file, "5") })
			step("the folder above removed", func() { must(t, os.RemoveAll(filepath.Dir(s.root()))) })
			step("that made again", func() { write(t, file, "6") })
			step("changed after all", func() { write(t, file, "7") })
			step("a file in its place", func() {
				must(t, os.RemoveAll(s.root()))
				write(t, s.root(), "no folder")
			})
		})
	}
}

func TestTheFolderAboveIsReplaced(t *testing.T) {
	s := newSite(t)
	above := filepath.Join(filepath.Dir(s.root()), "mysite")
	s.roots = []string{filepath.Join(above, "content")}
	file := filepath.Join(above, "content", "a.md")
	write(t, file, "1")
	s.watch(eventsOnly, Options{}, newNotifier)
	must(t, os.Rename(above, above+"-old"))
	s.current("nothing there")
	write(t, file, "2")
	s.current("another in its place")
	write(t, file, "3")
	s.current("a change in that")
}

func TestSingleFile(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	config := filepath.Join(filepath.Dir(s.root()), "dixit.yaml")
	beside := filepath.Join(filepath.Dir(s.root()), "notes.md")
	s.roots = append(s.roots, config)
	s.watch(eventsOnly, Options{}, newNotifier)
	for i, do := range []func(){
		func() { write(t, config, "title: 1\n") },
		func() { write(t, beside, "x"); write(t, config, "title: 2\n") },
		func() { must(t, os.Rename(config, config+".old")) },
		func() { write(t, config+"~", "title: 3\n"); must(t, os.Rename(config+"~", config)) },
		func() { must(t, os.Remove(config)) },
	} {
		do()
		s.current(fmt.Sprintf("step %d", i))
	}
	for _, r := range s.seen() {
		if slices.Contains(r.Paths, beside) {
			t.Errorf("a file beside asked for a build: %v", r)
		}
	}
}

func TestSettingsNameOtherFolders(t *testing.T) {
	s := newSite(t)
	other := filepath.Join(t.TempDir(), "otros")
	write(t, filepath.Join(s.root(), "a.md"), "a")
	write(t, filepath.Join(other, "b.md"), "b")
	s.watch(eventsOnly, Options{}, newNotifier)
	s.mu.Lock()
	s.roots = []string{other}
	s.mu.Unlock()
	s.current("the other folder")
	write(t, filepath.Join(other, "b.md"), "b2")
	s.current("a change in the other folder")
}

// fake is a watcher of the system that tells only what the test makes it tell.
type fake struct {
	add func(path string) error
	ev  chan fsnotify.Event
	err chan error
}

func newFake() *fake {
	return &fake{ev: make(chan fsnotify.Event), err: make(chan error), add: func(string) error { return nil }}
}

func (f *fake) Add(path string) error         { return f.add(path) }
func (f *fake) Remove(string) error           { return fsnotify.ErrNonExistentWatch }
func (f *fake) Close() error                  { return nil }
func (f *fake) events() <-chan fsnotify.Event { return f.ev }
func (f *fake) errors() <-chan error          { return f.err }
func (f *fake) open() (notifier, error)       { return f, nil }

func TestOverflowLooksAtEverything(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	f := newFake()
	s.watch(eventsOnly, Options{}, f.open)
	for i := range *files {
		write(t, filepath.Join(s.root(), fmt.Sprint(i%100), fmt.Sprint(i, ".md")), "untold")
	}
	f.err <- fsnotify.ErrEventOverflow
	s.current("after an overflow")
	if r := s.seen()[1]; !r.Overflow || len(r.Paths) == 0 {
		t.Errorf("reason %+v", r)
	}
	if w := s.warned(); len(w) > 0 {
		t.Errorf("an overflow is nobody's fault, but: %q", w)
	}
}

func TestLimitOfTheSystem(t *testing.T) {
	fast := eventsOnly
	fast.poll = 10 * time.Millisecond
	refusing := func(err error) func() (notifier, error) {
		f := newFake()
		n := 0
		f.add = func(string) error {
			if n++; n > 2 {
				return &fs.PathError{Op: "add", Path: "x", Err: err}
			}
			return nil
		}
		return f.open
	}
	closed := newFake()
	close(closed.ev)
	cases := []struct {
		name string
		open func() (notifier, error)
		says string
	}{
		{"too many folders", refusing(syscall.ENOSPC), "max_user_watches"},
		{"too many open files", refusing(syscall.EMFILE), "max_user_instances"},
		{"not possible here", refusing(syscall.ENOSYS), "cannot be watched"},
		{"no watcher at all", func() (notifier, error) { return nil, fmt.Errorf("inotify: %w", syscall.EMFILE) }, "max_user_instances"},
		{"a watcher that dies", closed.open, "stopped telling"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			for i := range 10 {
				write(t, filepath.Join(s.root(), fmt.Sprint(i), "a.md"), "a")
			}
			s.watch(fast, Options{}, c.open)
			for i := range 5 {
				write(t, filepath.Join(s.root(), fmt.Sprint(9-i), "a.md"), fmt.Sprint("b", i))
				s.current("a change that nobody told")
			}
			if w := s.warned(); len(w) != 1 || !strings.Contains(w[0], c.says) {
				t.Errorf("warnings %q, want one with %q", w, c.says)
			}
		})
	}
}

func TestAnUnreadableFolderIsNoLimit(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "closed", "a.md"), "a")
	f := newFake()
	f.add = func(p string) error {
		if filepath.Base(p) == "closed" {
			return fs.ErrPermission
		}
		return nil
	}
	s.watch(eventsOnly, Options{}, f.open)
	f.err <- fsnotify.ErrEventOverflow // one more sweep
	eventually(t, "a second build", func() bool { return len(s.seen()) > 1 })
	if w := s.warned(); len(w) > 0 {
		t.Errorf("warned: %q", w)
	}
}

func TestSilentFoldersAreSweptAndThenPolled(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	p := eventsOnly
	p.idle, p.poll = 20*time.Millisecond, 10*time.Millisecond
	s.watch(p, Options{}, newFake().open)
	for i := range 5 {
		write(t, filepath.Join(s.root(), "a.md"), fmt.Sprint("change ", i))
		s.current("a change that nobody told")
	}
	info, err := os.Stat(filepath.Join(s.root(), "a.md"))
	must(t, err)
	write(t, filepath.Join(s.root(), "a.md"), "change 5")
	must(t, os.Chtimes(filepath.Join(s.root(), "a.md"), info.ModTime(), info.ModTime()))
	s.current("a change that nobody told, without one of size or time")
	must(t, os.Remove(filepath.Join(s.root(), "a.md")))
	s.current("a removal that nobody told")
	if w := s.warned(); len(w) != 1 || !strings.Contains(w[0], "does not tell") {
		t.Errorf("warnings %q", w)
	}
}

// lossy loses a share of the events.
type lossy struct {
	notifier
	out chan fsnotify.Event
}

func newLossy(percent int) (notifier, error) {
	n, err := newNotifier()
	if err != nil {
		return nil, err
	}
	l := lossy{n, make(chan fsnotify.Event)}
	rng := rand.New(rand.NewPCG(uint64(percent), 1))
	go func() {
		defer close(l.out)
		for ev := range n.events() {
			if rng.IntN(100) >= percent {
				l.out <- ev
			}
		}
	}()
	return l, nil
}

func (l lossy) events() <-chan fsnotify.Event { return l.out }

// What no event told is found by the next sweep.
func TestLostEventsAreMadeUpFor(t *testing.T) {
	for _, percent := range []int{1, 10, 100} {
		t.Run(fmt.Sprint(percent, " percent"), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			write(t, filepath.Join(s.root(), "a.md"), "a")
			p := eventsOnly
			p.idle, p.poll = 100*time.Millisecond, 50*time.Millisecond // for 30 and 1 seconds
			s.watch(p, Options{}, func() (notifier, error) { return newLossy(percent) })
			for i := range 200 {
				folder := filepath.Join(s.root(), fmt.Sprint(i%7))
				write(t, filepath.Join(folder, fmt.Sprint(i%31, ".md")), fmt.Sprint("save ", i))
				if i%20 == 19 {
					must(t, os.RemoveAll(folder))
					s.current(fmt.Sprint("save ", i))
				}
			}
			s.current("the last save")
		})
	}
}

func TestAttributesThatNobodyReads(t *testing.T) {
	s := newSite(t)
	a, fence := filepath.Join(s.root(), "a.md"), filepath.Join(s.root(), "fence.md")
	write(t, a, "a")
	write(t, fence, "x")
	f := newFake()
	p := eventsOnly
	p.settle, p.gather = time.Microsecond, time.Microsecond
	s.watch(p, Options{}, f.open)
	for range 20 {
		f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Chmod}
	}
	f.ev <- fsnotify.Event{Name: fence, Op: fsnotify.Write}
	eventually(t, "the fence", func() bool { return len(s.seen()) == 2 })
	must(t, os.Chmod(a, 0o600))
	f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Chmod}
	eventually(t, "a mode that the next build may depend on", func() bool { return len(s.seen()) == 3 })
}

func TestRequestsDuringABuildBecomeOne(t *testing.T) {
	s := newSite(t)
	a := filepath.Join(s.root(), "a.md")
	write(t, a, "a")
	f := newFake()
	p := eventsOnly
	p.settle, p.gather = time.Microsecond, time.Microsecond
	s.watch(p, Options{}, f.open)
	release := make(chan struct{})
	s.mu.Lock()
	s.during = func(context.Context, Reason) { <-release }
	s.mu.Unlock()
	f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Write}
	eventually(t, "a build under way", func() bool { return len(s.seen()) == 2 })
	for i := range 50 {
		write(t, a, fmt.Sprint(i))
		f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Write}
	}
	if n := len(s.seen()); n != 2 {
		t.Fatalf("%d builds began while one was under way", n-2)
	}
	close(release)
	s.current("after the build")
	// The fifty, and at most one burst that had not ended when the build did.
	if n := len(s.seen()) - 2; n < 1 || n > 2 {
		t.Errorf("%d builds for what came during one", n)
	}
}

func TestABuildThatMayBeGivenUpIs(t *testing.T) {
	s := newSite(t)
	a := filepath.Join(s.root(), "a.md")
	write(t, a, "a")
	f := newFake()
	p := eventsOnly
	p.settle, p.gather = time.Microsecond, time.Microsecond
	var may atomic.Bool
	s.watch(p, Options{Interrupt: may.Load}, f.open)
	s.mu.Lock()
	s.during = func(ctx context.Context, _ Reason) { // as long as it takes, unless it is given up
		if may.CompareAndSwap(false, true) {
			<-ctx.Done()
			may.Store(false)
		}
	}
	s.mu.Unlock()
	f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Write}
	eventually(t, "a build under way", may.Load)
	s.mu.Lock()
	s.during = func(ctx context.Context, _ Reason) {
		if ctx.Err() != nil {
			t.Error("the build that follows was given up too")
		}
	}
	s.mu.Unlock()
	write(t, a, "b")
	f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Write}
	s.current("after a build was given up")
}

// A change that comes while a build may not be given up has it given up as soon as it
// may be.
func TestABuildIsGivenUpOnceItMayBe(t *testing.T) {
	s := newSite(t)
	a := filepath.Join(s.root(), "a.md")
	write(t, a, "a")
	var may, ended atomic.Bool
	s.watch(eventsOnly, Options{Interrupt: may.Load}, newNotifier)
	begun := make(chan struct{}, 9)
	s.mu.Lock()
	s.during = func(ctx context.Context, _ Reason) {
		if begun <- struct{}{}; !ended.Load() {
			<-ctx.Done()
			ended.Store(true)
		}
	}
	s.mu.Unlock()
	write(t, a, "b")
	<-begun
	write(t, a, "c")
	time.Sleep(3 * eventsOnly.gather)
	if ended.Load() {
		t.Error("given up before it may be")
	}
	may.Store(true)
	s.current("after it was given up")
}

// A build that is wanted when it is quiet comes after the last change, and says so.
func TestABuildThatIsForLaterWaitsForQuiet(t *testing.T) {
	s := newSite(t)
	a := filepath.Join(s.root(), "a.md")
	write(t, a, "a")
	const pause = 300 * time.Millisecond
	var behind atomic.Bool
	s.during = func(_ context.Context, r Reason) { behind.Store(!r.Quiet) }
	s.watch(eventsOnly, Options{Later: func() time.Duration {
		if behind.Load() {
			return pause
		}
		return 0
	}}, newNotifier)
	var last time.Time
	for i := range 10 {
		last = time.Now()
		write(t, a, fmt.Sprint(i))
		s.current("a change")
		time.Sleep(pause / 10)
	}
	eventually(t, "the build for which it was to be quiet", func() bool {
		calls := s.seen()
		return calls[len(calls)-1].Quiet
	})
	if time.Since(last) < pause {
		t.Error("it did not wait")
	}
	time.Sleep(2 * pause)
	quiet := 0
	for _, r := range s.seen() {
		if r.Quiet {
			quiet++
			if r.More || len(r.Paths) > 0 || r.String() != "no change for a while" {
				t.Errorf("%+v", r)
			}
		}
	}
	if quiet > 2 { // a slow machine may take a pause for quiet
		t.Errorf("%d builds when it was quiet", quiet)
	}
}

func TestEndsWithItsContext(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	files := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			return 0
		}
		return len(entries)
	}
	routines, open := runtime.NumGoroutine(), files()
	for range 30 {
		ctx, cancel := context.WithCancel(context.Background())
		var inside sync.WaitGroup
		inside.Add(1)
		ended := false
		go func() {
			inside.Wait()
			cancel()
		}()
		run(ctx, s, Options{}, eventsOnly, newNotifier, func(ctx context.Context, r Reason) {
			inside.Done()
			<-ctx.Done()
			ended = true
		})
		if !ended {
			t.Fatal("Run returned before its last build did")
		}
	}
	eventually(t, "goroutines end", func() bool { return runtime.NumGoroutine() <= routines })
	eventually(t, "files are closed", func() bool { return files() <= open })
}

func TestReasons(t *testing.T) {
	cases := []struct {
		r    Reason
		want string
	}{
		{Reason{First: true}, "first build"},
		{Reason{Overflow: true, Paths: []string{"/a"}}, "more changes than were told"},
		{Reason{}, "a change"},
		{Reason{Paths: []string{"/a"}}, "/a"},
		{Reason{Paths: []string{"/b"}}.and(Reason{Paths: []string{"/a", "/b"}}), "/a and 1 more"},
	}
	for _, c := range cases {
		if got := c.r.String(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.r, got, c.want)
		}
	}
	var many Reason
	for i := range 3 * maxPaths {
		many = many.and(Reason{Paths: []string{fmt.Sprintf("/%03d", i)}})
	}
	if len(many.Paths) != maxPaths {
		t.Errorf("%d paths are named", len(many.Paths))
	}
}

// Whatever the system refuses, the errors that are looked for are those that it
// gives.
func TestErrorsOfTheSystem(t *testing.T) {
	n, err := newNotifier()
	must(t, err)
	defer n.Close()
	if err := n.Add(filepath.Join(t.TempDir(), "nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("watching nothing: %v", err)
	}
}

func TestNewFoldersAreWatchedAtOnce(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	f := newFake()
	var (
		mu    sync.Mutex
		added []string
	)
	f.add = func(p string) error {
		mu.Lock()
		defer mu.Unlock()
		added = append(added, p)
		return nil
	}
	p := eventsOnly
	p.settle, p.gather = time.Hour, time.Hour // the sweep at the end of a burst never comes
	s.watch(p, Options{}, f.open)
	deep := filepath.Join(s.root(), "b", "c", "d")
	must(t, os.MkdirAll(deep, 0o755))
	f.ev <- fsnotify.Event{Name: filepath.Join(s.root(), "b"), Op: fsnotify.Create}
	eventually(t, "the deepest folder is watched", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return slices.Contains(added, deep)
	})
}

// A file that is empty or gone for a moment is not built so.
func TestHalfSavedFilesAreWaitedFor(t *testing.T) {
	s := newSite(t)
	a := filepath.Join(s.root(), "a.md")
	write(t, a, "a")
	p := eventsOnly
	p.hold = patience // never over within the test
	f := newFake()
	s.watch(p, Options{}, f.open)
	for i, half := range []func() error{func() error { return os.Remove(a) }, func() error { return os.Truncate(a, 0) }} {
		must(t, half())
		f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Remove}
		time.Sleep(10 * p.settle)
		if n := len(s.seen()); n != i+1 {
			t.Fatalf("%d builds, and the last of a file that is half saved", n)
		}
		write(t, a, fmt.Sprint("save ", i))
		f.ev <- fsnotify.Event{Name: a, Op: fsnotify.Create}
		s.current("the save")
		if r := s.seen()[i+1]; r.More || !slices.Equal(r.Paths, []string{a}) {
			t.Errorf("%+v, though nothing but one file changed", r)
		}
	}
}

func TestAFileThatIsDeletedIsMissed(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root(), "a.md"), "a")
	write(t, filepath.Join(s.root(), "b.md"), "b")
	p := eventsOnly
	p.hold = 30 * time.Millisecond
	s.watch(p, Options{}, newNotifier)
	must(t, os.Remove(filepath.Join(s.root(), "a.md")))
	s.current("a removal")
	must(t, os.Truncate(filepath.Join(s.root(), "b.md"), 0))
	s.current("an empty file")
}

func TestABuildThatIsAskedForIsMade(t *testing.T) {
	s := newSite(t)
	asked := make(chan string, 1)
	s.watch(eventsOnly, Options{Asked: asked}, newNotifier)
	before := len(s.seen())
	asked <- "a new day"
	eventually(t, "the build that was asked for", func() bool {
		calls := s.seen()
		return len(calls) > before && calls[before].String() == "a new day" && calls[before].More
	})
}
