package searchindex

import (
	"encoding/json"

	"dixit/builder/internal/lang"
)

// FormatVersion is the version of the format. A reader refuses another.
const FormatVersion = 4

// ManifestName is the one file of an index whose name does not change with its
// contents.
const ManifestName = "manifest.json"

// manifest is what a reader must know before it looks for anything.
type manifest struct {
	Format   int               `json:"format"`
	Segments []segmentManifest `json:"segments"`
	// Han has the traditional characters whose simplified ones occur in the texts,
	// and those, in the same order.
	Han [2]string `json:"han"`
	// Words has, by language, the file of the words that respellings are taken
	// from; a language without words in a script with blanks has none.
	Words map[lang.Tag]string `json:"words"`
	// Endings has the inflections of each language, apart by blanks.
	Endings map[lang.Tag]string `json:"endings"`
	// Primers has what the texts of a language go on with; a language of few
	// editions has none.
	Primers map[lang.Tag]primerManifest `json:"primers"`
	// Lexicons has the groups that segments of a language with the shortest keys
	// do not spell; a language of few segments has none.
	Lexicons map[lang.Tag]lexiconManifest `json:"lexicons"`
}

type lexiconManifest struct {
	ID    string `json:"id"`
	Pages int    `json:"pages"`
}

type primerManifest struct {
	File  string `json:"file"`
	Bytes int    `json:"bytes"` // inflated
}

type segmentManifest struct {
	ID       string   `json:"id"`
	Lang     lang.Tag `json:"lang"`
	Editions int      `json:"editions"`
	Passages int      `json:"passages"`
	Files    int      `json:"files"` // text files
	Slots    int      `json:"slots"` // numbers that each text file takes up
	Key      [2]int   `json:"key"`   // see keyLength
	Pages    []int    `json:"pages"` // by partition
}

func (m *manifest) encode() ([]byte, error) {
	b, err := json.Marshal(m)
	return append(b, '\n'), err
}
