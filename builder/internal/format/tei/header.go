package tei

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// header reads the teiHeader of a session.
func (r *reader) header(start xml.StartElement) error {
	h, err := r.x.Tree(start)
	m := &r.t.Meta
	if m.Lang == "" {
		m.Lang = usedMost(h)
	}
	r.lang = m.Lang
	m.Title = title(h, m.Lang)
	m.Date = date(h)
	for _, n := range h.All("fileDesc", "seriesStmt", "title") {
		if m.Series == "" {
			m.Series = n.Take()
		}
	}
	for _, n := range h.All("fileDesc", "publicationStmt", "idno") {
		if n.Attr("type") == "session" && m.Session == "" {
			m.Session = n.Take()
		}
	}
	for _, n := range h.All("fileDesc", "sourceDesc", "bibl", "idno") {
		if strings.EqualFold(n.Attr("type"), "URI") {
			m.Source = append(m.Source, n.Take())
		}
	}
	for _, n := range h.Find("media") {
		if at := cmp.Or(absolute(n.Attr("source")), n.Attr("url"), n.Attr("source")); at != "" {
			m.Media = append(m.Media, at)
		}
	}
	for _, n := range h.All("profileDesc", "textClass", "keywords", "term") {
		m.Topics = append(m.Topics, n.Take())
	}
	for _, n := range h.All("fileDesc", "publicationStmt", "availability", "licence") {
		if m.Rights == "" {
			m.Rights = cmp.Or(n.Take(), n.Attr("target"))
		}
	}
	notes(m, h)
	r.organisations(h)
	for _, n := range h.Find("person") {
		r.person(n, &m.People)
	}
	for _, n := range h.Find("personGrp") {
		r.person(n, &m.People)
	}
	for _, n := range h.Find("timeline") {
		r.timeline(n)
	}
	r.t.Dropped = append(r.t.Dropped, h.Left(transcript.FileHeader)...)
	return err
}

// notes takes front matter that TEI has no place for, as the export of this
// program writes it: notes by the name of the key.
func notes(m *transcript.Meta, h *format.Node) {
	for _, n := range h.All("fileDesc", "notesStmt", "note") {
		if key := n.Attr("type"); slices.Contains(noted, key) {
			n.TakeField(m, key)
		}
	}
}

// noted are the keys of front matter that notes are named by.
var noted = []string{"summary", "kind", "made_by", "status", "corrected", "original", "part", "speakers", "documents", "transcript_by", "translation_by", "aliases"}

func absolute(address string) string {
	if strings.Contains(address, "://") {
		return address
	}
	return ""
}

// language gives the language that an element says, "" for none or several.
func language(attrs []xml.Attr) lang.Tag {
	t, _ := lang.Parse(format.Attr(attrs, "lang"))
	return t
}

// usedMost gives the language that the header says is used most.
func usedMost(h *format.Node) (best lang.Tag) {
	most := -1.0
	for _, n := range h.All("profileDesc", "langUsage", "language") {
		usage, _ := strconv.ParseFloat(n.Attr("usage"), 64)
		if t, err := lang.Parse(n.Attr("ident")); err == nil && usage > most {
			best, most = t, usage
		}
	}
	return best
}

// title gives the title in the language of the text, else in none said, else
// the first. Corpora name themselves in the main title, with the project in
// brackets, and the session in the subtitle.
func title(h *format.Node, l lang.Tag) string {
	all := h.All("fileDesc", "titleStmt", "title")
	pick := func(kind string) *format.Node {
		var best *format.Node
		rank := 0
		for _, n := range all {
			if k := n.Attr("type"); k != kind && (kind != "main" || k != "") {
				continue
			}
			tag := language(n.Attrs)
			now := 1
			switch {
			case tag != "" && (tag == l || l.Finds(tag) || tag.Finds(l)):
				now = 3
			case tag == "":
				now = 2
			}
			if now > rank && n.Text() != "" {
				best, rank = n, now
			}
		}
		return best
	}
	main, sub := pick("main"), pick("sub")
	switch {
	case main == nil && sub == nil:
		return ""
	case main == nil, sub != nil && namesCorpus(main.Text()):
		return sub.Take()
	}
	return main.Take()
}

// namesCorpus tells whether a title ends in the name of a corpus in brackets.
func namesCorpus(title string) bool {
	open := strings.LastIndexByte(title, '[')
	return open > 0 && strings.HasSuffix(title, "]") && strings.HasPrefix(title[open:], "[Parla")
}

// date gives the day of the session: of its setting, else of its source. That of
// the publication is another.
func date(h *format.Node) transcript.Date {
	for _, path := range [][]string{{"profileDesc", "settingDesc", "setting", "date"}, {"fileDesc", "sourceDesc", "bibl", "date"}, {"fileDesc", "sourceDesc", "recordingStmt", "recording", "date"}} {
		for _, n := range h.All(path...) {
			for _, s := range []string{n.Attr("when"), n.Attr("from"), n.Attr("notBefore"), n.Text()} {
				if d, ok := format.ParseDate(s); ok {
					return d
				}
			}
		}
	}
	return ""
}
