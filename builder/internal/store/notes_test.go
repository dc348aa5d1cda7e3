package store

import "testing"

func TestNotesOutliveReadings(t *testing.T) {
	s := open(t)
	if _, ok := s.Recall("labels"); ok {
		t.Error("a note is there before it was made")
	}
	for _, note := range []string{"ada holm\nben aas", "", "cleo brandt"} {
		if err := s.Remember("labels", []byte(note)); err != nil {
			t.Fatal(err)
		}
		s.Prune(nil)
		if got, ok := s.Recall("labels"); !ok || string(got) != note {
			t.Errorf("recalled %q, %v; want %q", got, ok, note)
		}
	}
}
