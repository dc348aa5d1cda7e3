package lang

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"plain":                           "plain",
		"  Ada \t\n LOVELACE ":            "ada lovelace",
		"Ｒｅｎéｅ　Ａ":                         "renée a",
		"Straße STRASSE":                  "strasse strasse",
		"ΟΔΥΣΣΕΥΣ Ὀδυσσεύς":               "οδυσσευσ ὀδυσσεύσ",
		"Rene\u0301e":                     "renée",
		"zero\u200bwidth\u00adhere":       "zerowidthhere",
		"\u2067ليلى\u2069 مَرْزُوق":       "ليلى مرزوق",
		"مـــحمد":                         "محمد",
		"أحمد إلى آية":                    "أحمد إلى آية", // letters stay apart
		"ﻣﺤﻤﺪ":                            "محمد",
		"ﾃｨﾑ":                             "ティム",
		"陶文桥（奥斯特马克）":                      "陶文桥(奥斯特马克)",
		"高令芷\u3000\u00a0GAO\u2009Lingzhi": "高令芷 gao lingzhi",
		"No. ① Ⅷ ﬁ":                       "no. 1 viii fi",
		"Vásquen":                         "vásquen",
		"\ufeffBOM":                       "bom",
		"한국 한국":                           "한국 한국",
		"´x´":                             "\u0301x \u0301",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSearchFold(t *testing.T) {
	for in, want := range map[string]string{
		"Déversement d'Hydrocarbures, à l'ÎLE": "deversement d'hydrocarbures, a l'ile",
		"Søren Łódź Đorđe ħ œuvre Æsir ıI":     "soren lodz dorde h oeuvre aesir ii",
		"Ёлка, йод; Їжак":                      "елка, иод; іжак",
		"Ἀθῆναι Ώρα":                           "αθηναι ωρα",
		"أحمد إلى آية ٱلله هدى مدينة":          "احمد الي ايه الله هدي مدينه",
		"مؤتمر مسائل":                          "مؤتمر مسائل",
		"کشتی\u200cرانی":                       "كشتيراني",
		"שָׁלוֹם עֲלֵיכֶם":                     "שלום עליכם",
		"हिन्दी में":                           "हिन्दी में", // marks tell words apart
		"ガギグ が":                                "ガギグ が",
		"Việt Nam":                             "viet nam",
		"Ångström ﬁn":                          "angstrom fin",
		"e\u0301\u200d\u0301":                  "e",
	} {
		if got := SearchFold(in); got != want {
			t.Errorf("SearchFold(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestInertTextsAreNormal holds that no character is told for inert that composes with
// what is around it.
func TestInertTextsAreNormal(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		for _, s := range []string{string(r), "e" + string(r) + "e", "عا" + string(r) + "한", "ο" + string(r) + "に"} {
			if inert(s) && !norm.NFC.IsNormalString(s) {
				t.Errorf("%+q is not in NFC", s)
			}
		}
	}
}

// Piece by piece must come to the same as the whole text at once.
func TestFoldPiecesAgreeWithTheWhole(t *testing.T) {
	for _, c := range benchTexts {
		s := c.text[:len(c.text)/600]
		for name, f := range map[string]struct {
			fast, whole func(string) string
		}{"Fold": {Fold, foldOnce}, "SearchFold": {SearchFold, searchOnce}} {
			if got, want := f.fast(s), strings.Join(strings.Fields(settle(s, f.whole)), " "); got != want {
				t.Errorf("%s of %s:\n got %q\nwant %q", name, c.name, got, want)
			}
		}
	}
}

func TestFoldedTextIsNotCopied(t *testing.T) {
	for _, s := range []string{"ada lovelace", "the harbour master, port amsel"} {
		if n := testing.AllocsPerRun(10, func() { Fold(s); SearchFold(s) }); n != 0 {
			t.Errorf("folding %q allocates %v times", s, n)
		}
	}
}

var foldSeeds = []string{
	"", " a  B ", "Straße", "İstanbul ıI", "e\u0301\u200d\u0301", "أ\u0653ـ\u0654", "\u0627\u064b\u0653", "´ ¨", "ﷺ ﹰ", "ﾊﾞﾊﾟ", "한",
	"\u0958\u093c", "ͅΑι", "\xff\xfeA", "H̱ẖ", "½ﬀ", "שָׁלוֹם", "≠\u0338", "\u1100\u200b\u1161", "ŉ", "ΐ", "Ⓐ", "\U0001F1E6\U0001F1E7",
}

func FuzzFold(f *testing.F) {
	for _, s := range foldSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, fold := range map[string]func(string) string{"Fold": Fold, "SearchFold": SearchFold} {
			once := fold(s)
			if twice := fold(once); twice != once {
				t.Errorf("%s(%q) = %q, and of that %q", name, s, once, twice)
			}
			if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
				t.Errorf("%s(%q) = %q: white space", name, s, once)
			}
		}
		if a, b := Fold(s), Fold(strings.ReplaceAll(s, " ", " \u3000 ")); a != b {
			t.Errorf("Fold(%q) = %q, with wider blanks %q", s, a, b)
		}
	})
}
