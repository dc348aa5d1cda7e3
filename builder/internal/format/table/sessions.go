package table

import (
	"path"
	"strconv"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/cues"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// divide makes the transcripts of a table, one at least: rows of one session, or
// where no column names sessions of one day, in one language belong together,
// in order of the first of them. What is said of the whole file is in whole.
func divide(whole *transcript.Transcript, rows []row, heads map[column]int) ([]*transcript.Transcript, diag.List) {
	fillDown(rows, heads)
	values := reading{milliseconds: inMilliseconds(rows, heads)}
	var days []string
	for _, r := range rows {
		days = append(days, cellOf(r, heads, date))
	}
	values.monthFirst = monthFirst(days)
	captions := isCaptions(rows, heads)
	var out []*transcript.Transcript
	var said [][]cues.Cue // of captions, by session
	index := map[[3]string]int{}
	for _, r := range rows {
		cell := func(c column) string { return cellOf(r, heads, c) }
		key := [3]string{cell(session), cell(date), lang.Fold(cell(language))}
		tongue, ok := languageOf(cell(language))
		if ok {
			key[2] = string(tongue)
		}
		if day, ok := dayOf(cell(date), tongue, values.monthFirst); ok {
			key[1] = string(day)
		}
		if key[0] != "" {
			key[1] = ""
		}
		n, ok := index[key]
		if !ok {
			t := &transcript.Transcript{File: whole.File, Format: whole.Format, Lines: whole.Lines, Meta: whole.Meta}
			values.place(t, cell)
			n = len(out)
			index[key] = n
			out, said = append(out, t), append(said, nil)
		}
		if captions {
			said[n] = append(said[n], values.cue(r, cell)...)
		} else {
			values.add(out[n], r, cell)
		}
	}
	if len(out) == 0 {
		return []*transcript.Transcript{whole}, nil
	}
	if len(out) > 1 {
		name(out)
	}
	var list diag.List
	for n, t := range out {
		if captions {
			if t.Meta.Kind == "" {
				t.Meta.Kind = "captions"
			}
			list = append(list, cues.Assemble(t, said[n])...)
		}
	}
	return out, list
}

// reading is how the values of a table are written.
type reading struct {
	milliseconds bool // times are
	monthFirst   bool // days in figures have it
}

// cellOf is what a row has in a column, "" for nothing.
func cellOf(r row, heads map[column]int, c column) string {
	if i, ok := heads[c]; ok && i < len(r.cells) {
		return strings.TrimSpace(unguarded(r.cells[i]))
	}
	return ""
}

// fillDown gives rows without a session, day or language that of the row above,
// where the first row has one: a spreadsheet writes merged cells so.
func fillDown(rows []row, heads map[column]int) {
	for _, c := range []column{session, date, language} {
		i, ok := heads[c]
		if !ok {
			continue
		}
		last := ""
		for _, r := range rows {
			switch {
			case i >= len(r.cells):
			case strings.TrimSpace(r.cells[i]) != "":
				last = r.cells[i]
			default:
				r.cells[i] = last
			}
		}
	}
}

// isCaptions tells whether rows are captions: all have a begin and an end, and no
// column says who speaks or what is spoken of.
func isCaptions(rows []row, heads map[column]int) bool {
	for _, c := range []column{speaker, role, section, original} {
		if _, ok := heads[c]; ok {
			return false
		}
	}
	for _, r := range rows {
		for _, c := range []column{start, end} {
			if at(cellOf(r, heads, c), false) == transcript.NoTime && cellOf(r, heads, said) != "" {
				return false
			}
		}
	}
	return len(rows) > 0
}

// cue is a row of captions as a cue, none where nothing is said.
func (v reading) cue(r row, cell func(column) string) []cues.Cue {
	text := strings.Join(strings.Fields(cell(said)), " ")
	if text == "" {
		return nil
	}
	c := cues.Cue{Lines: []cues.Line{{N: r.line, Text: text}}}
	c.Time = transcript.Interval{Start: at(cell(start), v.milliseconds), End: at(cell(end), v.milliseconds)}
	if c.Time.End < c.Time.Start {
		c.Time.End = transcript.NoTime
	}
	return []cues.Cue{c}
}

// place takes what a row says of its session.
func (v reading) place(t *transcript.Transcript, cell func(column) string) {
	m := &t.Meta
	if s := cell(session); s != "" {
		m.Session = s
	}
	if s := cell(title); s != "" {
		m.Title = s
	} else if m.Title == "" {
		m.Title = cell(session)
	}
	if l, ok := languageOf(cell(language)); ok {
		m.Lang = l
	}
	if d, ok := dayOf(cell(date), m.Lang, v.monthFirst); ok {
		m.Date = d
	}
}

// name gives sessions that no column names a name of their own: that of the file
// and the day.
func name(list []*transcript.Transcript) {
	for i, t := range list {
		if t.Meta.Session != "" {
			continue
		}
		day := string(t.Meta.Date)
		if day == "" {
			day = strconv.Itoa(i + 1)
		}
		t.Meta.Session = strings.TrimSuffix(t.File, path.Ext(t.File)) + "-" + day
	}
}

// add adds the turn of a row.
func (v reading) add(t *transcript.Transcript, r row, cell func(column) string) {
	if s := cell(section); s != "" && (len(t.Sections) == 0 || t.Sections[len(t.Sections)-1].Title != s) {
		t.Sections = append(t.Sections, transcript.Section{Level: 2, Title: s, Line: r.line})
	}
	label, inBrackets := format.SplitLabel(cell(speaker))
	turn := transcript.Turn{
		Section: len(t.Sections), Label: label, Role: inBrackets, Line: r.line, EndLine: r.line + strings.Count(strings.Join(r.cells, ""), "\n"),
		Start: at(cell(start), v.milliseconds), End: at(cell(end), v.milliseconds), Confidence: 1,
	}
	if s := cell(role); s != "" {
		turn.Role = s
		if inBrackets != "" {
			turn.Role = inBrackets + ", " + s
		}
	}
	if l, ok := languageOf(cell(original)); ok {
		turn.Original = l
	}
	for _, paragraph := range strings.Split(cell(said), "\n\n") {
		if text := strings.Join(strings.Fields(paragraph), " "); text != "" {
			turn.Segments = append(turn.Segments, format.WithEvents(transcript.Segment{Line: r.line, Text: text}, false))
		}
	}
	if len(turn.Segments) > 0 {
		t.Turns = append(t.Turns, turn)
	} else if label != "" {
		t.Dropped = append(t.Dropped, transcript.Dropped{Line: r.line, EndLine: turn.EndLine, Kind: transcript.Column, Text: strings.TrimSpace(label + "\n" + turn.Role)})
	}
}
