package searchindex

import (
	"testing"

	"dixit/builder/synthetic"
)

// BenchmarkPrimed deflates the blocks of meetings.
func BenchmarkPrimed(b *testing.B) {
	p := primerOf(b)
	d := &primedDeflater{p: p}
	a := synthetic.New(synthetic.Options{Seed: 5})
	var blocks [][]byte
	size := 0
	for i := primerEditions; i < primerEditions+16; i++ {
		e := meeting(a, i, "en")
		for ps := passages(e); len(ps) > 0; {
			n := blockEnd(ps, primedBytes)
			blocks = append(blocks, appendBlock(nil, e, nil, ps[:n]))
			size += len(blocks[len(blocks)-1])
			ps = ps[n:]
		}
	}
	b.SetBytes(int64(size))
	out := 0
	for b.Loop() {
		out = 0
		for _, t := range blocks {
			out += len(d.deflate(t))
		}
	}
	b.ReportMetric(float64(out)/float64(size), "deflated/text")
}
