package builder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/markdown"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// run is one pass over the site: scan, read, link, plan. Its methods are called
// in this order, each filling in what the next needs; a fatal diagnostic ends
// it early.
type run struct {
	a      *Archive
	cfg    config
	at     places
	folder *source.Folder
	list   diag.List

	entries  []source.Entry
	people   []people.Entry
	words    *topic.Vocabulary
	wordsKey [sha256.Size]byte
	series   []archive.SeriesText
	ordinary []site.Ordinary
	readings map[store.Key]bool  // in the store, of the files of this pass
	listed   []transcript.Person // of files that are nothing but a list of persons
	linked   *archive.Archive
	theme    *theme.Theme
	pages    []site.Page
}

// run begins a pass. The Archive is locked until close.
func (a *Archive) run() *run {
	a.mu.Lock()
	r := &run{a: a}
	r.cfg, r.list = readConfig(a.configFile(), a.shown(a.configFile()))
	if err := checkBaseURL(a.opt.BaseURL); err != nil {
		r.list = append(r.list, fatal(diag.ConfigInvalid, "", "--base-url: %v", err))
	}
	r.at = a.placesOf(r.cfg)
	a.setPlaces(r.at)
	return r
}

func (r *run) close() {
	if r.folder != nil {
		r.folder.Close()
	}
	r.a.mu.Unlock()
}

// diagnostics are the findings so far, at the severities of the site.
func (r *run) diagnostics() diag.List {
	return r.list.Relevel(r.cfg.Levels, r.cfg.FileLevels...).Sorted()
}

// contentPath is a file of the content folder as messages name it.
func (r *run) contentPath(p string) string {
	return r.a.shown(filepath.Join(r.at.content, filepath.FromSlash(p)))
}

// note keeps diagnostics about files of the content folder.
func (r *run) note(list diag.List) {
	for _, d := range list {
		if d.File != "" {
			d.File = r.contentPath(d.File)
		}
		r.list = append(r.list, d)
	}
}

// link does everything up to the linked archive.
func (r *run) link(ctx context.Context) {
	r.scan()
	if r.list.Fatal() {
		return
	}
	files := r.read(ctx)
	if ctx.Err() != nil {
		return
	}
	if len(files) == 0 {
		r.list = append(r.list, fatal(diag.NothingFound, r.a.shown(r.at.content), "no transcript was found"))
		return
	}
	languages := r.cfg.Languages
	linked, list := archive.Link(archive.Input{
		Files: files, Languages: languages, People: r.people, PeoplePath: "people.yaml", Listed: r.listed, Vocabulary: r.words,
		Series: r.series, Drafts: r.a.opt.Drafts, AsOf: r.asOf(), Memory: &r.a.aligned,
	})
	r.note(list)
	r.linked = linked
	r.settleLabels()
	if len(linked.Sessions) == 0 {
		r.list = append(r.list, fatal(diag.NothingFound, r.a.shown(r.at.content), "no transcript is to be published"))
	}
}

// settleLabels forgets doubts about labels of which an editor has said whose they
// are.
func (r *run) settleLabels() {
	if !slices.ContainsFunc(r.list, func(d diag.Diagnostic) bool { return d.Code == diag.LabelDoubtful }) {
		return
	}
	editions := map[string]*archive.Edition{}
	for _, s := range r.linked.Sessions {
		for _, e := range s.Editions {
			for _, p := range e.Parts {
				editions[r.contentPath(p.Path)] = e
			}
		}
	}
	r.list = slices.DeleteFunc(r.list, func(d diag.Diagnostic) bool {
		return d.Code == diag.LabelDoubtful && editions[d.File] != nil && editions[d.File].Settled(d.Label)
	})
}

// scan lists the files of the content folder and reads those that are no
// transcripts.
func (r *run) scan() {
	folder, err := source.OpenFolder(r.at.content)
	if err != nil {
		r.list = append(r.list, fatal(diag.ContentMissing, r.a.shown(r.at.content), "no folder of transcripts here"))
		return
	}
	r.folder = folder
	found, list := folder.Scan(r.skip)
	r.note(list)
	var sidecars []string
	for _, e := range found {
		switch {
		case e.Path == "people.yaml" || e.Path == "topics.yaml":
		case path.Dir(e.Path) == "." && path.Base(e.Path) == "dixit.yaml":
		case strings.HasPrefix(e.Path, "_pages/"):
			r.page(e)
		case strings.HasPrefix(path.Base(e.Path), "_index.") && path.Ext(e.Path) == ".md":
			r.seriesText(e)
		case isSidecar(e.Path):
			sidecars = append(sidecars, e.Path)
		case r.a.readers.of(e.Path, nil) == nil:
			r.note(diag.List{diag.New(diag.FormatUnknown, e.Path, 0, 0, "passed over: %q files are not read", path.Ext(e.Path))})
		default:
			r.entries = append(r.entries, e)
		}
	}
	used := map[string]bool{}
	for _, e := range r.entries {
		for _, p := range sidecarsOf(e.Path) {
			used[p] = true
		}
	}
	for _, p := range sidecars {
		if !used[p] {
			r.note(diag.List{diag.New(diag.FilePassedOver, p, 0, 0, "passed over: front matter without a transcript of the same name beside it")})
		}
	}
	if raw, ok := r.optional("people.yaml"); ok {
		r.people, list = people.Load("people.yaml", raw)
		r.note(list)
	}
	var topics []topic.Entry
	raw, ok := r.optional("topics.yaml")
	if ok {
		topics, list = topic.Load("topics.yaml", raw)
		r.note(list)
	}
	r.words, list = topic.NewVocabulary("topics.yaml", topics)
	r.note(list)
	r.wordsKey = sha256.Sum256(fmt.Appendf(nil, "%q %q", raw, r.cfg.Languages))
}

// skip leaves out what is no content, what the settings ignore, and the output,
// theme and settings that may lie among the content.
func (r *run) skip(p string, dir bool) (bool, string) {
	if leave, why := source.Ignored(p, dir); leave {
		return leave, why
	}
	full := filepath.Join(r.at.content, filepath.FromSlash(p))
	if dir && isFile(filepath.Join(full, ".dixit", "manifest")) {
		return true, "a built site"
	}
	if dir && (full == r.at.out || full == r.at.theme) {
		return true, ""
	}
	if dir && r.at.content == r.a.dir && (p == "public" || p == "themes") {
		return true, "the folder of the built site or of themes, by its name"
	}
	for _, pattern := range r.cfg.Ignore {
		base, _ := path.Match(pattern, path.Base(p))
		whole, _ := path.Match(strings.TrimSuffix(pattern, "/"), p)
		if base || whole {
			return true, "named under `ignore`"
		}
	}
	return false, ""
}

func isFile(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular()
}

// isSidecar tells whether a file holds the front matter of another.
func isSidecar(p string) bool {
	ext := path.Ext(p)
	return ext == ".yaml" || ext == ".yml"
}

func (r *run) optional(p string) ([]byte, bool) {
	raw, err := r.folder.Bytes(p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if err != nil {
		r.note(diag.List{diag.New(diag.FileUnreadable, p, 0, 0, "cannot be read: %v", err)})
		return nil, false
	}
	return raw, true
}

// text reads and decodes a file.
func (r *run) text(p string) (*source.File, diag.List) {
	raw, err := r.folder.Bytes(p)
	if err != nil {
		return nil, diag.List{diag.New(diag.FileUnreadable, p, 0, 0, "cannot be read: %v", err)}
	}
	return source.Decode(p, raw)
}

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

func running(segs []transcript.Segment) string {
	var b strings.Builder
	for _, s := range segs {
		b.WriteString(s.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// shownPage takes out of a page what is not to be shown; false if all of it is
// not.
func (r *run) shownPage(file string, p *markdown.Page) bool {
	if why := archive.Hidden(p.Meta, r.a.opt.Drafts, r.asOf()); why != "" {
		r.note(diag.List{diag.New(diag.FilePassedOver, file, 0, 0, "passed over: %s", why)})
		return false
	}
	t := transcript.Transcript{Meta: p.Meta, Turns: []transcript.Turn{{Segments: p.Segments}}}
	t.Redact(p.Meta.Redact)
	p.Meta, p.Segments = t.Meta, t.Turns[0].Segments
	return true
}

// asOf is the day that embargoes are measured by, "" for none in force.
func (r *run) asOf() transcript.Date {
	if r.a.opt.AsOf.IsZero() {
		return ""
	}
	return transcript.Date(r.a.opt.AsOf.Format("2006-01-02"))
}

// page reads an ordinary page.
func (r *run) page(e source.Entry) {
	if fm := r.a.readers.of(e.Path, nil); fm == nil || fm.Name() != "markdown" {
		r.note(diag.List{diag.New(diag.FormatUnknown, e.Path, 0, 0, "passed over: pages are written in Markdown")})
		return
	}
	f, list := r.text(e.Path)
	r.note(list)
	if f == nil {
		return
	}
	p, list := markdown.ReadPage(f)
	r.note(list)
	if !r.shownPage(e.Path, &p) {
		return
	}
	name, l := r.languageOf(p.Meta, strings.TrimPrefix(e.Path, "_pages/"), p.Meta.Title+"\n"+running(p.Segments))
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
	if slices.Contains(partsOfSite, strings.Split(lang.SlugPath(name), "/")[0]) {
		r.note(diag.List{diag.New(diag.PathClash, e.Path, 0, 0, "%q is the address of a part of the site", lang.SlugPath(name)).WithHint("rename the file")})
		return
	}
	r.ordinary = append(r.ordinary, site.Ordinary{Name: lang.SlugPath(name), Lang: l, Title: title, Segments: p.Segments, Path: e.Path})
}

// partsOfSite are the addresses in a language that no ordinary page can have.
var partsOfSite = []string{"", "sessions", "series", "speakers", "topics", "years", "search", "unclear"}

// seriesText reads an _index.md.
func (r *run) seriesText(e source.Entry) {
	f, list := r.text(e.Path)
	r.note(list)
	if f == nil {
		return
	}
	p, list := markdown.ReadPage(f)
	r.note(list)
	if !r.shownPage(e.Path, &p) {
		return
	}
	_, l := r.languageOf(p.Meta, path.Base(e.Path), p.Meta.Title+"\n"+running(p.Segments))
	folder := path.Dir(e.Path)
	if folder == "." {
		return // the text of the home page is the site's description
	}
	r.series = append(r.series, archive.SeriesText{Path: e.Path, Folder: folder, Lang: l, Title: p.Meta.Title, Segments: p.Segments})
}

// reading is what became of one file: the facts of each session in it, with what
// they depend on.
type reading struct {
	keys  []factsKey
	facts []*archive.Facts // runs parallel to keys; nil where nobody says anything
	// people are those that the file lists, where nobody says anything in it.
	people []transcript.Person
	list   diag.List
}

// read reads the transcripts and gathers their facts, several at a time, in
// order of path.
func (r *run) read(ctx context.Context) []*archive.Facts {
	out := make([]reading, len(r.entries))
	each(ctx, r.a.opt.jobs(), len(r.entries), func(i int) { out[i] = r.one(r.entries[i]) })
	var facts []*archive.Facts
	// What no file of this pass has is forgotten, so that memory does not grow.
	fresh := make(map[factsKey]*archive.Facts, len(out))
	r.readings = make(map[store.Key]bool, len(out))
	for _, o := range out {
		r.note(o.list)
		r.listed = append(r.listed, o.people...)
		for i, k := range o.keys {
			r.readings[k.reading] = true
			if f := o.facts[i]; f != nil {
				facts = append(facts, f)
				fresh[k] = f
			}
		}
	}
	if ctx.Err() == nil {
		r.a.facts = fresh
		if err := r.a.excerpts.Keep(r.readings); err != nil {
			r.list = append(r.list, cannotKeep(r.a.shown(r.at.content), err))
		}
	}
	return facts
}

// one reads one file, or remembers it.
func (r *run) one(e source.Entry) reading {
	failed := func(code diag.Code, file, format string, args ...any) reading {
		return reading{list: diag.List{diag.New(code, file, 0, 0, format, args...)}}
	}
	raw, err := r.folder.Bytes(e.Path)
	if err != nil {
		return failed(diag.FileUnreadable, e.Path, "cannot be read: %v", err)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return failed(diag.FileEmpty, e.Path, "the file is empty")
	}
	side, sideRaw, err := r.sidecar(e.Path)
	if err != nil { // it may say that the file is not to be shown
		return failed(diag.FileUnreadable, side, "cannot be read, nor can what it belongs to be published: %v", err)
	}
	fm := r.a.readers.of(e.Path, raw)
	if fm == nil {
		return failed(diag.FormatUnknown, e.Path, "passed over: no reader knows what is in it")
	}
	hash := sha256.New()
	hash.Write(raw)
	fmt.Fprintf(hash, "\x00%s\x00%d\x00", side, len(sideRaw))
	hash.Write(sideRaw)
	key := store.KeyOf(source.Hash(hash.Sum(nil)), e.Path, r.a.opt.Build, fm.Name(), fm.Version())
	sessions, list, ok := r.kept(key)
	if !ok {
		sessions, list = readFile(fm, e.Path, raw, side, sideRaw)
		if err := r.keep(key, sessions, list); err != nil {
			return reading{list: append(list, cannotKeep(e.Path, err))}
		}
	}
	out := reading{list: list}
	silent := 0
	for i, t := range sessions {
		k := factsKey{reading: key.Session(i + 1), words: r.wordsKey}
		f := r.a.facts[k]
		switch {
		case len(t.Turns) == 0:
			f = nil
			out.people = append(out.people, t.Meta.People...)
			silent++
		case f == nil || !ok:
			f = archive.FactsOf(k.reading, t, r.words, r.cfg.Languages)
		}
		if f != nil && !r.a.excerpts.Has(k.reading) {
			if err := r.a.excerpts.Put(k.reading, site.Excerpts(t)); err != nil {
				return reading{list: append(list, cannotKeep(e.Path, err))}
			}
		}
		out.keys, out.facts = append(out.keys, k), append(out.facts, f)
	}
	if silent == len(sessions) && len(out.people) == 0 {
		out.list = append(out.list, diag.New(diag.FileEmpty, e.Path, 0, 0, "nobody says anything in it"))
	}
	return out
}

func cannotKeep(file string, err error) diag.Diagnostic {
	return diag.New(diag.FileUnreadable, file, 0, 0, "its reading cannot be kept: %v", err).WithHint("free some space, or name another folder under `cache`")
}

// kept gives the reading of a file from the store: all its sessions, or none.
func (r *run) kept(key store.Key) ([]*transcript.Transcript, diag.List, bool) {
	t, list, ok := r.a.store.Get(key)
	if !ok {
		return nil, nil, false
	}
	sessions := []*transcript.Transcript{t}
	for nth := 2; nth <= t.Of; nth++ {
		t, _, ok := r.a.store.Get(key.Session(nth))
		if !ok {
			return nil, nil, false
		}
		sessions = append(sessions, t)
	}
	return sessions, list, true
}

// keep puts the reading of a file into the store, the diagnostics with its first
// session.
func (r *run) keep(key store.Key, sessions []*transcript.Transcript, list diag.List) error {
	for i, t := range sessions {
		if err := r.a.store.Put(key.Session(i+1), t, list); err != nil {
			return err
		}
		list = nil
	}
	return nil
}

// sidecar gives the front matter file beside a transcript: name.yaml, of the
// whole name or of the name without its extension.
func (r *run) sidecar(p string) (string, []byte, error) {
	for _, name := range sidecarsOf(p) {
		if name == "people.yaml" || name == "topics.yaml" || name == "dixit.yaml" {
			continue
		}
		raw, err := r.folder.Bytes(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return name, raw, err
	}
	return "", nil, nil
}

// sidecarsOf are the places of a transcript's sidecar; the first that is there
// counts.
func sidecarsOf(p string) []string {
	stem := strings.TrimSuffix(p, path.Ext(p))
	return []string{p + ".yaml", p + ".yml", stem + ".yaml", stem + ".yml"}
}

// readFile reads one file with its sidecar: the function of bytes that the
// store remembers. It gives the transcripts of the sessions in the file, one at
// least.
func readFile(fm format.Format, p string, raw []byte, side string, sideRaw []byte) ([]*transcript.Transcript, diag.List) {
	f, list := source.NewBinary(p, raw), diag.List(nil)
	if !fm.Binary() {
		f, list = source.Decode(p, raw)
	}
	t, more := fm.Read(f)
	list = append(list, more...)
	var meta transcript.Meta
	if side != "" {
		meta, more = format.MetaYAML(side, string(sideRaw), 1)
		list = append(list, more...)
	}
	sessions := transcript.Sessions(t)
	for _, t := range sessions {
		list = append(list, keepTurns(t, source.MaxTurns)...)
	}
	for _, t := range sessions {
		t.Meta = meta.Over(t.Meta)
		transcript.Divide(t)
		format.MarkProcedural(t)
		format.MarkLanguages(t)
		t.Origin = originOf(f, t.Meta, list)
		t.Redact(t.Meta.Redact)
	}
	return sessions, list
}

// keepTurns leaves a transcript its first limit turns and says where the rest
// begins.
func keepTurns(t *transcript.Transcript, limit int) diag.List {
	if len(t.Turns) <= limit {
		return nil
	}
	d := diag.New(diag.FileTooLarge, t.File, t.Turns[limit].Line, 1, "%d turns; the first %d are read", len(t.Turns), limit)
	t.Turns = slices.Clip(t.Turns[:limit])
	return diag.List{d}
}

// originOf says what a file was and what reading it found. Where words are taken
// out of it, its hash would let readers try which words they are, and a message
// may quote a part of them.
func originOf(f *source.File, meta transcript.Meta, list diag.List) transcript.Origin {
	o := transcript.Origin{Encoding: f.Encoding}
	if len(meta.Redact) == 0 {
		o.SHA256 = hex.EncodeToString(f.Hash[:])
	}
	for _, d := range list.Sorted() {
		line := d.Line
		if d.File != f.Path {
			line = 0 // of the file beside it
		}
		r := transcript.Remark{Line: line, Code: string(d.Code)}
		if len(meta.Redact) == 0 {
			r.Message = d.Message
		}
		o.Remarks = append(o.Remarks, r)
	}
	return o
}

// plan loads the theme and says which pages there are.
func (r *run) plan() {
	var over fs.FS
	if r.at.theme != "" && !isDir(r.at.theme) {
		r.list = append(r.list, fatal(diag.ConfigInvalid, r.a.shown(r.at.config), "theme: no folder %q", r.a.shown(r.at.theme)))
		return
	}
	if r.at.theme != "" {
		over = os.DirFS(r.at.theme)
	}
	t, list := theme.Load(r.a.opt.BuiltIn, over)
	for _, d := range list {
		if d.File != "" && r.at.theme != "" {
			d.File = r.a.shown(filepath.Join(r.at.theme, filepath.FromSlash(d.File)))
		}
		r.list = append(r.list, d)
	}
	r.theme = t
	r.checkMenu(r.cfg.Menu, "menu")
	r.checkMenu(r.cfg.Footer, "footer")
	if r.list.Fatal() {
		return
	}
	base := r.a.opt.BaseURL
	if base == "" {
		base = r.cfg.BaseURL
	}
	title := r.cfg.Title
	if len(title) == 0 {
		title = people.Text{"": filepath.Base(r.at.content)}
		if filepath.Base(r.at.content) == "content" {
			title[""] = filepath.Base(r.a.dir)
		}
	}
	r.pages, list = site.Plan(r.linked, t, site.Settings{
		Title: title, Description: r.cfg.Description, Rights: r.cfg.Rights, BaseURL: strings.TrimSuffix(base, "/"),
		Menu: r.cfg.Menu, Footer: r.cfg.Footer, ReportURL: r.cfg.ReportURL, EditURL: r.cfg.EditURL,
		Offline: r.a.opt.Offline, Generator: "dixit " + r.a.opt.Version, Pages: r.ordinary,
		Captions: r.captions,
	})
	r.list = append(r.list, list...)
}

// checkMenu reports entries of the menu or the footer that lead nowhere.
func (r *run) checkMenu(items []site.MenuItem, key string) {
	for _, m := range items {
		known := slices.Contains([]string{"sessions", "series", "speakers", "topics", "years"}, m.Page) ||
			slices.ContainsFunc(r.ordinary, func(o site.Ordinary) bool { return o.Name == m.Page })
		switch {
		case m.URL != "" && !site.SafeLink(m.URL):
			r.list = append(r.list, fatal(diag.ConfigInvalid, r.a.shown(r.at.config), "%s: %q is no address that a page may lead to", key, m.URL))
		case m.URL == "" && !known:
			d := fatal(diag.ConfigInvalid, r.a.shown(r.at.config), "%s: no page %q", key, m.Page)
			r.list = append(r.list, d.WithHint("sessions, series, speakers, topics, years, or a file of _pages/"))
		}
	}
}

// each calls do for 0 to n-1, jobs at a time, and stops early when the context
// ends.
func each(ctx context.Context, jobs, n int, do func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(jobs, n) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
}
