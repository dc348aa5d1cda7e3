package transcript

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func segments(sizes ...int) []Segment {
	var out []Segment
	for _, n := range sizes {
		out = append(out, Segment{Text: strings.TrimSpace(strings.Repeat("word ", n))})
	}
	return out
}

func TestPassages(t *testing.T) {
	han := func(n int) Segment { return Segment{Text: strings.Repeat("话", n)} }
	for _, test := range []struct {
		name string
		segs []Segment
		want []int
	}{
		{"nothing", nil, []int{}},
		{"one of any length", segments(900), []int{1}},
		{"short ones together", segments(40, 40, 40), []int{1, 0, 0}},
		{"a word too many", segments(40, 40, 41), []int{1, 0, 2}},
		{"long ones apart", segments(130, 10, 200, 5), []int{1, 2, 3, 4}},
		{"characters count half", []Segment{han(120), han(120), han(1)}, []int{1, 0, 2}},
		{"empty ones begin nothing", []Segment{{}, {Text: strings.Repeat("w ", 121)}, {}}, []int{1, 0, 0}},
	} {
		if got := Passages(test.segs); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v; want %v", test.name, got, test.want)
		}
	}
}

func TestTurnText(t *testing.T) {
	turn := Turn{Segments: []Segment{{Text: "Good morning."}, {Text: "[laughter]", Kind: Note}, {Text: "再见。"}}}
	if got, want := turn.Text(), "Good morning.\n\n[laughter]\n\n再见。"; got != want {
		t.Errorf("%q; want %q", got, want)
	}
	if got := (Turn{}).Text(); got != "" {
		t.Errorf("an empty turn says %q", got)
	}
}

func TestSpeechLeavesEventsOut(t *testing.T) {
	s := Segment{Text: "So [laughter] we agreed. (applause)", Spans: []Span{{0, 2, Strong, ""}, {3, 13, Event, "laughter"}, {25, 35, Event, "applause"}}}
	if got, want := strings.Join(strings.Fields(s.Speech()), " "), "So we agreed."; got != want {
		t.Errorf("%q; want %q", got, want)
	}
	if s := (Segment{Text: "nothing noted"}); s.Speech() != s.Text {
		t.Errorf("%q", s.Speech())
	}
}

func TestMetaOver(t *testing.T) {
	own := Meta{Title: "own", Topics: []string{"a"}, Part: 2}
	sidecar := Meta{Title: "sidecar", Lang: "fr"}
	want := Meta{Title: "sidecar", Lang: "fr", Topics: []string{"a"}, Part: 2}
	if diff := cmp.Diff(want, sidecar.Over(own)); diff != "" {
		t.Error(diff)
	}
}

func TestYear(t *testing.T) {
	for d, want := range map[Date]string{"": "", "2024": "2024", "2024-03-13": "2024"} {
		if got := d.Year(); got != want {
			t.Errorf("%q: %q", d, got)
		}
	}
}

// nests tells whether spans are within the text, in order, and nest.
func nests(s Segment) bool {
	for i, a := range s.Spans {
		if a.Start < 0 || a.Start >= a.End || a.End > len(s.Text) {
			return false
		}
		for _, b := range s.Spans[i+1:] {
			if b.Start < a.Start || b.Start == a.Start && b.End > a.End || b.Start < a.End && b.End > a.End {
				return false
			}
		}
	}
	return true
}

func TestRedact(t *testing.T) {
	const phrase = "Jane Doe"
	tr := &Transcript{
		Meta: Meta{
			Title: "Talk with Jane Doe", Summary: "jane doe speaks", Speakers: []string{"JANE DOE"}, Labels: []Naming{{"Speaker 1", "Jane Doe"}},
			Topics: []string{"Jane Doe"}, TranscriptBy: []string{"Jane  Doe"}, Redact: []string{phrase},
		},
		Sections: []Section{{Title: "Jane Doe’s question"}},
		Dropped:  []Dropped{{Text: "Interview Jane Doe 3"}},
		Turns: []Turn{{Label: "Jane Doe", Role: "for Jane Doe", Segments: []Segment{
			{Text: "I am Jane Doe, and Jane\u00a0Doe lives; JANE\n\u3000DOE; Ja\u00adne D\u200boe", Spans: []Span{{5, 9, Strong, ""}, {19, 28, Link, "https://x/?q=Jane Doe"}}},
			{Text: "Janet Doerr and 谢谢"},
		}}},
	}
	tr.Redact([]string{"", "  ", phrase})
	for _, s := range []string{tr.Meta.Title, tr.Meta.Summary, tr.Meta.Speakers[0], tr.Meta.Labels[0].Person, tr.Meta.Topics[0], tr.Meta.TranscriptBy[0],
		tr.Sections[0].Title, tr.Dropped[0].Text, tr.Turns[0].Label, tr.Turns[0].Role, tr.Turns[0].Segments[0].Text} {
		if strings.Contains(strings.ToLower(s), "jane") || !strings.Contains(s, redacted) {
			t.Errorf("%q", s)
		}
	}
	if n := strings.Count(tr.Turns[0].Segments[0].Text, redacted); n != 4 {
		t.Errorf("%d of 4 are taken out: %q", n, tr.Turns[0].Segments[0].Text)
	}
	if got := tr.Turns[0].Segments[1].Text; got != "Janet Doerr and 谢谢" {
		t.Errorf("other words were changed: %q", got)
	}
	if tr.Meta.Redact != nil {
		t.Error("the phrases are still there")
	}
	for _, s := range tr.Turns[0].Segments[0].Spans {
		if strings.Contains(s.Value, "Jane") {
			t.Errorf("an address still names her: %q", s.Value)
		}
	}
}

// What has no words of the speakers or of the editor is left as it is: names of
// files and formats, tags, dates, and words of which the format knows a few.
var wordless = map[string]bool{
	"Transcript.File": true, "Transcript.Format": true, "Origin.SHA256": true, "Origin.Encoding": true, "Remark.Code": true,
	"Meta.Date": true, "Meta.Lang": true, "Meta.Original": true, "Meta.Kind": true, "Meta.MadeBy": true, "Meta.Status": true, "Meta.Corrected": true, "Meta.Embargo": true,
	"Person.Kind": true, "Person.Sex": true, "Name.Lang": true, "Affiliation.From": true, "Affiliation.To": true,
	"Turn.Lang": true, "Turn.Original": true, "Dropped.Kind": true, "Span.Value of an event": true,
}

func TestRedactLooksIntoEveryField(t *testing.T) {
	tr := full()
	tr.More = nil // taken apart before
	eachString(reflect.ValueOf(tr).Elem(), "", func(_ string, s reflect.Value) { s.SetString("by Jane Doe") })
	tr.Redact([]string{"Jane Doe"})
	eachString(reflect.ValueOf(tr).Elem(), "", func(field string, s reflect.Value) {
		if strings.Contains(s.String(), "Jane") && !wordless[field] {
			t.Errorf("%s still is %q", field, s)
		}
	})
}

// eachString calls do for every string in a value, with the type and the name of
// the field that it stands in.
func eachString(v reflect.Value, field string, do func(field string, s reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		do(field, v)
	case reflect.Slice:
		for i := range v.Len() {
			eachString(v.Index(i), field, do)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			if s, ok := v.Interface().(Span); ok && s.Kind == Event && name == "Span.Value" {
				name += " of an event"
			}
			eachString(v.Field(i), name, do)
		}
	}
}

func TestRedactKeepsSpansInOrder(t *testing.T) {
	text := "before the secret name and after"
	from, to := strings.Index(text, "secret"), strings.Index(text, " and")
	for a := 0; a < len(text); a++ {
		for b := a + 1; b <= len(text); b++ {
			for _, other := range []Span{{0, from + 3, Emphasis, ""}, {from + 3, len(text), Emphasis, ""}, {from, to, Link, "x"}, {from + 2, to - 2, Mono, ""}} {
				seg := Segment{Text: text, Spans: []Span{{a, b, Strong, ""}, other}}
				slices.SortStableFunc(seg.Spans, func(a, b Span) int {
					if a.Start != b.Start {
						return a.Start - b.Start
					}
					return b.End - a.End
				})
				if !nests(seg) {
					continue
				}
				tr := &Transcript{Turns: []Turn{{Segments: []Segment{seg}}}}
				tr.Redact([]string{"secret name"})
				if got := tr.Turns[0].Segments[0]; !nests(got) || strings.Contains(got.Text, "cret") {
					t.Fatalf("[%d,%d) with [%d,%d) became %v in %q", a, b, other.Start, other.End, got.Spans, got.Text)
				}
			}
		}
	}
}
