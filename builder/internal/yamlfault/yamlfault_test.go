package yamlfault

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/diag"
)

func TestFaultsOfSyntaxStandAtTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"- id: holm\n- id: [frey\n- id: lis\n":     "2: did not find expected ',' or ']'",
		"title: Gate\nmenu: [about, press}\n":      "2: did not find expected ',' or ']'",
		"menu: {about: x\npress: y\n":              "2: did not find expected ',' or '}'",
		"title: Gate\n- about\n":                   "2: did not find expected key",
		"- about\n- press\ntitle: Gate\n":          "3: did not find expected '-' indicator",
		"title: Gate\n of: the harbour\n":          "2: mapping values are not allowed in this context",
		"title: Gate\nmenu:\n\t- about\n":          "3: found character that cannot start any token",
		"title: Gate: of the harbour\n":            "1: mapping values are not allowed in this context",
		"title: Gate\nmenu: \"\\q\"\nbase: here\n": "2: found unknown escape character",
		"title: [a, b}\n":                          "1: did not find expected ',' or ']'",
	} {
		var doc yaml.Node
		err := yaml.Unmarshal([]byte(text), &doc)
		if err == nil {
			t.Errorf("%q is YAML", text)
			continue
		}
		for _, err := range []error{err, fmt.Errorf("catalogue: %w", err), errors.New("catalogue: " + err.Error())} {
			got := In(err)
			if len(got) != 1 || fmt.Sprintf("%d: %s", got[0].Line, got[0].Cause) != want {
				t.Errorf("%q: %v, want %s", text, got, want)
			}
		}
	}
}

func TestValuesOfTheWrongKindAreNamedInWords(t *testing.T) {
	var into struct {
		Names   map[string]string
		Aliases []string
		Title   string
		Draft   bool
		Part    int
		Weight  float64
		Media   struct{ URL string }
	}
	const text = "aliases: Ada Holm\nnames: [Holm]\ntitle: {en: Gate}\ndraft: perhaps\npart: first\nweight: heavy\nmedia: 2021-01-01\n"
	var got []string
	for _, f := range In(yaml.Unmarshal([]byte(text), &into)) {
		got = append(got, fmt.Sprintf("%d: %s", f.Line, f.Cause))
	}
	want := []string{
		`1: a text ("Ada Holm"), where a list should be`,
		`2: a list, where keys with values should be`,
		`3: keys with values, where a text should be`,
		`4: a text ("perhaps"), where true or false should be`,
		`5: a text ("first"), where a whole number should be`,
		`6: a text ("heavy"), where a number should be`,
		`7: a date ("2021-01-01"), where keys with values should be`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestDiagnosticsTellSyntaxFromValues(t *testing.T) {
	var into struct{ Aliases []string }
	for text, want := range map[string]string{
		"aliases: [Holm\nid: x\n": "not YAML: did not find expected ',' or ']'",
		"aliases: Holm\n":         `a text ("Holm"), where a list should be`,
	} {
		list := Diagnostics(diag.PeopleInvalid, "people.yaml", yaml.Unmarshal([]byte(text), &into))
		if len(list) != 1 || list[0].Message != want || list[0].Code != diag.PeopleInvalid || list[0].File != "people.yaml" {
			t.Errorf("%q: %v, want %q", text, list, want)
		}
	}
	if list := Diagnostics(diag.PeopleInvalid, "people.yaml", nil); len(list) > 0 {
		t.Errorf("nothing is wrong, and yet: %v", list)
	}
}
