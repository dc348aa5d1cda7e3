package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// DoubtfulLabels takes the doubts about labels out of the diagnostics of a run
// and gives one finding for each label, however often and in however many files
// it was printed, with the entry that says that it is a speaker's.
func DoubtfulLabels(in Input, list diag.List) (found []Finding, rest diag.List) {
	byLabel := map[string][]diag.Diagnostic{}
	var order []string
	for _, d := range list {
		if d.Code != diag.LabelDoubtful || d.Label == "" {
			rest = append(rest, d)
			continue
		}
		key := people.Key(d.Label)
		if byLabel[key] == nil {
			order = append(order, key)
		}
		byLabel[key] = append(byLabel[key], d)
	}
	if len(order) == 0 {
		return nil, rest
	}
	editions := map[string]*archive.Edition{}
	eachPart(in.Archive, func(e *archive.Edition, p archive.Part) { editions[in.Shown(p.Path)] = e })
	for _, key := range order {
		doubts := byLabel[key]
		slices.SortStableFunc(doubts, func(a, b diag.Diagnostic) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
		var files []string
		for _, d := range doubts {
			if !slices.Contains(files, d.File) {
				files = append(files, d.File)
			}
		}
		f := Finding{Diagnostic: doubts[0], Weight: len(doubts)}
		if len(doubts) > 1 {
			f.Message += fmt.Sprintf("; %s in all, in %s", plural(len(doubts), "time"), plural(len(files), "file"))
		}
		f.Settle = labelEntries(in, f.Label, files, editions)
		found = append(found, f)
	}
	return found, rest
}

// labelEntries say that a label is a speaker's: an entry of people.yaml for a
// person's name, which is one for all files; else front matter of each file, as
// a Chair is somebody else in the next.
func labelEntries(in Input, label string, files []string, editions map[string]*archive.Edition) []Entry {
	var out []Entry
	for _, file := range files {
		e := editions[file]
		if e == nil {
			continue
		}
		if s := e.SpeakerOf(label); s != nil && s.Entry == nil && fullName(label) {
			return []Entry{personEntry(in, s, nil)}
		}
		meta := e.Meta()
		text := "speakers: " + flow(append(meta.Speakers, label))
		if len(meta.Labels) > 0 && len(meta.Speakers) == 0 {
			text = "speakers:"
			for _, n := range meta.Labels {
				text += "\n  " + scalar(n.Label) + ": " + scalar(n.Person)
			}
			text += "\n  " + scalar(label) + ": " + scalar(label)
		}
		out = append(out, Entry{File: file, Note: "in its front matter, or in a .yaml of the same name beside it", Text: text})
	}
	return out
}

// fullName tells whether a label is a name in full, which is one person's in all
// files: of two words, or of two characters in scripts without blanks.
func fullName(label string) bool {
	words := strings.FieldsFunc(label, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-' && r != '.'
	})
	if len(words) == 1 {
		r := []rune(words[0])
		return len(r) > 1 && lang.Unspaced(r[0])
	}
	for _, w := range words {
		if unicode.IsLower([]rune(w)[0]) && len([]rune(w)) > 3 {
			return false
		}
	}
	return len(words) > 1
}
