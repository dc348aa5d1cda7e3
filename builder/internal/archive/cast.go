package archive

import (
	"cmp"
	"slices"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// cast is who speaks in an edition, and what it brings to the sums over the archive.
type cast struct {
	who      []*who // of its voices, nil for nobody
	uses     []used // each once
	brackets []remark
	mapped   []remark
	guesses  []guess
}

// used is that a label means somebody in an edition, in 24 bytes, as there are ten or so
// of an edition.
type used struct {
	*use
	turns int32
	first int32 // index of the first of them
	why   uint8 // index in kindsOfEvidence
}

// remark is something that an edition says of somebody: what stands in brackets after
// the name, or the name that a map of labels gives.
type remark struct {
	who  *who
	text string
}

// guess is who may have spoken for a delegation.
type guess struct {
	who  *who
	name string
	turn int
}

// doubt is what a session has to say about the lists of names, of which the first
// session that has it is reported.
type doubt struct {
	name  string // that several entries claim; "" for an id that no list has
	found diag.Diagnostic
}

// caster finds whom the labels of a session mean. Evidence is taken in order: the
// session's own map, people.yaml, what the files list, equal names. A role and a
// bracket do not split a person; labels of diarisation and of roles are nobody.
type caster struct {
	*company
	in Input
	m  *member
}

// castFor finds who speaks in a session.
func (m *Memory) castFor(in Input, made *member) {
	c := &caster{company: &m.company, in: in, m: made}
	made.cast = make([]cast, len(made.base.Editions))
	for n, e := range made.base.Editions {
		slots := len(e.made.slots)
		e.voices, e.Voices = make([]int32, 0, slots), make([]Voice, 0, slots)
		made.cast[n].who, made.cast[n].uses = make([]*who, 0, slots), make([]used, 0, slots)
		for k := range e.facts {
			c.part(e, &made.cast[n], k)
		}
		made.cast[n].order(e)
	}
	made.meet()
}

// part finds who speaks in part k of an edition.
func (c *caster) part(e *Edition, to *cast, k int) {
	f := e.facts[k]
	at := len(e.voices)
	names := f.Front.naming()
	for _, l := range f.Labels.All() {
		w, why := c.label(e, f, names, l, f.Labels, to)
		c.count(e, to, w, l, l.Printed, why)
		for _, part := range people.BracketParts(l.Role) {
			if r := (remark{w, part}); w != nil && !slices.Contains(to.brackets, r) {
				to.brackets = append(to.brackets, r)
			}
		}
	}
	if f.alone() {
		l := Label{Printed: f.Front.Meta().Speakers[0]}
		var w *who
		if entry := c.index.ByID(l.Printed); entry != nil { // front matter may name an id
			w = c.entry(entry)
			l.Printed = cmp.Or(nameIn(*entry, e.Lang), l.Printed)
		} else {
			w, _ = c.label(e, f, names, l, nil, to)
		}
		c.count(e, to, w, l, l.Printed, ByAlone)
	}
	first := e.Parts[k].First
	for _, g := range f.Guesses {
		w := to.who[e.voices[at+int(g.Label)]]
		if w != nil && w.kind == people.Delegation && !slices.ContainsFunc(to.guesses, func(o guess) bool { return o.who == w && people.Key(o.name) == people.Key(g.Name) }) {
			to.guesses = append(to.guesses, guess{w, g.Name, first + int(g.Turn)})
		}
	}
}

// count gives the next slot of an edition, under a printed label, to a voice.
func (c *caster) count(e *Edition, to *cast, w *who, l Label, printed string, why Evidence) {
	voice := c.voice(e, to, w, l)
	slot := e.made.slots[len(e.voices)]
	e.voices = append(e.voices, int32(voice))
	v := &e.Voices[voice]
	if first := int32(slot.first); slot.turns > 0 && (v.Turns == 0 || first < v.First) {
		v.First = first
	}
	v.Turns += int32(slot.turns)
	if w == nil {
		return
	}
	u := c.use(w, printed, e.Lang)
	i := slices.IndexFunc(to.uses, func(x used) bool { return x.use == u })
	kind := uint8(slices.Index(kindsOfEvidence[:], why))
	if i < 0 {
		i = len(to.uses)
		to.uses = append(to.uses, used{use: u, why: kind})
	}
	x := &to.uses[i]
	if first := int32(slot.first); slot.turns > 0 && (x.turns == 0 || first < x.first) {
		x.first = first
	}
	x.turns += int32(slot.turns)
	x.why = min(x.why, kind)
}

// voice gives the voice of a label in an edition, made when it is new. All labels of
// one speaker are one voice; a label of nobody is a voice by its name, for this
// session only.
func (c *caster) voice(e *Edition, to *cast, w *who, l Label) int {
	i := slices.Index(to.who, w)
	if w == nil {
		key := people.Key(l.Printed)
		i = -1
		for n := range e.Voices {
			if i < 0 && to.who[n] == nil && people.Key(e.Voices[n].Label) == key {
				i = n
			}
		}
	}
	if i < 0 {
		e.Voices = append(e.Voices, Voice{Named: c.named(l.Printed, l.Role)})
		to.who = append(to.who, w)
		i = len(e.Voices) - 1
	}
	if v := &e.Voices[i]; v.Role == "" && l.Role != "" {
		v.Named = c.named(v.Label, l.Role)
	}
	return i
}

// named gives a name and the bracket after it, the same for all editions that have them.
func (c *caster) named(label, role string) *Named {
	n := Named{label, role}
	return c.names.get(n, func() *Named { return &n })
}

// order puts the voices of an edition in order of their first turn; those of labels
// without a turn are last.
func (to *cast) order(e *Edition) {
	perm := make([]int, len(e.Voices))
	for i := range perm {
		perm[i] = i
	}
	first := func(voice int) int {
		if v := e.Voices[voice]; v.Turns > 0 {
			return int(v.First)
		}
		return len(e.made.anchors)
	}
	slices.SortStableFunc(perm, func(x, y int) int { return cmp.Compare(first(x), first(y)) })
	back := make([]int32, len(perm))
	voices, who := make([]Voice, len(perm)), make([]*who, len(perm))
	for n, from := range perm {
		voices[n], who[n], back[from] = e.Voices[from], to.who[from], int32(n)
	}
	e.Voices, to.who, to.uses = voices, who, slices.Clone(to.uses)
	for i, v := range e.voices {
		e.voices[i] = back[v]
	}
	at := 0
	for k, f := range e.facts {
		of := &e.told[k]
		for i, l := range f.Labels.All() {
			if e.Voices[e.voices[at+i]].Label != l.Printed {
				of.printed = f.printed()
				break
			}
		}
		at += of.slots
	}
}

// fill gives the turns of an edition their voices and units.
func (e *Edition) fill() {
	turns, langs := e.made.turns(e.facts, e.said)
	for i, at := range e.slotsOf() {
		if at >= 0 {
			turns[i].Voice = e.voices[at]
		}
		if e.units != nil {
			turns[i].Unit = e.units[i]
		}
	}
	e.Turns, e.Langs, e.named = PackTurns(turns), langs, e.made.named
}

// label finds whom a label means in an edition; nil for nobody. names is what the file
// itself says, and among has the labels beside which the name of a country alone may be a
// delegation.
func (c *caster) label(e *Edition, f *Facts, names []transcript.Naming, l Label, among Labels, to *cast) (*who, Evidence) {
	for _, m := range names {
		if people.Key(m.Label) != people.Key(l.Printed) {
			continue
		}
		if entry := c.index.ByID(m.Person); entry != nil {
			return c.entry(entry), ByMap
		}
		if entry := c.find(m.Person); entry != nil {
			return c.entry(entry), ByMap
		}
		if lang.Slug(m.Person) == m.Person && len(c.in.People) > 0 {
			c.m.list = append(c.m.list, diag.New(diag.SpeakerUnknown, f.Path, 0, 0, "people.yaml has nobody with the id %q, which %q is mapped to", m.Person, l.Printed))
		}
		if people.Nobody(m.Person) {
			return nil, "" // "Speaker 1": Interviewer
		}
		w := c.called(m.Person)
		if r := (remark{w, m.Person}); !slices.Contains(to.mapped, r) {
			to.mapped = append(to.mapped, r)
		}
		return w, ByMap
	}
	if l.Who != "" {
		return c.byWho(f, l)
	}
	if entry := c.find(l.Printed); entry != nil {
		return c.entry(entry), ByPeople
	}
	if id := c.listed.named(l.Printed); id != "" {
		return c.byWho(f, Label{Printed: l.Printed, Who: id})
	}
	is := c.sense(l.Printed)
	code := is.delegation
	if code == "" && is.region != "" && c.severalPlaces(among) {
		code = is.region
	}
	if code != "" {
		return c.someone("place:"+code, func(w *who) { w.kind = people.Delegation }), ByPlace
	}
	if !is.nobody {
		return c.keyed(is.key), ByName
	}
	if holder, ok := c.holderOf(l, f.Labels); ok {
		if w, _ := c.label(e, f, names, holder, among, to); w != nil {
			return w, ByRole
		}
	}
	return nil, ""
}

// sense is what a label says by itself.
type sense struct {
	key                string // of a who
	nobody             bool
	delegation, region string // codes of countries
}

func (c *caster) sense(label string) sense {
	return c.senses.get(label, func() sense {
		return sense{"name:" + people.Key(label), people.Nobody(label), people.DelegationOf(label), lang.Region(label)}
	})
}

// find gives the entry of people.yaml that claims a name in the session, nil for
// none.
func (c *caster) find(name string) *people.Entry {
	entry, others := c.index.Find(name, c.m.base.ID, c.m.series.series)
	if others > 0 && !slices.ContainsFunc(c.m.doubts, func(d doubt) bool { return d.name == name }) {
		c.m.doubts = append(c.m.doubts, doubt{name, diag.New(diag.PeopleAmbiguous, c.in.PeoplePath, entry.Line, 1, "%d entries claim the name %q", others+1, name)})
	}
	return entry
}

func (c *caster) entry(e *people.Entry) *who {
	return c.someone("id:"+e.ID, func(w *who) { w.kind, w.entry = e.Kind, e })
}

// called gives who has a name.
func (c *caster) called(name string) *who { return c.keyed(c.sense(name).key) }

// keyed gives who has a name of which this is the key.
func (c *caster) keyed(key string) *who {
	return c.someone(key, func(w *who) { w.kind = people.Individual })
}

// byWho finds the speaker whom a file names by an id: the entry of people.yaml
// that has the id or one of the names of the list, else the person of the list,
// else whoever has the id.
func (c *caster) byWho(f *Facts, l Label) (*who, Evidence) {
	key := c.listed.keyIn(f.Path, l.Who)
	p := c.listed.byKey[key]
	var forms []string
	if key == l.Who {
		forms = append(forms, l.Who)
	}
	if p != nil {
		for _, name := range p.Names {
			forms = append(forms, name.Text)
		}
	} else {
		forms = append(forms, l.Printed)
	}
	if entry := c.index.ByID(l.Who); entry != nil && key == l.Who {
		return c.entry(entry), ByPeople
	}
	for _, form := range forms {
		if entry := c.find(form); entry != nil {
			return c.entry(entry), ByPeople
		}
	}
	if p == nil && !slices.ContainsFunc(c.m.doubts, func(d doubt) bool { return d.name == "" }) {
		c.m.doubts = append(c.m.doubts, doubt{found: diag.New(diag.PersonUnlisted, f.Path, 0, 0, "no file lists %q, who speaks as %q", l.Who, l.Printed)})
	}
	return c.someone("who:"+key, func(w *who) {
		w.kind, w.listed = people.Individual, p
		if p == nil {
			w.listed = &transcript.Person{ID: l.Who}
		} else if p.Kind != "" {
			w.kind = people.Kind(p.Kind)
		}
	}), ByList
}

// severalPlaces tells whether labels name countries: one alone may be a person called
// Georgia, two are delegations.
func (c *caster) severalPlaces(labels Labels) bool {
	count := 0
	for _, l := range labels.All() {
		if c.sense(l.Printed).region != "" {
			if count++; count > 1 {
				return true
			}
		}
	}
	return false
}

// holderOf finds who holds the role that a label of nobody names, where the
// bracket after one other label of the file says so.
func (c *caster) holderOf(l Label, labels Labels) (holder Label, ok bool) {
	key, role := people.RoleKey(l.Printed), people.RoleOf(l.Printed)
	for _, other := range labels.All() {
		if other.Role == "" || c.sense(other.Printed).nobody || !slices.ContainsFunc(people.BracketParts(other.Role), func(p string) bool { return people.RoleKey(p) == key || role != "" && people.RoleOf(p) == role }) {
			continue
		}
		if ok {
			return Label{}, false
		}
		holder, ok = other, true
	}
	return holder, ok
}

// nameIn is a person's name in a language, else in any.
func nameIn(e people.Entry, l lang.Tag) string {
	name, _ := e.Names.In(l)
	return name
}
