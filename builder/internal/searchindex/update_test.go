package searchindex

import (
	"context"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"dixit/builder/synthetic"

	"dixit/builder/internal/usage"
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

// BenchmarkUpdate writes an index of 1,000 meetings, or as many as
// DIXIT_EDITIONS says, of which one has changed since the last time.
func BenchmarkUpdate(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("DIXIT_EDITIONS"))
	if n == 0 {
		n = 1000
	}
	meetings := newShelf(b, n)
	in := Input{
		Heads: make([]Head, n), Keys: make([]Key, n), Workers: runtime.GOMAXPROCS(0),
		Keep: func([]string) bool { return true },
		Temp: func() (*os.File, error) { return os.CreateTemp(b.TempDir(), "index-") },
	}
	for i := range in.Heads {
		e, err := meetings.meeting(i)
		if err != nil {
			b.Fatal(err)
		}
		in.Heads[i], in.Keys[i] = e.Head, Key{byte(i), byte(i >> 8)}
	}
	edits := make([]int, n)
	var files atomic.Int64
	in.Put = func(string, []byte) error { files.Add(1); return nil }
	in.Load = func(i int) (*Edition, error) {
		e, err := meetings.meeting(i)
		if edits[i] > 0 {
			e.Turns[0].Passages[0] += " edited " + strconv.Itoa(edits[i])
		}
		return e, err
	}
	write := func() {
		made, err := Write(context.Background(), in)
		if err != nil {
			b.Fatal(err)
		}
		in.Made = made
	}
	write()
	files.Store(0)
	updates := 0
	var spent []time.Duration
	for b.Loop() {
		i := updates * 617 % n
		updates++
		edits[i]++
		in.Keys[i][2]++
		began := usage.CPU()
		write()
		spent = append(spent, usage.CPU()-began)
	}
	slices.Sort(spent)
	b.ReportMetric(spent[len(spent)/2].Seconds()*1000, "median-cpu-ms")
	b.ReportMetric(float64(files.Load())/float64(updates), "files/op")
}
