package builder

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder/internal/render"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
	"dixit/builder/synthetic"
	"dixit/themes"
)

// Every page of an archive in two languages is the same by what was made of its
// layout as by html/template, and all layouts of the built-in theme are made so.
func TestPagesAreWhatTheirLayoutsSay(t *testing.T) {
	dir := t.TempDir()
	a := synthetic.New(synthetic.Options{Seed: 3, Languages: []string{"en", "ar"}})
	files := map[string]string{
		"dixit.yaml": "title: {en: The \"lock\" & <quay>}\nlanguages: [en, ar]\ndownloads: [original, json]\nreport_url: mailto:lock@example.org?subject={url}\nedit_url: https://example.org/edit/{path}\n",
		"content/talks/quay.md": "---\ntitle: \"Tide, <b>fog</b> & 'ice'\"\nmedia: [quay.mp3, 'https://example.org/a b.mp3']\nsource: [https://example.org/q?a=1&b=c d, 'javascript:x']\ntopics: [\"Fog & ice\", c++]\n" +
			"rights: © & all\nsummary: \"In <short>\"\ntranscript_by: [Ada & Co]\naliases: [/old quay/]\nkind: interpretation\n---\n## One & two\n\n**Ada \"A\" Holm (Chair):** [inaudible] The ferry is late.\n\n**Müller+Søn:** No.\n",
		"content/talks/quay.mp3":       "ding",
		"content/people.yaml":          "- id: holm\n  names: {en: 'Ada \"A\" Holm'}\n  url: 'https://example.org/?x=<y>'\n  bio: {en: 'Keeps <locks>'}\n  roles: [{role: {en: Chair & clerk}, from: '2020'}]\n",
		"content/talks/_index.md":      "# Talks & more\n\nA text with <em>marks</em>.\n",
		"content/_pages/about.en.md":   "# About\n\nOf this.\n",
		"content/talks/noted.en.txt":   "Speaker 1: The <gate> is shut.\n\nSpeaker 2: Is it?\n",
		"content/talks/undated.ar.txt": "السيدة: أهلا\n",
	}
	for i := range 12 {
		for _, l := range []string{"en", "ar"} {
			name, text := a.Meeting(i, l)
			files["content/"+name] = string(text)
		}
	}
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, opt := range []Options{{BaseURL: "https://example.org/archive"}, {Offline: true}} {
		opt.Dir, opt.BuiltIn, opt.Version = dir, themes.Default(), "test"
		opt.Cache = t.TempDir()
		equalPages(t, opt)
	}
}

func equalPages(t *testing.T, opt Options) {
	t.Helper()
	archive, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	r := archive.run()
	defer r.close()
	if err := r.link(context.Background()); err != nil {
		t.Fatal(err)
	}
	r.outline()
	r.plan()
	if r.list.Fatal() {
		t.Fatal(r.list)
	}
	texts := render.New(r.theme, r.digester, func(k store.Key) (*transcript.Transcript, error) {
		if t, _, ok := archive.store.Get(k); ok {
			return t, nil
		}
		return nil, errGone
	}, archive.excerpts, "test").Texts()
	seen := map[string]int{}
	for p := range r.pages.All() {
		if p.Layout == "" {
			continue
		}
		view, err := p.View(texts)
		if err != nil {
			t.Fatal(err)
		}
		var got, want bytes.Buffer
		if err := r.theme.Execute(&got, p.Layout, view); err != nil {
			t.Fatal(err)
		}
		if err := r.theme.ExecuteAsWritten(&want, p.Layout, view); err != nil {
			t.Fatal(err)
		}
		if seen[p.Layout]++; !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Fatalf("%s, layout %s: %s", p.Address, p.Layout, firstDifference(got.String(), want.String()))
		}
	}
	for layout := range seen {
		if err := r.theme.WhySlow(layout); err != nil {
			t.Errorf("layout %s is left to html/template: %v", layout, err)
		}
	}
	if len(seen) < 13 {
		t.Errorf("pages of these layouts only: %v", seen)
	}
}

func firstDifference(got, want string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			from := max(0, i-60)
			return fmt.Sprintf("%q, not %q", got[from:min(len(got), i+60)], want[from:min(len(want), i+60)])
		}
	}
	return fmt.Sprintf("%d bytes, not %d: %q", len(got), len(want), strings.TrimPrefix(want, got))
}

// The key of a page that is asked for by itself is the one that it has among all pages:
// else a page that was shown before all are planned would be made again.
func TestKeysAreThoseOfAllPages(t *testing.T) {
	archive, err := Open(Options{Dir: "..", BuiltIn: themes.Default(), Version: "test", Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	r := archive.run()
	defer r.close()
	r.building = true
	if err := r.link(context.Background()); err != nil {
		t.Fatal(err)
	}
	r.outline()
	renderer := r.newRenderer()
	r.plan()
	if r.list.Fatal() {
		t.Fatal(r.list)
	}
	n := 0
	for p := range r.pages.All() {
		alone, ok := r.plans.Page(p.Address)
		if !ok {
			continue
		}
		want, keyed := renderer.Key(p)
		if got, ok := renderer.Key(alone); got != want || ok != keyed {
			t.Errorf("%s has another key by itself", p.Address)
		}
		n++
	}
	if n < 20 {
		t.Errorf("only %d pages are found by themselves", n)
	}
}
