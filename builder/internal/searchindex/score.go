package searchindex

// What a hit is worth
//
// The score of a passage is made in two steps, both in integers, so that the
// reader in the browser, the reference reader and a scorer without any index
// agree to the last digit. Everything that is rounded is rounded here, once,
// and is part of the definition.
//
// First, from the lists alone:
//
//	own(p)  = Σ over units u in p   weight(u) · impact(u, p) · form(u, p)
//	near(p) = Σ over units u not in p, in the passage before or after   the same
//	file(f) = Σ over units u in f   the greatest of its own in f
//	said(p) = own(p) + nearWeight · near(p) + fileWeight · file(f)
//	first(p) = said(p) · (1 + share(p)³)
//
// A unit is a word, or two neighbouring characters of a script without blanks.
// No unit is required: a remembered sentence is seldom remembered word by word.
//
// weight is the square of idf. Who asks in whole sentences uses words that the
// answer has by chance or not at all (which, did, called), and one rare word says
// more than several of these. share is that of the query's units which the
// passage has. It makes up for the square where common words are meant too, as
// in a sentence that is remembered.
//
// impact is the part of BM25 (Robertson, Walker et al., TREC-3) that depends on
// the passage: how often the unit occurs and how long the passage is, with a
// fixed length as pivot, in four classes. Measured on questions over eleven
// languages, four classes do as well as exact figures. What they count for lies
// close together: in a short passage it says more that another unit is missing
// than how often this one occurs. form is 10 for the very form that was asked
// for, 9 for one that differs in marks or case only, 8 for another inflection.
// What is said nearby counts by half: speakers name a thing in one passage and
// speak of it in the next.
//
// Measured on 7,072 questions in six languages, each about a sentence of a
// paragraph, and on 3,600 queries of a few words taken at random from passages of
// talks and interviews in three: a third of them just so, a third with one word
// from elsewhere, a third with one from the passage beside. How often the passage
// is among the first ten:
//
//	                                          questions   words
//	as it is                                  .951        .921 .762 .888
//	idf instead of its square                 .943        .923 .767 .892
//	without share                             .951        .902 .728 .878
//	neither square nor share                  .945        .910 .741 .893
//	nearWeight 6, fileWeight 4                .949        .921 .764 .879
//	formGuess 5                               .950        .921 .762 .888
//	impacts of 70, 91, 110 and 138            .951        .916 .754 .880
//
// What answers a question often follows it, and has none of its words. Where no
// passage has all of a query's besideUnits or more units, the passages beside the
// best window's are candidates too, which have a share of 0; but not what comes
// after the last in a file that has a unit, for lists do not tell whether there is
// any. So .960 of the questions find their passage among the first ten, and .962
// if that were told; of the words .921, .761 and .888.
//
// Second, from the words themselves, within windows of the best passages: the
// query as a phrase, most of all in the very forms, the longest run of it, a
// match that stands by itself where the script has no blanks, one that has the
// signs and capitals that were typed (12 %, Los Verdes), and the common words
// that the lists did not tell of. Of phrases of two to six words of a passage,
// .996 find it first, and .988 if what was typed does not count. A window is put in
// order of this; what is outside stays outside.

const (
	// k1 and lengthShare are BM25's k1 and b. Between 0.6 and 1.2, and 0.4 and
	// 0.75, results differ by less than 0.01.
	k1          = 0.9
	lengthShare = 0.5
	// pivot is the length, in positions, at which a passage is neither
	// favoured nor punished.
	pivot = 48

	// idfSteps is how fine idf is: sixteenths of a bit.
	idfSteps = 16

	nearWeight = 8 // of 16
	fileWeight = 8 // of 16

	formExact = 10
	formFold  = 9
	formStem  = 8
	formGuess = 7 // a neighbour in the lexicon, where the word is in no list
	formStart = 7 // a word of which only the beginning was typed

	// mostUnits is how many units of a query are looked up; a longer one is a
	// pasted page.
	mostUnits = 24
	// mostFilters is how many filters are looked up, and how many units of what
	// is refused; mostLetters how long a word or a value of a filter may be.
	mostFilters = 64
	mostLetters = 200

	// besideUnits is how many units a query has that may be answered beside its
	// words. Of one with two, what has one of them is meant.
	besideUnits = 3

	// window is how many passages are looked at together. It is how many hits
	// a page of results has.
	window = 10
	// maxWindows is how many windows a quoted phrase is looked for in.
	maxWindows = 12
	// mostWindows is how many it is looked for in as long as none has it.
	mostWindows = 5 * maxWindows
)

// impactBounds are the upper bounds of the classes of impact, impactValues what
// they count for, in hundredths: one mention in a long passage, in a usual
// one, in a short one; several.
var (
	impactBounds = [3]float64{0.82, 1.0, 1.2}
	impactValues = [4]int64{85, 95, 105, 119}
)

// impactOf gives the class of a unit that occurs tf times in a passage of
// length positions.
func impactOf(tf, length int) uint8 {
	f := float64(tf)
	norm := float64(k1 * (1 - lengthShare + float64(lengthShare*float64(length))/pivot))
	v := float64(f*(k1+1)) / (f + norm)
	for c, bound := range impactBounds {
		if v < bound {
			return uint8(c)
		}
	}
	return uint8(len(impactBounds))
}

// lengthsAlike tells which lengths of passages give every unit there the same impact:
// longer by a word, a passage mostly weighs what it did.
type lengthsAlike []uint16

// of is the same number for lengths that are alike, for those up to mostLength; a longer
// one is like no other.
func (a *lengthsAlike) of(length uint16) uint16 {
	if length >= mostLength {
		return length
	}
	if *a == nil {
		*a = make([]uint16, mostLength)
		for n := 1; n < mostLength; n++ {
			(*a)[n] = (*a)[n-1]
			for tf := 1; tf <= maxTF; tf++ {
				if impactOf(tf, n) != impactOf(tf, n-1) {
					(*a)[n]++
					break
				}
			}
		}
	}
	return (*a)[length]
}

// weight is that of a unit in df of n passages, at least 1.
func weight(n, df int) int64 {
	x := idf(n, df)
	return max(x*x/64, 1)
}

// idf tells how rare a unit in df of n passages is, at least 1: log2 of
// (2n+2)/(2df+1), in steps of 1/16 bit. The logarithm is taken by squaring,
// which is exact to the same bit in every language that has IEEE 754.
func idf(n, df int) int64 {
	r := float64(2*n+2) / float64(2*df+1)
	v := int64(0)
	for r >= 2 {
		r /= 2
		v += idfSteps
	}
	for step := int64(idfSteps / 2); step > 0; step /= 2 {
		r = float64(r * r)
		if r >= 2 {
			r /= 2
			v += step
		}
	}
	return max(v, 1)
}
