package table

import (
	"path"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// divide makes the transcripts of a table, one at least: rows of one session, or
// where no column names sessions of one day, in one language belong together,
// in order of the first of them. What is said of the whole file is in whole.
func divide(whole *transcript.Transcript, rows []row, heads map[column]int) []*transcript.Transcript {
	var out []*transcript.Transcript
	index := map[[3]string]*transcript.Transcript{}
	for _, r := range rows {
		cell := func(c column) string {
			if i, ok := heads[c]; ok && i < len(r.cells) {
				return strings.TrimSpace(r.cells[i])
			}
			return ""
		}
		key := [3]string{cell(session), cell(date), cell(language)}
		if key[0] != "" {
			key[1] = ""
		}
		t := index[key]
		if t == nil {
			t = &transcript.Transcript{File: whole.File, Format: whole.Format, Lines: whole.Lines, Meta: whole.Meta}
			place(t, cell)
			index[key] = t
			out = append(out, t)
		}
		add(t, r, cell)
	}
	if len(out) == 0 {
		return []*transcript.Transcript{whole}
	}
	if len(out) > 1 {
		name(out)
	}
	return out
}

// place takes what a row says of its session.
func place(t *transcript.Transcript, cell func(column) string) {
	m := &t.Meta
	if s := cell(session); s != "" {
		m.Session = s
	}
	if s := cell(title); s != "" {
		m.Title = s
	} else if m.Title == "" {
		m.Title = cell(session)
	}
	if l, err := lang.Parse(cell(language)); err == nil && cell(language) != "" {
		m.Lang = l
	}
	if d, ok := format.ParseDateIn(cell(date), m.Lang); ok {
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
func add(t *transcript.Transcript, r row, cell func(column) string) {
	if s := cell(section); s != "" && (len(t.Sections) == 0 || t.Sections[len(t.Sections)-1].Title != s) {
		t.Sections = append(t.Sections, transcript.Section{Level: 2, Title: s, Line: r.line})
	}
	label, inBrackets := format.SplitLabel(cell(speaker))
	turn := transcript.Turn{
		Section: len(t.Sections), Label: label, Role: inBrackets, Line: r.line, EndLine: r.line + strings.Count(strings.Join(r.cells, ""), "\n"),
		Start: at(cell(start)), End: at(cell(end)), Confidence: 1,
	}
	if s := cell(role); s != "" {
		turn.Role = s
		if inBrackets != "" {
			turn.Role = inBrackets + ", " + s
		}
	}
	if l, err := lang.Parse(cell(original)); err == nil && cell(original) != "" {
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

// at reads a time: of a clock, or seconds.
func at(s string) transcript.Time {
	if t, rest := format.LeadingTime(s + "\n"); t != transcript.NoTime && strings.TrimSpace(rest) == "" {
		return t
	}
	if sec, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64); err == nil && sec >= 0 && sec < 31*24*3600 {
		return transcript.Time(sec*1000 + .5)
	}
	return transcript.NoTime
}
