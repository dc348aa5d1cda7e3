package builder_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dixit/builder"
)

// A site that is served over midnight shows what was held back until the new day, at
// its next build, whatever that one is told of.
func TestAnEmbargoEndsWhileTheSiteIsServed(t *testing.T) {
	held := []string{"en/sessions/2021-05-01-quay/index.html", "en/award/index.html"}
	dir := folderOf(t, map[string]string{
		"2021-04-01-ferry.en.md": "**Oona Brandt:** Good morning.\n",
		"2021-05-01-quay.en.md":  "---\nembargo: 2026-03-02\n---\n**Oona Brandt:** Good evening.\n",
		"_pages/award.md":        "---\ntitle: An award\nembargo: 2026-03-02\n---\nIt goes to the harbour.\n",
	})
	now := time.Date(2026, 3, 1, 23, 59, 0, 0, time.UTC)
	a, _ := build(t, builder.Options{Dir: dir, AsOf: func() time.Time { return now }})
	for _, file := range held {
		if _, ok := a.Lookup(file); ok {
			t.Fatalf("%s is shown before its day", file)
		}
	}
	if got := a.Today(); got != "2026-03-01" {
		t.Errorf("before midnight the day is %q", got)
	}
	now = now.Add(2 * time.Minute)
	if got := a.Today(); got != "2026-03-02" {
		t.Errorf("after midnight the day is %q", got)
	}
	touched := filepath.Join(dir, "2021-04-01-ferry.en.md")
	if err := os.WriteFile(touched, []byte("**Oona Brandt:** Good day.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Rebuild(context.Background(), builder.Request{Told: true, Touched: []string{touched}}); err != nil {
		t.Fatal(err)
	}
	for _, file := range held {
		if _, ok := a.Lookup(file); !ok {
			t.Errorf("%s is still held back on its day", file)
		}
	}
}
