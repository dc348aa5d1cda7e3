// Package check looks over a linked archive for what only a person can decide,
// and puts it as questions: what is asked, how often, the best examples with
// their places, and the entry that settles all of it.
//
// Findings looks for what no reader or link reports, because it takes the whole
// archive and time that a build does not have. Report groups these and the
// diagnostics of reading and linking into questions; Text, Suggest and HTML
// show them. All are functions of their arguments: nothing here reads a file.
//
// An answer is an entry of people.yaml, of front matter, or of `diagnostics` in
// dixit.yaml, by code or by code and file. There is no other memory of answers,
// so that they stand where everything else that a person decided stands.
package check

import (
	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/store"
)

// Input is what Findings depends on.
type Input struct {
	Archive *archive.Archive
	// Texts are the texts of the archive, by the keys of its parts: a file may hold
	// several sessions.
	Texts map[store.Key]Text
	// Known are the labels of the last build as people.Key gives them, each with the id
	// of its speaker there, "" where that is not known; nil when there was none.
	Known map[string]string
	// Shown gives a path below the content folder as messages name it.
	Shown func(path string) string
}

// Finding is a diagnostic with what settles it.
type Finding struct {
	diag.Diagnostic
	// Weight orders the findings of a code: the heaviest is the best example.
	Weight int
	// Settle are the entries that settle it; none when dixit.yaml alone does.
	Settle []Entry
}

// Entry is text to paste into a file.
type Entry struct {
	File string `json:"file"`
	// Note says where in the file, when that is not its end.
	Note string `json:"note,omitempty"`
	Text string `json:"entry"`
}

// Findings finds what is in doubt across the archive.
func Findings(in Input) []Finding {
	where := firstPlaces(in)
	out, paired := labelsAlike(in, where)
	out = append(out, labelsNew(in, where, paired)...)
	out = append(out, speakersMoved(in, where)...)
	out = append(out, speakersLikely(in, where)...)
	out = append(out, topicsLikely(in)...)
	out = append(out, duplicates(in)...)
	alike, joined := sessionsAlike(in)
	out = append(out, alike...)
	out = append(out, orphans(in, joined)...)
	out = append(out, noisy(in)...)
	return append(out, lost(in)...)
}

// place is where a label is first printed.
type place struct {
	path string
	line int
}

// firstPlaces gives every printed label the place of its first turn.
func firstPlaces(in Input) map[string]place {
	out := map[string]place{}
	eachPart(in.Archive, func(_ *archive.Edition, p archive.Part) {
		for _, l := range in.Texts[p.Key].Labels {
			if _, ok := out[l.Printed]; !ok {
				out[l.Printed] = place{p.Path, l.Line}
			}
		}
	})
	return out
}

// finding makes a finding at a place of the content folder.
func (in Input) finding(code diag.Code, at place, weight int, format string, args ...any) Finding {
	file := ""
	if at.path != "" {
		file = in.Shown(at.path)
	}
	return Finding{Diagnostic: diag.New(code, file, at.line, 0, format, args...), Weight: weight}
}
