package builder

import (
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/export"
)

// exportRecords prints the sessions, speakers and topics where all is asked for,
// and the turns of editions.
func (r *run) exportRecords(out *export.Records, all bool, editions []*archive.Edition) error {
	var last *archive.Session
	for _, e := range editions {
		if e.Session == last {
			continue
		}
		last = e.Session
		rec := recordOf(e.Session)
		if err := out.Add(rec.Kind, rec); err != nil {
			return err
		}
	}
	if all {
		if err := r.exportNames(out); err != nil {
			return err
		}
	}
	for _, e := range editions {
		if err := r.exportTurns(out, e); err != nil {
			return err
		}
	}
	return out.Close()
}

// recordOf is the record of a session.
func recordOf(s *archive.Session) export.SessionRecord {
	rec := export.SessionRecord{Kind: "session", ID: s.ID, Titles: map[string]string{}, Languages: []string{}, Topics: []export.TopicScore{}}
	if s.Date != "" {
		date := string(s.Date)
		rec.Date = &date
	}
	if s.Series != nil {
		rec.Series = &s.Series.ID
	}
	for _, e := range s.Editions {
		rec.Titles[string(e.Lang)] = e.Title
		rec.Languages = append(rec.Languages, string(e.Lang))
	}
	for _, t := range s.Topics {
		rec.Topics = append(rec.Topics, export.TopicScore{ID: t.Topic.ID, Score: t.Score, Source: string(t.Source)})
	}
	return rec
}

// exportNames prints the speakers, the roles and the topics.
func (r *run) exportNames(out *export.Records) error {
	for _, s := range r.linked.Speakers {
		rec := export.SpeakerRecord{Kind: "speaker", ID: s.ID, Names: map[string]string{}, Labels: []string{}, Evidence: []string{}}
		for l, n := range s.Names {
			rec.Names[string(l)] = n
		}
		for _, u := range r.linked.Appearance(s).Labels {
			if slices.Contains(rec.Labels, u.Printed) {
				continue // the same in another language
			}
			rec.Labels = append(rec.Labels, u.Printed)
			rec.Evidence = append(rec.Evidence, u.Why())
		}
		if err := out.Add(rec.Kind, rec); err != nil {
			return err
		}
	}
	for _, rec := range roleRecords(r.linked) {
		if err := out.Add(rec.Kind, rec); err != nil {
			return err
		}
	}
	for _, t := range r.linked.Topics {
		rec := export.TopicRecord{Kind: "topic", ID: t.ID, Labels: map[string]string{}}
		for l, n := range t.Labels {
			rec.Labels[string(l)] = n
		}
		if err := out.Add(rec.Kind, rec); err != nil {
			return err
		}
	}
	return nil
}

// exportTurns prints the turns of an edition.
func (r *run) exportTurns(out *export.Records, e *archive.Edition) error {
	n := 0
	for _, part := range e.Parts {
		t, _, ok := r.a.store.Get(part.Key)
		if !ok {
			return errGone
		}
		for _, src := range t.Turns {
			turn := e.Turns.At(n)
			n++
			rec := export.TurnRecord{
				Kind: "turn", Session: e.Session.ID, Language: string(e.Lang), N: n, Anchor: e.Anchor(n - 1), Page: src.Page(),
				Start: seconds(part.Later(src.Start)), End: seconds(part.Later(src.End)), Topics: []string{}, Procedural: src.Procedural, Original: string(src.Original), Text: src.Text(),
			}
			rec.Role = src.Role
			if turn.Section > 0 && int(turn.Section) <= len(e.Sections) {
				rec.Section = e.Sections[turn.Section-1].Title
			}
			if src.Label != "" {
				rec.Label = &src.Label
			}
			if turn.Voice >= 0 {
				if s := e.Voices[turn.Voice].Speaker; s != nil {
					rec.Speaker = &s.ID
				} else if id := roleID(src.Label); id != "" {
					rec.Speaker = &id
				}
			}
			if turn.Unit > 0 {
				unit := int(turn.Unit)
				rec.Unit = &unit
			}
			for _, topic := range e.TopicsOf(n - 1) {
				rec.Topics = append(rec.Topics, topic.Topic.ID)
			}
			if err := out.Add(rec.Kind, rec); err != nil {
				return err
			}
		}
	}
	return nil
}
