package markup

// Phrase is words in a language; Lang and Dir are "" where they are the page's.
type Phrase struct{ Text, Lang, Dir string }

// Excerpt is a turn in a list: where it leads, and how it begins. All strings
// are plain text.
type Excerpt struct {
	Href    string
	Number  string // of the turn, in the page's numerals
	Name    Phrase // of who speaks; "" where the list is of one speaker
	Session Phrase // its title; "" where the turns stand under it
	// SessionHref, Date and DateISO are of the session; Date is "" for none.
	SessionHref, Date, DateISO string
	Words                      Phrase // "" where a turn is nothing but what cannot be shown
}

// AppendExcerpt writes a turn of a list.
func AppendExcerpt(dst []byte, x *Excerpt) []byte {
	dst = append(dst, `<li class="row hit" data-item><div class="margin">`...)
	if x.Name.Text != "" {
		dst = append(phrase(append(dst, `<span class="name">`...), x.Name), "</span> "...)
	}
	dst = append(Escape(append(dst, `<bdi class="num">`...), x.Number), "</bdi>"...)
	if x.Session.Text != "" {
		dst = append(link(append(dst, ` <span class="of"><a`...), x.SessionHref), '>')
		dst = append(phrase(dst, x.Session), "</a>"...)
		if x.Date != "" {
			dst = append(attr(append(dst, " <time"...), "datetime", x.DateISO), '>')
			dst = append(Escape(dst, x.Date), "</time>"...)
		}
		dst = append(dst, "</span>"...)
	}
	dst = append(attr(attr(append(dst, `</div><blockquote class="excerpt"`...), "lang", x.Words.Lang), "dir", x.Words.Dir), '>')
	dst = append(link(append(dst, "<a"...), x.Href), '>')
	if x.Words.Text != "" {
		dst = Escape(dst, x.Words.Text)
	} else {
		dst = append(Escape(append(dst, "<bdi>"...), x.Number), "</bdi>"...)
	}
	return append(dst, "</a></blockquote></li>\n"...)
}

// link writes the address of a link, if it is one that a page may lead to.
func link(dst []byte, href string) []byte {
	if !SafeLink(href) {
		return dst
	}
	return attr(dst, "href", href)
}

// phrase writes words, marked where their language is not the page's.
func phrase(dst []byte, p Phrase) []byte {
	if p.Lang == "" && p.Dir == "" {
		return Escape(dst, p.Text)
	}
	dst = append(attr(attr(append(dst, "<bdi"...), "lang", p.Lang), "dir", p.Dir), '>')
	return append(Escape(dst, p.Text), "</bdi>"...)
}
