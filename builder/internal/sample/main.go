// Command sample makes the files of the sample archive that nobody can write by
// hand: a recording, and a record as PDF.
//
// Goal: that content/ shows what dixit does with them, in a few hundred
// kilobytes that are the same bytes each time. Both are made from text: the
// recording from the times of the captions beside it, the PDF from record.txt.
// It is no part of the program; `go generate ./builder/internal/sample` runs it.
package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . ../../../content

//go:embed record.txt
var record string

const (
	captions = "navigation/2024-11-12-buoy-17-is-adrift.en.vtt"
	wav      = "navigation/2024-11-12-buoy-17-is-adrift.wav"
	pdf      = "plenary/2022-11-08-eighth-session-the-winter-ferry.en.pdf"
)

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("give the content folder"))
	}
	dir := os.Args[1]
	text, err := os.ReadFile(filepath.Join(dir, captions))
	if err != nil {
		fail(err)
	}
	spans, err := times(string(text))
	if err != nil {
		fail(fmt.Errorf("%s: %w", captions, err))
	}
	for name, raw := range map[string][]byte{wav: tones(spans), pdf: printed(record)} {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o666); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "sample:", err)
	os.Exit(1)
}
