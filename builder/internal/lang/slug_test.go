package lang

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		".":                        "",
		"..":                       "",
		"/":                        "",
		"?!… ":                     "",
		"icann71-gac-alac":         "icann71-gac-alac",
		"Joint Meeting (2 of 3)":   "joint-meeting-2-of-3",
		"--a__b--":                 "a-b",
		"玛娜尔·伊斯梅尔":                 "玛娜尔-伊斯梅尔",
		"ليلى مرزوق حدّن":          "ليلى-مرزوق-حدّن",
		"Cafe\u0301 Ökonomie":      "café-ökonomie",
		"हिन्दी सभा":               "हिन्दी-सभा",
		"٢٠٢٤/٠٣":                  "٢٠٢٤-٠٣",
		"2024-03-13 Some title.zh": "2024-03-13-some-title-zh",
		"H̱":                       "ẖ",
		"İzmir":                    "izmir",
		"a/../b":                   "a-b",
		"❤️":                       "",
		"a\u2260b":                 "a-b",
		"a=\u0338b":                "a-b",
		"O'Brien":                  "o-brien",
		"\xffx\xfe":                "x",
		"線上會議　第１回":                 "線上會議-第１回",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlugPath(t *testing.T) {
	long := strings.Repeat("委员会", 20)
	for in, want := range map[string]string{
		"":                        "",
		"/":                       "",
		"a/b":                     "a/b",
		"/Plenary//2023-05-16/":   "plenary/2023-05-16",
		"a/../b/./c":              "a/b/c",
		"p":                       "p-",
		"x/P/2":                   "x/p-/2",
		"pp/p1":                   "pp/p1",
		"CON/nul/com1/LPT9/com10": "con-/nul-/com1-/lpt9-/com10",
		"aux.md":                  "aux-md",
		"Ü/ß":                     "ü/ß",
		strings.Repeat("a", 80):   strings.Repeat("a", 80),
		"x/" + long + "/y":        "x/" + long[:72] + "-" + hashOf(long) + "/y",
	} {
		if got := SlugPath(in); got != want {
			t.Errorf("SlugPath(%q) = %q, want %q", in, got, want)
		}
	}
	a, b := SlugPath(strings.Repeat("a", 200)+"1"), SlugPath(strings.Repeat("a", 200)+"2")
	if a == b {
		t.Errorf("two long names have one path %q", a)
	}
	if got := SlugPath(strings.Repeat("a", 72) + " " + strings.Repeat("b", 50)); strings.Contains(got, "--") {
		t.Errorf("cut at a hyphen: %q", got)
	}
	if got := SlugPath("a" + strings.Repeat("\u0330", 100)); !utf8.ValidString(got) || len(got) > maxSegment {
		t.Errorf("one grapheme of many marks: %q", got)
	}
}

func hashOf(slug string) string { return cutSegment(slug)[len(cutSegment(slug))-hashLen:] }

// Published addresses hang on this value.
func TestSlugHashIsForEver(t *testing.T) {
	const want = "falfs6"
	if got := hashOf(strings.Repeat("a", 100)); got != want {
		t.Errorf("hash is %q, was %q", got, want)
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range append(foldSeeds, "..", "./..", "a/b", "玛娜尔·伊斯梅尔", "P/p/con", strings.Repeat("ü/", 50)+strings.Repeat("ab ", 60)) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if got == "." || got == ".." || strings.ContainsAny(got, "/\\. \x00") || strings.Contains(got, "--") || strings.Trim(got, "-") != got {
			t.Fatalf("Slug(%q) = %q", s, got)
		}
		if again := Slug(got); again != got {
			t.Errorf("Slug(%q) = %q, and of that %q", s, got, again)
		}
		if !norm.NFC.IsNormalString(got) || !utf8.ValidString(got) {
			t.Errorf("Slug(%q) = %q is not NFC", s, got)
		}
		if strings.IndexFunc(got, unicode.IsSpace) >= 0 {
			t.Errorf("Slug(%q) = %q has white space", s, got)
		}
	})
}

func FuzzSlugPath(f *testing.F) {
	for _, s := range append(foldSeeds, "..", "a/../b", "P/p/con", strings.Repeat("委员会", 40), strings.Repeat("ab ", 60), "a"+strings.Repeat("\u0301", 99)) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := SlugPath(s)
		if again := SlugPath(got); again != got {
			t.Errorf("SlugPath(%q) = %q, and of that %q", s, got, again)
		}
		if got == "" {
			return
		}
		for part := range strings.SplitSeq(got, "/") {
			if part == "" || part == "." || part == ".." || part == "p" || device(part) || len(part) > maxSegment || !utf8.ValidString(part) {
				t.Errorf("SlugPath(%q) = %q has segment %q", s, got, part)
			}
		}
	})
}
