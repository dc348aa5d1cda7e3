package terms

import (
	"strings"
	"testing"
)

func benchmarkAppend(b *testing.B, text string) {
	text = strings.Repeat(text, 1+100_000/len(text))
	var k Tokeniser
	tokens := k.Append(nil, text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		tokens = k.Append(tokens[:0], text)
	}
	b.ReportMetric(float64(len(tokens)), "tokens/op")
}

func BenchmarkAppendEnglish(b *testing.B) {
	benchmarkAppend(b, "Thank you, Madam Chair. The Council's report of 2019 is on the table, and I don't think that we need to read it again; members have had it for three weeks. Let us go to item 4.2, the budget of the U.S. office.\n")
}

func BenchmarkAppendFrench(b *testing.B) {
	benchmarkAppend(b, "Merci, Madame la Présidente. L'ordre du jour a été adopté hier ; j'aimerais que l'on passe au point suivant, c’est-à-dire au budget de l’année prochaine.\n")
}

func BenchmarkAppendRussian(b *testing.B) {
	benchmarkAppend(b, "Спасибо, госпожа председатель. Повестка дня принята вчера; я предлагаю перейти к следующему пункту, то есть к бюджету на новый год.\n")
}

func BenchmarkAppendArabic(b *testing.B) {
	benchmarkAppend(b, "شكرا سيدتي الرئيسة. اعتمد جدول الأعمال أمس، وأقترح أن ننتقل إلى البند التالي، أي إلى ميزانية السنة القادمة.\n")
}

func BenchmarkAppendChinese(b *testing.B) {
	benchmarkAppend(b, "谢谢主席女士。议程昨天已经通过，我建议我们进入下一个项目，也就是明年的预算。臺灣的代表也發言了。\n")
}
