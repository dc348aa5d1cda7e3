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
	Circled                     // a circle stands before the name

	ways = 11 // how many there are
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
	var known odds
	for range wayRounds {
		var all wayCount
		clear(own)
		clear(tells)
		for i := range labels {
			p := known.probability(labels[i].Score)
			all.add(labels[i].Way, p)
			own[labels[i].key].add(labels[i].Way, p)
		}
		for i := range labels {
			c := labels[i].key
			labels[i].Score = base[i] + tells[c].marks(labels[i].Way, &all, &own[c])
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

// wayTell remembers what marks tell against the labels of a name.
type wayTell struct {
	known [2]Way // the marks whose lack, and whose presence, was asked about
	tells [ways][2]float64
	asked bool
	way   Way     // of the label that was asked about last, as mostly all of a name are
	told  float64 // against that
}

// marks sums what the marks of a label tell against it, by all labels but those of
// its own name.
func (t *wayTell) marks(w Way, all, own *wayCount) float64 {
	if t.asked && t.way == w {
		return t.told
	}
	t.asked, t.way, t.told = true, w, 0
	for mark := range ways {
		has := int(w >> mark & 1)
		if t.known[has]>>mark&1 == 0 {
			t.known[has] |= 1 << mark
			t.tells[mark][has] = all.against(own, mark, has == 1)
		}
		t.told += t.tells[mark][has]
	}
	return t.told
}

// against is what having a mark, or lacking it, tells against a label, by all
// labels but those of its own name.
func (t *wayCount) against(own *wayCount, mark int, marked bool) float64 {
	allYes, allNo := t.yes-own.yes, t.no-own.no
	yes, no := t.yesMarked[mark]-own.yesMarked[mark], t.noMarked[mark]-own.noMarked[mark]
	if !marked {
		yes, no = allYes-yes, allNo-no
	}
	yes = (max(yes, 0) + wayPrior) / (max(allYes, 0) + 2*wayPrior)
	no = (max(no, 0) + wayPrior) / (max(allNo, 0) + 2*wayPrior)
	known := max(allYes, 0) / (max(allYes, 0) + wayPrior) // nothing is known of the ways of nobody
	return max(min(known*wayWeight*math.Log(yes/no), 0), wayFloor)
}

// odds remembers the probabilities of some scores, of which a file has few.
type odds [16]struct {
	score, p float64
	known    bool
}

// probability is that of the package.
func (o *odds) probability(score float64) float64 {
	at := &o[math.Float64bits(score)*0x9E3779B97F4A7C15>>60]
	if !at.known || at.score != score {
		at.known, at.score, at.p = true, score, probability(score)
	}
	return at.p
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
