package searchindex

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"dixit/builder/internal/lang"
)

// A segment is the editions of one language whose hash falls into one bucket.
// It is written as a whole and changes as a whole, so the number of segments
// decides two things that pull against each other: a search looks into every
// segment of a language, and a changed edition rewrites one of them.
//
// Which segment an edition is in depends on its own id and on how many
// editions there are, and on nothing else, so the index is a function of the
// set of editions. It must then be equally cheap to add any of them: if a
// change is to rewrite one part in n, there must be about n segments.
//
// Where an archive is small, so are the files that a search fetches from each
// segment, and many segments cost it little. As it grows, those files grow, for
// a host takes only so many of them, and the number of segments must fall if a
// search is not to fetch more: with the square of the growth, since both what
// one file holds and what one change rewrites are then as large as they were
// in proportion.
const (
	// leastSegments is their number where there is more than one; all further
	// numbers are this, doubled.
	leastSegments = 6
	// mostSegments is their number in an archive of up to manyEditions.
	mostSegments = 96
	manyEditions = 2048
	// fewEditions is how many a segment has at least, as long as there is more
	// than one: below that, what must be said of each word weighs more than its
	// list.
	fewEditions = 10
)

// segmentsUpTo is the greatest number of segments that is k at most.
func segmentsUpTo(k int) int {
	if k < leastSegments {
		return 1
	}
	n := leastSegments
	for 2*n <= min(k, mostSegments) {
		n *= 2
	}
	return n
}

// segmentCount is the number of segments for an archive of n editions.
func segmentCount(n int) int {
	k := segmentsUpTo(n / fewEditions)
	for size := manyEditions; k > 1 && n > size; size *= 2 {
		k = segmentsUpTo(k / 4)
	}
	return k
}

// segment is one of the segments to be written.
type segment struct {
	lang   lang.Tag
	bucket int   // of the buckets of its language
	of     int   // how many these are
	heads  []int // indexes of Input.Heads, in order: newest first
}

// segments distributes editions.
func segments(heads []Head) []segment {
	byLang := map[lang.Tag][]int{}
	for i, h := range heads {
		byLang[h.Lang] = append(byLang[h.Lang], i)
	}
	tags := make([]lang.Tag, 0, len(byLang))
	for l := range byLang {
		tags = append(tags, l)
	}
	slices.Sort(tags)
	all := segmentCount(len(heads))
	var out []segment
	for _, l := range tags {
		k := segmentsUpTo(all * len(byLang[l]) / len(heads))
		first := len(out)
		for b := range k {
			out = append(out, segment{lang: l, bucket: b, of: k})
		}
		for _, i := range byLang[l] {
			s := &out[first+bucket(heads[i], k)]
			s.heads = append(s.heads, i)
		}
	}
	out = slices.DeleteFunc(out, func(s segment) bool { return len(s.heads) == 0 })
	for _, s := range out {
		slices.SortFunc(s.heads, func(x, y int) int {
			return cmp.Or(cmp.Compare(heads[y].Date, heads[x].Date), cmp.Compare(heads[x].Session, heads[y].Session))
		})
	}
	return out
}

// bucket is the segment of an edition among k of its language.
func bucket(h Head, k int) int {
	sum := sha256.Sum256([]byte(h.Session))
	return int(binary.BigEndian.Uint32(sum[:4]) % uint32(k))
}
