// Package webvtt reads captions in WebVTT (W3C Recommendation track), as meeting
// services, players and recognisers write them: voices, labels typed into cues,
// and the scrolled lines of live captions. What is made of cues is package
// cues'.
package webvtt

import (
	"bytes"
	"path"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/cues"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "webvtt".
func (Format) Name() string { return "webvtt" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 11 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by their name, and text files by the word that WebVTT begins
// with.
func (Format) Match(p string, head []byte) format.Confidence {
	if strings.EqualFold(path.Ext(p), ".vtt") {
		return format.Sure
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	if strings.EqualFold(path.Ext(p), ".txt") && (bytes.HasPrefix(head, []byte("WEBVTT\n")) || bytes.HasPrefix(head, []byte("WEBVTT\r"))) {
		return format.Sure
	}
	return format.No
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "webvtt", Lines: f.Lines()}
	meta, body, list := format.FrontMatter(f)
	t.Meta = meta
	body = head(f, body, t)
	found, dropped, more := cues.Read(f, body, true)
	t.Dropped = append(t.Dropped, dropped...)
	list = append(list, more...)
	if t.Meta.Kind == "" {
		t.Meta.Kind = "captions"
	}
	return t, append(list, cues.Assemble(t, found)...)
}

// head reads the lines before the first empty one: the word WEBVTT and what
// recorders write below it. next is the line after them.
func head(f *source.File, n int, t *transcript.Transcript) (next int) {
	for n <= f.Lines() && strings.TrimSpace(f.Line(n)) == "" {
		n++
	}
	if n > f.Lines() || !strings.HasPrefix(f.Line(n), "WEBVTT") {
		return n
	}
	first := n
	for ; n <= f.Lines(); n++ {
		line := strings.TrimSpace(f.Line(n))
		if line == "" || strings.Contains(line, "-->") {
			break
		}
		if n == first {
			line = strings.TrimLeft(strings.TrimPrefix(line, "WEBVTT"), " \t-")
		}
		if line == "" {
			continue
		}
		key, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(key, "language") && t.Meta.Lang == "" {
			t.Meta.Lang, _ = lang.Parse(strings.TrimSpace(value))
		}
		t.Dropped = append(t.Dropped, transcript.Dropped{Line: n, EndLine: n, Kind: transcript.Furniture, Text: line})
	}
	return n
}
