package site

import (
	"dixit/builder/internal/archive"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/transcript"
)

// SearchFolder is the address of the search index.
const SearchFolder = "search/"

// Searched is what the search index holds: the editions that have pages, in order of
// session and language. The lists run parallel. They do not change, but that whoever made it
// may let editions go.
type Searched struct {
	Heads    []searchindex.Head
	Editions []*archive.Edition
	// Keys are those of all that the index is made of, edition by edition; nil where one
	// is not known.
	Keys []searchindex.Key
}

// NewSearched gives what the index of an archive holds. last is that of the same site as
// it was, nil for none: an edition that is the very pointer of before has the key of
// before.
func NewSearched(a *archive.Archive, last *Searched, d *Digester, offline bool, program string) *Searched {
	if last == nil || last.Keys == nil {
		last = &Searched{}
	}
	n := max(len(a.Sessions), len(last.Heads)+8) // most edits add none, or few
	out := &Searched{Heads: make([]searchindex.Head, 0, n), Editions: make([]*archive.Edition, 0, n), Keys: make([]searchindex.Key, 0, n)}
	at := 0 // in last: all before are of sessions before
	for _, s := range a.Sessions {
		for at < len(last.Heads) && last.Editions[at].Session != s && last.Heads[at].Session < s.ID {
			at++
		}
		for _, l := range a.Languages {
			e := s.Edition(l)
			if e == nil {
				continue
			}
			out.Editions = append(out.Editions, e)
			if at < len(last.Heads) && last.Editions[at] == e {
				out.Heads = append(out.Heads, last.Heads[at])
				if out.Keys != nil {
					out.Keys = append(out.Keys, last.Keys[at])
				}
				at++
				continue
			}
			head := searchindex.Head{Session: s.ID, Lang: e.Lang, Date: string(s.Date)}
			out.Heads = append(out.Heads, head)
			if key, ok := searchKey(d, head, e, offline, program); !ok {
				out.Keys = nil
			} else if out.Keys != nil {
				out.Keys = append(out.Keys, key)
			}
		}
	}
	return out
}

// searchKey is the key of all that the search index is made of an edition.
func searchKey(d *Digester, head searchindex.Head, e *archive.Edition, offline bool, program string) (searchindex.Key, bool) {
	b, ok := d.Append(nil, program, offline, head, e)
	if !ok {
		return searchindex.Key{}, false
	}
	for s := e.Session.Series; s != nil; s = s.Parent {
		b = appendStrings(b, s.ID)
	}
	b = append(b, 0)
	for _, t := range e.Session.Topics {
		b = appendStrings(b, t.Topic.ID)
	}
	return KeyOf(b), true
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
