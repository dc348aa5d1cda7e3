package lang

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]Tag{
		"en": "en", "EN": "en", "en_gb": "en-GB", "en-Latn": "en", "eng": "en", "en-GB-oed": "en-GB-oxendict",
		"pt-br": "pt-BR", "zh": "zh", "zho": "zh", "chi": "zh", "cmn": "zh",
		"zh-TW": "zh-Hant", "zh_tw": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-Hant-HK": "zh-Hant",
		"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-MY": "zh-Hans", "zh-hans": "zh-Hans", "zh-Hans-CN": "zh-Hans",
		"zh-Latn-pinyin": "zh-Latn-pinyin", "yue": "yue",
		"iw": "he", "in": "id", "ji": "yi", "sh": "sr-Latn", "sr-latn": "sr-Latn",
		"no": "no", "nb": "nb", "arb": "ar", "es-419": "es-419", "en-u-ca-gregory": "en", "en-x-plain": "en-x-plain",
		"doc": "doc", "new": "new",
	} {
		got, err := Parse(in)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v; want %q", in, got, err, want)
			continue
		}
		if again, err := Parse(string(got)); again != got || err != nil {
			t.Errorf("Parse(%q) = %q, %v: not canonical", got, again, err)
		}
	}
}

func TestParseErrorsQuoteTheInput(t *testing.T) {
	for _, in := range []string{"", "und", "root", "xx", "klingon", "english", "en US", "en-", "en.UTF-8", "c", "mul", "zxx", "mis", "qaa", "x-foo", "xx-US", "語"} {
		got, err := Parse(in)
		if err == nil || got != "" {
			t.Errorf("Parse(%q) = %q, %v; want an error", in, got, err)
		} else if !strings.Contains(err.Error(), `"`+in+`"`) {
			t.Errorf("Parse(%q): error %q does not quote it", in, err)
		}
	}
	if _, err := Parse(strings.Repeat("en-", 1000)); err == nil || len(err.Error()) > 300 {
		t.Errorf("a very long tag: error %v", err)
	}
}

func TestScriptAndDir(t *testing.T) {
	for tag, want := range map[Tag][3]string{
		"": {"", "", "ltr"}, "en": {"en", "Latn", "ltr"}, "en-GB": {"en", "Latn", "ltr"},
		"zh": {"zh", "Hans", "ltr"}, "zh-Hant": {"zh", "Hant", "ltr"}, "sr": {"sr", "Cyrl", "ltr"}, "sr-Latn": {"sr", "Latn", "ltr"},
		"ar": {"ar", "Arab", "rtl"}, "fa": {"fa", "Arab", "rtl"}, "prs": {"prs", "Arab", "rtl"}, "ur": {"ur", "Arab", "rtl"},
		"he": {"he", "Hebr", "rtl"}, "yi": {"yi", "Hebr", "rtl"}, "dv": {"dv", "Thaa", "rtl"},
		"ja": {"ja", "Jpan", "ltr"}, "ko": {"ko", "Kore", "ltr"}, "pa-PK": {"pa", "Arab", "rtl"}, "pa": {"pa", "Guru", "ltr"},
		"az-Arab": {"az", "Arab", "rtl"}, "es-419": {"es", "Latn", "ltr"}, "tlh": {"tlh", "", "ltr"},
	} {
		if got := [3]string{tag.Base(), tag.Script(), tag.Dir()}; got != want {
			t.Errorf("%q: base, script, dir = %q, want %q", tag, got, want)
		}
	}
}

// The scripts that are known without a lookup are those of the table, in any region.
func TestCommonScriptsAreThoseOfTheTable(t *testing.T) {
	for _, base := range []Tag{"en", "fr", "es", "pt", "de", "it", "nl", "pl", "ar", "fa", "he", "ru", "uk", "ja", "ko", "zh"} {
		for _, region := range []Tag{"", "-US", "-BR", "-DE", "-RU", "-BY", "-KZ", "-IL", "-EG", "-IR", "-AF", "-PK", "-IN", "-CN", "-TW", "-HK", "-JP", "-KR", "-KP", "-001"} {
			tag := base + region
			want, _ := language.Raw.Make(string(tag)).Script()
			if got := tag.Script(); got != want.String() {
				t.Errorf("%s is written in %s, and the table says %s", tag, got, want)
			}
		}
	}
}

// A language is written without blanks where its letters are.
func TestUnspacedLanguages(t *testing.T) {
	for tag, letter := range map[Tag]rune{
		"zh": '中', "zh-Hant": '臺', "zh-Latn": 'a', "yue": '嘅', "ja": 'の', "th": 'ก', "lo": 'ກ', "km": 'ក', "my": 'က', "khb": 'ᦀ',
		"ko": '한', "bo": 'བ', "hi": 'क', "en": 'a', "ar": 'ا', "sr": 'ж', "": 'a',
	} {
		if got := tag.Unspaced(); got != Unspaced(letter) {
			t.Errorf("%q is unspaced: %v, its letter %c: %v", tag, got, letter, !got)
		}
	}
}

func TestFinds(t *testing.T) {
	for _, c := range []struct {
		ask   Tag
		finds []Tag
		not   []Tag
	}{
		{"zh", []Tag{"zh", "zh-Hans", "zh-Hant"}, []Tag{"yue", "en", "ja", ""}},
		{"zh-Hant", []Tag{"zh-Hant", "zh"}, []Tag{"zh-Hans"}},
		{"en", []Tag{"en", "en-GB", "en-US"}, []Tag{"", "enm", "fr"}},
		{"en-GB", []Tag{"en-GB", "en"}, []Tag{"en-US"}},
		{"es", []Tag{"es-419"}, []Tag{"est"}},
		{"sr-Latn", []Tag{"sr", "sr-Latn"}, []Tag{"sr-Cyrl", "hr"}},
		{"no", []Tag{"nb", "nn"}, []Tag{"da"}},
		{"nb", []Tag{"no", "nb"}, []Tag{"nn"}},
		{"", []Tag{""}, []Tag{"en"}},
	} {
		for _, o := range c.finds {
			if !c.ask.Finds(o) {
				t.Errorf("%q does not find %q", c.ask, o)
			}
		}
		for _, o := range c.not {
			if c.ask.Finds(o) {
				t.Errorf("%q finds %q", c.ask, o)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for tag, want := range map[Tag]string{
		"": "", "en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "zh": "中文", "zh-Hans": "简体中文",
		"zh-Hant": "繁體中文", "de": "Deutsch", "pt": "Português", "pt-BR": "Português (Brasil)", "pt-PT": "Português europeu",
		"ru": "Русский", "ka": "ქართული", "el": "Ελληνικά", "ja": "日本語", "ko": "한국어", "nb": "Norsk bokmål", "no": "Norsk",
		"id": "Bahasa Indonesia", "sr-Latn": "Srpski (latinica)", "en-GB": "British English", "ar-EG": "العربية (مصر)",
		"tlh": "Klingon", "he": "עברית", "xal": "Kalmyk",
	} {
		if got := tag.Self(); got != want {
			t.Errorf("%q.Self() = %q, want %q", tag, got, want)
		}
	}
	for _, c := range []struct {
		tag, in Tag
		want    string
	}{
		{"zh", "fr", "chinois"}, {"zh-Hant", "en", "Traditional Chinese"}, {"en", "es", "inglés"}, {"fr", "zh-Hans", "法语"},
		{"ar", "de", "Arabisch"}, {"sr-Latn", "en", "Serbian (Latin)"}, {"fr", "tlh", "Français"}, {"fr", "", "Français"}, {"", "en", ""},
	} {
		if got := c.tag.Name(c.in); got != c.want {
			t.Errorf("%q.Name(%q) = %q, want %q", c.tag, c.in, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"en", "zh_TW", "zh-Hant-HK", "i-klingon", "en-u-co-phonebk-x-a", "sl-rozaj-biske", "a-b-c", "中文"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tag, err := Parse(s)
		if (err == nil) != (tag != "") {
			t.Fatalf("Parse(%q) = %q, %v", s, tag, err)
		}
		if err != nil {
			return
		}
		if again, err := Parse(string(tag)); again != tag || err != nil {
			t.Errorf("Parse(%q) = %q, which parses as %q, %v", s, tag, again, err)
		}
		if !tag.Finds(tag) || tag.Self() == "" || tag.Base() == "" {
			t.Errorf("%q: finds itself %v, self %q, base %q", tag, tag.Finds(tag), tag.Self(), tag.Base())
		}
	})
}
