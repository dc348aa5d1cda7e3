package builder

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// places are the folders and files that a site is made of, absolute.
type places struct {
	content, out, config string
	theme                string // of files that override the built-in theme, "" for none
	themes               string // where such a theme is looked for, which need not be there
}

// below gives a path of the settings, which is relative to the site folder.
func (a *Archive) below(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(a.dir, filepath.FromSlash(p))
}

// placesOf gives the folders of the site: those of the command line, else of
// the settings, else the usual ones. A folder without content/ and dixit.yaml
// is itself the content.
func (a *Archive) placesOf(cfg config) places {
	abs := func(p string) string {
		if q, err := filepath.Abs(p); err == nil {
			return q
		}
		return p
	}
	// named is a folder that the command line names, else the settings, "" for none.
	named := func(option, setting string) string {
		switch {
		case option != "":
			return abs(option)
		case setting != "":
			return a.below(setting)
		}
		return ""
	}
	p := places{config: abs(a.configFile()), content: named(a.opt.Content, cfg.Content), out: named(a.opt.Out, cfg.Out), theme: named(a.opt.Theme, cfg.Theme)}
	if p.content == "" {
		p.content = filepath.Join(a.dir, "content")
		if !isDir(p.content) && !cfg.found {
			p.content = a.dir
		}
	}
	if p.out == "" {
		p.out = a.usualOut()
	}
	if p.themes = p.theme; p.themes == "" {
		p.themes = filepath.Join(a.dir, "themes")
		if dir := p.themes; isDir(filepath.Join(dir, "layouts")) || isDir(filepath.Join(dir, "assets")) || isDir(filepath.Join(dir, "partials")) || isDir(filepath.Join(dir, "i18n")) {
			p.theme = dir
		} else if dir := filepath.Join(dir, "default"); isDir(dir) {
			p.theme = dir
		}
	}
	return p
}

// usualOut is the folder of the built site where nobody names another.
func (a *Archive) usualOut() string { return filepath.Join(a.dir, "public") }

// within tells whether a path is a folder or lies in it.
func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+string(filepath.Separator))
}

func isDir(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}

// Watched lists the folders, with all that is in them, and the files whose
// change asks for another build. The paths are absolute; not all need be there.
func (a *Archive) Watched() []string {
	a.paths.Lock()
	defer a.paths.Unlock()
	out := []string{a.where.content, a.where.config, a.where.themes}
	slices.Sort(out)
	return slices.Compact(out)
}

// Ignores tells whether a path below a watched folder never matters: it lies in
// the output folder, or is what editors and tools leave.
func (a *Archive) Ignores(path string) bool {
	a.paths.Lock()
	out, root := a.where.out, a.where.content
	a.paths.Unlock()
	if within(path, out) {
		return true
	}
	rel, err := filepath.Rel(root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return false
	}
	for _, part := range strings.Split(filepath.ToSlash(rel), "/") {
		// Whether the last part is a folder is not known, and a folder may be
		// called what only a file is ignored for, such as "security".
		if skip, _ := source.Ignored(part, true); skip && part != "." {
			return true
		}
	}
	// A folder may have the name of what editors leave, and is content all the same.
	return source.LeftBehind(filepath.Base(path)) && !isDir(path)
}

// settle keeps what watchers and servers ask of the settings.
func (a *Archive) settle(p places, zone *time.Location) {
	a.paths.Lock()
	a.where, a.zone = p, zone
	a.paths.Unlock()
}

// Today is the day that embargoes are measured by if the site is built now, such as
// 2026-01-31, in the time zone of the settings of the last build; "" where no day
// ends them.
func (a *Archive) Today() string {
	if a.opt.AsOf == nil {
		return a.opt.AsOfDay
	}
	a.paths.Lock()
	defer a.paths.Unlock()
	return string(a.dayOf(a.opt.AsOf(), a.zone))
}

// dayOf is the day that embargoes are measured by at a time, the zero time for
// none; zone is nil for that of the clock.
func (a *Archive) dayOf(now time.Time, zone *time.Location) transcript.Date {
	switch {
	case a.opt.AsOfDay != "":
		return transcript.Date(a.opt.AsOfDay)
	case now.IsZero():
		return ""
	case zone != nil:
		now = now.In(zone)
	}
	return transcript.Date(now.Format("2006-01-02"))
}

// shown is a path as messages name it: relative to the site folder where it
// lies in it. The folder itself has its whole path, as "." says little.
func (a *Archive) shown(p string) string {
	if rel, err := filepath.Rel(a.dir, p); err == nil && rel != "." && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(p)
}
