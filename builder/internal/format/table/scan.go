package table

import (
	"strings"
	"unicode/utf8"
)

// row is a row of the table with the line it begins on.
type row struct {
	line  int
	cells []string
}

// fault is a quotation mark that begins a cell and has no end.
type fault struct {
	line, column int // of the mark, from 1; the column in bytes
}

// mostFaults is how many quotation marks without an end are looked for, as each
// search may go through the rest of the file. After these, marks are letters.
const mostFaults = 50

// scanner takes a table apart as RFC 4180 has it, more kindly: a quotation mark
// within a cell is a letter, rows may differ in width, and one that begins a cell
// and has no end takes no more than its line, rather than the rest of the table.
type scanner struct {
	text  string
	comma byte
	width int // cells of the row of headings, 0 before it is known

	rows   []row
	faults []fault
	plain  map[int]bool // marks without an end, by their place in the text
}

// scan reads all rows; line is the number of the text's first.
func (s *scanner) scan(line int) {
	s.plain = map[int]bool{}
	for at := 0; at < len(s.text); {
		cells, next, bad := s.row(at)
		if bad >= 0 {
			s.plain[bad] = true
			head := s.text[:bad]
			s.faults = append(s.faults, fault{line + strings.Count(s.text[at:bad], "\n"), bad - strings.LastIndexByte(head, '\n')})
			continue
		}
		if len(cells) > 1 || cells[0] != "" || strings.Trim(s.text[at:next], "\r\n") != "" {
			s.rows = append(s.rows, row{line, cells})
			s.width = max(s.width, len(s.rows[0].cells))
		}
		line += strings.Count(s.text[at:next], "\n")
		at = next
	}
}

// row reads the row that begins at a byte: its cells and where the next begins.
// bad is the place of a quotation mark without an end, -1 for none.
func (s *scanner) row(at int) (cells []string, next, bad int) {
	for {
		cell, end := "", at
		switch marked := at < len(s.text) && s.text[at] == '"'; {
		case marked && !s.plain[at] && len(s.faults) < mostFaults:
			var ok bool
			if cell, end, ok = s.quoted(at); !ok {
				return nil, 0, at
			}
		default:
			stops := string(s.comma) + "\n"
			if marked && s.plain[at] {
				at++
				if s.width > 0 && len(cells)+1 >= s.width {
					stops = "\n" // of the last column: what stands behind it is its own
				}
			}
			end = len(s.text)
			if n := strings.IndexAny(s.text[at:], stops); n >= 0 {
				end = at + n
			}
			cell = s.text[at:end]
			if end == len(s.text) || s.text[end] == '\n' {
				cell = strings.TrimSuffix(cell, "\r")
			}
		}
		cells = append(cells, cell)
		if end >= len(s.text) {
			return cells, len(s.text), -1
		}
		at = end + 1
		if s.text[end] == '\n' {
			return cells, at, -1
		}
	}
}

// quoted reads a cell in quotation marks; end is the byte that parts it from the
// next. It has no end where the text ends before it, or where, a line or more
// below, a mark stands that begins a cell there.
func (s *scanner) quoted(at int) (cell string, end int, ok bool) {
	var b strings.Builder
	for i := at + 1; i < len(s.text); {
		n := strings.IndexByte(s.text[i:], '"')
		if n < 0 {
			return "", 0, false
		}
		b.WriteString(s.text[i : i+n])
		i += n
		rest := s.text[i+1:]
		switch {
		case rest == "" || rest[0] == s.comma || rest[0] == '\n':
			return unix(b.String()), i + 1, true
		case strings.HasPrefix(rest, "\r\n") || rest == "\r":
			return unix(b.String()), i + 2, true
		case rest[0] == '"':
			b.WriteByte('"')
			i += 2
			continue
		}
		if before := s.text[i-1]; strings.Contains(b.String(), "\n") && (before == s.comma || before == '\n') && i-1 > at {
			return "", 0, false
		}
		b.WriteByte('"') // a mark within
		i++
	}
	return "", 0, false
}

func unix(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// separators are what parts cells, in use.
const separators = ",;\t|"

// separator is what parts the cells of a table, and the text after a first line
// that only says so, as spreadsheets write it ("sep=;"). It is the commonest in
// the row of headings, or where there is none in the first line.
func separator(text string) (comma byte, rest string) {
	first, rest, _ := strings.Cut(text, "\n")
	if said, ok := strings.CutPrefix(strings.Trim(first, "\"\r \ufeff"), "sep="); ok && len(said) == 1 && said[0] < utf8.RuneSelf {
		return said[0], rest
	}
	for n, line := range strings.SplitN(text, "\n", mostAbove+2) {
		if n > mostAbove {
			break
		}
		c := commonest(line)
		cells := strings.Split(line, string(c))
		for i := range cells {
			cells[i] = strings.Trim(cells[i], "\"\r ")
		}
		if isHead(cells) {
			return c, text
		}
	}
	return commonest(first), text
}

// commonest is the commonest separator of a line outside quotation marks.
func commonest(line string) byte {
	best, most := byte(','), 0
	for _, sep := range []byte(separators) {
		n, quoted := 0, false
		for i := range len(line) {
			switch line[i] {
			case '"':
				quoted = !quoted
			case sep:
				if !quoted {
					n++
				}
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}
