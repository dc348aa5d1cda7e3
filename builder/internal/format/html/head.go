package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// keys are the names of <meta> whose content is front matter, in order: of two
// for one key the first in this list counts. Keywords are for search engines,
// and mostly the same on every page of a site; they are not taken.
var keys = []struct{ name, key string }{
	{"dcterms.title", "title"}, {"dc.title", "title"}, {"citation_title", "title"},
	{"dcterms.date", "date"}, {"dc.date", "date"}, {"date", "date"}, {"dcterms.issued", "date"}, {"dc.date.issued", "date"}, {"dc.date.created", "date"}, {"citation_date", "date"}, {"article:published_time", "date"},
	{"dcterms.language", "lang"}, {"dc.language", "lang"}, {"content-language", "lang"}, {"language", "lang"},
	{"dcterms.subject", "topics"}, {"dc.subject", "topics"},
	{"dcterms.rights", "rights"}, {"dc.rights", "rights"},
	{"dcterms.abstract", "summary"}, {"dcterms.description", "summary"}, {"dc.description", "summary"}, {"description", "summary"}, {"og:description", "summary"},
	{"dcterms.creator", "transcript_by"}, {"dc.creator", "transcript_by"}, {"author", "transcript_by"},
}

// head takes what the page says of itself, where front matter does not.
func (r *reader) head(doc *html.Node) {
	m := &r.t.Meta
	given := *m
	said := map[string][]string{}
	lines := map[string]int{}
	elements(doc, func(n *html.Node) bool {
		switch n.Data {
		case "html", "body":
			if t := langOf(n, ""); t != "" && m.Lang == "" {
				m.Lang = t
			}
		case "title":
			if n.Namespace != "" {
				break
			}
			text := strings.Join(strings.Fields(r.rawOf(n)), " ")
			if r.title == "" {
				r.title = text
			} else if text != "" { // a page has one
				line := max(lineOf(n), 1)
				r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: line, Kind: transcript.Furniture, Text: text})
			}
		case "link":
			if attr(n, "rel") == "canonical" && len(given.Source) == 0 && strings.Contains(attr(n, "href"), "://") {
				m.Source = []string{attr(n, "href")}
			}
		case "meta":
			for _, a := range []string{"name", "property", "http-equiv", "itemprop"} {
				if name, v := strings.ToLower(attr(n, a)), attr(n, "content"); name != "" && v != "" {
					said[name] = append(said[name], v)
					lines[name] = lineOf(n)
				}
			}
		}
		return true
	})
	taken := map[string]bool{}
	for _, k := range keys {
		if taken[k.key] || len(said[k.name]) == 0 {
			continue
		}
		taken[k.key] = r.meta(k.key, said[k.name], lines[k.name])
	}
	if m.Date == "" {
		r.timeOf(doc)
	}
}

// meta takes the values of a key that front matter lacks. What is wrong with
// them is nothing that whoever collected the page could mend.
func (r *reader) meta(key string, values []string, line int) bool {
	low := transcript.Meta{Lang: r.t.Meta.Lang} // in which dates are read
	if key == "lang" {
		low.Lang = ""
	}
	for _, v := range values {
		if key == "transcript_by" && !format.IsAuthor(v) {
			continue
		}
		if list := format.SetField(&low, r.t.File, line, key, v); len(list) > 0 {
			return false
		}
	}
	r.t.Meta = r.t.Meta.Over(low)
	return true
}

// timeOf takes the date of the first <time> that stands in no turn.
func (r *reader) timeOf(doc *html.Node) {
	elements(doc, func(n *html.Node) bool {
		if n.Data != "time" || !has(n, "datetime") {
			return true
		}
		if d, ok := format.ParseDate(attr(n, "datetime")); ok && len(d) == len("2006-01-02") {
			r.t.Meta.Date = d
			return false
		}
		return true
	})
}

// rawOf is the text of an element whatever it is.
func (r *reader) rawOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// media takes the address of a recording that the page plays.
func (r *reader) media(n *html.Node) {
	src := attr(n, "src")
	elements(n, func(d *html.Node) bool {
		if d.Data == "source" && src == "" {
			src = attr(d, "src")
		}
		return src == ""
	})
	if src != "" && !strings.HasPrefix(src, "data:") && !strings.HasPrefix(src, "blob:") && !slices.Contains(r.t.Meta.Media, src) {
		r.t.Meta.Media = append(r.t.Meta.Media, src)
	}
}

// settle gives the session the title of the page where its text has none, and
// lists it otherwise.
func (r *reader) settle() {
	switch m := &r.t.Meta; {
	case r.title == "":
	case m.Title == "":
		m.Title = r.title
	default:
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: 1, EndLine: 1, Kind: transcript.TitleAgain, Text: r.title})
	}
}
