// Package pdf reads PDF files that hold text.
//
// PDFium, compiled to WebAssembly and run in this process without access to
// files or network, tells which characters stand where on a page. From their
// places this package makes lines in the order of reading (layout.go), finds
// what belongs to the page rather than to the meeting (margin.go), and hands
// the lines to the reader of plain text, which finds labels and paragraphs as
// it does in any text. What is drawn and not written, as in a scan, is not
// guessed at: its pages are named in a diagnostic.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader. Its engine is started by the first file that is read.
type Format struct{ Engine *Engine }

// Name is "pdf".
func (Format) Name() string { return "pdf" }

// Version of the reading; see format.Format. It counts changes of the reader of
// plain text too, which reads the lines.
func (Format) Version() int { return 2 + 100*plain.Format{}.Version() }

// Binary is true.
func (Format) Binary() bool { return true }

// Match knows files by their first bytes, and by their name.
func (Format) Match(p string, head []byte) format.Confidence {
	switch {
	case strings.EqualFold(path.Ext(p), ".pdf"):
		return format.Sure
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return format.Sure
	}
	return format.No
}

// Read makes a transcript of the file.
func (fm Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "pdf"}
	pages, err := fm.Engine.pages(f.Bytes)
	var list diag.List
	if err != nil {
		list = append(list, refusal(f.Path, err))
	}
	if len(pages) == 0 {
		return t, list
	}
	list = append(list, silent(f.Path, pages)...)
	list = append(list, unmapped(f.Path, pages)...)
	lines, dropped := arrange(pages)
	t.Dropped = dropped
	return t, append(list, plain.ReadPrinted(t, lines)...)
}

// refusal says why a file, or the rest of it, was not read.
func refusal(file string, err error) diag.Diagnostic {
	switch {
	case errors.Is(err, errEngine):
		return diag.New(diag.ReaderFailed, file, 0, 0, "%v", err)
	case errors.Is(err, errLocked):
		return diag.New(diag.FileUnreadable, file, 0, 0, "the PDF asks for a password").WithHint("save it without one")
	case errors.Is(err, errTooLarge):
		return diag.New(diag.FileTooLarge, file, 0, 0, "%v", err)
	case errors.Is(err, errDamaged):
		return diag.New(diag.FileUnreadable, file, 0, 0, "%v", err).WithHint("save it anew from the program that made it")
	}
	return diag.New(diag.FileRefused, file, 0, 0, "%v", err)
}

// silent reports the pages without any text.
func silent(file string, pages []sheet) diag.List {
	var empty []int
	for _, p := range pages {
		if len(p.glyphs) == 0 && p.drawn {
			empty = append(empty, p.n)
		}
	}
	if len(empty) == 0 {
		return nil
	}
	which := "page " + ranges(empty) + " holds"
	if len(empty) > 1 {
		which = "pages " + ranges(empty) + " hold"
	}
	return diag.List{diag.New(diag.PageSilent, file, 0, 0, "%s pictures and no text (%d of %d)", which, len(empty), len(pages))}
}

// ranges writes numbers in order as 1-3, 7.
func ranges(n []int) string {
	var parts []string
	for i := 0; i < len(n); {
		j := i
		for j+1 < len(n) && n[j+1] == n[j]+1 {
			j++
		}
		part := strconv.Itoa(n[i])
		if j > i {
			part += "-" + strconv.Itoa(n[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ", ")
}

// lostShare of a file's characters without a meaning is more than signs and
// bullets of a symbol font come to: in PDFs that are whole it is under 1 %.
const lostShare = 0.05

// unmapped reports that the fonts of a file do not say which letters they show.
func unmapped(file string, pages []sheet) diag.List {
	lost, all := 0, 0
	for _, p := range pages {
		for _, g := range p.glyphs {
			if all++; g.lost() {
				lost++
			}
		}
	}
	if float64(lost) <= lostShare*float64(all) {
		return nil
	}
	return diag.List{diag.New(diag.LettersLost, file, 0, 0, "%s of %d characters have no letter: a font does not say which it shows", percent(lost, all), all)}
}

func percent(n, of int) string { return fmt.Sprintf("%.0f%%", 100*float64(n)/float64(of)) }
