package builder_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder"
)

// A theme may come where there is none yet, and folders of content may be called
// what editors call their backups.
func TestWhatIsWatched(t *testing.T) {
	dir := folderOf(t, map[string]string{"content/2019.bak/2019-03-01-ferry.en.md": "**Oona Brandt:** Good morning.\n", "content/notes.bak": "x"})
	a, _ := build(t, builder.Options{Dir: dir})
	if themes := filepath.Join(dir, "themes"); !slices.Contains(a.Watched(), themes) {
		t.Errorf("%s is not among %q", themes, a.Watched())
	}
	for name, ignored := range map[string]bool{"2019.bak": false, "2019.bak/2019-03-01-ferry.en.md": false, "notes.bak": true, ".git": true} {
		if got := a.Ignores(filepath.Join(dir, "content", filepath.FromSlash(name))); got != ignored {
			t.Errorf("%s: ignored is %v", name, got)
		}
	}
}

// A build that is told of one file looks at the others too where that one says not
// all that has changed.
func TestToldOfAThemeOrALinkedFile(t *testing.T) {
	const style = "themes/assets/css/99-more.css"
	const home = "en/sessions/2021-04-01-ferry/index.html"
	dir := folderOf(t, map[string]string{"2021-04-01-ferry.en.md": "**Oona Brandt:** Good morning.\n", style: "p { color: inherit }\n"})
	a, _ := build(t, builder.Options{Dir: dir})
	rebuilt := func(touched string) string {
		t.Helper()
		if _, err := a.Rebuild(context.Background(), builder.Request{Told: true, Touched: []string{filepath.Join(dir, filepath.FromSlash(touched))}}); err != nil {
			t.Fatal(err)
		}
		b, err := a.Read(home)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	with := rebuilt("2021-04-01-ferry.en.md")
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(style))); err != nil {
		t.Fatal(err)
	}
	if rebuilt(style) == with {
		t.Error("the style of a theme stays after its file has gone")
	}
	if err := os.Symlink("2021-04-01-ferry.en.md", filepath.Join(dir, "2022-04-01-ferry-again.en.md")); err != nil {
		t.Skip(err)
	}
	rebuilt("2022-04-01-ferry-again.en.md")
	write(t, filepath.Join(dir, "2021-04-01-ferry.en.md"), "**Oona Brandt:** Good evening.\n")
	rebuilt("2021-04-01-ferry.en.md")
	if b, err := a.Read("en/sessions/2022-04-01-ferry-again/index.html"); err != nil || !strings.Contains(string(b), "evening") {
		t.Errorf("the link to an edited transcript has what that was: %v", err)
	}
}
