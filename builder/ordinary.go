package builder

import (
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format/markdown"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// languageOf gives the language of a page or series text: front matter, suffix
// of the name (two letters, a tag in parts, or one that the settings name), else
// that of the words.
func (r *run) languageOf(meta transcript.Meta, p string, words string) (name string, l lang.Tag) {
	stem := strings.TrimSuffix(p, path.Ext(p))
	l = meta.Lang
	if i := strings.LastIndexByte(stem, '.'); i >= 0 {
		if tag, err := lang.Parse(stem[i+1:]); err == nil && (len(stem)-i == len(".fr") || strings.Contains(stem[i:], "-") || slices.Contains(r.cfg.Languages, tag)) {
			stem = stem[:i]
			if l == "" {
				l = tag
			}
		}
	}
	if l == "" {
		l, _ = lang.Detect(words, r.cfg.Languages)
	}
	return stem, l
}

// wordsOf is the text of segments, of which its language is told.
func wordsOf(segs []transcript.Segment) string {
	var b strings.Builder
	for _, s := range segs {
		b.WriteString(s.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// readPage reads a page or the text of a series, without what is not to be shown;
// false if nothing is left.
func (r *run) readPage(file string) (p markdown.Page, ok bool) {
	raw, err := r.bytesInScan(file)
	if err != nil {
		r.note(diag.List{diag.New(diag.FileUnreadable, file, 0, 0, "cannot be read: %v", err)})
		return p, false
	}
	f, list := source.Decode(file, raw)
	r.note(list)
	p, list = markdown.ReadPage(f)
	r.note(list)
	if why := archive.Hidden(p.Meta, r.a.opt.Drafts, r.asOf()); why != "" {
		r.note(diag.List{diag.New(diag.FilePassedOver, file, 0, 0, "passed over: %s", why)})
		return p, false
	}
	t := transcript.Transcript{Meta: p.Meta, Turns: []transcript.Turn{{Segments: p.Segments}}}
	t.Redact(p.Meta.Redact)
	p.Meta, p.Segments = t.Meta, t.Turns[0].Segments
	return p, true
}

// page reads an ordinary page.
func (r *run) page(e source.Entry) {
	if fm := r.a.readers.of(e.Path, nil); fm == nil || fm.Name() != "markdown" {
		r.note(diag.List{diag.New(diag.FormatUnknown, e.Path, 0, 0, "passed over: pages are written in Markdown")})
		return
	}
	p, ok := r.readPage(e.Path)
	if !ok {
		return
	}
	name, l := r.languageOf(p.Meta, strings.TrimPrefix(e.Path, "_pages/"), p.Meta.Title+"\n"+wordsOf(p.Segments))
	title := p.Meta.Title
	if title == "" {
		title = path.Base(name)
	}
	for _, o := range r.ordinary {
		if o.Name == lang.SlugPath(name) && o.Lang == l {
			r.note(diag.List{diag.New(diag.PathClash, e.Path, 0, 0, "the page %q in %q is already %q", o.Name, string(l), o.Path)})
			return
		}
	}
	if first, _, _ := strings.Cut(lang.SlugPath(name), "/"); site.IsPart(first) {
		r.note(diag.List{diag.New(diag.PathClash, e.Path, 0, 0, "%q is the address of a part of the site", lang.SlugPath(name)).WithHint("rename the file")})
		return
	}
	r.ordinary = append(r.ordinary, site.Ordinary{Name: lang.SlugPath(name), Lang: l, Title: title, Segments: p.Segments, Path: e.Path})
}

// seriesText reads an _index.md.
func (r *run) seriesText(e source.Entry) {
	p, ok := r.readPage(e.Path)
	if !ok {
		return
	}
	_, l := r.languageOf(p.Meta, path.Base(e.Path), p.Meta.Title+"\n"+wordsOf(p.Segments))
	folder := path.Dir(e.Path)
	if folder == "." {
		return // the text of the home page is the site's description
	}
	r.series = append(r.series, archive.SeriesText{Path: e.Path, Folder: folder, Lang: l, Title: p.Meta.Title, Segments: p.Segments})
}
