package searchindex

import (
	"bytes"
	"embed"
	"regexp"
)

// The reader is written in modules under js and published as one file, so that
// a page, or a program, has nothing else to fetch.
//
//go:embed js/*.js
var modules embed.FS

// moduleOrder puts each module after those that it imports.
var moduleOrder = []string{"tables", "terms", "query", "files", "rank", "snippet", "respell", "lookup", "reader"}

// ReaderName and ClassicName are the names of the reader's file, as a module
// and as a script for pages opened from a folder.
const (
	ReaderName  = "reader.js"
	ClassicName = "reader.classic.js"
)

var (
	importLine = regexp.MustCompile(`(?m)^import .*\n`)
	exportWord = regexp.MustCompile(`(?m)^export `)
	checkLine  = regexp.MustCompile(`(?m)^// @ts-check\n`)
)

// joined is all modules in one, without an import or export.
func joined() []byte {
	var out bytes.Buffer
	for _, name := range moduleOrder {
		b, err := modules.ReadFile("js/" + name + ".js")
		if err != nil {
			panic(err) // the names are constants, and a test reads each
		}
		b = importLine.ReplaceAll(b, nil)
		b = checkLine.ReplaceAll(b, nil)
		out.Write(exportWord.ReplaceAll(b, nil))
	}
	return out.Bytes()
}

// ReaderModule is reader.js: an ES module that imports nothing and exports open.
// Its names are those of a function, so that minifying may shorten them.
func ReaderModule() []byte {
	return bytes.Join([][]byte{[]byte("export const open = (() => {\n"), joined(), []byte("return open\n})()\n")}, nil)
}

// ReaderClassic is the reader as a plain script, which sets
// globalThis.dixitSearch to {open, fetch}, where fetch reads the files that
// Offline makes through script elements: what a page opened from a folder may
// still load.
func ReaderClassic() []byte {
	b, err := modules.ReadFile("js/classic.js")
	if err != nil {
		panic(err)
	}
	return bytes.Join([][]byte{[]byte("globalThis.dixitSearch = (() => {\n"), joined(), exportWord.ReplaceAll(checkLine.ReplaceAll(b, nil), nil), []byte("return { open, fetch: classicFetch }\n})()\n")}, nil)
}
