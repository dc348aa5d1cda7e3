package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dixit/builder"
)

// heard is what a program has said so far, for whoever waits for a word of it.
type heard struct {
	mu   sync.Mutex
	text strings.Builder
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

func (h *heard) wait(t *testing.T, word string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !strings.Contains(h.String(), word); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never said %q:\n%s", word, h)
		}
	}
}

// Who ends serve right after a change can publish the folder: its search index is that
// of its pages.
func TestServeLeavesTheIndexOfItsPages(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("dixit.yaml", "title: The quay\ncache: "+cache+"\n")
	for i := range 12 {
		put(fmt.Sprintf("content/2021-03-%02d-pier.en.md", i+1), fmt.Sprintf("**Oona Brandt:** Good morning, number %d.\n\n**Bo Lund:** The tide is late.\n", i))
	}
	ctx, cancel := context.WithCancel(context.Background())
	said, ended := &heard{}, make(chan int)
	go func() { ended <- run(ctx, []string{"serve", "--port", "0", dir}, said, said) }()
	said.wait(t, "showing the site")
	said.wait(t, "12 sessions")
	put("content/2021-03-05-pier.en.md", "**Oona Brandt:** Good morning.\n\n**Bo Lund:** A fortnight it took.\n")
	said.wait(t, "changed: ")
	cancel()
	<-ended
	if !strings.Contains(said.String(), "writing the search index") {
		t.Fatalf("the index was on disk before serve ended:\n%s", said)
	}
	manifest := func(public string) string {
		b, err := os.ReadFile(filepath.Join(public, "search", "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	clean := filepath.Join(t.TempDir(), "clean")
	if status := run(context.Background(), []string{"build", dir, "--out", clean}, said, said); status != statusDone {
		t.Fatalf("status %d:\n%s", status, said)
	}
	if manifest(filepath.Join(dir, "public")) != manifest(clean) {
		t.Error("the search index on disk is another than that of a build")
	}
}

// Writing waits for as long as it takes, also where it has only been begun.
func TestWritingWaitsByHowLongItTakes(t *testing.T) {
	var c costs
	pause := func(want time.Duration) {
		t.Helper()
		if got := c.pagesPause(); got != want {
			t.Errorf("a pause of %v, not %v", got, want)
		}
	}
	stages := func(render time.Duration) []builder.Stage {
		return []builder.Stage{{Name: "link", Took: time.Hour}, {Name: "plan", Took: 100 * time.Millisecond}, {Name: "render", Took: render}}
	}
	pause(unknownPause)
	c.note(stages(200*time.Millisecond), true) // given up
	pause(1200 * time.Millisecond)
	c.note(stages(100*time.Millisecond), true) // sooner
	pause(1200 * time.Millisecond)
	c.note([]builder.Stage{{Name: "link", Took: time.Hour}}, true) // before
	pause(1200 * time.Millisecond)
	c.note(stages(0), false)
	pause(400 * time.Millisecond)
	c.note(stages(time.Minute), false)
	pause(mostPagesPause)
}
