package site

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/transcript"
)

// inputs gives keys of what pages are made of: an archive has far more pages than
// sessions, speakers and topics, so that a page is told by the keys of those which
// it shows in a fraction of the time in which its view is made. Such a key covers
// whatever any page shows of the thing, which is more than one page shows: a page
// may be made again in vain, never kept in error.
//
// Each is worked out when it is first asked for. It is safe for use by many at
// once.
type inputs struct {
	digester *Digester
	sessions *sessionKeys // of Memory
	// all gives the keys of all sessions; nil where not all are asked for.
	all   atomic.Pointer[func() map[*archive.Session]Key]
	known keys[any] // of *archive.Speaker, *archive.Appearance, *archive.Topic, nameOf, lang.Tag
}

// nameOf is what the keys of the names of speakers and topics are known by.
type nameOf[T any] struct{ of *T }

// askAll readies the keys for a plan of all pages: lists ask for that of each session a
// dozen times, which a table that nobody writes to answers soonest. It is begun while the
// pages are planned, which is the work of one processor; wait ends when it is done.
func (in *inputs) askAll(sessions []*archive.Session) (wait func()) {
	all := sync.OnceValue(func() map[*archive.Session]Key {
		keys := make([]Key, len(sessions))
		var group sync.WaitGroup
		each := len(sessions)/runtime.GOMAXPROCS(0) + 1
		for from := 0; from < len(sessions); from += each {
			group.Go(func() {
				for i := from; i < min(from+each, len(sessions)); i++ {
					keys[i] = in.sessionAlone(sessions[i])
				}
			})
		}
		group.Wait()
		out := make(map[*archive.Session]Key, len(sessions))
		for i, s := range sessions {
			out[s] = keys[i]
		}
		return out
	})
	in.all.Store(&all)
	go all()
	return func() { all() }
}

// once gives the key of a thing, made of what parts appends.
func (in *inputs) once(of any, parts func(b []byte) []byte) Key {
	return remembered(in, &in.known, of, parts)
}

// remembered is once for what known knows the keys of.
func remembered[K comparable](in *inputs, known *keys[K], of K, parts func(b []byte) []byte) Key {
	if k, ok := known.get(of); ok {
		return k
	}
	var k Key
	in.digester.room(func(b []byte) []byte {
		b = parts(b)
		k = KeyOf(b)
		return b
	})
	known.set(of, k)
	return k
}

// append appends values that all have a form to be told by.
func (in *inputs) append(b []byte, values ...any) []byte {
	b, ok := in.digester.Append(b, values...)
	if !ok {
		panic("site: what a page is made of has no key") // plain values, all of them
	}
	return b
}

// head covers what lists and feeds show of a session: when, where and in which
// languages it was, but nothing that is said in it.
func (in *inputs) head(s *archive.Session) Key {
	return remembered(in, &in.sessions.heads, s, func(b []byte) []byte {
		b = in.append(b, s.ID, s.Date)
		for up := s.Series; up != nil; up = up.Parent {
			b = in.append(b, up.ID, up.Titles)
		}
		for _, e := range s.Editions {
			b = in.append(b, e.Lang, e.Script, e.Title, e.Packed)
		}
		return b
	})
}

// heads covers the heads of sessions in their order.
func (in *inputs) heads(list []*archive.Session) []Key {
	out := make([]Key, len(list))
	for i, s := range list {
		out[i] = in.head(s)
	}
	return out
}

// session covers a session with all its editions, and the names of its series,
// speakers and topics.
func (in *inputs) session(s *archive.Session) Key {
	if all := in.all.Load(); all != nil {
		if k, ok := (*all)()[s]; ok {
			return k
		}
	}
	return in.sessionAlone(s)
}

// sessionAlone is session, without a look at all.
func (in *inputs) sessionAlone(s *archive.Session) Key {
	return remembered(in, &in.sessions.whole, s, func(b []byte) []byte {
		b = in.append(b, in.head(s))
		for _, e := range s.Editions {
			b = in.append(b, e)
			for _, v := range e.Voices {
				if v.Speaker != nil {
					b = in.append(b, in.speakerName(v.Speaker))
				}
			}
		}
		var named []*archive.Topic
		name := func(t *archive.Topic) {
			if !slices.Contains(named, t) {
				named = append(named, t)
				b = in.append(b, in.topicName(t))
			}
		}
		for _, t := range s.Topics {
			b = in.append(b, t.Topic.ID, t.Source)
			name(t.Topic)
		}
		for _, e := range s.Editions {
			for _, t := range e.Topics {
				name(t.Topic)
			}
		}
		return b
	})
}

// stretches covers the sessions of stretches, and with them which turns they have:
// those of one speaker or topic.
func (in *inputs) stretches(list []stretch) []Key {
	out := make([]Key, len(list))
	for i, st := range list {
		out[i] = in.session(st.e.Session)
	}
	return out
}

// turns covers the sessions of turns, and which these are.
func (in *inputs) turns(list []turnOf) Key {
	var b []byte
	for _, p := range list {
		b = in.append(b, in.session(p.e.Session), p.e.Lang, p.turn)
	}
	return KeyOf(b)
}

// speaker covers a speaker, without what is said.
func (in *inputs) speaker(s *archive.Speaker) Key {
	return in.once(s, func(b []byte) []byte {
		b = in.append(b, s.ID, s.Kind, s.Names, s.Listed)
		if s.Entry != nil {
			entry := *s.Entry
			entry.Line = 0
			b = in.append(b, entry)
		}
		return b
	})
}

// appearance covers how a speaker appears in the archive, but for the number of
// turns, which the lists that have them count.
func (in *inputs) appearance(a *archive.Appearance) Key {
	return in.once(a, func(b []byte) []byte {
		b = in.append(b, len(a.Labels))
		for _, use := range a.Labels {
			b = in.append(b, turnAddress(use.In, use.First), use.In.Lang)
			use.In, use.First = nil, 0
			b = in.append(b, use)
		}
		for _, g := range a.Guesses {
			b = in.append(b, turnAddress(g.In, g.Turn), g.In.Lang, g.Name)
		}
		return b
	})
}

// speakerName covers what a speaker is called.
func (in *inputs) speakerName(s *archive.Speaker) Key {
	return in.once(nameOf[archive.Speaker]{s}, func(b []byte) []byte { return in.append(b, s.ID, s.Names) })
}

// speakerNames covers what speakers are called.
func (in *inputs) speakerNames(list []*archive.Speaker) Key {
	var b []byte
	for _, s := range list {
		b = in.append(b, in.speakerName(s))
	}
	return KeyOf(b)
}

// topicName covers what a topic is called.
func (in *inputs) topicName(t *archive.Topic) Key {
	return in.once(nameOf[archive.Topic]{t}, func(b []byte) []byte { return in.append(b, t.ID, t.Labels) })
}

// names covers what topics are called.
func (in *inputs) names(list []*archive.Topic) Key {
	var b []byte
	for _, t := range list {
		b = in.append(b, in.topicName(t))
	}
	return KeyOf(b)
}

// topic covers a topic and the names of those around it.
func (in *inputs) topic(t *archive.Topic) Key {
	return in.once(t, func(b []byte) []byte {
		b = in.append(b, t.ID, t.Labels, t.Found)
		if t.Entry != nil {
			entry := *t.Entry
			entry.Line = 0
			b = in.append(b, entry)
		}
		b = in.append(b, t.Broader != nil, len(t.Narrower)) // whose names follow, one after the other
		if t.Broader != nil {
			b = in.append(b, t.Broader.ID, t.Broader.Labels)
		}
		for _, n := range t.Narrower {
			b = in.append(b, n.ID, n.Labels)
		}
		return b
	})
}

// frame covers what every page of a language has around it, and the settings.
func (in *inputs) frame(tg *tongue) Key {
	return in.once(tg.l, func(b []byte) []byte {
		s := tg.s
		return in.append(b, tg.base("", "", ""), tg.a.Languages, s.BaseURL, s.Title, s.ReportURL, s.EditURL, s.Zone.String(), s.Downloads, s.Offline)
	})
}

// running covers running text and where its links lead.
func (in *inputs) running(segs []transcript.Segment, links Links) Key {
	b := in.append(nil, segs)
	for _, s := range segs {
		for _, href := range archive.LinksIn(s) {
			to, ok := links(href)
			b = in.append(b, to, ok)
		}
	}
	return KeyOf(b)
}

// frame covers what every page of the language has around it.
func (tg *tongue) frame() Key { return tg.keys.frame(tg) }

// presence tells of each language of the site whether something holds in it.
func (tg *tongue) presence(in func(*tongue) bool) []bool {
	out := make([]bool, len(tg.a.Languages))
	for i, l := range tg.a.Languages {
		out[i] = in(tg.tongues[l])
	}
	return out
}

// sessionInputs are those of the page of an edition at address.
func (tg *tongue) sessionInputs(address string, e *archive.Edition, files []*download) []any {
	s := e.Session
	prev, next := tg.neighbours(address, s)
	out := []any{tg.frame(), tg.keys.session(s), prev, next, tg.unclearIn(address, e), tg.readingAddress(e), tg.players(address, e)}
	out = append(out, tg.listsWith(s))
	for k, part := range e.Parts {
		links := tg.links(address, part.Path)
		for _, href := range part.Links {
			to, ok := links(href)
			out = append(out, to, ok)
		}
		if at := tg.times(address, e, k); at != nil {
			out = append(out, at(0))
		}
	}
	for _, d := range files {
		out = append(out, *d.link)
		if d.inputs != nil {
			out = append(out, d.inputs()...)
		} else {
			out = append(out, d.size)
		}
	}
	return out
}
