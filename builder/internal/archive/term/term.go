// Package term finds what is spoken of in the words themselves: terms of
// several words that belong together, keep together, and are said where
// something is spoken of rather than everywhere.
//
// Goal: the few terms of an archive that are most certainly topics, in any
// language, with nothing known of the language but its commonest words, and not
// even those where a script sets no blanks.
//
// Non-goals: parts of speech, stems, the meaning of terms; the names of those who
// speak; what a vocabulary already knows (package topic).
//
// A Gatherer looks at one transcript. Candidates are runs of words, or of letters
// of an unspaced script, that occur several times; of those stay the ones
//
//   - whose parts stand together far more often than by chance, wherever they are
//     cut (pointwise mutual information; Church and Hanks, Computational
//     Linguistics 16, 1990);
//   - that have many neighbours on either side: where nearly always the same one
//     follows, the term goes on (branching; Jin and Tanaka-Ishii, "Unsupervised
//     segmentation of Chinese text by use of branching entropy", COLING/ACL 2006);
//   - that do not stand at the edges of turns or of sentences, where courtesies
//     and phrases of speech do;
//   - of which something is left when what longer candidates account for is taken
//     away (C-value; Frantzi, Ananiadou, Mima, "Automatic recognition of multi-word
//     terms", International Journal on Digital Libraries 3, 2000);
//
// and they weigh by that rest, by their length, and by how few turns they are
// gathered in, compared with words that are spread by chance (Church and Gale,
// "Poisson mixtures", Natural Language Engineering 1, 1995).
//
// Rank weighs what all transcripts of a language have found: what many have is of
// the language or of the meeting, what one has may be chance. Sums are integers
// and no order of the transcripts matters.
package term

// Term is a candidate of one transcript.
type Term struct {
	// Text is its words as lang.WordsKey gives them, one blank between two of
	// spaced scripts: equal terms have equal texts.
	Text string
	// Printed is how it is written most often.
	Printed string
	Count   int32   // how often it is said
	Turns   []int32 // in which turns, from 0, in order
	// Weight is how much the transcript seems to be about it, in sixteenths of a
	// bit; see Gatherer.Terms.
	Weight int32
	// Blocks is in how many stretches of the transcript it is said. BlocksBy and
	// TurnsBy are in how many stretches and turns it would be if it were said at
	// random, in sixteenths.
	Blocks, BlocksBy, TurnsBy int32
}

// most is how many terms a transcript brings: with their turns some 5 KB. What
// comes after is said three times in an hour.
const most = 32
