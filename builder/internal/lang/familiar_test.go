package lang

import (
	"strings"
	"testing"
)

// A text is held by its own language and by no other, close ones too.
func TestFamiliar(t *testing.T) {
	close := map[[2]Tag]bool{
		// Detect takes Cantonese for Chinese too, where that is expected.
		{"zh-Hans", "yue"}: true, {"zh-Hant", "yue"}: true}
	for _, own := range tags() {
		f := NewFamiliar(own)
		if !f.Holds(samples[own]) {
			t.Errorf("%s does not hold its own text", own)
		}
		for _, other := range tags() {
			if other.Base() != own.Base() && !close[[2]Tag{own, other}] && f.Holds(samples[other]) {
				t.Errorf("%s holds a text in %s", own, other)
			}
		}
	}
}

func TestFamiliarDoubts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		own        Tag
		want       bool
	}{
		{"a region", samples["en"], "en-GB", true},
		{"traditional, where simplified is expected", samples["zh-Hant"], "zh-Hans", true},
		{"names in another script", strings.Repeat("谢谢主席，请 Leila 发言，我们现在讨论海底电缆的问题。", 5), "zh", true},
		{"most of it in another language", samples["en"] + strings.Repeat(samples["fr"], 3), "en", false},
		{"no language", samples["en"], "", false},
		{"no words", "2024-03-13 — …", "en", false},
		{"nothing", "", "ja", false},
	} {
		if got := NewFamiliar(c.own).Holds(c.text); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
