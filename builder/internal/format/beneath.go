package format

import (
	"slices"
	"strings"
)

// What stands alone on its line right beneath a name that does is a role where files are set
// so, as with the country and the group of each speaker; what can be clicked on in the page
// that the text was copied from; or what is said.

// beneathNames counts against such lines, and says which are none that is said. alone are the
// candidates by that mark, in their order.
func (w *weighing) beneathNames(labels []Label, alone []int) {
	of := make([]beneathFacts, w.keys)
	for i := range of {
		of[i].lastAbove = -1
	}
	beneath := make([]bool, len(alone))
	names, roles := 0, 0 // that stand beneath none, and that do, but for buttons
	for n, i := range alone {
		l, f := &labels[i], &of[labels[i].key]
		if f.times++; f.times == 1 {
			f.button = isButton(w.names[l.name].folded)
		}
		if beneath[n] = n > 0 && isBeneath(l, &labels[alone[n-1]]); beneath[n] {
			f.standsBeneath(labels[alone[n-1]].key)
			if !f.button {
				of[labels[alone[n-1]].key].standsOver(l.key)
			}
		}
		switch {
		case l.Score < threshold:
		case !beneath[n]:
			names++
		case !f.button:
			roles++
		}
	}
	for n, i := range alone {
		if beneath[n] && of[labels[alone[n-1]].key].varies {
			of[labels[i].key].mixed = true
		}
	}
	habit := roles >= manyOfStyle && 2*roles >= names
	for n, i := range alone {
		l, f := &labels[i], &of[labels[i].key]
		switch {
		case f.button:
			if l.Score = never; beneath[n] && f.beneath >= manyOfStyle {
				l.Beneath = OfPage
			}
		case !beneath[n]:
		case labels[alone[n-1]].Score < threshold && labels[alone[n-1]].Beneath != RoleOfName:
			l.Score = never // what is above it is said, and it is, too
		case habit && l.Score >= threshold && f.beneath == f.times &&
			(f.above == 1 || labels[alone[n-1]].Beneath == RoleOfName || f.isGroup(l.Name, names)):
			l.Beneath, l.Score = RoleOfName, never
		case f.opensSpeech(names):
			l.Score = never
		}
	}
}

// beneathFacts is what is known of a line that stands alone, wherever it comes.
type beneathFacts struct {
	button    bool
	times     int // how often it comes
	beneath   int // how often beneath another
	above     int // how many others in turn it stands beneath, of which lastAbove was the last
	lastAbove int
	over      int  // which line stands beneath it, by its key and one; 0 for none
	varies    bool // not always that
	mixed     bool // it stands beneath one that varies
}

func (f *beneathFacts) standsBeneath(above int) {
	if f.beneath++; above != f.lastAbove {
		f.lastAbove, f.above = above, f.above+1
	}
}

func (f *beneathFacts) standsOver(line int) {
	f.varies = f.varies || f.over > 0 && f.over != line+1
	f.over = line + 1
}

// isGroup tells whether a line is one that several have beneath their names, each always this
// one. Those who vote have one word there, and not always the same.
func (f *beneathFacts) isGroup(line string, names int) bool {
	return !f.mixed && !f.isOfMany(names) && strings.Contains(line, " ")
}

// opensSpeech tells whether a line is one that several begin with, as "Here" in a roll call.
func (f *beneathFacts) opensSpeech(names int) bool {
	return f.beneath >= manyOfStyle && (f.beneath == f.times && f.above > 1 || isMostly(f.beneath, f.times) && f.isOfMany(names))
}

// isOfMany tells whether a line stands beneath more than half of all names.
func (f *beneathFacts) isOfMany(names int) bool { return 2*f.beneath > names }

// buttons are what pages have beneath the names of those who speak, for readers to click on.
var buttons = folded(
	"share", "reply", "like", "follow", "quote", "report", "permalink", "copy link", "view in context", "in context",
	"partager", "répondre", "teilen", "antworten", "compartir", "compartilhar", "responder", "condividi", "rispondi", "delen", "поделиться", "ответить", "مشاركة", "رد", "分享", "回复", "回覆", "返信", "共有", "공유", "답글",
)

// isButton tells whether a line, folded, is one of these, or one with what it is for:
// "Share this contribution".
func isButton(folded string) bool {
	button, _, _ := strings.Cut(folded, " this")
	return slices.Contains(buttons(), button)
}

func isBeneath(l, above *Label) bool {
	return above.Line+1 == l.Line && above.key != l.key && above.Score >= threshold
}

// isMostly tells whether n are two thirds of all or more.
func isMostly(n, all int) bool { return n > 0 && 3*n >= 2*all }
