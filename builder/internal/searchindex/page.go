package searchindex

import (
	"encoding/binary"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/searchindex/terms"
)

// Groups lie in pages, one file each. The page of a term is a hash of its
// first characters, so that no directory is needed to find it, inflections lie
// together, and so do the words that begin with what is being typed. See
// FORMAT.md for the layout.

const (
	// A page is as large as the square root of its segment, and has at least
	// leastPage bytes: then both the number of pages and their size grow with
	// half the growth of an archive. The share is what leaves enough of 30,000
	// files to texts, see fileBytes.
	rootShare = 0.79
	// pageLevel compresses the names in pages and the documents.
	pageLevel = 6
)

// Tests lower these, so that small archives are written as large ones are.
var (
	// leastPage decides how many files a site of 1,000 transcripts has. With 512
	// bytes they were 23,000, more than some hosts take, and with 768 they are 17,700.
	// With 2,048 they would be 12,000, but a first query fetched 569 kB instead of the
	// 178 of 512.
	leastPage = 768
	// bigList is how many bytes a list has that lies in a file of its own. It
	// costs another round trip, so it must be rare: of half a million passages,
	// longer lists are those of words in more than one of fifty.
	bigList = 16 << 10
	// bigPruned is the same for a list that was pruned, which is asked for only
	// when a query has no other words.
	bigPruned = 4 << 10
	// longerKeys are the words of a segment from which on its keys are longer.
	longerKeys = [2]int{1 << 20, 8 << 20}
)

// pageSize is how many bytes a page has, about, in a segment of so many words;
// a word makes about one byte of lists.
func pageSize(words int) int {
	return max(leastPage, int(rootShare*math.Sqrt(float64(words))))
}

// longList is how many postings a list has whose parameter and size are written;
// those of shorter ones follow from the segment, and reading them again is
// cheaper.
const longList = 32

// shortKeys are the shortest keys, those of segments that refer to a lexicon.
var shortKeys = [2]int{3, 1}

// keyLength is how many characters of a word, and of a term of a script
// without blanks, choose its page in a segment of so many bytes of lists.
// Longer keys part more words that begin alike, and more stems: a group stands
// in the page of each of its terms.
func keyLength(words int) (word, gram int) {
	switch {
	case words < longerKeys[0]:
		return shortKeys[0], shortKeys[1]
	case words < longerKeys[1]:
		return 4, 2
	}
	return 5, 2
}

// encoded is a group ready to be laid into pages. bits is how many of list count.
type encoded struct {
	*group
	k    uint
	list []byte
	bits int
}

func encode(g *group, sp *space) encoded {
	e := encoded{group: g, k: usualParameter(len(g.posts), sp.files*sp.slots)}
	if len(g.posts) >= longList {
		e.k = riceParameter(g, sp)
	}
	w := bitWriter{out: make([]byte, 0, len(g.posts)*2+2)}
	before := int64(-1)
	impacts := !strings.HasPrefix(g.forms[0].term, attribute)
	for _, p := range g.posts {
		w.rice(uint32(int64(p.id)-before-1), e.k)
		before = int64(p.id)
		if impacts {
			w.bits(uint64(p.impact), 2)
		}
		if len(g.forms) > 1 {
			w.gamma(uint32(p.tag) + 1)
		}
	}
	e.bits = w.size()
	e.list = w.end()
	return e
}

// usualParameter is the parameter for a list of n passages of a segment that
// takes up so many numbers: the logarithm of ln 2 times the mean gap (Gallager
// and van Voorhis, 1975).
func usualParameter(n, numbers int) uint {
	return uint(max(bits.Len(uint(numbers*11/16/(n+1))), 1)) - 1
}

// riceParameter is the best parameter for the gaps of a list, of those near the
// logarithm of their mean.
func riceParameter(g *group, sp *space) uint {
	mean := (sp.files*sp.slots + 1) / (len(g.posts) + 1)
	around := uint(bits.Len(uint(mean)))
	best, cost := uint(0), -1
	for k := max(around, 5) - 5; k <= around; k++ {
		n := 0
		before := int64(-1)
		for _, p := range g.posts {
			q := uint64(int64(p.id)-before-1) >> k
			before = int64(p.id)
			if q >= maxQuotient {
				n += maxQuotient + 32
			} else {
				n += int(q) + 1 + int(k)
			}
			if cost >= 0 && n >= cost {
				break
			}
		}
		if cost < 0 || n < cost {
			best, cost = k, n
		}
	}
	return best
}

// pageFile is a file made of groups.
type pageFile struct {
	name    string
	content []byte
}

// pages lays the groups of a partition into pages, and their longest lists into
// files of their own. Groups of the lexicon, nil for none, are not spelled where
// it has them. It gives the number of pages, a multiple of the lexicon's.
func (c *compressor) pages(gs []group, sp *space, partition, size, word, gram int, lex *lexicon) ([]pageFile, int) {
	list := make([]encoded, len(gs))
	total := 0
	for i := range gs {
		list[i] = encode(&gs[i], sp)
		total += groupSize(&list[i])
	}
	n := max(1, total/size)
	if lex != nil {
		n = len(lex.pages) * max(1, n/len(lex.pages))
	}
	where := make([][]int, n)
	for i := range list {
		last := -1
		for j, f := range list[i].forms {
			at := int(hashString(prefix(f.term, word, gram)) % uint32(n))
			if j > 0 && (at == last || contains(where[at], i)) {
				continue
			}
			last = at
			where[at] = append(where[at], i)
		}
	}
	var files []pageFile
	big := map[int]int{}
	for i := range list {
		if list[i].apart() {
			big[i] = len(big)
			files = append(files, pageFile{bigName(partition, big[i]), list[i].list})
		}
	}
	present := map[int32]int{} // of a page, by number in the lexicon
	var names namesWriter
	for at, of := range where {
		special := false
		clear(present)
		for _, i := range of {
			special = special || list[i].special()
			if k := list[i].known; k >= 0 {
				present[k] = i
			}
		}
		names.reset()
		w := bitWriter{}
		w.bits(flag(special), 1)
		put := func(i int) {
			number, isBig := big[i]
			list[i].write(&w, special, number, isBig)
		}
		if lex != nil {
			for _, k := range lex.pages[at%len(lex.pages)] {
				g := &lex.groups[k]
				if !g.in(at, n) {
					continue
				}
				i, ok := present[k]
				w.bits(flag(ok), 1)
				if !ok {
					continue
				}
				delete(present, k)
				more := list[i].forms[len(g.forms):]
				w.bits(flag(len(more) > 0), 1)
				if len(more) > 0 {
					names.forms(more)
				}
				put(i)
			}
		}
		for _, i := range of {
			if k := list[i].known; k >= 0 {
				if _, left := present[k]; !left {
					continue
				}
			}
			names.group(list[i].group)
			put(i)
		}
		var packed []byte
		if len(names.out) > 0 {
			if lex != nil {
				packed = c.block(names.out, lex.names)
			} else {
				packed = c.deflate(pageLevel, names.out)
			}
		}
		entries := w.end()
		page := binary.AppendUvarint(make([]byte, 0, len(packed)+len(entries)+3), uint64(len(packed)))
		page = append(append(page, packed...), entries...)
		files = append(files, pageFile{pageName(partition, at), page})
	}
	return files, n
}

func flag(is bool) uint64 {
	if is {
		return 1
	}
	return 0
}

func contains(list []int, i int) bool {
	return len(list) > 0 && list[len(list)-1] == i
}

// apart tells whether the list lies in a file of its own.
func (e *encoded) apart() bool {
	return len(e.list) > bigList || len(e.posts) < e.df && len(e.list) > bigPruned
}

// special tells whether a list is not simply whole and in its page.
func (e *encoded) special() bool { return e.apart() || len(e.posts) < e.df }

// groupSize is what a group adds to a page, about.
func groupSize(e *encoded) int {
	n := 1
	if !e.apart() {
		n += len(e.list)
	}
	if e.known < 0 {
		for _, f := range e.forms {
			n += len(f.term)/2 + 1
		}
	}
	return n
}

func pageName(partition, page int) string {
	return strconv.Itoa(partition) + "-" + strconv.Itoa(page) + fileExt
}

func bigName(partition, n int) string {
	return "b" + strconv.Itoa(partition) + "-" + strconv.Itoa(n) + fileExt
}

// fileExt ends the names of all files but the manifest and the reader: hosts
// neither compress such files again nor guess at what is in them.
const fileExt = ".bin"

// write writes all but the names of a group.
func (e *encoded) write(w *bitWriter, special bool, number int, isBig bool) {
	n := len(e.posts)
	w.gamma(uint32(n))
	if special {
		w.bits(flag(n < e.df), 1)
		if n < e.df {
			w.gamma(uint32(e.df))
		}
		w.bits(flag(isBig), 1)
	}
	if n >= longList {
		w.bits(uint64(e.k), 5)
	}
	if isBig {
		w.gamma(uint32(number) + 1)
		return
	}
	if n >= longList {
		w.gamma(uint32(e.bits))
	}
	w.list(e.list, e.bits)
}

// namesWriter writes the terms and forms of groups.
type namesWriter struct {
	out    []byte
	before string // the term written last
}

func (w *namesWriter) reset() { *w = namesWriter{out: w.out[:0]} }

// group writes the names of a group.
func (w *namesWriter) group(g *group) {
	many := len(g.forms) > 1 || g.forms[0].term != g.forms[0].form
	// How many characters of the first term are not its stem says little, and
	// mostly the same.
	x := uint64(0)
	if g.stem > 0 {
		x = uint64(utf8.RuneCountInString(g.forms[0].term)-g.stem+1) << 1
	}
	w.out = binary.AppendUvarint(w.out, x|flag(many))
	if many {
		w.forms(g.forms)
		return
	}
	w.term(g.forms[0].term)
}

// forms writes some forms and how many they are.
func (w *namesWriter) forms(forms []form) {
	w.out = binary.AppendUvarint(w.out, uint64(len(forms)))
	for _, f := range forms {
		w.term(f.term)
		w.out = appendFront(w.out, terms.Traditional(f.term), f.form)
	}
}

func (w *namesWriter) term(term string) {
	w.out = appendFront(w.out, w.before, term)
	w.before = term
}

// appendFront writes a string after another: how many bytes they begin with in
// common, how many follow, in half a byte each where both are under 15.
func appendFront(dst []byte, before, s string) []byte {
	same := 0
	for same < len(before) && same < len(s) && before[same] == s[same] {
		same++
	}
	rest := s[same:]
	if same < 15 && len(rest) < 15 {
		dst = append(dst, byte(same<<4|len(rest)))
	} else {
		dst = append(dst, 0xff)
		dst = binary.AppendUvarint(dst, uint64(same))
		dst = binary.AppendUvarint(dst, uint64(len(rest)))
	}
	return append(dst, rest...)
}
