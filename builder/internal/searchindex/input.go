package searchindex

import (
	"os"

	"dixit/builder/internal/lang"
)

// Head is what must be known of every edition before any is read: which
// segment it belongs to, and its place there.
type Head struct {
	Session string
	Lang    lang.Tag
	Date    string // "2006", "2006-01" or "2006-01-02"; "" for none
}

// Edition is a session in one language, as the search sees it.
type Edition struct {
	Head
	Title    string
	URL      string   // of its page, relative to the folder of the index
	Series   []string // ids, the innermost first
	Sections []string // titles
	Speakers []Speaker
	// Topics are those of the edition as a whole, which hold for each of its
	// turns.
	Topics []string
	Turns  []Turn
}

// Speaker is one who speaks in an edition.
type Speaker struct {
	ID   string // "" for a label that names nobody
	Name string
}

// Turn is a turn with its passages.
type Turn struct {
	Anchor  string
	Speaker int   // index in Edition.Speakers, -1 for none
	Section int   // index in Edition.Sections + 1, 0 before the first
	Start   int64 // milliseconds, -1 for not known
	Unit    int   // number of the unit within the session, 0 for none
	Topics  []string
	// Passages are the turn's words, passage by passage; none is left out, so
	// that the k-th is the one with the address ".k".
	Passages []string
}

// Input is what an index is written from.
type Input struct {
	Heads []Head
	// Keys are hashes of all that Load gives, by the same index; nil where they
	// are not known. Then nothing is remembered.
	Keys []Key
	// Made is what was given when the index was written before; nil for nothing.
	Made *Made
	// Keep tells whether files that were put then, with these names, are all
	// there as they were, and makes them part of this index too. It is called from
	// several goroutines, and may be nil where Made is and Cache is "".
	Keep func(names []string) bool
	// Cache is a folder in which Write keeps what it is quicker to read than to make
	// again, of meetings of an hour about half as many bytes as there are words; "" for
	// none. [Made.ForgetOthers] removes what is of no use any more. It may be emptied at
	// any time; where that is while Write is at work, Write fails.
	Cache string
	// Opened is what was begun to be opened of the cache, for this call alone; nil for
	// nothing.
	Opened *Opened
	// Program is the build of the program: what others wrote is not taken for what this
	// one would write.
	Program string
	// Load gives an edition by its index in Heads. It is called once for each that
	// is not kept, twice for the few that primers, lexicons and words for
	// respelling are made of, from several goroutines.
	Load func(int) (*Edition, error)
	// Done is called with the index of an edition for which Load is not called any more, so
	// that an archive can go while its index comes; nil for nobody to tell. It is called for
	// each edition, for some more than once, from several goroutines. When Write fails, it
	// may not have been called for all.
	Done func(int)
	// Put takes a file of the index by its name below the folder of the index.
	// It is called from several goroutines, with the manifest last.
	Put func(name string, content []byte) error
	// Temp gives a file for what does not fit in memory. It is called at most
	// once; the file is closed and removed.
	Temp func() (*os.File, error)
	// Workers is how many editions are read at a time, at least 1.
	Workers int
	// Memory is how many bytes of sorted postings are held before they are spilled;
	// 0 means DefaultMemory.
	Memory int
}

// DefaultMemory keeps archives of about 1,000 transcripts in memory as a whole.
// What is held grows by doubling and is collected late, so that the program
// takes several times as much.
const DefaultMemory = 24 << 20
