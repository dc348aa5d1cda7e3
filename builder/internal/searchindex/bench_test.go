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
	"dixit/builder/internal/usage"
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

// shelf holds synthetic meetings in a file, so that none is made or understood,
// and few are in memory, while time is taken.
type shelf struct {
	file  *os.File
	heads []Head
	ends  []int64
}

func newShelf(b *testing.B, n int) *shelf {
	file, err := os.Create(filepath.Join(b.TempDir(), "meetings"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { file.Close() })
	a := synthetic.New(synthetic.Options{Seed: 1})
	s := &shelf{file: file}
	end := int64(0)
	var lines []byte
	for i := range n {
		e := meeting(a, i, "en")
		lines = lines[:0]
		for _, x := range e.Speakers {
			lines = append(lines, x.ID+"\t"+x.Name+"\n"...)
		}
		lines = append(lines, '\n')
		for _, t := range e.Turns {
			lines = append(lines, t.Anchor+"\t"+strconv.Itoa(t.Speaker)+"\t"+t.Passages[0]+"\n"...)
		}
		if _, err := file.Write(lines); err != nil {
			b.Fatal(err)
		}
		end += int64(len(lines))
		s.heads, s.ends = append(s.heads, e.Head), append(s.ends, end)
	}
	return s
}

func (s *shelf) meeting(i int) (*Edition, error) {
	from := int64(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	content := make([]byte, s.ends[i]-from)
	if _, err := s.file.ReadAt(content, from); err != nil {
		return nil, err
	}
	e := &Edition{Head: s.heads[i], Title: filepath.Base(s.heads[i].Session), Series: []string{"meetings"}}
	e.URL = usualURL(e.Head)
	speakers, turns, _ := strings.Cut(string(content), "\n\n")
	for line := range strings.SplitSeq(speakers, "\n") {
		id, name, _ := strings.Cut(line, "\t")
		e.Speakers = append(e.Speakers, Speaker{strings.Clone(id), strings.Clone(name)}) // or all of content stays in memory
	}
	n := strings.Count(turns, "\n")
	words := make([]string, n)
	e.Turns = make([]Turn, n)
	for i := range e.Turns {
		var line, anchor, speaker string
		line, turns, _ = strings.Cut(turns, "\n")
		anchor, line, _ = strings.Cut(line, "\t")
		speaker, words[i], _ = strings.Cut(line, "\t")
		k, err := strconv.Atoi(speaker)
		if err != nil {
			return nil, err
		}
		e.Turns[i] = Turn{Anchor: anchor, Speaker: k, Start: -1, Passages: words[i : i+1]}
	}
	return e, nil
}

// BenchmarkWrite writes the index of synthetic meetings: as many as
// DIXIT_EDITIONS says, 200 else. Files are counted, and kept where DIXIT_OUT
// names a folder. Where the system tells, cpu-s is the time that all processors
// spent, feed-cpu-s what of it is reading the meetings. These are made before, and
// are read anew as they are asked for. With GOGC=200 it has the collector of garbage
// that the program has (cmd/dixit/memory.go), and heap-MB is a third more.
func BenchmarkWrite(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("DIXIT_EDITIONS"))
	if n == 0 {
		n = 200
	}
	out := os.Getenv("DIXIT_OUT")
	meetings := newShelf(b, n)
	began := usage.CPU()
	for i := range n {
		if _, err := meetings.meeting(i); err != nil {
			b.Fatal(err)
		}
	}
	feed := usage.CPU() - began
	runtime.GC()
	for b.Loop() {
		began := usage.CPU()
		var words, bytes, files, peak atomic.Int64
		_, err := Write(context.Background(), Input{
			Heads: meetings.heads, Workers: runtime.GOMAXPROCS(0),
			Load: func(i int) (*Edition, error) {
				e, err := meetings.meeting(i)
				if err != nil {
					return nil, err
				}
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
		if spent := usage.CPU() - began; spent > 0 {
			b.ReportMetric(spent.Seconds(), "cpu-s")
			b.ReportMetric(feed.Seconds(), "feed-cpu-s")
		}
		b.ReportMetric(float64(bytes.Load())/float64(words.Load()), "index/text")
		b.ReportMetric(float64(files.Load()), "files")
		b.ReportMetric(float64(peak.Load())/1e6, "heap-MB")
	}
}

// BenchmarkHeld is what a writer holds, for each of the meetings of [BenchmarkWrite],
// when all are read and the words are to be written: held-B are bytes that are alive
// when garbage is collected. kept is where batches are kept in a cache, recalled where
// they are read from there.
func BenchmarkHeld(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("DIXIT_EDITIONS"))
	if n == 0 {
		n = 1000
	}
	meetings := newShelf(b, n)
	keys := make([]Key, n)
	for i := range keys {
		keys[i][0] = 1
	}
	cache := b.TempDir()
	alive := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	held := func(b *testing.B, in Input) {
		in.Heads, in.Load, in.Workers, in.Memory = meetings.heads, meetings.meeting, runtime.GOMAXPROCS(0), 1
		in.Keep = func([]string) bool { return true }
		in.Put = func(string, []byte) error { return nil }
		in.Temp = func() (*os.File, error) { return os.CreateTemp("", "index-") }
		before := alive()
		for b.Loop() {
			w := newWriter(in, "")
			err := w.prime(b.Context())
			w.keepSegments()
			if err == nil {
				err = w.readAll(b.Context())
			}
			if err != nil {
				b.Fatal(err)
			}
			for s := range w.segs {
				w.place(s)
			}
			b.ReportMetric((alive()-before)/float64(n), "held-B")
			w.spill.close()
		}
	}
	b.Run("alone", func(b *testing.B) { held(b, Input{}) })
	b.Run("kept", func(b *testing.B) { held(b, Input{Keys: keys, Cache: cache}) })
	b.Run("recalled", func(b *testing.B) { held(b, Input{Keys: keys, Cache: cache}) })
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
