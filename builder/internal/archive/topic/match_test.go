package topic

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
)

// found lists the topics of a text as id/language×count.
func found(v *Vocabulary, text string) string {
	var out []string
	for _, h := range v.Match(nil, 0, text) {
		out = append(out, fmt.Sprintf("%s/%s×%d", v.Entries[h.Topic].ID, h.Lang, h.Count))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func vocabulary(t testing.TB, entries ...Entry) *Vocabulary {
	t.Helper()
	v, list := NewVocabulary("topics.yaml", entries)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return v
}

// label is an entry with one label, whose id is the label.
func label(l lang.Tag, text string) Entry { return Entry{ID: text, Labels: people.Text{l: text}} }

func TestLabelsAreFoundInText(t *testing.T) {
	for _, c := range []struct {
		about string
		lang  lang.Tag
		label string
		text  string
		count int
	}{
		{"as it is", "en", "tide gauge", "The tide gauge was read.", 1},
		{"twice", "en", "tide gauge", "Tide gauge by tide gauge.", 2},
		{"all of the text", "en", "tide gauge", "tide gauge", 1},
		{"case", "en", "tide gauge", "THE TIDE GAUGE", 1},
		{"over a line break and blanks", "en", "tide gauge", "tide\n  gauge", 1},
		{"no-break blank", "en", "tide gauge", "tide\u00a0gauge", 1},
		{"full width", "en", "DNS", "ＤＮＳ", 1},
		{"part of a longer word", "en", "tide", "The tidewater betides us.", 0},
		{"beginning of a word", "en", "tide gauge", "tide gaugettes", 0},
		{"plural", "en", "tide gauge", "tide gauges", 1},
		{"singular", "en", "ferries", "The ferry and the ferries.", 2},
		{"another word of the stem", "en", "university", "the universe", 0},
		{"a verb of the stem", "en", "budget", "budgeting", 0},
		{"no plural, though it looks like one", "en", "new", "news", 0},
		{"plural of an abbreviation", "en", "NGO", "two NGOs", 1},
		{"an abbreviation that looks like a plural", "en", "AIDS", "first aid", 0},
		{"a short word as it stands", "en", "EU", "Eus", 0},
		{"plural in Spanish", "es", "voto", "los votos", 1},
		{"plurals of both words in Spanish", "es", "política pública", "políticas públicas", 1},
		{"plural in French", "fr", "canal", "les canaux", 1},
		{"plural in Portuguese", "pt", "eleição", "eleições", 1},
		{"plural in German", "de", "Haus", "die Häuser", 1},
		{"case in Russian", "ru", "причал", "у причалов", 1},
		{"of a label without a language", "", "budget", "budgets", 0},
		{"beside punctuation", "en", "tide", "(tide), “tide”; tide-mark", 3},
		{"beside figures", "en", "5G", "5G or 15G or 5G2", 1},
		{"with a sign at its end", "en", "C++", "In C++ and C+", 1},

		{"diacritics of the text", "fr", "marégraphe", "un MAREGRAPHE", 1},
		{"diacritics of the label", "fr", "maregraphe", "un marégraphe", 1},
		{"decomposed", "fr", "marégraphe", "mare\u0301graphe", 1},
		{"ligature", "fr", "œuvre", "une oeuvre", 1},
		{"apostrophes", "fr", "droits de l'homme", "les droits de l’homme", 1},
		{"after an elision", "fr", "eau", "de l’eau", 1},
		{"hyphens", "en", "co-operation", "co‑operation", 1},
		{"sharp s", "de", "Straße", "STRASSE", 1},
		{"final sigma", "el", "νόμος", "ΝΟΜΟΣ", 1},
		{"Cyrillic", "ru", "ёлка", "Елка", 1},
		{"Vietnamese", "vi", "biển", "Biển Đông", 1},

		{"Arabic with marks", "ar", "قانون", "القوانين وقَانُونٌ", 0}, // part of a word: clitics are for aliases
		{"Arabic with marks and tatweel", "ar", "قانون", "هذا قَانُونٌ وقـانون و قـانون", 2},
		{"hamza forms", "ar", "الأمن", "الامن والإستقرار", 1},
		{"alef maqsura and ta marbuta", "ar", "منطقة أخرى", "منطقه أخري", 1},
		{"Persian letters", "fa", "کشتی", "كشتي", 1},
		{"Hebrew points", "he", "שלום", "שָׁלוֹם", 1},

		{"Chinese has no word limits", "zh", "滥用", "处理域名滥用问题", 1},
		{"Chinese beside Latin", "zh", "DNS", "使用DNS系统", 1},
		{"Japanese", "ja", "潮位", "その潮位計は", 1},
		{"Thai has no word limits", "th", "ทะเล", "ชายทะเลไทย", 1},
		{"Thai letter that carries more", "th", "กล", "กล่อง", 0},
		{"Lao", "lo", "ນ້ຳ", "ແມ່ນ້ຳຂອງ", 1},
		{"Khmer", "km", "ទឹក", "ទឹកភ្លៀង", 1},
		{"Korean is written in words", "ko", "바다", "바다 위", 1},
		{"Hindi", "hi", "जल", "जल जलवायु", 1},
		{"Hindi letter that carries more", "hi", "कम", "कमी", 0},
	} {
		v := vocabulary(t, label(c.lang, c.label))
		want := ""
		if c.count > 0 {
			want = fmt.Sprintf("%s/%s×%d", c.label, c.lang, c.count)
		}
		if got := found(v, c.text); got != want {
			t.Errorf("%s: in %q, %q is found %q, want %q", c.about, c.text, c.label, got, want)
		}
	}
}

func TestTheLongestLabelWins(t *testing.T) {
	v := vocabulary(t,
		label("en", "law"), label("en", "sea"), label("en", "law of the sea"), label("en", "the sea floor"), label("en", "floor plan"),
		label("zh", "海"), label("zh", "海洋法"), label("zh", "法"),
	)
	for text, want := range map[string]string{
		"The law of the sea.":       "law of the sea/en×1",
		"The law, and the sea.":     "law/en×1 sea/en×1",
		"the law of the sea law":    "law of the sea/en×1 law/en×1",
		"the sea floor plan":        "the sea floor/en×1", // what begins first has the words
		"sea law of the seamen sea": "law/en×1 sea/en×2",
		"sea law of the seas sea":   "law of the sea/en×1 sea/en×2",
		"海洋法与海":                     "海/zh×1 海洋法/zh×1",
		"海法":                        "法/zh×1 海/zh×1",
	} {
		if got := found(v, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A label as it is written goes before a form of another, and so does what is excluded.
func TestAFormIsFoundWhereNothingIsWrittenSo(t *testing.T) {
	v := vocabulary(t, label("en", "window"), Entry{ID: "system", Labels: people.Text{"en": "Windows"}},
		Entry{ID: "budget", Labels: people.Text{"en": "budget"}, Exclude: []string{"Budgets"}}, label("es", "norma"), label("en", "norm"))
	for text, want := range map[string]string{
		"a window":             "window/en×1",
		"Windows":              "system/en×1",
		"the budget":           "budget/en×1",
		"the budgets":          "",
		"las normas":           "norma/es×1",
		"the norms, and norma": "norm/en×1 norma/es×1",
	} {
		if got := found(v, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestExcludedPhrases(t *testing.T) {
	v := vocabulary(t,
		Entry{ID: "amazon", Labels: people.Text{"en": "Amazon"}, Exclude: []string{"Amazon web services", "Mrs. Amazon", "亚马逊公司", ""}, Aliases: map[lang.Tag][]string{"zh": {"亚马逊"}}},
		Entry{ID: "web", Labels: people.Text{"en": "web services"}},
	)
	for text, want := range map[string]string{
		"the Amazon":                           "amazon/en×1",
		"AMAZON WEB SERVICES":                  "",
		"Amazon web services of the Amazon":    "amazon/en×1",
		"Mrs. Amazon met the Amazon":           "amazon/en×1",
		"web services of the Amazon":           "amazon/en×1 web/en×1",
		"亚马逊公司在亚马逊":                            "amazon/zh×1",
		"Amazon web serviceses are no service": "amazon/en×1",
	} {
		if got := found(v, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestALabelOfSeveralLanguagesIsFoundInEach(t *testing.T) {
	v := vocabulary(t,
		Entry{ID: "pardon", Labels: people.Text{"en": "pardon", "fr": "pardon"}},
		Entry{ID: "chat", Labels: people.Text{"en": "chat"}},
		Entry{ID: "cat", Labels: people.Text{"fr": "chat"}},
		Entry{ID: "dns", Aliases: map[lang.Tag][]string{"": {"DNS"}}},
	)
	if got, want := found(v, "pardon chat dns"), "cat/fr×1 chat/en×1 dns/×1 pardon/en×1 pardon/fr×1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLabelsThatTwoTopicsClaim(t *testing.T) {
	for _, c := range []struct {
		about   string
		entries []Entry
		want    int // diagnostics
		first   string
	}{
		{"one language", []Entry{{ID: "a", Labels: people.Text{"en": "Bank"}, Line: 1}, {ID: "b", Labels: people.Text{"en": "bank"}, Line: 7}}, 1, "a"},
		{"two languages", []Entry{{ID: "a", Labels: people.Text{"en": "Bank"}}, {ID: "b", Labels: people.Text{"de": "Bank"}}}, 0, "a"},
		{"all languages and one", []Entry{{ID: "a", Labels: people.Text{"": "Bank"}}, {ID: "b", Labels: people.Text{"de": "Bank"}, Line: 7}}, 1, "a"},
		{"one and all languages", []Entry{{ID: "a", Labels: people.Text{"de": "Bank"}}, {ID: "b", Labels: people.Text{"": "Bank"}, Line: 7}}, 1, "a"},
		{"one topic twice", []Entry{{ID: "a", Labels: people.Text{"en": "Bank"}, Aliases: map[lang.Tag][]string{"en": {"BANK", "bank"}}}}, 0, "a"},
		{"a label that is another's id", []Entry{{ID: "a", Labels: people.Text{"en": "bank"}}, {ID: "bank"}}, 0, "bank"},
	} {
		v, list := NewVocabulary("topics.yaml", c.entries)
		if len(list) != c.want {
			t.Errorf("%s: %v", c.about, list)
		}
		for _, d := range list {
			if d.Line != 7 || !strings.Contains(d.Message, `"a" and of "b"`) {
				t.Errorf("%s: %v", c.about, d)
			}
		}
		if e, ok := v.Find("bank"); !ok || e.ID != c.first {
			t.Errorf("%s: front matter finds %q", c.about, e.ID)
		}
	}
}

func TestFindTakesIdsLabelsAndAliasesOfAnyLanguage(t *testing.T) {
	v := vocabulary(t, Entry{ID: "dns-abuse", Labels: people.Text{"en": "DNS Abuse", "ar": "إساءة"}, Aliases: map[lang.Tag][]string{"fr": {"abus du système"}}})
	for _, name := range []string{"dns-abuse", "DNS-ABUSE", "dns abuse", "ＤＮＳ　abuse", "اساءه", "Abus du systeme", "DNS abuse!"} {
		if e, ok := v.Find(name); !ok || e.ID != "dns-abuse" {
			t.Errorf("%q is not found", name)
		}
	}
	for _, name := range []string{"", "dns", "abuse"} {
		if e, ok := v.Find(name); ok {
			t.Errorf("%q is %q", name, e.ID)
		}
	}
	if v.ByID("dns") != nil || v.ByID("dns-abuse") != &v.Entries[0] {
		t.Error("ByID")
	}
}

func TestHitsAreAppendedByTurn(t *testing.T) {
	v := vocabulary(t, label("en", "sea"))
	hits := v.Match(nil, 0, "The sea.")
	hits = v.Match(hits, 1, "The sea, the sea.")
	want := []Hit{{Turn: 0, Lang: "en", Count: 1}, {Turn: 1, Lang: "en", Count: 2}}
	if !slices.Equal(hits, want) {
		t.Errorf("%+v, want %+v", hits, want)
	}
	if got := None().Match(nil, 0, "The sea."); got != nil {
		t.Errorf("no vocabulary finds %v", got)
	}
}

// TestMatchAgreesWithPlainSearch compares the automaton with looking for each
// label by itself, where labels do not overlap.
func TestMatchAgreesWithPlainSearch(t *testing.T) {
	words := strings.Fields("ab abab ba bab aab b a abba 海 海洋 洋")
	for _, text := range []string{"abab", "ab ab", "aab-ba abba", "a b a", "海洋", "洋海洋海", "babab", "", "b", "ab海ab"} {
		for _, w := range words {
			v := vocabulary(t, label("en", w))
			n := 0
			for from := 0; ; {
				i := strings.Index(text[from:], w)
				if i < 0 {
					break
				}
				start := from + i
				if whole(text, start, start+len(w)) {
					n++
					from = start + len(w)
				} else {
					from = start + 1
				}
			}
			want := ""
			if n > 0 {
				want = fmt.Sprintf("%s/en×%d", w, n)
			}
			if got := found(v, text); got != want {
				t.Errorf("%q in %q: %q, want %q", w, text, got, want)
			}
		}
	}
}
