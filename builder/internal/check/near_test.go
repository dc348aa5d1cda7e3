package check

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestOneEdit(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"holm", "holm", false},
		{"holm", "holn", true},
		{"holm", "hol", true},
		{"holm", "holme", true},
		{"holm", "ohlm", true},
		{"holm", "homl", true},
		{"holm", "lohm", false},
		{"holm", "hoxy", false},
		{"", "h", true},
		{"", "", false},
		{"лунева", "лунёва", true},
	} {
		if got := oneEdit([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
		if got := oneEdit([]rune(c.b), []rune(c.a)); got != c.want {
			t.Errorf("%q and %q: %v", c.b, c.a, got)
		}
	}
}

// TestNearPairsAreThoseOfAllPairs holds the buckets against comparing every word
// with every other.
func TestNearPairsAreThoseOfAllPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	seen := map[string]bool{}
	var words []string
	for len(words) < 400 {
		w := make([]byte, 4+rng.IntN(4))
		for i := range w {
			w[i] = "aabc1"[rng.IntN(5)]
		}
		if !seen[string(w)] {
			seen[string(w)] = true
			words = append(words, string(w))
		}
	}
	var want [][2]int
	for i, a := range words {
		for j, b := range words[i+1:] {
			figures := func(s string) string {
				return string(slices.DeleteFunc([]byte(s), func(c byte) bool { return c < '0' || c > '9' }))
			}
			if len(a) >= leastLetters && len(b) >= leastLetters && figures(a) == figures(b) && oneEdit([]rune(a), []rune(b)) {
				want = append(want, [2]int{i, i + 1 + j})
			}
		}
	}
	if got := nearPairs(words); !slices.Equal(got, want) {
		t.Errorf("%d pairs; want %d", len(got), len(want))
	}
	if len(want) < 50 {
		t.Fatalf("only %d pairs to find", len(want))
	}
}

func TestFiguresTellNamesApart(t *testing.T) {
	for _, words := range [][]string{{"speaker1", "speaker2"}, {"meeting1", "meeting11"}, {"room12", "room21"}, {"session", "session1"}} {
		if got := nearPairs(words); len(got) > 0 {
			t.Errorf("%q are a pair", words)
		}
	}
}

func TestShortWordsTellNamesApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"mr aasen", "mrs aasen", true},
		{"a. holm", "b. holm", true},
		{"group a", "group b", true},
		{"ada holm", "ada holn", false},
		{"adaholm", "ada holm", false},
		{"ada holm", "ada holme", false},
	} {
		if got := tellApart(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
