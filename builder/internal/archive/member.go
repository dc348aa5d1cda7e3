package archive

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// member is a session of an archive, by its own files. What others decide (who its
// speakers are, which topics and which series there are) finish gives to base, which
// is then the session that Link hands out; where they decide it anew, to a copy.
type member struct {
	files  []placedFile
	base   *Session   // nobody but finish asks for its speakers, its series and topics
	given  bool       // base is handed out
	series inSeries   // of the file that says which series it belongs to
	pairs  []pair     // of its editions
	apart  []lang.Tag // languages of the editions that do not look like it
	list   diag.List

	cast     []cast // of its editions
	present  []likeness.Present
	met      []pairMet
	number   int32 // of its first edition in the company
	doubts   []doubt
	lesson   uint64 // a hash of the words said most in its files, and of their languages
	subjects subjects
	ranked   []weighed // its topics, strongest first

	session *Session // base, as the last Link gave it; nil where that is to be another
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
	var c exchange
	var fresh []making
	if groups, ok := m.layout.stays(in); ok {
		for _, g := range groups {
			was := m.members[g]
			fresh = append(fresh, making{g, was})
			c.gone = append(c.gone, was)
		}
		c.come = m.makeAll(in, fresh, settle)
		return c
	}
	before := m.layout
	m.layout = newLayout(in, &m.paths)
	if in.Last {
		m.paths = pathMemory{}
	}
	if before != nil && !slices.Equal(before.languages, m.layout.languages) {
		m.forget()
	}
	m.persons(in)
	members := m.members
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
		fresh = append(fresh, making{int32(n), was})
	}
	c.gone = append(c.gone, members[at:]...)
	c.come = m.makeAll(in, fresh, settle)
	if in.Last { // the members say it all
		m.layout = &layout{languages: m.layout.languages, list: m.layout.list}
	}
	return c
}

// making is a member that is to be made.
type making struct {
	group int32
	was   *member // as newMember has it
}

// makersAhead is how many members each processor makes at most before they are
// settled: those of one that takes long keep no other waiting, and few are in memory
// with the facts of their turns.
const makersAhead = 4

// makeAll makes members, several at a time, as each depends on its own files alone, and
// settles them one after the other, in order; what is left to do with each is then done
// several at a time again.
func (m *Memory) makeAll(in Input, fresh []making, settle func(*member)) []*member {
	makers := min(runtime.GOMAXPROCS(0), len(fresh))
	free := make(chan struct{}, makers*makersAhead)
	made := make([]chan *member, cap(free)) // by number, around; a number is taken when one that was is done with
	for i := range made {
		made[i] = make(chan *member, 1)
	}
	var next atomic.Int64
	for range makers {
		go func() {
			for {
				free <- struct{}{}
				i := int(next.Add(1)) - 1
				if i >= len(fresh) {
					return
				}
				f := fresh[i]
				made[i%len(made)] <- m.newMember(in, &m.layout.groups[f.group], f.was)
			}
		}()
	}
	settled := make(chan *member, cap(free))
	var fillers sync.WaitGroup
	for range makers {
		fillers.Go(func() {
			for x := range settled {
				x.fillTurns(in.Last)
				<-free
			}
		})
	}
	out := make([]*member, len(fresh))
	for i, f := range fresh {
		now := <-made[i%len(made)]
		settle(now)
		out[i], m.members[f.group] = now, now
		settled <- now
	}
	close(settled)
	fillers.Wait()
	return out
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
		return a.facts == b.facts && a.closed == b.closed && x.inSeries == y.inSeries && x.lang == y.lang && x.part == y.part && x.date == y.date && x.title == y.title
	})
}

// newMember makes the session of a group. was is what the last Link made of it, nil
// for nothing: editions of the same files are aligned already.
func (all *Memory) newMember(in Input, g *group, was *member) *member {
	m := &member{files: filesOf(all.layout, g), base: &Session{ID: g.id}}
	files := m.files
	same := was != nil && len(was.base.Editions) == len(g.editions)
	for n, p := range g.editions {
		e := &Edition{Session: m.base, Lang: p.lang}
		parts := files[:len(p.files)]
		files = files[len(p.files):]
		m.base.Editions = append(m.base.Editions, e)
		for _, p := range parts {
			e.said = append(e.said, all.spoken(in, p.facts))
		}
		m.list = append(m.list, e.assemble(parts)...)
		same = same && was.isOfParts(e.Lang, parts) && was.base.Editions[n].Lang == e.Lang
	}
	if !in.Last { // else no other is compared with it
		m.lesson = m.hashWords()
	}
	m.series = m.files[0].id.inSeries
	named := false
	for _, f := range m.files {
		if len(f.id.date) > len(m.base.Date) { // the most exact one
			m.base.Date = f.id.date
		}
		if f.id.named && !named {
			m.series, named = f.id.inSeries, true
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
			entry, _ := all.company.index.Find(label, m.base.ID, m.series.series)
			return entry
		})
	}
	for _, l := range m.apart {
		e := m.base.Edition(l)
		m.list = append(m.list, diag.New(diag.EditionApart, e.Parts[0].Path, 0, 0, "the edition in %q does not look like the same session as the others of %q", string(l), m.base.ID))
	}
	return m
}

// hashWords gives a hash that differs where topics are learnt from other words.
func (m *member) hashWords() uint64 {
	var b []byte
	for _, e := range m.base.Editions {
		for _, s := range e.said {
			b = fmt.Appendf(b, "%s %d ", e.Lang.Base(), len(s.Words.Hashes))
			for _, h := range s.Words.Hashes {
				b = binary.LittleEndian.AppendUint32(b, h)
			}
			b = append(b, s.Words.Weights...)
		}
	}
	sum := sha256.Sum256(b)
	return binary.LittleEndian.Uint64(sum[:])
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

// isOfParts tells whether the edition in a language was of these files, as parts of the
// same numbers.
func (m *member) isOfParts(l lang.Tag, parts []placedFile) bool {
	was := m.base.Edition(l)
	if was == nil || len(was.facts) != len(parts) {
		return false
	}
	from := slices.IndexFunc(m.files, func(f placedFile) bool { return f.id.lang == l })
	for k, p := range parts {
		if had := m.files[from+k]; had.facts != p.facts || max(had.id.part, 1) != max(p.id.part, 1) {
			return false
		}
	}
	return true
}

// assemble puts the parts of an edition together.
func (e *Edition) assemble(parts []placedFile) diag.List {
	numbers := make([]int, len(parts))
	for k, p := range parts {
		e.facts = append(e.facts, p.facts)
		e.told = append(e.told, told{media: p.facts.Front.media(), mapped: p.facts.Front.names, slots: p.facts.slots(), redacted: p.facts.Redacted})
		numbers[k] = max(p.id.part, 1)
	}
	e.made = assembleParts(e.facts, e.said, numbers)
	first := parts[0]
	e.Packed, e.original, e.Title = first.facts.Front.Packed, first.facts.Front.original, first.id.title
	e.Script = scriptOf(e.Lang, first.facts.Detected)
	e.Parts, e.Sections, e.Words, e.Gaps = e.made.parts, e.made.sections, e.made.words, e.made.gaps
	for k := range e.Parts {
		e.Parts[k].Open = !parts[k].closed
	}
	return e.made.list
}

// memberAt finds a member by the id of its session; there is one.
func memberAt(members []*member, id string) int {
	n, _ := slices.BinarySearchFunc(members, id, func(m *member, id string) int { return strings.Compare(m.base.ID, id) })
	return n
}
