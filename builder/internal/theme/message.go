package theme

import (
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// messages takes apart the messages of catalogues. Pages say some of them at every
// turn: text/template took a tenth of a build's rendering for what nearly always is
// words with blanks, and stays for the rest.
type messages struct{ template.TextParser }

// Parse takes a message apart.
func (m *messages) Parse(src, left, right string) (template.ParsedTemplate, error) {
	whole, err := m.TextParser.Parse(src, left, right)
	if err != nil || left != "" || right != "" {
		return whole, err
	}
	parts, ok := partsOf(src)
	if !ok {
		return whole, nil
	}
	return &blanks{parts, whole}, nil
}

// blanks is a message of words and blanks.
type blanks struct {
	parts []part
	whole template.ParsedTemplate // for what blanks are not filled with as a rule
}

// part is words, or a blank or what stands only where one is filled.
type part struct {
	words string
	name  string // of the blank, "" for words
	then  []part // what stands where it is filled; nil for the blank itself
}

// partsOf takes a message apart, if it has nothing but {{.Name}} and {{if .Name}} up
// to {{end}}.
func partsOf(src string) (parts []part, ok bool) {
	outer := -1 // parts before the condition that is open
	for {
		words, rest, more := strings.Cut(src, "{{")
		if words != "" {
			parts = append(parts, part{words: words})
		}
		if !more {
			return parts, outer < 0
		}
		action, after, closed := strings.Cut(rest, "}}")
		name, isIf := strings.CutPrefix(action, "if ")
		switch {
		case !closed:
			return nil, false
		case action == "end" && outer >= 0:
			then := append([]part{}, parts[outer+1:]...)
			parts = parts[:outer+1]
			parts[outer].then, outer = then, -1
		case !strings.HasPrefix(name, ".") || !isName(name[1:]) || isIf && outer >= 0:
			return nil, false
		default:
			if isIf {
				outer = len(parts)
			}
			parts = append(parts, part{name: name[1:]})
		}
		src = after
	}
}

func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c|0x20)-'a' > 'z'-'a' && (i == 0 || c-'0' > 9) {
			return false
		}
	}
	return s != ""
}

// Execute fills the blanks.
func (b *blanks) Execute(data any) (string, error) {
	if values, ok := data.(map[string]any); ok {
		var room [128]byte
		if out, ok := fill(room[:0], b.parts, values); ok {
			return string(out), nil
		}
	}
	return b.whole.Execute(data)
}

// fill appends parts to dst; false where a blank is filled with something that is no
// text, or with nothing.
func fill(dst []byte, parts []part, values map[string]any) ([]byte, bool) {
	for _, p := range parts {
		if p.name == "" {
			dst = append(dst, p.words...)
			continue
		}
		s, ok := values[p.name].(string)
		if !ok {
			return nil, false
		}
		if p.then == nil {
			dst = append(dst, s...)
		} else if s != "" {
			if dst, ok = fill(dst, p.then, values); !ok {
				return nil, false
			}
		}
	}
	return dst, true
}
