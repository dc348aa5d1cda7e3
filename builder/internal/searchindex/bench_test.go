package searchindex

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/synthetic"
)

// meeting makes an edition of a synthetic meeting.
func meeting(a *synthetic.Archive, i int, l lang.Tag) *Edition {
	name, content := a.Meeting(i, string(l))
	stem := strings.TrimSuffix(name, "."+string(l)+".md")
	e := &Edition{Head: Head{Session: stem, Lang: l, Date: filepath.Base(stem)[:10]}, Title: filepath.Base(stem), Series: []string{"meetings"}}
	e.URL = usualURL(e.Head)
	speakers := map[string]int{}
	for line := range strings.Lines(string(content)) {
		name, words, ok := strings.Cut(strings.TrimPrefix(line, "**"), ":** ")
		if !ok {
			continue
		}
		s, ok := speakers[name]
		if !ok {
			s = len(e.Speakers)
			name = strings.Clone(name) // or all of content stays in memory
			speakers[name] = s
			e.Speakers = append(e.Speakers, Speaker{usualID(name), name})
		}
		words = strings.TrimSuffix(words, "\n")
		e.Turns = append(e.Turns, Turn{Anchor: "t-" + strconv.FormatUint(uint64(hashString(words))<<8|uint64(len(e.Turns)), 36), Speaker: s, Start: -1, Passages: []string{words}})
	}
	return e
}

// BenchmarkWrite writes the index of synthetic meetings: as many as
// DIXIT_EDITIONS says, 200 else. Files are counted, and kept where DIXIT_OUT
// names a folder. The making of the meetings is part of the time.
func BenchmarkWrite(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("DIXIT_EDITIONS"))
	if n == 0 {
		n = 200
	}
	out := os.Getenv("DIXIT_OUT")
	a := synthetic.New(synthetic.Options{Seed: 1})
	heads := make([]Head, n)
	for i := range heads {
		heads[i] = meeting(a, i, "en").Head
	}
	for b.Loop() {
		var words, bytes, files, peak atomic.Int64
		_, err := Write(context.Background(), Input{
			Heads: heads, Workers: runtime.GOMAXPROCS(0),
			Load: func(i int) (*Edition, error) {
				e := meeting(a, i, "en")
				for _, t := range e.Turns {
					words.Add(int64(len(t.Passages[0])))
				}
				if i%256 == 0 {
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					peak.Store(max(peak.Load(), int64(m.HeapAlloc)))
				}
				return e, nil
			},
			Put: func(name string, content []byte) error {
				bytes.Add(int64(len(content)))
				files.Add(1)
				if out == "" {
					return nil
				}
				p := filepath.Join(out, "search", filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
					return err
				}
				return os.WriteFile(p, content, 0o666)
			},
			Temp: func() (*os.File, error) { return os.CreateTemp("", "index-") },
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(bytes.Load())/float64(words.Load()), "index/text")
		b.ReportMetric(float64(files.Load()), "files")
		b.ReportMetric(float64(peak.Load())/1e6, "heap-MB")
	}
}

// BenchmarkCollect finds the terms of meetings.
func BenchmarkCollect(b *testing.B) {
	a := synthetic.New(synthetic.Options{Seed: 1})
	var editions []*Edition
	for i := range 100 {
		editions = append(editions, meeting(a, i, "en"))
	}
	var c collector
	for b.Loop() {
		for i, e := range editions {
			c.collect(i, e, passages(e))
		}
		c.sort()
		c.empty()
	}
}
