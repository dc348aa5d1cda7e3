package people

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

func TestLoadTakesWhatTheReferenceShows(t *testing.T) {
	entries, list := Load("people.yaml", []byte(`# everybody
- id: ana-ruiz
  names: {en: Ana Ruiz, zh-TW: 安娜, no: Ana}
  aliases: [A. Ruiz, "12"]
  kind: person
  roles:
    - {role: {en: Chair}, affiliation: Peru, from: 2019, to: 2021-05}
  in: [committee-a]
  url: https://example.org/ana
  bio: {fr: Biographie}
- id: 绿党
  name: 绿党
  kind: delegation

- {id: roy, names: Ann Roy}
`))
	if len(list) != 0 {
		t.Fatal(list)
	}
	if len(entries) != 3 {
		t.Fatalf("%+v", entries)
	}
	ana, green, roy := entries[0], entries[1], entries[2]
	if ana.Names["zh-Hant"] != "安娜" || ana.Names["no"] != "Ana" || ana.Aliases[1] != "12" || ana.Line != 2 {
		t.Errorf("%+v", ana)
	}
	if r := ana.Roles[0]; r.Role["en"] != "Chair" || r.Affiliation[""] != "Peru" || r.From != "2019" || r.To != "2021-05" {
		t.Errorf("%+v", r)
	}
	if green.Kind != Delegation || green.Names[""] != "绿党" || green.Line != 11 {
		t.Errorf("%+v", green)
	}
	if roy.Kind != Individual || roy.Names[""] != "Ann Roy" {
		t.Errorf("%+v", roy)
	}
}

// positions lists line, column and message of diagnostics, each checked to be
// of the code.
func positions(t *testing.T, list diag.List, code diag.Code) []string {
	t.Helper()
	var out []string
	for _, d := range list {
		if d.Code != code && d.Code != diag.ListUnreadable || list.Fatal() != (d.Code == diag.ListUnreadable) || d.File == "" || d.Severity != diag.Error {
			t.Errorf("%+v", d)
		}
		if strings.ContainsAny(d.Message, "\n") || strings.HasSuffix(d.Message, ".") {
			t.Errorf("message %q", d.Message)
		}
		out = append(out, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Message))
	}
	return out
}

func TestLoadSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range []struct {
		about string
		yaml  string
		ids   string // of the entries that are kept
		want  []string
	}{
		{"empty", "", "", nil},
		{"comments only", "# nobody yet\n", "", nil},
		{"broken YAML", "- id: a\n  names: 'A\n- id: b\n", "", []string{"2:1 not YAML: found unexpected end of stream"}},
		{"broken YAML, later", "- id: a\n- id: b\n\tnames: B\n", "", []string{"2:1 not YAML: found a tab character that violates indentation"}},
		{"a map", "ana: Ana Ruiz\n", "", []string{`1:1 not a list of entries, each beginning with "- id:"`}},
		{"a text", "\n\nAna Ruiz\n", "", []string{`3:1 not a list of entries, each beginning with "- id:"`}},
		{"a list of names", "- Ana Ruiz\n- id: b\n", "b", []string{"1:3 an entry is not a map of keys and values"}},
		{"an unknown key", "- id: a\n  alias: [A]\n- id: b\n", "a b", []string{`2:3 unknown key "alias"`}},
		{"no id", "- names: A\n- id: b\n", "b", []string{"1:3 an entry without an id"}},
		{"an empty id", "- id: ''\n- id: b\n", "b", []string{"1:3 an entry without an id"}},
		{"an id in capitals", "- id: Ana Ruiz\n", "", []string{`1:3 id "Ana Ruiz" is not an address; "ana-ruiz" would be`}},
		{"an id with a slash", "- id: a/b\n", "", []string{`1:3 id "a/b" is not an address; "a-b" would be`}},
		{"an id that is a page of a list", "- id: p\n", "", []string{`1:3 id "p" is not an address; "p-" would be`}},
		{"an id of signs", "- id: '!'\n", "", []string{`1:3 id "!" is not an address; write letters and digits`}},
		{"an id twice", "- id: a\n- id: b\n- id: a\n  names: Another\n", "a b", []string{`3:3 id "a" is there already`}},
		{"an unknown kind", "- id: a\n  kind: robot\n- id: b\n", "b", []string{`1:3 kind "robot" is not one of person, delegation, group, role`}},
		{"names as a list", "- id: a\n  names: [A, B]\n- id: b\n", "b", []string{"2:1 neither a text nor texts by language"}},
		{"a name as a list", "- id: a\n  names:\n    en: A\n    fr: [B]\n", "", []string{"4:1 not a text"}},
		{"a language twice", "- id: a\n  names:\n    zh-TW: 甲\n    zh-Hant: 乙\n", "", []string{`4:1 "zh-Hant" is there twice`}},
		{"aliases as a map", "- id: a\n  aliases: {en: A}\n", "", []string{"2:1 keys with values, where a list should be"}},
		{"two wrong values", "- id: a\n  in: {a: b}\n  roles: none\n", "", []string{"2:1 keys with values, where a list should be", `3:1 a text ("none"), where a list should be`}},
		{"a key twice", "- id: a\n  kind: person\n  kind: group\n", "", []string{`3:1 mapping key "kind" already defined at line 2`}},
		{"languages that are none", "- id: a\n  names: {english: A, fr: A}\n  bio: {xx: B}\n  roles: [{role: {qq: R}}]\n", "a", []string{`1:3 "english" is not a language tag`, `1:3 "xx" is not a language tag`, `1:3 "qq" is not a language tag`}},
	} {
		entries, list := Load("people.yaml", []byte(c.yaml))
		var ids []string
		for _, e := range entries {
			ids = append(ids, e.ID)
		}
		if got := strings.Join(ids, " "); got != c.ids {
			t.Errorf("%s: entries %q, want %q", c.about, got, c.ids)
		}
		got := positions(t, list, diag.PeopleInvalid)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.about, got, c.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("- id: a\n  names: {en: A}\n"))
	f.Add([]byte("- &x {id: a, names: &y {en: A}}\n- {<<: *x, id: b}\n- {id: c, names: *y}\n"))
	f.Add([]byte("- id: ~\n- ~\n- id: [a]\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		entries, list := Load("people.yaml", raw)
		seen := map[string]bool{}
		for _, e := range entries {
			if seen[e.ID] || lang.SlugPath(e.ID) != e.ID || e.ID == "" {
				t.Errorf("id %q", e.ID)
			}
			seen[e.ID] = true
		}
		for _, d := range list {
			if d.Line < 1 {
				t.Errorf("without a line: %v", d)
			}
		}
	})
}

func TestTextIsGivenInTheNextBestLanguage(t *testing.T) {
	text := Text{"en": "tide", "zh-Hans": "潮", "pt-BR": "maré"}
	for _, c := range []struct {
		text   Text
		want   lang.Tag
		others []lang.Tag
		s      string
		tag    lang.Tag
	}{
		{text, "en", nil, "tide", "en"},
		{text, "zh", nil, "潮", "zh-Hans"},
		{text, "zh-Hant", nil, "潮", "zh-Hans"},
		{text, "pt", nil, "maré", "pt-BR"},
		{text, "fr", []lang.Tag{"ar", "zh"}, "潮", "zh-Hans"},
		{text, "fr", nil, "tide", "en"},
		{Text{"": "any", "de": "Flut"}, "fr", nil, "any", ""},
		{Text{"": "any", "de": "Flut"}, "fr", []lang.Tag{"de"}, "Flut", "de"},
		{Text{"fr": ""}, "fr", nil, "", "fr"},
		{nil, "fr", nil, "", ""},
	} {
		if s, tag := c.text.In(c.want, c.others...); s != c.s || s != "" && tag != c.tag {
			t.Errorf("%v in %q: %q in %q, want %q in %q", c.text, c.want, s, tag, c.s, c.tag)
		}
	}
}
