package format

import "testing"

// A gap stands in rows of tables, in headings and in what is quoted as well. Each of these
// lines has one thing that speaks against a name before it, and is one otherwise.
func TestGapsOfNobody(t *testing.T) {
	for line, want := range map[string]bool{
		"CHAIR   The lamp goes out at night.":    true,
		"Ada Holm   The lamp goes out at night.": true,
		"CHAIR, Pier   The lamp goes out.":       false, // a place
		"Soup   The boats bring it each day.":    false, // one word, not in capitals
		"CHAIR   12.50 + 4 = 16.50":              false, // figures
		"CHAIR   The pier   and the lamp.":       false, // another column
		"CHAIR   The lamp":                       false, // no sentence, and hardly a word
		"CHAIR   the lamp goes out at night.":    false, // a sentence goes on
		"4.   The lamp goes out at night.":       false,
		"柿沼　灯台は夜ともします。":                          true,
		"柿沼　はい。":                                 true,
		"柿沼　灯台":                                  false, // no sentence, and hardly a word
		"柿沼　はい、　いいえ。":                            false, // another gap
		"第一条　灯台は夜ともします。":                         false, // of a law
		"令和十二年　灯台は夜ともします。":                       false,
		"灯台の維持と管理と費用　を見直します。":                    false, // longer than names
		"柿沼「灯台は夜ともします」":                          true,
		"柿沼「灯台は夜ともす」と言った。":                       false, // quoted
		"柿沼）": false, // nothing is said
	} {
		c, ok := FindMarked(line)
		if ok = ok && c.Mark == Gap; ok != want {
			t.Errorf("%q: taken for a name and a gap: %v, %+v", line, ok, c)
		}
	}
}
