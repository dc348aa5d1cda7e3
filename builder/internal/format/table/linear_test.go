package table

import (
	"math"
	"strings"
	"testing"
	"time"
)

// A wide heading above many narrow rows has as many places as columns times
// rows, though few of them are in the file. Read together they take no more
// than each alone, loosely: ten times that, if every place were looked at.
func TestWideHeadingAboveManyRows(t *testing.T) {
	wide, many := "speaker,text"+strings.Repeat(",", 100_000)+"\n", strings.Repeat("Ada,Shut.\n", 30_000)
	took := func(text string) time.Duration {
		best := time.Duration(math.MaxInt64)
		for range 3 {
			from := time.Now()
			read(text)
			best = min(best, time.Since(from))
		}
		return best
	}
	both, alone := took(wide+many), took(wide+"Ada,Shut.\n")+took("speaker,text\n"+many)
	if both > 6*alone {
		t.Errorf("%v together, %v one by one", both, alone)
	}
}

func TestColumnsLeftOutAreListedInTheirOrder(t *testing.T) {
	list, _ := read("room,speaker,text,seat,note\nRed,Ada,Shut.\n,Eli,Since when?,4,late\nBlue,Ada,Today.,5\n")
	var got []string
	for _, d := range list[0].Dropped {
		got = append(got, strings.ReplaceAll(d.Text, "\n", "/"))
	}
	if want := "room/speaker/text/seat/note Red/Blue 4/5 late"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
