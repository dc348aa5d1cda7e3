package site

import (
	"net/url"
	"path"
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
		if u.Path == "" {
			return "", false
		}
		to := u.Path
		if !strings.HasPrefix(to, "/") {
			to = path.Join(path.Dir(file), to)
		}
		to = strings.Trim(to, "/")
		if ext := path.Ext(to); len(ext) > 1 && len(ext) <= 5 && !strings.Contains(ext, " ") {
			to = strings.TrimSuffix(to, ext)
		}
		for _, name := range []string{to, strings.TrimSuffix(to, path.Ext(to))} {
			if found := tg.place(name); found != "" {
				return tg.rel(address, found), true
			}
		}
		return "", false
	}
}

// place gives the address of the session or page that a path names, "" for
// none.
func (tg *tongue) place(name string) string {
	id := lang.SlugPath(name)
	if s := tg.byID[id]; s != nil {
		return sessionAddress(tg.chosen[s])
	}
	if _, ok := tg.page(lang.SlugPath(strings.TrimPrefix(name, "_pages/"))); ok {
		return tg.addr(lang.SlugPath(strings.TrimPrefix(name, "_pages/")))
	}
	return ""
}

// sessionsByID makes the index that place looks up.
func sessionsByID(a *archive.Archive) map[string]*archive.Session {
	out := make(map[string]*archive.Session, len(a.Sessions))
	for _, s := range a.Sessions {
		out[s.ID] = s
	}
	return out
}
