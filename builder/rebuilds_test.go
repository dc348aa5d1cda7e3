package builder_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"dixit/builder"
)

// held is what a process holds when nothing goes on.
type held struct {
	heap            int64 // bytes that live
	routines, files int   // files are 0 where the system does not say
}

func holdsNow() (h held) {
	for range 3 { // what is let go of by the first is gone after the next
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd")
	return held{int64(m.HeapAlloc), runtime.NumGoroutine(), len(open)}
}

// What an Archive holds does not grow with the number of builds: of words, labels, titles
// and sessions that were there once nothing is left. DIXIT_REBUILDS says how many there
// are.
func TestRebuildsLeaveNothingBehind(t *testing.T) {
	n := 30
	if s := os.Getenv("DIXIT_REBUILDS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatalf("DIXIT_REBUILDS: %v", err)
		}
	}
	q := newBerth(t, builder.Options{Jobs: 2})
	edit := func(i int) {
		file := filepath.Join(q.dir, "content", fmt.Sprintf("2021-03-%02d-pier.en.md", 1+i%12))
		text := fmt.Sprintf("**Oona Brandt:** Good morning, it is word%d.\n\n**Bo Lund:** The tide is late.\n", i)
		switch i % 7 {
		case 1: // somebody else
			text = fmt.Sprintf("**Captain Number%d:** Good morning.\n\n**Bo Lund:** The tide is late.\n", i)
		case 2:
			text = fmt.Sprintf("---\ntitle: Retitled %d\ntopics: [tides %d]\n---\n\n", i, i) + text
		}
		var come string
		if i%10 == 4 { // one comes, and goes with the next
			come = filepath.Join(q.dir, "content", fmt.Sprintf("2022-01-01-visit%d.en.md", i))
			write(t, come, text)
		}
		write(t, file, text)
		q.says(fmt.Sprint("ajar ", i))
		ask := builder.Request{Told: true, Touched: []string{file, q.file}, Defer: true, Wait: func(context.Context) {}}
		if come != "" {
			ask.Told = false
		}
		if res, err := q.look(context.Background(), ask); err != nil || !res.Published {
			t.Fatalf("build %d: %v, %+v", i, err, res)
		}
		if come != "" {
			if err := os.Remove(come); err != nil {
				t.Fatal(err)
			}
			q.quiet(t)
		}
	}
	first := n / 5 // what the first builds need, it keeps
	for i := range first {
		edit(i)
	}
	q.quiet(t)
	was := holdsNow()
	for i := first; i < n; i++ {
		edit(i)
	}
	q.quiet(t)
	is := holdsNow()
	t.Logf("after %d builds %+v, after %d %+v", first, was, n, is)
	if is.routines > was.routines || is.files > was.files {
		t.Errorf("after %d builds %d goroutines and %d open files, after %d %d and %d", first, was.routines, was.files, n, is.routines, is.files)
	}
	// Of 14 MB, 5 % are 30 kB for each of 24 builds; where nothing is left it is 26 kB in all.
	if is.heap > was.heap+was.heap/20 {
		t.Errorf("%d kB live after %d builds, %d kB after %d", was.heap>>10, first, is.heap>>10, n)
	}
}

// quiet builds as serve does when nothing has changed for a while.
func (q *berth) quiet(t *testing.T) {
	t.Helper()
	if res, err := q.look(context.Background(), builder.Request{}); err != nil || !res.Published || res.Behind {
		t.Fatalf("%v, %+v", err, res)
	}
	q.changed = nil
}
