package site

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// Class says when a file is moved into place, so that no page ever points at
// what is not there yet.
type Class uint8

// The classes, in order.
const (
	Asset Class = iota
	Data
	Document // a page of its own: a session
	Listing  // a page that lists others
	Manifest // feeds, sitemap, robots, 404
)

// Page is a page to be made. View makes its view when it is rendered, so that a
// plan holds no texts.
type Page struct {
	Address string // as relative uses it
	Layout  string // "" for a file that is no HTML
	Class   Class
	View    func(Texts) (any, error)
	Bytes   func(Texts) ([]byte, error) // for a file that is no HTML
	Source  string                      // for a file of the content folder that is published as it is: its path there
	// Inputs gives all that the page is made of besides the theme, as keys or plain
	// values: of one with words of whole transcripts, and of one of many, whose
	// views would take long to be made for nothing but a key. nil for what the view
	// tells, and for a file that is no HTML and is made every time.
	Inputs func() []any
}

// File is the path of the page's file below the output folder.
func (p Page) File() string { return filePath(p.Address) }

// Texts gives the words of turns, and renders them.
type Texts interface {
	// Transcript gives a transcript from the store. The view that asks for one
	// has Inputs, or is made every time.
	Transcript(store.Key) (*transcript.Transcript, error)
	// Excerpt gives what Excerpts made of turn i, from 0, of a transcript.
	Excerpt(k store.Key, i int) (string, error)
	// Lost gives an excerpt around the first place of turn i, from 0, of a
	// transcript where words are missing; "" where none are.
	Lost(k store.Key, i int) (string, error)
	// Derived gives a short text that is worked out from whole transcripts, and
	// from nothing but the inputs. These are nil for one that takes no work.
	Derived(inputs func() []any, work func() (string, error)) (string, error)
	// Rows renders turns of a list.
	Rows([]TurnRow) template.HTML
	// Record renders the record of an edition.
	Record(*Record) (template.HTML, error)
	// Running renders running text.
	Running([]transcript.Segment, *theme.Printer, Links) template.HTML
}

// Settings are what the owner of a site decides.
type Settings struct {
	Title       people.Text
	Description people.Text
	Rights      people.Text
	Zone        *time.Location
	BaseURL     string // without a slash at its end; "" for none
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

// MenuItem is a link that dixit.yaml puts into the menu or the footer: to an
// ordinary page, a part of the site, or elsewhere.
type MenuItem struct {
	Page  string // name of an ordinary page, or sessions, series, speakers, topics, years
	URL   string
	Label people.Text
}

// Ordinary is a file of _pages/.
type Ordinary struct {
	Name     string // the path below _pages without extension and language
	Lang     lang.Tag
	Title    string
	Segments []transcript.Segment
	Path     string
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

// root is the page that chooses a language.
func (pl *planner) root() {
	pl.add(Page{Address: "", Layout: "root", Class: Listing, View: func(Texts) (any, error) {
		l := pl.a.Languages[0]
		v := Root{Base: pl.tongue(l).base("", "root", "")}
		for _, to := range pl.a.Languages {
			title, _ := pl.s.Title.In(to, pl.a.Languages...)
			v.Titles = append(v.Titles, Link{Text: Text{Text: title, Lang: string(to), Dir: to.Dir()}, Href: pl.rel("", string(to)+"/")})
		}
		v.Languages = nil
		for _, to := range pl.a.Languages {
			v.Languages = append(v.Languages, Language{Tag: string(to), Name: to.Self(), Dir: to.Dir(), Href: pl.rel("", string(to)+"/")})
		}
		return v, nil
	}})
	pl.add(Page{Address: "404.html", Layout: "notfound", Class: Manifest, View: func(Texts) (any, error) {
		l := pl.a.Languages[0]
		// A server shows this page at any depth, so its links must not be
		// relative to it: they begin at the site's root.
		tg := pl.tongue(l)
		tg.prefix = pl.rootPrefix()
		v := NotFound{Base: tg.base("404.html", "notfound", "")}
		v.NoIndex, v.Languages, v.Alternates, v.Canonical, v.Feed = true, nil, nil, "", ""
		for _, to := range pl.a.Languages {
			v.Links = append(v.Links, Link{Text: Text{Text: to.Self(), Lang: string(to), Dir: to.Dir()}, Href: tg.rel("404.html", string(to)+"/")})
		}
		return v, nil
	}})
}

// rootPrefix is the path of the site's root on its host.
func (pl *planner) rootPrefix() string {
	_, rest, ok := strings.Cut(pl.s.BaseURL, "://")
	if !ok {
		return "/"
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return strings.TrimSuffix(rest[i:], "/") + "/"
	}
	return "/"
}

func (pl *planner) rel(from, to string) string { return relative(from, to, pl.s.Offline) }

// tongue is the plan of one language.
type tongue struct {
	*planner
	l      lang.Tag
	p      *theme.Printer
	prefix string // for 404.html: links begin here instead of being relative
	// chosen is the edition that a reader of this language gets, by session.
	chosen map[*archive.Session]*archive.Edition
	// said and about list the turns of each speaker and topic in chosen
	// editions, newest session first.
	said  map[*archive.Speaker][]stretch
	about map[*archive.Topic][]stretch
	// unclear lists the turns with places that could not be heard or read, in the
	// editions in this language.
	unclear []stretch
	order   []*archive.Session // newest first, undated last
	// before and after are the neighbours of each session, in its series or,
	// without one, in the archive.
	before, after map[*archive.Session]*archive.Session
	// groups says where the turns of a session stand in the list of a speaker or
	// topic, by the address of its page without the language.
	groups map[string]map[*archive.Session]string
}

// stretch is turns of one edition.
type stretch struct {
	e     *archive.Edition
	turns []int32
}

func (pl *planner) tongue(l lang.Tag) *tongue {
	return &tongue{planner: pl, l: l, p: pl.t.Printer(l), groups: map[string]map[*archive.Session]string{}}
}

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

// choose picks an edition of every session and gathers who speaks, and of what,
// in those.
func (tg *tongue) choose() {
	tg.chosen = make(map[*archive.Session]*archive.Edition, len(tg.a.Sessions))
	tg.said = map[*archive.Speaker][]stretch{}
	tg.about = map[*archive.Topic][]stretch{}
	tg.order = newestFirst(tg.a.Sessions)
	tg.before = make(map[*archive.Session]*archive.Session, len(tg.order))
	tg.after = make(map[*archive.Session]*archive.Session, len(tg.order))
	latest := map[*archive.Series]*archive.Session{}
	for _, s := range tg.order {
		e := s.Best(tg.l)
		tg.chosen[s] = e
		if later := latest[s.Series]; later != nil {
			tg.after[s], tg.before[later] = later, s
		}
		latest[s.Series] = s
		tg.gatherUnclear(s)
		for i, t := range e.Turns {
			if t.Voice >= 0 {
				if sp := e.Voices[t.Voice].Speaker; sp != nil {
					tg.said[sp] = extend(tg.said[sp], e, int32(i))
				}
			}
			for _, topic := range t.Topics {
				tg.about[topic] = extend(tg.about[topic], e, int32(i))
			}
		}
	}
}

func extend(list []stretch, e *archive.Edition, turn int32) []stretch {
	if n := len(list); n > 0 && list[n-1].e == e {
		list[n-1].turns = append(list[n-1].turns, turn)
		return list
	}
	return append(list, stretch{e, []int32{turn}})
}

func newestFirst(sessions []*archive.Session) []*archive.Session {
	out := slices.Clone(sessions)
	slices.SortStableFunc(out, func(x, y *archive.Session) int {
		return cmp.Or(cmp.Compare(y.Date, x.Date), strings.Compare(x.ID, y.ID))
	})
	return out
}

// addr gives an address in this language.
func (tg *tongue) addr(parts ...string) string {
	return path.Join(append([]string{string(tg.l)}, parts...)...) + "/"
}

func (tg *tongue) rel(from, to string) string {
	if tg.prefix != "" {
		return tg.prefix + relative("", to, tg.s.Offline)
	}
	return relative(from, to, tg.s.Offline)
}

// text marks the language of words where it is not the page's.
func (tg *tongue) text(s string, l lang.Tag) Text {
	if l == "" || l == tg.l || s == "" {
		return Text{Text: s}
	}
	return Text{Text: s, Lang: string(l), Dir: otherDir(l, tg.l)}
}

func otherDir(l, page lang.Tag) string {
	if l.Dir() == page.Dir() {
		return ""
	}
	return l.Dir()
}

// in gives a text in this language, else in the next best.
func (tg *tongue) in(t people.Text) Text {
	s, l := t.In(tg.l, tg.a.Languages...)
	return tg.text(s, l)
}

// base fills in what every page has. address is the page's own; rest is the
// address without its language, for the same page in the others, "" for none.
func (tg *tongue) base(address, section, title string) Base {
	b := Base{
		Printer: tg.p, Lang: string(tg.l), Dir: tg.l.Dir(), Title: title, Section: section,
		SiteDescription: tg.in(tg.s.Description), Rights: tg.in(tg.s.Rights),
		Home: tg.rel(address, string(tg.l)+"/"), Generator: tg.s.Generator,
		Canonical: absolute(tg.s.BaseURL, address),
	}
	b.SiteTitle, _ = tg.s.Title.In(tg.l, tg.a.Languages...)
	for _, p := range tg.t.CSS {
		b.CSS = append(b.CSS, tg.rel(address, p))
	}
	for _, p := range tg.t.JS {
		b.JS = append(b.JS, tg.rel(address, p))
	}
	b.Classic = tg.s.Offline
	b.Search = tg.rel(address, tg.addr("search"))
	if tg.s.BaseURL != "" {
		b.OpenSearch = tg.rel(address, tg.addr("search")+openSearch)
	}
	if tg.t.Icon != "" {
		b.Icon = tg.rel(address, tg.t.Icon)
	}
	b.Menu, b.Footer = tg.menu(address, section), tg.footer(address)
	b.Feed = tg.rel(address, string(tg.l)+"/feed.xml")
	return b
}

// script adds the script that only pages of a layout have.
func (tg *tongue) script(b *Base, address, layout string) {
	if p := tg.t.Scripts[layout]; p != "" {
		b.JS = append(b.JS, tg.rel(address, p))
	}
}

// languages adds the versions of a page. to gives its address in a language,
// "" where it has none.
func (tg *tongue) languages(b *Base, address string, to func(lang.Tag) string) {
	for _, l := range tg.a.Languages {
		other := to(l)
		if other == "" {
			continue
		}
		b.Languages = append(b.Languages, Language{Tag: string(l), Name: l.Self(), Dir: l.Dir(), Href: tg.rel(address, other), Current: l == tg.l})
		if abs := absolute(tg.s.BaseURL, other); abs != "" {
			b.Alternates = append(b.Alternates, Alternate{Lang: string(l), Href: abs})
		}
	}
	if len(b.Languages) < 2 {
		b.Alternates = nil
	}
}

// everywhere is for pages that every language has at the same place.
func (tg *tongue) everywhere(rest string) func(lang.Tag) string {
	return func(l lang.Tag) string { return string(l) + "/" + rest }
}

func (tg *tongue) menu(address, section string) []Link {
	items := tg.s.Menu
	if items == nil {
		for _, part := range []string{"sessions", "series", "speakers", "topics"} {
			items = append(items, MenuItem{Page: part})
		}
		for _, o := range tg.s.Pages {
			if o.Name == "about" && !slices.ContainsFunc(items, func(m MenuItem) bool { return m.Page == "about" }) {
				items = append(items, MenuItem{Page: "about"})
			}
		}
	}
	var out []Link
	for _, m := range items {
		if l, ok := tg.item(address, m); ok {
			l.Current = m.Page != "" && (m.Page == section || address == tg.addr(m.Page))
			out = append(out, l)
		}
	}
	return out
}

// footer has what dixit.yaml names, else all ordinary pages.
func (tg *tongue) footer(address string) []Link {
	items := tg.s.Footer
	if items == nil {
		for _, o := range tg.s.Pages {
			if !slices.ContainsFunc(items, func(m MenuItem) bool { return m.Page == o.Name }) {
				items = append(items, MenuItem{Page: o.Name})
			}
		}
	}
	var out []Link
	for _, m := range items {
		if l, ok := tg.item(address, m); ok {
			out = append(out, l)
		}
	}
	return out
}

func (tg *tongue) item(address string, m MenuItem) (Link, bool) {
	label := tg.in(m.Label)
	if m.URL != "" {
		if label.Text == "" {
			label.Text = m.URL
		}
		return Link{Text: label, Href: m.URL}, true
	}
	switch m.Page {
	case "sessions", "years":
	case "series":
		if len(tg.a.Series) == 0 {
			return Link{}, false
		}
	case "speakers":
		if len(tg.a.Speakers) == 0 {
			return Link{}, false
		}
	case "topics":
		if len(tg.a.Topics) == 0 {
			return Link{}, false
		}
	default:
		o, ok := tg.page(m.Page)
		if !ok {
			return Link{}, false
		}
		if label.Text == "" {
			label = tg.text(o.Title, o.Lang)
		}
		return Link{Text: label, Href: tg.rel(address, tg.addr(o.Name))}, true
	}
	if label.Text == "" {
		label.Text = tg.p.T("nav-" + m.Page)
	}
	return Link{Text: label, Href: tg.rel(address, tg.addr(m.Page))}, true
}

// page gives an ordinary page in this language, else in the next best.
func (tg *tongue) page(name string) (Ordinary, bool) {
	best, rank := Ordinary{}, len(tg.a.Languages)+2
	for _, o := range tg.s.Pages {
		if o.Name != name {
			continue
		}
		r := slices.Index(tg.a.Languages, o.Lang)
		switch {
		case o.Lang == tg.l:
			r = -2
		case tg.l.Finds(o.Lang) || o.Lang.Finds(tg.l):
			r = -1
		case r < 0:
			r = len(tg.a.Languages)
		}
		if r < rank {
			best, rank = o, r
		}
	}
	return best, best.Name != ""
}

// ordinary plans the pages of _pages/. Every language has every page, so that
// the menu is the same; where a page was not written in a language, it is shown
// in another.
func (tg *tongue) ordinary() {
	done := map[string]bool{}
	for _, o := range tg.s.Pages {
		if done[o.Name] {
			continue
		}
		done[o.Name] = true
		address := tg.addr(o.Name)
		tg.add(Page{Address: address, Layout: "page", Class: Document, View: func(texts Texts) (any, error) {
			o, _ := tg.page(o.Name)
			v := OrdinaryPage{Base: tg.base(address, "page", o.Title), Heading: tg.text(o.Title, o.Lang), BodyLang: tg.text(" ", o.Lang)}
			v.Body = texts.Running(o.Segments, tg.p, tg.links(address, o.Path))
			tg.languages(&v.Base, address, tg.everywhere(o.Name+"/"))
			return v, nil
		}})
	}
}
