package output

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"dixit/builder/internal/checksum"
)

// Each page of these sites names in lines "needs: PATH" what it points at.
func siteBefore() []File {
	return []File{
		{"assets/style.a1.css", Asset, []byte("body{color:#111}"), nil},
		{"assets/old-photo.jpg", Asset, bytes.Repeat([]byte{0xff, 0xd8}, 700), nil},
		copied("assets/bells.wav", bytes.Repeat([]byte("ding dong "), 9000)),
		{"assets/empty.txt", Asset, nil, nil},
		{"search/0.bin", Data, []byte("index one"), nil},
		{"en/2019/01/harvest/index.html", Page, []byte("Harvest talk\nneeds: assets/style.a1.css\nneeds: search/0.bin\n"), nil},
		{"en/2019/02/rain/index.html", Page, []byte("Rain talk\nneeds: assets/style.a1.css\nneeds: assets/old-photo.jpg\n"), nil},
		{"zh/2019/收成/index.html", Page, []byte("收成\nneeds: assets/style.a1.css\n"), nil},
		{"ar/حصاد.html", Page, []byte("حصاد الحقول\nneeds: assets/style.a1.css\n"), nil},
		{"same.html", Page, []byte("always the same\n"), nil},
		{"about", Page, []byte("a file that becomes a folder\n"), nil},
		{"help/one.html", Page, []byte("a folder that becomes a file\n"), nil},
		{"help/deep/two.html", Page, []byte("and more of it\n"), nil},
		{"index.html", List, []byte("needs: en/2019/01/harvest/index.html\nneeds: en/2019/02/rain/index.html\nneeds: ar/حصاد.html\n"), nil},
		{"feed.xml", Manifest, []byte("needs: en/2019/02/rain/index.html\n"), nil},
	}
}

// copied is a file that is published as it is. Its Bytes are only for the tests
// to look at.
func copied(path string, b []byte) File {
	return File{path, Asset, b, &Source{Hash: checksum.Of(b), Size: int64(len(b)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(b)), nil
	}}}
}

func siteAfter() []File {
	return []File{
		{"assets/style.b2.css", Asset, []byte("body{color:#222}"), nil},
		{"assets/empty.txt", Asset, nil, nil},
		copied("assets/bells.wav", bytes.Repeat([]byte("dong ding "), 9000)),
		{"search/0.bin", Data, []byte("index two, longer"), nil},
		{"search/1.bin", Data, []byte("another shard"), nil},
		{"en/2019/01/harvest/index.html", Page, []byte("Harvest talk, corrected\nneeds: assets/style.b2.css\nneeds: search/1.bin\n"), nil},
		{"zh/2019/收成/index.html", Page, []byte("收成與分享\nneeds: assets/style.b2.css\n"), nil},
		{"ar/حصاد.html", Page, []byte("حصاد الحقول والبيدر\nneeds: assets/style.b2.css\n"), nil},
		{"hi/२०२०/फसल.html", Page, []byte("फसल\nneeds: assets/style.b2.css\n"), nil},
		{"same.html", List, []byte("always the same\n"), nil}, // only the manifest must learn this
		{"about/index.html", Page, []byte("now in a folder\n"), nil},
		{"help", Page, []byte("now a file\n"), nil},
		{"index.html", List, []byte("needs: en/2019/01/harvest/index.html\nneeds: hi/२०२०/फसल.html\n"), nil},
		{"feed.xml", Manifest, []byte("needs: hi/२०२०/फसल.html\nneeds: index.html\n"), nil},
	}
}

// attempt opens the folder and commits the files through a disk, as one run
// would. A run that stops leaves no cleaning up: only its lock goes, as the
// system would free it.
func attempt(dir string, d *faultDisk, files []File) error {
	f, _, err := open(dir, "", nil, func(under disk) disk { d.disk = under; return d })
	if err != nil {
		return err
	}
	defer f.Close()
	c, err := f.Begin()
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := c.Put(file); err != nil {
			if d.stop {
				c.lock.release()
			} else {
				c.Abort()
			}
			return err
		}
	}
	_, list, err := c.Finish()
	if len(list) > 0 {
		return fmt.Errorf("diagnostics: %v", list)
	}
	return err
}

func build(t *testing.T, dir string, files []File) {
	t.Helper()
	if err := attempt(dir, &faultDisk{}, files); err != nil {
		t.Fatalf("undisturbed commit: %v", err)
	}
}

// tree reads all below a folder; folders are entries that end in "/".
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if e.IsDir() {
			out[rel+"/"] = ""
			return nil
		}
		if e.Type()&fs.ModeSymlink != 0 {
			out[rel], err = os.Readlink(name)
			return err
		}
		data, err := os.ReadFile(name)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(out, lockName) // says only who was here
	return out
}

func sameTree(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if have, ok := got[name]; !ok {
			t.Errorf("%q is missing", name)
		} else if have != text {
			t.Errorf("%q is %q, want %q", name, have, text)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%q should not be there", name)
		}
	}
}

func contents(files []File) map[string]string {
	out := map[string]string{}
	for _, f := range files {
		out[f.Path] = string(f.Bytes)
	}
	return out
}

// whole checks a site at any instant: each path old or new, nothing that a page
// needs missing.
func whole(t *testing.T, dir string, before, after []File) {
	t.Helper()
	now, old, new := tree(t, dir), contents(before), contents(after)
	for name := range both(old, new) {
		text, onDisk := now[name]
		o, inOld := old[name]
		n, inNew := new[name]
		switch {
		case !onDisk && inOld && inNew:
			t.Errorf("%q is missing", name)
		case onDisk && !(inOld && text == o) && !(inNew && text == n):
			t.Errorf("%q is torn: %q", name, text)
		}
	}
	for name, text := range now {
		if strings.HasPrefix(name, private) {
			continue
		}
		for line := range strings.Lines(text) {
			if need, ok := strings.CutPrefix(strings.TrimSpace(line), "needs: "); ok {
				if _, there := now[need]; !there {
					t.Errorf("%q points at %q, which is not there", name, need)
				}
			}
		}
	}
}

func both(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// scratch is a folder in memory where the system has one: these tests write
// thousands of small sites, and a real disk only makes them slow.
func scratch(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "dixit-output-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

type start struct {
	name   string
	before []File
}

func starts() []start {
	return []start{{"fresh folder", nil}, {"over an older site", siteBefore()}}
}

func (s start) dir(t *testing.T) string {
	dir := filepath.Join(scratch(t), "public")
	if s.before != nil {
		build(t, dir, s.before)
	}
	return dir
}

// operations counts what an undisturbed commit asks of the disk.
func operations(t *testing.T, s start) int {
	t.Helper()
	d := &faultDisk{}
	if err := attempt(s.dir(t), d, siteAfter()); err != nil {
		t.Fatal(err)
	}
	return d.n
}

func cleanTree(t *testing.T) map[string]string {
	t.Helper()
	dir := scratch(t)
	build(t, dir, siteAfter())
	return tree(t, dir)
}

func TestOlderSiteBecomesAsACleanBuild(t *testing.T) {
	dir := starts()[1].dir(t)
	build(t, dir, siteAfter())
	sameTree(t, tree(t, dir), cleanTree(t))
}

func TestEveryOperationFails(t *testing.T) {
	faults := []faultDisk{
		{err: syscall.EIO},
		{err: syscall.EROFS, stop: true},
		{err: syscall.EACCES},
		{err: syscall.ENOSPC, torn: true},
		{err: syscall.EIO, torn: true, stop: true},
	}
	stride := 1
	if testing.Short() {
		stride = 7
	}
	want := cleanTree(t)
	for _, s := range starts() {
		ops := operations(t, s)
		for i := range faults {
			for k := 1 + i%stride; k <= ops; k += stride {
				fault := &faultDisk{at: k, err: faults[i].err, stop: faults[i].stop, torn: faults[i].torn}
				t.Run(fmt.Sprintf("%s/%v stop=%v torn=%v/%d", s.name, fault.err, fault.stop, fault.torn, k), func(t *testing.T) {
					t.Parallel()
					dir := s.dir(t)
					err := attempt(dir, fault, siteAfter())
					if err == nil && fault.stop && fault.at < ops {
						t.Errorf("stopped at %q and reported success", fault.log[fault.at-1])
					}
					whole(t, dir, s.before, siteAfter())
					if err != nil && !strings.Contains(err.Error(), fault.err.Error()) {
						t.Errorf("error %q does not name the cause %q", err, fault.err)
					}
					build(t, dir, siteAfter())
					sameTree(t, tree(t, dir), want)
				})
			}
		}
	}
}

// After an error that came before the journal was complete, nothing of the
// site may have changed at all.
func TestFailureBeforeTheJournalLeavesTheSite(t *testing.T) {
	s := starts()[1]
	sound := &faultDisk{}
	if err := attempt(s.dir(t), sound, siteAfter()); err != nil {
		t.Fatal(err)
	}
	for k, line := range sound.log {
		dir := s.dir(t)
		before := tree(t, dir)
		err := attempt(dir, &faultDisk{at: k + 1, err: syscall.ENOSPC, torn: true}, siteAfter())
		if line == "write "+journalName {
			if err == nil {
				t.Error("a journal that could not be written was no error")
			}
			sameTree(t, tree(t, dir), before)
			return
		}
		if err != nil {
			sameTree(t, tree(t, dir), before)
		}
	}
	t.Fatal("no journal was written")
}

func TestCrashDuringRecovery(t *testing.T) {
	want := cleanTree(t)
	s := starts()[1]
	ops := operations(t, s)
	// Every pair of crashes would be some ten thousand runs; a prime stride
	// meets operations of each kind.
	stride := 13
	if testing.Short() {
		stride = 41
	}
	for k := 3; k <= ops; k += stride {
		t.Run(strconv.Itoa(k), func(t *testing.T) {
			t.Parallel()
			for j := 1; ; j++ {
				dir := s.dir(t)
				if err := attempt(dir, &faultDisk{at: k, err: syscall.EIO, stop: true}, siteAfter()); err == nil {
					t.Fatal("stopped and reported success")
				}
				second := &faultDisk{at: j, err: syscall.EIO, stop: true, torn: true}
				_ = attempt(dir, second, siteAfter())
				whole(t, dir, s.before, siteAfter())
				build(t, dir, siteAfter())
				sameTree(t, tree(t, dir), want)
				if t.Failed() {
					t.Fatalf("after another stop at %d", j)
				}
				if second.n < j {
					return // the second run ended before its fault
				}
			}
		})
	}
}

// A power failure keeps the synced journal, and the names of files, but not the
// bytes that were written and not synced.
func TestPowerFailureLosesBytes(t *testing.T) {
	want := cleanTree(t)
	for _, s := range starts() {
		ops := operations(t, s)
		for k := 1; k <= ops+1; k++ {
			t.Run(fmt.Sprintf("%s/%d", s.name, k), func(t *testing.T) {
				t.Parallel()
				dir := s.dir(t)
				d := &faultDisk{at: k, err: syscall.EIO, stop: true}
				_ = attempt(dir, d, siteAfter())
				lost := d.moved
				staged, _ := os.ReadDir(filepath.Join(dir, filepath.FromSlash(stageName)))
				for _, e := range staged {
					lost = append(lost, stageName+"/"+e.Name())
				}
				for _, name := range lost {
					if exists(dir, name) {
						empty(t, filepath.Join(dir, filepath.FromSlash(name)))
					}
				}
				build(t, dir, siteAfter())
				sameTree(t, tree(t, dir), want)
			})
		}
	}
}

// empty takes the bytes out of a file, or out of all files of a folder.
func empty(t *testing.T, name string) {
	t.Helper()
	err := filepath.WalkDir(name, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return errors.Join(os.Remove(name), os.WriteFile(name, nil, 0o666))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A journal that was cut at any byte is no journal.
func TestTornJournalIsDiscarded(t *testing.T) {
	dir := starts()[1].dir(t)
	before := tree(t, dir)
	journal := journalText(t, []step{
		{kind: deleteFile, path: "same.html"},
		{kind: removeFolder, path: "help"},
	})
	for cut := range journal {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(journalName)), journal[:cut], 0o666); err != nil {
			t.Fatal(err)
		}
		f, _, err := Open(dir, "")
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		f.Close()
		sameTree(t, tree(t, dir), before)
	}
}

// Files that others put in the way of a journal after the crash are kept.
func TestForeignFileAppearsAfterACrash(t *testing.T) {
	dir := filepath.Join(scratch(t), "public")
	after := []File{{"a.html", Page, []byte("one"), nil}, {"b.html", Page, []byte("two"), nil}}
	sound := &faultDisk{}
	if err := attempt(filepath.Join(scratch(t), "x"), sound, after); err != nil {
		t.Fatal(err)
	}
	k := 0
	for i, line := range sound.log {
		if strings.HasSuffix(line, " a.html") && strings.HasPrefix(line, "rename") {
			k = i + 2 // the operation after it
		}
	}
	if err := attempt(dir, &faultDisk{at: k, err: syscall.EIO, stop: true}, after); err == nil {
		t.Fatal("no crash")
	}
	mine := filepath.Join(dir, "b.html")
	if err := os.WriteFile(mine, []byte("somebody's notes"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := attempt(dir, &faultDisk{}, after); err == nil || !strings.Contains(err.Error(), "b.html") {
		t.Errorf("error %v does not name the foreign file", err)
	}
	if got, _ := os.ReadFile(mine); string(got) != "somebody's notes" {
		t.Errorf("the foreign file is now %q", got)
	}
}

// TestKilledRun is the run that TestKill starts and that kills itself.
func TestKilledRun(t *testing.T) {
	if flag.NArg() != 2 {
		t.Skip("is started by TestKill")
	}
	k, err := strconv.Atoi(flag.Arg(1))
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	err = attempt(flag.Arg(0), &faultDisk{at: k, err: syscall.EIO, die: func() {
		if err := self.Kill(); err != nil {
			panic(err)
		}
		select {}
	}}, siteAfter())
	t.Fatalf("outlived operation %d: %v", k, err)
}

func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	want := cleanTree(t)
	s := starts()[1]
	ops := operations(t, s)
	for k := 1; k <= ops; k += 2 {
		dir := s.dir(t)
		out, err := exec.Command(os.Args[0], "-test.run=^TestKilledRun$", "--", dir, strconv.Itoa(k)).CombinedOutput()
		if err == nil || strings.Contains(string(out), "outlived") {
			t.Fatalf("operation %d: the run was not killed: %s", k, out)
		}
		whole(t, dir, s.before, siteAfter())
		build(t, dir, siteAfter())
		sameTree(t, tree(t, dir), want)
		if t.Failed() {
			t.Fatalf("killed at operation %d", k)
		}
	}
}
