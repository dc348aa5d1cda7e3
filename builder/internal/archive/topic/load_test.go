package topic

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

func TestLoadTakesWhatTheReferenceShows(t *testing.T) {
	entries, list := Load("topics.yaml", []byte(`
- id: dns-abuse
  labels: {en: DNS abuse, zh-CN: DNS 滥用}
  aliases: {en: [abuse of the DNS], fr: abus du DNS, de: }
  broader: dns
  description: {en: Harm by names}
  exclude: [DNS abuse institute]
- id: dns
  aliases: [domain name system]
`))
	if len(list) != 0 || len(entries) != 2 {
		t.Fatal(entries, list)
	}
	e := entries[0]
	if e.Labels["zh-Hans"] != "DNS 滥用" || e.Aliases["fr"][0] != "abus du DNS" || len(e.Aliases["de"]) != 0 || e.Broader != "dns" || e.Exclude[0] != "DNS abuse institute" || e.Line != 2 {
		t.Errorf("%+v", e)
	}
	if entries[1].Aliases[""][0] != "domain name system" {
		t.Errorf("%+v", entries[1])
	}
}

func TestLoadSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range []struct {
		about string
		yaml  string
		kept  string // id<broader of the entries that are kept
		want  []string
	}{
		{"empty", "", "", nil},
		{"broken YAML", "- id: a\n  labels: 'A\n", "", []string{"2:1 not YAML: found unexpected end of stream"}},
		{"a map", "dns: DNS\n", "", []string{`1:1 not a list of entries, each beginning with "- id:"`}},
		{"a list of names", "- DNS\n- id: a\n", "a<", []string{"1:3 an entry is not a map of keys and values"}},
		{"an unknown key", "- id: a\n  label: A\n", "a<", []string{`2:3 unknown key "label"`}},
		{"no id", "- labels: A\n", "", []string{"1:3 an entry without an id"}},
		{"a bad id", "- id: DNS Abuse\n", "", []string{`1:3 id "DNS Abuse" is not an address; "dns-abuse" would be`}},
		{"an id twice", "- id: a\n- id: a\n", "a<", []string{`2:3 id "a" is there already`}},
		{"labels as a list", "- id: a\n  labels: [A]\n", "", []string{"2:1 neither a text nor texts by language"}},
		{"aliases as a text", "- id: a\n  aliases: A\n", "", []string{"2:1 aliases are neither a list nor lists by language"}},
		{"aliases of aliases", "- id: a\n  aliases:\n    en: {x: y}\n", "", []string{"3:1 keys with values, where a list should be"}},
		{"languages that are none", "- id: a\n  labels: {english: A}\n  aliases: {xx: [B]}\n", "a<", []string{`1:3 "english" is not a language tag`, `1:3 "xx" is not a language tag`}},
		{"a broader topic that is not there", "- id: a\n  broader: b\n", "a<", []string{`1:1 broader topic "b" of "a" is not there`}},
		{"broader than itself", "- id: a\n  broader: a\n", "a<", []string{`1:1 broader topic "a" of "a" leads back to it`}},
		{"a cycle, and what hangs on it", "- {id: z, broader: a}\n- {id: a, broader: b}\n- {id: b, broader: c}\n- {id: c, broader: a}\n", "z<a a< b<c c<a", []string{`2:1 broader topic "b" of "a" leads back to it`}},
		{"two cycles", "- {id: a, broader: b}\n- {id: b, broader: a}\n- {id: c, broader: c}\n", "a< b<a c<", []string{`1:1 broader topic "b" of "a" leads back to it`, `3:1 broader topic "c" of "c" leads back to it`}},
		{"broader of an entry that is wrong", "- id: A A\n- id: b\n  broader: A A\n", "b<", []string{`1:3 id "A A" is not an address; "a-a" would be`, `2:1 broader topic "A A" of "b" is not there`}},
	} {
		entries, list := Load("topics.yaml", []byte(c.yaml))
		var kept, got []string
		for _, e := range entries {
			kept = append(kept, e.ID+"<"+e.Broader)
		}
		if s := strings.Join(kept, " "); s != c.kept {
			t.Errorf("%s: entries %q, want %q", c.about, s, c.kept)
		}
		for _, d := range list {
			if d.Code != diag.TopicsInvalid && d.Code != diag.ListUnreadable || list.Fatal() != (d.Code == diag.ListUnreadable) || d.Severity != diag.Error {
				t.Errorf("%s: %v", c.about, d)
			}
			got = append(got, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Message))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.about, got, c.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("- {id: a, broader: b, aliases: {en: [x]}}\n- {id: b, broader: a, aliases: [y]}\n"), "x and y")
	f.Add([]byte("- {id: a, labels: '', exclude: ['', ' ', é]}\n"), "é")
	f.Fuzz(func(t *testing.T, raw []byte, text string) {
		entries, list := Load("topics.yaml", raw)
		broader := map[string]string{}
		for _, e := range entries {
			if _, twice := broader[e.ID]; twice || lang.SlugPath(e.ID) != e.ID || e.ID == "" {
				t.Errorf("id %q", e.ID)
			}
			broader[e.ID] = e.Broader
		}
		for id := range broader {
			for at, steps := id, 0; at != ""; at, steps = broader[at], steps+1 {
				if _, there := broader[at]; !there || steps > len(broader) {
					t.Fatalf("%q has no end of broader topics", id)
				}
			}
		}
		for _, d := range list {
			if d.Line < 1 {
				t.Errorf("without a line: %v", d)
			}
		}
		v, _ := NewVocabulary("topics.yaml", entries)
		for _, h := range v.Match(nil, 3, text) {
			if h.Turn != 3 || int(h.Topic) >= len(entries) || h.Topic < 0 || h.Count < 1 {
				t.Errorf("hit %+v", h)
			}
		}
	})
}
