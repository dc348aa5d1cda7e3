package pdf

import "dixit/builder/internal/typeset"

// written is a typeset.Line that tests can write without the names of its
// fields.
type written struct {
	X, Y, Size float64
	Text       string
}

func write(pages ...[]written) []byte {
	out := make([][]typeset.Line, len(pages))
	for i, page := range pages {
		for _, l := range page {
			out[i] = append(out[i], typeset.Line(l))
		}
	}
	return typeset.PDF(out...)
}

// column sets lines of type below each other.
func column(x, y float64, lines ...string) []written {
	var out []written
	for _, l := range typeset.Column(x, y, lines...) {
		out = append(out, written(l))
	}
	return out
}
