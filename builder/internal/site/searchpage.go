package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex"
)

// openSearch is the file, beside the search page, that tells browsers how to
// search here.
const openSearch = "opensearch.xml"

// search plans the search page, and what tells browsers of it.
func (tg *tongue) search() {
	address := tg.addr("search")
	tg.add(Page{Address: address, Layout: "search", Class: Listing, View: func(Texts) (any, error) {
		v := Search{Base: tg.base(address, "search", tg.p.T("search")), Lists: tg.lists(address), Digits: tg.p.Digits("0123456789"), Try: tg.examples(address), Names: tg.filterNames()}
		tg.script(&v.Base, address, "search")
		tg.languages(&v.Base, address, tg.everywhere("search/"))
		v.Known = v.Languages
		v.Manifest = tg.rel(address, SearchFolder+searchindex.ManifestName)
		v.Index = strings.TrimSuffix(v.Manifest, searchindex.ManifestName)
		v.Reader = v.Index + searchindex.ReaderName
		if tg.s.Offline {
			v.Reader = v.Index + searchindex.ClassicName
		}
		return v, nil
	}})
	if tg.s.BaseURL != "" {
		tg.add(Page{Address: address + openSearch, Class: Manifest, Bytes: func(dst []byte, _ Texts) ([]byte, error) { return tg.openSearch(dst, address), nil }})
	}
}

// filterNames are the names of topics and series that differ from their ids.
func (tg *tongue) filterNames() []Name {
	var out []Name
	add := func(kind, id string, names people.Text) {
		if t := tg.in(names); t.Text != "" && t.Text != id {
			out = append(out, Name{Text: t, Token: kind + ":" + id})
		}
	}
	for _, t := range tg.rankedTopics() {
		add("topic", t.ID, t.Labels)
	}
	for _, s := range tg.a.Series {
		add("series", s.ID, s.Titles)
	}
	return out
}

// examples are searches that find something: the archive's first topic, its
// first speaker, and the topic in another script.
func (tg *tongue) examples(address string) []Link {
	search := func(text Text, query string) Link {
		return Link{Text: text, Href: tg.rel(address, tg.addr("search")+"?q="+url.QueryEscape(query))}
	}
	var out []Link
	topics := tg.rankedTopics()
	if len(topics) > 0 {
		label := tg.in(topics[0].Labels)
		out = append(out, search(label, label.Text))
	}
	if speakers := tg.rankedSpeakers(); len(speakers) > 0 {
		query := "speaker:" + speakers[0].ID
		out = append(out, search(Text{Text: query}, query))
	}
	if len(topics) > 0 {
		for _, l := range tg.a.Languages {
			if label := topics[0].Labels[l]; label != "" && l.Script() != tg.l.Script() {
				return append(out, search(tg.text(label, l), label))
			}
		}
	}
	return out
}

// rankedSpeakers are those who speak, by the number of their turns.
func (tg *tongue) rankedSpeakers() []*archive.Speaker {
	all := tg.shownSpeakers()
	turns := make(map[*archive.Speaker]int, len(all))
	for _, s := range all {
		turns[s] = turnsOf(tg.said[s])
	}
	slices.SortStableFunc(all, func(x, y *archive.Speaker) int {
		return cmp.Or(cmp.Compare(turns[y], turns[x]), strings.Compare(x.ID, y.ID))
	})
	return all
}

// rankedTopics are the topics that sessions have, by the number of those.
func (tg *tongue) rankedTopics() []*archive.Topic {
	all := slices.DeleteFunc(slices.Clone(tg.a.Topics), func(t *archive.Topic) bool { return len(tg.on[t]) == 0 })
	slices.SortStableFunc(all, func(x, y *archive.Topic) int {
		return cmp.Or(cmp.Compare(len(tg.on[y]), len(tg.on[x])), strings.Compare(x.ID, y.ID))
	})
	return all
}

// Lengths that the format allows a description, in letters.
const (
	shortName = 16
	longName  = 48
)

func (tg *tongue) openSearch(dst []byte, address string) []byte {
	title, _ := tg.s.Title.In(tg.l, tg.a.Languages...)
	page := absolute(tg.s.BaseURL, address)
	w := newXML(dst) // of OpenSearch 1.1
	w.begin("OpenSearchDescription", "xmlns", "http://a9.com/-/spec/opensearch/1.1/")
	w.element("ShortName", lang.Excerpt(title, shortName))
	w.element("LongName", lang.Excerpt(title, longName))
	w.element("Description", tg.p.T("search-of", "Title", title))
	w.element("Url", "", "rel", "results", "type", "text/html", "template", page+"?q={searchTerms}")
	w.element("Url", "", "rel", "self", "type", "application/opensearchdescription+xml", "template", page+openSearch)
	if tg.t.Icon != "" {
		w.element("Image", absolute(tg.s.BaseURL, tg.t.Icon), "type", "image/svg+xml")
	}
	w.element("Language", string(tg.l))
	w.element("InputEncoding", "UTF-8")
	w.end()
	return w.bytes()
}
