package shots_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/searchindex"
	"dixit/builder/synthetic"
)

// pace searches, each time with an index that was opened anew and then, a key
// later, with the same, and gives after how many milliseconds there were first
// results, which have no words of the passages yet, and final ones.
const pace = `async (queries) => {
	const { open } = await import('./search/reader.js')
	const cold = [], warm = []
	const search = async (index, q, into) => {
		const at = performance.now()
		let first = 0
		await index.search(q, { prefix: true, partial: () => { first = performance.now() - at } })
		const final = performance.now() - at
		into.push({ first: first || final, final })
	}
	for (const q of queries) {
		const index = await open(new URL('search/', location.href), { fetch })
		await search(index, q.slice(0, -1), cold)
		await search(index, q, warm)
	}
	return { cold, warm }
}`

// TestPaceOfSearch measures, for a person to read, how long a browser waits for
// results on this machine. DIXIT_PACE names a folder whose search has the index of
// synthetic meetings, as BenchmarkWrite of searchindex keeps them in DIXIT_OUT.
func TestPaceOfSearch(t *testing.T) {
	dir := os.Getenv("DIXIT_PACE")
	if dir == "" {
		t.Skip("DIXIT_PACE names no folder")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/search/reader.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Write(searchindex.ReaderModule())
	})
	mux.Handle("/search/", http.FileServer(http.Dir(dir)))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>Pace</title>")
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	if _, err := os.Stat(filepath.Join(dir, "search", searchindex.ManifestName)); err != nil {
		t.Fatal(err)
	}
	b := newTab(t, &site{url: srv.URL + "/", dir: dir})
	b.open(srv.URL + "/")
	content, row := queriesOf(100)
	type answer struct{ First, Final float64 }
	type times struct{ Cold, Warm []answer }
	for _, x := range []struct {
		what    string
		queries []string
	}{{"one to three words of content", content}, {"two or three words in a row", row}} {
		var all times
		for some := range slices.Chunk(x.queries, 10) {
			got := apply[times](b, pace, some)
			all.Cold, all.Warm = append(all.Cold, got.Cold...), append(all.Warm, got.Warm...)
		}
		tell := func(list []answer) string {
			var first, final []float64
			for _, a := range list {
				first, final = append(first, a.First), append(final, a.Final)
			}
			slices.Sort(first)
			slices.Sort(final)
			half, most := len(list)/2, (len(list)-1)*95/100
			return fmt.Sprintf("first results after %.0f ms in the median, %.0f at p95; final after %.0f and %.0f", first[half], first[most], final[half], final[most])
		}
		t.Logf("%s, a first search: %s", x.what, tell(all.Cold))
		t.Logf("%s, a key later: %s", x.what, tell(all.Warm))
	}
}

// queriesOf draws queries of both kinds from passages: words that are in one
// passage of twenty at most, and words in a row.
func queriesOf(n int) (content, row []string) {
	r := rand.New(rand.NewPCG(5, 7))
	a := synthetic.New(synthetic.Options{Seed: 1})
	var passages [][]string
	in := map[string]int{}
	for i := range 40 {
		_, text := a.Meeting(25*i, "en")
		for line := range strings.Lines(string(text)) {
			_, words, ok := strings.Cut(strings.TrimPrefix(line, "**"), ":** ")
			if list := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return r < 'a' }); ok && len(list) > 3 {
				passages = append(passages, list)
				for _, w := range slices.Compact(slices.Sorted(slices.Values(list))) {
					in[w]++
				}
			}
		}
	}
	for len(content) < n {
		p := passages[r.IntN(len(passages))]
		k := 2 + len(row)%2
		from := r.IntN(len(p) - k)
		row = append(row, strings.Join(p[from:from+k], " "))
		rare := slices.DeleteFunc(slices.Clone(p), func(w string) bool { return in[w] > len(passages)/20 })
		r.Shuffle(len(rare), func(i, j int) { rare[i], rare[j] = rare[j], rare[i] })
		if k = 1 + len(content)%3; len(rare) >= k {
			content = append(content, strings.Join(rare[:k], " "))
		}
	}
	return content, row[:n]
}
