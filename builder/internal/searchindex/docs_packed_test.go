package searchindex

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// TestPackedDocs packs documents: they are encoded as they are without.
func TestPackedDocs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	odd := []string{"", "a", `"`, "[", "],[", ",", "<&>", "\u2028", "\x00", "\xff", "会议", `\`}
	text := func() string { return odd[r.IntN(len(odd))] + odd[r.IntN(len(odd))] }
	list := func() []string {
		out := []string{}
		for range r.IntN(3) {
			out = append(out, text())
		}
		return out
	}
	for range 1000 {
		d := doc{
			First: r.IntN(1000), Files: r.IntN(5), PerFile: 1 + r.IntN(64), Text: name([]byte{byte(r.IntN(256)), 9: 0}), Session: text(), Title: text(), Date: text(), URL: text(),
			Series: list(), Topics: list(), Whole: r.IntN(3), Sections: list(), Blocks: []blockTable{},
		}
		for range d.Files {
			var table blockTable
			for range r.IntN(4) {
				table = append(table, r.IntN(64), r.IntN(2000))
			}
			d.Blocks = append(d.Blocks, table)
		}
		p := d.pack(7)
		p.first = int32(d.First)
		if id := p.text(); string(id[:]) != d.Text || p.begin() != d.First || p.end() != d.First+d.Files || int(p.PerFile) != d.PerFile || p.Passages != 7 {
			t.Fatalf("%+v is packed as %+v", d, p)
		}
		from := r.IntN(d.Files + 1)
		to := from + r.IntN(d.Files-from+1)
		d.Blocks = d.Blocks[from:to]
		want, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.appendJSON(nil, from, to); string(got) != string(want) {
			t.Fatalf("%s is encoded as %s", want, got)
		}
	}
}

// TestPlacedFiles numbers passages, in one text file or in very many.
func TestPlacedFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		b, first, slots := &batch{}, r.IntN(3), 1+r.IntN(64)
		var want []int
		for range r.IntN(20) {
			perFile, n := 1+r.IntN(slots), r.IntN(500)
			d := packedDoc{Files: int32((n + perFile - 1) / perFile), PerFile: int32(perFile), Passages: int32(n), first: int32(first)}
			for p := range n {
				want = append(want, (first+p/perFile)*slots+p%perFile)
			}
			first += int(d.Files)
			b.Docs = append(b.Docs, d)
		}
		b.Lengths = make([]uint16, len(want))
		b.place(slots)
		for p, id := range want {
			if got := b.files.id(p); int(got) != id {
				t.Fatalf("passage %d of %d is %d, not %d", p, len(want), got, id)
			}
		}
	}
}
