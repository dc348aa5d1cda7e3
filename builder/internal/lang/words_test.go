package lang

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCountWords(t *testing.T) {
	for _, c := range []struct {
		text           string
		words, passage int
	}{
		{"", 0, 0},
		{" — … ! ", 0, 0},
		{"Thank you, Chair.", 3, 6},
		{"don't won’t vice-chair co‑operate", 4, 8},
		{"'quoted' - dash -- two--three", 4, 8},
		{"l'été d’Anne", 2, 4},
		{"Cafe\u0301 soft\u00adhyphen", 2, 4},
		{"2024-03-13, 1,000", 3, 6},
		{"海底电缆", 4, 4},
		{"海底电缆，由 Tao 提出。", 8, 9},
		{"二〇二四年", 5, 5},
		{"2024年3月", 4, 6},
		{"サーバーを々", 6, 6},
		{"ﾃｽﾄ", 3, 3},
		{"ＧＡＣ　会议", 3, 4},
		{"안녕하세요 의장님", 2, 4},
		{"ที่ประชุม", 6, 6},
		{"شكراً سيدتي الرئيسة، الكابلات", 4, 8},
		{"می\u200cخواهم بگویم", 2, 4},
		{"हिन्दी में", 2, 4},
		{"צה״ל ירושלים", 2, 4},
		{"ភាសា", 2, 2},
		{"\xff\xfe", 0, 0},
	} {
		if got, _ := Measure(c.text); got != c.words {
			t.Errorf("Measure(%q) = %d words, want %d", c.text, got, c.words)
		}
		if got := CountPassage(c.text); got != c.passage {
			t.Errorf("CountPassage(%q) = %d, want %d", c.text, got, c.passage)
		}
	}
}

// TestMeasure holds that the length is that of each character by itself, wherever it
// stands, and that words are those of the plain way to count them.
func TestMeasure(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " — … !": 0, "vice-chair 2024": 13, "l'été": 4, "Жизнь": 5, "海底电缆，GAC": 15, "한국 a": 5, "カー": 2, "ที่ ๕": 2, "العربية ٢": 8, "شكرًا": 4, "ＡＢ５": 3, "㐀𠀀〇": 6,
	} {
		if _, length := Measure(text); length != want {
			t.Errorf("%q has the length %d, want %d", text, length, want)
		}
	}
	parts := strings.Split("a|Z9|harbourmaster|'|-|’| |\n|. |é|é’|Жизнь|海底|，|々|〇|カ|ﾃ|한국|กที่|๕|हिन्दी|।|عرب|شكرًا|،|\u200c|\u0301|ＡＢ|½|ﷺ|\xff|1,000", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		text := b.String()
		said, length := 0, 0
		in, joined := false, false
		for _, r := range text {
			length += lengthOf(r)
			switch classOf(r) {
			case spaced:
				if !in && !joined {
					said++
				}
				in, joined = true, false
			case unspaced:
				said++
				in, joined = false, false
			case joiner:
				in, joined = false, in
			case other:
				in, joined = false, false
			}
		}
		if n, l := Measure(text); n != said || l != length {
			t.Fatalf("%q has %d words and the length %d, want %d and %d", text, n, l, said, length)
		}
	}
}

func TestPassageSizeOfHundredAndTwentyWords(t *testing.T) {
	if a, b := CountPassage(strings.Repeat("word ", 120)), CountPassage(strings.Repeat("字", 240)); a != 240 || b != 240 {
		t.Errorf("120 words are %d, 240 characters %d; want 240 both", a, b)
	}
}

func TestWordsKey(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"Thank you, Chair.":        "thank you chair",
		"  Thank\n\nyou *Chair*! ": "thank you chair",
		"Don't — don’t dont":       "dont dont dont",
		"vice-chair, vice chair":   "vicechair vice chair",
		"使用 GAC 会议。":               "使用gac会议",
		"使用ＧＡＣ\n会议":                "使用gac会议",
		"Tao 陶文桥 Wenqiao":          "tao陶文桥wenqiao",
		"Cafe\u0301 CAFÉ":          "café café",
		"Straße ΟΔΟΣ":              "strasse οδοσ",
		"ﬁn ½ ①":                   "fin 1 2 1",
		"12 34":                    "12 34",
		"शुक्रिया, अध्यक्ष।":               "शुक्रिया अध्यक्ष",
		"ขอบคุณ ครับ":                      "ขอบคุณครับ",
		"شكرًا، سيدي":                      "شكرًا سيدي",
		"ﾊﾟｰﾄ":                             "パート",
		"soft\u00adhyphen zero\u200bwidth": "softhyphen zerowidth",
		"\u1112\u1161\u11ab \xff국":         "한 국",
	} {
		if got := WordsKey(in); got != want {
			t.Errorf("WordsKey(%q) = %q, want %q", in, got, want)
		}
	}
	if got := string(AppendWords([]byte("x|"), "A b")); got != "x|a b" {
		t.Errorf("AppendWords after a prefix: %q", got)
	}
}

func TestHotFunctionsDoNotAllocate(t *testing.T) {
	buf := make([]byte, 0, 4<<10)
	for _, c := range benchTexts {
		s := c.text[:len(c.text)/600]
		if n := testing.AllocsPerRun(20, func() {
			Measure(s)
			CountPassage(s)
			buf = AppendWords(buf[:0], s)
		}); n != 0 {
			t.Errorf("%s: %v allocations a text", c.name, n)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range append(foldSeeds, benchEnglish, benchFrench, benchChinese, benchArabic, benchHindi, "a-'b", "使用 GAC 会议") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := WordsKey(s)
		if again := WordsKey(norm.NFD.String(s)); utf8.ValidString(s) && again != key {
			t.Errorf("WordsKey(%q) = %q, decomposed %q", s, key, again)
		}
		if wide := WordsKey("\n " + strings.ReplaceAll(s, " ", "\u3000 \r\n")); wide != key {
			t.Errorf("WordsKey(%q) = %q, with other white space %q", s, key, wide)
		}
		for _, r := range key {
			if r != ' ' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '〇' && !unicode.Is(unicode.Nl, r) {
				t.Errorf("WordsKey(%q) = %q holds %q", s, key, r)
			}
		}
		if strings.TrimSpace(key) != key || strings.Contains(key, "  ") {
			t.Errorf("WordsKey(%q) = %q: blanks", s, key)
		}
		w, _ := Measure(s)
		p := CountPassage(s)
		if w < 0 || p < w || p > 2*w {
			t.Errorf("%q: %d words, passage %d", s, w, p)
		}
		// Eight bytes at a time are counted as one by one.
		for n := range 8 {
			if got := CountPassage(strings.Repeat(" ", n) + s); got != p {
				t.Errorf("%q: passage %d, behind %d blanks %d", s, p, n, got)
			}
		}
	})
}

func TestUnspaced(t *testing.T) {
	for _, r := range "字々〇あアーｱㄅไทยກខကខㆠ𠀀豈" {
		if !Unspaced(r) {
			t.Errorf("Unspaced(%q) is false", r)
		}
	}
	for _, r := range "aé한글Яعहབ5๕၅。、，฿ 「・" {
		if Unspaced(r) {
			t.Errorf("Unspaced(%q) is true", r)
		}
	}
}
