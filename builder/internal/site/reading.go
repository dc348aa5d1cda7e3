package site

import (
	"cmp"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// readingAddress is where it is said how an edition was read. A session or
// folder that is called so keeps its address; no id has a segment p.
func (tg *tongue) readingAddress(e *archive.Edition) string {
	name := "reading"
	if tg.taken(e.Session.ID + "/" + name) {
		name = "p/" + name
	}
	return sessionAddress(e) + name + "/"
}

// reading is the page that says how an edition was read: its files, what was
// left out of them, and what is in doubt.
func (p *editionPages) reading() Page {
	tg, e := p.tongue, p.e
	address := tg.readingAddress(e)
	inputs := func() []any { return []any{tg.frame(), tg.keys.session(e.Session), address} }
	return Page{Address: address, Layout: "reading", Class: Document, Inputs: inputs, View: func(texts Texts) (any, error) {
		v := Reading{Base: tg.base(address, "sessions", tg.p.T("turn-how")+" · "+e.Title), Heading: Text{Text: tg.p.T("turn-how")}}
		v.NoIndex = true // it repeats words of the record, which is what is to be found
		v.Up = Link{Text: tg.text(e.Title, e.Script), Href: tg.rel(address, sessionAddress(e))}
		tg.languages(&v.Base, address, func(l lang.Tag) string {
			if other := e.Session.Edition(l); other != nil {
				return tg.readingAddress(other)
			}
			return ""
		})
		for k, part := range e.Parts {
			t, err := texts.Transcript(part.Key)
			if err != nil {
				return nil, err
			}
			v.Files = append(v.Files, tg.readFile(address, e, k, t))
		}
		for _, o := range tg.others(address, e) {
			v.Twins = append(v.Twins, tg.readTwin(address, e, o))
		}
		return v, nil
	}}
}

// withoutComment is what was left out, but for comments in markup: their writers
// put them there for nobody to read.
func withoutComment(d transcript.Dropped) string {
	if d.Kind == transcript.DroppedMarkup && strings.Contains(d.Text, "<!--") {
		return ""
	}
	return d.Text
}

// readFile tells how part k of an edition was read.
func (tg *tongue) readFile(address string, e *archive.Edition, k int, t *transcript.Transcript) ReadFile {
	part := e.Parts[k]
	f := ReadFile{
		Path: part.Path, Format: t.Format, Encoding: t.Origin.Encoding, SHA256: t.Origin.SHA256,
		Lines: tg.p.Number(t.Lines), Turns: tg.p.Number(len(t.Turns)),
	}
	if t.Gaps > 0 {
		f.Gaps = tg.p.Number(t.Gaps)
	}
	for _, d := range slices.SortedStableFunc(slices.Values(t.Dropped), func(x, y transcript.Dropped) int { return cmp.Compare(x.Line, y.Line) }) {
		lines := tg.p.Number(d.Line)
		if d.EndLine > d.Line {
			lines += "–" + tg.p.Number(d.EndLine)
		}
		f.Dropped = append(f.Dropped, DroppedText{Lines: lines, Kind: tg.p.T("dropped-" + string(d.Kind)), Text: tg.text(withoutComment(d), e.Script)})
	}
	for i, turn := range t.Turns {
		n := part.First + i
		if turn.Label == "" || !e.Doubtful(n) {
			continue
		}
		f.Doubtful = append(f.Doubtful, DoubtfulTurn{
			Link:   Link{Text: tg.text(turn.Label, e.Script), Href: tg.rel(address, turnAddress(e, n))},
			Number: tg.p.Number(n + 1), Percent: tg.p.Number(int(turn.Confidence*100 + .5)),
		})
	}
	for _, r := range t.Origin.Remarks {
		remark := Remark{Code: r.Code, Text: tg.text(r.Message, "en")}
		if r.Line > 0 {
			remark.Line = tg.p.Number(r.Line)
		}
		f.Remarks = append(f.Remarks, remark)
	}
	return f
}

// mostStretches is how many stretches without a counterpart are listed: where
// there are more, an edition lacks too much to be looked through one by one.
const mostStretches = 40

// readTwin tells how the turns of e meet those of another edition.
func (tg *tongue) readTwin(address string, e *archive.Edition, o OtherEdition) ReadTwin {
	v := ReadTwin{Link: Link{Text: tg.text(o.Name, o.Lang), Href: o.Href}}
	here, there := map[int32]int{}, map[int32]int{} // turns, by unit
	for _, t := range e.Turns.All() {
		here[t.Unit]++
	}
	for _, t := range o.Edition.Turns.All() {
		there[t.Unit]++
	}
	single, joined, more := 0, 0, 0
	from := -1
	for i, t := range e.Turns.All() {
		met := t.Unit > 0 && there[t.Unit] > 0
		switch {
		case met && here[t.Unit] == 1 && there[t.Unit] == 1:
			single++
		case met:
			joined++
		case from < 0:
			from = i
		}
		if last := i == e.Turns.Len()-1; from >= 0 && (met || last) {
			to := i
			if !met {
				to++
			}
			if len(v.Stretches) < mostStretches {
				v.Stretches = append(v.Stretches, Link{Text: Text{Text: tg.stretchName(from, to)}, Href: tg.rel(address, turnAddress(e, from))})
			} else {
				more++
			}
			from = -1
		}
	}
	v.Single, v.Joined, v.Alone = tg.p.Number(single), tg.p.Number(joined), tg.p.Number(e.Turns.Len()-single-joined)
	v.Percent = tg.p.Number((single + joined) * 100 / max(e.Turns.Len(), 1))
	if more > 0 {
		v.More = tg.p.Number(more)
	}
	return v
}

// stretchName names turns from to before to by their numbers.
func (tg *tongue) stretchName(from, to int) string {
	if to-from == 1 {
		return tg.p.Number(to)
	}
	return tg.p.Number(from+1) + "–" + tg.p.Number(to)
}
