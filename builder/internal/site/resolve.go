package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/markup"
)

// Links says where the links of a text lead. Those that leave the site are kept
// if they are safe; those to another transcript or page, as writers of Markdown
// make them (by file name, or by the address it had elsewhere), lead to its
// page; what leads nowhere is no link.
type Links func(href string) (to string, ok bool)

// links resolves the links of a text that stands in a file, for the page at
// address.
func (tg *tongue) links(address, file string) Links {
	return func(href string) (string, bool) {
		href = strings.TrimSpace(href)
		if !markup.SafeLink(href) {
			return "", false
		}
		u, err := url.Parse(href)
		if err != nil {
			return "", false
		}
		if u.Scheme != "" || u.Host != "" {
			return href, true
		}
		tail := ""
		if u.Fragment != "" {
			tail = "#" + u.EscapedFragment()
		}
		if u.Path == "" {
			return tail, tail != ""
		}
		to := u.Path
		if !strings.HasPrefix(to, "/") {
			to = path.Join(path.Dir(file), to)
		}
		if found := tg.place(strings.Trim(to, "/")); found != "" {
			return tg.rel(address, found) + tail, true
		}
		return "", false
	}
}

// SafeLink tells whether an address may be a link on a page.
func SafeLink(address string) bool { return markup.SafeLink(address) }

// place gives the address of the session or page that a path names, by its file
// or as it would stand on the site; "" for none.
func (tg *tongue) place(name string) string {
	if e := tg.byPath()[name]; e != nil && slices.Contains(tg.a.Languages, e.Lang) {
		return sessionAddress(e)
	}
	bare := strings.TrimSuffix(name, path.Ext(name))
	if e := tg.byPath()[bare]; e != nil && slices.Contains(tg.a.Languages, e.Lang) {
		return sessionAddress(e)
	}
	for _, id := range []string{lang.SlugPath(name), lang.SlugPath(bare)} {
		if s := tg.session(id); s != nil {
			return sessionAddress(tg.chosen(s))
		}
		if page := lang.SlugPath(strings.TrimPrefix(id, "pages/")); page != "" {
			if _, ok := tg.page(page); ok {
				return tg.addr(page)
			}
		}
	}
	return ""
}

// editionsByPath makes the index of files, with their extension and without.
func editionsByPath(a *archive.Archive) map[string]*archive.Edition {
	out := map[string]*archive.Edition{}
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			for _, p := range e.Parts {
				out[p.Path] = e
				out[strings.TrimSuffix(p.Path, path.Ext(p.Path))] = e
			}
		}
	}
	return out
}
