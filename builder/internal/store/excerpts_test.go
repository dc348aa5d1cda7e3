package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

func openExcerpts(t *testing.T, s *Store) *Excerpts {
	t.Helper()
	x, err := s.Excerpts()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// putKnown keeps excerpts and facts that are known.
func putKnown(x *Excerpts, k Key, facts []byte, turns []string) error {
	add := func(dst []byte) []byte { return append(dst, facts...) }
	if facts == nil {
		add = nil
	}
	return x.Put(k, add, len(turns), func(dst []byte, i int) []byte { return append(dst, turns[i]...) })
}

func TestExcerptsComeBack(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	x := openExcerpts(t, s)
	turns := func(n int) []string {
		return []string{fmt.Sprintf("Good morning, %d.", n), "", "港口费 …", fmt.Sprint(n)}
	}
	facts := func(n int) []byte { return []byte(strings.Repeat("fact", n%3)) }
	var wg sync.WaitGroup
	for n := range 50 {
		wg.Go(func() {
			if err := putKnown(x, key(n), facts(n), turns(n)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	check := func(when string, n int) {
		t.Helper()
		err := x.Facts(key(n), func(b []byte) error {
			if string(b) != string(facts(n)) {
				t.Errorf("%s: the facts of %d are %q", when, n, b)
			}
			return nil
		})
		if had := len(facts(n)) > 0; had != x.HasFacts(key(n)) || had != (err == nil) {
			t.Errorf("%s: facts of %d: %v, %v", when, n, x.HasFacts(key(n)), err)
		}
		if all := turns(n); len(all) > 1 { // the last and the first at once
			got, err := x.Get([]string{"before"}, key(n), []int32{int32(len(all) - 1), 0})
			if want := []string{"before", all[len(all)-1], all[0]}; err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: of %d come %q, %v; want %q", when, n, got, err, want)
			}
		}
		for i, want := range turns(n) {
			if got, err := excerpt(x, key(n), i); err != nil || got != want {
				t.Errorf("%s: turn %d of %d is %q, %v", when, i, n, got, err)
			}
		}
	}
	for n := range 50 {
		check("as put", n)
	}
	size := func() int64 {
		info, err := x.file.Stat()
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	if err := x.Keep(map[Key]bool{key(3): true, key(7): true}); err != nil {
		t.Fatal(err)
	}
	check("kept", 3)
	check("kept", 7)
	if isKept(x, key(4)) || !isKept(x, key(3)) {
		t.Error("what is not kept is there, or what is kept is not")
	}
	if _, err := excerpt(x, key(4), 0); err == nil {
		t.Error("what is not kept can be had")
	}
	if now := size(); now*10 > before {
		t.Errorf("two of fifty are kept, in %d of %d bytes", now, before)
	}
	// Written anew again and again, as under an editor's hands.
	for range 100 {
		if err := putKnown(x, key(3), facts(3), turns(3)); err != nil {
			t.Fatal(err)
		}
		if err := x.Keep(map[Key]bool{key(3): true, key(7): true}); err != nil {
			t.Fatal(err)
		}
	}
	check("put again", 3)
	check("beside it", 7)
	if now := size(); now > before {
		t.Errorf("the file grew to %d bytes", now)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v was left behind", left)
	}
}

// An excerpt that is there can be read, whoever is putting it again.
func TestExcerptsArePutFromManySides(t *testing.T) {
	s := open(t)
	x := openExcerpts(t, s)
	defer x.Close()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range byte(200) {
				k := Key{i}
				if !isKept(x, k) {
					if err := putKnown(x, k, nil, []string{"the first", "the second"}); err != nil {
						t.Error(err)
					}
				}
				if got, err := excerpt(x, k, 1); err != nil || got != "the second" {
					t.Errorf("%d: %q, %v", i, got, err)
				}
			}
		})
	}
	wg.Wait()
}

// The next run of the program has what this one saved, as long as all of it may
// still be shown.
func TestExcerptsAreLeftForTheNextRun(t *testing.T) {
	s := open(t)
	turns := func(n int) []string { return []string{fmt.Sprintf("Turn of %d.", n), "", "港口费"} }
	run := func(do func(x *Excerpts)) {
		t.Helper()
		x := openExcerpts(t, s)
		_ = x.Recall()
		do(x)
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	has := func(x *Excerpts, n int) bool {
		t.Helper()
		err := x.Facts(key(n), func(b []byte) error {
			if string(b) != fmt.Sprint("facts of ", n) {
				t.Errorf("the facts of %d are %q", n, b)
			}
			return nil
		})
		if isKept(x, key(n)) && err != nil {
			t.Error(err)
		}
		for i, want := range turns(n) {
			if got, err := excerpt(x, key(n), i); isKept(x, key(n)) && (err != nil || got != want) {
				t.Errorf("turn %d of %d is %q, %v", i, n, got, err)
			}
		}
		return isKept(x, key(n))
	}
	put := func(x *Excerpts, n int) {
		t.Helper()
		if err := putKnown(x, key(n), fmt.Append(nil, "facts of ", n), turns(n)); err != nil {
			t.Fatal(err)
		}
	}
	save := func(x *Excerpts) {
		t.Helper()
		if err := x.Save(); err != nil {
			t.Fatal(err)
		}
	}
	run(func(x *Excerpts) {
		put(x, 1)
		put(x, 2)
		save(x)
	})
	run(func(x *Excerpts) {
		put(x, 3)
		if !has(x, 1) || !has(x, 2) || !has(x, 3) {
			t.Error("what was saved or put is not there")
		}
		save(x)
	})
	run(func(x *Excerpts) {
		if !has(x, 1) || !has(x, 3) {
			t.Error("what was saved together is not there")
		}
		if err := x.Keep(map[Key]bool{key(1): true}); err != nil {
			t.Fatal(err)
		}
		if !has(x, 1) {
			t.Error("what is kept is gone")
		}
	}) // killed before it could save
	for _, n := range []int{2, 3} {
		if _, err := os.Stat(s.note(excerptsName(noteOf(key(n))))); err == nil {
			t.Errorf("the note of %d still has words that no file shows", n)
		}
	}
	run(func(x *Excerpts) {
		if has(x, 2) || has(x, 3) {
			t.Error("what was let go is there")
		}
		if !has(x, 1) {
			t.Error("what is in another note is gone too")
		}
		put(x, 2)
		save(x)
	})
	name := s.note(excerptsName(noteOf(key(1))))
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damage := func(at int) {
		t.Helper()
		bad := bytes.Clone(b)
		bad[at] ^= 1
		if err := os.WriteFile(name, bad, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	damage(len(b) - 1) // among the excerpts, which are looked at when one is asked for
	run(func(x *Excerpts) {
		for i := range turns(1) {
			if got, err := excerpt(x, key(1), i); err == nil {
				t.Errorf("turn %d is %q from a damaged note", i, got)
			}
		}
		if !has(x, 2) || !x.HasFacts(key(1)) {
			t.Error("what is whole is not believed beside what is damaged")
		}
		if err := putKnown(x, key(1), nil, turns(1)); err != nil {
			t.Fatal(err)
		}
		if !has(x, 1) {
			t.Error("what was damaged is not mended, or its facts are gone")
		}
		save(x)
	})
	run(func(x *Excerpts) {
		if !has(x, 1) || !has(x, 2) {
			t.Error("what was mended is not there")
		}
	})
	// Nor do facts go with damaged excerpts where the system has a note be let go.
	damage(len(b) - 1)
	run(func(x *Excerpts) {
		x.mu.Lock()
		err := x.letNoteGo(noteOf(key(1)))
		x.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := excerpt(x, key(1), 0); err == nil {
			t.Errorf("a damaged excerpt is %q when its note is let go", got)
		}
		if err := putKnown(x, key(1), nil, turns(1)); err != nil {
			t.Fatal(err)
		}
		if !has(x, 1) || !has(x, 2) {
			t.Error("facts are gone with excerpts, or what is beside them is")
		}
	})
	// A damaged excerpt stays one when its note is written anew for another transcript.
	other := 4
	for noteOf(key(other)) != noteOf(key(1)) {
		other++
	}
	damage(len(b) - 1)
	run(func(x *Excerpts) {
		put(x, other)
		save(x)
	})
	run(func(x *Excerpts) {
		if got, err := excerpt(x, key(1), 0); err == nil {
			t.Errorf("a damaged excerpt has become %q", got)
		}
		if !has(x, other) {
			t.Error("what is beside it is gone")
		}
	})
	excerpts := 0
	for _, turn := range turns(1) {
		excerpts += len(turn)
	}
	for at := range len(b) - excerpts {
		damage(at)
		run(func(x *Excerpts) {
			if has(x, 1) {
				t.Errorf("a note damaged at %d is believed", at)
			}
			if !has(x, 2) {
				t.Error("a sound note is not believed beside a damaged one")
			}
		})
	}
	for at := range b {
		if err := os.WriteFile(name, b[:at], 0o666); err != nil {
			t.Fatal(err)
		}
		run(func(x *Excerpts) {
			if has(x, 1) {
				t.Errorf("a note cut at %d is believed", at)
			}
		})
	}
}

// What was put after a note was saved may be let go while the note has other words
// of the same file: a program that is killed then must not leave them.
func TestNoNoteOutlivesWhatIsLetGo(t *testing.T) {
	for _, recalled := range []bool{false, true} {
		s := open(t)
		x := openExcerpts(t, s)
		put := func(n int) {
			t.Helper()
			if err := putKnown(x, key(n), nil, []string{"Good morning."}); err != nil {
				t.Fatal(err)
			}
		}
		put(1)
		if err := x.Save(); err != nil {
			t.Fatal(err)
		}
		if recalled {
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			x = openExcerpts(t, s)
			if err := x.Recall(); err != nil {
				t.Fatal(err)
			}
		}
		put(2) // the note does not have it
		if err := x.Drop([]Key{key(1)}); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(s.note(excerptsName(noteOf(key(1))))); err == nil {
			t.Errorf("recalled is %v: the note still has words that no file shows", recalled)
		}
		if err := x.Save(); err != nil { // and is left again
			t.Fatal(err)
		}
		if _, err := os.Stat(s.note(excerptsName(noteOf(key(2))))); err != nil {
			t.Errorf("recalled is %v: %v", recalled, err)
		}
		x.Close()
	}
}

// A system that refuses to remove or replace an open note has it closed first, and
// nothing of what lies in it is lost.
func TestANoteThatIsHeldOpenIsLetGo(t *testing.T) {
	s := open(t)
	for _, recall := range []bool{false, true} {
		x := openExcerpts(t, s)
		if !recall {
			for n := range 3 {
				if err := putKnown(x, key(n), nil, []string{"Good morning.", fmt.Sprint(n)}); err != nil {
					t.Fatal(err)
				}
			}
			if err := x.Save(); err != nil {
				t.Fatal(err)
			}
			x.Close()
			continue
		}
		if err := x.Recall(); err != nil {
			t.Fatal(err)
		}
		if err := putKnown(x, key(3), nil, []string{"Good evening.", "3"}); err != nil {
			t.Fatal(err)
		}
		refused := errors.New("the file is open")
		n := noteOf(key(1))
		err := x.unlessHeld(n, func() error {
			if x.notes[n].file != nil {
				return refused
			}
			return nil
		})
		if err != nil {
			t.Errorf("still refused: %v", err)
		}
		for n := range 4 {
			if got, err := excerpt(x, key(n), 1); err != nil || got != fmt.Sprint(n) {
				t.Errorf("turn 2 of %d is %q, %v", n, got, err)
			}
		}
		x.Close()
	}
}

// What is edited has its own notes written anew, and no others.
func TestAnEditWritesFewNotes(t *testing.T) {
	s := open(t)
	notes := func() map[string]os.FileInfo {
		t.Helper()
		out := map[string]os.FileInfo{}
		for n := range excerptsNotes {
			if info, err := os.Stat(s.note(excerptsName(n))); err == nil {
				out[info.Name()] = info
			}
		}
		return out
	}
	var before map[string]os.FileInfo
	for run := range 2 {
		x := openExcerpts(t, s)
		if err := x.Recall(); err != nil {
			t.Fatal(err)
		}
		if run == 0 {
			for n := range 300 {
				if err := putKnown(x, key(n), nil, []string{"Good morning."}); err != nil {
					t.Fatal(err)
				}
			}
		} else {
			if err := errors.Join(x.Drop([]Key{key(7)}), putKnown(x, key(300), nil, []string{"Good evening."})); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(x.Save(), x.Close()); err != nil {
			t.Fatal(err)
		}
		if run == 0 {
			before = notes()
		}
	}
	fresh := 0
	for name, info := range notes() {
		if was := before[name]; was == nil || !os.SameFile(was, info) {
			fresh++
		}
	}
	if len(before) < excerptsNotes/2 || fresh < 1 || fresh > 2 {
		t.Errorf("%d of %d notes were written for one edit", fresh, len(before))
	}
}

// excerpt gives the excerpt of one turn.
func excerpt(x *Excerpts, k Key, i int) (string, error) {
	got, err := x.Get(nil, k, []int32{int32(i)})
	if err != nil {
		return "", err
	}
	return got[0], nil
}

// Notes under names that are used no more have words too, and go.
func TestNotesOfOtherNamesAreRemoved(t *testing.T) {
	s := open(t)
	x := openExcerpts(t, s)
	defer x.Close()
	if err := putKnown(x, key(1), nil, []string{"Good morning."}); err != nil {
		t.Fatal(err)
	}
	if err := x.Save(); err != nil {
		t.Fatal(err)
	}
	others := []string{"excerpts", excerptsName(excerptsNotes)}
	for _, name := range append(others, "readings") {
		if err := s.Remember(name, []byte("Good evening.")); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Recall(); err != nil {
		t.Fatal(err)
	}
	for _, name := range others {
		if _, ok := s.Recall(name); ok {
			t.Errorf("the note %q is still there", name)
		}
	}
	for _, name := range []string{"readings", excerptsName(noteOf(key(1)))} {
		if _, ok := s.Recall(name); !ok {
			t.Errorf("the note %q is gone", name)
		}
	}
}

// isKept tells whether there are excerpts of a transcript, damaged or not.
func isKept(x *Excerpts, k Key) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	_, ok := x.at[k]
	return ok
}
