package sound

import (
	"strings"
	"unicode"
)

// table reads words of one script.
type table struct {
	name    byte
	script  *unicode.RangeTable
	letters map[string]string // of one letter or two, the longer first; what is not there is a vowel
}

var tables = []table{
	{'l', unicode.Latin, letters(`b p:P f v ph:F w:w d t th dd dt:T k g q ck cq kk gg:K c:c s z sh ss sz hs zs sj:S x:S
		ch j zh tz ts dj dz cz tch cc:C m:M n ng nn gn:N l r ll rr rh:L h:h kh:H gh:K`)},
	{'c', unicode.Cyrillic, letters(`б п:P в ф:F г к ґ қ ғ:K д т ђ ћ:T з с ш щ:S ж ч ц џ ј:C х һ ҳ:H м:M н ң:N л р љ:L њ:N кс:KS`)},
	{'g', unicode.Greek, letters(`β φ:F γ κ:K δ θ τ:T ζ σ ς:S ξ:KS λ ρ:L μ:M ν:N π:P χ:H ψ:PS μπ:P ντ:T γκ γγ:K τσ τζ:C`)},
	{'b', unicode.Hebrew, letters(`ב פ ף:P ג ק כ ך:K ד ט ת:T ה:h ו:w ז ס ש:S ח:H ל ר:L מ ם:M נ ן:N צ ץ:C`)},
	{'a', unicode.Arabic, letters(`ب پ:P ت د ط ض ث ذ ة:T ج چ ژ:C ح خ:H ه:h س ص ز ش ظ:S غ ق ك ک گ:K ف:F ل ر:L م:M ن:N و:w`)},
	{'j', unicode.Katakana, kana},
	{'j', unicode.Hiragana, kana},
}

// letters reads a list in which each group of letters ends in their class.
func letters(list string) map[string]string {
	out := map[string]string{}
	var waiting []string
	for _, f := range strings.Fields(list) {
		letter, class, ends := strings.Cut(f, ":")
		waiting = append(waiting, letter)
		if ends {
			for _, l := range waiting {
				out[l] = class
			}
			waiting = nil
		}
	}
	return out
}

// kana are syllables by their consonant; half-width ones are folded before, and
// the marks of voice are letters of their own there.
var kana = letters(`か き く け こ が ぎ ぐ げ ご カ キ ク ケ コ ガ ギ グ ゲ ゴ:K
	さ し す せ そ ざ ず ぜ ぞ サ シ ス セ ソ ザ ズ ゼ ゾ:S ち つ じ ぢ づ チ ツ ジ ヂ ヅ:C
	た て と だ で ど タ テ ト ダ デ ド:T な に ぬ ね の ん ナ ニ ヌ ネ ノ ン:N
	は ひ へ ほ ハ ヒ ヘ ホ:H ふ フ ヴ わ ワ:F ば び ぶ べ ぼ ぱ ぴ ぷ ぺ ぽ バ ビ ブ ベ ボ パ ピ プ ペ ポ:P
	ま み む め も マ ミ ム メ モ:M ら り る れ ろ ラ リ ル レ ロ:L`)

// read gives the classes of a word and its first vowel. Equal consonants that
// follow each other are one.
func (t table) read(w string) (classes string, vowel byte) {
	runes := []rune(w)
	var out []byte
	for i := 0; i < len(runes); {
		class, n := "", 1
		for size := min(3, len(runes)-i); size > 0; size-- {
			if c, ok := t.letters[string(runes[i:i+size])]; ok {
				class, n = c, size
				break
			}
		}
		var next rune
		if i+n < len(runes) {
			next = runes[i+n]
		}
		switch class {
		case "c": // as in Cecil, as in Carla
			class = "K"
			if strings.ContainsRune("eiy", next) {
				class = "S"
			}
		case "h": // breathed only before a vowel
			class = "H"
			if next == 0 || t.letters[string(next)] != "" || t.name != 'l' && i > 0 {
				class = ""
			}
		case "w": // a vowel but where it begins a syllable
			class = "F"
			if t.name == 'l' && (next == 0 || t.letters[string(next)] != "") || t.name != 'l' && i > 0 {
				class = ""
			}
		}
		for k := range len(class) {
			if i == 0 || len(out) == 0 || out[len(out)-1] != class[k] || t.letters[string(runes[i-1])] == "" {
				out = append(out, class[k])
			}
		}
		i += n
	}
	if t.name == 'l' {
		vowel = vowelOf(w)
	}
	return string(out), vowel
}
