package searchindex

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"slices"

	"dixit/builder/internal/lang"

	"github.com/klauspost/compress/flate"
)

// A block of text is short, so that a snippet is cheap, and what is short
// compresses badly: every block would say anew how often each character occurs,
// and write out the commonest words once. A primer says both once for a
// language: it is the beginning of a deflate stream, which every block goes on
// with.
//
// All texts of a language depend on its primer, so it must not change whenever
// an edition does. It is made of few editions, those of the smallest hashes:
// which those are is a function of the set of editions, and another edition is
// among them as seldom as there are many.
const (
	// primerEditions is how many editions a primer is made of: enough to tell
	// what is common from what is said in one.
	primerEditions = 4
	// primerSample is how many bytes of each of them are looked at.
	primerSample = 64 << 10
	// primerBytes is how many bytes of words a primer holds. A search fetches it
	// once, about half as many bytes as these. On meetings in English, half as many
	// make the texts larger by one twentieth, which is more where a host sends whole
	// files; twice as many make them smaller by another thirtieth, which is less.
	primerBytes = 8 << 10
	// segmentBytes and shingle are the k and d of COVER, see coverOf.
	segmentBytes = 24
	shingle      = 6
)

// primedEditions is how many editions a language has at least for a primer to
// pay: with fewer, it changes too often, and the texts are soon fetched. Tests
// lower it.
var primedEditions = 64

// primer is what the blocks of a language go on with.
type primer struct {
	name   string // of its file
	file   []byte // the beginning of a deflate stream; it ends with a byte
	words  []byte // what that is, inflated
	code   *deflateCode
	places placesByBytes // in words
}

// prime makes and writes the primers.
func (w *writer) prime(ctx context.Context) error {
	byLang := map[lang.Tag][]int{}
	for i, h := range w.in.Heads {
		byLang[h.Lang] = append(byLang[h.Lang], i)
	}
	var tags []lang.Tag
	for l, heads := range byLang {
		if len(heads) >= primedEditions {
			tags = append(tags, l)
		}
	}
	slices.Sort(tags)
	made, keys := make([]*primer, len(tags)), make([]Key, len(tags))
	err := w.each(ctx, len(tags), func(i int, t *tools) error {
		heads := sample(w.in.Heads, byLang[tags[i]], primerEditions)
		k, keyed := w.key(heads, "primer")
		if p := w.in.Made.primers[k]; keyed && p != nil {
			made[i], keys[i] = p, k
			return w.putOnce(p.name, p.file)
		}
		var samples []*Edition
		for _, head := range heads {
			e, err := w.in.Load(head)
			if err != nil {
				return err
			}
			samples = append(samples, e)
		}
		p, err := newPrimer(samples)
		if err != nil || p == nil {
			return err
		}
		made[i], keys[i] = p, k
		return w.putOnce(p.name, p.file)
	})
	if err != nil {
		return err
	}
	w.primers, w.man.Primers = map[lang.Tag]*primer{}, map[lang.Tag]primerManifest{}
	for i, l := range tags {
		if p := made[i]; p != nil {
			w.primers[l] = p
			w.made.primers[keys[i]] = p
			w.man.Primers[l] = primerManifest{p.name, len(p.words)}
		}
	}
	return nil
}

// sample gives, of the editions in a language, the n of the smallest hashes.
func sample(heads []Head, of []int, n int) []int {
	type hashed struct {
		head int
		hash [sha256.Size]byte
	}
	all := make([]hashed, len(of))
	for i, head := range of {
		all[i] = hashed{head, sha256.Sum256([]byte(heads[head].Session))}
	}
	slices.SortFunc(all, func(x, y hashed) int {
		return cmp.Or(bytes.Compare(x.hash[:], y.hash[:]), cmp.Compare(heads[x.head].Session, heads[y.head].Session))
	})
	var out []int
	for _, x := range all[:min(n, len(all))] {
		out = append(out, x.head)
	}
	return out
}

// newPrimer makes a primer of some editions; nil where they have no words.
func newPrimer(editions []*Edition) (*primer, error) {
	var samples, blocks [][]byte
	for _, e := range editions {
		var sample []byte
		topics := topicsOf(e)
		for ps := passages(e); len(ps) > 0 && len(sample) < primerSample; {
			n := blockEnd(ps, primedBytes)
			blocks = append(blocks, appendBlock(nil, e, topics, ps[:n]))
			sample = append(sample, blocks[len(blocks)-1]...)
			ps = ps[n:]
		}
		samples = append(samples, sample)
	}
	p := &primer{words: coverOf(samples, primerBytes)}
	if len(p.words) == 0 {
		return nil, nil
	}
	p.places.learn(p.words)
	p.encode(blocks)
	var file bytes.Buffer
	w, err := flate.NewWriter(&file, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	w.Write(p.words)
	w.Flush() // ends with a byte
	file.Write(p.code.header())
	p.file = file.Bytes()
	sum := sha256.Sum256(p.file)
	p.name = "primer-" + name(sum[:]) + fileExt
	return p, nil
}

// encode makes the code for some blocks. It is made for what is written with it,
// and what is written is chosen by what it costs: from a guess, the second code
// is as good as any.
func (p *primer) encode(blocks [][]byte) {
	p.code = newDeflateCode(&tokenCounts{})
	for range 2 {
		var n tokenCounts
		d := primedDeflater{p: p, count: &n}
		for _, b := range blocks {
			d.deflate(b)
		}
		p.code = newDeflateCode(&n)
	}
}

// coverOf gives the size bytes that have the most of what several samples have
// in common, as COVER does (Liao, Petri, Moffat, Wirth: Effective construction
// of relative Lempel-Ziv dictionaries, WWW 2016): the samples are cut into as
// many parts as segments fit, and of each the segment is taken whose shingles
// are in the most samples, those aside that were taken before.
func coverOf(samples [][]byte, size int) []byte {
	all := bytes.Join(samples, nil)
	in := newShingles(len(all))
	for i, s := range samples {
		for at := 0; at+shingle <= len(s); at++ {
			in.count(shingleAt(s, at), int32(i)+1)
		}
	}
	part := max(segmentBytes, len(all)*segmentBytes/size)
	var out []byte
	for grown := true; grown && len(out) < size; {
		grown = false
		for from := 0; from+segmentBytes <= len(all) && len(out) < size; from += part {
			s := all[from:min(from+part, len(all))]
			most, best, run := 0, 0, 0
			for i := 0; i+shingle <= len(s); i++ {
				run += in.shared(shingleAt(s, i))
				if begin := i + shingle - segmentBytes; begin >= 0 {
					if run > most {
						most, best = run, begin
					}
					run -= in.shared(shingleAt(s, begin))
				}
			}
			if most == 0 {
				continue
			}
			taken := s[best : best+segmentBytes]
			for i := 0; i+shingle <= len(taken); i++ {
				in.place(shingleAt(taken, i)).in = 0
			}
			out, grown = append(out, taken...), true
		}
	}
	return out
}
