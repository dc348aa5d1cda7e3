package akomantoso

import (
	"cmp"
	"encoding/xml"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// begin opens a turn.
func (r *reader) begin() *transcript.Turn {
	r.t.Turns = append(r.t.Turns, transcript.Turn{
		Section: len(r.t.Sections), Line: r.x.Line(), EndLine: r.x.Line(), Start: transcript.NoTime, End: transcript.NoTime, Confidence: 1,
	})
	r.said = append(r.said, said{})
	r.open = len(r.t.Turns) - 1
	return &r.t.Turns[r.open]
}

// turn gives the turn that goes on, or opens one that nobody speaks.
func (r *reader) turn() *transcript.Turn {
	if r.open < 0 {
		return r.begin()
	}
	return &r.t.Turns[r.open]
}

// speech reads what somebody says as a turn.
func (r *reader) speech(start xml.StartElement) error {
	r.flush()
	r.numbered()
	in := r.inSection
	r.inSection = false
	defer func() { r.inSection = in }()
	attr := func(name string) string { return format.Attr(start.Attr, name) }
	turn := r.begin()
	n := r.open
	r.said[n] = said{by: bare(attr("by")), as: bare(attr("as"))}
	if l, err := lang.Parse(attr("lang")); err == nil && l != r.t.Meta.Lang {
		turn.Lang = l
	}
	for _, class := range strings.Fields(attr("class")) { // as the export of this program writes it
		if l, ok := strings.CutPrefix(class, "spoken."); ok {
			turn.Original, _ = lang.Parse(l)
		}
		if class == "anchor" {
			turn.ID = attr("eId")
		}
	}
	turn.Start, turn.End = r.clock(cmp.Or(attr("startTime"), attr("recordedTime"))), r.clock(attr("endTime"))
	if turn.Start == transcript.NoTime && r.timed {
		turn.Start = r.marked
	}
	r.timed = false
	r.around++
	err := r.each(r.block, r.loose)
	r.flush()
	r.around--
	r.said[n].ended = true
	turn = &r.t.Turns[n]
	turn.EndLine = r.x.Line()
	if r.timed && turn.Start == transcript.NoTime {
		turn.Start = r.marked
		r.timed = false
	}
	if turn.End < turn.Start {
		turn.End = transcript.NoTime // one of the two is wrong, and it is the first that pages lead to
	}
	if len(turn.Segments) == 0 && !r.said[n].from && n == len(r.t.Turns)-1 {
		r.t.Turns, r.said = r.t.Turns[:n], r.said[:n]
		r.open = -1
		if n > 0 && r.t.Turns[n-1].Section == len(r.t.Sections) {
			r.open = n - 1
		}
	}
	return err
}

// from reads the label of a speech as printed. Further words before the colon
// of a second one go on with it.
func (r *reader) from() error {
	line := r.x.Line()
	text, err := r.words()
	text = strings.TrimRight(text, ":：﹕︰ ")
	if text == "" {
		return err
	}
	if r.open < 0 || r.said[r.open].from || len(r.t.Turns[r.open].Segments) > 0 {
		r.begin()
	}
	name, role := format.SplitLabel(text)
	if name == "" {
		name, role = text, ""
	}
	turn := &r.t.Turns[r.open]
	turn.Label, turn.Role, turn.Line = name, role, line
	r.said[r.open].from = true
	return err
}
