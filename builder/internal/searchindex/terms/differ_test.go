package terms

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// alphabet is what random texts are made of: letters of all the scripts that
// have rules, and what parts, joins and hides.
var alphabet = strings.Split(`a|b|l|s|t|U|S|Z|'s|l'|d’|dell'|qu'|don't|is|the|é|É|e\u0301|ê\u0323|ǭ|ø|Œ|ß|ẞ|ﬁ|İ|ı|Ĳ|l·l|ŉ|ǆ|`+
	`α|Σ|ς|ώ|ᾳ|ᾼ|и|и\u0306|Ё|а\u0301|ѝ|ї|`+
	`א|ב|שׁ|ב\u05B0|״|"|׳|`+
	`ا|أ|آ|ال|و|لل|ب|بَ|ة|ى|ی|ک|ك|ـ|\u0670|ﻻ|ﺑ|ﷲ|\u200C|`+
	`क|क़|क\u093C|ि|्|त|ன|ொ|ெ\u0BBE|ক|ো|`+
	`ก|เ|แ|า|ะ|ำ|ํ|้|ุ|ຂ|ໄ|ຳ|່|`+
	`ក|្|ង|ា|ំ|\u17B5|က|င|\u103A|\u1039|\u1037|ျ|ိ|း|`+
	`中|臺|湾|灣|⼈|﨑|〇|々|𠮷|か|か\u3099|は\u309A|ゝ|ウ\u3099|ﾊ|ﾞ|ﾟ|ー|・|ア|ｱ|ㄅ|`+
	`국|회|\u1100|\u1161|\u11A8|ㅋ|ﾡ|ᄀ|`+
	`0|1|2|123|000|,|.|٣|۴|५|๔|７|²|₂|Ⅳ|𝐀|𝟙|½|①|٬|`+
	` |  |\n|\t|-|–|—|。|，|．|＇|!|“|”|…|_|@|№|ª|`+
	`\u0301|\u0308|\uFE0F|\u200D|\u200B|\u00AD|\u200F|\u2066|\uFEFF|👩|🏽|🇫|🇷|1\uFE0F\u20E3|\U000E0101|\uE000|\uFFFD|\u0378`, "|")

// unescape reads the escapes of one entry of the alphabet.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	u, err := strconv.Unquote(`"` + s + `"`)
	if err != nil {
		panic(err)
	}
	return u
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	// A few letters of few kinds meet more often than many.
	some := make([]string, 3+r.IntN(20))
	for i := range some {
		some[i] = alphabet[r.IntN(len(alphabet))]
	}
	for range r.IntN(30) {
		b.WriteString(unescape(some[r.IntN(len(some))]))
	}
	return b.String()
}

func TestGoAndNodeAgreeOnRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := make([]string, 20_000)
	for i := range texts {
		texts[i] = randomText(r)
	}
	for i, got := range nodeTokens(t, texts) {
		if diff := cmp.Diff(asJS(texts[i]), got); diff != "" {
			t.Fatalf("%+q: Go -, Node +\n%s", texts[i], diff)
		}
	}
}

func TestGoAndNodeAgreeOnEveryCharacter(t *testing.T) {
	var texts []string
	for r := rune(1); r < 0x110000; r++ {
		if r >= 0xD800 && r < 0xE000 || r > 0x20100 && r < 0xE0000 && r&0xFF != 0 || r > 0xE0200 && r&0xFFF != 0 {
			continue
		}
		texts = append(texts, "x"+string(r)+"א"+string(r)+"か"+string(r))
	}
	for i, got := range nodeTokens(t, texts) {
		if diff := cmp.Diff(asJS(texts[i]), got); diff != "" {
			t.Fatalf("%+q: Go -, Node +\n%s", texts[i], diff)
		}
	}
}
