package lang

import (
	"strings"
	"testing"
)

const (
	benchEnglish = "The harbour master said that the two buoys off the northern shoal hadn't been moved since March, and that, in any case, the pilots' association would be asked first. "
	benchFrench  = "La présidente rappelle que le délai n'est pas échu, qu'il court jusqu'à la fin de l'été et que rien n'empêche d'y revenir à la séance suivante. "
	benchChinese = "主席表示，北部浅滩外的两个浮标自三月以来没有移动过；无论如何，都会先征求引航员协会的意见（见附件二）。"
	benchArabic  = "قالت رئيسة الجلسة إن العوامتين الواقعتين شمال المضيق لم تُنقلا منذ شهر مارس، وإن رأي جمعية المرشدين سيؤخذ أولاً. "
	benchHindi   = "अध्यक्ष ने कहा कि उत्तरी तट के पास के दोनों बोये मार्च से नहीं हटाए गए हैं और पहले चालकों की राय ली जाएगी। "
)

var benchTexts = []struct{ name, text string }{
	{"en", strings.Repeat(benchEnglish, 600)},
	{"fr", strings.Repeat(benchFrench, 600)},
	{"zh", strings.Repeat(benchChinese, 600)},
	{"ar", strings.Repeat(benchArabic, 600)},
	{"hi", strings.Repeat(benchHindi, 600)},
}

func BenchmarkMeasure(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Measure(c.text)
			}
		})
	}
}

func BenchmarkCountPassage(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				CountPassage(c.text)
			}
		})
	}
}

func BenchmarkAppendWords(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			var dst []byte
			for b.Loop() {
				dst = AppendWords(dst[:0], c.text)
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Detect(c.text, nil)
			}
		})
	}
}

func BenchmarkFold(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				SearchFold(c.text)
			}
		})
	}
}

func BenchmarkSlug(b *testing.B) {
	for _, s := range []string{"icann71-gac-alac", "Joint Meeting (2 of 3)", "玛娜尔·伊斯梅尔"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Slug(s)
			}
		})
	}
}

func BenchmarkExcerpt(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Excerpt(c.text, 240)
			}
		})
	}
}
