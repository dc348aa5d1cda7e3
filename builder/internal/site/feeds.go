package site

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/transcript"
)

// feedEntries is how many sessions a feed has.
const feedEntries = 20

// feeds plans the feeds of the site, of each series, speaker and topic.
func (tg *tongue) feeds() {
	title, _ := tg.s.Title.In(tg.l, tg.a.Languages...)
	tg.feed("", title, tg.order)
	for _, s := range tg.a.Series {
		tg.feed("series/"+s.ID+"/", tg.in(s.Titles).Text+" · "+title, newestFirst(tg.a.SessionsIn(s)))
	}
	for _, s := range tg.shownSpeakers() {
		sessions := make([]*archive.Session, 0, len(tg.said[s]))
		for _, st := range tg.said[s] {
			sessions = append(sessions, st.e.Session)
		}
		tg.feed(speakerAddress(s), tg.name(s).Text+" · "+title, sessions)
	}
	for _, t := range tg.a.Topics {
		tg.feed("topics/"+t.ID+"/", tg.in(t.Labels).Text+" · "+title, tg.on[t])
	}
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url,omitempty"`
	Feed    string     `json:"feed_url,omitempty"`
	Lang    string     `json:"language"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID      string `json:"id"`
	URL     string `json:"url"`
	Title   string `json:"title"`
	Date    string `json:"date_published,omitempty"`
	Summary string `json:"summary,omitempty"`
	Text    string `json:"content_text"`
	Lang    string `json:"language,omitempty"`
}

// feed plans one feed in both forms, Atom (RFC 4287) and JSON Feed 1.1. Without
// a base URL, addresses in it are relative and ids are URNs of the addresses, so
// that they stay what they are wherever the site is put.
func (tg *tongue) feed(rest, title string, sessions []*archive.Session) {
	page := tg.addr(rest)
	var list []*archive.Session
	for _, s := range sessions {
		if len(s.Date) == len("2006-01-02") && len(list) < feedEntries {
			list = append(list, s)
		}
	}
	href := func(from, to string) string {
		if a := absolute(tg.s.BaseURL, to); a != "" {
			return a
		}
		return tg.rel(from, to)
	}
	inputs := func() []any { return []any{tg.frame(), title, tg.keys.heads(list)} }
	tg.add(Page{Address: page + "feed.xml", Class: Manifest, Inputs: inputs, Bytes: func(dst []byte, _ Texts) ([]byte, error) {
		self := page + "feed.xml"
		updated := "1970-01-01T00:00:00Z"
		for _, s := range list {
			updated = max(updated, tg.updated(s))
		}
		author, _ := tg.s.Title.In(tg.l, tg.a.Languages...)
		w := newXML(dst)
		w.begin("feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", string(tg.l))
		w.element("id", feedID(tg.s.BaseURL, page))
		w.element("title", title)
		w.element("updated", updated)
		w.element("link", "", "rel", "self", "type", "application/atom+xml", "href", href(self, self))
		w.element("link", "", "rel", "alternate", "type", "text/html", "href", href(self, page))
		w.begin("author")
		w.element("name", author)
		w.end()
		for _, s := range list {
			e := tg.chosen(s)
			spoken := ""
			if e.Lang != tg.l {
				spoken = string(e.Script)
			}
			address := sessionAddress(e)
			w.begin("entry", "xml:lang", spoken)
			w.element("id", feedID(tg.s.BaseURL, address))
			w.element("title", e.Title)
			w.element("updated", tg.updated(s))
			w.element("link", "", "rel", "alternate", "type", "text/html", "hreflang", string(e.Lang), "href", href(self, address))
			if summary := e.Meta().Summary; summary != "" {
				w.element("summary", summary)
			}
			w.end()
		}
		w.end()
		return w.bytes(), nil
	}})
	tg.add(Page{Address: page + "feed.json", Class: Manifest, Inputs: inputs, Bytes: func(dst []byte, _ Texts) ([]byte, error) {
		self := page + "feed.json"
		f := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: title, Lang: string(tg.l), Home: absolute(tg.s.BaseURL, page), Feed: absolute(tg.s.BaseURL, self), Items: []jsonItem{}}
		for _, s := range list {
			e := tg.chosen(s)
			summary := e.Meta().Summary
			item := jsonItem{ID: feedID(tg.s.BaseURL, sessionAddress(e)), URL: href(self, sessionAddress(e)), Title: e.Title, Date: tg.midnight(s.Date), Summary: summary, Text: summary}
			if item.Text == "" {
				item.Text = e.Title
			}
			if e.Lang != tg.l {
				item.Lang = string(e.Script)
			}
			f.Items = append(f.Items, item)
		}
		b := bytes.NewBuffer(dst)
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		err := enc.Encode(f)
		return b.Bytes(), err
	}})
}

// updated is when the edition of a session that is shown was last changed.
func (tg *tongue) updated(s *archive.Session) string {
	if c := tg.chosen(s).Meta().Corrected; len(c) == len("2006-01-02") {
		return tg.midnight(c)
	}
	return tg.midnight(s.Date)
}

// midnight is the moment at which a day begins where the site is at home, as
// feeds write it.
func (pl *planner) midnight(d transcript.Date) string {
	t, err := time.ParseInLocation("2006-01-02", string(d), pl.s.Zone)
	if err != nil {
		return string(d) + "T00:00:00Z"
	}
	return t.Format(time.RFC3339)
}

func feedID(base, address string) string {
	if a := absolute(base, address); a != "" {
		return a
	}
	parts := strings.Split(strings.TrimSuffix(address, "/"), "/")
	for i, p := range parts {
		parts[i] = escape(p)
	}
	return "urn:dixit:" + strings.Join(parts, ":")
}

// perSitemap is the limit of the sitemap protocol.
const perSitemap = 50_000

// sitemapURL is a page, and the same in other languages.
type sitemapURL struct {
	address string
	others  []sitemapOther
}

type sitemapOther struct{ lang, address string }

// sitemapSpace is the namespace of sitemaps.
const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// siteFiles plans robots.txt and, where a base URL is known, the sitemap.
func (pl *planner) siteFiles() {
	robots := "User-agent: *\nAllow: /\n"
	if pl.s.BaseURL != "" {
		robots += "Sitemap: " + absolute(pl.s.BaseURL, "sitemap.xml") + "\n"
		pl.sitemap()
	}
	pl.add(Page{Address: "robots.txt", Class: Manifest, Bytes: func(dst []byte, _ Texts) ([]byte, error) { return append(dst, robots...), nil }})
}

func (pl *planner) sitemap() {
	var urls []sitemapURL
	pages := map[string]bool{}
	for p := range pl.pages.All() {
		if p.Layout != "" && p.Layout != "redirect" && p.Layout != "notfound" && p.Layout != "reading" {
			pages[p.Address] = true
		}
	}
	for p := range pl.pages.All() {
		if !pages[p.Address] {
			continue
		}
		u := sitemapURL{address: absolute(pl.s.BaseURL, p.Address)}
		_, rest, _ := strings.Cut(p.Address, "/")
		for _, l := range pl.a.Languages {
			if other := string(l) + "/" + rest; p.Address != "" && len(pl.a.Languages) > 1 && pages[other] {
				u.others = append(u.others, sitemapOther{string(l), absolute(pl.s.BaseURL, other)})
			}
		}
		if len(u.others) < 2 {
			u.others = nil
		}
		urls = append(urls, u)
	}
	if len(urls) <= perSitemap {
		pl.addSitemap("sitemap.xml", urls)
		return
	}
	index := newXML(nil)
	index.begin("sitemapindex", "xmlns", sitemapSpace)
	for k := 0; k*perSitemap < len(urls); k++ {
		name := "sitemap-" + itoa(k+1) + ".xml"
		pl.addSitemap(name, urls[k*perSitemap:min((k+1)*perSitemap, len(urls))])
		index.begin("sitemap")
		index.element("loc", absolute(pl.s.BaseURL, name))
		index.end()
	}
	index.end()
	all := index.bytes()
	pl.add(Page{Address: "sitemap.xml", Class: Manifest, Bytes: func(dst []byte, _ Texts) ([]byte, error) { return append(dst, all...), nil }})
}

func (pl *planner) addSitemap(name string, urls []sitemapURL) {
	pl.add(Page{Address: name, Class: Manifest, Bytes: func(dst []byte, _ Texts) ([]byte, error) {
		w := newXML(dst)
		w.begin("urlset", "xmlns", sitemapSpace, "xmlns:xhtml", "http://www.w3.org/1999/xhtml")
		for _, u := range urls {
			w.begin("url")
			w.element("loc", u.address)
			for _, o := range u.others {
				w.element("xhtml:link", "", "rel", "alternate", "hreflang", o.lang, "href", o.address)
			}
			w.end()
		}
		w.end()
		return w.bytes(), nil
	}})
}
