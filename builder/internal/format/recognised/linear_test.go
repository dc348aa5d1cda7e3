package recognised

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// A program may write all of its file on one line. Finding the place of each
// stretch on it must not go through all before. The same stretches with a line
// each are the measure: with such a search one line takes fifty times as
// long, without it the same.
func TestOneLineIsReadAsFastAsMany(t *testing.T) {
	for _, stretch := range []string{
		`{"start":%d,"end":%[1]d,"text":"gate"}`,
		`{"speaker":"Ada Holm","startTime":%d,"endTime":%[1]d,"body":"gate"}`,
	} {
		var parts []string
		for i := range 20_000 {
			parts = append(parts, fmt.Sprintf(stretch, i))
		}
		took := func(sep string) time.Duration {
			text := `{"segments":[` + strings.Join(parts, sep) + `]}`
			best := time.Duration(math.MaxInt64)
			for range 3 {
				from := time.Now()
				read(text)
				best = min(best, time.Since(from))
			}
			return best
		}
		if many, one := took(",\n"), took(","); one > 12*many {
			t.Errorf("%s: %v on lines of their own, %v on one", stretch, many, one)
		}
	}
}

// Words that the text lacks are looked for near the word before, not in all of
// what follows; those behind them are still found.
func TestWordsAreFoundBehindSomeThatTheTextLacks(t *testing.T) {
	missing := strings.Repeat(`{"word": "lock", "score": 0.9}, `, 30)
	tr, _ := read(`{"segments": [{"start": 0, "end": 9, "text": "Shut? ` + strings.Repeat("The gate. ", 50) + `Open.", "words": [{"word": "Shut?", "score": 0.9, "speaker": "Ada"}, ` + missing + `{"word": "Open.", "score": 0.9, "speaker": "Eli"}]}]}`)
	if len(tr.Turns) != 2 || tr.Turns[1].Text() != "Open." {
		t.Errorf("%q", told(tr))
	}
}
