package builder

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/pdf"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// Inspection is what a reader understood of one file, without linking.
type Inspection struct {
	File        string             `json:"file"`
	Format      string             `json:"format"`
	Language    string             `json:"language"`
	Session     string             `json:"session"`
	Title       string             `json:"title"`
	Date        string             `json:"date"`
	Sections    []InspectedSection `json:"sections"`
	Turns       []InspectedTurn    `json:"turns"`
	Events      []InspectedEvent   `json:"events"`
	Dropped     []InspectedDrop    `json:"dropped"`
	Diagnostics []Diagnostic       `json:"diagnostics"`
}

// InspectedSection is a section of an inspected file.
type InspectedSection struct {
	N     int    `json:"n"`
	Level int    `json:"level"`
	Title string `json:"title"`
	Line  int    `json:"line"`
}

// InspectedTurn is a turn of an inspected file. Label is nil for a turn without
// one; Start and End are seconds, nil where no time was printed.
type InspectedTurn struct {
	N          int      `json:"n"`
	Anchor     string   `json:"anchor"`
	Label      *string  `json:"label"`
	Role       string   `json:"role"`
	Section    int      `json:"section"`
	Line       int      `json:"line"`
	EndLine    int      `json:"end_line"`
	Page       int      `json:"page,omitempty"` // of the original, 0 for none
	Start      *float64 `json:"start"`
	End        *float64 `json:"end"`
	Confidence float32  `json:"confidence"`
	Procedural bool     `json:"procedural,omitempty"`
	Lang       string   `json:"lang,omitempty"`     // of the words, where it is not that of the file
	Original   string   `json:"original,omitempty"` // language spoken, where the transcript says so
	Text       string   `json:"text"`
}

// InspectedEvent is an event, in the turn in which it stands.
type InspectedEvent struct {
	Turn    int    `json:"turn"`
	Kind    string `json:"kind"`
	Printed string `json:"printed"`
	Line    int    `json:"line"`
}

// InspectedDrop is text that was left out, with the reason.
type InspectedDrop struct {
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`
	Kind    string `json:"kind"`
	Text    string `json:"text"`
}

// Inspect reads one file and gives what it understood of each session in it, one
// at least; what is wrong with its content is among the diagnostics of the
// first. cacheRoot is where caches are kept, "" for nowhere. The error is for a
// file that cannot be opened.
func Inspect(file, cacheRoot string) ([]*Inspection, error) {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no file %q", file)
	}
	if err != nil {
		return nil, fmt.Errorf("%q cannot be read: %w", file, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%q is a folder; name files in it, or use `dixit export %s`", file, file)
	}
	raw, err := readAtMost(file, source.MaxFile)
	if err != nil {
		return nil, fmt.Errorf("%q cannot be read: %w", file, err)
	}
	name := filepath.Base(file)
	dir := ""
	if cacheRoot != "" {
		dir = engineDir(cacheRoot)
	}
	engine := pdf.NewEngine(dir, 1)
	defer engine.Close()
	known := newReaders(engine)
	fm := known.of(name, raw)
	if fm == nil && known.of(name, nil) != nil {
		return nil, fmt.Errorf("no reader knows what is in %q, though some %q files are read", file, filepath.Ext(name))
	}
	if fm == nil {
		return nil, fmt.Errorf("no reader knows %q files", filepath.Ext(name))
	}
	if what := source.NotText(raw); what != "" && !fm.Binary() {
		t := &transcript.Transcript{File: name, Format: fm.Name()}
		return []*Inspection{inspection(file, fm, t, diag.List{notText(name, what)})}, nil
	}
	side, sideRaw := "", []byte(nil)
	for _, p := range sidecarsOf(filepath.ToSlash(file)) {
		if !isFrontMatter(path.Base(p)) {
			continue
		}
		if b, err := os.ReadFile(p); err == nil {
			side, sideRaw = p, b
			break
		}
	}
	sessions, _, list := readFile(fm, name, raw, source.HashOf(raw), side, sideRaw)
	if !slices.ContainsFunc(sessions, func(t *transcript.Transcript) bool { return len(t.Turns) > 0 || len(t.Meta.People) > 0 }) && !refused(list) {
		list = append(list, diag.New(diag.FileEmpty, name, 0, 0, "nobody says anything in it"))
	}
	var out []*Inspection
	for _, t := range sessions {
		out = append(out, inspection(file, fm, t, list))
		list = nil
	}
	return out, nil
}

// readAtMost reads a file, or a pipe, that has no more bytes than limit.
func readAtMost(file string, limit int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var raw bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Size() <= limit {
		raw.Grow(int(info.Size()) + bytes.MinRead) // all at once, or it is copied again and again
	}
	_, err = raw.ReadFrom(io.LimitReader(f, limit+1))
	if err == nil && int64(raw.Len()) > limit {
		return nil, fmt.Errorf("it is larger than the %d MB that are read", limit>>20)
	}
	return raw.Bytes(), err
}

// inspection is what was understood of one session of a file; list has the
// diagnostics of reading the file.
func inspection(file string, fm format.Format, t *transcript.Transcript, list diag.List) *Inspection {
	facts := archive.FactsOf(store.Key{}, t, archive.Asked{Vocabulary: topic.None()})
	place, more := archive.Place(facts)
	if len(t.Turns) > 0 { // else there is nothing whose language could be taken for another
		list = append(list, more...)
	}
	in := &Inspection{
		File: file, Format: fm.Name(), Language: string(place.Lang), Session: place.Session, Title: place.Title, Date: string(place.Date),
		Sections: []InspectedSection{}, Turns: []InspectedTurn{}, Events: []InspectedEvent{}, Dropped: []InspectedDrop{}, Diagnostics: []Diagnostic{},
	}
	for i, s := range t.Sections {
		in.Sections = append(in.Sections, InspectedSection{N: i + 1, Level: s.Level, Title: s.Title, Line: s.Line})
	}
	for i, turn := range t.Turns {
		it := InspectedTurn{
			N: i + 1, Anchor: place.Anchors[i], Role: turn.Role, Section: turn.Section, Line: turn.Line, EndLine: turn.EndLine, Page: turn.Page(),
			Start: seconds(turn.Start), End: seconds(turn.End), Confidence: turn.Confidence, Procedural: turn.Procedural, Lang: string(turn.Lang), Original: string(turn.Original), Text: turn.Text(),
		}
		if turn.Label != "" {
			it.Label = &turn.Label
		}
		in.Turns = append(in.Turns, it)
		for _, seg := range turn.Segments {
			for _, s := range seg.Spans {
				if s.Kind == transcript.Event {
					in.Events = append(in.Events, InspectedEvent{Turn: i + 1, Kind: s.Value, Printed: seg.Text[s.Start:s.End], Line: seg.Line})
				}
			}
		}
	}
	for _, d := range t.Dropped {
		in.Dropped = append(in.Dropped, InspectedDrop{Line: d.Line, EndLine: d.EndLine, Kind: string(d.Kind), Text: d.Text})
	}
	name := filepath.Base(file)
	for _, d := range list.Sorted() {
		if d.File == name {
			d.File = file // the others are of the sidecar
		}
		in.Diagnostics = append(in.Diagnostics, d)
	}
	return in
}

// seconds is a time as records have it, nil for none.
func seconds(t transcript.Time) *float64 {
	if t == transcript.NoTime {
		return nil
	}
	s := float64(t) / 1000
	return &s
}

// WriteJSON prints inspections: one as an object, several as an array.
func WriteJSON(w io.Writer, list []*Inspection) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if len(list) == 1 {
		return enc.Encode(list[0])
	}
	return enc.Encode(list)
}
