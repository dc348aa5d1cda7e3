package format

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

var yamlBits = []string{
	"title: ", "date:", "topics:", "x_y: ", "- ", "  - ", "    - ", "\n", "\n", "\n", "\n\n", "Harbour dues", "2024-03-05", "12:30", "null", "~", "\"Dues: all\"", "'a'", "\"a\\n\"",
	"[a, b]", "{a: b}", "# note", " # note", "a: b", "-", "&a ", "*a", "|", ">-\n  x", " ", "\t", "港口费", "é", "\u00a0", "\u2028", "\ufeff", "...", "---", "? a", "!!str a", "true", ":", "a:", "it's", "%", "@", "<<: ",
}

// TestPlainFrontMatterIsYAML holds front matter that is read without a parser
// to what the parser makes of it.
func TestPlainFrontMatterIsYAML(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	plain := 0
	for range 50_000 {
		var b strings.Builder
		for range 1 + rng.IntN(9) {
			b.WriteString(yamlBits[rng.IntN(len(yamlBits))])
		}
		if sameAsYAML(t, b.String()) {
			plain++
		}
		if t.Failed() {
			return
		}
	}
	if plain < 500 {
		t.Errorf("only %d texts were read without the parser", plain)
	}
}

// sameAsYAML compares both readings of a text, if it is read without the parser.
func sameAsYAML(t *testing.T, text string) bool {
	t.Helper()
	got, ok := plainYAML(text)
	if !ok {
		return false
	}
	want, wrong, _ := parseYAML("a.md", text, 1)
	if wrong != nil || len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("%q is read as %+v, want %+v, %v", text, got, want, wrong)
	}
	return true
}

// TestUsualFrontMatterNeedsNoParser holds that what transcripts have is read
// without YAML's parser.
func TestUsualFrontMatterNeedsNoParser(t *testing.T) {
	for _, text := range []string{
		"title: \"Regional Forum: Archive\"\ndate: 2017-11-30\nspeakers:\n  - \"Kofi Maman\"\n  - Ana Lind\ntopics:\n- Dues\n",
		"title: 港口费\nlang: zh-Hans\n\nsummary:\nstatus: reviewed\n", "",
	} {
		if _, ok := plainYAML(text); !ok {
			t.Errorf("%q needs the parser", text)
		}
	}
}
