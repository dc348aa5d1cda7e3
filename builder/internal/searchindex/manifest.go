package searchindex

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"dixit/builder/internal/lang"
)

// FormatVersion is the version of the format. A reader refuses another.
const FormatVersion = 12

// ManifestName is the one file of an index whose name does not change with its
// contents.
const ManifestName = "manifest.json"

// manifest is what a reader must know before it looks for anything.
type manifest struct {
	Format   int         `json:"format"`
	Segments segmentList `json:"segments"`
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
	// Aside has, by the id of a segment, the text files in it that count as if they
	// were not there: pairs of the first number and how many there are. Alone has the
	// ids of segments that have nothing to do with primers and lexicons. Only an
	// index before which another lies has these, see Overlay.
	Aside map[string][]int `json:"aside,omitempty"`
	Alone []string         `json:"alone,omitempty"`
}

// setAside tells of each text file of a segment whether it counts as if it were not
// there; nil for none.
func (m *manifest) setAside(s *segmentManifest) ([]bool, error) {
	of := m.Aside[s.ID]
	if of == nil {
		return nil, nil
	}
	out := make([]bool, s.Files)
	for len(of) > 0 {
		if len(of) < 2 || of[0] < 0 || of[1] < 0 || of[0] > s.Files-of[1] {
			return nil, errDamaged
		}
		for i := range of[1] {
			out[of[0]+i] = true
		}
		of = of[2:]
	}
	return out, nil
}

// forgetEmpty takes out the segments that have no editions left, and what there is of
// languages without segments: no reader is to offer them.
func (m *manifest) forgetEmpty() {
	there := map[lang.Tag]bool{}
	m.Segments = slices.DeleteFunc(m.Segments, func(s segmentManifest) bool {
		if s.Editions > 0 {
			there[s.Lang] = true
			return false
		}
		delete(m.Aside, s.ID)
		m.Alone = slices.DeleteFunc(m.Alone, func(id string) bool { return id == s.ID })
		return true
	})
	m.Words, m.Endings = ofLanguages(m.Words, there), ofLanguages(m.Endings, there)
	m.Primers, m.Lexicons = ofLanguages(m.Primers, there), ofLanguages(m.Lexicons, there)
}

// ofLanguages is a copy with what is of some languages.
func ofLanguages[V any](all map[lang.Tag]V, some map[lang.Tag]bool) map[lang.Tag]V {
	out := maps.Clone(all)
	maps.DeleteFunc(out, func(l lang.Tag, _ V) bool { return !some[l] })
	return out
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
	ID       string
	Lang     lang.Tag
	Editions int
	Passages int
	Files    int    // text files
	Slots    int    // numbers that each text file takes up
	Key      [2]int // see keyLength
	Pages    []int  // by partition
	// Folders has those of the files of partitions, where there are several, and Docs
	// those of runs of pages of documents.
	Folders, Docs []string
}

// folder is where the files of a partition are.
func (m *segmentManifest) folder(p int) string {
	if len(m.Folders) == 0 {
		return m.ID
	}
	return m.Folders[p]
}

// docFolder is where a page of documents is.
func (m *segmentManifest) docFolder(page int) string {
	if len(m.Docs) == 0 {
		return m.ID
	}
	return m.Docs[page/docRun]
}

// inFolders are the folders of a segment besides its own.
func (m *segmentManifest) inFolders() []string { return slices.Concat(m.Folders, m.Docs) }

// segmentList is by language, in order of tags, an array of arrays: every change of
// the archive changes the manifest, so it is to be small.
type segmentList []segmentManifest

// segmentFields is how many fields of a segment stand before those of its pages. They
// are followed by its folders, as one string, if there are any.
const segmentFields = 7

func (list segmentList) MarshalJSON() ([]byte, error) {
	byLang := map[lang.Tag][][]any{}
	for _, s := range list {
		of := []any{s.ID, s.Editions, s.Passages, s.Files, s.Slots, s.Key[0], s.Key[1]}
		for _, n := range s.Pages {
			of = append(of, n)
		}
		if folders := strings.Join(s.inFolders(), ""); folders != "" {
			of = append(of, folders)
		}
		byLang[s.Lang] = append(byLang[s.Lang], of)
	}
	return json.Marshal(byLang)
}

func (list *segmentList) UnmarshalJSON(b []byte) error {
	byLang := map[lang.Tag][][]json.RawMessage{}
	if err := json.Unmarshal(b, &byLang); err != nil {
		return err
	}
	*list = segmentList{}
	for _, l := range slices.Sorted(maps.Keys(byLang)) {
		for _, of := range byLang[l] {
			s := segmentManifest{Lang: l}
			var folders string
			n := len(of) - segmentFields
			if n > 0 && bytes.HasPrefix(of[len(of)-1], []byte{'"'}) {
				n--
				if err := json.Unmarshal(of[len(of)-1], &folders); err != nil {
					return err
				}
				of = of[:len(of)-1]
			}
			if n < 1 || !s.setFolders(n, folders) {
				return errDamaged
			}
			s.Pages = make([]int, n)
			into := []any{&s.ID, &s.Editions, &s.Passages, &s.Files, &s.Slots, &s.Key[0], &s.Key[1]}
			for i := range s.Pages {
				into = append(into, &s.Pages[i])
			}
			for i, field := range of {
				if err := json.Unmarshal(field, into[i]); err != nil {
					return err
				}
			}
			*list = append(*list, s)
		}
	}
	return nil
}

// setFolders takes the folders of a segment of n partitions from their one string, and
// tells whether it may be one.
func (m *segmentManifest) setFolders(n int, all string) bool {
	if len(all)%folderName != 0 {
		return false
	}
	var list []string
	for ; all != ""; all = all[folderName:] {
		list = append(list, all[:folderName])
	}
	if n == 1 {
		m.Docs = list
		return true
	}
	if len(list) < n {
		return false
	}
	m.Folders, m.Docs = list[:n:n], list[n:]
	return true
}

func (m *manifest) encode() ([]byte, error) {
	b, err := json.Marshal(m)
	return append(b, '\n'), err
}
