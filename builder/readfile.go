package builder

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// sidecar gives the front matter file beside a transcript: name.yaml, of the
// whole name or of the name without its extension.
func (r *run) sidecar(p string) (string, []byte, error) {
	for _, name := range sidecarsOf(p) {
		if !isFrontMatter(name) || !r.there[name] && !r.refused[name] {
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

// isFrontMatter tells whether a YAML file may be a sidecar.
func isFrontMatter(name string) bool {
	return name != "people.yaml" && name != "topics.yaml" && name != "dixit.yaml"
}

// sidecarsOf are the places of a transcript's sidecar; the first that is there
// counts.
func sidecarsOf(p string) []string {
	stem := strings.TrimSuffix(p, path.Ext(p))
	return []string{p + ".yaml", p + ".yml", stem + ".yaml", stem + ".yml"}
}

// readFile reads one file with its sidecar: the function of bytes that the store
// remembers. sum is the hash of raw. It gives the transcripts of the sessions in the
// file, one at least, and of each what format.MarkLanguages says.
func readFile(fm format.Format, p string, raw []byte, sum source.Hash, side string, sideRaw []byte) ([]*transcript.Transcript, []*format.Detected, diag.List) {
	f, list := decoded(fm, p, raw)
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
	detected := make([]*format.Detected, len(sessions))
	for i, t := range sessions {
		t.Meta = meta.Over(t.Meta)
		transcript.Divide(t)
		format.MarkProcedural(t)
		detected[i] = format.MarkLanguages(t)
		format.MarkOriginals(t)
		t.Origin = originOf(f, sum, t.Meta, list)
		t.Redact(t.Meta.Redact)
	}
	return sessions, detected, list
}

// refused tells whether a file was refused, and so nobody knows what is said in it.
func refused(list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.FileRefused })
}

// failed tells whether what reads a file could not be started.
func failed(list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.ReaderFailed })
}

// notText says of a file with the name of a text that it is none.
func notText(p, what string) diag.Diagnostic {
	return diag.New(diag.FileUnreadable, p, 0, 0, "%s, and no text as its name has it", what).WithHint("give it the name of what it is, or delete it")
}

// decoded makes a file of bytes, as its reader takes it.
func decoded(fm format.Format, p string, raw []byte) (*source.File, diag.List) {
	if fm.Binary() {
		return source.NewBinary(p, raw), nil
	}
	return source.Decode(p, raw)
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
func originOf(f *source.File, sum source.Hash, meta transcript.Meta, list diag.List) transcript.Origin {
	o := transcript.Origin{Encoding: f.Encoding}
	if len(meta.Redact) == 0 {
		o.SHA256 = hex.EncodeToString(sum[:])
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
