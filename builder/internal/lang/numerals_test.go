package lang

import (
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

func TestDigits(t *testing.T) {
	for tag, want := range map[Tag]string{
		"": "2024-03-13 p. 5", "en": "2024-03-13 p. 5", "ar": "٢٠٢٤-٠٣-١٣ p. ٥", "ar-EG": "٢٠٢٤-٠٣-١٣ p. ٥", "ar-MA": "2024-03-13 p. 5",
		"fa": "۲۰۲۴-۰۳-۱۳ p. ۵", "ur": "2024-03-13 p. 5", "hi": "2024-03-13 p. 5", "mr": "२०२४-०३-१३ p. ५", "bn": "২০২৪-০৩-১৩ p. ৫",
		"my": "၂၀၂၄-၀၃-၁၃ p. ၅", "pa-Arab": "۲۰۲۴-۰۳-۱۳ p. ۵", "pa": "2024-03-13 p. 5", "zh-Hant": "2024-03-13 p. 5", "th": "2024-03-13 p. 5",
	} {
		if got := Digits(tag, "2024-03-13 p. 5"); got != want {
			t.Errorf("Digits(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		tag  Tag
		n    int
		want string
	}{
		{"en", 0, "0"}, {"en", 999, "999"}, {"en", 1234, "1,234"}, {"en", -1234567, "-1,234,567"}, {"", 1234, "1,234"},
		{"fr", 1234567, "1\u00a0234\u00a0567"}, {"de", 1234, "1.234"}, {"es", 1234, "1234"}, {"es", 12345, "12.345"}, {"pt-PT", 1234, "1234"},
		{"pt-BR", 1234, "1.234"}, {"ar", 5, "٥"}, {"ar", 1234, "١٬٢٣٤"}, {"ar-EG", 1234, "١٬٢٣٤"}, {"ar-MA", 1234, "1.234"},
		{"es-MX", 1234, "1,234"}, {"es-419", 1234, "1,234"}, {"es-AR", 1234, "1.234"}, {"es-PH", 1234, "1234"}, {"pt-MZ", 1234, "1234"}, {"pt", 1234, "1.234"},
		{"it", 1234, "1234"}, {"it", 12345, "12.345"}, {"hu", 1234, "1234"}, {"no", 1234, "1\u00a0234"}, {"nb", 12345, "12\u00a0345"},
		{"fa", 1234, "۱٬۲۳۴"}, {"hi", 1234567, "12,34,567"}, {"zh-Hans", 1234, "1,234"}, {"tlh", 1234, "1,234"},
	} {
		if got := Number(c.tag, c.n); got != c.want {
			t.Errorf("Number(%q, %d) = %q, want %q", c.tag, c.n, got, c.want)
		}
	}
}

// The table of numerals follows CLDR: every language that x/text sets in other
// digits is in it, and no other.
func TestNumeralsFollowCLDR(t *testing.T) {
	for _, s := range []string{
		"ar", "as", "bn", "ckb", "dz", "fa", "ks", "lrc", "mr", "my", "mzn", "ne", "pa-Arab", "ps", "sd", "uz-Arab", "ccp",
		"en", "hi", "ur", "th", "km", "lo", "ta", "te", "gu", "kn", "ml", "si", "am", "he", "zh", "ja", "ko", "pa", "uz", "ru", "bo", "ug", "ar-MA", "ar-TN",
	} {
		want := message.NewPrinter(language.MustParse(s)).Sprint(number.Decimal(0))
		if got := Digits(Tag(s), "0"); got != want {
			t.Errorf("nought in %s is %q, want %q", s, got, want)
		}
	}
}
