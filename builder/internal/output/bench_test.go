package output

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
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
