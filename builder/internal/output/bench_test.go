package output

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	benchFiles = 10_000
	benchBytes = 40_000
)

func benchPath(i int) string {
	return fmt.Sprintf("en/%d/%02d/session-%05d/index.html", 2000+i%20, i%12, i)
}

func benchPage() []byte {
	b := make([]byte, benchBytes)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// each calls do for each file from four goroutines, each with bytes of its own
// that differ from file to file.
func each(b *testing.B, salt byte, do func(i int, data []byte) error) {
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			data := benchPage()
			for i := w; i < benchFiles; i += 4 {
				copy(data, fmt.Sprintf("%c%d", salt, i))
				if err := do(i, data); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkPlainWrite is what the disk gives: the same files by os.WriteFile.
func BenchmarkPlainWrite(b *testing.B) {
	b.SetBytes(benchFiles * benchBytes)
	for b.Loop() {
		dir := b.TempDir()
		each(b, 'a', func(i int, data []byte) error {
			name := filepath.Join(dir, filepath.FromSlash(benchPath(i)))
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				return err
			}
			return os.WriteFile(name, data, 0o666)
		})
		b.StopTimer()
		os.RemoveAll(dir)
		b.StartTimer()
	}
}

func benchCommit(b *testing.B, dir string, salt byte) {
	f, _, err := Open(dir, "")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	c, err := f.Begin()
	if err != nil {
		b.Fatal(err)
	}
	each(b, salt, func(i int, data []byte) error { return c.Put(File{benchPath(i), Page, data, nil}) })
	if _, list, err := c.Finish(); err != nil || len(list) > 0 {
		b.Fatal(list, err)
	}
}

func BenchmarkFresh(b *testing.B) {
	b.SetBytes(benchFiles * benchBytes)
	for b.Loop() {
		dir := b.TempDir()
		benchCommit(b, dir, 'a')
		b.StopTimer()
		os.RemoveAll(dir)
		b.StartTimer()
	}
}

func BenchmarkAllChanged(b *testing.B) {
	b.SetBytes(benchFiles * benchBytes)
	dir := b.TempDir()
	benchCommit(b, dir, 'z')
	salt := byte('a')
	for b.Loop() {
		benchCommit(b, dir, salt)
		salt = 'a' + (salt-'a'+1)%20
	}
}

func BenchmarkUnchanged(b *testing.B) {
	b.SetBytes(benchFiles * benchBytes)
	dir := b.TempDir()
	benchCommit(b, dir, 'a')
	for b.Loop() {
		benchCommit(b, dir, 'a')
	}
}

// heldFiles are as many, and lie as, those of an archive of 16,000 editions.
const heldFiles = 100_000

func heldPath(i int) string {
	switch n := i / 6; i % 6 {
	case 0:
		return fmt.Sprintf("en/sessions/meetings/2024-%02d-%02d-committee-on-budgets-%05d/index.html", 1+n%12, 1+n%28, n)
	case 1:
		return fmt.Sprintf("en/sessions/meetings/2024-%02d-%02d-committee-on-budgets-%05d/transcript.txt", 1+n%12, 1+n%28, n)
	case 2:
		return fmt.Sprintf("en/speakers/a-speaker-%05d/index.html", n)
	default:
		return fmt.Sprintf("search/ab12cd34ef%02d/%d-%d.bin", n%50, i%6, n)
	}
}

// blankDisk keeps dixit's own records and takes all else for written.
type blankDisk struct{ disk }

func (d blankDisk) ours(name string) bool {
	return strings.HasPrefix(name, private) && !strings.HasPrefix(name, stageName+"/")
}

func (d blankDisk) Lstat(name string) (fs.FileInfo, error) {
	if d.ours(name) {
		return d.disk.Lstat(name)
	}
	return nil, fs.ErrNotExist
}

func (d blankDisk) WriteFile(name string, data []byte) error { return nil }

func (d blankDisk) Mkdir(name string) error {
	if d.ours(name) {
		return d.disk.Mkdir(name)
	}
	return nil
}

func (d blankDisk) Rename(from, to string) error {
	if d.ours(from) {
		return d.disk.Rename(from, to)
	}
	return nil
}

// heap gives the bytes that are in use.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// BenchmarkHeld tells what a commit, and the folder after it, hold of each file in memory,
// and what it takes beside the disk to put and to keep one.
func BenchmarkHeld(b *testing.B) {
	data := []byte("as much as nothing")
	var files, site, again float64
	var put, finish, keep time.Duration
	for b.Loop() {
		f, _, err := open(b.TempDir(), "", nil, func(d disk) disk { return blankDisk{d} })
		if err != nil {
			b.Fatal(err)
		}
		begin := func() *Commit {
			c, err := f.Begin()
			if err != nil {
				b.Fatal(err)
			}
			return c
		}
		before := heap()
		c, began := begin(), time.Now()
		for i := range heldFiles {
			if err := c.Put(File{heldPath(i), Page, data, nil}); err != nil {
				b.Fatal(err)
			}
		}
		put += time.Since(began)
		files += heap() - before
		began = time.Now()
		if _, _, err := c.Finish(); err != nil {
			b.Fatal(err)
		}
		finish += time.Since(began)
		site += heap() - before
		c, before = begin(), heap()
		c.Believe()
		hash := recordOf(data, Page).hash
		began = time.Now()
		for i := range heldFiles {
			if !c.Keep(heldPath(i), Page, hash) {
				b.Fatal("a file is not kept")
			}
		}
		keep += time.Since(began)
		again += heap() - before
		c.Abort()
		f.Close()
	}
	each := float64(b.N) * heldFiles
	b.ReportMetric(files/each, "B/put")
	b.ReportMetric(site/each, "B/listed")
	b.ReportMetric(again/each, "B/kept")
	b.ReportMetric(float64(put)/each, "ns/put")
	b.ReportMetric(float64(finish)/each, "ns/finished")
	b.ReportMetric(float64(keep)/each, "ns/kept")
}
