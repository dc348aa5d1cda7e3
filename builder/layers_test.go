package builder_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers is the table of ARCHITECTURE.md: a package imports only packages of
// lower layers.
var layers = [][]string{
	{"builder/internal/diag", "builder/internal/lang", "builder/internal/checksum", "builder/internal/packed", "builder/internal/usage", "builder/synthetic", "builder/internal/typeset"},
	{"builder/internal/source", "builder/internal/transcript", "builder/internal/output", "builder/internal/searchindex/terms", "builder/internal/yamlfault"},
	{"builder/internal/format", "builder/internal/store", "builder/internal/archive/people", "builder/internal/archive/align", "builder/internal/archive/term", "builder/internal/archive/sound", "builder/internal/markup", "builder/internal/theme", "builder/internal/searchindex"},
	{"builder/internal/format/plain", "builder/internal/format/document", "builder/internal/format/cues", "builder/internal/format/tei", "builder/internal/format/akomantoso", "builder/internal/format/readingtest", "builder/internal/export", "builder/internal/archive/topic", "builder/internal/archive/likeness"},
	{"builder/internal/format/pdf", "builder/internal/format/html", "builder/internal/format/docx", "builder/internal/format/odt", "builder/internal/format/markdown", "builder/internal/format/webvtt", "builder/internal/format/subrip", "builder/internal/format/recognised", "builder/internal/format/table", "builder/internal/archive"},
	{"builder/internal/site", "builder/internal/check"},
	{"builder/internal/render"},
	{"builder"},
	{"builder/watch", "builder/preview"},
	{"cmd/dixit", "cmd/synthetic", "cmd/bench", "builder/internal/sample", "builder/internal/shots"},
}

// alone are the libraries that one package imports and no other.
var alone = map[string]string{
	"github.com/yuin/goldmark":            "builder/internal/format/markdown",
	"golang.org/x/net/html":               "builder/internal/format/html",
	"github.com/tdewolff/minify":          "builder/internal/theme",
	"github.com/fsnotify/fsnotify":        "builder/watch",
	"github.com/nicksnyder/go-i18n":       "builder/internal/theme",
	"github.com/saintfish/chardet":        "builder/internal/source",
	"github.com/pelletier/go-toml":        "builder/internal/format",
	"github.com/spf13/cobra":              "cmd/dixit",
	"github.com/blevesearch/snowballstem": "builder/internal/searchindex/terms",
	"github.com/klauspost/compress":       "builder/internal/searchindex",
	"github.com/mozillazg/go-pinyin":      "builder/internal/archive/sound",
	"github.com/clipperhouse/uax29/v2":    "builder/internal/lang",
	"github.com/klippa-app/go-pdfium":     "builder/internal/format/pdf",
	"github.com/tetratelabs/wazero":       "builder/internal/format/pdf",
}

func TestImportsKeepTheLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "dixit/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	layer := map[string]int{}
	for i, names := range layers {
		for _, n := range names {
			layer["dixit/"+n] = i
		}
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for dec.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if p.ImportPath == "dixit/themes" {
			continue
		}
		at, known := layer[p.ImportPath]
		if !known {
			t.Errorf("%s stands in no layer", p.ImportPath)
			continue
		}
		seen++
		for _, imp := range p.Imports {
			if below, ok := layer[imp]; ok && below >= at {
				t.Errorf("%s (layer %d) imports %s (layer %d)", p.ImportPath, at, imp, below)
			}
			for lib, owner := range alone {
				if owner != "" && strings.HasPrefix(imp, lib) && p.ImportPath != "dixit/"+owner {
					t.Errorf("%s imports %s, which is %s's alone", p.ImportPath, imp, owner)
				}
			}
		}
		if slices.Contains(p.Imports, "C") {
			t.Errorf("%s uses cgo", p.ImportPath)
		}
	}
	if seen != len(layer) {
		t.Errorf("%d packages of %d in the table", seen, len(layer))
	}
}
