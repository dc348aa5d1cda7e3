package transcript

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// redacted stands for words that are not to be shown. It has one length, so
// that it does not tell that of the words.
const redacted = "█████"

// Redact takes phrases out of everything that a page, an export or the search
// shows of t. Case, formatting, the kind of white space, how letters are
// composed and characters that are not seen do not hide a phrase; a phrase that
// runs over the end of a paragraph is not found.
func (t *Transcript) Redact(phrases []string) {
	for _, p := range phrases {
		find := finder(p)
		if find == nil {
			continue
		}
		for _, s := range t.shown() {
			*s = find.ReplaceAllString(*s, redacted)
		}
		address := addressFinder(p)
		for _, s := range t.addresses() {
			*s = address.ReplaceAllString(*s, redacted)
		}
		for i := range t.Turns {
			turn := &t.Turns[i]
			if address.MatchString(turn.ID) {
				turn.ID = "" // the turn has the address that its words give it
			}
			for j := range turn.Segments {
				turn.Segments[j].replace(find, address)
			}
		}
	}
	t.Meta.Redact = nil
}

// finder finds a phrase however it is written; nil for a phrase without words.
func finder(phrase string) *regexp.Regexp {
	forms := []string{norm.NFC.String(phrase), norm.NFD.String(phrase), norm.NFKC.String(phrase)}
	slices.Sort(forms)
	var ways []string
	for _, form := range slices.Compact(forms) {
		words := strings.Fields(form)
		for i, w := range words {
			var b strings.Builder
			for j, r := range w {
				if j > 0 {
					b.WriteString(`\p{Cf}*`)
				}
				b.WriteString(regexp.QuoteMeta(string(r)))
			}
			words[i] = b.String()
		}
		if len(words) > 0 {
			ways = append(ways, strings.Join(words, `[\s\pZ\x{85}\p{Cf}]+`))
		}
	}
	if len(ways) == 0 {
		return nil
	}
	return regexp.MustCompile(`(?i)(?:` + strings.Join(ways, "|") + `)`)
}

// addressFinder finds a phrase in an address, where other things than blanks
// stand between words. The phrase has a word.
func addressFinder(phrase string) *regexp.Regexp {
	words := strings.FieldsFunc(norm.NFC.String(phrase), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	if len(words) == 0 {
		words = []string{phrase}
	}
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
		if coded := url.PathEscape(w); coded != w {
			words[i] = "(?:" + words[i] + "|" + regexp.QuoteMeta(coded) + ")"
		}
	}
	return regexp.MustCompile(`(?i)` + strings.Join(words, `(?:%20|[^\pL\pM\pN])*`))
}

// addresses gives the strings of t that lead somewhere or become an address.
func (t *Transcript) addresses() []*string {
	m := &t.Meta
	out := []*string{&m.Session, &m.Series}
	for _, list := range [][]string{m.Media, m.Source, m.Documents, m.Aliases} {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	return out
}

// shown gives the strings of t that are words, but for those of segments.
func (t *Transcript) shown() []*string {
	m := &t.Meta
	out := []*string{&m.Title, &m.Summary, &m.Rights, &m.Withdrawn}
	for _, list := range [][]string{m.Speakers, m.Topics, m.TranscriptBy, m.TranslationBy} {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	for i := range m.Labels {
		out = append(out, &m.Labels[i].Label, &m.Labels[i].Person)
	}
	for i := range m.People {
		p := &m.People[i]
		out = append(out, &p.ID)
		for j := range p.Names {
			out = append(out, &p.Names[j].Text)
		}
		for j := range p.Affiliations {
			for _, list := range [][]Name{p.Affiliations[j].Role, p.Affiliations[j].Org} {
				for k := range list {
					out = append(out, &list[k].Text)
				}
			}
		}
		for j := range p.Links {
			out = append(out, &p.Links[j])
		}
	}
	for i := range t.Sections {
		out = append(out, &t.Sections[i].Title)
	}
	for i := range t.Dropped {
		out = append(out, &t.Dropped[i].Text)
	}
	for i := range t.Origin.Remarks {
		out = append(out, &t.Origin.Remarks[i].Message)
	}
	for i := range t.Turns {
		out = append(out, &t.Turns[i].Label, &t.Turns[i].Role, &t.Turns[i].Who)
	}
	return out
}

// replace takes what find matches out of the text and moves the spans with it.
// A span keeps what it has outside the match, and the match if it holds all of
// it, so that spans still nest.
func (s *Segment) replace(find, address *regexp.Regexp) {
	for from := 0; ; {
		at := find.FindStringIndex(s.Text[from:])
		if at == nil {
			break
		}
		start, end := from+at[0], from+at[1]
		s.Text = s.Text[:start] + redacted + s.Text[end:]
		move := func(p, inside int) int {
			switch {
			case p <= start:
				return p
			case p >= end:
				return p + len(redacted) - (end - start)
			}
			return inside
		}
		kept := s.Spans[:0]
		for _, span := range s.Spans {
			span.Start, span.End = move(span.Start, start+len(redacted)), move(span.End, start)
			if span.End > span.Start {
				kept = append(kept, span)
			}
		}
		s.Spans = kept
		for i := range s.Cues {
			s.Cues[i].At = move(s.Cues[i].At, start+len(redacted))
		}
		from = start + len(redacted)
	}
	for i := range s.Spans {
		if k := s.Spans[i].Kind; k != Event && (find.MatchString(s.Spans[i].Value) || address.MatchString(s.Spans[i].Value)) {
			s.Spans[i].Value = ""
		}
	}
}
