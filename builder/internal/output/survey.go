package output

import (
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// survey is a look at all files of a manifest, taken before a commit asks for it.
type survey struct {
	of   *manifest
	when time.Time // see written
	disk disk
	stop atomic.Bool
	done chan struct{}

	mu sync.Mutex
	// looked has, by the number of a path in the manifest, what was found of each file.
	looked []looked
}

// looked is what is known of a file.
type looked uint8

const (
	unlooked looked = iota
	asListed
	otherwise
)

// surveyors is how many goroutines look at files before a commit: of whoever opens the
// folder and then reads, links and plans for a while, one processor at least is idle.
const surveyors = 2

// Survey begins to look at the files of the manifest. The next commit, if the manifest is
// still the same, then knows which of them the folder has, and does not look at them
// again: of 70,000 files that takes half a second. What it asks for before the look has
// come there it looks at itself. It is for those who open the folder a second or two
// before they have something to put there; what somebody changes in the folder in that
// time is found by the commit after.
func (f *Folder) Survey() {
	m := f.current()
	if m.files == 0 {
		return
	}
	s := &survey{of: m, when: f.written(), disk: f.disk, done: make(chan struct{}), looked: make([]looked, m.nodes.n)}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.survey != nil {
		return
	}
	f.survey = s
	go s.take()
}

func (s *survey) take() {
	defer close(s.done)
	files := s.of.sortedFiles() // so that what lies in one folder is looked at together
	var group sync.WaitGroup
	for part := range slices.Chunk(files, (len(files)+surveyors-1)/surveyors) {
		group.Go(func() { s.look(part) })
	}
	group.Wait()
}

// look looks at files, by number and in order of their paths.
func (s *survey) look(files []int32) {
	var l *looker
	if d, ok := s.disk.(interface{ looker() *looker }); ok { // not where a test stands between
		if l = d.looker(); l != nil {
			defer l.close()
		}
	}
	for _, n := range files {
		if s.stop.Load() {
			return
		}
		path := s.of.path(n)
		if l != nil {
			if is, known := l.look(path, s.of.value(n).size, s.when); known {
				s.note(n, is)
				continue
			}
		}
		s.holds(n, path)
	}
}

// stands tells whether a path leads to the file of a record from a manifest that was
// written at a time. Whatever dixit moved there is no later than that: of a plain file of
// the same size the bytes are read only where somebody has written it since.
func stands(d disk, path string, r record, when time.Time) bool {
	info, err := ofSize(d, path, r.size)
	if err != nil || info == nil {
		return false
	}
	if !info.ModTime().After(when) {
		return true
	}
	is, err := hasBytes(d, path, r)
	return err == nil && is
}

// ofSize looks at a plain file of a size in bytes; it is nil where there is none.
func ofSize(d disk, path string, size int64) (fs.FileInfo, error) {
	info, err := d.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != size {
		return nil, err
	}
	return info, nil
}

// hasBytes tells whether a path leads to a plain file of the bytes of a record.
func hasBytes(d disk, path string, r record) (bool, error) {
	if info, err := ofSize(d, path, r.size); err != nil || info == nil {
		return false, err
	}
	found, err := recordOn(d, path, r.class)
	return err == nil && found.sameBytes(r), err
}

// takeSurvey gives the survey of the folder, which is of use once; nil for none.
func (f *Folder) takeSurvey() *survey {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.survey
	f.survey = nil
	return s
}

// end waits until a survey has ended, soon.
func (s *survey) end() {
	if s != nil {
		s.stop.Store(true)
		<-s.done
	}
}

// holds tells whether the folder has a file of the manifest as that says, and looks at it
// if nobody has: whoever asks for one file does not wait for the look at all.
func (s *survey) holds(n int32, path string) bool {
	s.mu.Lock()
	found := s.looked[n]
	s.mu.Unlock()
	if found != unlooked {
		return found == asListed
	}
	is := stands(s.disk, path, *s.of.value(n), s.when)
	s.note(n, is)
	return is
}

func (s *survey) note(n int32, is bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked[n] = otherwise
	if is {
		s.looked[n] = asListed
	}
}
