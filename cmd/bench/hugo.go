package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// hugoSite is a site of Hugo with about the pages that dixit makes: sessions,
// speakers, topics, feeds and a text of each session. It makes no search.
//
//go:embed all:hugo
var hugoSite embed.FS

// unpack writes Hugo's site into a folder.
func unpack(dir string) error {
	inside, err := fs.Sub(hugoSite, "hugo")
	if err != nil {
		return err
	}
	return os.CopyFS(dir, inside)
}

// hugoFlags are how Hugo is told to work on the meetings of a site, for which its own
// site was unpacked into a folder.
func hugoFlags(site, unpacked string) []string {
	return []string{"--source", unpacked, "--contentDir", filepath.Join(site, "content"), "--minify", "--noBuildLock"}
}

// hugoSaves measures the saves of [bench.saves] where `hugo server` shows the meetings.
// It has no channel that tells a program what has changed, so the page is asked for over
// and over until it is the new one. There is no search.
func (b *bench) hugoSaves(ctx context.Context, site string) error {
	if b.version(ctx, "hugo", "version") == "" {
		return nil
	}
	site, err := filepath.Abs(site)
	if err != nil {
		return err
	}
	files, err := meetings(site)
	if err != nil {
		return err
	}
	unpacked := filepath.Join(b.dir, "hugo-served")
	if err := errors.Join(os.RemoveAll(unpacked), unpack(unpacked)); err != nil {
		return err
	}
	url, stop, err := hugoServe(ctx, hugoFlags(site, unpacked))
	if err != nil {
		return err
	}
	defer stop()
	pages := make([][]time.Duration, len(edits))
	var all []time.Duration
	run := firstOfRun()
	for n := range b.edits {
		kind := n % len(edits)
		page, err := hugoSave(ctx, url, drawn(files, n), edits[kind], run+n)
		if err != nil {
			return fmt.Errorf("save %d beside hugo server, %s: %w", n+1, edits[kind].name, err)
		}
		fmt.Fprintf(b.log, "save %d, %s: hugo server %v\n", n+1, edits[kind].name, page)
		pages[kind], all = append(pages[kind], page), append(all, page)
		time.Sleep(b.idle)
	}
	fmt.Fprintf(b.out, "\n| saves beside hugo server, %d | p50, ms | p95, ms |\n|---|--:|--:|\n", b.edits)
	for i, e := range edits {
		b.saveLine("page: "+e.name, pages[i])
	}
	b.saveLine("page: all", all)
	return nil
}

// hugoServe begins to show a site, and waits until its first page is there.
func hugoServe(ctx context.Context, flags []string) (url string, stop func(), err error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	_, port, err := net.SplitHostPort(free.Addr().String())
	if err := errors.Join(err, free.Close()); err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(ctx, "hugo", append([]string{"server", "--bind", "127.0.0.1", "--port", port, "--quiet"}, flags...)...)
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	stop = func() {
		_ = cmd.Process.Kill()
		<-ended
	}
	url = "http://127.0.0.1:" + port
	for began := time.Now(); time.Since(began) < patience; time.Sleep(100 * time.Millisecond) {
		if _, err := get(ctx, url+"/"); err == nil {
			return url, stop, nil
		}
		if len(ended) > 0 {
			return "", nil, fmt.Errorf("hugo server has ended: %w", <-ended)
		}
	}
	stop()
	return "", nil, errors.New("hugo server did not show the site")
}

// asksEvery is how long after an answer a page is asked for again: a hundredth of what
// Hugo takes at 1,000 meetings.
const asksEvery = 4 * time.Millisecond

// hugoSave changes a meeting and waits for its page.
func hugoSave(ctx context.Context, url, file string, e edit, n int) (time.Duration, error) {
	old, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	text, words := e.make(string(old), n)
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".md"), ".en") // the language that its site is in
	page := url + "/meetings/" + name + "/"
	before, err := get(ctx, page)
	if err != nil {
		return 0, err
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		return 0, err
	}
	for saved := time.Now(); time.Since(saved) < patience; time.Sleep(asksEvery) {
		now, err := get(ctx, page)
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if errors.Is(err, syscall.ECONNREFUSED) {
			return 0, fmt.Errorf("hugo server has ended: %w", err)
		}
		if err != nil { // it may be cut off while it is made anew
			continue
		}
		if done := time.Since(saved); !bytes.Equal(now, before) && bytes.Contains(now, []byte(words)) {
			return done, nil
		}
	}
	return 0, fmt.Errorf("nothing came of it in %v", patience)
}
