package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// patience is how long a save may take before the run is given up.
const patience = 10 * time.Minute

// served is a site that `dixit serve` shows, and a client of it.
type served struct {
	cmd   *exec.Cmd
	url   string // without a slash at its end
	news  chan news
	ended chan struct{} // closed when the stream has ended
	live  atomic.Int64  // megabytes of its heap, by its last collection of garbage
}

// news is a message of the reload channel, with when its last byte came.
type news struct {
	Changed []string `json:"changed"`
	All     bool     `json:"all"`
	at      time.Time
}

// edit is a way of changing a meeting: it gives the new text, and words of it that
// the new page must have, "" where only a name moves.
type edit struct {
	name string
	make func(text string, n int) (changed, words string)
}

var (
	turnStart = regexp.MustCompile(`(?m)^\*\*([^*]+):\*\* `)
	titleLine = regexp.MustCompile(`(?m)^title: .*$`)
	dateLine  = regexp.MustCompile(`(?m)^date: (\d{4})-(\d{2})-\d{2}`)
)

var edits = []edit{
	{"a word", func(text string, n int) (string, string) {
		word := fmt.Sprintf("bewrote%d", n)
		at := turnStart.FindAllStringIndex(text, -1)
		i := at[len(at)/2][1]
		return text[:i] + strings.ToUpper(word[:1]) + word[1:] + " " + text[i:], word[1:]
	}},
	{"a turn in the middle", func(text string, n int) (string, string) {
		words := fmt.Sprintf("Inserted as turn number %d of the bench.", n)
		at := turnStart.FindAllStringSubmatchIndex(text, -1)
		i := at[len(at)/2]
		return text[:i[0]] + "**" + text[i[2]:i[3]] + ":** " + words + "\n\n" + text[i[0]:], words
	}},
	{"title and date", func(text string, n int) (string, string) {
		title := fmt.Sprintf("Retitled %d", n)
		text = titleLine.ReplaceAllString(text, `title: "`+title+`"`)
		return dateLine.ReplaceAllString(text, fmt.Sprintf("date: $1-$2-%02d", 1+n%28)), title
	}},
	{"the label of a turn", func(text string, n int) (string, string) {
		at := turnStart.FindAllStringSubmatchIndex(text, -1)
		k := 1 + n%(len(at)-1)
		from, to := text[at[k-1][2]:at[k-1][3]], text[at[k][2]:at[k][3]]
		for _, other := range at {
			if name := text[other[2]:other[3]]; name != to && name != from {
				from = name
			}
		}
		return text[:at[k][2]] + from + text[at[k][3]:], ""
	}},
}

// saves measures saves in a site that is served.
func (b *bench) saves(ctx context.Context, site string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s, err := b.serve(ctx, site)
	if err != nil {
		return err
	}
	defer s.stop()
	files, err := meetings(site)
	if err != nil {
		return err
	}
	held := holdings{pid: s.cmd.Process.Pid, live: &s.live, cache: filepath.Join(site, "cache")}
	time.Sleep(rest)
	held.note("at the start")
	pages := make([][]time.Duration, len(edits))
	var all, search []time.Duration
	run := firstOfRun()
	for n := range b.edits {
		kind := n % len(edits)
		page, index, err := s.save(ctx, drawn(files, n), edits[kind], run+n)
		if err != nil {
			return fmt.Errorf("save %d, %s: %w", n+1, edits[kind].name, err)
		}
		fmt.Fprintf(b.log, "save %d, %s: page %v, search %v\n", n+1, edits[kind].name, page, index)
		pages[kind], all, search = append(pages[kind], page), append(all, page), append(search, index)
		if b.clean > 0 && (n+1)%b.clean == 0 {
			if err := s.settle(ctx, site); err != nil {
				return err
			}
			if err := b.compare(ctx, site); err != nil {
				return fmt.Errorf("after save %d: %w", n+1, err)
			}
		}
		switch n + 1 {
		case b.edits / 10, b.edits / 2:
			held.note(fmt.Sprint("after ", n+1))
		}
		if n+1 == b.edits/10 { // what the first saves need, it keeps: what comes after is to leave nothing
			if err := s.settle(ctx, site); err != nil {
				return err
			}
			time.Sleep(rest)
			held.note(fmt.Sprintf("after %d, when it is quiet", n+1))
		}
		time.Sleep(b.idle)
	}
	held.note(fmt.Sprint("after ", b.edits))
	fmt.Fprintf(b.out, "\n| saves, %d | p50, ms | p95, ms |\n|---|--:|--:|\n", b.edits)
	for i, e := range edits {
		b.saveLine("page: "+e.name, pages[i])
	}
	b.saveLine("page: all", all)
	b.saveLine("search index: all", search)
	began := time.Now()
	if err := s.settle(ctx, site); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\nThe search index was on disk %.1f s after the last save.\n", time.Since(began).Seconds())
	time.Sleep(rest)
	held.note(fmt.Sprintf("after %d, when it is quiet", b.edits))
	held.print(b.out)
	return nil
}

// saveLine prints a line of the table of saves.
func (b *bench) saveLine(name string, values []time.Duration) {
	fmt.Fprintf(b.out, "| %s | %d | %d |\n", name, quantile(values, .5).Milliseconds(), quantile(values, .95).Milliseconds())
}

// drawn is the file that save n changes: by two primes, so that neither kinds nor years
// repeat in step.
func drawn(files []string, n int) string { return files[(n*7919+n/len(edits)*31)%len(files)] }

// firstOfRun is the number of the first save of a run in its text, so that no run writes
// what one before it wrote.
func firstOfRun() int { return int(time.Now().Unix()%1e6) * len(edits) }

// serve begins to show a site, and waits until it is all there.
func (b *bench) serve(ctx context.Context, site string) (*served, error) {
	s := &served{cmd: exec.CommandContext(ctx, b.dixit, "serve", "--no-color", "--base-url", "https://archive.example.org", site), news: make(chan news, 64), ended: make(chan struct{})}
	s.cmd.Env = append(os.Environ(), "GODEBUG=gctrace=1") // so that it says what lives
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(os.Interrupt) }
	said, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(said)
	built := false
	for (s.url == "" || !built) && s.hear(lines) {
		if _, at, ok := strings.Cut(lines.Text(), "showing the site at "); ok {
			s.url = strings.TrimSuffix(strings.Fields(at)[0], "/")
		}
		built = built || strings.Contains(lines.Text(), " written, ")
	}
	go func() {
		for s.hear(lines) {
			continue // so that the program is never kept waiting
		}
	}()
	if s.url == "" || !built {
		s.stop()
		return nil, errors.New("dixit serve did not show the site")
	}
	return s, s.listen(ctx)
}

// collected is what the program says of a collection: what its heap was when that began
// and ended, and what of it lives, in megabytes.
var collected = regexp.MustCompile(`\d+->\d+->(\d+) MB, `)

// hear takes the next line that the program says; false when it says no more.
func (s *served) hear(lines *bufio.Scanner) bool {
	if !lines.Scan() {
		return false
	}
	if m := collected.FindStringSubmatch(lines.Text()); m != nil {
		if live, err := strconv.ParseInt(m[1], 10, 64); err == nil {
			s.live.Store(live)
		}
	}
	return true
}

// listen begins to take the news.
func (s *served) listen(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/_dixit/events", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 16<<20)
	first := make(chan struct{})
	go func() {
		defer close(s.ended)
		defer resp.Body.Close()
		for told := false; lines.Scan(); {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok {
				continue
			}
			if !told { // what it was before
				told = true
				close(first)
				continue
			}
			n := news{at: time.Now()}
			if json.Unmarshal([]byte(data), &n) == nil {
				s.news <- n
			}
		}
	}()
	select {
	case <-first:
		return nil
	case <-s.ended:
		return errors.New("the reload channel has ended")
	}
}

func (s *served) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// save changes a meeting and waits for its page, and for the search index.
func (s *served) save(ctx context.Context, file string, e edit, n int) (page, search time.Duration, err error) {
	old, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, err
	}
	text, words := e.make(string(old), n)
	address, before, err := s.pageOf(ctx, file)
	if err != nil {
		return 0, 0, err
	}
	index, err := s.get(ctx, manifest)
	if err != nil {
		return 0, 0, err
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		return 0, 0, err
	}
	saved := time.Now()
	for page == 0 || search == 0 {
		select {
		case m := <-s.news:
			if search == 0 && slices.Contains(m.Changed, manifest[1:]) {
				now, err := s.get(ctx, manifest)
				if err != nil {
					return 0, 0, err
				}
				if done := time.Now(); !bytes.Equal(now, index) {
					search = done.Sub(saved)
				}
			}
			if page > 0 {
				continue
			}
			now, err := s.get(ctx, address)
			if err != nil {
				return 0, 0, err
			}
			if done := time.Now(); !bytes.Equal(now, before) && bytes.Contains(now, []byte(words)) {
				page = done.Sub(saved)
			}
		case <-s.ended:
			return 0, 0, errors.New("the reload channel has ended")
		case <-time.After(patience):
			return 0, 0, fmt.Errorf("nothing came of it in %v", patience)
		}
	}
	return page, search, nil
}

// manifest is the address of the one file of the search index that is replaced.
const manifest = "/search/manifest.json"

// settle waits until the search index on disk is the one that is served.
func (s *served) settle(ctx context.Context, site string) error {
	for began := time.Now(); time.Since(began) < patience; time.Sleep(100 * time.Millisecond) {
		shown, err := s.get(ctx, manifest)
		if err != nil {
			return err
		}
		written, err := os.ReadFile(filepath.Join(site, "public", manifest))
		if err == nil && bytes.Equal(shown, written) {
			return nil
		}
	}
	return fmt.Errorf("the search index was not written in %v", patience)
}

// pageOf gives the address of the page of a meeting, and the page.
func (s *served) pageOf(ctx context.Context, file string) (address string, page []byte, err error) {
	name, language, ok := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".md"), ".")
	if !ok {
		language = "en"
	}
	address = "/" + path.Join(language, "sessions/meetings", name) + "/"
	page, err = s.get(ctx, address)
	return address, page, err
}

func (s *served) get(ctx context.Context, address string) ([]byte, error) {
	return get(ctx, s.url+address)
}

// get gives what is at an address, once its last byte has come.
func get(ctx context.Context, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, resp.Status)
	}
	return io.ReadAll(resp.Body)
}

// compare builds the site from nothing and compares what is served with it.
func (b *bench) compare(ctx context.Context, site string) error {
	clean := filepath.Join(b.dir, "clean")
	if err := os.RemoveAll(clean); err != nil {
		return err
	}
	settings, err := settingsOf(site, clean+"-site")
	if err != nil {
		return err
	}
	if _, err := b.command(ctx, b.dixit, "build", "--out", clean, "--content", filepath.Join(site, "content"), "--base-url", "https://archive.example.org", settings); err != nil {
		return err
	}
	if err := same(filepath.Join(site, "public"), clean); err == nil {
		return nil
	}
	// What is no more goes last.
	time.Sleep(2 * time.Second)
	return same(filepath.Join(site, "public"), clean)
}

// cacheLine is the setting that names the cache.
var cacheLine = regexp.MustCompile(`(?m)^cache:.*\n?`)

// settingsOf makes a site folder below another, with the name and the settings of a site
// but a cache of its own, and nothing in it.
func settingsOf(site, below string) (string, error) {
	site, err := filepath.Abs(site)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(site, "dixit.yaml"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	dir := filepath.Join(below, filepath.Base(site)) // by which a site without a title is called
	if err := errors.Join(os.RemoveAll(below), os.MkdirAll(dir, 0o777)); err != nil {
		return "", err
	}
	text = append(cacheLine.ReplaceAll(text, nil), "\ncache: cache\n"...)
	return dir, os.WriteFile(filepath.Join(dir, "dixit.yaml"), text, 0o666)
}

// same compares two trees, but for the records of who wrote them.
func same(a, b string) error {
	for _, way := range [][2]string{{a, b}, {b, a}} {
		err := filepath.WalkDir(way[0], func(name string, e os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(way[0], name)
			if err != nil || rel == "." {
				return err
			}
			if e.IsDir() {
				if e.Name() == ".dixit" {
					return filepath.SkipDir
				}
				return nil
			}
			x, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			y, err := os.ReadFile(filepath.Join(way[1], rel))
			if err != nil || !bytes.Equal(x, y) {
				return fmt.Errorf("%s differs from that of a clean build", rel)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
