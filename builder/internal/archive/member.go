package archive

import (
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// member is a session of an archive, by its own files. What others decide (who its
// speakers are, which topics and which series there are) is given to a copy of base,
// the session that Link hands out.
type member struct {
	files  []placedFile
	base   *Session   // its speakers, its series and topics are left open
	series identity   // of the file that says which series it belongs to
	pairs  []pair     // of its editions
	apart  []lang.Tag // languages of the editions that do not look like it
	list   diag.List

	cast     []cast // of its editions
	present  []likeness.Present
	met      []pairMet
	number   int32 // of its first edition in the company
	doubts   []doubt
	subjects subjects
	ranked   []weighed // its topics, strongest first

	session *Session // as the last Link gave it; nil where that is not known yet
}

// placedFile is a file, with all that says what it is in its session.
type placedFile struct {
	facts  *Facts
	id     identity
	closed bool
}

// exchange is the sessions that one Link makes anew: those that went, and those that
// came, both by id.
type exchange struct{ gone, come []*member }

// place lays out the files and makes members of their sessions, each of which settle
// is called for.
func (m *Memory) place(in Input, settle func(*member)) exchange {
	if groups, ok := m.layout.stays(in); ok {
		var c exchange
		for _, g := range groups {
			was := m.members[g]
			now := newMember(m.layout, &m.layout.groups[g], was, m.company.index)
			settle(now)
			m.members[g] = now
			c.gone, c.come = append(c.gone, was), append(c.come, now)
		}
		return c
	}
	before := m.layout
	m.layout = newLayout(in, &m.paths)
	if before != nil && !slices.Equal(before.languages, m.layout.languages) {
		m.forget()
	}
	m.persons(in)
	members := m.members
	var c exchange
	m.members = make([]*member, len(m.layout.groups))
	at := 0
	for n := range m.layout.groups {
		g := &m.layout.groups[n]
		for at < len(members) && members[at].base.ID < g.id {
			c.gone = append(c.gone, members[at])
			at++
		}
		var was *member
		if at < len(members) && members[at].base.ID == g.id {
			was = members[at]
			at++
		}
		if was != nil && was.isOf(m.layout, g) {
			m.members[n] = was
			continue
		}
		if was != nil {
			c.gone = append(c.gone, was)
		}
		m.members[n] = newMember(m.layout, g, was, m.company.index)
		settle(m.members[n])
		c.come = append(c.come, m.members[n])
	}
	c.gone = append(c.gone, members[at:]...)
	return c
}

// filesOf lists the files of a group.
func filesOf(l *layout, g *group) []placedFile {
	var out []placedFile
	for _, p := range g.editions {
		for _, i := range p.files {
			out = append(out, placedFile{l.files[i], l.ids[i], l.closed[l.files[i].Path]})
		}
	}
	return out
}

// isOf tells whether the member is what a group makes.
func (m *member) isOf(l *layout, g *group) bool {
	return slices.EqualFunc(m.files, filesOf(l, g), func(a, b placedFile) bool {
		x, y := a.id, b.id
		return a.facts == b.facts && a.closed == b.closed && x.series == y.series && x.name == y.name && x.named == y.named && x.lang == y.lang && x.part == y.part && x.date == y.date && x.title == y.title
	})
}

// newMember makes the session of a group. was is what the last Link made of it, nil
// for nothing: its editions of the same files are put together already. index has who
// is in people.yaml.
func newMember(l *layout, g *group, was *member, index *people.Index) *member {
	m := &member{files: filesOf(l, g), base: &Session{ID: g.id}}
	files := m.files
	same := was != nil && len(was.base.Editions) == len(g.editions)
	for n, p := range g.editions {
		e := &Edition{Session: m.base, Lang: p.lang}
		parts := files[:len(p.files)]
		files = files[len(p.files):]
		m.base.Editions = append(m.base.Editions, e)
		had := was.assembled(e, parts)
		m.list = append(m.list, e.assemble(parts, had)...)
		same = same && had != nil && was.base.Editions[n].made == had
	}
	m.series = m.files[0].id
	named := false
	for _, f := range m.files {
		if len(f.id.date) > len(m.base.Date) { // the most exact one
			m.base.Date = f.id.date
		}
		if f.id.named && !named {
			m.series, named = f.id, true
		}
	}
	if m.base.Date == "" {
		m.list = append(m.list, m.undated())
	}
	if same && was.series.series == m.series.series { // which tells namesakes apart
		m.pairs, m.apart = was.pairs, was.apart
		for n, e := range m.base.Editions {
			e.units = was.base.Editions[n].units
		}
	} else {
		m.pairs, m.apart = alignEditions(m.base.Editions, func(label string) *people.Entry {
			entry, _ := index.Find(label, m.base.ID, m.series.series)
			return entry
		})
	}
	for _, l := range m.apart {
		e := m.base.Edition(l)
		m.list = append(m.list, diag.New(diag.EditionApart, e.Parts[0].Path, 0, 0, "the edition in %q does not look like the same session as the others of %q", string(l), m.base.ID))
	}
	return m
}

// undated says that a session has no date, or of which two its files' name may be.
func (m *member) undated() diag.Diagnostic {
	for _, f := range m.files {
		if days := f.id.placed.days; days[0] != "" {
			return diag.New(diag.DateUnreadable, f.facts.Path, 0, 0, "the date in the name %q may be %s or %s", path.Base(f.facts.Path), days[0], days[1])
		}
	}
	return diag.New(diag.DateMissing, m.files[0].facts.Path, 0, 0, "no date for session %q", m.base.ID)
}

// assembled finds the files of an edition put together.
func (m *member) assembled(e *Edition, parts []placedFile) *assembled {
	if m == nil {
		return nil
	}
	was := m.base.Edition(e.Lang)
	if was == nil || len(was.facts) != len(parts) {
		return nil
	}
	from := slices.IndexFunc(m.files, func(f placedFile) bool { return f.id.lang == e.Lang })
	for k, p := range parts {
		if had := m.files[from+k]; had.facts != p.facts || max(had.id.part, 1) != max(p.id.part, 1) {
			return nil
		}
	}
	return was.made
}

// assemble puts the parts of an edition together; had is what that gives, nil where
// it is not known.
func (e *Edition) assemble(parts []placedFile, had *assembled) diag.List {
	numbers := make([]int, len(parts))
	for k, p := range parts {
		e.facts = append(e.facts, p.facts)
		e.told = append(e.told, told{&p.facts.Meta, p.facts.Labels, p.facts.Redacted})
		numbers[k] = max(p.id.part, 1)
	}
	if had == nil {
		had = assembleParts(e.facts, numbers)
	}
	e.made = had
	first := parts[0]
	e.Meta, e.Title = &first.facts.Meta, first.id.title
	e.Script = scriptOf(e.Lang, first.facts.Detected)
	e.Parts, e.Sections, e.Words, e.Gaps = slices.Clone(had.parts), had.sections, had.words, had.gaps
	for k := range e.Parts {
		e.Parts[k].Open = !parts[k].closed
	}
	return had.list
}

// memberAt finds a member by the id of its session; there is one.
func memberAt(members []*member, id string) int {
	n, _ := slices.BinarySearchFunc(members, id, func(m *member, id string) int { return strings.Compare(m.base.ID, id) })
	return n
}
