package builder

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"dixit/builder/internal/archive"
)

// ExportOptions say what to export.
type ExportOptions struct {
	Format  string // jsonl, tmx
	Session string // one session's id; "" for all
}

// ErrFormat says that an export was asked for in a format that is not known.
var ErrFormat = errors.New("unknown export format")

type sessionRecord struct {
	Kind      string            `json:"kind"`
	ID        string            `json:"id"`
	Date      *string           `json:"date"`
	Series    *string           `json:"series"`
	Titles    map[string]string `json:"titles"`
	Languages []string          `json:"languages"`
	Topics    []topicScore      `json:"topics"`
}

type topicScore struct {
	ID     string  `json:"id"`
	Score  float64 `json:"score"`
	Source string  `json:"source"`
}

type speakerRecord struct {
	Kind     string            `json:"kind"`
	ID       string            `json:"id"`
	Names    map[string]string `json:"names"`
	Labels   []string          `json:"labels"`
	Evidence []string          `json:"evidence"`
}

type topicRecord struct {
	Kind   string            `json:"kind"`
	ID     string            `json:"id"`
	Labels map[string]string `json:"labels"`
}

type turnRecord struct {
	Kind       string   `json:"kind"`
	Session    string   `json:"session"`
	Language   string   `json:"language"`
	N          int      `json:"n"`
	Anchor     string   `json:"anchor"`
	Label      *string  `json:"label"`
	Speaker    *string  `json:"speaker"`
	Unit       *int     `json:"unit"`
	Page       int      `json:"page,omitempty"` // of the original, 0 for none
	Start      *float64 `json:"start"`
	End        *float64 `json:"end"`
	Topics     []string `json:"topics"`
	Procedural bool     `json:"procedural,omitempty"`
	Text       string   `json:"text"`
}

// Export prints the linked archive to w and returns the diagnostics of reading
// it. The same archive gives the same bytes.
func (a *Archive) Export(ctx context.Context, w io.Writer, opt ExportOptions) ([]Diagnostic, error) {
	if opt.Format != "jsonl" && opt.Format != "tmx" {
		return nil, fmt.Errorf("%w %q", ErrFormat, opt.Format)
	}
	r := a.run()
	defer r.close()
	if !r.list.Fatal() {
		r.link(ctx)
	}
	if err := ctx.Err(); err != nil || r.linked == nil || r.list.Fatal() {
		return r.diagnostics(), err
	}
	buf := bufio.NewWriterSize(w, 1<<16)
	if opt.Format == "tmx" {
		err := r.exportTMX(buf, opt.Session)
		if err == nil {
			err = buf.Flush()
		}
		return r.diagnostics(), err
	}
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := r.export(enc, opt.Session)
	if err == nil {
		err = buf.Flush()
	}
	return r.diagnostics(), err
}

func (r *run) export(enc *json.Encoder, only string) error {
	x := r.linked
	found := only == ""
	for _, s := range x.Sessions {
		if only == "" || s.ID == only {
			found = true
			if err := enc.Encode(recordOf(s)); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("no session %q", only)
	}
	if only == "" {
		if err := r.exportNames(enc); err != nil {
			return err
		}
	}
	for _, s := range x.Sessions {
		if only != "" && s.ID != only {
			continue
		}
		for _, e := range s.Editions {
			if err := r.exportTurns(enc, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func recordOf(s *archive.Session) sessionRecord {
	rec := sessionRecord{Kind: "session", ID: s.ID, Titles: map[string]string{}, Languages: []string{}, Topics: []topicScore{}}
	if s.Date != "" {
		date := string(s.Date)
		rec.Date = &date
	}
	if s.Series != nil {
		rec.Series = &s.Series.ID
	}
	for _, e := range s.Editions {
		rec.Titles[string(e.Lang)] = e.Title
		rec.Languages = append(rec.Languages, string(e.Lang))
	}
	for _, t := range s.Topics {
		rec.Topics = append(rec.Topics, topicScore{t.Topic.ID, t.Score, t.Source})
	}
	return rec
}

func (r *run) exportNames(enc *json.Encoder) error {
	for _, s := range r.linked.Speakers {
		rec := speakerRecord{Kind: "speaker", ID: s.ID, Names: map[string]string{}, Labels: []string{}, Evidence: []string{}}
		for l, n := range s.Names {
			rec.Names[string(l)] = n
		}
		for _, u := range s.Labels {
			if slices.Contains(rec.Labels, u.Printed) {
				continue // the same in another language
			}
			rec.Labels = append(rec.Labels, u.Printed)
			rec.Evidence = append(rec.Evidence, u.Why())
		}
		if err := enc.Encode(rec); err != nil {
			return err
		}
	}
	for _, rec := range roleRecords(r.linked) {
		if err := enc.Encode(rec); err != nil {
			return err
		}
	}
	for _, t := range r.linked.Topics {
		rec := topicRecord{Kind: "topic", ID: t.ID, Labels: map[string]string{}}
		for l, n := range t.Labels {
			rec.Labels[string(l)] = n
		}
		if err := enc.Encode(rec); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) exportTurns(enc *json.Encoder, e *archive.Edition) error {
	n := 0
	for _, part := range e.Parts {
		t, _, ok := r.a.store.Get(part.Key)
		if !ok {
			return errGone
		}
		for _, src := range t.Turns {
			turn := e.Turns[n]
			n++
			rec := turnRecord{
				Kind: "turn", Session: e.Session.ID, Language: string(e.Lang), N: n, Anchor: turn.Anchor, Page: src.Page(),
				Start: seconds(part.Later(src.Start)), End: seconds(part.Later(src.End)), Topics: []string{}, Procedural: src.Procedural, Text: src.Text(),
			}
			if src.Label != "" {
				rec.Label = &src.Label
			}
			if turn.Voice >= 0 {
				if s := e.Voices[turn.Voice].Speaker; s != nil {
					rec.Speaker = &s.ID
				} else if id := roleID(src.Label); id != "" {
					rec.Speaker = &id
				}
			}
			if turn.Unit > 0 {
				rec.Unit = &turn.Unit
			}
			for _, topic := range turn.Topics {
				rec.Topics = append(rec.Topics, topic.ID)
			}
			if err := enc.Encode(rec); err != nil {
				return err
			}
		}
	}
	return nil
}
