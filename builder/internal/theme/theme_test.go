package theme

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dixit/builder/internal/diag"
)

// files makes a theme of paths and contents.
func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// small is a whole theme, the smallest there can be.
func small() fstest.MapFS {
	m := files(
		"layouts/base.html", `<!DOCTYPE html><html lang="{{.Lang}}"><body>{{template "header" .}}{{block "main" .}}{{end}}</body></html>`,
		"partials/header.html", `<header>{{.Title}}</header>`,
		"assets/css/a.css", "a { color: red; }",
		"assets/css/b.css", "b { color: blue; }",
		"assets/js/main.js", "document.title = 1",
		"i18n/active.en.yaml", "hello: Hello\n",
	)
	for _, name := range layouts {
		m["layouts/"+name+".html"] = &fstest.MapFile{Data: []byte(`{{define "main"}}<main class="` + name + `">{{.Title}}</main>{{end}}`)}
	}
	return m
}

// with is a theme with some files changed; a content of "-" takes one away.
func with(pairs ...string) fstest.MapFS {
	m := small()
	for p, f := range files(pairs...) {
		if m[p] = f; string(f.Data) == "-" {
			delete(m, p)
		}
	}
	return m
}

func load(t testing.TB, base, over fs.FS) *Theme {
	t.Helper()
	th, list := Load(base, over)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return th
}

func execute(t testing.TB, th *Theme, layout string) string {
	t.Helper()
	var b bytes.Buffer
	if err := th.Execute(&b, layout, map[string]string{"Lang": "en", "Title": "A & B"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryLayoutIsTheBaseWithItsOwnBlocks(t *testing.T) {
	th := load(t, small(), nil)
	for _, name := range layouts {
		want := `<!doctype html><html lang="en"><body><header>A &amp; B</header><main class="` + name + `">A &amp; B</main></body></html>`
		if got := execute(t, th, name); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestAnOverlayReplacesSingleFiles(t *testing.T) {
	for _, c := range []struct {
		about  string
		over   fs.FS
		layout string
		want   string
	}{
		{"nothing", fstest.MapFS{}, "home", `<header>A &amp; B</header><main class="home">A &amp; B</main>`},
		{"a partial", files("partials/header.html", `<nav>{{.Title}}</nav>`), "home", `<nav>A &amp; B</nav><main class="home">A &amp; B</main>`},
		{"a layout", files("layouts/home.html", `{{define "main"}}<p>Mine</p>{{end}}`), "home", `<header>A &amp; B</header><p>Mine</p>`},
		{"another layout", files("layouts/home.html", `{{define "main"}}<p>Mine</p>{{end}}`), "page", `<header>A &amp; B</header><main class="page">A &amp; B</main>`},
		{"a new partial that a partial uses", files("partials/header.html", `{{template "logo" .}}`, "partials/logo.html", "<b>Logo</b>"), "home", `<b>Logo</b><main class="home">A &amp; B</main>`},
		{"files of other kinds", files("partials/README.md", "{{", "layouts/notes.txt", "{{"), "home", `<header>A &amp; B</header><main class="home">A &amp; B</main>`},
	} {
		if got := execute(t, load(t, small(), c.over), c.layout); !strings.Contains(got, "<body>"+c.want+"</body>") {
			t.Errorf("%s: %s", c.about, got)
		}
	}
}

func TestAThemeThatIsBrokenSaysWhere(t *testing.T) {
	for _, c := range []struct {
		about       string
		base, over  fs.FS
		file        string
		line        int
		says        string
		diagnostics int
	}{
		{"a partial of the overlay", small(), files("partials/header.html", "<p>\n\n{{if .Title}}\n"), "partials/header.html", 4, "unexpected EOF", 1},
		{"a layout", with("layouts/page.html", "<p>\n{{end}}"), nil, "layouts/page.html", 2, "unexpected {{end}}", 1},
		{"the base", with("layouts/base.html", "\n\n{{.Title"), nil, "layouts/base.html", 3, "unclosed action", 1},
		{"a function that is not there", with("layouts/page.html", "\n{{define \"main\"}}\n{{shout .Title}}{{end}}"), nil, "layouts/page.html", 3, `function "shout" not defined`, 1},
		{"two files at once", with("partials/header.html", "{{", "partials/footer.html", "\n{{"), nil, "partials/footer.html", 2, "", 2},
		{"a partial that is not there", with("layouts/page.html", "{{define \"main\"}}\n{{if .Title}}\n{{template \"crumbs\" .}}{{end}}{{end}}"), nil, "layouts/page.html", 3, `there is no template "crumbs"`, 1},
		{"a partial that is not there, called by a partial", with("partials/header.html", "{{range .Title}}{{else}}\n{{template \"crumbs\" .}}{{end}}"), nil, "partials/header.html", 2, `there is no template "crumbs"`, 1},
		{"a layout that is missing", with("layouts/topic.html", "-"), nil, "layouts/topic.html", 0, "has no layouts/topic.html", 1},
		{"a stylesheet", with("assets/css/a.css", "a { color: red", "assets/js/main.js", "const = 1"), nil, "assets/js/main.js", 0, "", 1},
		{"a catalogue", with("i18n/active.fr.yaml", "hello: Bonjour\nx: [a\ny: b\n"), nil, "i18n/active.fr.yaml", 2, "", 1},
		{"a catalogue of no language", with("i18n/active.xx1.yaml", "hello: x\n"), nil, "i18n/active.xx1.yaml", 0, "", 1},
		{"a catalogue twice", with("i18n/active.zh-TW.yaml", "hello: x\n", "i18n/active.zh-Hant.yaml", "hello: x\n"), nil, "i18n/active.zh-TW.yaml", 0, `"zh-Hant"`, 1},
		{"no English", with("i18n/active.en.yaml", "-"), nil, "i18n/active.en.yaml", 0, "English", 1},
	} {
		_, list := Load(c.base, c.over)
		if len(list) != c.diagnostics {
			t.Errorf("%s: %v", c.about, list)
			continue
		}
		d := list[0]
		if d.Code != diag.ThemeInvalid || !list.Fatal() || d.File != c.file || d.Line != c.line || !strings.Contains(d.Message, c.says) {
			t.Errorf("%s: %+v", c.about, d)
		}
	}
}

func TestALayoutThatIsNotThereIsAnError(t *testing.T) {
	err := load(t, small(), nil).Execute(new(bytes.Buffer), "sesion", nil)
	if err == nil || !strings.Contains(err.Error(), `"sesion"`) {
		t.Errorf("%v", err)
	}
}

func TestAMessageThatACatalogueLacksIsAWarning(t *testing.T) {
	th, list := Load(with("i18n/active.en.yaml", "hello: Hello\nbye: Bye\n", "i18n/active.fr.yaml", "hello: Bonjour\n", "i18n/active.zh-Hans.yaml", "bye: 再见\nhello: 你好\nextra: 多\n"), nil)
	if len(list) != 1 || list.Fatal() {
		t.Fatal(list)
	}
	if d := list[0]; d.Code != diag.MessageMissing || d.Severity != diag.Warning || d.File != "i18n/active.fr.yaml" || !strings.Contains(d.Message, `"bye"`) {
		t.Errorf("%+v", d)
	}
	if got := th.Printer("fr").T("bye"); got != "Bye" {
		t.Errorf("French says %q", got)
	}
}

func TestAssetsAreNamedByTheirContent(t *testing.T) {
	first := load(t, small(), nil)
	if len(first.CSS) != 1 || len(first.JS) != 1 || len(first.Assets) != 2 {
		t.Fatalf("%v %v", first.CSS, first.JS)
	}
	for _, a := range first.Assets {
		if !slices.Contains(append(first.CSS, first.JS...), a.Path) || len(a.Bytes) == 0 {
			t.Errorf("%s, which no page refers to", a.Path)
		}
	}
	css := first.Assets[0]
	if got := string(css.Bytes); got != "a{color:red}b{color:blue}" {
		t.Errorf("%s is %s", css.Path, got)
	}
	if again := load(t, small(), nil); again.CSS[0] != first.CSS[0] || again.Hash != first.Hash {
		t.Error("the same theme has other addresses")
	}
	for _, c := range []struct {
		about        string
		over         fs.FS
		css, js, sum bool // what changes
	}{
		{"a stylesheet", files("assets/css/b.css", "b { color: green }"), true, false, true},
		{"a stylesheet more", files("assets/css/c.css", "c { color: green }"), true, false, true},
		{"blanks in a stylesheet", files("assets/css/b.css", "b  {  color: blue  }"), false, false, true},
		{"a script", files("assets/js/main.js", "document.title = 2"), false, true, true},
		{"a partial", files("partials/header.html", "x"), false, false, true},
		{"a catalogue", files("i18n/active.en.yaml", "hello: Hi\n"), false, false, true},
		{"nothing", files("README.md", "x"), false, false, false},
	} {
		th := load(t, small(), c.over)
		if (th.CSS[0] != first.CSS[0]) != c.css || (th.JS[0] != first.JS[0]) != c.js || (th.Hash != first.Hash) != c.sum {
			t.Errorf("%s: %s %s", c.about, th.CSS[0], th.JS[0])
		}
	}
}

func TestDictHandsSeveralValuesToAPartial(t *testing.T) {
	th := load(t, with("partials/header.html", `{{template "pair" dict "A" .Title "B" "b"}}`, "partials/pair.html", "{{.A}}={{.B}}"), nil)
	if got := execute(t, th, "home"); !strings.Contains(got, "A &amp; B=b") {
		t.Errorf("%s", got)
	}
	for call, says := range map[string]string{`dict "A"`: "without a value", `dict 1 2`: "not a name"} {
		th := load(t, with("partials/header.html", `{{template "pair" `+call+`}}`, "partials/pair.html", "x"), nil)
		err := th.Execute(new(bytes.Buffer), "home", map[string]string{})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", call, err)
		}
	}
}

// longView has HTML that is appended to the page.
type longView struct {
	Lang, Title string
	Parts       []longPart
	err         error
}

func (v longView) Body() (template.HTML, error) {
	b, err := v.AppendBody(nil)
	return template.HTML(b), err
}

func (v longView) AppendBody(dst []byte) ([]byte, error) {
	return append(dst, "<b>"+v.Title+"</b>"...), v.err
}

type longPart struct{ text string }

func (p longPart) Text() template.HTML          { return template.HTML(p.AppendText(nil)) }
func (p longPart) AppendText(dst []byte) []byte { return append(dst, p.text...) }

func TestWhatIsLongIsAppendedToThePage(t *testing.T) {
	th := load(t, with("layouts/home.html", `{{define "main"}}{{.Body}}{{range .Parts}}{{if .Text}}<i>{{.Text}}</i>{{end}}{{end}}{{end}}`), nil)
	view := longView{Lang: "en", Title: "A", Parts: []longPart{{"<u>1</u>"}, {}, {strings.Repeat("2", 1000)}}}
	var got, want bytes.Buffer
	if err := th.Execute(&got, "home", view); err != nil || th.WhySlow("home") != nil {
		t.Fatal(err, th.WhySlow("home"))
	}
	if err := th.ExecuteAsWritten(&want, "home", view); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.String(), "<b>A</b><i><u>1</u></i><i>222") || got.String() != want.String() {
		t.Errorf("%s, not %s", &got, &want)
	}
	view.err = errors.New("gone")
	if err := th.Execute(new(bytes.Buffer), "home", view); !errors.Is(err, view.err) {
		t.Errorf("the error is %v", err)
	}
	if err := th.ExecuteAsWritten(new(bytes.Buffer), "home", view); !errors.Is(err, view.err) {
		t.Errorf("as written the error is %v", err)
	}
}

func TestMinifyingKeepsWhatTemplatesNeed(t *testing.T) {
	for src, want := range map[string]string{
		`<p   class="a {{if .Title}}b{{end}}"  >x  y</p>`:    `class="a b">x y</p>`,
		`<ul><li>a</li> <li>{{.Title}}</li></ul>`:            `<li>A &amp; B</li></ul>`,
		`<a {{if .Title}}href="x"{{end}}>y</a>`:              `<a href="x">y</a>`,
		`<svg viewBox="0 0 2 2"><path d="M0 0L2 2"/></svg>`:  `viewBox="0 0 2 2"`,
		`<script type="application/json">{"a":  1}</script>`: `{"a":  1}`,
		`<span>a</span> <span>b</span>`:                      `<span>a</span> <span>b</span>`,
	} {
		got := execute(t, load(t, with("partials/header.html", src), nil), "home")
		if !strings.Contains(got, want) {
			t.Errorf("%s becomes %s, without %s", src, got, want)
		}
	}
}

// A script is wrapped in a function, so that it runs as a module and without.
func TestScriptsOfALayoutAreJoined(t *testing.T) {
	base := with("assets/js/search/10-a.js", "const a = document.title", "assets/js/search/20-b.js", "document.title = a + a")
	th := load(t, base, files("assets/js/search/20-b.js", "document.body.title = a + a"))
	if len(th.JS) != 1 || len(th.Scripts) != 1 {
		t.Fatalf("%v %v", th.JS, th.Scripts)
	}
	for _, a := range th.Assets {
		s := string(a.Bytes)
		if path.Ext(a.Path) == ".js" && !(strings.HasPrefix(s, "(()=>{") && strings.HasSuffix(s, "})()")) {
			t.Errorf("%s is %s", a.Path, s)
		}
		if a.Path == th.Scripts["search"] && !(strings.Contains(s, "=document.title") && strings.Contains(s, "document.body.title=")) {
			t.Errorf("%s is %s", a.Path, s)
		}
	}
	for _, src := range []string{"import { x } from './y.js'", "export const x = 1"} {
		if _, list := Load(with("assets/js/search/10-a.js", src), nil); len(list) != 1 || list[0].Code != diag.ThemeInvalid {
			t.Errorf("%s: %v", src, list)
		}
	}
}
