package builder_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"dixit/builder"
	"dixit/builder/internal/typeset"
)

// bound is a record of pages, front of them without a number. Page n of the file
// has one turn, which says n.
func bound(front, count int) []byte {
	var pages [][]typeset.Line
	for n := 1; n <= count; n++ {
		place := string(rune('A'+n%26)) + string(rune('a'+n/26)) + "ra"
		page := []typeset.Line{{X: 72, Y: 800, Size: 9, Text: "Harbour Lights Board, sixth meeting"}}
		page = append(page, typeset.Column(72, 740,
			[]string{"The CHAIR", "Ms. Aalto", "Mr. Brandt", "Capt. Diallo"}[n%4]+": I speak on sheet "+fmt.Sprint(n)+" of the record, and what I have to say is",
			"concerning the lamps of "+place+" and does not fit on one line of type, so it goes on,",
			"as far as "+place+".")...)
		if n > front {
			page = append(page, typeset.Line{X: 290, Y: 40, Size: 9, Text: strconv.Itoa(n - front)})
		}
		pages = append(pages, page)
	}
	return typeset.PDF(pages...)
}

// Links to pages count the pages of the file, whatever number is printed on them.
func TestPageLinksLeadToTheirPages(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"dixit.yaml":                      "downloads: [original]\n",
		"content/plain.en.pdf":            string(bound(0, 100)),
		"content/with-front-pages.en.PDF": string(bound(6, 106)),
	})
	_, res := build(t, builder.Options{Dir: dir})
	turn := regexp.MustCompile(`(?s)<article class="turn.*?</article>`)
	link := regexp.MustCompile(`<a href="?original\.pdf#page=(\d+)"?>Page \d+ of the original\.</a>`)
	said := regexp.MustCompile(`I speak on sheet (\d+) of`)
	for name, want := range map[string]int{"plain": 100, "with-front-pages": 106} {
		page := pageOf(t, res.Out, "en/sessions/"+name+"/index.html")
		right := 0
		for _, article := range turn.FindAllString(page, -1) {
			to, n := link.FindStringSubmatch(article), said.FindStringSubmatch(article)
			if to != nil && n != nil && to[1] == n[1] {
				right++
			} else {
				t.Errorf("%s: turn %v leads to page %v", name, n, to)
			}
		}
		if right != want {
			t.Errorf("%s: %d of %d links to pages are right", name, right, want)
		}
		raw, err := os.ReadFile(filepath.Join(res.Out, "en/sessions", name, "original.pdf"))
		if err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
			t.Errorf("%s: the original: %v", name, err)
		}
	}
}

// An original is written anew only when it has changed, with whatever else the
// archive does.
func TestOriginalsAreCopiedWhenTheyChange(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"dixit.yaml":           "downloads: [original]\n",
		"content/weir.en.txt":  "Ada Holm: The weir is open.\n\nBo Aas: It is.\n",
		"content/sluice.en.md": "**Ada Holm:** The sluice is shut.\n",
	})
	a, res := build(t, builder.Options{Dir: dir})
	original := filepath.Join(res.Out, "en/sessions/weir/original.txt")
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(original, old, old); err != nil {
		t.Fatal(err)
	}
	again := func(name, text string) {
		t.Helper()
		write(t, filepath.Join(dir, name), text)
		if _, err := a.Build(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	again("content/sluice.en.md", "**Ada Holm:** The sluice is open.\n")
	if info, err := os.Stat(original); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("an original that did not change was written anew: %v", err)
	}
	again("content/weir.en.txt", "Ada Holm: The weir is shut.\n\nBo Aas: It is.\n")
	if raw, err := os.ReadFile(original); err != nil || !strings.Contains(string(raw), "is shut") {
		t.Errorf("an original that changed: %v %q", err, raw)
	}
}
