package pdf

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"

	"dixit/builder/internal/source"
)

// glyph is a character where it stands. Coordinates are points, x to the right
// and y upwards; on a page whose lines do not run from left to right they were
// turned so that they do.
type glyph struct {
	r        rune
	x0, x1   float64 // its two sides
	y        float64 // of its baseline
	em       float64 // size of its type
	spaced   bool    // a blank follows it in the order of drawing
	combined bool    // it is a mark upon the one before it in the order of drawing
}

// lost tells whether the glyph's font does not say which letter it shows.
func (g glyph) lost() bool {
	return g.r == 0 || g.r == utf8.RuneError || unicode.Is(unicode.Co, g.r)
}

// sheet is a page as drawn.
type sheet struct {
	n      int // from 1
	glyphs []glyph
	drawn  bool // there is something else than text on it
}

var (
	errLocked   = errors.New("the PDF asks for a password")
	errDamaged  = errors.New("the PDF is damaged")
	errTooLarge = errors.New("the PDF is too large")
)

// maxPageTime is how long opening the file, or one page, may take. A page of a
// record takes some 15 milliseconds; one that is drawn by forms within forms
// takes for ever.
const maxPageTime = 2 * time.Second

// pages gives the characters of each page. Where the error is not nil, the pages
// before the fault are given.
func (e *Engine) pages(raw []byte) (out []sheet, err error) {
	in, err := e.instance()
	if err != nil {
		return nil, err
	}
	defer in.done()
	in.memory.limit(maxPageTime)
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &raw})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, errLocked
	case err != nil:
		return nil, fmt.Errorf("%w: %v", errDamaged, firstLine(err))
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errDamaged, firstLine(err))
	}
	for i := range min(count.PageCount, source.MaxPDFPages) {
		in.memory.limit(maxPageTime)
		p, err := page(in, doc.Document, i)
		switch {
		case err != nil && in.memory.over():
			return out, fmt.Errorf("page %d takes more than %v to open", i+1, maxPageTime)
		case errors.Is(err, errTooLarge):
			return out, fmt.Errorf("page %d: %w", i+1, err)
		case err != nil:
			return out, fmt.Errorf("%w at page %d of %d: %v", errDamaged, i+1, count.PageCount, firstLine(err))
		}
		p.n = i + 1
		out = append(out, p)
	}
	if count.PageCount > source.MaxPDFPages {
		return out, fmt.Errorf("%w: %d pages; the first %d are read", errTooLarge, count.PageCount, source.MaxPDFPages)
	}
	return out, nil
}

// firstLine is an error without the stack of calls that led to it.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// page gives the characters of page i, from 0.
func page(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (sheet, error) {
	var out sheet
	loaded, err := in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: i})
	if err != nil {
		return out, err
	}
	ref := requests.Page{ByReference: &loaded.Page}
	text, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return out, err
	}
	if objects, err := in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref}); err == nil {
		out.drawn = objects.Count > 0
	}
	count, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return out, err
	}
	if count.Count > source.MaxPDFPage {
		return out, fmt.Errorf("%w: a page of %d characters", errTooLarge, count.Count)
	}
	out.glyphs = glyphs(in, text.TextPage, count.Count)
	// After a fault the whole instance goes instead.
	if _, err := in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}); err != nil {
		return out, err
	}
	_, err = in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	return out, err
}

// glyphs reads the characters of a page in the order of drawing, blanks and the
// line ends that PDFium adds taken out.
func glyphs(in pdfium.Pdfium, text references.FPDF_TEXTPAGE, count int) []glyph {
	out := make([]placed, 0, count)
	scale, size := 1.0, -1.0
	for i := range count {
		u, err := in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			continue
		}
		r, blank := character(rune(u.Unicode))
		if blank {
			if len(out) > 0 {
				out[len(out)-1].spaced = true
			}
			continue
		}
		box, err := in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
		if err != nil {
			continue
		}
		at, err := in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
		if err != nil {
			continue
		}
		if s, err := in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i}); err == nil && s.FontSize != size {
			size = s.FontSize
			if m, err := in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i}); err == nil {
				scale = math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
			}
		}
		em := size * scale
		if !(em > 0.5 && em < 2000) {
			em = 10
		}
		b := box.Rect
		p := placed{r: r, left: float64(b.Left), right: float64(b.Right), bottom: float64(b.Bottom), top: float64(b.Top), x: at.X, y: at.Y, em: em}
		if !finite(p.left, p.right, p.bottom, p.top, p.x, p.y) {
			continue
		}
		out = append(out, p)
	}
	return turned(out)
}

// character is what a character of PDFium's means; blank says that it is none to
// be seen.
func character(r rune) (meant rune, blank bool) {
	switch {
	case r == 0x02 || r == 0xfffe: // how PDFium writes a hyphen at the end of a line
		return '-', false
	case unicode.IsSpace(r) || r == 0x200b || r == 0xfeff:
		return 0, true
	case !utf8.ValidRune(r) || r != 0 && unicode.IsControl(r):
		return utf8.RuneError, false
	}
	return r, false
}

func finite(list ...float64) bool {
	for _, v := range list {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}

// placed is a character as PDFium gives it.
type placed struct {
	r                        rune
	left, right, bottom, top float64
	x, y                     float64 // of its origin
	em                       float64
	spaced                   bool
}

// turned gives the characters with coordinates in which lines run from left to
// right and follow each other downwards. In which way they run the steps from
// one character to the next say: a turned page steps upwards or downwards, and
// so does one that is written downwards.
func turned(in []placed) []glyph {
	across, down, up, back := 0, 0, 0, 0
	for i := 1; i < len(in); i++ {
		dx, dy := in[i].x-in[i-1].x, in[i].y-in[i-1].y
		switch {
		case math.Abs(dx)+math.Abs(dy) > 3*in[i].em:
		case math.Abs(dx) >= math.Abs(dy) && dx >= 0:
			across++
		case math.Abs(dx) >= math.Abs(dy):
			back++
		case dy < 0:
			down++
		default:
			up++
		}
	}
	across += back // letters written from right to left
	out := make([]glyph, len(in))
	for i, p := range in {
		g := glyph{r: p.r, em: p.em, spaced: p.spaced}
		switch {
		case down > across && down > up:
			g.x0, g.x1, g.y = -p.top, -p.bottom, (p.left+p.right)/2
		case up > across:
			g.x0, g.x1, g.y = p.bottom, p.top, -p.x
		default:
			g.x0, g.x1, g.y = p.left, p.right, p.y
		}
		g.combined = i > 0 && unicode.In(p.r, unicode.Mn, unicode.Me)
		out[i] = g
	}
	return out
}

// letters gives the text of a glyph: ligatures and the forms that letters of
// Arabic take in a word are spelt out.
func (g glyph) letters() string {
	switch {
	case g.lost():
		return " "
	case g.r >= 0xfb00 && g.r <= 0xfdff, g.r >= 0xfe70 && g.r <= 0xfeff:
		return norm.NFKC.String(string(g.r))
	}
	return string(g.r)
}
