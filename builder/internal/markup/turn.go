package markup

import (
	"strconv"

	"dixit/builder/internal/transcript"
)

// Turn is a turn as a page shows it. All strings are plain text.
type Turn struct {
	Anchor     string
	Number     string // in the page's numerals
	Name       string // "" where nobody is named, or the voice is that of the turn before
	NameLang   string // lang and dir of the name, "" where they are the page's
	NameDir    string
	NameHref   string  // page of the speaker, "" for none
	Role       string  // "" for none, or when it was shown before
	Color      int     // 1 to 8; 0 where nobody is named
	Dash       int     // 0 solid, 1 dashed, 2 dotted
	Continued  bool    // same voice as the turn before
	Doubt      bool    // read with little confidence
	Procedural bool    // only runs the meeting
	Time       string  // "" for none
	TimeHref   string  // to that place of the recording, "" for no link
	Play       string  // what the link is called
	Stamps     []Stamp // see Places
	Lang, Dir  string  // of the words, "" where they are the page's
	Spoken     string  // which language was spoken, in the words of the page; "" for none
	Permalink  string  // what the number's link is called
	More       string  // what the menu is called
	How        string  // how the turn was read
	Page       string  // on which page of the original it begins, in words; "" for none
	PageHref   string  // of that page, "" for no link
	HowSource  string  // and where: the file and its lines
	Others     []Other // the same speech in other languages
	Passages   []int   // see Places
	Segments   []transcript.Segment
}

// Other is a link to the turn that renders the same speech in another language.
type Other struct{ Href, Lang, Dir, Name string }

// AppendTurn writes a turn.
func AppendTurn(dst []byte, t *Turn, w *Words) []byte {
	dst = openTurn(dst, t)
	if t.Name != "" {
		dst = who(dst, t)
	}
	dst = where(dst, t)
	if t.Spoken != "" {
		dst = append(Escape(append(dst, `<p class="spoken">`...), t.Spoken), "</p>"...)
	}
	dst = append(dst, `<div class="said"`...)
	dst = append(attr(attr(dst, "lang", t.Lang), "dir", t.Dir), '>')
	dst = Segments(dst, t.Segments, Places{t.Anchor, t.Passages, t.Stamps}, w)
	return append(dst, "</div></article>\n"...)
}

// openTurn begins the element of a turn, whose classes tell the voice.
func openTurn(dst []byte, t *Turn) []byte {
	dst = append(dst, `<article class="turn`...)
	switch {
	case t.Color == 0:
		dst = append(dst, " nobody"...)
	default:
		dst = append(dst, " v"...)
		dst = strconv.AppendInt(dst, int64(t.Color), 10)
		if t.Dash > 0 {
			dst = append(dst, " d"...)
			dst = strconv.AppendInt(dst, int64(t.Dash), 10)
		}
	}
	if t.Continued {
		dst = append(dst, " cont"...)
	}
	if t.Procedural {
		dst = append(dst, " procedural"...)
	}
	dst = append(dst, '"')
	dst = attr(dst, "id", t.Anchor)
	return append(dst, " data-item>"...)
}

// who writes the head of a turn: the name of its speaker, with the role.
func who(dst []byte, t *Turn) []byte {
	dst = append(dst, `<header class="who"><h3 class="name">`...)
	if SafeLink(t.NameHref) {
		dst = append(attr(attr(attr(append(dst, "<a"...), "href", t.NameHref), "lang", t.NameLang), "dir", t.NameDir), '>')
		dst = append(Escape(dst, t.Name), "</a>"...)
	} else {
		dst = append(attr(attr(append(dst, "<bdi"...), "lang", t.NameLang), "dir", t.NameDir), '>')
		dst = append(Escape(dst, t.Name), "</bdi>"...)
	}
	if t.Doubt {
		dst = append(dst, ` <mark class="doubt">?</mark>`...)
	}
	dst = append(dst, "</h3>"...)
	if t.Role != "" {
		dst = append(Escape(append(dst, `<p class="role">`...), t.Role), "</p>"...)
	}
	return append(dst, "</header>"...)
}

// where writes what stands in the margin of a turn: its number, its time and its
// menu. With a time that leads to a recording, the stops of the tab key are still
// two: the time and the menu, which then has the link to the turn.
func where(dst []byte, t *Turn) []byte {
	plays := t.Time != "" && SafeLink(t.TimeHref)
	dst = append(dst, `<div class="where"><a class="n"`...)
	dst = attr(attr(dst, "href", "#"+t.Anchor), "aria-label", t.Permalink)
	if plays {
		dst = append(dst, ` tabindex="-1"`...)
	}
	dst = append(append(Escape(append(dst, "><bdi>"...), t.Number), "</bdi></a>"...), ' ')
	if plays {
		dst = attr(attr(append(dst, `<a class="time"`...), "href", t.TimeHref), "aria-label", t.Play)
		dst = append(Escape(append(dst, "><bdi>"...), t.Time), "</bdi></a> "...)
	} else if t.Time != "" {
		dst = append(Escape(append(dst, `<bdi class="time">`...), t.Time), "</bdi> "...)
	}
	dst = append(attr(append(dst, `<details class="more"><summary`...), "aria-label", t.More), ">⋯</summary>"...)
	dst = append(dst, `<div class="menu">`...)
	dst = others(dst, t.Others)
	if plays {
		dst = append(attr(append(dst, `<p class="permalink"><a`...), "href", "#"+t.Anchor), '>')
		dst = append(Escape(dst, t.Permalink), "</a></p>"...)
	}
	return append(how(dst, t), "</div></details></div>"...)
}

// how writes how a turn was read, and from where.
func how(dst []byte, t *Turn) []byte {
	dst = append(dst, `<p class="how">`...)
	dst = Escape(dst, t.How)
	if t.Page != "" {
		dst = append(dst, ' ')
		if SafeLink(t.PageHref) {
			dst = append(Escape(append(attr(append(dst, "<a"...), "href", t.PageHref), '>'), t.Page), "</a>"...)
		} else {
			dst = Escape(dst, t.Page)
		}
	}
	if t.HowSource != "" {
		dst = append(Escape(append(dst, " <bdi>"...), t.HowSource), "</bdi>"...)
	}
	return append(dst, "</p>"...)
}

// others writes the links to other languages.
func others(dst []byte, list []Other) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(dst, `<p class="others">`...)
	for i, o := range list {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = attr(attr(attr(append(dst, "<a"...), "href", o.Href), "hreflang", o.Lang), "lang", o.Lang)
		dst = append(attr(dst, "dir", o.Dir), '>')
		dst = append(Escape(dst, o.Name), "</a>"...)
	}
	return append(dst, "</p>"...)
}

// Part is the head of a section of the record.
type Part struct {
	ID    string // element id, "" for the turns before the first heading
	Title string
	Level int
	Total int // turns in it
}

// OpenPart begins a section of the record; ClosePart ends it.
func OpenPart(dst []byte, p Part) []byte {
	dst = append(dst, `<section class="part`...)
	if p.Level > 0 {
		dst = append(dst, " level-"...)
		dst = strconv.AppendInt(dst, int64(p.Level), 10)
	}
	dst = append(attr(append(dst, '"'), "id", p.ID), ` data-total="`...)
	dst = append(strconv.AppendInt(dst, int64(p.Total), 10), `">`...)
	if p.Title != "" {
		dst = append(attr(append(dst, "<h2><a"...), "href", "#"+p.ID), '>')
		dst = append(Escape(dst, p.Title), "</a></h2>"...)
	}
	return append(dst, '\n')
}

// ClosePart ends a section of the record.
func ClosePart(dst []byte) []byte { return append(dst, "</section>\n"...) }
