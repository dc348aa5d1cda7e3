package archive

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/transcript"
)

// What stands beside the packed form says what is in it.
func TestFrontMatterBesideItsPackedForm(t *testing.T) {
	named := transcript.Meta{Labels: []transcript.Naming{{Label: "Speaker 1", Person: "ortiz"}}}
	listing := transcript.Meta{People: []transcript.Person{{ID: "p1", Names: []transcript.Name{{Text: "Ana"}}}}}
	for _, m := range []transcript.Meta{{}, {Title: "T"}, {Draft: true}, {Embargo: "2030"}, {Withdrawn: "by request"}, {Part: 2403130930}, named, listing} {
		f := frontOf(m)
		if d := cmp.Diff(m, f.Meta()); d != "" {
			t.Error(d)
		}
		for _, asOf := range []transcript.Date{"", "2020-01-01", "2031-01-01"} {
			if got, want := f.hidden(false, asOf), Hidden(m, false, asOf); got != want {
				t.Errorf("%+v on %q: hidden %q, want %q", m, asOf, got, want)
			}
		}
		if !slices.Equal(f.naming(), m.Labels) || cmp.Diff(f.people(), m.People) != "" || f.title != m.Title || f.part != m.Part {
			t.Errorf("%+v: %+v", m, f)
		}
	}
}
