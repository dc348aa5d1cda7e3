package builder

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/site"
)

func TestSettingsAreTaken(t *testing.T) {
	c, list := parseConfig([]byte(`# everything
title: {en: The Strait, fr: Le Détroit, no: Sundet, zh-TW: 海峽}
description: What was said
rights: &by CC BY 4.0
base_url: https://example.org/strait
languages: [no, zh-TW, en]
theme: mine
content: said
out: site
cache: /tmp/cache
ignore: ["*.bak", drafts/]
menu: [sessions, {page: about, label: {en: About us}}, {url: "https://example.org", label: Elsewhere}]
footer: []
report_url: https://example.org/report?page={url}
edit_url: https://example.org/edit/{path}
diagnostics: {label-doubtful: off, date-missing: error}
time_zone: Europe/Paris
downloads: [txt]
memory: 512
topics: {auto: 40}
`), "dixit.yaml")
	if len(list) != 0 {
		t.Fatal(list)
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	want := config{
		Title: people.Text{"en": "The Strait", "fr": "Le Détroit", "no": "Sundet", "zh-Hant": "海峽"}, Description: people.Text{"": "What was said"}, Rights: people.Text{"": "CC BY 4.0"},
		BaseURL: "https://example.org/strait", TimeZone: paris, Languages: []lang.Tag{"no", "zh-Hant", "en"}, Theme: "mine", Content: "said", Out: "site", Cache: "/tmp/cache", Memory: 512, Ignore: []string{"*.bak", "drafts/"},
		Menu:      []site.MenuItem{{Page: "sessions"}, {Page: "about", Label: people.Text{"en": "About us"}}, {URL: "https://example.org", Label: people.Text{"": "Elsewhere"}}},
		Footer:    []site.MenuItem{},
		ReportURL: "https://example.org/report?page={url}", EditURL: "https://example.org/edit/{path}",
		Downloads: []string{"txt"}, Found: new(40),
		Levels: map[diag.Code]diag.Severity{diag.LabelDoubtful: diag.Off, diag.DateMissing: diag.Error},
		named:  []namedPage{{"sessions", position{12, 8}}, {"about", position{12, 18}}}, cacheAt: position{10, 8}, found: true,
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("\n got %+v\nwant %+v", c, want)
	}
}

func TestHowManyTopicsAreFound(t *testing.T) {
	for yaml, want := range map[string]int{"": usualFound, "topics:": usualFound, "topics: {}": usualFound, "topics: {auto: true}": usualFound, "topics: {auto: no}": 0, "topics: {auto: 0}": 0, "topics: {auto: 3}": 3} {
		c, list := parseConfig([]byte(yaml), "dixit.yaml")
		if len(list) != 0 || c.topicsFound() != want {
			t.Errorf("%q: %d, want %d; %v", yaml, c.topicsFound(), want, list)
		}
	}
}

func TestSettingsThatAreNotGiven(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "title:\nlanguages:\nmenu:\nfooter: ~\nignore:\ndiagnostics:\nbase_url:\ntheme: null\n"} {
		c, list := parseConfig([]byte(text), "dixit.yaml")
		if len(list) != 0 || !reflect.DeepEqual(c, config{found: true}) {
			t.Errorf("%q: %+v %v", text, c, list)
		}
	}
	c, list := readConfig(filepath.Join(t.TempDir(), "dixit.yaml"), "dixit.yaml")
	if len(list) != 0 || c.found {
		t.Errorf("a site without settings: %+v %v", c, list)
	}
	file := filepath.Join(t.TempDir(), "dixit.yaml")
	if err := os.Mkdir(file, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, list := readConfig(file, "dixit.yaml"); len(list) != 1 || list[0].Code != diag.ConfigInvalid {
		t.Errorf("settings that cannot be read: %v", list)
	}
}

func TestAnUnknownKeyNamesTheOneMeant(t *testing.T) {
	for key, meant := range map[string]string{
		"tilte": "title", "Title": "title", "baseURL": "base_url", "base-url": "base_url", "lanuages": "languages", "language": "languages", "ouput": "out", "diagnostic": "diagnostics",
		"reporturl": "report_url", "x": "", "taxonomies": "", "": "",
	} {
		_, list := parseConfig(fmt.Appendf(nil, "title: A\n%q: x\n", key), "dixit.yaml")
		if len(list) != 1 {
			t.Errorf("%q: %v", key, list)
			continue
		}
		d := list[0]
		if d.Code != diag.ConfigUnknownKey || !list.Fatal() || d.Line != 2 || d.Column != 1 || d.File != "dixit.yaml" {
			t.Errorf("%q: %+v", key, d)
		}
		if want := fmt.Sprintf("did you mean %q?", meant); meant != "" && d.Hint != want || meant == "" && key != "" && !strings.HasPrefix(d.Hint, "the keys are title, ") {
			t.Errorf("%q: hint %q, want %q", key, d.Hint, meant)
		}
	}
}

func TestEveryBadValueIsNamedWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		yaml string
		want []string
	}{
		{"title: [A]", []string{"1:8 title: neither a text nor texts by language"}},
		{"title: {english: A}", []string{`1:9 title: unknown language tag "english": write a BCP 47 tag such as en, pt-BR or zh-Hant`}},
		{"title:\n  en: [A]", []string{"2:7 title: not a text"}},
		{"title:\n  zh-TW: 甲\n  zh-Hant: 乙", []string{`2:3 title: line 3: "zh-Hant" is there twice`}},
		{"base_url: example.org", []string{`1:11 base_url: "example.org" does not begin with https:// or http://`}},
		{"base_url: ftp://example.org", []string{`1:11 base_url: "ftp://example.org" does not begin with https:// or http://`}},
		{"base_url: 'https://'", []string{`1:11 base_url: "https://" is not the address of a folder`}},
		{"base_url: https://example.org/?a", []string{`1:11 base_url: "https://example.org/?a" is not the address of a folder`}},
		{"base_url: 'https://example.org/#a'", []string{`1:11 base_url: "https://example.org/#a" is not the address of a folder`}},
		{"base_url: https://example.org/a b", []string{`1:11 base_url: "https://example.org/a b" is not the address of a folder`}},
		{"base_url: {a: b}", []string{"1:11 base_url: not a text"}},
		{"languages: en", []string{"1:12 languages: not a list of language tags"}},
		{"languages: [en, xx, [fr], EN]", []string{
			`1:17 languages: unknown language tag "xx": write`, "1:21 languages: not a language tag", `1:27 languages: "EN" is there twice`,
		}},
		{"languages:\n- zh-TW\n- zh-Hant", []string{`3:3 languages: "zh-Hant" is there twice`}},
		{"memory: 12", []string{`1:9 memory: 12 megabytes are too few: write 64 or more, such as 400`}},
		{"memory: much", []string{`1:9 memory: "much" is no number of megabytes: write one of 64 or more, such as 400`}},
		{"theme: [a]", []string{"1:8 theme: not a text"}},
		{"content: {a: b}", []string{"1:10 content: not a text"}},
		{"out: []", []string{"1:6 out: not a text"}},
		{"cache: []", []string{"1:8 cache: not a text"}},
		{"report_url: []", []string{"1:13 report_url: not a text"}},
		{"edit_url: []", []string{"1:11 edit_url: not a text"}},
		{"ignore: '*.bak'", []string{"1:9 ignore: not a list of patterns"}},
		{"ignore: ['*.bak', '[a', {a: b}, '']", []string{`1:19 ignore: "[a" is not a pattern`, "1:25 ignore: not a pattern", "1:33 ignore: not a pattern"}},
		{"downloads: original", []string{"1:12 downloads: not a list of formats"}},
		{"downloads: [csv, orignal, {a: b}]", []string{`1:18 downloads: unknown format "orignal"; did you mean "original"?; one of original, txt,`, `1:27 downloads: unknown format ""`}},
		{"time_zone: CEST/Paris", []string{`1:12 time_zone: "CEST/Paris" is no time zone such as Europe/Paris or UTC`}},
		{"time_zone: Local", []string{`1:12 time_zone: "Local" is no time zone`}},
		{"time_zone: [UTC]", []string{"1:12 time_zone: not a text"}},
		{"search:\npublish: {}", []string{"1:1 search: this version has no such setting", "2:1 publish: this version has no such setting"}},
		{"topics: false", []string{"1:9 topics: not a map; {auto: false} is one"}},
		{"topics: {auto: many, atuo: 3}", []string{`1:16 topics: "many" is neither true, false nor a number of topics up to 300`, `1:22 topics: unknown key "atuo"; did you mean "auto"?`}},
		{"topics: {auto: 1000}", []string{`1:16 topics: "1000" is neither true`}},
		{"topics: {auto: -1}", []string{`1:16 topics: "-1" is neither true`}},
		{"topics: {auto: [3]}", []string{`1:16 topics: "" is neither true`}},
		{"menu: sessions", []string{"1:7 menu: not a list"}},
		{"menu: [[a], {}, '', {lable: x}, {page: [a]}, {url: b, label: {english: x}}]", []string{
			"1:8 menu: an entry is the name of a page, or has page or url, and label", "1:13 menu: an entry is the name of a page, or has page or url, and label", "1:17 menu: an entry is the name of a page, or has page or url, and label",
			`1:22 menu: unknown key "lable"; did you mean "label"?`, "1:40 menu: not a text", `1:63 menu: unknown language tag "english": write a BCP 47 tag such as en, pt-BR or zh-Hant`,
		}},
		{"menu: [{url: 'javascript:alert(1)', label: x}]", []string{`1:14 menu: "javascript:alert(1)" is no address that a page may lead to`}},
		{"report_url: 'javascript:alert(1)'", []string{`1:13 report_url: "javascript:alert(1)" is no address that a page may lead to`}},
		{"edit_url: https://example.org/edit", []string{`1:11 edit_url: "https://example.org/edit" does not say where {path} is to stand`}},
		{"footer: {about: x}", []string{"1:9 footer: not a list"}},
		{"diagnostics: [date-missing]", []string{"1:14 diagnostics: not a map from codes to severities"}},
		{"diagnostics:\n  date-mising: off\n  zzz: off\n  label-doubtful: none\n  gaps-found: [off]", []string{
			`2:3 diagnostics: unknown code "date-mising"; did you mean "date-missing"?`, `3:3 diagnostics: unknown code "zzz"`,
			`4:19 diagnostics: unknown severity "none"; one of off, info, warning, error`, `5:15 diagnostics: unknown severity ""; one of off, info, warning, error`,
		}},
		{"title: A\nout: [x]\ntheme: [y]", []string{"2:6 out: not a text", "3:8 theme: not a text"}},
		{"title: A\ntitle: B", []string{"2:1 title: is in line 1 already"}},
		{"- title", []string{"1:1 not a list of keys and values"}},
		{"\n\ntitle", []string{"3:1 not a list of keys and values"}},
		{"title: 'A\n", []string{"2:1 not YAML: found unexpected end of stream"}},
	} {
		_, list := parseConfig([]byte(c.yaml), "dixit.yaml")
		var got []string
		for _, d := range list {
			if d.Code != diag.ConfigInvalid || d.File != "dixit.yaml" {
				t.Errorf("%q: %+v", c.yaml, d)
			}
			got = append(got, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Message))
		}
		ok := len(got) == len(c.want)
		for i := range got {
			ok = ok && strings.HasPrefix(got[i], c.want[i])
		}
		if !ok || !list.Fatal() {
			t.Errorf("%q:\n got %q\nwant %q", c.yaml, got, c.want)
		}
	}
}

func TestWhatIsWrongInAListIsLeftOutAlone(t *testing.T) {
	c, _ := parseConfig([]byte("languages: [en, qqq, fr]\nmenu: [a, {}, b]\nignore: [x, '[', y]\ndiagnostics: {nope: off, date-missing: off}\n"), "dixit.yaml")
	if !slices.Equal(c.Languages, []lang.Tag{"en", "fr"}) || len(c.Menu) != 2 || len(c.Ignore) != 2 || len(c.Levels) != 1 {
		t.Errorf("%+v", c)
	}
}

func TestSeveritiesOfFiles(t *testing.T) {
	c, list := parseConfig([]byte("diagnostics:\n  character-noise: {off: [scans/*, a.md], loud: [b.md], error: c.md}\n  date-missing: error\n"), "dixit.yaml")
	want := []diag.FileLevel{
		{Code: diag.CharacterNoise, Severity: diag.Off, Pattern: "scans/*"},
		{Code: diag.CharacterNoise, Severity: diag.Off, Pattern: "a.md"},
	}
	if !slices.Equal(c.FileLevels, want) || c.Levels[diag.DateMissing] != diag.Error {
		t.Errorf("read as %v, %v", c.FileLevels, c.Levels)
	}
	if len(list) != 2 || list[0].Line != 2 || !strings.Contains(list[0].Message, `"loud"`) || !strings.Contains(list[1].Message, "not a list of patterns") {
		t.Errorf("faults: %v", list)
	}
}

func TestDiagnosticsTakeTheLevelsOfTheSite(t *testing.T) {
	c, _ := parseConfig([]byte("diagnostics: {date-missing: error, label-doubtful: off, edition-twice: info, config-invalid: off}\n"), "dixit.yaml")
	list := diag.List{diag.New(diag.DateMissing, "a", 0, 0, "x"), diag.New(diag.LabelDoubtful, "a", 0, 0, "x"), diag.New(diag.EditionTwice, "a", 0, 0, "x"), diag.New(diag.ConfigInvalid, "a", 0, 0, "x")}
	var got []string
	for _, d := range list.Relevel(c.Levels) {
		got = append(got, string(d.Code)+" "+d.Severity.String())
	}
	if want := []string{"date-missing error", "edition-twice info", "config-invalid error"}; !slices.Equal(got, want) { // what stops a build keeps its level
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzParseConfig(f *testing.F) {
	f.Add([]byte("title: &a {en: A}\ndescription: *a\nmenu: [*a, {page: *a}]\n"))
	f.Add([]byte("? [a]\n: b\n<<: {title: x}\n"))
	f.Add([]byte("diagnostics: {? [x] : off, date-missing: *n}\nlanguages: &l [en, *l]\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, list := parseConfig(raw, "dixit.yaml")
		for _, d := range list {
			if d.Line < 1 || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}

// An embargo ends with a day in the time zone of the site.
func TestTheDayIsThatOfTheSite(t *testing.T) {
	moment := time.Date(2026, 3, 1, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		zone, day string
		began     time.Time
		want      string
	}{
		{"", "", moment, "2026-03-01"},
		{"Pacific/Auckland", "", moment, "2026-03-02"},
		{"America/Lima", "", moment, "2026-03-01"},
		{"Pacific/Auckland", "2026-01-31", moment, "2026-01-31"},
		{"Pacific/Auckland", "", time.Time{}, ""},
	} {
		r := &run{a: &Archive{opt: Options{AsOfDay: c.day}}, began: c.began}
		if c.zone != "" {
			r.cfg.TimeZone, _ = time.LoadLocation(c.zone)
		}
		if got := string(r.asOf()); got != c.want {
			t.Errorf("%q, %q, %v: %s, want %s", c.zone, c.day, c.began, got, c.want)
		}
	}
}
