// Package source finds the files of a site's content folder and hands each
// over as text with positions.
//
// It is the only place where content is read from disk. Every read goes
// through os.Root, so that no symbolic link, and no trick of a path, reaches
// what lies outside the folder. What a file means is no concern of this
// package: it knows names and bytes, not transcripts.
package source

import (
	"crypto/sha256"
	"sort"
	"strings"
	"unicode/utf8"
)

// Hash is the SHA-256 of a file's bytes.
type Hash [sha256.Size]byte

// HashOf gives the hash of bytes as they lie on disk, before decoding.
func HashOf(raw []byte) Hash { return sha256.Sum256(raw) }

// File is one file as read. Its text is UTF-8, lines ended by "\n", without a byte
// order mark. A File is not changed after it is made.
type File struct {
	// Path is relative to the content folder, with slashes.
	Path string
	// Encoding is what the bytes were read as.
	Encoding string
	// Text is the decoded text. Form feeds are kept; they mark pages. Of a file
	// that is no text it is empty.
	Text string
	// Bytes is the file as it lies on disk, nil where it is text.
	Bytes []byte

	starts []int // byte offset at which each line begins
}

// NewFile wraps text that is already decoded, as tests and sidecars need it.
func NewFile(path, text string) *File {
	return &File{Path: path, Text: text, starts: lineStarts(text)}
}

// NewBinary wraps the bytes of a file that is no text.
func NewBinary(path string, raw []byte) *File {
	return &File{Path: path, Encoding: "binary", Bytes: raw, starts: []int{0}}
}

func lineStarts(text string) []int {
	starts := make([]int, 1, 64)
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return starts
		}
		i += n + 1
		starts = append(starts, i)
	}
}

// Lines is the number of lines; a text that ends in a line feed has no further,
// empty line after it.
func (f *File) Lines() int {
	if n := len(f.starts); n > 1 && f.starts[n-1] == len(f.Text) {
		return n - 1
	}
	return len(f.starts)
}

// Line gives line n (from 1) without its line feed.
func (f *File) Line(n int) string {
	start, end := f.starts[n-1], len(f.Text)
	if n < len(f.starts) {
		end = f.starts[n] - 1
	}
	return f.Text[start:end]
}

// Start gives the byte offset at which line n (from 1) begins.
func (f *File) Start(n int) int { return f.starts[n-1] }

// LineAt gives the line, from 1, of a byte offset. Who asks for every part of a
// file asks this and not [File.Position], which counts the line up to there: all
// of a file may stand on one line.
func (f *File) LineAt(offset int) int { return sort.SearchInts(f.starts, offset+1) }

// Position gives the line and the column, in runes, of a byte offset; both
// count from 1. It takes as long as the line is.
func (f *File) Position(offset int) (line, column int) {
	line = f.LineAt(offset)
	return line, utf8.RuneCountInString(f.Text[f.starts[line-1]:offset]) + 1
}
