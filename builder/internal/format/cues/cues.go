// Package cues makes turns of timed captions, whatever file they stood in.
//
// WebVTT and SubRip differ in the head of a file and in the point of a time, and
// files mix their marks, so both are read here: blocks.go takes a file apart,
// marks.go a line. Recognisers hand over cues of their own. Everything after that
// is the same for all: lines that a display scrolled are read once (rollup.go, runs.go),
// labels that captioners typed are told from speech (labels.go), cues of one voice
// become a turn, and what is said in it grows into paragraphs (paragraphs.go), so
// that a page reads as a record and not as a column of half sentences. Times are
// kept on turns and paragraphs.
package cues

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// Cue is what is shown, or was recognised, in one stretch of time.
type Cue struct {
	Time  transcript.Interval // the zero Interval where it could not be read
	Lines []Line
}

// Line is a line of a cue, or the part of it that one voice speaks.
type Line struct {
	N      int    // number in the file, from 1
	Voice  string // as the markup gives it, with brackets; "" for none
	Nobody bool   // markup gives a voice without a name, so that none goes on
	Text   string // plain, without white space at either end, and not ""
	Spans  []transcript.Span
	Timed  bool // times stand within it, so that it is new and not scrolled
	Speech bool // never looked through for a label: its format says who speaks
}

// piece is a line that is read: a part of a turn.
type piece struct {
	Line
	time  transcript.Interval
	first bool // of its cue
	label *format.Label
	// dash is how many bytes of the text are the dash that says that another speaks
	// than in the line before, 0 for none.
	dash int
}

// Assemble makes turns of cues and adds them, and what was read only once, to t.
// Labels that t.Meta declares are believed.
func Assemble(t *transcript.Transcript, list []Cue) diag.List {
	list, scrolled := once(list)
	t.Dropped = append(t.Dropped, scrolled...)
	pieces := flatten(list)
	said := findLabels(t, pieces)
	voices := perCue(pieces)
	voiced := slices.ContainsFunc(pieces, func(p piece) bool { return p.Voice != "" })
	a := assembly{t: t, loose: !punctuated(pieces)}
	for i := range pieces {
		p := &pieces[i]
		name, role := format.SplitLabel(p.Voice)
		switch {
		case p.label != nil:
			a.turn(p, p.label.Name, p.label.Role, p.label.Confidence, true)
			t.Dropped = append(t.Dropped, p.label.LeftOut(p.N)...)
			p.Line = p.Line.from(p.label.Size)
		case name != "":
			a.turn(p, name, role, 1, false)
		case p.Voice != "":
			a.turn(p, role, "", 1, false) // all of the name stood in brackets
		case p.dash > 0:
			a.turn(p, "", "", 1, true)
			p.Line = p.Line.from(p.dash)
		case voiced && p.first && strings.HasPrefix(p.Text, chevrons):
			// Where markup says who speaks, a captioner's mark says that nobody knows.
			a.turn(p, "", "", 1, true)
			p.Line = p.Line.from(len(p.Text) - len(strings.TrimLeft(p.Text, "> ")))
		case i == 0 || p.Nobody && !isNote(p.Text) || voices && pieces[i-1].Voice != "" && !isNote(p.Text):
			a.turn(p, "", "", 1, false)
		}
		if p.Text != "" {
			a.pieces = append(a.pieces, *p)
		}
	}
	a.close()
	return said
}

func isNote(text string) bool {
	_, ok := format.IsNote(text)
	return ok
}

// flatten lists the lines of cues. Where captioners mark at the head of lines
// that another speaks, the same mark within a line parts it.
func flatten(list []Cue) []piece {
	heads := 0
	for _, c := range list {
		for _, l := range c.Lines {
			if strings.HasPrefix(l.Text, chevrons) && !l.Speech {
				heads++
			}
		}
	}
	var out []piece
	for _, c := range list {
		spoken := 0
		for _, l := range c.Lines {
			if dash(l) > 0 {
				spoken++
			}
		}
		for i, l := range c.Lines {
			first := i == 0
			for heads >= leastHeads && l.Voice == "" && !l.Speech {
				at := strings.Index(l.Text, " >> ")
				if at < 0 {
					break
				}
				out = append(out, piece{Line: l.Cut(0, at), time: c.Time, first: first})
				l, first = l.from(at), false
			}
			p := piece{Line: l, time: c.Time, first: first}
			if spoken >= leastDashes {
				p.dash = dash(l)
			}
			out = append(out, p)
		}
	}
	return out
}

// leastDashes is how many lines of one cue begin with a dash where two speak in
// it, as subtitlers write it. A single one is a word that was broken off, or an item.
const leastDashes = 2

// dash is how many bytes the dash takes that a line begins with, 0 for none. A
// second dash, or a number behind it, makes it something else.
func dash(l Line) int {
	if l.Voice != "" || l.Speech {
		return 0
	}
	rest := strings.TrimLeft(l.Text, "-‐–—")
	if n := len(l.Text) - len(rest); n > 0 && utf8.RuneCountInString(l.Text[:n]) == 1 {
		if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsDigit(r) {
			return n
		}
	}
	return 0
}

// chevrons is how captioners mark that another speaks.
const chevrons = ">>"

// leastHeads is how many lines begin with >> where it is a habit of a file's.
const leastHeads = 2

// perCue tells whether markup gives the voice at every cue, so that a cue
// without one is nobody's, rather than where it changes, so that the voice goes
// on. Files that name every cue repeat a name at the next.
func perCue(pieces []piece) bool {
	again, bare := 0, 0
	for i := 1; i < len(pieces); i++ {
		switch before := pieces[i-1].Voice; {
		case before == "":
		case pieces[i].Voice == before:
			again++
		case pieces[i].Voice == "" && pieces[i].first && !pieces[i].Nobody:
			bare++
		}
	}
	return again > bare
}

// punctuated tells whether a text has stops and commas as written text does: one
// in forty letters at the least. Captions in scripts without blanks often have
// none, and the end of a line is all that parts their sentences.
func punctuated(pieces []piece) bool {
	letters, marks := 0, 0
	for _, p := range pieces {
		for _, r := range p.Text {
			switch {
			case unicode.IsLetter(r):
				letters++
			case strings.ContainsRune("。，、！？；：.,!?…", r):
				marks++
			}
		}
	}
	return marks*40 >= letters
}

// assembly is the turn that is being written.
type assembly struct {
	t      *transcript.Transcript
	loose  bool // lines are joined with a blank in every script
	open   bool
	head   transcript.Turn
	pieces []piece
}

// turn begins a turn under a label, or goes on with one that has it: consecutive
// cues of one voice are one turn. printed says that the label stands in the text
// rather than in markup; only there a change of speaker without a name, which
// gives none, begins a turn.
func (a *assembly) turn(p *piece, label, role string, confidence float32, printed bool) {
	if a.open && a.head.Label == label && (a.head.Role == role || role == "") && (label != "" || !printed) {
		a.head.Confidence = max(a.head.Confidence, confidence)
		return
	}
	a.close()
	a.open = true
	a.head = transcript.Turn{Section: len(a.t.Sections), Label: label, Role: role, Line: p.N, EndLine: p.N, Start: transcript.NoTime, End: transcript.NoTime, Confidence: confidence}
	if p.time.Known() {
		a.head.Start, a.head.End = p.time.Start, p.time.End
	}
}

// close ends the open turn.
func (a *assembly) close() {
	if !a.open {
		return
	}
	turn := a.head
	turn.Segments = paragraphs(a.pieces, a.loose)
	for _, p := range a.pieces {
		turn.EndLine = max(turn.EndLine, p.N)
		if p.time.Known() {
			if turn.Start == transcript.NoTime {
				turn.Start = p.time.Start
			}
			turn.End = max(turn.End, p.time.End)
		}
	}
	a.t.Turns = append(a.t.Turns, turn)
	a.open, a.pieces = false, nil
}

// from is the part of a line from a byte on, without white space at its head.
func (l Line) from(at int) Line { return l.Cut(at, len(l.Text)) }

// Cut is the part of a line between two bytes, without white space at its ends.
func (l Line) Cut(from, to int) Line {
	for from < to {
		r, size := utf8.DecodeRuneInString(l.Text[from:])
		if !unicode.IsSpace(r) {
			break
		}
		from += size
	}
	out := l
	out.Text = strings.TrimRightFunc(l.Text[from:to], unicode.IsSpace)
	out.Spans = nil
	for _, s := range l.Spans {
		s.Start, s.End = max(s.Start-from, 0), min(s.End-from, len(out.Text))
		if s.End > s.Start {
			out.Spans = append(out.Spans, s)
		}
	}
	return out
}

// SortSpans puts spans in the order that transcript.Span asks for.
func SortSpans(spans []transcript.Span) {
	slices.SortStableFunc(spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
}
