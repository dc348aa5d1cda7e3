// Package theme loads a theme: layouts and partials, stylesheets, scripts and
// the catalogues of the interface.
//
// A theme is a folder of files; a site's own theme overrides any file of the
// built-in one by the same path. The loader minifies templates, stylesheets and
// scripts once, names assets by their content, and reports what cannot be used
// before any page is built. It knows nothing of pages: which view a layout gets
// is the contract in the theme's README.
package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/yamlfault"
)

// Layouts are the layouts that every theme has; see the theme's README.
var layouts = []string{"root", "home", "search", "sessions", "coverage", "index", "speaker", "topic", "turns", "session", "reading", "page", "redirect", "notfound"}

// Theme is a loaded theme. It is safe for use by many at once.
type Theme struct {
	sets   map[string]*layout
	bundle *i18n.Bundle
	tags   []lang.Tag
	// Assets are the files under assets/, by their hashed address.
	Assets []Asset
	CSS    []string // addresses of stylesheets, in order
	JS     []string // addresses of the scripts of every page, in order
	// Scripts are the addresses of the scripts that only pages of a layout have.
	Scripts map[string]string
	Icon    string // address of the icon, "" for none
	// Hash is over everything that the theme is made of.
	Hash [sha256.Size]byte
}

// layout is a layout with all that it calls.
type layout struct {
	*template.Template
	once sync.Once
	fast *fast        // for views of one type; nil where it is to be left to html/template
	of   reflect.Type // the type
	why  error        // it is left to html/template
}

// Asset is a file that pages refer to.
type Asset struct {
	Path  string // below the output folder, with slashes
	Bytes []byte
}

// Load loads the theme whose files are those of over, where it has them, else
// those of base. over may be nil.
func Load(base, over fs.FS) (*Theme, diag.List) {
	l := &loader{base: base, over: over, minify: newMinifier(), hash: sha256.New()}
	t := &Theme{sets: map[string]*layout{}, Scripts: map[string]string{}}
	l.templates(t)
	l.catalogues(t)
	l.assets(t)
	copy(t.Hash[:], l.hash.Sum(nil))
	return t, l.list
}

// Sources is a hash over all files that Load may take something from: with equal
// ones it gives equal themes and findings. It spares a rebuild the 30 ms or so that
// Load takes, most of it to minify and to parse.
func Sources(base, over fs.FS) [sha256.Size]byte {
	h := sha256.New()
	for i, layer := range []fs.FS{base, over} {
		if layer == nil {
			continue
		}
		for _, dir := range []string{"layouts", "partials", "assets", "i18n"} {
			fs.WalkDir(layer, dir, func(p string, d fs.DirEntry, err error) error {
				if err != nil {
					fmt.Fprintf(h, "%d %q %v\n", i, p, err)
					return nil
				}
				if d.IsDir() {
					return nil
				}
				b, err := fs.ReadFile(layer, p)
				fmt.Fprintf(h, "%d %q %d %v\n", i, p, len(b), err)
				h.Write(b)
				return nil
			})
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

type loader struct {
	base, over fs.FS
	minify     minifier
	list       diag.List
	calls      []call
	hash       interface {
		Write([]byte) (int, error)
		Sum([]byte) []byte
	}
}

func (l *loader) bad(file string, line int, format string, args ...any) {
	l.list = append(l.list, diag.New(diag.ThemeInvalid, file, line, 0, format, args...))
}

// names lists the files of a folder of the theme, from both layers.
func (l *loader) names(dir, ext string) []string {
	var out []string
	for _, layer := range []fs.FS{l.base, l.over} {
		if layer == nil {
			continue
		}
		entries, err := fs.ReadDir(layer, dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if p := path.Join(dir, e.Name()); !e.IsDir() && path.Ext(p) == ext && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	slices.Sort(out)
	return out
}

func (l *loader) read(p string) ([]byte, bool) {
	if l.over != nil {
		if b, err := fs.ReadFile(l.over, p); err == nil {
			l.sum(p, b)
			return b, true
		} else if !errors.Is(err, fs.ErrNotExist) {
			l.bad(p, 0, "%v", err)
			return nil, false
		}
	}
	b, err := fs.ReadFile(l.base, p)
	if err != nil {
		l.bad(p, 0, "the theme has no %s", p)
		return nil, false
	}
	l.sum(p, b)
	return b, true
}

func (l *loader) sum(p string, b []byte) {
	fmt.Fprintf(l.hash, "%s %d\n", p, len(b))
	l.hash.Write(b)
}

// catalogues loads the messages. Whatever English has, every catalogue should.
func (l *loader) catalogues(t *Theme) {
	t.bundle = i18n.NewBundle(language.English)
	t.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	ids := map[lang.Tag]map[string]bool{}
	from := map[lang.Tag]string{}
	for _, p := range l.names("i18n", ".yaml") {
		b, ok := l.read(p)
		if !ok {
			continue
		}
		file, err := t.bundle.ParseMessageFileBytes(b, p)
		if err != nil {
			for _, f := range yamlfault.In(err) {
				l.bad(p, f.Line, "%s", f.Cause)
			}
			continue
		}
		tag, err := lang.Parse(file.Tag.String())
		if err != nil {
			l.bad(p, 0, "the name of the file does not say a language")
			continue
		}
		if from[tag] != "" {
			l.bad(p, 0, "%s is in %q already", p, string(tag))
			continue
		}
		t.tags, from[tag] = append(t.tags, tag), p
		ids[tag] = map[string]bool{}
		for _, m := range file.Messages {
			ids[tag][m.ID] = true
		}
	}
	if ids["en"] == nil {
		l.bad("i18n/active.en.yaml", 0, "a theme speaks English at least")
		return
	}
	english := make([]string, 0, len(ids["en"]))
	for id := range ids["en"] {
		english = append(english, id)
	}
	slices.Sort(english)
	for _, tag := range t.tags {
		for _, id := range english {
			if !ids[tag][id] {
				l.list = append(l.list, diag.New(diag.MessageMissing, from[tag], 0, 0, "no message %q", id))
			}
		}
	}
}

// Printer gives the interface in a language. Where no catalogue has it, or one
// that it finds, English stands in.
func (t *Theme) Printer(l lang.Tag) *Printer {
	names := []string{}
	for _, tag := range t.tags {
		if tag == l {
			names = append(names, string(tag))
		}
	}
	for _, tag := range t.tags {
		if tag != l && (l.Finds(tag) || tag.Finds(l)) {
			names = append(names, string(tag))
		}
	}
	return &Printer{language: l, localizer: i18n.NewLocalizer(t.bundle, append(names, "en")...)}
}

// assets names stylesheets and scripts by their content. The stylesheets are
// one file, in order of name; so are the scripts in the folder of a layout.
func (l *loader) assets(t *Theme) {
	var css bytes.Buffer
	for _, p := range l.names("assets/css", ".css") {
		if b, ok := l.read(p); ok {
			css.Write(b)
			css.WriteByte('\n')
		}
	}
	if css.Len() > 0 {
		t.CSS = append(t.CSS, t.add("site.css", l.small("text/css", "assets/css", css.Bytes())))
	}
	for _, p := range l.names("assets/js", ".js") {
		if b, ok := l.read(p); ok {
			t.JS = append(t.JS, t.add(path.Base(p), l.script(p, b)))
		}
	}
	for _, layout := range layouts {
		dir := path.Join("assets/js", layout)
		var js bytes.Buffer
		for _, p := range l.names(dir, ".js") {
			if b, ok := l.read(p); ok {
				js.Write(b)
				js.WriteByte('\n')
			}
		}
		if js.Len() > 0 {
			t.Scripts[layout] = t.add(layout+".js", l.script(dir, js.Bytes()))
		}
	}
	// A theme may have no icon; SVG is not minified, see minifier.
	for _, p := range l.names("assets", ".svg") {
		if path.Base(p) != iconName {
			continue
		}
		if b, ok := l.read(p); ok {
			t.Icon = t.add(iconName, b)
		}
	}
}

// iconName is the picture that browsers show beside the title of a page.
const iconName = "icon.svg"

// script wraps a script in a function. So it runs alike as a module and, in
// pages that are opened from a folder, where browsers load no modules, as a
// classic script; its names stay its own and can be shortened. It can have
// neither import nor export.
func (l *loader) script(file string, b []byte) []byte {
	return l.small("text/javascript", file, slices.Concat([]byte("(()=>{'use strict';"), b, []byte("\n})()")))
}

func (l *loader) small(mediaType, file string, b []byte) []byte {
	out, err := l.minify.small(mediaType, b)
	if err != nil {
		l.bad(file, 0, "%v", err)
		return b
	}
	return out
}

func (t *Theme) add(name string, b []byte) string {
	sum := sha256.Sum256(b)
	ext := path.Ext(name)
	p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	t.Assets = append(t.Assets, Asset{Path: p, Bytes: b})
	return p
}

// Execute writes a page: a layout with its view.
func (t *Theme) Execute(buf *bytes.Buffer, layout string, view any) error {
	if ok, err := t.executeFast(buf, layout, view); ok {
		return err
	}
	return t.ExecuteAsWritten(buf, layout, view)
}

// executeFast writes a page by what was made of its layout; false where nothing
// could be.
func (t *Theme) executeFast(buf *bytes.Buffer, layout string, view any) (bool, error) {
	set := t.sets[layout]
	if set == nil {
		return false, nil
	}
	// Made ready before html/template escapes the set, which it does once.
	set.once.Do(func() {
		set.of = reflect.TypeOf(view)
		set.fast, set.why = newFast(set.Template, set.of)
	})
	if set.fast == nil || set.of != reflect.TypeOf(view) {
		return false, nil
	}
	return set.fast.write(buf, view)
}

// ExecuteAsWritten writes a page by html/template alone, which says what a layout
// means.
func (t *Theme) ExecuteAsWritten(buf *bytes.Buffer, layout string, view any) error {
	set := t.sets[layout]
	if set == nil {
		return fmt.Errorf("the theme has no layout %q", layout)
	}
	return set.Execute(buf, view)
}

// WhySlow tells why pages of a layout that the theme has, and that was executed, are
// left to html/template; nil where they are not.
func (t *Theme) WhySlow(layout string) error { return t.sets[layout].why }
