package site

import (
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
)

// original is the format that publishes the files of an edition as they are.
const original = "original"

// writings are the formats that an edition is written in beside its page, in
// the order of their links.
var writings = []struct {
	format string // as export.Formats and dixit.yaml name it
	file   string
	words  string // id of the message that names it
	name   string // where no message does: such names are the same in all languages
}{
	{"txt", "transcript.txt", "download-text", ""},
	{"vtt", captionsFile, "download-captions", ""},
	{"srt", "transcript.srt", "download-subtitles", ""},
	{"md", "transcript.md", "", "Markdown"},
	{"csv", "transcript.csv", "download-table", ""},
	{"json", "transcript.json", "", "JSON"},
	{"jsonl", "transcript.jsonl", "", "JSON Lines"},
	{"tei", "transcript.tei.xml", "", "TEI"},
	{"akn", "transcript.akn.xml", "", "Akoma Ntoso"},
	{"tmx", "transcript.tmx", "download-memory", ""},
}

// captionsFile is the edition as captions, where it is timed.
const captionsFile = "transcript.vtt"

// Downloads names what Settings.Downloads may hold.
func Downloads() []string {
	out := []string{original}
	for _, w := range writings {
		out = append(out, w.format)
	}
	return out
}

// offers tells whether an edition is published in a format. The plain text and
// the captions always are: addresses last.
func (tg *tongue) offers(format string, e *archive.Edition) bool {
	switch format {
	case "txt":
		return true
	case "vtt":
		return timed(e)
	}
	if !slices.Contains(tg.s.Downloads, format) {
		return false
	}
	switch format {
	case "srt":
		return timed(e)
	case "tmx":
		return len(e.Session.Editions) > 1
	}
	return true
}

// download is a file beside the page of an edition, which says its size.
type download struct {
	number int       // as offered has it
	link   *Download // but for its size; of files that are written, one for all editions
	make   func(dst []byte, texts Texts) ([]byte, error)
	// inputs are all that make makes it of; nil where the size is known.
	inputs func() []any

	mu   sync.Mutex
	size int64 // -1 before it is known
}

// length is the size in bytes. It is known where the file was made in this run, as it mostly
// was where the page is, since files are planned before the page; else the file is made for
// nothing but its size.
func (d *download) length(texts Texts) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.size < 0 {
		b, err := d.make(nil, texts)
		if err != nil {
			return 0, err
		}
		d.size = int64(len(b))
	}
	return d.size, nil
}

// append appends the file to dst.
func (d *download) append(dst []byte, texts Texts) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	out, err := d.make(dst, texts)
	if err == nil {
		d.size = int64(len(out) - len(dst))
	}
	return out, err
}

// offered numbers the files beside the page of an edition, in order: as those of its
// parts, and after these as writings has them.
func (tg *tongue) offered(e *archive.Edition) iter.Seq[int] {
	return func(yield func(int) bool) {
		for k := range e.Parts {
			if tg.originalOf(e, k) != "" && !yield(k) {
				return
			}
		}
		for i := range writings {
			if tg.offers(writings[i].format, e) && !yield(len(e.Parts)+i) {
				return
			}
		}
	}
}

// files are the files beside the page of the edition, made when the first is asked for: by
// the page, or by one of them.
func (p *editionPages) files() []*download {
	p.once.Do(func() {
		for n := range p.offered(p.e) {
			p.all = append(p.all, p.download(n))
		}
	})
	return p.all
}

// file is a file beside the page of the edition.
func (p *editionPages) file(n int) Page {
	e := p.e
	if n < len(e.Parts) {
		return Page{Address: sessionAddress(e) + p.originalOf(e, n), Class: Document, Source: e.Parts[n].Path}
	}
	this := func() *download {
		files := p.files()
		return files[slices.IndexFunc(files, func(d *download) bool { return d.number == n })]
	}
	return Page{
		Address: sessionAddress(e) + writings[n-len(e.Parts)].file, Class: Document,
		Inputs: func() []any { return this().inputs() },
		Bytes:  func(dst []byte, texts Texts) ([]byte, error) { return this().append(dst, texts) },
	}
}

// download is a file beside the page of the edition, as it is made and linked to.
func (p *editionPages) download(n int) *download {
	tg, e := p.tongue, p.e
	if n < len(e.Parts) {
		link := &Download{Link: Link{Text: Text{Text: tg.originalName(e, n)}, Href: tg.originalOf(e, n)}, Save: original + path.Ext(e.Parts[n].Path)}
		return &download{number: n, link: link, size: tg.s.Sizes[e.Parts[n].Path]}
	}
	i := n - len(e.Parts)
	d := &download{number: n, size: -1, link: tg.linkTo(i)}
	if format := writings[i].format; format == "txt" {
		d.make = func(dst []byte, texts Texts) ([]byte, error) { return tg.plainText(dst, texts, e) }
		d.inputs = func() []any { return []any{tg.frame(), tg.keys.session(e.Session)} }
	} else {
		d.make = func(dst []byte, _ Texts) ([]byte, error) {
			b, err := tg.s.Write(format, e)
			return append(dst, b...), err
		}
		d.inputs = func() []any { return tg.s.WrittenOf(format, e) }
	}
	return d
}

// linkTo is the link to what is written in one of writings.
func (tg *tongue) linkTo(writing int) *Download {
	w := &writings[writing]
	if known, ok := tg.written.Load(writing); ok {
		return known.(*Download)
	}
	words := w.name
	if w.words != "" {
		words = tg.p.T(w.words)
	}
	link, _ := tg.written.LoadOrStore(writing, &Download{Link: Link{Text: Text{Text: words}, Href: w.file}})
	return link.(*Download)
}

// linksOf says where downloads are and how large.
func (tg *tongue) linksOf(texts Texts, list []*download) ([]Download, error) {
	var out []Download
	for _, d := range list {
		size, err := texts.Derived(d.inputs, func() (string, error) {
			n, err := d.length(texts)
			return tg.p.Size(n), err
		})
		if err != nil {
			return nil, err
		}
		link := *d.link
		link.Size = size
		out = append(out, link)
	}
	return out, nil
}

// originalName is what the link to the file of part k says.
func (tg *tongue) originalName(e *archive.Edition, k int) string {
	name := tg.p.T("original-file")
	if len(e.Parts) > 1 {
		name += " " + tg.p.Number(k+1)
	}
	if ext := strings.TrimPrefix(path.Ext(e.Parts[k].Path), "."); ext != "" {
		name += " (" + strings.ToUpper(ext) + ")"
	}
	return name
}

// originalOf is the name under which the file of part k is published beside the
// page, "" where it is not.
func (tg *tongue) originalOf(e *archive.Edition, k int) string {
	if !e.Parts[k].Open || !slices.Contains(tg.s.Downloads, original) {
		return ""
	}
	name := original
	if len(e.Parts) > 1 {
		name += "-" + itoa(k+1)
	}
	return name + safeExt(e.Parts[k].Path)
}

// passive are extensions of files that a browser shows or saves and never runs.
var passive = []string{
	".txt", ".md", ".markdown", ".csv", ".tsv", ".vtt", ".srt", ".sbv", ".json", ".jsonl", ".pdf", ".docx", ".odt", ".rtf", ".epub", ".zip",
}

// safeExt is the extension under which a file is published. What a browser might
// run, as it may HTML and XML with the rights of the site, is published as text.
func safeExt(p string) string {
	ext := strings.ToLower(path.Ext(p))
	if slices.Contains(passive, ext) {
		return ext
	}
	for _, r := range strings.TrimPrefix(ext, ".") {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return ".txt"
		}
	}
	return ext + ".txt"
}

// originalPage leads to a page of the original of part k, "" where a browser
// finds none: of PDFs it opens pages by number.
func (tg *tongue) originalPage(e *archive.Edition, k int) func(page int) string {
	name := tg.originalOf(e, k)
	if path.Ext(name) != ".pdf" {
		return nil
	}
	return func(page int) string { return name + "#page=" + itoa(page) }
}
