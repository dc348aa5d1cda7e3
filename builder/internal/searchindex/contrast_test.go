package searchindex

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"dixit/builder/internal/lang"
)

// contrast is what must match, must not, or must rank before another.
type contrast struct {
	Lang   lang.Tag `json:"lang"`
	Query  string   `json:"query"`
	Text   string   `json:"text"`
	Match  bool     `json:"match"`
	Better string   `json:"better"`
	Worse  string   `json:"worse"`
	Why    string   `json:"why"`
	// Known is why a pair is not met, "" for one that is.
	Known string `json:"known"`
}

// TestContrastPairs searches, for each pair, an index of its passages alone.
func TestContrastPairs(t *testing.T) {
	raw, err := os.ReadFile("testdata/contrast.json")
	if err != nil {
		t.Fatal(err)
	}
	var pairs []contrast
	if err := json.Unmarshal(raw, &pairs); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	type search struct {
		Dir   string `json:"dir"`
		Query string `json:"query"`
	}
	var searches []search
	for i, p := range pairs {
		texts := []string{p.Text}
		if p.Better != "" {
			// The worse one stands first, so that a tie is a failure.
			texts = []string{p.Worse, p.Better}
		}
		to := filepath.Join(dir, strconv.Itoa(i))
		writeFolder(t, to, editionsOf(p.Lang, texts))
		searches = append(searches, search{to, p.Query})
	}
	out := runNode(t, "testdata/contrast.mjs", dir, searches)
	var found [][]string
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("%v in %.200s", err, out)
	}
	byLang := map[lang.Tag]int{}
	for i, p := range pairs {
		byLang[p.Lang]++
		ok := (len(found[i]) > 0) == p.Match
		if p.Better != "" {
			ok = len(found[i]) > 0 && found[i][0] == "s1"
		}
		switch {
		case !ok && p.Known == "":
			t.Errorf("%s %q (%s): found %q; match %v text %q better %q worse %q", p.Lang, p.Query, p.Why, found[i], p.Match, p.Text, p.Better, p.Worse)
		case ok && p.Known != "":
			t.Errorf("%s %q is met now; take its note away", p.Lang, p.Query)
		}
	}
	for l, n := range byLang {
		if n < 20 {
			t.Errorf("%s has %d pairs, fewer than 20", l, n)
		}
	}
}

// editionsOf makes an edition of each text, the first one first in the index.
func editionsOf(l lang.Tag, texts []string) []*Edition {
	var out []*Edition
	for i, text := range texts {
		out = append(out, &Edition{
			Head:  Head{Session: "s" + strconv.Itoa(i), Lang: l, Date: "2020-01-01"},
			Title: "T", Turns: []Turn{{Anchor: "t-" + strconv.Itoa(i), Speaker: -1, Start: -1, Passages: []string{text}}},
		})
	}
	return out
}
