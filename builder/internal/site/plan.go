package site

import (
	"path"
	"strings"
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

// Plan says which pages a site has. d makes the keys of what they are made of.
func Plan(a *archive.Archive, t *theme.Theme, s Settings, d *Digester) ([]Page, diag.List) {
	pl := &planner{keys: &inputs{digester: d}, a: a, t: t, s: s, byID: sessionsByID(a), taken: sessionPaths(a), byPath: editionsByPath(a), weights: topicWeights(a), tongues: map[lang.Tag]*tongue{}}
	for _, l := range a.Languages {
		tg := pl.tongue(l)
		tg.choose()
		pl.tongues[l] = tg
	}
	pl.addAssets()
	pl.root()
	for _, l := range a.Languages {
		pl.tongues[l].plan()
	}
	media := pl.media()
	pages, list := pl.distinct()
	pl.pages = pages
	list = append(list, media...)
	list = append(list, pl.aliases()...)
	pl.prefixes()
	pl.siteFiles()
	return pl.pages, list
}

// planner makes the plan of a site.
type planner struct {
	keys  *inputs
	a     *archive.Archive
	t     *theme.Theme
	s     Settings
	pages []Page
	byID  map[string]*archive.Session
	// taken are the ids of sessions and of the folders above them.
	taken map[string]bool
	// byPath finds editions by the path of a file, with and without extension.
	byPath map[string]*archive.Edition
	// weights are the sums of the squares of each topic's scores, see related.
	weights map[*archive.Topic]int
	// tongues are the plans of the languages.
	tongues map[lang.Tag]*tongue
}

func (pl *planner) add(p Page) { pl.pages = append(pl.pages, p) }

// distinct keeps the first of pages whose addresses are equal, or differ only
// in the case of letters.
func (pl *planner) distinct() ([]Page, diag.List) {
	var list diag.List
	seen := make(map[string]string, len(pl.pages))
	out := pl.pages[:0]
	for _, p := range pl.pages {
		k := lang.Fold(p.File())
		if first, ok := seen[k]; ok {
			if p.Layout != "redirect" {
				list = append(list, diag.New(diag.PathClash, "", 0, 0, "the address %q is taken by %q", p.Address, first))
			}
			continue
		}
		seen[k] = p.Address
		out = append(out, p)
	}
	return out, list
}

// prefixes adds a page at every address that another begins with and that has
// none: it leads to the nearest one above.
func (pl *planner) prefixes() {
	have := make(map[string]bool, len(pl.pages))
	for _, p := range pl.pages {
		have[p.Address] = true
	}
	for _, p := range pl.pages {
		l, _, _ := strings.Cut(p.Address, "/")
		tg := pl.tongues[lang.Tag(l)]
		if tg == nil || p.Layout == "" {
			continue
		}
		var missing []string
		above := path.Dir(strings.TrimSuffix(p.Address, "/"))
		for ; !have[above+"/"] && above != "."; above = path.Dir(above) {
			missing = append(missing, above+"/")
		}
		for _, m := range missing {
			have[m] = true
			tg.redirect(m, above+"/")
		}
	}
}

func (pl *planner) addAssets() {
	for _, asset := range pl.t.Assets {
		pl.add(Page{Address: asset.Path, Class: Asset, Bytes: func(Texts) ([]byte, error) { return asset.Bytes, nil }})
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
