package archive

import (
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Input is all that Link depends on.
type Input struct {
	Files      []*Facts // in order of path; none is ever changed once it is given
	Languages  []lang.Tag
	People     []people.Entry
	PeoplePath string
	// Listed are persons of files that are nothing but a list of them, in order of
	// path. Those of Files are in their Meta.
	Listed     []transcript.Person
	Vocabulary *topic.Vocabulary
	// Found is how many topics there are at most that the words alone tell, where
	// the vocabulary is empty.
	Found  int
	Series []SeriesText
	// Drafts says that drafts are shown; AsOf is the day until which an embargo
	// holds, "" for all to be over.
	Drafts bool
	AsOf   transcript.Date
	// Memory is what the last Link of this archive left; nil for none.
	Memory *Memory
	// Spoken gives what is known of the turns of a file of Files that does not have it
	// itself; nil where all have. It is asked as often as a session of the file is linked,
	// from several goroutines.
	Spoken func(*Facts) (*Spoken, error)
	// Last says that no Link follows with this Memory, and that Link may take Files
	// apart: of the facts nothing is kept but what the archive that is handed out tells
	// of them.
	Last bool
}

// Link makes the archive. With a Memory its work is that of what has changed: the
// sessions of changed files are made anew, each by its own files; what they bring
// to sums over the archive is exchanged; and of the rest only what these sums decide
// otherwise than before. It gives no archive where Input.Spoken has failed.
func Link(in Input) (*Archive, diag.List) {
	m := in.Memory
	if m == nil {
		m = &Memory{}
	}
	m.begin(&in)
	changed := m.place(in, func(made *member) {
		m.castFor(in, made)
		m.subjectsOf(in, made)
	})
	if m.lost.Load() {
		*m = Memory{}
		return nil, nil
	}
	m.company.exchange(changed, m.members)
	if m.company.stirred {
		m.join()
		m.nameAll(in)
	}
	m.terms.exchange(changed)
	m.topics.exchange(changed)
	m.findTopics(in, changed)
	m.rank(in)
	if m.lost.Load() {
		*m = Memory{}
		return nil, nil
	}
	a, list := m.archive(in, changed)
	if in.Last {
		a.letFactsGo()
		*m = Memory{}
	}
	return a, list
}

// fillTurns gives the turns of a session, which is settled, their voices and units. It
// depends on nothing else.
func (m *member) fillTurns(last bool) {
	for _, e := range m.base.Editions {
		e.fill()
	}
	m.letTurnsGo(last)
}

// letTurnsGo leaves a session without the facts of its turns, which are linked: no other
// session is linked by them. Where no Link follows, nor by most facts of its files.
func (m *member) letTurnsGo(last bool) {
	for _, e := range m.base.Editions {
		e.said, e.made = nil, nil
		if !last {
			continue
		}
		for _, f := range e.facts {
			f.Labels, f.Sections, f.Langs, f.Guesses, f.Heads = nil, nil, nil, nil, nil
		}
	}
}

// spoken gives what is known of the turns of a file, nothing and says so where it is lost.
func (m *Memory) spoken(in Input, f *Facts) *Spoken {
	s, err := f.spoken(in.Spoken)
	if err != nil {
		s = &Spoken{}
		m.lost.Store(true)
	}
	return s
}

// spoken gives what is known of the turns of a file; elsewhere is Input.Spoken.
func (f *Facts) spoken(elsewhere func(*Facts) (*Spoken, error)) (*Spoken, error) {
	switch {
	case f.Spoken != nil:
		return f.Spoken, nil
	case elsewhere == nil: // nobody has read any
		return &Spoken{}, nil
	}
	return elsewhere(f)
}

// letFactsGo leaves editions of their facts what can be asked of editions.
func (a *Archive) letFactsGo() {
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			e.facts, e.units = nil, nil
		}
	}
}
