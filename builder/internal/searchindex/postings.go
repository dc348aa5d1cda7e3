package searchindex

import (
	"encoding/binary"
	"slices"
)

// postings appends those of some uses, of which there are so many forms, but of more than
// most only these. It gives how many passages have any. They are taken a block at a time:
// of all that a large segment has of a common word little is kept.
func (g *gatherer) postings(uses []use, forms, most int) (df int, err error) {
	g.heads = g.heads[:0]
	for _, u := range uses {
		g.heads = append(g.heads, taggedPart{u.first, u.tag})
	}
	from := len(g.posts)
	above := -1 // what weighs no more is not kept: there are as many as may be that come first
	for len(g.heads) > 0 {
		of, ok := g.decodeBlock()
		switch {
		case !ok:
			return 0, errBlock
		case len(g.runs) == 1:
			df += g.post(of, above)
		default:
			g.mergeRuns()
			df += g.postMerged(of, forms, above)
		}
		if (len(g.posts)-from)/2 > most {
			above = g.prune(from, most)
		}
	}
	g.prune(from, most)
	return df, nil
}

// taggedPart is a part of a use, and the use's tag.
type taggedPart struct{ part, tag int32 }

// decodeBlock takes from heads those that are of the first block, puts what follows them in
// their place, and makes list of their postings, with a run of each. It gives the batch,
// and tells whether they are whole.
func (g *gatherer) decodeBlock() (*batch, bool) {
	block := g.parts[g.heads[0].part].block
	for _, h := range g.heads[1:] {
		block = min(block, g.parts[h.part].block)
	}
	g.list, g.runs = g.list[:0], g.runs[:0]
	left := g.heads[:0]
	for _, h := range g.heads {
		p := &g.parts[h.part]
		if p.block == block {
			g.runs = append(g.runs, len(g.list))
			if !g.decode(p, h.tag) {
				return nil, false
			}
			h.part = p.next
		}
		if h.part >= 0 {
			left = append(left, h)
		}
	}
	g.heads = left
	return g.batches[g.blocks[block].batch], true
}

// post appends the postings of list, of which each is of another passage of a batch, that
// have more impact than above, and gives how many there are with the others.
func (g *gatherer) post(of *batch, above int) int {
	n := len(g.posts)
	posts := slices.Grow(g.posts, len(g.list))[:n+len(g.list)]
	files, lengths := &of.files, of.Lengths
	for _, x := range g.list {
		passage := int(x >> 16)
		impact := g.impact(int(x&0xff), lengths[passage])
		posts[n] = posting{id: files.id(passage), impact: impact, tag: uint16(x >> 8 & 0xff)}
		if int(impact) > above { // a branch of which the processor could only guess is dearer than id
			n++
		}
	}
	g.posts = posts[:n]
	return len(g.list)
}

// postMerged is post where there may be several of a passage, of which there are so many
// forms.
func (g *gatherer) postMerged(of *batch, forms, above int) int {
	list, n := g.list, 0
	posts := slices.Grow(g.posts, len(list))
	for i := 0; i < len(list); n++ {
		x := list[i]
		tf, tag := int(x&0xff), uint16(x>>8&0xff)
		for i++; i < len(list) && list[i]>>16 == x>>16; i++ {
			tag = uint16(forms)
			tf += int(list[i] & 0xff)
		}
		passage := int(x >> 16)
		if impact := g.impact(min(tf, maxTF), of.Lengths[passage]); int(impact) > above {
			posts = append(posts, posting{id: of.files.id(passage), impact: impact, tag: tag})
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

// decode appends the postings of a part, which are in order of passages, to list: the
// passage's number in the batch, 8 bits for a tag, of which those beyond the last are that,
// and 8 for how often the spelling is there. It tells whether they are whole.
func (g *gatherer) decode(p *gatheredPart, tag int32) bool {
	block := &g.blocks[p.block]
	b, passages := block.of[p.at:p.end], len(g.batches[block.batch].Lengths)
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
		if uint(passage) >= uint(passages) {
			return false
		}
		list[i] = uint64(passage)<<16 | uint64(v&(maxTF-1)) + rest
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
