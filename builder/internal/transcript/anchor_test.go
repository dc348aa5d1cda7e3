package transcript

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
)

// courtesies are what meetings say again and again.
var courtesies = []string{"Thank you.", "谢谢主席。", "شكرا سيدتي الرئيسة.", "Yes.", "Да.", "Next speaker, please.", "[laughter]", ""}

var vocabulary = strings.Fields("harbour ferry dues winter timetable 港口 渡轮 时刻表 رسوم الميناء паром расписание pêcheurs horaire bac кворум 投票 تصويت motion second minutes agenda")

// said makes the words of a turn that nobody else says: the number makes sure.
func said(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range 3 + rng.Intn(12) {
		b.WriteString(vocabulary[rng.Intn(len(vocabulary))] + " ")
	}
	return b.String() + fmt.Sprint("item ", n)
}

func hashes(words []string) []WordsHash {
	out := make([]WordsHash, len(words))
	for i, w := range words {
		out[i] = HashWords(lang.AppendWords(nil, w))
	}
	return out
}

func anchorsOf(words []string) []string {
	return Anchors(hashes(words), make([]string, len(words)))
}

func distinct(t *testing.T, anchors []string) {
	t.Helper()
	seen := map[string]int{}
	for i, a := range anchors {
		if j, ok := seen[a]; ok {
			t.Fatalf("turns %d and %d are both %s", j, i, a)
		}
		seen[a] = i
		if a == "" {
			t.Fatalf("turn %d has no anchor", i)
		}
	}
}

func TestAnchorShape(t *testing.T) {
	for _, a := range anchorsOf([]string{"Good morning.", "早上好。", "", "صباح الخير"}) {
		if len(a) != 10 || !strings.HasPrefix(a, "t-") || strings.Trim(a[2:], anchorAlphabet) != "" {
			t.Errorf("%q is not t- and eight of the alphabet", a)
		}
	}
	if got := Anchors(nil, nil); len(got) != 0 {
		t.Errorf("no turns have %v", got)
	}
}

// What a reader of the words would not call a change moves nothing.
func TestAnchorsAreOfWords(t *testing.T) {
	for _, pair := range [][2]string{
		{"Good morning, everybody.", "good morning everybody"},
		{"Good\nmorning", "Good  morning"},
		{"各位，早上好！", "各位早上好"},
		{"ＤＮＳ abuse", "DNS abuse"},
		{"café", "cafe\u0301"},
		{"مرحبا، شكرا", "مرحبا شكرا"},
	} {
		if a, b := anchorsOf(pair[:1]), anchorsOf(pair[1:]); a[0] != b[0] {
			t.Errorf("%q is %s and %q is %s", pair[0], a[0], pair[1], b[0])
		}
	}
	if a, b := anchorsOf([]string{"We agree."}), anchorsOf([]string{"We disagree."}); a[0] == b[0] {
		t.Error("other words have the same anchor")
	}
}

// Labels have no part in the hash, and so not in the signature either: this
// holds the promise from the side of a whole transcript.
func TestNamingSpeakersMovesNoAnchor(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var turns []Turn
	for i := range 500 {
		text := said(rng, i)
		if rng.Intn(3) == 0 {
			text = courtesies[rng.Intn(len(courtesies))]
		}
		turns = append(turns, Turn{Label: fmt.Sprint("Speaker ", 1+rng.Intn(4)), Segments: []Segment{{Text: text}}})
	}
	anchors := func() []string {
		words := make([]string, len(turns))
		for i, turn := range turns {
			words[i] = turn.Text()
		}
		return anchorsOf(words)
	}
	before := anchors()
	distinct(t, before)
	for i := range turns {
		turns[i].Label, turns[i].Role = fmt.Sprint("María Ortiz ", rng.Intn(9)), "Chair"
	}
	if after := anchors(); !slices.Equal(before, after) {
		t.Error("naming the speakers moved an anchor")
	}
}

// session is turns that carry a mark, so that each is known again after edits.
type session struct {
	words []string
	mark  []int
}

func (s *session) insert(at int, words string, mark int) {
	s.words = slices.Insert(s.words, at, words)
	s.mark = slices.Insert(s.mark, at, mark)
}

func (s *session) remove(at int) {
	s.words = slices.Delete(s.words, at, at+1)
	s.mark = slices.Delete(s.mark, at, at+1)
}

// Nothing edited elsewhere moves the anchor of a turn whose words are unique.
func TestEditsElsewhereMoveNoUniqueTurn(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	var s session
	want := map[int]string{}
	next := 0
	fresh := func() (string, int) {
		next++
		if rng.Intn(4) == 0 {
			return courtesies[rng.Intn(len(courtesies))], -next
		}
		return said(rng, next), next
	}
	for range 200 {
		words, mark := fresh()
		s.insert(len(s.words), words, mark)
	}
	check := func(edit string) {
		t.Helper()
		anchors := anchorsOf(s.words)
		distinct(t, anchors)
		for i, m := range s.mark {
			if m <= 0 {
				continue
			}
			if was, ok := want[m]; ok && was != anchors[i] {
				t.Fatalf("after %s the turn %q moved from %s to %s", edit, s.words[i], was, anchors[i])
			}
			want[m] = anchors[i]
		}
	}
	check("nothing")
	for n := range 1000 {
		at := rng.Intn(len(s.words))
		var edit string
		switch rng.Intn(4) {
		case 0:
			words, mark := fresh()
			s.insert(at, words, mark)
			edit = "an insertion"
		case 1:
			if len(s.words) > 50 {
				s.remove(at)
			}
			edit = "a deletion"
		case 2:
			s.words[at], s.mark[at] = fresh()
			edit = "a change"
		case 3:
			to := rng.Intn(len(s.words))
			s.words[at], s.words[to] = s.words[to], s.words[at]
			s.mark[at], s.mark[to] = s.mark[to], s.mark[at]
			edit = "a swap"
		}
		check(fmt.Sprintf("%s (number %d)", edit, n))
	}
}

// Turns of equal words take in their neighbours, so an insertion out of their
// sight moves none of them.
func TestInsertionsAwayMoveNoEqualTurn(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	var words []string
	for i := range 300 {
		if i%3 == 1 {
			words = append(words, courtesies[rng.Intn(3)])
			continue
		}
		words = append(words, said(rng, i))
	}
	before := anchorsOf(words)
	distinct(t, before)
	for n := range 300 {
		// Between two unique turns, each of which hides it from the courtesies.
		at := 3 * (1 + rng.Intn(98))
		edited := slices.Insert(slices.Clone(words), at, said(rng, 1000+n))
		after := anchorsOf(edited)
		distinct(t, after)
		if got := slices.Delete(after, at, at+1); !slices.Equal(got, before) {
			for i := range got {
				if got[i] != before[i] {
					t.Fatalf("an insertion before turn %d moved turn %d (%q)", at, i, words[i])
				}
			}
		}
	}
}

func TestEqualTurnsInARow(t *testing.T) {
	var words []string
	for range 100 {
		words = append(words, "Yes.")
	}
	distinct(t, anchorsOf(words))
	words = words[:0]
	for range 60 { // a roll call that is read twice
		words = append(words, "Aye.", "No.", "Aye.")
	}
	distinct(t, anchorsOf(words))
}

func TestExplicitAnchors(t *testing.T) {
	words := []string{"one", "two", "three", "four", "Yes.", "Yes."}
	plain := anchorsOf(words)
	given := []string{"", "opening", "", "opening", "vote", ""}
	got := Anchors(hashes(words), given)
	distinct(t, got)
	if got[1] != "opening" || got[4] != "vote" {
		t.Errorf("the writer's anchors are not kept: %v", got)
	}
	if got[3] != plain[3] {
		t.Errorf("a second turn of the same name is %s; want its own %s", got[3], plain[3])
	}
	for _, i := range []int{0, 2} {
		if got[i] != plain[i] {
			t.Errorf("turn %d moved from %s to %s", i, plain[i], got[i])
		}
	}
	// A writer who takes another turn's address wins it, and both are distinct.
	given = []string{plain[2], "", "", "", "", ""}
	got = Anchors(hashes(words), given)
	distinct(t, got)
	if got[0] != plain[2] {
		t.Errorf("the explicit anchor %s was not given: %v", plain[2], got)
	}
}
