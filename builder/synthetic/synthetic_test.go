package synthetic

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

// everything is an archive in all languages, which takes a second to prepare.
var everything = sync.OnceValue(func() *Archive { return New(Options{Seed: 1, Languages: Languages()}) })

// If these change, so do all measurements taken before: no run can be compared
// with an earlier one.
func TestBytesAreTheSameForEver(t *testing.T) {
	a := everything()
	for tag, want := range map[string]string{
		"en": "e4eedd6bccc5d003",
		"fr": "7ba540dc94bab32f",
		"es": "9a0bc57e23986f79",
		"de": "68033410227e62ff",
		"ru": "223da80cf2b0ccb3",
		"ar": "cdf073698e8ff123",
		"zh": "af066b77ccdbb153",
		"hi": "384849af9b2d5f60",
		"th": "01d43fa220691df8",
	} {
		h := sha256.New()
		for _, i := range []int{0, 41, 9999, 1 << 30} {
			name, content := a.Meeting(i, tag)
			fmt.Fprintln(h, name)
			h.Write(content)
		}
		if got := hex.EncodeToString(h.Sum(nil)[:8]); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}

func TestAMeetingDependsOnItsNumberAlone(t *testing.T) {
	one := New(Options{Seed: 7, Languages: []string{"en", "zh"}})
	other := New(Options{Seed: 7, Languages: []string{"fr", "zh", "en"}})
	const n = 40
	var want [n][]byte
	var names [n]string
	for i := range n {
		names[i], want[i] = one.Meeting(i, "en")
	}
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			for _, i := range rand.Perm(n) {
				other.Meeting(i, "zh")
				if name, content := other.Meeting(i, "en"); name != names[i] || !bytes.Equal(content, want[i]) {
					t.Errorf("meeting %d differs when made in another order", i)
				}
			}
		})
	}
	wait.Wait()
	if len(slices.Compact(slices.Sorted(slices.Values(names[:])))) != n {
		t.Error("two meetings have one name")
	}
	if _, content := New(Options{Seed: 8}).Meeting(0, "en"); bytes.Equal(content, want[0]) {
		t.Error("another seed gives the same meeting")
	}
}

func TestEditionsAreOfOneMeeting(t *testing.T) {
	a := New(Options{Seed: 3, Languages: []string{"en", "ar"}, Format: Plain})
	en, first := a.Meeting(5, "en")
	ar, second := a.Meeting(5, "ar")
	if strings.TrimSuffix(en, ".en.txt") != strings.TrimSuffix(ar, ".ar.txt") {
		t.Errorf("%q and %q are not editions of one session", en, ar)
	}
	head := func(b []byte) string { return string(b[:bytes.Index(b, []byte("---\n\n"))]) }
	if head(first) != head(second) {
		t.Errorf("front matter differs:\n%s\n%s", head(first), head(second))
	}
}

func TestUnknownLanguage(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	New(Options{Languages: []string{"tlh"}})
}

func TestDiceRollByWeight(t *testing.T) {
	d := newDice([]uint64{1, 0, 5, 2, 2})
	var got [5]int
	s := newStream(1)
	const n = 100_000
	for range n {
		got[d.roll(s)]++
	}
	for i, want := range []int{n / 10, 0, n / 2, n / 5, n / 5} {
		if off := got[i] - want; off < -n/100 || off > n/100 {
			t.Errorf("number %d came %d times, not about %d", i, got[i], want)
		}
	}
}

func BenchmarkMeeting(b *testing.B) {
	for _, tag := range []string{"en", "zh"} {
		a := New(Options{Languages: []string{tag}})
		b.Run(tag, func(b *testing.B) {
			for i := range b.N {
				_, content := a.Meeting(i, tag)
				b.SetBytes(int64(len(content)))
			}
		})
	}
}
