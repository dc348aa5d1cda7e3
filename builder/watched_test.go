package builder_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
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

// rebuildTold builds again, told of one file, and gives a page.
func rebuildTold(t *testing.T, a *builder.Archive, touched, page string) string {
	t.Helper()
	if _, err := a.Rebuild(context.Background(), builder.Request{Told: true, Touched: []string{touched}}); err != nil {
		t.Fatal(err)
	}
	b, err := a.Read(page)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Where the folder is itself the content, a theme lies below the content, and is none
// of it.
func TestTheEndOfAThemeIsSeen(t *testing.T) {
	dir := folderOf(t, map[string]string{"2021-04-01-ferry.en.md": "**Oona Brandt:** Good morning.\n", "themes/assets/css/99-more.css": "p { color: inherit }\n"})
	a, _ := build(t, builder.Options{Dir: dir})
	const page = "en/sessions/2021-04-01-ferry/index.html"
	with := rebuildTold(t, a, filepath.Join(dir, "2021-04-01-ferry.en.md"), page)
	style := filepath.Join(dir, "themes", "assets", "css", "99-more.css")
	if err := os.Remove(style); err != nil {
		t.Fatal(err)
	}
	if rebuildTold(t, a, style, page) == with {
		t.Error("the style of a theme stays after its file has gone")
	}
}

// A link to a transcript changes with it, though nobody is told of the link.
func TestLinksToWhatIsEditedAreSeen(t *testing.T) {
	dir := folderOf(t, map[string]string{"2021-04-01-ferry.en.md": "**Oona Brandt:** Good morning.\n"})
	if err := os.Symlink("2021-04-01-ferry.en.md", filepath.Join(dir, "2022-04-01-ferry-again.en.md")); err != nil {
		if runtime.GOOS == "windows" { // where most users lack the privilege
			t.Skip(err)
		}
		t.Fatal(err)
	}
	a, _ := build(t, builder.Options{Dir: dir})
	edited := filepath.Join(dir, "2021-04-01-ferry.en.md")
	write(t, edited, "**Oona Brandt:** Good evening.\n")
	if !strings.Contains(rebuildTold(t, a, edited, "en/sessions/2022-04-01-ferry-again/index.html"), "evening") {
		t.Error("the link to an edited transcript has what that was")
	}
}

// A page that an edit would move is asked about until there is an answer, however often
// the site is built meanwhile.
func TestAMovedSpeakerIsAskedAboutUntilThereIsAnAnswer(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"dixit.yaml":         "languages: [en, ru]\n",
		"content/pier.ru.md": "**Ада Хольм:** Паром опоздал.\n",
	})
	a, _ := build(t, builder.Options{Dir: dir})
	asked := func() bool {
		t.Helper()
		report, err := a.Check(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		if err := report.Text(&text, builder.ReportForm{}); err != nil {
			t.Fatal(err)
		}
		return strings.Contains(text.String(), "[speaker-moved]")
	}
	rebuild := func(name, text string) {
		t.Helper()
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
		if _, err := a.Build(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if asked() {
		t.Error("asked before anything has moved")
	}
	rebuild("content/pier.en.md", "**Ada Holm (Ада Хольм):** The ferry was late.\n")
	rebuild("content/quay.en.md", "**Ada Holm (Ада Хольм):** And so was the tide.\n")
	if !asked() {
		t.Error("not asked after two builds")
	}
	rebuild("content/people.yaml", "- id: ада-хольм\n  names: {ru: Ада Хольм, en: Ada Holm}\n")
	if asked() {
		t.Error("asked after the answer")
	}
}
