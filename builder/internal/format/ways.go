package format

import "math"

// Way is a set of marks by which a label shows how its file sets labels.
type Way uint16

// The marks. FindLabel sees all but AfterBlank and Indented, which the reader of
// a format sets.
const (
	OnOwnLine   Way = 1 << iota // nothing but a time follows on the line
	AfterBlank                  // an empty line stands before it
	Captioned                   // >> stands before the name
	Stamped                     // a time stands before or after the name
	BlankBehind                 // a blank follows the colon
	WideColon                   // the colon is a full-width one
	Numbered                    // a figure begins the name, as in a list
	Small                       // a word of the name is in small letters, and no particle
	Capitals                    // the name is in capitals throughout
	Indented                    // the line begins further in than lines do

	ways = 10 // how many there are
)

const (
	// wayPrior is Laplace's: one label more of either kind than were seen.
	wayPrior = 1.0
	// wayWeight discounts the evidence of each mark, as marks go together: a
	// term of a list is numbered, and in small letters too.
	wayWeight = 0.8
	// wayFloor bounds what one mark can tell against a label. Two such marks
	// undo a name that comes again and again, one does not.
	wayFloor = -2.5
	// wayRounds is how often labels are weighed by each other's marks. What is
	// sure in the first round settles what was not; a third changes nothing.
	wayRounds = 2
)

// oneWay counts against labels that are set in another way than the other names
// of the file are. A transcriber sets labels in one way: on lines of their own,
// with a blank after the colon, with an empty line before. How is learnt from
// the file: each candidate counts for a label as far as it is probable, and for
// none as far as it is not, which is naive Bayes fed by its own guesses (Nigam
// et al., Text Classification from Labeled and Unlabeled Documents using EM,
// Machine Learning 39, 2000). Candidates of the same name are left out, or a
// word that introduces three quotations would be its own witness. A mark only
// tells against; what all names have in common is no evidence for one more.
// keys is how many different names there may be.
func oneWay(labels []Label, keys int) {
	base := make([]float64, len(labels))
	for i, l := range labels {
		base[i] = l.Score
	}
	own := make([]wayCount, keys)
	tells := make([]wayTell, keys)
	for range wayRounds {
		var all wayCount
		clear(own)
		clear(tells)
		for i := range labels {
			p := probability(labels[i].Score)
			all.add(labels[i].Way, p)
			own[labels[i].key].add(labels[i].Way, p)
		}
		for i := range labels {
			c := labels[i].key
			if t := &tells[c]; !t.begun {
				t.begun, t.of = true, all.less(own[c])
			}
			score := base[i]
			for _, told := range tells[c].marks(labels[i].Way) {
				score += told
			}
			labels[i].Score = score
		}
	}
}

// wayCount sums the probabilities that candidates are labels and that they are
// none, in all and of those with each mark.
type wayCount struct {
	yes, no   float64
	yesMarked [ways]float64
	noMarked  [ways]float64
}

func (t *wayCount) add(w Way, p float64) {
	t.yes += p
	t.no += 1 - p
	for mark := range ways {
		if w>>mark&1 == 1 {
			t.yesMarked[mark] += p
			t.noMarked[mark] += 1 - p
		}
	}
}

func (t wayCount) less(u wayCount) wayCount {
	t.yes -= u.yes
	t.no -= u.no
	for mark := range ways {
		t.yesMarked[mark] -= u.yesMarked[mark]
		t.noMarked[mark] -= u.noMarked[mark]
	}
	return t
}

// wayTell is what each mark tells against a label that lacks it, and that has it,
// as far as it was asked.
type wayTell struct {
	begun bool // of is set
	of    wayCount
	known [ways][2]bool
	tells [ways][2]float64
	way   Way // of the label that was asked about last, as mostly all of a name are
	told  []float64
	room  [ways]float64
}

// marks gives what the marks of a label tell against it that tell anything, in
// their order.
func (t *wayTell) marks(w Way) []float64 {
	if t.told != nil && t.way == w {
		return t.told
	}
	t.way, t.told = w, t.room[:0]
	for mark := range ways {
		if told := t.against(mark, int(w>>mark&1)); told != 0 {
			t.told = append(t.told, told)
		}
	}
	return t.told
}

// against is what having a mark, 1, or lacking it, 0, tells against a label.
func (t *wayTell) against(mark, has int) float64 {
	if !t.known[mark][has] {
		t.known[mark][has], t.tells[mark][has] = true, t.of.against(mark, has == 1)
	}
	return t.tells[mark][has]
}

// against is what having a mark, or lacking it, tells against a label.
func (t wayCount) against(mark int, marked bool) float64 {
	yes, no := t.yesMarked[mark], t.noMarked[mark]
	if !marked {
		yes, no = t.yes-yes, t.no-no
	}
	yes = (max(yes, 0) + wayPrior) / (max(t.yes, 0) + 2*wayPrior)
	no = (max(no, 0) + wayPrior) / (max(t.no, 0) + 2*wayPrior)
	known := max(t.yes, 0) / (max(t.yes, 0) + wayPrior) // nothing is known of the ways of nobody
	return max(min(known*wayWeight*math.Log(yes/no), 0), wayFloor)
}

// probability is that a candidate of this score is a label.
func probability(score float64) float64 {
	return 1 / (1 + math.Exp(-confidenceRun*(score-threshold)))
}

// Headings is the Style of labels that are headings. Nobody sets a heading for
// each speaker and marks others within the text, so one is enough to show the
// file's way.
const Headings = 2

// Marked is the Style of labels of which the document itself says that they are
// speakers: by the class of an element, or the column of a table. As with
// headings, one shows the file's way.
const Marked = 3

// oneStyle counts against labels that are marked in another way than most of
// the file's are.
func oneStyle(labels []Label) {
	var styles [Marked + 1]int
	for _, l := range labels {
		if l.Score >= threshold {
			styles[l.Style]++
		}
	}
	main := 0
	for style, n := range styles {
		if n > styles[main] {
			main = style
		}
	}
	if styles[Marked] > 0 {
		main = Marked
	} else if styles[Headings] > 0 {
		main = Headings
	} else if styles[main] < manyOfStyle {
		return
	}
	for i := range labels {
		switch {
		case labels[i].Style == main:
			labels[i].Score += sameStyle
		case styles[labels[i].Style]*2 < styles[main] || main >= Headings:
			labels[i].Score += otherStyle
		}
	}
}
