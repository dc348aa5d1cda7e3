package searchindex

import (
	"crypto/sha256"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"dixit/builder/synthetic"
)

// sum is what is known of a file: its size and hash.
type sum struct {
	size int
	hash [32]byte
}

// sums writes the index of the meetings of some numbers, in that order, and
// gives what is known of its files.
func sums(t *testing.T, meetings map[int]*Edition, order []int) map[string]sum {
	t.Helper()
	editions := make([]*Edition, len(order))
	for i, n := range order {
		editions[i] = meetings[n]
	}
	out := map[string]sum{}
	for name, b := range filesOf(t, editions, runtime.GOMAXPROCS(0), 0) {
		out[name] = sum{len(b), sha256.Sum256([]byte(b))}
	}
	return out
}

// TestAddingOneRewritesLittle adds meetings of any date to an archive, one at a
// time and then in a row, and takes them away again. DIXIT_UPDATES sets how
// many meetings there are; the shares are held for
// 1,000, where there are 32 segments.
func TestAddingOneRewritesLittle(t *testing.T) {
	base, single, row := 96, 3, 3
	if n, _ := strconv.Atoi(os.Getenv("DIXIT_UPDATES")); n > 0 {
		base, single, row = n, 50, 64
	}
	a := synthetic.New(synthetic.Options{Seed: 3})
	editions := map[int]*Edition{}
	for i := range base + max(single, row) {
		editions[i] = meeting(a, i, "en")
	}
	order := slices.Sorted(maps.Keys(editions))[:base]
	before := sums(t, editions, order)
	changed := func(old, now map[string]sum) float64 {
		n, all := 0, 0
		for name, s := range now {
			all += s.size
			if old[name] != s {
				n += s.size
			}
		}
		return float64(n) / float64(all)
	}
	var shares []float64
	for i := range single {
		// In front, so that the order of what is given is another one too.
		now := sums(t, editions, append([]int{base + i}, order...))
		shares = append(shares, changed(before, now))
	}
	slices.Sort(shares)
	total, old := 0.0, before
	for i := range row {
		now := sums(t, editions, append(slices.Clone(order), seq(base, base+i+1)...))
		total += changed(old, now)
		old = now
	}
	t.Logf("one added to %d: %.4f of the bytes in the median; %d in a row: %.4f on average", base, shares[len(shares)/2], row, total/float64(row))
	if base == 1000 && (shares[len(shares)/2] > 0.005 || total/float64(row) > 0.03) {
		t.Error("more than 0.005 in the median, or 0.03 on average")
	}
	slices.Reverse(order)
	if again := sums(t, editions, order); !maps.Equal(again, before) {
		t.Error("taking them away does not give the first files again")
	}
}

func seq(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}
