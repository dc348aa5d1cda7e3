package searchindex

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// postings appends those of some uses, of which there are so many forms, but of more than
// most only these. It gives how many passages have any. They are taken a block at a time:
// of all that a large segment has of a common word little is kept.
func (g *gatherer) postings(uses []use, forms, most int) (df int, err error) {
	g.inBlocks = g.inBlocks[:0]
	for _, u := range uses {
		for p := u.first; p >= 0; p = g.parts[p].next {
			g.inBlocks = append(g.inBlocks, taggedPart{g.parts[p].block, p, u.tag})
		}
	}
	if len(uses) > 1 {
		slices.SortFunc(g.inBlocks, func(x, y taggedPart) int { return cmp.Or(cmp.Compare(x.block, y.block), cmp.Compare(x.part, y.part)) })
	}
	from := len(g.posts)
	above := -1 // what weighs no more is not kept: there are as many as may be that come first
	for rest := g.inBlocks; len(rest) > 0; {
		g.list, g.runs = g.list[:0], g.runs[:0]
		for block := rest[0].block; len(rest) > 0 && rest[0].block == block; rest = rest[1:] {
			g.runs = append(g.runs, len(g.list))
			if !g.decode(rest[0].part, rest[0].tag) {
				return 0, errBlock
			}
		}
		if len(g.runs) == 1 {
			df += g.post(above)
		} else {
			g.mergeRuns()
			df += g.postMerged(forms, above)
		}
		if (len(g.posts)-from)/2 > most {
			above = g.prune(from, most)
		}
	}
	g.prune(from, most)
	return df, nil
}

// taggedPart is a part of a use, and the use's tag.
type taggedPart struct{ block, part, tag int32 }

// post appends the postings of list, of which each is of another passage, that have more
// impact than above, and gives how many there are with the others.
func (g *gatherer) post(above int) int {
	posts := slices.Grow(g.posts, len(g.list))
	for _, x := range g.list {
		if impact := g.impact(int(x&0xff), uint16(x>>16)); int(impact) > above {
			posts = append(posts, posting{id: uint32(x >> 32), impact: impact, tag: uint16(x >> 8 & 0xff)})
		}
	}
	g.posts = posts
	return len(g.list)
}

// postMerged is post where there may be several of a passage, of which there are so many
// forms.
func (g *gatherer) postMerged(forms, above int) int {
	list, n := g.list, 0
	posts := slices.Grow(g.posts, len(list))
	for i := 0; i < len(list); n++ {
		x := list[i]
		tf, tag := int(x&0xff), uint16(x>>8&0xff)
		for i++; i < len(list) && list[i]>>32 == x>>32; i++ {
			tag = uint16(forms)
			tf += int(list[i] & 0xff)
		}
		if impact := g.impact(min(tf, maxTF), uint16(x>>16)); int(impact) > above {
			posts = append(posts, posting{id: uint32(x >> 32), impact: impact, tag: tag})
		}
	}
	g.posts = posts
	return n
}

// prune keeps, of the postings from one on, the most of the greatest impact, of equal ones
// the first. It gives the least impact of those, -1 where none is left out.
func (g *gatherer) prune(from, most int) int {
	posts := g.posts[from:]
	if len(posts) <= most {
		return -1
	}
	var of [len(impactValues)]int
	for _, p := range posts {
		of[p.impact]++
	}
	least := len(of) - 1
	room := most // for those of the least impact that is kept
	for ; least > 0 && of[least] <= room; least-- {
		room -= of[least]
	}
	kept := posts[:0]
	for _, p := range posts {
		if int(p.impact) == least {
			if room == 0 {
				continue
			}
			room--
		} else if int(p.impact) < least {
			continue
		}
		kept = append(kept, p)
	}
	g.posts = g.posts[:from+len(kept)]
	return least
}

// decode appends the postings of a part, which are in order of passages, to list:
// the passage's number, 16 bits for its length in positions, 8 for a tag, of which those beyond the
// last are that, and 8 for how often the spelling is there. It tells whether they are
// whole.
func (g *gatherer) decode(part, tag int32) bool {
	p := &g.parts[part]
	block := &g.blocks[p.block]
	of, b := g.batches[block.batch], block.of[p.at:p.end]
	files, lengths := of.files, of.Lengths
	rest := uint64(min(tag, int32(maxForms)-1))<<8 + 1
	n := len(g.list)
	list := slices.Grow(g.list, int(p.n))[:n+int(p.n)]
	passage := -1
	for i := n; i < len(list); i++ {
		if len(b) < 2 {
			return false
		}
		v := binary.LittleEndian.Uint16(b)
		b = b[2:]
		gap := int(v >> 4)
		if gap == farGap {
			if len(b) < 4 {
				return false
			}
			gap = int(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
		passage += gap + 1
		if uint(passage) >= uint(len(lengths)) {
			return false
		}
		list[i] = uint64(files.id(passage))<<32 | uint64(lengths[passage])<<16 | uint64(v&(maxTF-1)) + rest
	}
	g.list = list
	return true
}

// mergeRuns merges what is in order from each of g.runs to the next.
func (g *gatherer) mergeRuns() {
	for len(g.runs) > 1 {
		out, kept := g.other[:0], g.runs[:0]
		for r := 0; r < len(g.runs); r += 2 {
			from := g.runs[r]
			if r+1 == len(g.runs) {
				kept = append(kept, len(out))
				out = append(out, g.list[from:]...)
				break
			}
			mid, to := g.runs[r+1], len(g.list)
			if r+2 < len(g.runs) {
				to = g.runs[r+2]
			}
			x, y := g.list[from:mid], g.list[mid:to]
			kept = append(kept, len(out))
			for len(x) > 0 && len(y) > 0 {
				if x[0] < y[0] {
					out = append(out, x[0])
					x = x[1:]
				} else {
					out = append(out, y[0])
					y = y[1:]
				}
			}
			out = append(append(out, x...), y...)
		}
		g.list, g.other, g.runs = out, g.list, kept
	}
}

// mostLength is the length from which on a passage's impact is not remembered.
const mostLength = 512

// impact is impactOf, remembered.
func (g *gatherer) impact(tf int, length uint16) uint8 {
	if length >= mostLength {
		return impactOf(tf, int(length))
	}
	known := &g.impacts[tf][length]
	if *known == 0 {
		*known = impactOf(tf, int(length)) + 1
	}
	return *known - 1
}
