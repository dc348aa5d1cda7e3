package searchindex

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
)

// told is what the reader in JavaScript says of a query.
type told struct {
	Total, Some, Counted     int
	Exact, Partial, Loose    bool
	FacetsExact, FacetsLoose bool
	Unknown, Listed, All     []string
	Suggestion               string
}

// tell asks an index of these editions, in JavaScript and in Go, which must give
// the same.
func tell(t *testing.T, editions []*Edition, queries ...string) []told {
	t.Helper()
	dir := t.TempDir()
	index := filepath.Join(dir, "index")
	writeFolder(t, index, editions)
	var out []told
	b := runNode(t, "testdata/told.mjs", dir, map[string]any{"dir": index, "queries": queries})
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatalf("%v in %.300s", err, b)
	}
	reader, err := Open(func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(index, filepath.FromSlash(name)))
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range queries {
		r, err := reader.Search(q, SearchOptions{Limit: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		if r.Exact && len(r.Hits) != len(out[i].Listed) {
			t.Errorf("%s: %d hits at once, %d page after page", q, len(r.Hits), len(out[i].Listed))
		}
		if got := out[i]; got.Partial != r.Partial || got.Loose != r.Loose || !slices.Equal(got.Unknown, r.Unknown) {
			t.Errorf("%s: partial %v, loose %v; in Go %v, %v", q, got.Partial, got.Loose, r.Partial, r.Loose)
		}
		seen := slices.Sorted(slices.Values(out[i].Listed))
		if len(slices.Compact(seen)) != len(out[i].Listed) {
			t.Errorf("%s: pages overlap: %v", q, out[i].Listed)
		}
	}
	return out
}

// numbered makes n editions whose words are what says gives.
func numbered(l lang.Tag, n int, says func(i int) string) []*Edition {
	var texts []string
	for i := range n {
		texts = append(texts, says(i))
	}
	return editionsOf(l, texts)
}

// An archive of a few meetings says most of its words once.
func TestWordsOfASmallArchiveAreProposed(t *testing.T) {
	editions := numbered("en", 3, func(i int) string {
		return []string{"The lighthouse keeper asked for oil.", "The ferry was late on Sunday.", "Nobody painted the breakwater."}[i]
	})
	for query, want := range map[string]string{"lighthuose": "lighthouse", "brekwater": "breakwater", "ferry": "", "zzyzx": ""} {
		if r := tell(t, editions, query)[0]; r.Suggestion != want {
			t.Errorf("%s: %q is proposed, not %q", query, r.Suggestion, want)
		}
	}
}

func TestPrunedListsMakeNoExactCounts(t *testing.T) {
	editions := numbered("zh", 20, func(i int) string { return fmt.Sprint("港口第", string(rune('一'+i)), "號。水") })
	for i, r := range tell(t, editions, "水", "水 from:2020") {
		if r.Exact || r.FacetsExact {
			t.Errorf("query %d has an exact count: %+v", i, r)
		}
	}
	if r := tell(t, editions, "-水 港口")[0]; len(r.Listed) > 0 {
		t.Errorf("a refused character is found: %+v", r)
	}
}

func TestSingleCharacterIsFoundByItsPairs(t *testing.T) {
	editions := numbered("zh", 20, func(i int) string { return []string{"港口關閉。", "委員會開會。"}[i%2] })
	if r := tell(t, editions, "港 from:2020")[0]; len(r.Listed) != 10 || r.Exact {
		t.Errorf("%+v", r)
	}
}

func TestPhraseFarDownIsFound(t *testing.T) {
	says := func(at int) func(int) string {
		return func(i int) string {
			if i == at {
				return "It went before the budget committee, after a long debate about many other things that nobody recalls in any detail today."
			}
			return "The committee has a budget; committee and budget and committee and budget."
		}
	}
	if r := tell(t, numbered("en", 300, says(299)), `"budget committee"`)[0]; len(r.Listed) == 0 || r.Loose {
		t.Errorf("not found: %+v", r)
	}
	apart := func(i int) string { return "The committee has no budget." }
	r := tell(t, numbered("en", 25, apart), `"budget committee"`)[0]
	if !r.Loose || !r.FacetsLoose || len(r.Listed) != 25 || len(r.All) != 25 || r.Counted != 25 || r.Total != 25 {
		t.Errorf("a phrase that nobody said: %+v", r)
	}
}

func TestWordsThatNoPassageHasTogether(t *testing.T) {
	editions := numbered("en", 30, func(i int) string { return []string{"The harbour.", "The budget.", "The ferry."}[i%3] })
	all := tell(t, editions, "harbour budget", "harbour", "harbour zzzzz", "harbour the")
	if r := all[0]; !r.Partial || r.Total != 20 || r.Some != 20 || len(r.Listed) != 20 || len(r.All) != 20 || r.Counted != 20 {
		t.Errorf("two words: %+v", r)
	}
	if r := all[1]; r.Partial || r.Total != 10 || r.Some != 10 || !r.Exact {
		t.Errorf("one word: %+v", r)
	}
	if r := all[2]; !r.Partial || r.Total != 10 || len(r.All) != 10 {
		t.Errorf("an unknown word: %+v", r)
	}
	if r := all[3]; r.Partial || r.Total != 10 || r.Some != 30 || len(r.Listed) != 30 || len(r.All) != 10 || r.Counted != 10 {
		t.Errorf("words of which some are elsewhere: %+v", r)
	}
}

// Who asks is answered in the next turn, in other words.
func TestAnswerBesideAQuestionIsFound(t *testing.T) {
	e := &Edition{Head: Head{Session: "asked", Lang: "en"}, Title: "T"}
	for _, s := range []string{"Thank you all.", "When does the last ferry leave?", "At nine.", "Good night, and mind the steps."} {
		e.Turns = append(e.Turns, Turn{Speaker: -1, Start: -1, Passages: []string{s}})
	}
	editions := append(numbered("en", 20, func(i int) string { return "We did see the harbour, and sail." }), e)
	// count tells how many passages of the session a query lists.
	count := func(r told) (n int) {
		for _, s := range r.Listed {
			if strings.HasPrefix(s, "asked") {
				n++
			}
		}
		return n
	}
	r := tell(t, editions, "when did the last ferry sail", "when does the last ferry leave", "last sailing", `"last ferry" when sail`, "when did ferry sail last -harbour")
	if count(r[0]) != 4 || !r[0].Partial || r[0].Total != 24 || r[0].Some != 24 || len(r[0].Listed) != 24 || len(r[0].All) != 24 || r[0].Counted != 24 {
		t.Errorf("a question: %+v", r[0])
	}
	for i, want := range []int{2, 1, 1, 1} {
		if got := count(r[i+1]); got != want {
			t.Errorf("query %d has %d passages, %d of its words: %+v", i+1, got, want, r[i+1])
		}
	}
}

func TestRefusedPhraseIsAPhrase(t *testing.T) {
	editions := numbered("en", 30, func(i int) string {
		return []string{"The budget committee met at the harbour.", "The committee has a budget for the harbour."}[i%2]
	})
	r := tell(t, editions, `harbour -"budget committee"`)[0]
	if len(r.Listed) != 15 || len(r.All) != 15 || r.Exact && r.Total != 15 {
		t.Errorf("%+v", r)
	}
	for _, s := range r.Listed {
		if strings.HasSuffix(s, "0") {
			t.Errorf("%s is listed", s)
		}
	}
}

func TestFiltersAsTheyAreWritten(t *testing.T) {
	editions := numbered("en", 4, func(i int) string { return "The harbour." })
	for i, date := range []string{"2019", "2019-06", "2024-05-17", "2024-06-01"} {
		editions[i].Date = date
		editions[i].Speakers = []Speaker{{"ana", "Ana"}, {"bo", "Bo"}}
		editions[i].Turns[0].Speaker = i % 2
	}
	editions = append(editions, &Edition{Head: Head{Session: "s9", Lang: "pt-BR"}, Title: "T", Turns: []Turn{{Speaker: -1, Start: -1, Passages: []string{"O porto."}}}})
	for _, c := range []struct {
		query, found, unknown string
	}{
		{"from:2019-05 to:2019-12", "s0 s1", ""},
		{"to:2019-05", "s0", ""},
		{"from:2024-5 to:2024/05", "s2", ""},
		{"from:２０２４-６", "s3", ""},
		{"from:٢٠٢٤", "s2 s3", ""},
		{"harbour from:2024年6月", "s3", ""},
		{"harbour from:abc to:2019", "s0 s1", "from:abc"},
		{"harbour to:2019-13 -from:2019", "s0 s1 s2 s3", "to:2019-13 -from:2019"},
		{"from:abc", "", "from:abc"},
		{"lang:EN", "s0 s1 s2 s3", ""},
		{"lang：PT", "s9", ""},
		{"-lang:en", "s9", ""},
		{"harbour -speaker:ana", "s1 s3", ""},
		{"lang:en -speaker:ana -speaker:bo", "", ""},
	} {
		r := tell(t, editions, c.query)[0]
		listed := slices.Sorted(slices.Values(r.Listed))
		if got := strings.Join(listed, " "); got != c.found || r.Total != len(listed) || !r.Exact {
			t.Errorf("%s: %q, total %d %v; want %q", c.query, got, r.Total, r.Exact, c.found)
		}
		if got := strings.Join(r.Unknown, " "); got != c.unknown {
			t.Errorf("%s: unknown %q, want %q", c.query, got, c.unknown)
		}
	}
}

func TestQuotesOfManyScripts(t *testing.T) {
	editions := numbered("en", 2, func(i int) string { return []string{"The budget committee.", "The committee has a budget."}[i] })
	for _, q := range []string{"„budget committee”", "„budget committee“", "»budget committee«", "”budget committee”", "»budget committee»", "『budget committee』", "‹budget committee›", "＂budget committee＂"} {
		if r := tell(t, editions, q)[0]; r.Loose || !slices.Equal(r.Listed, []string{"s0"}) {
			t.Errorf("%s: %+v", q, r)
		}
	}
}

func TestLongQueriesAreBounded(t *testing.T) {
	var words []string
	for i := range 40 {
		words = append(words, fmt.Sprint("word", string(rune('a'+i%26)), string(rune('a'+i/26))))
	}
	editions := numbered("en", 2, func(i int) string { return strings.Join(words[:30+i], " ") })
	long := strings.Join(words, " ")
	for _, q := range []string{`"` + long + `"`, long, "worda " + strings.Repeat("-zzz ", 100), "wordaa " + strings.Repeat("x", 300), "wordaa " + strings.Repeat("speaker:x ", 100)} {
		r := tell(t, editions, q)[0]
		if r.Exact || r.Loose != strings.HasPrefix(q, `"`) {
			t.Errorf("%.40s: %+v", q, r)
		}
	}
}
