package archive

import (
	"slices"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// assembled is what the files of an edition say by themselves, put together in
// order of part. Nothing in it depends on other files, and nothing in it is changed.
type assembled struct {
	anchors  []transcript.Packed // of the turns
	named    string              // those of anchors that writers gave
	sections []Section
	parts    []Part // none of them open
	slots    []slot
	words    int
	gaps     int
	list     diag.List
}

// slot is a label of a part, or the one whom front matter names as the speaker
// of a part without labels. Those of a part stand together, in order of its
// labels.
type slot struct {
	turns int
	first int // index in the edition of the first of them
}

// alone tells whether a file without labels names one who says all of it.
func (f *Facts) alone() bool { return len(f.Labels) == 0 && len(f.Front.Meta().Speakers) == 1 }

// assembleParts puts files together, of which spoken has the turns, as the parts of these
// numbers.
func assembleParts(files []*Facts, spoken []*Spoken, numbers []int) *assembled {
	var (
		out    assembled
		hashes []transcript.WordsHash
		given  []string // addresses that writers gave turns; nil for none
		in     []int32  // sections of turns, from 1
		times  clock
	)
	count := 0
	for _, s := range spoken {
		count += len(s.Turns)
	}
	hashes, in = make([]transcript.WordsHash, 0, count), make([]int32, 0, count)
	out.checkNumbers(files, numbers)
	for k, f := range files {
		sections, slots := len(out.sections), len(out.slots)
		out.parts = append(out.parts, Part{Path: f.Path, Key: f.Key, First: len(in), Shift: times.next(spoken[k].Turns, f.End), Links: f.Links})
		for _, s := range f.Sections {
			out.sections = append(out.sections, Section{Section: s, Before: -1})
		}
		out.slots = append(out.slots, make([]slot, f.slots())...)
		for n := range spoken[k].Turns {
			t := &spoken[k].Turns[n]
			if at := slotOf(f, slots, t.Label); at >= 0 {
				s := &out.slots[at]
				if s.turns++; s.turns == 1 {
					s.first = len(in)
				}
			}
			in = append(in, int32(sectionOf(t, sections)))
			out.words += int(t.Words)
			hashes = append(hashes, t.Hash)
			if id := spoken[k].idOf(n); id != "" {
				if given == nil {
					given = make([]string, count)
				}
				given[len(in)-1] = out.address(f, id, given)
			}
		}
		out.gaps += f.Gaps
	}
	out.anchors, out.named = transcript.PackedAnchors(hashes, given)
	out.placeSections(in)
	return &out
}

// checkNumbers reports parts that are missing.
func (a *assembled) checkNumbers(files []*Facts, numbers []int) {
	expect := 1
	for k, p := range numbers {
		switch {
		case p == expect:
		case k == 0:
			a.list = append(a.list, diag.New(diag.PartMissing, files[k].Path, 0, 0, "begins with part %d", p))
		default:
			a.list = append(a.list, diag.New(diag.PartMissing, files[k].Path, 0, 0, "part %d follows part %d", p, expect-1))
		}
		expect = p + 1
	}
}

// address is the address that a writer gave a turn, "" for one that it cannot have.
// given are those that other turns have already.
func (a *assembled) address(f *Facts, id string, given []string) string {
	if reserved(id) {
		a.list = append(a.list, diag.New(diag.AnchorTwice, f.Path, 0, 0, "the address %q is one that pages use themselves", id))
		return ""
	}
	if id != "" && slices.Contains(given, id) {
		a.list = append(a.list, diag.New(diag.AnchorTwice, f.Path, 0, 0, "the address %q is given to two turns", id))
	}
	return id
}

// placeSections says where the sections begin and how many turns are in each, by
// the sections of all turns.
func (a *assembled) placeSections(in []int32) {
	for i, n := range in {
		if n > 0 {
			a.sections[n-1].Turns++
		}
		for s := n; s > 0 && a.sections[s-1].Before < 0; s-- {
			a.sections[s-1].Before = i
		}
	}
	for i := range a.sections {
		if a.sections[i].Before < 0 {
			a.sections[i].Before = len(in)
		}
	}
}

// sectionOf is the section of a turn within its edition, where the parts before have
// so many: what stands before the first heading of a part goes on with the last
// section of the part before.
func sectionOf(t *TurnFacts, before int) int { return before + int(t.Section) }

// turnOf is turn n of part k, with no anchor, voice, unit or language;
// sections is how many sections the parts before have.
func turnOf(t *TurnFacts, n int, part Part, k, sections int) Turn {
	return Turn{
		Part: int32(k), Index: int32(n), Voice: -1, Words: t.Words, Start: part.Later(t.Start), Confidence: t.Confidence, Procedural: t.Procedural, Unclear: t.Unclear,
		Section: int32(sectionOf(t, sections)),
	}
}

// turns makes the turns of the files that were put together, with no voice, unit or
// topics, and the languages that they are in.
func (a *assembled) turns(files []*Facts, spoken []*Spoken) (out []Turn, langs []lang.Tag) {
	out = make([]Turn, 0, len(a.anchors))
	sections := 0
	for k, f := range files {
		for n := range spoken[k].Turns {
			from := &spoken[k].Turns[n]
			t := turnOf(from, n, a.parts[k], k, sections)
			t.Address = a.anchors[len(out)]
			if from.Lang > 0 {
				t.Lang = numberOf(&langs, f.Langs[from.Lang-1])
			}
			out = append(out, t)
		}
		sections += len(f.Sections)
	}
	return out, langs
}

// slotOf gives the slot of a turn with a label of a part whose slots begin at first, -1
// for none.
func slotOf(f *Facts, first int, label int32) int {
	switch {
	case label >= 0:
		return first + int(label)
	case f.alone():
		return first
	}
	return -1
}

// slotsOf gives the slots of an edition's turns, -1 for none.
func (e *Edition) slotsOf() []int32 {
	out := make([]int32, 0, len(e.made.anchors))
	first := 0
	for k, f := range e.facts {
		for n := range e.said[k].Turns {
			out = append(out, int32(slotOf(f, first, e.said[k].Turns[n].Label)))
		}
		first += f.slots()
	}
	return out
}

// slots is how many slots a part of the file has.
func (f *Facts) slots() int {
	if f.alone() {
		return 1
	}
	return len(f.Labels)
}

// printed lists the labels as printed.
func (f *Facts) printed() []string {
	out := make([]string, len(f.Labels))
	for i, l := range f.Labels.All() {
		out[i] = l.Printed
	}
	return out
}

// scriptOf gives a language whose script is left open that of the text.
func scriptOf(l, detected lang.Tag) lang.Tag {
	if l != "" && l == lang.Tag(l.Base()) && detected.Base() == l.Base() && strings.HasPrefix(string(detected), string(l)+"-") {
		return detected
	}
	return l
}

// reserved tells whether an address that a writer gave a turn is one that the
// page has for something else: its parts, sections, and passages of turns.
func reserved(id string) bool {
	switch id {
	case "record", "voices", "main", "sessions", "turn-tools", "arrival", "bar":
		return true
	}
	return strings.HasPrefix(id, "s-") || strings.HasPrefix(id, "y-") || strings.Contains(id, ".")
}
