package searchindex

import (
	"encoding/binary"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"dixit/builder/internal/searchindex/terms"
)

// Groups lie in pages, one file each. The page of a term is a hash of its
// first characters, so that no directory is needed to find it, inflections lie
// together, and so do the words that begin with what is being typed. See
// FORMAT.md for the layout.

const (
	// A page is as large as the square root of its segment, and has at least
	// leastPage bytes: then both the number of pages and their size grow with
	// half the growth of an archive.
	rootShare = 0.85
	// pageLevel compresses the heads of pages, which are a tenth of the index.
	pageLevel = 6
)

// Tests lower these, so that small archives are written as large ones are.
var (
	leastPage = 1 << 10
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

// Flags of a group's first byte, above the five bits of its Rice parameter.
const (
	flagPruned = 1 << 5
	flagBig    = 1 << 6
	flagForms  = 1 << 7 // more forms than one, or one that is not its term
)

// keyLength is how many characters of a word, and of a term of a script
// without blanks, choose its page in a segment of so many bytes of lists.
// Longer keys part more words that begin alike, and more stems: a group stands
// in the page of each of its terms.
func keyLength(words int) (word, gram int) {
	switch {
	case words < longerKeys[0]:
		return 3, 1
	case words < longerKeys[1]:
		return 4, 2
	}
	return 5, 2
}

// encoded is a group ready to be laid into pages.
type encoded struct {
	*group
	k    uint
	list []byte
}

func encode(g *group, sp *space) encoded {
	e := encoded{group: g, k: riceParameter(g, sp)}
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
	e.list = w.end()
	return e
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

// pages lays the groups of a partition into pages, numbered from first, and
// their longest lists into files of their own. It gives the number of pages.
func (c *compressor) pages(gs []group, sp *space, partition, size, word, gram int) ([]pageFile, int) {
	list := make([]encoded, len(gs))
	total := 0
	for i := range gs {
		list[i] = encode(&gs[i], sp)
		total += groupSize(&list[i])
	}
	n := max(1, total/size)
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
	var head, lists []byte
	for at, of := range where {
		head, lists = binary.AppendUvarint(head[:0], uint64(len(of))), lists[:0]
		before := ""
		for _, i := range of {
			number, isBig := big[i]
			head, before = appendGroup(head, &list[i], before, number, isBig)
			if !isBig {
				lists = append(lists, list[i].list...)
			}
		}
		packed := c.deflate(pageLevel, head)
		page := binary.AppendUvarint(make([]byte, 0, len(packed)+len(lists)+3), uint64(len(packed)))
		page = append(append(page, packed...), lists...)
		files = append(files, pageFile{pageName(partition, at), page})
	}
	return files, n
}

func contains(list []int, i int) bool {
	return len(list) > 0 && list[len(list)-1] == i
}

// apart tells whether the list lies in a file of its own.
func (e *encoded) apart() bool {
	return len(e.list) > bigList || len(e.posts) < e.df && len(e.list) > bigPruned
}

// groupSize is what a group adds to a page, about.
func groupSize(e *encoded) int {
	n := 4
	if !e.apart() {
		n += len(e.list)
	}
	for _, f := range e.forms {
		n += len(f.term)/2 + 1
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

// appendGroup writes the head of a group. before is the term written last.
func appendGroup(dst []byte, e *encoded, before string, number int, isBig bool) ([]byte, string) {
	flags := byte(e.k)
	if len(e.posts) < e.df {
		flags |= flagPruned
	}
	if isBig {
		flags |= flagBig
	}
	many := len(e.forms) > 1 || e.forms[0].term != e.forms[0].form
	if many {
		flags |= flagForms
	}
	dst = append(dst, flags)
	if many {
		dst = binary.AppendUvarint(dst, uint64(len(e.forms)))
	}
	for _, f := range e.forms {
		dst = appendFront(dst, before, f.term)
		before = f.term
		if many {
			dst = appendFront(dst, terms.Traditional(f.term), f.form)
		}
	}
	dst = append(dst, byte(e.stem))
	dst = binary.AppendUvarint(dst, uint64(len(e.posts)))
	if len(e.posts) < e.df {
		dst = binary.AppendUvarint(dst, uint64(e.df))
	}
	if isBig {
		dst = binary.AppendUvarint(dst, uint64(number))
	} else {
		dst = binary.AppendUvarint(dst, uint64(len(e.list)))
	}
	return dst, before
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
