// Package format is what readers share: the interface they stand behind, front
// matter, labels of speakers, events and dates as written.
//
// A reader turns one file into one transcript. It knows no other file, no
// configuration and no people; what it is unsure of it says in confidences and
// diagnostics. Nothing of a file is lost in silence: every character that is
// not white space ends up in a turn, label, role, section, front matter, event,
// time, in Transcript.Dropped or in a diagnostic. FORMATS.md describes every
// format with an example.
package format

import (
	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Confidence says how sure a reader is that a file is its own.
type Confidence uint8

// The confidences. Of equal ones the earlier reader in the table wins.
const (
	No     Confidence = iota // not this format
	Maybe                    // could be, if nobody knows better
	Likely                   // by its name
	Sure                     // by its content
)

// HeadSize is how many bytes of a file tell its kind, at most. An opening
// address may be long, and the second mark of a turn stands after it.
const HeadSize = 64 << 10

// Format reads one kind of file.
type Format interface {
	// Name is a short word in lower case, as `inspect` shows it.
	Name() string
	// Version counts changes of what Read makes of the same bytes, so that
	// readings kept in the store by an earlier one are not used.
	Version() int
	// Binary says whether files of this kind are no text: Read then has their
	// Bytes alone, and the path and line of a diagnostic are all it can say of a
	// place.
	Binary() bool
	// Match says whether a file is of this kind. It looks at the path and at no
	// more than head, the file's first bytes (at most HeadSize), which may be nil
	// when only the path is known.
	Match(path string, head []byte) Confidence
	// Read makes a transcript of the file. It never fails: of a bad file it
	// gives the good parts, and diagnostics for the rest. The transcript is not
	// nil, and its Meta holds front matter as found, with no defaults. Where a file
	// holds several sessions, they are the transcript and its More.
	Read(f *source.File) (*transcript.Transcript, diag.List)
}

// Accountable is a Format whose readings can be held to what their files say.
type Accountable interface {
	Format
	// Words gives what a reading of f must hold: its text below the front matter,
	// less what the format uses as markup, and which characters of it count. In
	// doubt it leaves out.
	Words(f *source.File) (text string, counts func(rune) bool)
}
