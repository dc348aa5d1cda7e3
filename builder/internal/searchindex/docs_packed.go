package searchindex

import (
	"strconv"
	"strings"
)

// packedDoc is a doc as it is held for each edition until its segment is written: as
// the bytes that hashes and pages are made of, less than half of what its fields take.
type packedDoc struct {
	// Told is its JSON but for what differs by where it stands: without the number of
	// its first text file, and without the brackets around that and behind the last
	// table of blocks.
	Told                     string
	Files, PerFile, Passages int32
	first                    int32 // number of its first text file in the segment, once that has its place
}

// pack packs a doc of so many passages, which has no place yet.
func (d doc) pack(passages int) packedDoc {
	d.First = 0
	b, _ := d.MarshalJSON() // there is nothing in texts and numbers that it does not take
	return packedDoc{string(b[len("[0") : len(b)-len("]]")]), int32(d.Files), int32(d.PerFile), int32(passages), 0}
}

// appendJSON appends the doc, with the blocks of its text files from one up to another.
func (d *packedDoc) appendJSON(dst []byte, from, to int) []byte {
	tables := strings.LastIndexByte(d.Told, '[') + 1 // no table has a bracket or a comma
	dst = strconv.AppendInt(append(dst, '['), int64(d.first), 10)
	dst = append(dst, d.Told[:tables]...)
	rest := d.Told[tables:]
	for i := range to {
		var table string
		table, rest, _ = strings.Cut(rest, ",")
		if i > from {
			dst = append(dst, ',')
		}
		if i >= from {
			dst = append(dst, table...)
		}
	}
	return append(dst, "]]"...)
}

// text is the id of its texts.
func (d *packedDoc) text() textID {
	return textID([]byte(d.Told[strings.IndexByte(d.Told, '"')+1:][:len(textID{})]))
}

// begin and end are the numbers of its first text file and of that behind its last.
func (d *packedDoc) begin() int { return int(d.first) }
func (d *packedDoc) end() int   { return int(d.first + d.Files) }
