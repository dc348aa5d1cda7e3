// Package align finds which turns of two or more editions of a session render
// the same speech.
//
// # The question
//
// An interpreter's transcript and the original seldom have the same number of
// turns: a courtesy is left out, two short turns are rendered as one, a page is
// missing. Nothing in the words of one tells of the other without a dictionary.
// What does is told by four things, none of which knows a language:
//
//   - Length. What takes long to say takes long to render (Gale and Church, "A
//     Program for Aligning Sentences in Bilingual Corpora", 1993). The logarithm
//     of the ratio of two lengths is nearly constant within a pair of editions;
//     it scatters more where turns are short. See lengthModel.
//   - Who speaks. That "Ana Ruiz" and "安娜·鲁伊斯" are one is not known, but it is
//     learnt: aligning shows who speaks where whom is heard, which makes the next
//     aligning better (expectation and maximisation, three times at most). See
//     voiceGains.
//   - Marks: what survives translation as it stands. Numbers, names and
//     abbreviations in Latin letters, addresses. A mark that is rare in both
//     editions is strong evidence. See AppendMarks.
//   - Times, where both editions have them.
//
// Each gives, for a group of turns here and one there, the logarithm of how much
// likelier the two are if they render one another than if they met by chance.
// These gains add up, so that what is missing (names in one edition, figures
// that a scan has lost) is simply not there. All are integers, in 1/256 of a
// natural logarithm, so that every machine finds the same.
//
// # The answer
//
// Pair finds the best sequence of beads (1-1, 1-0, 0-1, 2-1, 1-2) by dynamic
// programming within a band about the diagonal, which is widened where the way
// runs into its edge. What has no counterpart is left alone: a bead that gains
// less than leaving out both sides is never made.
//
// Units brings several editions together: all are paired with the one of most
// turns, and what that one lacks is paired among the others, gap by gap.
//
// # Whether there is an answer
//
// The best way through two unrelated files is a way, too. Pair compares what it
// gains with what the same file gains when it is read out of order. Where that
// is no less, the two are told apart: they are not editions of one session. See
// unrelated. What a person has settled is not looked at.
//
// What this package does not do: read texts beyond lengths and marks, know names,
// or look at more than one session.
package align

// Turn is what aligning needs to know of a turn, or of a passage of one.
type Turn struct {
	Length int32    // of its words, see lang.Measure; 0 for a turn of notes alone
	Voice  int32    // index in Edition.Voices; -1 for nobody
	Start  int32    // seconds into the recording; -1 for not known
	Marks  []uint32 // sorted, each once
}

// Edition is a sequence of turns.
type Edition struct {
	Turns []Turn
	// Voices are those who speak, as hashes of what is known of them. Equal hashes in
	// two editions are taken for one speaker; 0 is equal to none.
	Voices []uint64
	// Settled says that a person has put the edition into its session: it is not told
	// apart, whatever it is like.
	Settled bool
}

// Bead is turns of one edition, A to ATo, that render those of another, B to
// BTo. Both are half-open; one of them may be empty.
type Bead struct{ A, ATo, B, BTo int32 }

// Matched tells whether the bead has turns of both editions.
func (b Bead) Matched() bool { return b.A < b.ATo && b.B < b.BTo }

// unit is the number of steps in a natural logarithm: gains and logarithms of
// lengths are integers in steps.
const unit = 256
