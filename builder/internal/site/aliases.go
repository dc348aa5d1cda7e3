package site

import (
	"io/fs"
	"iter"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// aliases adds a page at every former address of a session that leads to where
// it is now. Front matter names such an address from the root of the site, with
// a slash before it, or as a former id of the session, which every language of
// it had. An address that something else has keeps leading to that.
func (pl *planner) aliases() diag.List {
	var list diag.List
	var p *places // as most archives need none
	for _, s := range pl.a.Sessions {
		for _, e := range s.Editions {
			for _, alias := range e.Meta().Aliases {
				if p == nil {
					p = newPlaces(pl.pages.All())
				}
				if !pl.alias(p, e, alias) {
					list = append(list, diag.New(diag.AliasUnusable, e.Parts[0].Path, 0, 0, "nothing can lead from %q to the session", alias))
				}
			}
		}
	}
	return list
}

// alias adds the pages of one alias; false where there is no place for any.
func (pl *planner) alias(p *places, e *archive.Edition, alias string) bool {
	to := map[string]*archive.Edition{} // by address
	if rest, ok := strings.CutPrefix(strings.TrimSpace(alias), "/"); ok {
		if address := aliasAddress(rest); address != "" {
			to[address] = e
		}
	} else if id := lang.SlugPath(alias); id != "" && !strings.Contains(alias, "://") && !strings.HasPrefix(alias, ".") {
		for _, o := range e.Session.Editions {
			to[path.Join(string(o.Lang), "sessions", id)+"/"] = o
		}
	}
	placed := len(to) > 0
	for _, address := range slices.Sorted(maps.Keys(to)) {
		o := to[address]
		tg := pl.tongues[o.Lang]
		switch was, taken := p.leads[address]; {
		case tg == nil || address == sessionAddress(o):
		case taken: // another edition may have said so already
			placed = placed && was == e.Session
		case p.take(filePath(address)):
			p.leads[address] = e.Session
			tg.redirect(address, sessionAddress(o))
		default:
			placed = false
		}
	}
	return placed
}

// aliasAddress is an address from the root of the site as the plan has it, ""
// for one that no page can have.
func aliasAddress(rest string) string {
	rest, _ = cutTail(rest)
	if decoded, err := url.PathUnescape(rest); err == nil {
		rest = decoded
	}
	rest = strings.TrimSuffix(rest, "/")
	if !fs.ValidPath(rest) || rest == "." || strings.ContainsFunc(rest, unicode.IsControl) || strings.ContainsAny(rest, `\:*?"<>|`) {
		return ""
	}
	for _, segment := range strings.Split(rest, "/") {
		if len(segment) > 240 || strings.HasPrefix(segment, ".") || strings.TrimRight(segment, ". ") != segment || strings.ContainsFunc(segment, func(r rune) bool { return unicode.Is(unicode.Cf, r) }) {
			return ""
		}
	}
	switch first, _, _ := strings.Cut(rest, "/"); first {
	case "search", "_dixit": // where files lie that the plan does not know
		return ""
	}
	switch strings.ToLower(path.Ext(rest)) {
	case ".html", ".htm":
		return rest
	}
	return rest + "/"
}

// places are the files of a plan and the folders above them, folded.
type places struct {
	files, folders map[string]bool
	leads          map[string]*archive.Session // aliases
}

func newPlaces(pages iter.Seq[Page]) *places {
	p := &places{map[string]bool{}, map[string]bool{}, map[string]*archive.Session{}}
	for page := range pages {
		p.enter(lang.Fold(page.File()))
	}
	return p
}

func (p *places) enter(file string) {
	p.files[file] = true
	for dir := path.Dir(file); dir != "." && !p.folders[dir]; dir = path.Dir(dir) {
		p.folders[dir] = true
	}
}

// take enters a file if its place is free: no file is there, none has the place
// of a folder above it, and it has that of none.
func (p *places) take(file string) bool {
	file = lang.Fold(file)
	if p.files[file] || p.folders[file] {
		return false
	}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if p.files[dir] {
			return false
		}
	}
	p.enter(file)
	return true
}
