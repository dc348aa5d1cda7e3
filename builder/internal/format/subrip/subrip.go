// Package subrip reads subtitles in SubRip (.srt), a format without a standard:
// a number, two times, lines of text; and in that of YouTube (.sbv), which has
// no number. What is made of them is package cues'.
package subrip

import (
	"path"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/cues"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "subrip".
func (Format) Name() string { return "subrip" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 11 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by their name.
func (Format) Match(p string, _ []byte) format.Confidence {
	if strings.EqualFold(path.Ext(p), ".srt") || strings.EqualFold(path.Ext(p), ".sbv") {
		return format.Sure
	}
	return format.No
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "subrip", Lines: f.Lines()}
	meta, body, list := format.FrontMatter(f)
	t.Meta = meta
	found, dropped, more := cues.Read(f, body, false)
	t.Dropped = append(t.Dropped, dropped...)
	list = append(list, more...)
	if t.Meta.Kind == "" {
		t.Meta.Kind = "captions"
	}
	return t, append(list, cues.Assemble(t, found)...)
}
