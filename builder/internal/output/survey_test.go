package output

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A folder that was surveyed has each file looked at once, knows what another hand has
// changed, and is looked at again by the commit after.
func TestASurveyIsTheLookOfTheNextCommit(t *testing.T) {
	dir, files := written(t, 20)
	write(t, dir, "en/3/index.html", "by another hand")
	if err := os.Remove(filepath.Join(dir, "en", "4", "index.html")); err != nil {
		t.Fatal(err)
	}

	d := &faultDisk{}
	f, list, err := open(dir, "", nil, func(under disk) disk { d.disk = under; return d })
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	defer f.Close()
	looks := func(n int) (count int) {
		d.mu.Lock()
		defer d.mu.Unlock()
		for _, op := range d.log {
			if strings.HasSuffix(op, fmt.Sprintf(" en/%d/index.html", n)) {
				count++
			}
		}
		return count
	}
	f.Survey()
	<-f.survey.done
	keep := func() (kept int) {
		t.Helper()
		c := begin(t, f)
		defer c.Abort()
		for _, file := range files {
			if c.Keep(file.Path, file.Class, recordOf(file.Bytes, file.Class).hash) {
				kept++
			}
		}
		return kept
	}
	if kept := keep(); kept != len(files)-2 {
		t.Errorf("%d of %d files are kept, two of which another hand has changed", kept, len(files))
	}
	if n := looks(7); n != 1 {
		t.Errorf("a file was looked at %d times", n)
	}
	write(t, dir, "en/7/index.html", "by another hand, later")
	if kept := keep(); kept != len(files)-3 {
		t.Errorf("the commit after keeps %d of %d files, three of which another hand has changed", kept, len(files))
	}
}

// written gives a folder with n pages, and these.
func written(t *testing.T, n int) (dir string, files []File) {
	t.Helper()
	dir = t.TempDir()
	for i := range n {
		files = append(files, page(fmt.Sprintf("en/%d/index.html", i), fmt.Sprintf("page %d", i)))
	}
	commit(t, openFolder(t, dir), files...)
	return dir, files
}

// heldDisk looks at no page but one until it is let go.
type heldDisk struct {
	disk
	but   string
	letGo chan struct{}
}

func (d heldDisk) Lstat(name string) (fs.FileInfo, error) {
	if strings.HasPrefix(name, "en/") && name != d.but {
		<-d.letGo
	}
	return d.disk.Lstat(name)
}

// Who asks for one file has it while the survey is held up by others, and the survey does
// not look at it again.
func TestNobodyWaitsForASurvey(t *testing.T) {
	dir, files := written(t, 9)
	asked := files[len(files)-1]
	synctest.Test(t, func(t *testing.T) { // which fails where all wait for each other
		d := &faultDisk{}
		letGo := make(chan struct{})
		f, list, err := open(dir, "", nil, func(under disk) disk {
			d.disk = under
			return heldDisk{d, asked.Path, letGo}
		})
		if err != nil || len(list) > 0 {
			t.Fatal(err, list)
		}
		defer f.Close()
		f.Survey()
		c := begin(t, f)
		defer c.Abort()
		if !c.Keep(asked.Path, asked.Class, recordOf(asked.Bytes, asked.Class).hash) {
			t.Error("a file that is there is not kept")
		}
		close(letGo)
		<-c.survey.done
		looks := 0
		for _, op := range d.log {
			if op == "lstat "+asked.Path {
				looks++
			}
		}
		if looks != 1 {
			t.Errorf("the file was looked at %d times", looks)
		}
	})
}

// A folder is closed, and a commit given up, while a survey is under way.
func TestASurveyEndsWithItsFolder(t *testing.T) {
	dir, _ := written(t, 300)
	for _, begun := range []bool{false, true} {
		f, _, err := Open(dir, "")
		if err != nil {
			t.Fatal(err)
		}
		f.Survey()
		if begun {
			c := begin(t, f)
			c.Abort()
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A survey sees of each file what a commit does that looks at it by itself, whatever
// stands in its place or in that of a folder above it.
func TestASurveySeesWhatACommitDoes(t *testing.T) {
	dir, files := written(t, 12)
	at := func(n int, rest ...string) string {
		return filepath.Join(append([]string{dir, "en", fmt.Sprint(n)}, rest...)...)
	}
	remove := func(path string) {
		t.Helper()
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
	remove(at(1))
	remove(at(2, "index.html"))
	remove(at(3, "index.html"))
	if err := os.Mkdir(at(3, "index.html"), 0o777); err != nil {
		t.Fatal(err)
	}
	remove(at(4))
	write(t, dir, "en/4", "a file where a folder was")
	write(t, dir, "en/5/index.html", "longer than it was")
	links := map[string]string{at(6): at(7), at(8, "index.html"): at(9, "index.html"), at(10): t.TempDir()}
	for from, to := range links {
		remove(from)
		link(t, to, from)
	}
	f := openFolder(t, dir)
	f.Survey()
	<-f.survey.done
	survey := f.takeSurvey()
	found := func(path string) bool { return survey.looked[survey.of.find(path)] == asListed }
	for _, file := range files {
		if alone := stands(f.disk, file.Path, file.record(), f.written()); found(file.Path) != alone {
			t.Errorf("of %s the survey says %v, a look at it %v", file.Path, found(file.Path), alone)
		}
	}
	if !found("en/11/index.html") || found("en/5/index.html") {
		t.Error("the survey tells nothing apart")
	}
}

// A page that another hand has changed without changing its length is written again, and
// one of the same bytes is left alone, whoever looks at it and however often it was
// written.
func TestPagesWrittenSinceAreRead(t *testing.T) {
	dir := t.TempDir()
	files := []File{page("changed.html", "as it was"), page("touched.html", "as it was"), page("left.html", "as it was")}
	commit(t, openFolder(t, dir), files...)
	for _, surveyed := range []bool{false, true} {
		write(t, dir, "changed.html", "as it is.")
		write(t, dir, "touched.html", "as it was")
		manifest, err := os.Stat(filepath.Join(dir, filepath.FromSlash(manifestName)))
		if err != nil {
			t.Fatal(err)
		}
		later := manifest.ModTime().Add(2 * time.Second) // whatever clock the disk has
		for _, name := range []string{"changed.html", "touched.html"} {
			if err := os.Chtimes(filepath.Join(dir, name), later, later); err != nil {
				t.Fatal(err)
			}
		}
		f := openFolder(t, dir)
		if surveyed {
			f.Survey()
			<-f.survey.done
		}
		s, list := commit(t, f, files...)
		if len(list) > 0 || !slices.Equal(s.Changed, []string{"changed.html"}) || s.Unchanged != 2 {
			t.Errorf("surveyed %v: %+v, %v; only the changed page should be written", surveyed, s, list)
		}
		for name, text := range tree(t, dir) {
			if strings.HasSuffix(name, ".html") && text != "as it was" {
				t.Errorf("surveyed %v: %s holds %q", surveyed, name, text)
			}
		}
	}
}
