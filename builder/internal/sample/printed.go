package main

import (
	"strconv"
	"strings"

	"dixit/builder/internal/typeset"
)

const (
	header = "KELVARA STRAIT COMMISSION - PLENARY - EIGHTH SESSION"
	wide   = 84 // characters of a line
	tall   = 38 // lines of a page
)

// printed sets a record as a printer would: a page of title without a number,
// then pages with a running header and numbers from 1. The text has its title in
// the lines before the first empty one, and a paragraph between any two.
func printed(text string) []byte {
	head, body, _ := strings.Cut(text, "\n\n")
	var title []typeset.Line
	for i, l := range strings.Split(head, "\n") {
		title = append(title, typeset.Line{X: 72, Y: 600 - 30*float64(i), Size: 18, Text: l})
	}
	pages := [][]typeset.Line{title}
	var lines []string
	flush := func() {
		n := len(pages)
		page := []typeset.Line{{X: 72, Y: 806, Size: 9, Text: header}, {X: 520, Y: 806, Size: 9, Text: "KSC/PL/8/VR.1"}}
		page = append(page, typeset.Column(72, 760, lines...)...)
		pages = append(pages, append(page, typeset.Line{X: 294, Y: 50, Size: 9, Text: strconv.Itoa(n)}))
		lines = nil
	}
	for _, p := range strings.Split(strings.TrimSpace(body), "\n\n") {
		for _, l := range wrap(strings.Join(strings.Fields(p), " ")) {
			if len(lines) == tall {
				flush()
			}
			lines = append(lines, l)
		}
		if len(lines) < tall {
			lines = append(lines, "")
		}
	}
	flush()
	return typeset.PDF(pages...)
}

// wrap cuts a paragraph into lines between words.
func wrap(p string) []string {
	var out []string
	line := ""
	for _, w := range strings.Fields(p) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > wide {
			out, line = append(out, line), ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(out, line)
}
