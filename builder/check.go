package builder

import (
	"context"
	"encoding/hex"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/check"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// Report is what Check found: the diagnostics, and the questions that they put
// to whoever decides. Its methods print it.
type Report = check.Report

// Question is all findings of one kind, with what settles them.
type Question = check.Question

// ReportForm says how Report.Text prints.
type ReportForm = check.Form

// labelsNote is the note in the store that holds the labels of the last build.
// Check alone reads it, so that no page depends on what was built before.
const labelsNote = "labels"

// Check builds nothing. It says what a build would say, and what is in doubt
// across the archive.
func (a *Archive) Check(ctx context.Context) (*Report, error) {
	r := a.run()
	r.asking = true
	defer r.close()
	if !r.list.Fatal() {
		if err := r.link(ctx); err != nil {
			return nil, err
		}
	}
	var found []check.Finding
	in := check.Input{Archive: r.linked, Known: r.known(), Shown: r.contentPath}
	if !r.list.Fatal() {
		in.Texts = r.texts(ctx)
		found = check.Findings(in)
		r.outline()
		r.plan()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	list := r.diagnostics()
	if r.linked != nil {
		var doubts, apart []check.Finding
		doubts, list = check.DoubtfulLabels(in, list)
		apart, list = check.EditionsApart(in, list)
		found = append(append(found, doubts...), apart...)
	}
	return check.NewReport(list, found, check.Settings{
		File: a.shown(r.at.config), Bare: !r.cfg.found && r.at.content == a.dir && a.opt.Content == "",
		Levels: r.cfg.Levels, Files: r.cfg.FileLevels,
	}), nil
}

// texts looks over the texts of the archive, several at a time.
func (r *run) texts(ctx context.Context) map[store.Key]check.Text {
	var parts []archive.Part
	for _, s := range r.linked.Sessions {
		for _, e := range s.Editions {
			parts = append(parts, e.Parts...)
		}
	}
	var mu sync.Mutex
	out := make(map[store.Key]check.Text, len(parts))
	each(ctx, r.a.opt.jobs(), len(parts), func(i int) {
		t, list, ok := r.a.store.Get(parts[i].Key)
		if !ok {
			return // somebody emptied the cache; what was to be said of it is not
		}
		text := check.TextOf(t)
		text.Lost = r.loss(parts[i].Path, t, list)
		mu.Lock()
		out[parts[i].Key] = text
		mu.Unlock()
	})
	return out
}

// loss holds the reading of a file to the file. A reader that cannot say what its
// files' words are is believed.
func (r *run) loss(p string, t *transcript.Transcript, list diag.List) format.Loss {
	raw, err := r.folder.Bytes(p)
	if err != nil {
		return format.Loss{} // it was there a moment ago; the next check reports it
	}
	reader, ok := r.a.readers.of(p, raw).(format.Accountable)
	if !ok || t.Nth > 1 { // the first session of a file answers for it
		return format.Loss{}
	}
	hidden := t.Origin.SHA256 == ""
	if sum := source.HashOf(raw); !hidden && t.Origin.SHA256 != hex.EncodeToString(sum[:]) {
		return format.Loss{} // it was edited just now
	}
	f, _ := decoded(reader, p, raw)
	sessions := []*transcript.Transcript{t}
	// What a file beside it says, and what is not to be shown, changed the reading.
	if side, _, _ := r.sidecar(p); side != "" || hidden || t.Of > 1 {
		t, list = reader.Read(f)
		sessions = transcript.Sessions(t)
	}
	loss := format.LossOf(reader, f, sessions, list)
	if hidden {
		loss.Line, loss.Text = 0, "" // it may quote what is to be hidden
	}
	return loss
}

// known are the labels of the last build, nil when there was none; where an Archive
// builds again and again, those before its first one or, where there were none, of that,
// so that an answer may wait.
func (r *run) known() map[string]string {
	if r.a.labels != nil {
		return check.Known(r.a.labels)
	}
	raw, ok := r.a.store.Recall(labelsNote)
	if !ok {
		return nil
	}
	return check.Known(strings.Split(string(raw), "\n"))
}

// remember notes the labels that the next check compares with. That it cannot be
// written costs a few questions, not the build.
func (r *run) remember(labels []string) {
	now := strings.Join(labels, "\n")
	was, ok := r.a.store.Recall(labelsNote)
	if r.a.labels == nil {
		if r.a.labels = labels; ok {
			r.a.labels = strings.Split(string(was), "\n")
		}
	}
	if !ok || string(was) != now {
		r.a.store.Remember(labelsNote, []byte(now))
	}
}

// Explain gives the paragraph that explains a diagnostic's code, "" for an
// unknown one.
func Explain(code string) string { return diag.Code(code).Explain() }

// Example gives a short text that brings a diagnostic of a code about, and the
// same when it is settled; "" for an unknown code.
func Example(code string) (before, after string) { return diag.Code(code).Example() }
