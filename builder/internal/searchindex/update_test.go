package searchindex

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"

	"dixit/builder/synthetic"
)

// TestAddingOneRewritesLittle adds meetings of any date to an archive, one at a
// time and then in a row, and takes them away again. DIXIT_UPDATES sets how
// many meetings there are; the shares are held for
// 1,000, where there are 96 segments.
func TestAddingOneRewritesLittle(t *testing.T) {
	base, single, row := 96, 3, 3
	if n, _ := strconv.Atoi(os.Getenv("DIXIT_UPDATES")); n > 0 {
		base, single, row = n, 50, 64
	}
	a := synthetic.New(synthetic.Options{Seed: 3})
	var editions []*Edition
	for i := range base + max(single, row) {
		editions = append(editions, meeting(a, i, "en"))
	}
	first := remembering{}
	first.write(t, editions[:base])
	changed := func(old, now map[string]string) float64 {
		n, all := 0, 0
		for name, b := range now {
			all += len(b)
			if was, ok := old[name]; !ok || was != b {
				n += len(b)
			}
		}
		return float64(n) / float64(all)
	}
	var shares []float64
	for i := range single {
		now := first
		// In front, so that the order of what is given is another one too.
		now.write(t, append([]*Edition{editions[base+i]}, editions[:base]...))
		shares = append(shares, changed(first.files, now.files))
	}
	slices.Sort(shares)
	total, now := 0.0, first
	for i := range row {
		old := now.files
		now.write(t, editions[:base+i+1])
		total += changed(old, now.files)
	}
	t.Logf("one added to %d: %.4f of the bytes in the median; %d in a row: %.4f on average", base, shares[len(shares)/2], row, total/float64(row))
	if base == 1000 && (shares[len(shares)/2] > 0.005 || total/float64(row) > 0.03) {
		t.Error("more than 0.005 in the median, or 0.03 on average")
	}
	order := slices.Clone(editions[:base])
	slices.Reverse(order)
	if again := filesOf(t, order, 2, 0); !maps.Equal(again, first.files) {
		t.Error("taking them away does not give the first files again")
	}
}
