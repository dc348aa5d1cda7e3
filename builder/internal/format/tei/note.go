package tei

import (
	"encoding/xml"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// eventTypes gives the kinds of event that type= and reason= name, in the words
// of ParlaMint's taxonomy and of this program.
var eventTypes = map[string]string{
	"applause": format.Applause, "laughter": format.Laughter, "inaudible": format.Inaudible, "crosstalk": format.Crosstalk,
	"interruption": format.Crosstalk, "shouting": format.Crosstalk, "speaking": format.Crosstalk, "exclamat": format.Crosstalk, "murmuring": format.Crosstalk,
	"noise": format.Noise, "sound": format.Noise, "interference": format.Noise, "ringing": format.Noise,
	"break": format.Break, "pause": format.Pause, "music": format.Music, "playback": format.Music, "reading": format.Reading,
	"foreign": format.Language, "language": format.Language, "end": format.End, "note": format.Other, "unintelligible": format.Inaudible,
}

// lost is the reason= of a gap where letters are gone that were written.
const lost = "lost"

// noted reads a note or sound that stands alone. It belongs to the turn after
// which it stands.
func (r *reader) noted(start xml.StartElement) error {
	r.flush()
	p := new(format.Prose)
	seg := transcript.Segment{Line: r.x.Line(), Page: r.page}
	r.anchors = anchors{first: format.Attr(start.Attr, "start"), last: format.Attr(start.Attr, "end")}
	err := r.event(start, p)
	r.addProse(p, seg)
	return err
}

// event reads a note, sound or gap as an event of a paragraph.
func (r *reader) event(start xml.StartElement, p *format.Prose) error {
	attr := func(name string) string { return format.Attr(start.Attr, name) }
	kind := attr("type")
	if start.Name.Local == "gap" {
		kind = attr("reason")
		if kind == lost {
			p.PutSpan(" ", transcript.Gap, "")
			return r.drop(start, transcript.Variant)
		}
	}
	text, err := r.described()
	if text == "" {
		switch start.Name.Local {
		case "gap":
			text = kind
			if text == "" {
				text = "…"
			}
		case "pause":
			text = "pause"
		case "note", "desc":
		default:
			text = kind
		}
	}
	known := eventTypes[kind]
	if start.Name.Local == "pause" && known == "" {
		known = format.Pause
	}
	if attr("rend") == "plain" && text != "" {
		p.PutSpan(text, transcript.Event, known)
		return err
	}
	p.PutNote(text, known)
	return err
}

// described gives the words of an event: of its desc in the language of the
// text, of those in others none; without desc all its text.
func (r *reader) described() (string, error) {
	var bare format.Prose
	best, rank := "", 0
	err := r.each(func(s xml.StartElement) error {
		if s.Name.Local != "desc" {
			return r.inline(s, &bare)
		}
		line := r.x.Line()
		l := language(s.Attr)
		var p format.Prose
		err := r.each(func(s xml.StartElement) error { return r.inline(s, &p) }, p.Write)
		text, _ := p.Text()
		now := 1
		if l == "" || r.differing(l) == "" {
			now = 2
		}
		other := text
		if now > rank {
			best, other, rank = text, best, now
		}
		if other != "" {
			r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: line, Kind: transcript.Variant, Text: other})
		}
		return err
	}, bare.Write)
	text, _ := bare.Text()
	return strings.Trim(text+" "+best, " "), err
}
