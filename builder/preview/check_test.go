package preview

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// TestCheckIsShownBesideTheSite asks a real archive: what is in doubt is found
// when it is asked for, and no built file knows of it.
func TestCheckIsShownBesideTheSite(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("gate.en.md", "**Ada Holm:** The gate is shut.\n\n**Ada Holn:** It is.\n\n**Ada Holm:** <b>Then open it.</b>\n")
	a, err := builder.Open(builder.Options{Dir: dir, Cache: t.TempDir(), BuiltIn: themes.Default()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ts := httptest.NewServer(New(a).Handler())
	defer ts.Close()
	got := ask(t, ts, "GET", "/_dixit/check")
	if got.status != 200 || !strings.Contains(got.body, "Are these the same speaker?") {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if csp := got.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") {
		t.Error(csp)
	}
	write("gate.en.md", "**Ada Holm:** The gate is shut.\n")
	if got := ask(t, ts, "GET", "/_dixit/check"); strings.Contains(got.body, "Are these the same speaker?") {
		t.Error("an old answer")
	}
	if got := ask(t, ts, "GET", "/_dixit/check", "Sec-Fetch-Site: cross-site"); got.status != 403 {
		t.Error("another site's page was answered:", got.status)
	}
	if got := ask(t, ts, "HEAD", "/_dixit/check"); got.status != 200 || got.body != "" {
		t.Error(got.status, got.body)
	}
}

func TestCheckSaysWhatFailed(t *testing.T) {
	_, ts := start(t, sample())
	if got := ask(t, ts, "GET", "/_dixit/check"); got.status != 500 || !strings.Contains(got.body, "could not be checked: the disk is gone") {
		t.Errorf("%d %s", got.status, got.body)
	}
}
