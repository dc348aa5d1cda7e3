package site

import (
	"dixit/builder/internal/archive"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/transcript"
)

// SearchFolder is the address of the search index.
const SearchFolder = "search/"

// SearchHeads lists what the search index holds: the editions that have pages,
// in order of session and language.
func SearchHeads(a *archive.Archive) ([]searchindex.Head, []*archive.Edition) {
	var heads []searchindex.Head
	var editions []*archive.Edition
	for _, s := range a.Sessions {
		for _, l := range a.Languages {
			if e := s.Edition(l); e != nil {
				heads = append(heads, searchindex.Head{Session: s.ID, Lang: e.Lang, Date: string(s.Date)})
				editions = append(editions, e)
			}
		}
	}
	return heads, editions
}

// SearchKeys are the keys of all that the search index is made of, edition by
// edition; nil where one is not known.
func SearchKeys(d *Digester, heads []searchindex.Head, editions []*archive.Edition, offline bool, program string) []searchindex.Key {
	keys := make([]searchindex.Key, len(editions))
	for i, e := range editions {
		b, ok := d.Append(nil, program, offline, heads[i], e)
		if !ok {
			return nil
		}
		for s := e.Session.Series; s != nil; s = s.Parent {
			b = appendStrings(b, s.ID)
		}
		b = append(b, 0)
		for _, t := range e.Session.Topics {
			b = appendStrings(b, t.Topic.ID)
		}
		keys[i] = KeyOf(b)
	}
	return keys
}

// SearchEdition gives an edition as the search index takes it, with its words.
// Links name files, not folders, when the site is to be opened from a folder.
func SearchEdition(e *archive.Edition, texts Texts, offline bool) (*searchindex.Edition, error) {
	out := &searchindex.Edition{Title: e.Title, URL: relative(SearchFolder, sessionAddress(e), offline)}
	for s := e.Session.Series; s != nil; s = s.Parent {
		out.Series = append(out.Series, s.ID)
	}
	for _, s := range e.Sections {
		out.Sections = append(out.Sections, s.Title)
	}
	for _, v := range e.Voices {
		s := searchindex.Speaker{Name: v.Label}
		if v.Speaker != nil {
			s.ID = v.Speaker.ID
			s.Name, _ = v.Speaker.Names.In(e.Lang)
		}
		out.Speakers = append(out.Speakers, s)
	}
	said := map[*archive.Topic]bool{}
	for _, t := range e.Topics {
		said[t.Topic] = true
	}
	// A topic that no turn names was given to the session as a whole.
	for _, t := range e.Session.Topics {
		if !said[t.Topic] {
			out.Topics = append(out.Topics, t.Topic.ID)
		}
	}
	out.Turns = make([]searchindex.Turn, 0, e.Turns.Len())
	var tr *transcript.Transcript
	part := int32(-1) // that tr is of
	for i, t := range e.Turns.All() {
		if t.Part != part {
			var err error
			if tr, err = texts.Transcript(e.Parts[t.Part].Key); err != nil {
				return nil, err
			}
			part = t.Part
		}
		turn := searchindex.Turn{Anchor: e.Anchor(i), Speaker: int(t.Voice), Section: int(t.Section), Start: int64(t.Start), Unit: int(t.Unit), Passages: passagesOf(tr.Turns[t.Index].Segments)}
		for _, topic := range e.TopicsOf(i) {
			turn.Topics = append(turn.Topics, topic.Topic.ID)
		}
		out.Turns = append(out.Turns, turn)
	}
	return out, nil
}

// passagesOf joins the segments of each passage. What the transcriber noted is
// among them: readers look for that too.
func passagesOf(segs []transcript.Segment) []string {
	var out []string
	for i, n := range transcript.Passages(segs) {
		if n > 0 {
			out = append(out, segs[i].Text)
		} else {
			out[len(out)-1] += "\n" + segs[i].Text
		}
	}
	return out
}
