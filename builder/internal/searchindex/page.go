package searchindex

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"unicode/utf8"

	"dixit/builder/internal/searchindex/terms"
)

// Groups lie in pages, one file each. The page of a term is a hash of its
// first characters, so that no directory is needed to find it, inflections lie
// together, and so do the words that begin with what is being typed. See
// FORMAT.md for the layout.

const (
	// In a large segment, of some million words or more, a page is as large as the square
	// root of it: then both the number of pages and their size grow with half the growth
	// of an archive. The share is what leaves enough of 30,000 files to texts, see
	// fileBytes. In smaller ones leastPage and leastAsked decide.
	rootShare = 0.79
	// mostLeast bounds what leastAsked makes of a page: where a word asks for one page, of
	// 768 bytes or of 4,096, both are in the first packets that a host sends.
	mostLeast = 4 << 10
	// pageLevel compresses the names in pages and the documents.
	pageLevel = 6
)

// Tests lower these, so that small archives are written as large ones are.
var (
	// leastPage decides how many files a site of 1,000 transcripts of one language has,
	// which is in 96 segments. With 512 bytes they were 23,000, more than some hosts take,
	// and with 768 they are 18,000. With 2,048 they would be 12,000, but a first query
	// fetched 569 kB instead of the 178 of 512.
	leastPage = 768
	// leastAsked is how many bytes of pages a word asks for at least, in all segments of
	// its language together, as long as a page has no more than mostLeast. In six segments
	// that is 2 kB a page: with leastPage a word asked for half as much, but 1,000 meetings
	// in four languages had 49,500 pages, half of them below 900 bytes, to write and to
	// upload, and now have 22,600.
	leastAsked = 12 << 10
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

// pageSize is how many bytes a page has, about, in a segment of so many words, one of so
// many of its language: a word makes about one byte of lists.
func pageSize(words, segments int) int {
	return max(leastPage, min(leastAsked/segments, mostLeast), int(rootShare*math.Sqrt(float64(words))))
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

// encoded is a group ready to be laid into pages. bits is how many of list count,
// apart the number of the file of its own that the list has, -1 for none.
type encoded struct {
	*group
	k     uint
	list  []byte
	bits  int
	apart int
}

// encode makes the list of a group, at the end of room, and gives room.
func encode(g *group, sp *space, room []byte) (encoded, []byte) {
	e := encoded{group: g, k: usualParameter(len(g.posts), sp.files*sp.slots), apart: -1}
	if len(g.posts) >= longList {
		e.k = riceParameter(g, sp)
	}
	from := len(room)
	w := bitWriter{out: slices.Grow(room, len(g.posts)*2+2)}
	before := int64(-1)
	impacts, many := g.kind() != attribute[0], len(g.forms) > 1
	for _, p := range g.posts {
		gap := uint32(int64(p.id) - before - 1)
		before = int64(p.id)
		// What follows the gap is soon put together.
		rest, n := uint64(0), uint(0)
		if impacts {
			rest, n = uint64(p.impact), 2
		}
		if many {
			tag, m := gammaBits(uint32(p.tag) + 1)
			rest |= tag << n
			n += m
		}
		if q := uint(gap >> e.k); q < maxQuotient && q+1+e.k+n <= 32 {
			w.bits(1<<q-1|uint64(gap)&(1<<e.k-1)<<(q+1)|rest<<(q+1+e.k), q+1+e.k+n)
			continue
		}
		w.rice(gap, e.k)
		w.bits(rest, n)
	}
	e.bits = w.size() - 8*from
	room = w.end()
	e.list = room[from:len(room):len(room)]
	return e, room
}

// usualParameter is the parameter for a list of n passages of a segment that
// takes up so many numbers: the logarithm of ln 2 times the mean gap (Gallager
// and van Voorhis, 1975).
func usualParameter(n, numbers int) uint {
	return uint(max(bits.Len(uint(numbers*11/16/(n+1))), 1)) - 1
}

// riceParameter is the best parameter for the gaps of a list, of those near the
// logarithm of their mean, the smallest of equal ones. The usual one comes first, as it is
// hard to beat: others are soon given up, most of the larger ones without a look.
func riceParameter(g *group, sp *space) uint {
	mean := (sp.files*sp.slots + 1) / (len(g.posts) + 1)
	most := uint(bits.Len(uint(mean)))
	least := max(most, 5) - 5
	usual := min(max(usualParameter(len(g.posts), sp.files*sp.slots), least), most)
	best, cost := usual, riceCost(g.posts, usual, math.MaxInt)
	for k := usual; k > least; k-- {
		if n := riceCost(g.posts, k-1, cost); n <= cost {
			best, cost = k-1, n
		}
	}
	for k := usual + 1; k <= most; k++ {
		if n := riceCost(g.posts, k, cost); n < cost {
			best, cost = k, n
		}
	}
	return best
}

// riceCost is how many bits the gaps of a list take with a parameter, or some number above
// most where they are more than that.
func riceCost(posts []posting, k uint, most int) int {
	n := len(posts) * (1 + int(k)) // what each takes at least
	before := int64(-1)
	for i := 0; i < len(posts) && n <= most; i++ {
		q := int(uint64(int64(posts[i].id)-before-1) >> k)
		before = int64(posts[i].id)
		if q >= maxQuotient {
			q = maxQuotient + 32 - 1 - int(k)
		}
		n += q
	}
	return n
}

// pageFile is a file made of groups.
type pageFile struct {
	name    string
	content []byte
}

// layout is room for laying groups into pages.
type layout struct {
	groups []encoded
	lists  []byte // of groups
	stands []standing
	sorted []int32 // page after page, the indexes in groups of what stands there
	ends   []int32 // in sorted, of each page
	last   []int32 // by page, the index + 1 of the group that was put there last
	names  namesWriter

	// Of the lexicon lex, the groups that may stand in each of so many pages, and by
	// their numbers the indexes + 1 of those that stand in a page, 0 for none.
	lex     *lexicon
	pages   map[int][][]int32
	present []int32
}

// standing is a group, by its index, that stands in a page.
type standing struct{ page, group int32 }

// inPages gives the groups of a lexicon that may stand in each of n pages.
func (l *layout) inPages(lex *lexicon, n int) [][]int32 {
	if l.lex != lex {
		l.lex, l.pages, l.present = lex, map[int][][]int32{}, make([]int32, len(lex.groups))
	}
	pages, ok := l.pages[n]
	if !ok {
		pages = make([][]int32, n)
		for at := range pages {
			for _, k := range lex.pages[at%len(lex.pages)] {
				if lex.groups[k].in(at, n) {
					pages[at] = append(pages[at], k)
				}
			}
		}
		l.pages[n] = pages
	}
	return pages
}

// distribute puts groups into n pages, by the first characters of their terms. lex is
// the lexicon of the groups, nil for none.
func (l *layout) distribute(n, word, gram int, lex *lexicon) {
	l.stands = l.stands[:0]
	l.ends = append(l.ends[:0], make([]int32, n)...)
	l.last = append(l.last[:0], make([]int32, n)...)
	for i := range l.groups {
		g := l.groups[i].group
		for j := range g.forms {
			h := uint32(0)
			switch {
			case lex != nil && g.known >= 0 && j < len(lex.groups[g.known].hashes):
				h = lex.groups[g.known].hashes[j] // by shortKeys, as all are that refer to a lexicon
			case j == 0:
				h = beginHash(g.begin, g.forms[0].term, word, gram)
			default:
				h = hashString(prefix(g.forms[j].term, word, gram))
			}
			at := h % uint32(n)
			if l.last[at] != int32(i)+1 {
				l.last[at] = int32(i) + 1
				l.ends[at]++
				l.stands = append(l.stands, standing{int32(at), int32(i)})
			}
		}
	}
	sum := int32(0)
	for at, n := range l.ends { // which become beginnings, and ends again
		l.ends[at] = sum
		sum += n
	}
	l.sorted = slices.Grow(l.sorted[:0], len(l.stands))[:len(l.stands)]
	for _, s := range l.stands {
		l.sorted[l.ends[s.page]] = s.group
		l.ends[s.page]++
	}
}

// pages lays the groups of a partition into pages, and their longest lists into
// files of their own. Groups of the lexicon, nil for none, are not spelled where
// it has them. It gives the number of pages, a multiple of the lexicon's.
func (c *compressor) pages(gs []*group, sp *space, partition, size, word, gram int, lex *lexicon) ([]pageFile, int) {
	l := &c.layout
	l.groups, l.lists = slices.Grow(l.groups[:0], len(gs)), l.lists[:0]
	var files []pageFile
	total := 0
	for i := range gs {
		var e encoded
		e, l.lists = encode(gs[i], sp, l.lists)
		if e.isLong() {
			e.apart = len(files)
			files = append(files, pageFile{bigName(partition, e.apart), slices.Clone(e.list)})
		}
		l.groups = append(l.groups, e)
		total += groupSize(&e)
	}
	n := max(1, total/size)
	var inPages [][]int32
	if lex != nil {
		n = len(lex.pages) * max(1, n/len(lex.pages))
		inPages = l.inPages(lex, n)
	}
	l.distribute(n, word, gram, lex)
	files = slices.Grow(files, n)
	names := &l.names
	w := bitWriter{}
	begin := int32(0)
	for at := range n {
		of := l.sorted[begin:l.ends[at]]
		begin = l.ends[at]
		special := false
		for _, i := range of {
			e := &l.groups[i]
			special = special || e.special()
			if e.known >= 0 {
				l.present[e.known] = i + 1
			}
		}
		names.reset()
		w = bitWriter{out: w.out[:0]}
		w.bits(flag(special), 1)
		if lex != nil {
			for _, k := range inPages[at] {
				i := l.present[k]
				w.bits(flag(i > 0), 1)
				if i == 0 {
					continue
				}
				l.present[k] = 0
				e := &l.groups[i-1]
				more := e.forms[len(lex.groups[k].forms):]
				w.bits(flag(len(more) > 0), 1)
				if len(more) > 0 {
					names.forms(more)
				}
				e.write(&w, special)
			}
		}
		for _, i := range of {
			e := &l.groups[i]
			if e.known >= 0 {
				if l.present[e.known] == 0 {
					continue
				}
				l.present[e.known] = 0
			}
			names.group(e.group)
			e.write(&w, special)
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
		w.out = entries
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

// isLong tells whether the list is to lie in a file of its own.
func (e *encoded) isLong() bool {
	return len(e.list) > bigList || len(e.posts) < e.df && len(e.list) > bigPruned
}

// special tells whether a list is not simply whole and in its page.
func (e *encoded) special() bool { return e.apart >= 0 || len(e.posts) < e.df }

// groupSize is what a group adds to a page, about.
func groupSize(e *encoded) int {
	n := 1
	if e.apart < 0 {
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
func (e *encoded) write(w *bitWriter, special bool) {
	n := len(e.posts)
	w.gamma(uint32(n))
	if special {
		w.bits(flag(n < e.df), 1)
		if n < e.df {
			w.gamma(uint32(e.df))
		}
		w.bits(flag(e.apart >= 0), 1)
	}
	if n >= longList {
		w.bits(uint64(e.k), 5)
	}
	if e.apart >= 0 {
		w.gamma(uint32(e.apart) + 1)
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
