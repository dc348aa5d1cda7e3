package archive

import (
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// An archive of 100,000 sessions has six million turns.
func TestFactsOfTurnsAreSmall(t *testing.T) {
	if n := unsafe.Sizeof(TurnFacts{}); n > 48 {
		t.Errorf("the facts of a turn have %d bytes", n)
	}
}

// Where no Link follows, nothing of a transcript is kept that the archive does not
// tell, and what it tells is the same.
func TestTheLastLinkKeepsNoFacts(t *testing.T) {
	var files []*Facts
	words, _ := topic.NewVocabulary("topics.yaml", nil)
	for _, tr := range []*transcript.Transcript{
		say("quay.en.md", none, "Ada Holm: The ferry is late.", "Bo Lund: It is."),
		say("quay.fr.md", none, "Ada Holm: Le bac est en retard.", "Bo Lund: En effet."),
	} {
		files = append(files, FactsOf(store.Key{}, tr, Asked{Vocabulary: words}))
	}
	in := Input{Files: files, Languages: []lang.Tag{"en", "fr"}, Vocabulary: words}
	kept, _ := Link(in)
	in.Last, in.Memory = true, &Memory{}
	last, _ := Link(in)
	if in.Memory.members != nil || in.Memory.last != nil {
		t.Error("the memory is not empty")
	}
	for n, e := range last.Sessions[0].Editions {
		if e.facts != nil || e.made != nil || e.units != nil {
			t.Errorf("%s keeps facts of turns", e.Lang)
		}
		was := kept.Sessions[0].Editions[n]
		if !slices.Equal(allTurns(e), allTurns(was)) || !reflect.DeepEqual(e.Meta(), was.Meta()) || !slices.Equal(e.MediaOf(0), was.MediaOf(0)) || e.Settled("Ada Holm") != was.Settled("Ada Holm") || e.SpeakerOf("Ada Holm").ID != was.SpeakerOf("Ada Holm").ID {
			t.Errorf("%s tells other things", e.Lang)
		}
	}
}
