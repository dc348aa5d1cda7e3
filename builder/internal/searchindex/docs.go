package searchindex

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// docFiles is how many text files one page of documents tells of: enough that a
// title is compressed beside others, few enough that a hit costs little. Each
// adds some sixty bytes to a page of six hundred; one more in a page leaves 300 of
// the files of 10,000 meetings to texts, which gain twice as much by them where a
// host sends whole files.
const docFiles = 9

// docRun is how many pages of documents lie in one folder, where there are more: so
// many are written again when a document changes, 100 KB or so, and each folder adds
// five bytes to the manifest as it is sent. It is a power of two, so that their number
// tells it. Tests lower it.
var docRun = 128

// docRuns is how many folders the documents of so many text files lie in, at least 1.
func docRuns(files int) int { return max(1, (files+docFiles*docRun-1)/(docFiles*docRun)) }

// doc is what is told of an edition besides its words, as JSON arrays in the
// order of the fields. Only the text files of the page have their blocks.
type doc struct {
	First   int // number of its first text file in the segment
	Files   int
	PerFile int
	Text    string // id of its texts
	Session string
	Title   string
	Date    string
	URL     string // "" for the usual one, see usualURL
	Series  []string
	// Topics are those of the edition as a whole, Whole of them, then those of
	// single turns, which the texts name by their index here.
	Topics   []string
	Whole    int
	Sections []string
	Blocks   []blockTable // by text file of this page
}

func (d doc) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{d.First, d.Files, d.PerFile, d.Text, d.Session, d.Title, d.Date, d.URL, d.Series, d.Topics, d.Whole, d.Sections, d.Blocks})
}

func (d *doc) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&d.First, &d.Files, &d.PerFile, &d.Text, &d.Session, &d.Title, &d.Date, &d.URL, &d.Series, &d.Topics, &d.Whole, &d.Sections, &d.Blocks})
}

// blockTable has passages and bytes of each block of a text file. It is written as
// numbers in groups of five bits, the lowest first, a character each, where 32
// more is another group's to come: deflated, half of what their digits take.
type blockTable []int

const groupDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func (t blockTable) MarshalJSON() ([]byte, error) {
	b := []byte{'"'}
	for _, n := range t {
		for ; n >= 32; n >>= 5 {
			b = append(b, groupDigits[32|n&31])
		}
		b = append(b, groupDigits[n])
	}
	return append(b, '"'), nil
}

func (t *blockTable) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = nil
	n, at := 0, 0
	for _, c := range []byte(s) {
		v := strings.IndexByte(groupDigits, c)
		if v < 0 || at > 30 {
			return errDamaged
		}
		n |= v & 31 << at
		if at += 5; v < 32 {
			*t = append(*t, n)
			n, at = 0, 0
		}
	}
	if at > 0 || len(*t)%2 != 0 {
		return errDamaged
	}
	return nil
}

// usualURL is where the page of an edition is as a rule.
func usualURL(h Head) string {
	parts := strings.Split(h.Session, "/")
	for i, p := range parts {
		parts[i] = encodeComponent(p)
	}
	return "../" + string(h.Lang) + "/sessions/" + strings.Join(parts, "/") + "/"
}

// usualID is the id that a speaker has as a rule.
func usualID(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), " ", "-")
}

// isUsualID is id == usualID(name), without making that of names in ASCII.
func isUsualID(id, name string) bool {
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= utf8.RuneSelf:
			return id == usualID(name)
		case c == ' ':
			c = '-'
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		if i >= len(id) || id[i] != c {
			return false
		}
	}
	return len(id) == len(name)
}

// docOf describes an edition.
func docOf(e *Edition, t texts) doc {
	d := doc{
		Files: len(t.files), PerFile: t.perFile, Text: t.id, Session: e.Session, Title: clean(e.Title), Date: e.Date, URL: e.URL,
		Series: notNil(e.Series), Topics: notNil(topicsOf(e)), Whole: len(e.Topics), Sections: notNil(e.Sections), Blocks: []blockTable{},
	}
	if d.URL == usualURL(e.Head) {
		d.URL = ""
	}
	for _, blocks := range t.blocks {
		var of blockTable
		for _, b := range blocks {
			of = append(of, b.passages, b.bytes)
		}
		d.Blocks = append(d.Blocks, of)
	}
	return d
}

// topicsOf gives the topics of an edition as a whole, then those of its turns in
// order of first mention.
func topicsOf(e *Edition) []string {
	out := slices.Clone(e.Topics)
	for _, t := range e.Turns {
		for _, topic := range t.Topics {
			if !slices.Contains(out, topic) {
				out = append(out, topic)
			}
		}
	}
	return out
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// docNames are the names of the pages of a run, in their folder, of the documents of so
// many text files.
func docNames(folder string, files, run int) []string {
	var names []string
	for n := run * docRun; n < min((run+1)*docRun, (files+docFiles-1)/docFiles); n++ {
		names = append(names, folder+"/"+docName(n))
	}
	return names
}

// docPages writes a run of the pages of the documents of a segment, which are in order,
// of docFiles text files each. An edition whose files lie in two pages is in both.
func (c *compressor) docPages(docs []packedDoc, run int) []pageFile {
	var files []pageFile
	var page []byte
	total := docs[len(docs)-1].end()
	begin := run * docRun * docFiles
	at := sort.Search(len(docs), func(i int) bool { return docs[i].end() > begin }) // the first that may reach into the page
	for from := begin; from < min(begin+docRun*docFiles, total); from += docFiles {
		to := min(from+docFiles, total)
		page = page[:0]
		for i := at; i < len(docs) && docs[i].begin() < to; i++ {
			d := &docs[i]
			if d.end() <= from {
				at = i + 1
				continue
			}
			page = append(page, ',')
			page = d.appendJSON(page, max(from, d.begin())-d.begin(), min(to, d.end())-d.begin())
		}
		page[0] = '['
		page = append(page, ']')
		files = append(files, pageFile{docName(from / docFiles), c.deflate(pageLevel, page)})
	}
	return files
}

func docName(n int) string { return "d" + strconv.Itoa(n) + fileExt }

// datesName is the file that has a line for each edition of a segment: how many
// text files it has, how many passages each but the last and all together, and
// its date.
const datesName = "dates" + fileExt

func (w *writer) dates(s int, c *compressor) pageFile {
	var b strings.Builder
	for i, h := range w.segs[s].heads {
		d := &w.space[s].docs[i]
		fmt.Fprintf(&b, "%d %d %d %s\n", d.Files, d.PerFile, d.Passages, w.in.Heads[h].Date)
	}
	return pageFile{datesName, c.deflate(pageLevel, []byte(b.String()))}
}

func textName(id string, file int) string { return "text/" + id + "." + strconv.Itoa(file) + fileExt }

// appendTextNames appends the names of texts in so many files.
func appendTextNames(names []string, id textID, files int) []string {
	for i := range files {
		names = append(names, textName(string(id[:]), i))
	}
	return names
}

// addressed gives a hit the address of its passage on the page at url, "" for
// the usual one.
func addressed(h Hit, anchor, page string) Hit {
	h.Anchor = anchor
	if h.Passage > 1 {
		h.Anchor += "." + strconv.Itoa(h.Passage)
	}
	if page == "" {
		page = usualURL(Head{Session: h.Session, Lang: h.Language})
	}
	h.URL = page + "?turn=" + strconv.Itoa(h.N) + "#" + encodeComponent(h.Anchor)
	return h
}

// encodeComponent escapes as encodeURIComponent does.
func encodeComponent(s string) string {
	return asComponent.Replace(url.QueryEscape(s))
}
