package synthetic_test

import (
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/markdown"
	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/source"
	"dixit/builder/synthetic"
)

// What is made for measuring must be understood in full, or it measures
// something else.
func TestReadersFindEveryTurn(t *testing.T) {
	for _, test := range []struct {
		format synthetic.Format
		reader format.Format
		begin  string
		end    string
	}{
		{synthetic.Markdown, markdown.Format{}, "**", ":** "},
		{synthetic.Plain, plain.Format{}, "", ": "},
	} {
		a := synthetic.New(synthetic.Options{Seed: 1, Languages: synthetic.Languages(), Format: test.format})
		for _, tag := range synthetic.Languages() {
			for i := range 2 {
				name, content := a.Meeting(i, tag)
				f, _ := source.Decode(name, content)
				tr, list := test.reader.Read(f)
				for _, d := range list {
					t.Errorf("%s: %v", name, d)
				}
				var got, want []string
				for _, turn := range tr.Turns {
					var said []string
					for _, s := range turn.Segments {
						said = append(said, s.Text)
					}
					got = append(got, turn.Label+": "+strings.Join(said, " | "))
				}
				_, body, _ := strings.Cut(string(content), "---\n\n")
				for turn := range strings.SplitSeq(strings.TrimSuffix(body, "\n"), "\n\n") {
					label, said, _ := strings.Cut(strings.TrimPrefix(turn, test.begin), test.end)
					want = append(want, label+": "+said)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: %d turns were read of %d, or not as they stand", name, len(got), len(want))
				}
				if tr.Meta.Title == "" || len(tr.Meta.Topics) < 2 {
					t.Errorf("%s: front matter was read as %+v", name, tr.Meta)
				}
			}
		}
	}
}
