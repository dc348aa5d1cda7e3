// Package typeset writes small PDFs: for tests of what reads them, and for the
// sample archive.
//
// Goal: lines of type that stand exactly where they are put, in files that
// every reader opens and that are the same bytes for the same lines. Non-goals:
// fonts, compression, letters outside Latin-1. No part of it is in the program.
package typeset

import (
	"bytes"
	"fmt"
	"strings"
)

// Line is a line of type: text in Helvetica. Its left end stands at X and Y in
// points from the lower left corner of an A4 page, which is 595 points wide and
// 842 high; Size is that of the type, in points.
type Line struct {
	X, Y, Size float64
	Text       string
}

// Leading is how far below each other Column sets lines, in points.
const Leading = 14

// Column sets lines of 11-point type below each other; an empty one is a gap.
func Column(x, y float64, lines ...string) []Line {
	var out []Line
	for i, l := range lines {
		if l != "" {
			out = append(out, Line{x, y - Leading*float64(i), 11, l})
		}
	}
	return out
}

// PDF writes pages with the smallest means: a standard font, no compression.
// Text must be Latin-1.
func PDF(pages ...[]Line) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, lines := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		var s bytes.Buffer
		for _, l := range lines {
			fmt.Fprintf(&s, "BT /F1 %g Tf %g %g Td (%s) Tj ET\n", l.Size, l.X, l.Y, latin1(l.Text))
		}
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", s.Len(), s.String()))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

var escape = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)

// latin1 is a text as it stands between the brackets of a PDF string.
func latin1(text string) []byte {
	out := make([]byte, 0, len(text))
	for _, r := range escape.Replace(text) {
		out = append(out, byte(r))
	}
	return out
}
