package archive

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// names finds the speakers behind labels. Evidence is taken in order: the
// session's own map, people.yaml, what the files list, equal names. A role and a
// bracket do not split a person; labels of diarisation and of roles are nobody.
type names struct {
	in     Input
	a      *Archive
	index  *people.Index
	listed *listed
	list   diag.List
	// found holds speakers by a key: "id:" and an id of people.yaml, "who:" and
	// one that files give, or "name:" and the key of a name.
	found map[string]*Speaker
	// mapped holds the names that sessions' maps give to speakers without an
	// entry, as first written.
	mapped map[*Speaker]string
	uses   map[*Speaker]map[useKey]*LabelUse
	// brackets holds the parts of what was printed in brackets after names.
	brackets map[*Speaker][]string
	clashes  map[string]bool // names reported as ambiguous
}

type useKey struct {
	printed string
	lang    lang.Tag
}

func newNames(in Input, a *Archive, files []*Facts) *names {
	return &names{in: in, a: a, listed: newListed(in.Listed, files), index: people.NewIndex(in.People), found: map[string]*Speaker{}, mapped: map[*Speaker]string{}, brackets: map[*Speaker][]string{}, uses: map[*Speaker]map[useKey]*LabelUse{}, clashes: map[string]bool{}}
}

// edition finds who speaks in part k of an edition.
func (n *names) edition(e *Edition, k int, f *Facts) {
	places := n.severalPlaces(f.Labels)
	at := len(e.voices)
	for _, l := range f.Labels {
		speaker, why := n.label(e, f, l, places)
		voice := voiceOf(e, l, speaker)
		if speaker != nil {
			n.use(speaker, l.Printed, e.Lang, why)
			n.bracket(speaker, l.Role)
		}
		n.count(e, voice, l.Printed)
	}
	if f.alone() {
		l := Label{Printed: f.Meta.Speakers[0]}
		speaker, _ := n.label(e, f, l, false)
		if entry, ok := n.index.ByID(l.Printed); ok { // front matter may name an id
			speaker = n.entry(entry)
			l.Printed = cmp.Or(nameIn(entry, e.Lang), l.Printed)
		}
		voice := voiceOf(e, l, speaker)
		if speaker != nil {
			n.use(speaker, l.Printed, e.Lang, ByAlone)
		}
		n.count(e, voice, l.Printed)
	}
	first := e.Parts[k].First
	for _, g := range f.Guesses {
		if s := e.Voices[e.voices[at+int(g.Label)]].Speaker; s != nil && s.Kind == people.Delegation && !slices.ContainsFunc(s.Guesses, func(o GuessedAt) bool { return people.Key(o.Name) == people.Key(g.Name) }) {
			s.Guesses = append(s.Guesses, GuessedAt{g.Name, e, first + int(g.Turn)})
		}
	}
}

// count gives the next slot of an edition, under a printed label, to a voice.
func (n *names) count(e *Edition, voice int, printed string) {
	slot := e.made.slots[len(e.voices)]
	e.voices = append(e.voices, int32(voice))
	if slot.turns == 0 {
		return
	}
	v := &e.Voices[voice]
	if v.Turns == 0 || slot.first < v.First {
		v.First = slot.first
	}
	v.Turns += slot.turns
	if v.Speaker == nil {
		return
	}
	v.Speaker.Turns += slot.turns
	u := n.uses[v.Speaker][useKey{printed, e.Lang}]
	if u.Turns == 0 || u.In == e && slot.first < u.First {
		u.In, u.First = e, slot.first
	}
	u.Turns += slot.turns
}

// label finds whom a label means in an edition; nil for nobody. places says that
// the names of countries alone are delegations there.
func (n *names) label(e *Edition, f *Facts, l Label, places bool) (*Speaker, Evidence) {
	for _, m := range f.Meta.Labels {
		if people.Key(m.Label) != people.Key(l.Printed) {
			continue
		}
		if entry, ok := n.index.ByID(m.Person); ok {
			return n.entry(entry), ByMap
		}
		if entry, ok := n.find(e, m.Person); ok {
			return n.entry(entry), ByMap
		}
		if lang.Slug(m.Person) == m.Person && len(n.in.People) > 0 {
			n.list = append(n.list, diag.New(diag.SpeakerUnknown, f.Path, 0, 0, "people.yaml has nobody with the id %q, which %q is mapped to", m.Person, l.Printed))
		}
		if people.Nobody(m.Person) {
			return nil, "" // "Speaker 1": Interviewer
		}
		s := n.name(m.Person)
		if n.mapped[s] == "" {
			n.mapped[s] = m.Person
		}
		return s, ByMap
	}
	if l.Who != "" {
		return n.who(e, f, l)
	}
	if entry, ok := n.find(e, l.Printed); ok {
		return n.entry(entry), ByPeople
	}
	if id := n.listed.named(l.Printed); id != "" {
		return n.who(e, f, Label{Printed: l.Printed, Who: id})
	}
	is := n.sense(l.Printed)
	code := is.delegation
	if code == "" && places {
		code = is.region
	}
	if code != "" {
		return n.delegation(code), ByPlace
	}
	if !is.nobody {
		return n.name(l.Printed), ByName
	}
	if holder, ok := n.holderOf(l, f.Labels); ok {
		if s, _ := n.label(e, f, holder, places); s != nil {
			return s, ByRole
		}
	}
	return nil, ""
}

// sense is what a label says by itself. Most labels stand in many files.
type sense struct {
	key                string // in names.found
	nobody             bool
	delegation, region string // codes of countries
}

func (n *names) sense(label string) sense {
	return n.in.Memory.senses.get(label, func() sense {
		return sense{"name:" + people.Key(label), people.Nobody(label), people.DelegationOf(label), lang.Region(label)}
	})
}

func (n *names) find(e *Edition, name string) (people.Entry, bool) {
	series := ""
	if e.Session.Series != nil {
		series = e.Session.Series.ID
	}
	entry, others, ok := n.index.Find(name, e.Session.ID, series)
	if ok && others > 0 && !n.clashes[name] {
		n.clashes[name] = true
		n.list = append(n.list, diag.New(diag.PeopleAmbiguous, n.in.PeoplePath, entry.Line, 1, "%d entries claim the name %q", others+1, name))
	}
	return entry, ok
}

func (n *names) entry(e people.Entry) *Speaker {
	s := n.found["id:"+e.ID]
	if s == nil {
		s = &Speaker{ID: e.ID, Kind: e.Kind, Names: e.Names, Entry: &e}
		n.found["id:"+e.ID] = s
		n.uses[s] = map[useKey]*LabelUse{}
	}
	return s
}

func (n *names) name(name string) *Speaker {
	k := n.sense(name).key
	s := n.found[k]
	if s == nil {
		s = &Speaker{Kind: people.Individual, key: k}
		n.found[k] = s
		n.uses[s] = map[useKey]*LabelUse{}
	}
	return s
}

// delegation gives the speaker of a country's delegation.
func (n *names) delegation(code string) *Speaker {
	k := "place:" + code
	s := n.found[k]
	if s == nil {
		s = &Speaker{Kind: people.Delegation, key: k}
		n.found[k] = s
		n.uses[s] = map[useKey]*LabelUse{}
	}
	return s
}

// severalPlaces tells whether the labels of a file name countries: one alone may
// be a person called Georgia, two are delegations.
func (n *names) severalPlaces(labels []Label) bool {
	count := 0
	for _, l := range labels {
		if n.sense(l.Printed).region != "" {
			count++
		}
	}
	return count > 1
}

// holderOf finds who holds the role that a label of nobody names, where the
// bracket after one other label of the file says so.
func (n *names) holderOf(l Label, labels []Label) (holder Label, ok bool) {
	key, role := people.RoleKey(l.Printed), people.RoleOf(l.Printed)
	for _, other := range labels {
		if other.Role == "" || n.sense(other.Printed).nobody || !slices.ContainsFunc(people.BracketParts(other.Role), func(p string) bool { return people.RoleKey(p) == key || role != "" && people.RoleOf(p) == role }) {
			continue
		}
		if ok {
			return Label{}, false
		}
		holder, ok = other, true
	}
	return holder, ok
}

// bracket notes what was printed in brackets after a name.
func (n *names) bracket(s *Speaker, role string) {
	for _, part := range people.BracketParts(role) {
		if !slices.Contains(n.brackets[s], part) {
			n.brackets[s] = append(n.brackets[s], part)
		}
	}
}

func (n *names) use(s *Speaker, printed string, l lang.Tag, why Evidence) {
	k := useKey{printed, l}
	if n.uses[s][k] == nil {
		n.uses[s][k] = &LabelUse{Printed: printed, Lang: l, Evidence: why}
	}
}

// voiceOf gives the voice of a label in an edition, made when it is new. All
// labels of one speaker are one voice; a label of nobody is a voice by its
// name, for this session only.
func voiceOf(e *Edition, l Label, s *Speaker) int {
	i := slices.IndexFunc(e.Voices, func(v Voice) bool {
		if s != nil {
			return v.Speaker == s
		}
		return v.Speaker == nil && people.Key(v.Label) == people.Key(l.Printed)
	})
	if i < 0 {
		e.Voices = append(e.Voices, Voice{Label: l.Printed, Speaker: s})
		i = len(e.Voices) - 1
	}
	if e.Voices[i].Role == "" {
		e.Voices[i].Role = l.Role
	}
	return i
}

// finish names the speakers and gives them their ids.
func (n *names) finish() diag.List {
	n.order()
	n.join()
	var all []*Speaker
	for _, k := range slices.Sorted(maps.Keys(n.found)) {
		s := n.found[k]
		if s.Turns == 0 {
			continue
		}
		s.Labels = sortedUses(n.uses[s])
		if len(s.Names) == 0 {
			s.Names = people.Text{} // not that of the entry, which is not changed
		}
		for _, u := range s.Labels {
			if u.Evidence != ByMap && u.Evidence != ByRole && s.Names[u.Lang] == "" && s.Entry == nil && (s.Listed == nil || len(s.Listed.Names) == 0) {
				s.Names[u.Lang] = u.Printed
			}
		}
		if len(s.Names) == 0 {
			s.Names[""] = cmp.Or(n.mapped[s], s.Labels[0].Printed)
		}
		all = append(all, s)
	}
	n.ids(all)
	slices.SortFunc(all, func(x, y *Speaker) int { return strings.Compare(x.ID, y.ID) })
	n.a.Speakers = all
	n.redirects()
	return n.list
}

// sortedUses lists the labels of a speaker, most used first.
func sortedUses(uses map[useKey]*LabelUse) []LabelUse {
	out := make([]LabelUse, 0, len(uses))
	for _, u := range uses {
		out = append(out, *u)
	}
	slices.SortFunc(out, func(x, y LabelUse) int {
		return cmp.Or(cmp.Compare(y.Turns, x.Turns), cmp.Compare(x.Printed, y.Printed), cmp.Compare(x.Lang, y.Lang))
	})
	return out
}

// nameIn is a person's name in a language, else in any.
func nameIn(e people.Entry, l lang.Tag) string {
	name, _ := e.Names.In(l)
	return name
}

// order puts the voices of each edition in order of their first turn; those of
// labels without a turn are last.
func (n *names) order() {
	for _, s := range n.a.Sessions {
		for _, e := range s.Editions {
			perm := make([]int, len(e.Voices))
			for i := range perm {
				perm[i] = i
			}
			slices.SortStableFunc(perm, func(x, y int) int { return cmp.Compare(firstTurn(e, x), firstTurn(e, y)) })
			back := make([]int, len(perm))
			voices := make([]Voice, len(perm))
			for to, from := range perm {
				voices[to], back[from] = e.Voices[from], to
			}
			e.Voices = voices
			for i, v := range e.voices {
				e.voices[i] = int32(back[v])
			}
		}
	}
}

func firstTurn(e *Edition, voice int) int {
	if v := e.Voices[voice]; v.Turns > 0 {
		return v.First
	}
	return len(e.made.turns)
}

// ids gives every speaker without an entry an id: the slug of the id that the
// files give, else of the name in the site's default language, else of the most
// used label.
func (n *names) ids(all []*Speaker) {
	taken := map[string]bool{}
	for _, s := range all {
		if s.Entry != nil {
			taken[s.ID] = true
		}
	}
	for _, e := range n.in.People {
		taken[e.ID] = true
	}
	for _, s := range all {
		if s.Entry != nil {
			continue
		}
		name := ""
		if s.Listed != nil {
			name = s.Listed.ID
		} else if len(n.a.Languages) > 0 {
			name = s.Names[n.a.Languages[0]]
		}
		if name == "" {
			name, _ = s.Names.In(s.Labels[0].Lang)
		}
		id := lang.SlugPath(lang.Slug(name))
		for base, k := id, 2; taken[id]; k++ {
			id = lang.SlugPath(base + "-" + strconv.Itoa(k))
		}
		taken[id] = true
		s.ID = id
	}
}

// redirects leads from the slugs of a speaker's other names to the speaker,
// where a slug names nobody else.
func (n *names) redirects() {
	own := map[string]bool{}
	for _, s := range n.a.Speakers {
		own[s.ID] = true
	}
	claims := map[string][]*Speaker{}
	for _, s := range n.a.Speakers {
		var forms []string
		if s.Entry != nil {
			forms = s.Entry.Forms()
		}
		if s.Listed != nil {
			for _, name := range s.Listed.Names {
				forms = append(forms, name.Text)
			}
		}
		for _, u := range s.Labels {
			if u.Evidence != ByMap && u.Evidence != ByRole {
				forms = append(forms, u.Printed)
			}
		}
		for _, form := range forms {
			slug := lang.SlugPath(lang.Slug(form))
			if slug != "" && !own[slug] && !slices.Contains(claims[slug], s) {
				claims[slug] = append(claims[slug], s)
			}
		}
	}
	for slug, who := range claims {
		if len(who) == 1 {
			n.a.Redirects[slug] = who[0].ID
		}
	}
}
