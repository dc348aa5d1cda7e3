package builder

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/export"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// ExportOptions say what to export.
type ExportOptions struct {
	Format   string // one of ExportFormats
	Session  string // one session's id; "" for all
	Language string // one language's editions; "" for all
	// Dir is a folder for a file of each edition, or of the whole archive in formats
	// that hold it; "" prints what is asked for. It is made if it is not there, and
	// files of other names in it are left alone.
	Dir string
}

// ErrFormat says that an export was asked for in a format that is not known.
var ErrFormat = errors.New("unknown export format")

// ErrScope says that an export was asked for that no single file can hold.
var ErrScope = errors.New("one file holds one edition")

// ExportFormats names the formats, in the order of their descriptions.
func ExportFormats() []string {
	var out []string
	for _, f := range export.Formats {
		out = append(out, f.Name)
	}
	return out
}

// Export prints the linked archive, or a part of it, to w, or writes it to files
// of a folder, and returns the diagnostics of reading it. The same archive gives
// the same bytes.
func (a *Archive) Export(ctx context.Context, w io.Writer, opt ExportOptions) (list []Diagnostic, err error) {
	i := slices.IndexFunc(export.Formats, func(f export.Format) bool { return f.Name == opt.Format })
	if i < 0 {
		return nil, fmt.Errorf("%w %q", ErrFormat, opt.Format)
	}
	f := export.Formats[i]
	l := lang.Tag("")
	if opt.Language != "" {
		var err error
		if l, err = lang.Parse(opt.Language); err != nil {
			return nil, fmt.Errorf("%w: %v", ErrScope, err)
		}
	}
	if !f.Whole && opt.Session == "" && opt.Dir == "" {
		return nil, fmt.Errorf("%w of %s: give --session ID, or --out DIR for a file of each", ErrScope, f.Name)
	}
	r := a.run()
	defer r.close()
	if !r.list.Fatal() {
		if err := r.link(ctx); err != nil {
			return r.diagnostics(), err
		}
	}
	if err := ctx.Err(); err != nil || r.linked == nil || r.list.Fatal() {
		return r.diagnostics(), err
	}
	editions, err := r.asked(opt.Session, l)
	if err != nil {
		return r.diagnostics(), err
	}
	if opt.Dir != "" && f.Write != nil {
		err := r.exportFiles(f, editions, opt.Dir)
		return r.diagnostics(), err
	}
	if opt.Dir != "" { // all of it in one file
		file, failed := createIn(opt.Dir, "archive"+f.Ext)
		if failed != nil {
			return r.diagnostics(), failed
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	}
	buf := bufio.NewWriterSize(w, 1<<16)
	several, err := r.exportSeveral(buf, f.Name, opt.Session, opt.Session == "" && l == "", editions)
	switch {
	case several:
	case len(editions) == 1 && (opt.Session != "" || !f.Whole):
		err = r.exportOne(buf, f, editions[0])
	case f.Whole:
		err = r.exportCorpus(buf, editions)
	default:
		var all []string
		for _, e := range editions {
			all = append(all, string(e.Lang))
		}
		err = fmt.Errorf("%w of %s: session %q is in %s; give --lang, or --out DIR for a file of each", ErrScope, f.Name, opt.Session, strings.Join(all, ", "))
	}
	if err == nil {
		err = buf.Flush()
	}
	return r.diagnostics(), err
}

// exportSeveral writes editions in a format that has its own way to hold several:
// records, a table, or a translation memory, which is of a session, "" for all.
// whole says that they are all there are. It is false for any other format.
func (r *run) exportSeveral(w *bufio.Writer, format, session string, whole bool, editions []*archive.Edition) (bool, error) {
	switch format {
	case "jsonl", "json":
		return true, r.exportRecords(export.NewRecords(w, format == "json"), whole, editions)
	case "tmx":
		return true, r.exportTMX(w, session)
	case "csv":
		return true, r.exportTable(w, editions)
	}
	return false, nil
}

// asked lists the editions of a session, "" for all, in a language, "" for any.
func (r *run) asked(session string, l lang.Tag) ([]*archive.Edition, error) {
	var out []*archive.Edition
	found := session == ""
	for _, s := range r.linked.Sessions {
		if session != "" && s.ID != session {
			continue
		}
		found = true
		for _, e := range s.Editions {
			if l == "" || l == e.Lang || l.Finds(e.Lang) {
				out = append(out, e)
			}
		}
	}
	switch {
	case !found:
		return nil, fmt.Errorf("no session %q", session)
	case len(out) == 0 && session != "":
		return nil, fmt.Errorf("session %q has no edition in %q", session, string(l))
	case len(out) == 0:
		return nil, fmt.Errorf("no edition in %q", string(l))
	}
	return out, nil
}

// createIn creates a file in a folder, which is made where it is missing.
func createIn(dir, name string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return os.Create(filepath.Join(dir, name))
}

// exportFiles writes a file of each edition, by the paths of their sessions.
func (r *run) exportFiles(f export.Format, editions []*archive.Edition, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var untimed []string
	for _, e := range editions {
		name := filepath.FromSlash(e.Session.ID + "." + string(e.Lang) + f.Ext)
		d, err := r.document(e)
		if err != nil {
			return err
		}
		if f.Timed && !export.HasTimes(d) {
			untimed = append(untimed, e.Session.ID)
			continue
		}
		if err := root.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		file, err := root.Create(name)
		if err != nil {
			return err
		}
		buf := bufio.NewWriterSize(file, 1<<16)
		err = errors.Join(f.Write(buf, d), buf.Flush(), file.Close())
		if err != nil {
			return err
		}
	}
	if len(untimed) > 0 {
		r.list = append(r.list, diag.New(diag.TimesMissing, "", 0, 0, "no %s of %d of %d transcripts, such as session %q: they say no times", f.Name, len(untimed), len(editions), untimed[0]))
	}
	return nil
}

// exportOne writes one edition.
func (r *run) exportOne(w io.Writer, f export.Format, e *archive.Edition) error {
	d, err := r.document(e)
	if err != nil {
		return err
	}
	if f.Timed && !export.HasTimes(d) {
		return fmt.Errorf("session %q says no times in %q, and %s is made of them", e.Session.ID, string(e.Lang), f.Name)
	}
	return f.Write(w, d)
}

// exportCorpus writes many editions as one TEI corpus.
func (r *run) exportCorpus(w io.Writer, editions []*archive.Edition) error {
	all := &export.Document{}
	all.Title, _ = r.cfg.Title.In(editions[0].Lang)
	seen := map[*archive.Speaker]bool{}
	for _, e := range editions {
		all.Speakers = append(all.Speakers, speakersOf(e, seen)...)
	}
	c, err := export.NewCorpus(w, all)
	if err != nil {
		return err
	}
	for _, e := range editions {
		d, err := r.document(e)
		if err != nil {
			return err
		}
		if err := c.Add(d); err != nil {
			return err
		}
	}
	return c.Close()
}

// exportTable writes the turns of editions as one table.
func (r *run) exportTable(w io.Writer, editions []*archive.Edition) error {
	t, err := export.NewTable(w)
	if err != nil {
		return err
	}
	for _, e := range editions {
		d, err := r.document(e)
		if err != nil {
			return err
		}
		if err := t.Add(d); err != nil {
			return err
		}
	}
	return nil
}

// document gathers an edition from the store as what is exported.
func (r *run) document(e *archive.Edition) (*export.Document, error) {
	d := &export.Document{
		Session: e.Session.ID, Lang: e.Lang, Title: e.Title, Date: e.Session.Date, Meta: e.Meta(), Topics: e.Meta().Topics,
		Speakers: speakersOf(e, map[*archive.Speaker]bool{}),
	}
	if e.Session.Series != nil {
		d.Series = e.Session.Series.ID
	}
	for _, s := range e.Sections {
		d.Sections = append(d.Sections, s.Section)
	}
	for _, part := range e.Parts {
		t, _, ok := r.a.store.Get(part.Key)
		if !ok {
			return nil, errGone
		}
		for _, src := range t.Turns {
			n := len(d.Turns)
			linked := e.Turns.At(n)
			turn := export.Turn{Turn: src, N: n + 1, Anchor: e.Anchor(n)}
			turn.Section = int(linked.Section)
			turn.Start, turn.End = part.Later(src.Start), part.Later(src.End)
			if part.Shift != 0 {
				turn.Segments = slices.Clone(src.Segments)
				for i := range turn.Segments {
					if at := &turn.Segments[i].Time; at.Known() {
						at.Start, at.End = part.Later(at.Start), part.Later(at.End)
					}
					shown := slices.Clone(turn.Segments[i].Cues)
					for k := range shown {
						shown[k].Time.Start, shown[k].Time.End = part.Later(shown[k].Time.Start), part.Later(shown[k].Time.End)
					}
					turn.Segments[i].Cues = shown
				}
			}
			if linked.Voice >= 0 {
				if s := e.Voices[linked.Voice].Speaker; s != nil {
					turn.Speaker = s.ID
				}
			}
			d.Turns = append(d.Turns, turn)
		}
	}
	return d, nil
}

// speakersOf lists who speaks in an edition and was not seen before, in order of
// their first turn.
func speakersOf(e *archive.Edition, seen map[*archive.Speaker]bool) []export.Speaker {
	var out []export.Speaker
	for _, v := range e.Voices {
		s := v.Speaker
		if s == nil || seen[s] {
			continue
		}
		seen[s] = true
		p := transcript.Person{ID: s.ID, Kind: string(s.Kind)}
		p.Names = namesOf(s.Names)
		for _, t := range s.Tenures() {
			p.Affiliations = append(p.Affiliations, transcript.Affiliation{Role: namesOf(t.Role), Org: namesOf(t.Affiliation), From: t.From, To: t.To})
		}
		if s.Listed != nil {
			p.Sex, p.Links = s.Listed.Sex, s.Listed.Links
		}
		out = append(out, export.Speaker{Person: p})
	}
	return out
}

// namesOf lists a text by its languages.
func namesOf(t people.Text) []transcript.Name {
	var out []transcript.Name
	for _, l := range t.Tags() {
		out = append(out, transcript.Name{Lang: l, Text: t[l]})
	}
	return out
}
