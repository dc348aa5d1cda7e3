package format

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// metaReader makes facts of the keys of front matter, and notes what is wrong with
// their values.
type metaReader struct {
	path string
	line int
	lang lang.Tag // that the keys name, wherever it stands; "" for none
	meta transcript.Meta
	list diag.List
}

// seek notes the language that a key names, before any date is read.
func (r *metaReader) seek(key, value string) {
	switch strings.ToLower(key) {
	case "lang", "language", "locale":
		if t, err := lang.Parse(strings.TrimSpace(value)); err == nil {
			r.lang = t
		}
	}
}

func (r *metaReader) bad(format string, args ...any) {
	r.list = append(r.list, diag.New(diag.FrontMatterInvalid, r.path, r.line, 1, format, args...))
}

// set takes one key. Names that other programs use for the same thing keep
// working.
func (r *metaReader) set(key string, v value) {
	m := &r.meta
	switch key {
	case "title":
		m.Title = r.text(key, v)
	case "date":
		m.Date = r.date(key, v)
	case "lang", "language", "locale":
		m.Lang = r.tag(key, v)
	case "session":
		m.Session = r.text(key, v)
	case "series", "show", "committee":
		m.Series = r.text(key, v)
	case "part":
		s := r.text(key, v)
		if s == "" {
			return
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			r.bad("part %q is not a number from 1", s)
			return
		}
		m.Part = n
	case "speakers", "speaker":
		r.speakers(v)
	case "topics", "tags", "keywords":
		m.Topics = append(m.Topics, r.texts(key, v)...)
	case "media", "audio", "video":
		m.Media = append(m.Media, r.texts(key, v)...)
	case "source":
		m.Source = append(m.Source, r.texts(key, v)...)
	case "documents", "additional_resources", "resources":
		m.Documents = append(m.Documents, r.texts(key, v)...)
	case "transcript_by", "transcriber":
		m.TranscriptBy = append(m.TranscriptBy, r.texts(key, v)...)
	case "translation_by", "translator":
		m.TranslationBy = append(m.TranslationBy, r.texts(key, v)...)
	case "rights", "license", "licence":
		m.Rights = r.text(key, v)
	case "summary", "description", "abstract":
		m.Summary = r.text(key, v)
	case "aliases":
		m.Aliases = append(m.Aliases, r.texts(key, v)...)
	case "original":
		m.Original = r.tag(key, v)
	case "kind":
		m.Kind = r.oneOf(key, v, "verbatim", "interpretation", "translation", "captions", "minutes")
	case "made_by":
		m.MadeBy = r.oneOf(key, v, "human", "machine")
	case "status":
		m.Status = r.oneOf(key, v, "draft", "reviewed", "official")
	case "corrected":
		m.Corrected = r.date(key, v)
	case "draft":
		m.Draft = m.Draft || !denied(v) // given twice, the word that hides holds
	case "embargo":
		until, _ := ParseDate(r.text(key, v))
		m.Embargo = max(m.Embargo, until)
		if until == "" && !denied(v) {
			r.bad("embargo %q is not a date, such as 2006-01-02; nothing of the file is shown until it is", v.text)
			m.Withdrawn = "its embargo is not a date"
		}
	case "withdrawn":
		if !denied(v) {
			m.Withdrawn = cmp.Or(r.text(key, v), "without a reason")
		}
	case "redact":
		m.Redact = append(m.Redact, r.texts(key, v)...)
	default:
		if near := hidingKey(key); near != "" {
			r.list = append(r.list, diag.New(diag.FrontMatterTypo, r.path, r.line, 1, "front matter key %q is not used, and the file is shown", key).WithHint("did you mean %q?", near))
			return
		}
		r.list = append(r.list, diag.New(diag.FrontMatterKey, r.path, r.line, 1, "front matter key %q is not used", key))
	}
}

func (r *metaReader) text(key string, v value) string {
	if v.kind == 'l' || v.kind == 'm' {
		r.bad("%s is a list; it takes one value", key)
		return ""
	}
	return strings.TrimSpace(v.text)
}

// texts takes a value or a list of them. An entry that is itself a map, as
// `- {title: Slides, url: …}`, is given by its address.
func (r *metaReader) texts(key string, v value) []string {
	switch v.kind {
	case 'n':
		return nil
	case 's':
		if key == "topics" || key == "tags" || key == "keywords" {
			return fields(v.text)
		}
		if s := strings.TrimSpace(v.text); s != "" {
			return []string{s}
		}
		return nil
	case 'm':
		return r.texts(key, value{kind: 'l', list: []value{v}})
	}
	var out []string
	for _, e := range v.list {
		s := e.text
		if e.kind == 'm' {
			for i, k := range e.keys {
				if k == "url" || k == "href" || s == "" {
					s = e.list[i].text
				}
			}
		}
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// fields splits a value in which several stand, separated by commas.
func fields(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '、' || r == '，' || r == '،' || r == ';' }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func (r *metaReader) date(key string, v value) transcript.Date {
	s := r.text(key, v)
	if s == "" {
		return ""
	}
	d, ok := ParseDateIn(s, r.lang)
	if day, month, two := TwoDates(s, true, r.lang); two {
		r.list = append(r.list, diag.New(diag.DateUnreadable, r.path, r.line, 1, "%s %q may be %s or %s", key, s, day, month))
	} else if !ok {
		r.list = append(r.list, diag.New(diag.DateUnreadable, r.path, r.line, 1, "%s %q is not a date", key, s))
	}
	return d
}

func (r *metaReader) tag(key string, v value) lang.Tag {
	s := r.text(key, v)
	if s == "" {
		return ""
	}
	t, err := lang.Parse(s)
	if err != nil {
		r.list = append(r.list, diag.New(diag.LanguageUnknown, r.path, r.line, 1, "%s %q is not a language tag", key, s))
	}
	return t
}

func (r *metaReader) oneOf(key string, v value, names ...string) string {
	s := strings.ToLower(r.text(key, v))
	if s != "" && !slices.Contains(names, s) {
		r.bad("%s %q is not one of %s", key, s, strings.Join(names, ", "))
		return ""
	}
	return s
}

// speakers takes a list of names, or a map from labels of this session to
// people: "Speaker 1": ortiz.
func (r *metaReader) speakers(v value) {
	switch v.kind {
	case 'm':
		for i, label := range v.keys {
			if person := strings.TrimSpace(v.list[i].text); person != "" {
				r.meta.Labels = append(r.meta.Labels, transcript.Naming{Label: label, Person: person})
			} else {
				r.bad("speakers gives nobody for the label %q", label)
			}
		}
	default:
		r.meta.Speakers = append(r.meta.Speakers, r.texts("speakers", v)...)
	}
}

// hidingKey gives the key that hides something and that a misspelt one is most
// like, "" for none: one letter is left out, put in or another, or two stand
// in the wrong order.
func hidingKey(key string) string {
	for _, k := range []string{"draft", "embargo", "withdrawn", "redact"} {
		if len(key) > 4 && oneOff(key, k) {
			return k
		}
	}
	return ""
}

func oneOff(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case x == "" || y == "":
		return len(x)+len(y) == 1
	case x[1:] == y[1:], x[1:] == y, x == y[1:]:
		return true
	}
	return len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
}
