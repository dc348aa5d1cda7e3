package site

import (
	"html/template"
	"iter"

	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// Class says when a file is moved into place, so that no page ever points at
// what is not there yet.
type Class uint8

// The classes, in order.
const (
	Asset Class = iota
	Data
	Document // a page of its own: a session
	Listing  // a page that lists others
	Manifest // feeds, sitemap, robots, 404
)

// Page is a page to be made. View makes its view when it is rendered, so that a
// plan holds no texts.
type Page struct {
	Address string // as relative uses it
	Layout  string // "" for a file that is no HTML
	Class   Class
	View    func(Texts) (any, error)
	Bytes   func(dst []byte, texts Texts) ([]byte, error) // appends a file that is no HTML
	Source  string                                        // for a file of the content folder that is published as it is: its path there
	// Inputs gives all that the page is made of besides the theme, as keys or plain
	// values: of one with words of whole transcripts, and of one of many, whose
	// views would take long to be made for nothing but a key. nil for what the view
	// tells, and for a file that is no HTML and is made every time.
	Inputs func() []any
}

// Pages are the pages of a site, in order. They hold what pages are made of, of which many
// have the most part in common, and a page is made of it each time that it is asked for:
// those of a large archive would take as much memory as all that is linked.
type Pages struct {
	all []place
	// laid is how many have a layout, once all are planned.
	laid int
}

// place is where a page is made: page n of those that a function makes.
type place struct {
	of func(n int) Page
	n  int
}

// Len is how many pages there are.
func (p *Pages) Len() int { return len(p.all) }

// Laid is how many have a layout: the others are files.
func (p *Pages) Laid() int { return p.laid }

// At makes page i.
func (p *Pages) At(i int) Page { return p.all[i].of(p.all[i].n) }

// All makes all pages, one after the other.
func (p *Pages) All() iter.Seq[Page] {
	return func(yield func(Page) bool) {
		for _, at := range p.all {
			if !yield(at.of(at.n)) {
				return
			}
		}
	}
}

// Drop lets go of what page i is made of, as far as no other is.
func (p *Pages) Drop(i int) { p.all[i] = place{} }

// File is the path of the page's file below the output folder.
func (p Page) File() string { return filePath(p.Address) }

// Texts gives the words of turns, and renders them.
type Texts interface {
	// Transcript gives a transcript from the store. The view that asks for one
	// has Inputs, or is made every time.
	Transcript(store.Key) (*transcript.Transcript, error)
	// Excerpts appends to dst what Excerpts made of turns, from 0 and at least one, of
	// a transcript.
	Excerpts(dst []string, k store.Key, turns []int32) ([]string, error)
	// Lost gives an excerpt around the first place of turn i, from 0, of a
	// transcript where words are missing; "" where none are.
	Lost(k store.Key, i int) (string, error)
	// Derived gives a short text that is worked out from whole transcripts, and
	// from nothing but the inputs. These are nil for one that takes no work.
	Derived(inputs func() []any, work func() (string, error)) (string, error)
	// AppendRecord appends the record of an edition, rendered. The view that asks for
	// it has Inputs.
	AppendRecord(dst []byte, r *Record) ([]byte, error)
	// Running renders running text.
	Running([]transcript.Segment, *theme.Printer, Links) template.HTML
}
