package pdf

import (
	"encoding/binary"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// compiled is where tests keep the engine's compiled module, "" for nowhere. It
// is kept between the processes of fuzzing, each of which would else compile it
// for longer than one may be silent.
func compiled() string {
	if dir := os.Getenv("DIXIT_PDFIUM_CACHE"); dir != "" {
		return dir
	}
	if w := flag.Lookup("test.fuzz"); w == nil || w.Value.String() == "" {
		return ""
	}
	return filepath.Join(os.TempDir(), "dixit-fuzz-pdfium")
}

// FuzzRead asks what any bytes do to the engine, and to what is read with it.
func FuzzRead(f *testing.F) {
	f.Add(write(meeting(1, 1)))
	f.Add(write(meeting(1, 0), nil, meeting(2, 1)))
	f.Add(forms(3))
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>"))
	if in, err := engine.instance(); err != nil { // started before the first try, whose time counts
		f.Fatal(err)
	} else {
		in.done()
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		file := source.NewBinary("record.pdf", raw)
		got, list := Format{engine}.Read(file)
		readingtest.Sound(t, file, got, list)
		placed := map[int]bool{}
		for _, turn := range got.Turns {
			for _, s := range turn.Segments {
				placed[s.Page] = true
			}
		}
		if placed[0] {
			t.Error("a segment without a page")
		}
	})
}

// FuzzArrange asks what any characters in any places make of a page. Each takes
// ten bytes: what it is, where it stands, how large; a byte of nought begins the
// next page.
func FuzzArrange(f *testing.F) {
	for _, pages := range [][][]written{
		{meeting(1, 1), meeting(2, 2), meeting(3, 3)},
		{append(column(60, 740, "The CHAIR: One.", "Two (three)", "four", "five", "six 7-9"), column(310, 738, "Ms. Aalto: 1", "2", "3", "4", "5")...)},
		{column(72, 740, ".(A/12 ךמסמ) חודה", "42 םיפוצמ", "ًاركش :سيئرلا", "灯台の報告", "1 2 3")},
	} {
		f.Add(places(pages))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 20<<10 {
			return
		}
		pages := placedAs(raw)
		var drawn strings.Builder
		for _, p := range pages {
			for _, g := range p.glyphs {
				drawn.WriteString(g.letters())
			}
		}
		lines, dropped := arrange(pages)
		var read strings.Builder
		for _, l := range lines {
			if l.Text == "" || l.Page < 1 || l.Page > len(pages) {
				t.Fatalf("a line of page %d: %q", l.Page, l.Text)
			}
			read.WriteString(l.Text)
		}
		for _, d := range dropped {
			read.WriteString(d.Text)
		}
		if a, b := counted(drawn.String()), counted(read.String()); a != b {
			t.Fatalf("drawn %q, read %q", a, b)
		}
		got := &transcript.Transcript{File: "record.pdf", Format: "pdf", Dropped: dropped}
		list := plain.ReadPrinted(got, lines)
		readingtest.Sound(t, source.NewBinary("record.pdf", nil), got, list)
	})
}

// counted is what may not be lost on the way from a page to its lines.
func counted(s string) string {
	out := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s))
	slices.Sort(out)
	return string(out)
}

// places writes pages as FuzzArrange takes them; a letter is half as wide as high.
func places(pages [][]written) []byte {
	var out []byte
	for i, page := range pages {
		if i > 0 {
			out = append(out, 0)
		}
		for _, l := range page {
			x, spaced := l.X, byte(0)
			for _, r := range l.Text {
				x += l.Size / 2
				if unicode.IsSpace(r) {
					continue
				}
				out = append(out, 1+spaced)
				out = binary.LittleEndian.AppendUint16(out, uint16(r))
				for _, v := range []float64{x, l.Y, l.Size / 2} {
					out = binary.LittleEndian.AppendUint16(out, uint16(v*32))
				}
				out = append(out, byte(l.Size*4))
			}
		}
	}
	return out
}

// placedAs undoes places.
func placedAs(raw []byte) []sheet {
	const size = 10
	pages := []sheet{{n: 1}}
	var now []placed
	flush := func() {
		pages[len(pages)-1].glyphs = turned(now)
		now = nil
	}
	for len(raw) > 0 {
		if raw[0] == 0 {
			flush()
			pages = append(pages, sheet{n: len(pages) + 1})
			raw = raw[1:]
			continue
		}
		if len(raw) < size {
			break
		}
		at := func(i int) float64 { return float64(binary.LittleEndian.Uint16(raw[i:])) / 32 }
		r, blank := character(rune(binary.LittleEndian.Uint16(raw[1:])))
		if blank {
			raw = raw[size:]
			continue
		}
		x, y, w, em := at(3), at(5), at(7), max(0.6, float64(raw[9])/4)
		now = append(now, placed{r: r, left: x, right: x + w, bottom: y - em/4, top: y + em, x: x, y: y, em: em, spaced: raw[0]&2 != 0})
		raw = raw[size:]
	}
	flush()
	return pages
}
