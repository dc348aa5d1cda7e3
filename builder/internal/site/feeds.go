package site

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
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

type atomLink struct {
	Rel      string `xml:"rel,attr,omitempty"`
	Type     string `xml:"type,attr,omitempty"`
	HrefLang string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary string     `xml:"summary,omitempty"`
	Lang    string     `xml:"xml:lang,attr,omitempty"`
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
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
	tg.add(Page{Address: page + "feed.xml", Class: Manifest, Inputs: inputs, Bytes: func(Texts) ([]byte, error) {
		self := page + "feed.xml"
		f := atomFeed{Lang: string(tg.l), ID: feedID(tg.s.BaseURL, page), Title: title, Updated: "1970-01-01T00:00:00Z"}
		f.Author, _ = tg.s.Title.In(tg.l, tg.a.Languages...)
		f.Links = []atomLink{{Rel: "self", Type: "application/atom+xml", Href: href(self, self)}, {Rel: "alternate", Type: "text/html", Href: href(self, page)}}
		for _, s := range list {
			e := tg.chosen(s)
			entry := atomEntry{ID: feedID(tg.s.BaseURL, sessionAddress(e)), Title: e.Title, Updated: tg.midnight(s.Date), Summary: e.Meta.Summary}
			if c := e.Meta.Corrected; len(c) == len("2006-01-02") {
				entry.Updated = tg.midnight(c)
			}
			if e.Lang != tg.l {
				entry.Lang = string(e.Script)
			}
			entry.Links = []atomLink{{Rel: "alternate", Type: "text/html", HrefLang: string(e.Lang), Href: href(self, sessionAddress(e))}}
			f.Entries = append(f.Entries, entry)
			f.Updated = max(f.Updated, entry.Updated)
		}
		return marshalXML(f)
	}})
	tg.add(Page{Address: page + "feed.json", Class: Manifest, Inputs: inputs, Bytes: func(Texts) ([]byte, error) {
		self := page + "feed.json"
		f := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: title, Lang: string(tg.l), Home: absolute(tg.s.BaseURL, page), Feed: absolute(tg.s.BaseURL, self), Items: []jsonItem{}}
		for _, s := range list {
			e := tg.chosen(s)
			item := jsonItem{ID: feedID(tg.s.BaseURL, sessionAddress(e)), URL: href(self, sessionAddress(e)), Title: e.Title, Date: tg.midnight(s.Date), Summary: e.Meta.Summary, Text: e.Meta.Summary}
			if item.Text == "" {
				item.Text = e.Title
			}
			if e.Lang != tg.l {
				item.Lang = string(e.Script)
			}
			f.Items = append(f.Items, item)
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		err := enc.Encode(f)
		return b.Bytes(), err
	}})
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

func marshalXML(v any) ([]byte, error) {
	b, err := xml.MarshalIndent(v, "", " ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}

// perSitemap is the limit of the sitemap protocol.
const perSitemap = 50_000

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel      string `xml:"rel,attr"`
	HrefLang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

type sitemap struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name `xml:"sitemapindex"`
	NS      string   `xml:"xmlns,attr"`
	Maps    []string `xml:"sitemap>loc"`
}

// siteFiles plans robots.txt and, where a base URL is known, the sitemap.
func (pl *planner) siteFiles() {
	robots := "User-agent: *\nAllow: /\n"
	if pl.s.BaseURL != "" {
		robots += "Sitemap: " + absolute(pl.s.BaseURL, "sitemap.xml") + "\n"
		pl.sitemap()
	}
	pl.add(Page{Address: "robots.txt", Class: Manifest, Bytes: func(Texts) ([]byte, error) { return []byte(robots), nil }})
}

func (pl *planner) sitemap() {
	var urls []sitemapURL
	pages := map[string]bool{}
	for _, p := range pl.pages {
		if p.Layout != "" && p.Layout != "redirect" && p.Layout != "notfound" && p.Layout != "reading" {
			pages[p.Address] = true
		}
	}
	for _, p := range pl.pages {
		if !pages[p.Address] {
			continue
		}
		u := sitemapURL{Loc: absolute(pl.s.BaseURL, p.Address)}
		_, rest, _ := strings.Cut(p.Address, "/")
		for _, l := range pl.a.Languages {
			if other := string(l) + "/" + rest; p.Address != "" && len(pl.a.Languages) > 1 && pages[other] {
				u.Links = append(u.Links, sitemapLink{"alternate", string(l), absolute(pl.s.BaseURL, other)})
			}
		}
		if len(u.Links) < 2 {
			u.Links = nil
		}
		urls = append(urls, u)
	}
	if len(urls) <= perSitemap {
		pl.addSitemap("sitemap.xml", urls)
		return
	}
	index := sitemapIndex{NS: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for k := 0; k*perSitemap < len(urls); k++ {
		name := "sitemap-" + itoa(k+1) + ".xml"
		pl.addSitemap(name, urls[k*perSitemap:min((k+1)*perSitemap, len(urls))])
		index.Maps = append(index.Maps, absolute(pl.s.BaseURL, name))
	}
	pl.add(Page{Address: "sitemap.xml", Class: Manifest, Bytes: func(Texts) ([]byte, error) { return marshalXML(index) }})
}

func (pl *planner) addSitemap(name string, urls []sitemapURL) {
	pl.add(Page{Address: name, Class: Manifest, Bytes: func(Texts) ([]byte, error) {
		return marshalXML(sitemap{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml", URLs: urls})
	}})
}
