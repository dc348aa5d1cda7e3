package archive

import (
	"reflect"
	"slices"
	"sync/atomic"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// Memory keeps what one Link has found for the next, so that an edit costs the
// session that it touches and what that changes elsewhere. What it keeps depends on
// facts, which never change, and on settings, with which all of it goes: Link gives the
// same with a Memory and without. Nothing that Link has handed out is changed. The zero
// value is empty; it is for one Link at a time.
type Memory struct {
	given   Input // the settings of the last Link
	paths   pathMemory
	layout  *layout
	members []*member // by id
	company company
	terms   terms
	topics  topics

	redirects  map[string]string
	series     map[string]*Series
	seriesList diag.List
	last       *Archive
	lost       atomic.Bool // Input.Spoken has failed
}

// begin readies the memory for a Link, and gives settings that are as before as the
// very values that they were.
func (m *Memory) begin(in *Input) {
	was := m.given
	if m.layout != nil && slices.Equal(in.Languages, was.Languages) && in.Drafts == was.Drafts && in.AsOf == was.AsOf && in.PeoplePath == was.PeoplePath &&
		equal(in.People, was.People) && equal(in.Listed, was.Listed) && (in.Vocabulary == was.Vocabulary || equal(in.Vocabulary.Entries, was.Vocabulary.Entries)) {
		in.People, in.Vocabulary = was.People, was.Vocabulary
	} else {
		m.layout = nil
		m.forget()
		m.company.index, m.topics.vocabulary = people.NewIndex(in.People), in.Vocabulary
	}
	m.given = *in
	m.given.Files, m.given.Memory, m.given.Spoken, m.given.Series = nil, nil, nil, was.Series // those are looked at later
}

// equal tells whether two lists are the same; mostly they are the very list.
func equal[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || reflect.DeepEqual(a, b))
}

// forget forgets all sessions.
func (m *Memory) forget() {
	m.members, m.last, m.terms = nil, nil, terms{}
	m.company = company{index: m.company.index, listed: m.company.listed}
	m.topics = topics{vocabulary: m.topics.vocabulary}
}

// persons takes in whom the files list.
func (m *Memory) persons(in Input) {
	now := newListed(in.Listed, m.layout.files)
	if was := m.company.listed; was == nil || !reflect.DeepEqual(was, now) {
		m.forget()
		m.company.listed = now
	}
}

// pathMemory is what the paths of files have been found to say.
type pathMemory struct {
	readings kept[string, []reading] // the ways to read each
	placed   kept[placedKey, *placed]
}

// placedKey is what the place of a file depends on.
type placedKey struct {
	path, stem      string
	lang            lang.Tag
	session, series string // as front matter writes them
}

func (m *pathMemory) begin() {
	m.readings.begin()
	m.placed.begin()
}

// some holds results of a function of names, as many as most archives have:
// when there are more, it begins anew, so that years of edits do not fill the memory.
type some[K comparable, V any] map[K]V

const mostOfSome = 1 << 16

// get gives the result for k, which find is called for when it is new.
func (s *some[K, V]) get(k K, find func() V) V {
	v, ok := (*s)[k]
	if !ok {
		if *s == nil || len(*s) >= mostOfSome {
			*s = some[K, V]{}
		}
		v = find()
		(*s)[k] = v
	}
	return v
}

// kept holds results of a function: those of the last time that all were asked for,
// and of this time.
type kept[K comparable, V any] struct{ last, now map[K]V }

func (m *kept[K, V]) begin() {
	m.last, m.now = m.now, make(map[K]V, len(m.now))
}

// get gives the result for k, which find is called for when it is new.
func (m *kept[K, V]) get(k K, find func() V) V {
	if v, ok := m.now[k]; ok {
		return v
	}
	v, ok := m.last[k]
	if !ok {
		v = find()
	}
	m.now[k] = v
	return v
}
