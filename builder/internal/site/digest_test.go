package site

import (
	"reflect"
	"testing"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// spoken is an edition of one turn.
func spoken() *archive.Edition {
	s := &archive.Session{ID: "quay"}
	e := &archive.Edition{Session: s, Lang: "en", Title: "The quay", Parts: []archive.Part{{}}, Sections: []archive.Section{{}},
		Voices: []archive.Voice{{Named: &archive.Named{}, Speaker: &archive.Speaker{ID: "ada", Names: people.Text{"en": "Ada Holm"}}}}, Turns: archive.PackTurns([]archive.Turn{{Confidence: 1}})}
	s.Editions = []*archive.Edition{e}
	return e
}

// other changes a value, and is false for what it cannot change.
func other(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 7)
	case reflect.Uint8, reflect.Uint16, reflect.Uint64:
		v.SetUint(v.Uint() + 7)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(v.Float() + .9)
	case reflect.Array:
		return other(v.Index(0))
	case reflect.Slice:
		switch v.Type() {
		case reflect.TypeFor[[]archive.TurnTopic]():
			v.Set(reflect.ValueOf([]archive.TurnTopic{{Topic: &archive.Topic{ID: "dues"}}}))
		case reflect.TypeFor[[]archive.Voice]():
			v.Set(reflect.ValueOf([]archive.Voice{{Named: &archive.Named{}}, {Named: &archive.Named{}}}))
		default:
			v.Set(reflect.MakeSlice(v.Type(), v.Len()+1, v.Len()+1))
		}
	default:
		return false
	}
	return true
}

// The fields of an edition are named one by one where its key is made, so that a
// new one is easily forgotten; pages that show it would then not be made anew.
func TestEveryFieldOfAnEditionIsInItsKey(t *testing.T) {
	key := func(e *archive.Edition) Key {
		k, ok := new(Digester).edition(e)
		if !ok {
			t.Fatal("an edition has no key")
		}
		return k
	}
	plain := key(spoken())
	for name, part := range map[string]func(*archive.Edition) any{
		"Edition": func(e *archive.Edition) any { return e },
		"Part":    func(e *archive.Edition) any { return &e.Parts[0] },
		"Section": func(e *archive.Edition) any { return &e.Sections[0] },
		"Voice":   func(e *archive.Edition) any { return &e.Voices[0] },
		"Named":   func(e *archive.Edition) any { return e.Voices[0].Named },
		"Turn":    func(e *archive.Edition) any { turn := e.Turns.At(0); return &turn },
	} {
		fields := reflect.TypeOf(part(spoken())).Elem()
		for i := range fields.NumField() {
			f := fields.Field(i)
			if !f.IsExported() || f.Type == reflect.TypeFor[*archive.Session]() {
				continue
			}
			e := spoken()
			of := part(e)
			v := reflect.ValueOf(of).Elem().Field(i)
			switch f.Type {
			case reflect.TypeFor[*archive.Speaker]():
				v.Set(reflect.ValueOf(&archive.Speaker{ID: "bo", Names: people.Text{"en": "Bo Lind"}}))
			case reflect.TypeFor[*archive.Named]():
				v.Set(reflect.ValueOf(&archive.Named{Label: "Bo Lind"}))
			case reflect.TypeFor[transcript.Section]():
				v.Set(reflect.ValueOf(transcript.Section{Title: "Dues"}))
			case reflect.TypeFor[archive.Turns]():
				v.Set(reflect.ValueOf(archive.PackTurns([]archive.Turn{{Words: 3}})))
			default:
				if !other(v) {
					t.Errorf("the test cannot change %s.%s", name, f.Name)
				}
			}
			if turn, ok := of.(*archive.Turn); ok {
				e.Turns = archive.PackTurns([]archive.Turn{*turn})
			}
			if key(e) == plain {
				t.Errorf("%s.%s has no part in the key of an edition", name, f.Name)
			}
		}
	}
}

// So are those of a speaker and a topic.
func TestEveryFieldOfASpeakerAndATopicIsInItsKey(t *testing.T) {
	e := spoken()
	speaker := func() *archive.Speaker {
		return &archive.Speaker{ID: "ada", Names: people.Text{"en": "Ada Holm"}}
	}
	appearance := func() *archive.Appearance {
		return &archive.Appearance{Labels: []archive.LabelUse{{Printed: "Ada", In: e}}, Guesses: []archive.GuessedAt{{Name: "Bo", In: e}}}
	}
	about := func() *archive.Topic { return &archive.Topic{ID: "dues", Labels: people.Text{"en": "Dues"}} }
	speakerKey := func(s *archive.Speaker) Key { return (&inputs{digester: new(Digester)}).speaker(s) }
	appearanceKey := func(a *archive.Appearance) Key { return (&inputs{digester: new(Digester)}).appearance(a) }
	topicKey := func(t *archive.Topic) Key { return (&inputs{digester: new(Digester)}).topic(t) }
	changes := map[reflect.Type]reflect.Value{
		reflect.TypeFor[people.Text]():         reflect.ValueOf(people.Text{"fr": "Droits"}),
		reflect.TypeFor[*people.Entry]():       reflect.ValueOf(&people.Entry{URL: "https://example.org/"}),
		reflect.TypeFor[*transcript.Person]():  reflect.ValueOf(&transcript.Person{Sex: "F"}),
		reflect.TypeFor[[]archive.LabelUse]():  reflect.ValueOf([]archive.LabelUse{{Printed: "A. Holm", In: e}}),
		reflect.TypeFor[[]archive.GuessedAt](): reflect.ValueOf([]archive.GuessedAt{{Name: "Cleo", In: e}}),
		reflect.TypeFor[*topic.Entry]():        reflect.ValueOf(&topic.Entry{Description: people.Text{"en": "What ships pay"}}),
		reflect.TypeFor[*archive.Topic]():      reflect.ValueOf(&archive.Topic{ID: "money"}),
		reflect.TypeFor[[]*archive.Topic]():    reflect.ValueOf([]*archive.Topic{{ID: "money"}}),
	}
	change := func(v reflect.Value) bool {
		if to, ok := changes[v.Type()]; ok {
			v.Set(to)
			return true
		}
		return other(v)
	}
	eachField(t, reflect.TypeFor[archive.Speaker](), func(i int, name string) bool {
		s := speaker()
		return change(reflect.ValueOf(s).Elem().Field(i)) && speakerKey(s) != speakerKey(speaker())
	})
	// The turns of a speaker are counted by the lists that have them.
	eachField(t, reflect.TypeFor[archive.Appearance](), func(i int, name string) bool {
		a := appearance()
		return name == "Turns" || change(reflect.ValueOf(a).Elem().Field(i)) && appearanceKey(a) != appearanceKey(appearance())
	})
	eachField(t, reflect.TypeFor[archive.Topic](), func(i int, name string) bool {
		x := about()
		return change(reflect.ValueOf(x).Elem().Field(i)) && topicKey(x) != topicKey(about())
	})
	below, above := about(), about()
	below.Broader, above.Narrower = &archive.Topic{ID: "money"}, []*archive.Topic{{ID: "money"}}
	if topicKey(below) == topicKey(above) {
		t.Error("a topic below another has the key of one above it")
	}
}

// And those of a session.
func TestEveryFieldOfASessionIsInItsKey(t *testing.T) {
	key := func(s *archive.Session) Key {
		return (&inputs{digester: new(Digester), sessions: new(sessionKeys)}).session(s)
	}
	changes := map[reflect.Type]reflect.Value{
		reflect.TypeFor[*archive.Series]():        reflect.ValueOf(&archive.Series{ID: "board", Parent: &archive.Series{ID: "harbour"}}),
		reflect.TypeFor[[]*archive.Edition]():     reflect.ValueOf([]*archive.Edition{spoken(), spoken()}),
		reflect.TypeFor[[]archive.SessionTopic](): reflect.ValueOf([]archive.SessionTopic{{Topic: &archive.Topic{ID: "dues"}}}),
	}
	eachField(t, reflect.TypeFor[archive.Session](), func(i int, name string) bool {
		s := spoken().Session
		v := reflect.ValueOf(s).Elem().Field(i)
		if to, ok := changes[v.Type()]; ok {
			v.Set(to)
		} else if !other(v) {
			return false
		}
		return key(s) != key(spoken().Session)
	})
	named := func(above people.Text) *archive.Session {
		s := spoken().Session
		s.Series = &archive.Series{ID: "board", Parent: &archive.Series{ID: "harbour", Titles: above}}
		return s
	}
	if key(named(nil)) == key(named(people.Text{"en": "Harbour"})) {
		t.Error("the name of a series above has no part in the key of a session")
	}
}

// eachField asks of every exported field of a struct whether it is told.
func eachField(t *testing.T, of reflect.Type, told func(i int, name string) bool) {
	t.Helper()
	for i := range of.NumField() {
		if f := of.Field(i); f.IsExported() && !told(i, f.Name) {
			t.Errorf("%s.%s has no part in the key of a %[1]s", of.Name(), f.Name)
		}
	}
}

// Values are told apart where one runs into the next.
func TestDigestsTellValuesApart(t *testing.T) {
	type pair struct{ A, B string }
	seen := map[string]any{}
	for _, v := range []any{
		pair{"ab", "c"}, pair{"a", "bc"}, pair{"", "abc"}, []string{"abc"}, []string{"a", "bc"}, []string{"", "abc"}, map[string]string{"a": "bc"}, map[string]string{"ab": "c"},
		[]pair{{"a", "b"}}, []pair{{"a", "b"}, {}}, (*pair)(nil), &pair{}, "", 0, 1, true,
	} {
		b, ok := new(Digester).Append(nil, v)
		if !ok {
			t.Errorf("%#v has no form", v)
		}
		if same, there := seen[string(b)]; there && reflect.TypeOf(same) == reflect.TypeOf(v) {
			t.Errorf("%#v has the form of %#v", v, same)
		}
		seen[string(b)] = v
	}
	for _, v := range []any{func() {}, &archive.Speaker{}, []*archive.Topic{{}}, struct{ S *archive.Session }{&archive.Session{}}} {
		if _, ok := new(Digester).Append(nil, v); ok {
			t.Errorf("%T has a form, and leads to all of the archive or is code", v)
		}
	}
	if b, ok := new(Digester).Append(nil, &theme.Printer{}); !ok || len(b) > 0 {
		t.Errorf("the words of the interface have the form %q, %v", b, ok)
	}
}
