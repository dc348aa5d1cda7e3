package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
)

// # Front matter that needs no parser
//
// Nearly all front matter is a few keys with a word, a quoted text or a list of
// such. It is read here; a parser of YAML takes as long over it as the reader
// over the transcript. What is anything else is left to the parser: the forms
// below are those of which YAML has one reading, and a test holds that it is
// this one.

// keyed is a key of front matter with its value.
type keyed struct {
	key   string
	value value
	line  int // of the text, from 1
}

// plainYAML reads front matter of the usual forms; ok is false for any other.
func plainYAML(text string) (out []keyed, ok bool) {
	if !utf8.ValidString(text) {
		return nil, false
	}
	n, values, indent := 0, 0, -1 // the indent of the items of the list that is open, -1 before the first
	open := false                 // a key whose items may follow
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line == "" {
			continue
		}
		if strings.HasSuffix(line, " ") || strings.ContainsFunc(line, unusual) || values >= source.MaxValues {
			return nil, false
		}
		if bare := strings.TrimLeft(line, " "); strings.HasPrefix(bare, "- ") {
			at := len(line) - len(bare)
			text, ok := scalar(bare[2:])
			if !open || !ok || indent >= 0 && at != indent {
				return nil, false
			}
			indent = at
			v := &out[len(out)-1].value
			v.kind, v.list = 'l', append(v.list, value{kind: 's', text: text})
			values++
			continue
		}
		key, rest, found := strings.Cut(line, ":")
		if !found || !isKey(key) {
			return nil, false
		}
		e := keyed{key: key, line: n, value: value{kind: 'n'}}
		indent, open = -1, rest == ""
		if !open {
			text, ok := "", false
			if strings.HasPrefix(rest, " ") {
				text, ok = scalar(rest[1:])
			}
			if !ok {
				return nil, false
			}
			e.value = value{kind: 's', text: text}
		}
		out = append(out, e)
		values++
	}
	return out, true
}

// unusual tells the characters that YAML does not take for text as they stand.
func unusual(r rune) bool { return r < ' ' || r >= 0x7f && !lang.IsLetter(r) && !unicode.IsPrint(r) }

func isKey(s string) bool {
	for i := range len(s) {
		if (s[i]|0x20)-'a' > 'z'-'a' && s[i] != '_' {
			return false
		}
	}
	return s != "" && len(s) <= 40
}

// scalar reads a quoted text without escapes, or one that begins with a letter
// or figure and has no mark that would end it.
func scalar(s string) (string, bool) {
	if s == "" {
		return "", false
	}
	if c := s[0]; c == '"' || c == '\'' {
		inner, closed := strings.CutSuffix(s[1:], string(c))
		return inner, closed && !strings.ContainsAny(inner, `"'\`)
	}
	r, _ := utf8.DecodeRuneInString(s)
	if !lang.IsLetter(r) && !isFigure(s[0]) || strings.HasSuffix(s, ":") || strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return "", false
	}
	return s, !strings.EqualFold(s, "null")
}
