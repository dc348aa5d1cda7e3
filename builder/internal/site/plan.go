package site

import (
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/theme"
)

// Settings are what the owner of a site decides.
type Settings struct {
	Title       people.Text
	Description people.Text
	Rights      people.Text
	Zone        *time.Location // in which days begin, for feeds
	BaseURL     string         // without a slash at its end; "" for none
	Menu        []MenuItem
	Footer      []MenuItem
	ReportURL   string
	EditURL     string
	Offline     bool
	Generator   string // name and version of the program
	Pages       []Ordinary
	// Downloads are formats, of those that Downloads lists, in which editions are
	// published beside their pages.
	Downloads []string
	// Write writes an edition in one of them.
	Write func(format string, e *archive.Edition) ([]byte, error)
	// WrittenOf gives all that Write works with, as Page.Inputs does.
	WrittenOf func(format string, e *archive.Edition) []any
	// Sizes are those of the files of the content folder, in bytes, by path.
	Sizes map[string]int64
}

// Outline is a site before its pages are listed: all that they show is settled, and
// each can be had by itself. It is safe for use by many at once.
type Outline struct{ pl *planner }

// NewOutline makes the outline of a site. m is what the last one left.
func NewOutline(a *archive.Archive, t *theme.Theme, s Settings, m *Memory) *Outline {
	m.take(a)
	pl := &planner{casts: m.casts, keys: &inputs{digester: m.Digester(), sessions: m.sessions}, a: a, t: t, s: s, tongues: map[lang.Tag]*tongue{}, selves: map[lang.Tag]string{}}
	for _, l := range a.Languages {
		pl.selves[l] = l.Self()
	}
	pl.sequence = m.sequence
	pl.byPath = sync.OnceValue(func() map[string]*archive.Edition { return editionsByPath(a) })
	for _, l := range a.Languages {
		pl.tongues[l] = pl.tongue(l)
	}
	return &Outline{pl: pl}
}

// Pages lists the pages of the site, and what is wrong with them.
func (o *Outline) Pages() (*Pages, diag.List) {
	pl := *o.pl
	list := pl.plan()
	return &pl.pages, list
}

// Page gives the page or file at an address as Pages has it, without the others: of
// those that belong to a session or a speaker, and the first page of a language.
// Others are not found.
func (o *Outline) Page(address string) (Page, bool) {
	l, rest, _ := strings.Cut(address, "/")
	tg := o.pl.tongues[lang.Tag(l)]
	if tg == nil {
		return Page{}, false
	}
	tg = tg.alone()
	part, id, _ := strings.Cut(rest, "/")
	switch part {
	case "":
		tg.home()
	case "sessions":
		tg.under(id, func(id string) bool {
			s := tg.session(id)
			if s == nil || s.Edition(tg.l) == nil {
				return false
			}
			tg.edition(s.Edition(tg.l))
			return true
		})
	case "speakers":
		tg.under(id, func(id string) bool {
			i, ok := slices.BinarySearchFunc(tg.a.Speakers, id, func(s *archive.Speaker, id string) int { return strings.Compare(s.ID, id) })
			if !ok || len(tg.said[tg.a.Speakers[i]]) == 0 {
				return false
			}
			tg.speaker(tg.a.Speakers[i])
			return true
		})
	}
	for p := range tg.pages.All() {
		if p.Address == address {
			return p, true
		}
	}
	return Page{}, false
}

// under calls try with an address and those that it lies under, until it is true.
func (tg *tongue) under(address string, try func(id string) bool) {
	for id := strings.TrimSuffix(address, "/"); id != "." && id != ""; id = path.Dir(id) {
		if try(id) {
			return
		}
	}
}

// plan lists all pages.
func (pl *planner) plan() diag.List {
	tongues := make(map[lang.Tag]*tongue, len(pl.tongues))
	for l, tg := range pl.tongues { // the same, and they add their pages here
		own := *tg
		own.planner = pl
		own.onLists = sync.OnceValue(own.allLists)
		tongues[l] = &own
	}
	defer pl.keys.askAll(pl.a.Sessions)()
	pl.tongues = tongues
	pl.addAssets()
	pl.root()
	for _, l := range pl.a.Languages {
		pl.tongues[l].plan()
	}
	media := pl.media()
	addresses, list := pl.distinct()
	list = append(list, media...)
	list = append(list, pl.aliases()...)
	pl.pages.laid = pl.prefixes(addresses)
	pl.siteFiles()
	return list
}

// planner makes the plan of a site.
type planner struct {
	*sequence
	casts map[lang.Tag]*cast
	keys  *inputs
	a     *archive.Archive
	t     *theme.Theme
	s     Settings
	pages Pages
	// byPath finds editions by the path of a file, with and without extension.
	byPath func() map[string]*archive.Edition
	// tongues are the plans of the languages.
	tongues map[lang.Tag]*tongue
	// selves are what the languages of the archive call themselves, which rows of
	// lists ask thousands of times.
	selves map[lang.Tag]string
}

// self is what a language calls itself.
func (pl *planner) self(l lang.Tag) string {
	if name, ok := pl.selves[l]; ok {
		return name
	}
	return l.Self()
}

// session finds a session by its id, nil for none.
func (pl *planner) session(id string) *archive.Session {
	if i, ok := pl.findSession(id); ok {
		return pl.a.Sessions[i]
	}
	return nil
}

// findSession gives the place of an id among those of the sessions.
func (pl *planner) findSession(id string) (int, bool) {
	return slices.BinarySearchFunc(pl.a.Sessions, id, func(s *archive.Session, id string) int { return strings.Compare(s.ID, id) })
}

// taken tells whether an id is that of a session, or of a folder above one.
func (pl *planner) taken(id string) bool {
	if _, ok := pl.findSession(id); ok {
		return true
	}
	i, _ := pl.findSession(id + "/")
	return i < len(pl.a.Sessions) && strings.HasPrefix(pl.a.Sessions[i].ID, id+"/")
}

// add adds a page of which there is one.
func (pl *planner) add(p Page) { pl.addPage(func(int) Page { return p }, 0) }

// addPage adds page n of those that a function makes.
func (pl *planner) addPage(of func(n int) Page, n int) {
	pl.pages.all = append(pl.pages.all, place{of, n})
}

// planned is what is asked of each page, which is made each time: its address, and whether
// it has a layout.
type planned struct {
	address string
	laid    bool
}

// distinct keeps the first of pages whose addresses are equal, or differ only
// in the case of letters. It gives their addresses.
func (pl *planner) distinct() (addresses []planned, list diag.List) {
	addresses = make([]planned, 0, pl.pages.Len())
	seen := make(map[Key]int32, pl.pages.Len()) // index in out, by the hash of the folded path, which takes more room
	out := pl.pages.all[:0]
	for i, at := range pl.pages.all {
		p := pl.pages.At(i)
		k := KeyOf([]byte(lang.Fold(p.File())))
		if first, ok := seen[k]; ok {
			if p.Layout != "redirect" {
				list = append(list, diag.New(diag.PathClash, "", 0, 0, "the address %q is taken by %q", p.Address, pl.pages.At(int(first)).Address))
			}
			continue
		}
		seen[k] = int32(len(out))
		out = append(out, at)
		addresses = append(addresses, planned{p.Address, p.Layout != ""})
	}
	clear(pl.pages.all[len(out):])
	pl.pages.all = out
	return addresses, list
}

// prefixes adds a page at every address that another begins with and that has
// none: it leads to the nearest one above. addresses are those of the first pages. It
// gives how many pages have a layout then.
func (pl *planner) prefixes(addresses []planned) (laid int) {
	for i := len(addresses); i < pl.pages.Len(); i++ {
		p := pl.pages.At(i)
		addresses = append(addresses, planned{p.Address, p.Layout != ""})
	}
	have := make(map[string]bool, len(addresses))
	for _, p := range addresses {
		have[p.address] = true
		if p.laid {
			laid++
		}
	}
	for _, p := range addresses {
		if !p.laid {
			continue
		}
		l, _, _ := strings.Cut(p.address, "/")
		tg := pl.tongues[lang.Tag(l)]
		if tg == nil {
			continue
		}
		var missing []string
		above := path.Dir(strings.TrimSuffix(p.address, "/"))
		for ; !have[above+"/"] && above != "."; above = path.Dir(above) {
			missing = append(missing, above+"/")
		}
		for _, m := range missing {
			have[m] = true
			tg.redirect(m, above+"/")
			laid++
		}
	}
	return laid
}

func (pl *planner) addAssets() {
	for _, asset := range pl.t.Assets {
		pl.add(Page{Address: asset.Path, Class: Asset, Bytes: func(dst []byte, _ Texts) ([]byte, error) { return append(dst, asset.Bytes...), nil }})
	}
}

func (pl *planner) rel(from, to string) string { return relative(from, to, pl.s.Offline) }

// plan plans all pages of the language.
func (tg *tongue) plan() {
	tg.home()
	tg.search()
	tg.sessions()
	tg.years()
	tg.series()
	tg.speakers()
	tg.topics()
	tg.unclearTurns()
	tg.coverage()
	tg.ordinary()
	tg.feeds()
}
