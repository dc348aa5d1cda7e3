package lang

import (
	"bytes"
	"cmp"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write detect_profiles.bin anew")

// The profiles that Detect reads are made from the texts of profiles/ by go
// generate, which runs this test with -update; without, it holds that they were.
func TestProfilesAreCurrent(t *testing.T) {
	want := train(t, "profiles")
	if *update {
		if err := os.WriteFile("detect_profiles.bin", want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(want, profileBytes) {
		t.Error("profiles/ was changed: run go generate in this folder")
	}
}

// sample is what a language is learned from.
type sampleText struct {
	tag   Tag
	list  []string // commonest words, commonest first
	words []string // of the list and of the text, as often as they are there
	never []string // words that a close language has and this one has not
}

// close are languages that share so much that what little text there is of each
// would tell them apart by chance. What one has the other has too, but for the
// words that its third paragraph names.
var closePairs = map[[2]Tag]float64{{"id", "ms"}: 0.4, {"hr", "sr-Latn"}: 0.4, {"da", "nb"}: 0.1, {"gl", "pt"}: 0.1}

// train makes the profiles of a folder of texts. A file is named after its
// language; its first paragraph is the commonest words, the second running text,
// the third, if there is one, words that it never has and a close language has.
func train(t *testing.T, folder string) []byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no profiles: %v", err)
	}
	byScript := map[script][]sampleText{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		tag := Tag(strings.TrimSuffix(filepath.Base(f), ".txt"))
		s := scriptFor(tag)
		list, text, ok := strings.Cut(strings.TrimSpace(norm.NFC.String(string(b))), "\n\n")
		text, never, _ := strings.Cut(text, "\n\n")
		if parsed, err := Parse(string(tag)); !ok || err != nil || parsed != tag || !s.learned() {
			t.Fatalf("%s: not named after a language of a script that several share, or not two paragraphs", f)
		}
		known := wordsOf(list, s)
		byScript[s] = append(byScript[s], sampleText{tag, known, slices.Concat(known, wordsOf(text, s)), wordsOf(never, s)})
	}
	var out []byte
	for _, s := range []script{latin, cyrillic, arabic, devanagari} {
		out = append(out, trainScript(s, byScript[s])...)
	}
	return out
}

// wordsOf splits a text the way Detect does.
func wordsOf(text string, s script) []string {
	var words []string
	eachRun(text, func(in script, run []rune, _ bool) {
		if in == s {
			words = append(words, string(run))
		}
	})
	return words
}

// letterCounts are the counts of one language: of letters, pairs and triples,
// and of what follows a context.
type letterCounts struct {
	n     map[string]float64 // of 1, 2, 3 letters
	after map[string]float64 // how often a context of 0, 1, 2 letters is followed
	kinds map[string]float64 // by how many different letters
}

func (c *letterCounts) add(context, letter string, times float64) {
	if c.n[context+letter] == 0 {
		c.kinds[context]++
	}
	c.n[context+letter] += times
	c.after[context] += times
}

// learn counts the letters of words.
func (c *letterCounts) learn(words []string, times float64) {
	for _, w := range words {
		if w == "" {
			continue
		}
		r := []rune(string(edge) + w + string(edge))
		for j := 1; j < len(r); j++ {
			c.add("", string(r[j]), times)
			c.add(string(r[j-1]), string(r[j]), times)
			if j > 1 {
				c.add(string(r[j-2:j]), string(r[j]), times)
			}
		}
	}
}

// share gives close languages each other's words and letters. Words that the
// other never has are among those of a language, if only its own.
func share(samples []sampleText, counts []letterCounts) {
	for pair, times := range closePairs {
		i := slices.IndexFunc(samples, func(s sampleText) bool { return s.tag == pair[0] })
		j := slices.IndexFunc(samples, func(s sampleText) bool { return s.tag == pair[1] })
		if i < 0 || j < 0 {
			continue
		}
		a, b := samples[i], samples[j]
		var list []string // of both, in turn, so that a word has one rank
		for k := range max(len(a.list), len(b.list)) {
			for _, from := range [][]string{a.list, b.list} {
				if k < len(from) && !slices.Contains(list, from[k]) {
					list = append(list, from[k])
				}
			}
		}
		list = slices.Concat(list, a.never, b.never)
		without := func(words, never []string) []string {
			out := slices.Clone(words)
			for k, w := range out {
				if slices.Contains(never, w) {
					out[k] = ""
				}
			}
			return out
		}
		samples[i].list, samples[j].list = without(list, a.never), without(list, b.never)
		counts[i].learn(b.words, times)
		counts[j].learn(a.words, times)
	}
}

func cost(p float64) byte {
	return byte(min(255, max(0, math.Round(-costUnit*math.Log(p)))))
}

// trainScript writes the model of one script: how likely each letter is after
// the two before it, in each language, with Witten and Bell's smoothing (method
// C, IEEE Transactions on Information Theory 37, 1991), as costs in the manner
// of ARPA files: of what was seen, and of falling back on a shorter context.
func trainScript(s script, samples []sampleText) []byte {
	slices.SortFunc(samples, func(a, b sampleText) int { return cmp.Compare(a.tag, b.tag) })
	var alphabet []rune
	counts := make([]letterCounts, len(samples))
	for i, sm := range samples {
		counts[i] = letterCounts{map[string]float64{}, map[string]float64{}, map[string]float64{}}
		counts[i].learn(sm.words, 1)
		alphabet = append(alphabet, edge)
		for _, w := range sm.words {
			alphabet = append(alphabet, []rune(w)...)
		}
	}
	share(samples, counts)
	slices.Sort(alphabet)
	alphabet = slices.Compact(alphabet) // edge is the first
	// p1, p2, p3 are the smoothed probabilities of a letter after 0, 1, 2 others.
	// A letter that a language lacks is taken for one that came half a time.
	p1 := func(c letterCounts, l string) float64 {
		return (c.n[l] + 0.5) / (c.after[""] + 0.5*float64(len(alphabet)+1))
	}
	p2 := func(c letterCounts, b, l string) float64 {
		return (c.n[b+l] + c.kinds[b]*p1(c, l)) / (c.after[b] + c.kinds[b])
	}
	p3 := func(c letterCounts, a, b, l string) float64 {
		return (c.n[a+b+l] + c.kinds[a+b]*p2(c, b, l)) / (c.after[a+b] + c.kinds[a+b])
	}
	back := func(c letterCounts, context string) float64 {
		if c.after[context] == 0 {
			return 1
		}
		return c.kinds[context] / (c.after[context] + c.kinds[context])
	}

	var w profileWriter
	w.number(int(s))
	w.number(len(samples))
	for _, sm := range samples {
		w.text(string(sm.tag))
	}
	w.text(string(alphabet))
	for _, l := range append(slices.Clone(alphabet), strange) {
		for _, c := range counts {
			w.b = append(w.b, cost(p1(c, string(l))), cost(back(c, string(l))))
		}
	}
	seen := func(size int) []string {
		var keys []string
		for _, c := range counts {
			for k := range c.n {
				if len([]rune(k)) == size {
					keys = append(keys, k)
				}
			}
		}
		slices.Sort(keys)
		return slices.Compact(keys)
	}
	write := func(keys []string, cell func(c letterCounts, r []rune) []byte) {
		w.number(len(keys))
		for _, k := range keys {
			r := []rune(k)
			for _, l := range r {
				at, _ := slices.BinarySearch(alphabet, l)
				w.b = append(w.b, byte(at))
			}
			var cells []byte
			n := 0
			for i, c := range counts {
				if c.n[k] > 0 {
					cells = append(append(cells, byte(i)), cell(c, r)...)
					n++
				}
			}
			w.number(n)
			w.b = append(w.b, cells...)
		}
	}
	write(seen(2), func(c letterCounts, r []rune) []byte {
		return []byte{cost(p2(c, string(r[0]), string(r[1]))), cost(back(c, string(r)))}
	})
	write(seen(3), func(c letterCounts, r []rune) []byte {
		return []byte{cost(p3(c, string(r[0]), string(r[1]), string(r[2])))}
	})

	// A word of the list saves what it costs more to be spelt than to be known.
	gains := map[string][]byte{}
	for i, sm := range samples {
		for rank, word := range sm.list {
			if word == "" {
				continue
			}
			r := []rune(string(edge) + word + string(edge))
			spelt := 0
			for j := 1; j < len(r); j++ {
				if j == 1 {
					spelt += int(cost(p2(counts[i], string(r[0]), string(r[1]))))
				} else {
					spelt += int(cost(p3(counts[i], string(r[j-2]), string(r[j-1]), string(r[j]))))
				}
			}
			// A word's share falls with its rank (Zipf, Mandelbrot).
			// One that saves nothing is known all the same: Familiar asks whose it is.
			if len(word) <= maxWord {
				gain := spelt - int(cost(0.15/(float64(rank)+2.7)))
				gains[word] = append(gains[word], byte(i), byte(min(255, max(0, gain))))
			}
		}
	}
	words := make([]string, 0, len(gains))
	for word := range gains {
		words = append(words, word)
	}
	slices.Sort(words)
	w.number(len(words))
	for _, word := range words {
		w.text(word)
		w.number(len(gains[word]) / 2)
		w.b = append(w.b, gains[word]...)
	}
	return w.b
}
