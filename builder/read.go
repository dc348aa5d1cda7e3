package builder

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// reading is what became of one file: the facts of each session in it, with what
// they depend on.
type reading struct {
	keys  []factsKey
	facts []*archive.Facts // runs parallel to keys; nil where nobody says anything
	// people are those that the file lists, where nobody says anything in it.
	people []transcript.Person
	list   diag.List
}

// read reads the transcripts and gathers their facts, several at a time, in
// order of path. What the last build has read, and nobody has told of since, is
// taken from there. What is not read for a build leaves what builds remember alone.
func (r *run) read(ctx context.Context) []*archive.Facts {
	if r.building {
		r.a.recall()
	}
	out := make([]reading, len(r.entries))
	todo := r.changed
	if r.again != nil {
		copy(out, r.again.readings)
	} else {
		todo = make([]int, len(out))
		for i := range todo {
			todo[i] = i
		}
	}
	recent := make(map[string]recentReading, len(todo))
	has := r.a.store.Has
	if r.again == nil && len(r.a.recent) > 0 {
		has = r.a.store.Held().Has
	}
	var fresh []string // files that were read and are not remembered
	var mu sync.Mutex
	each(ctx, r.a.opt.jobs(), len(todo), func(k int) {
		i := todo[k]
		path := r.entries[i].Path
		in, known := r.bytesOf(path)
		isFresh := false
		if m, ok := r.a.recent[path]; ok && known && m.in == in && r.stands(m.reading, has) {
			r.bytes.Add(r.entries[i].Size)
			out[i] = m.reading
		} else {
			out[i], isFresh = r.one(r.entries[i]), true
			if !known { // it may have been looked at as it was read
				in, known = r.bytesOf(path)
			}
			if !known || r.moving.Load() {
				return
			}
		}
		mu.Lock()
		defer mu.Unlock()
		if recent[path] = (recentReading{in, out[i]}); isFresh {
			fresh = append(fresh, path)
		}
	})
	if ctx.Err() != nil {
		return nil
	}
	switch {
	case !r.building:
		r.leaveStale(out)
	case r.again == nil:
		r.keepAll(out, recent, fresh)
	default:
		r.keepChanged(out, recent)
	}
	if r.building && r.sums != nil {
		r.leave(out)
	}
	if r.ask.Last {
		r.letReadingsGo()
	}
	facts := make([]*archive.Facts, 0, len(out))
	for i := range out {
		o := &out[i]
		if len(o.list) > 0 {
			r.note(o.list)
		}
		r.listed = append(r.listed, o.people...)
		for _, f := range o.facts {
			if f != nil {
				facts = append(facts, f)
			}
		}
	}
	return facts
}

// keepAll remembers what was read, and nothing else: what no file of this pass has
// is forgotten, so that memory does not grow.
func (r *run) keepAll(out []reading, recent map[string]recentReading, fresh []string) {
	r.a.facts = make(map[factsKey]*archive.Facts, len(out))
	r.readings = make(map[store.Key]bool, len(out))
	for i := range out {
		r.keepReading(&out[i])
	}
	if len(recent) > 0 {
		for _, path := range fresh {
			r.a.unsave(path)
		}
		for path := range r.a.recent {
			if _, still := recent[path]; !still {
				r.a.unsave(path)
			}
		}
	}
	r.a.recent = recent
	r.kept(r.a.excerpts.Keep(r.readings))
}

// keepChanged remembers what was read of the files that have changed, in the place
// of what was remembered of them.
func (r *run) keepChanged(out []reading, recent map[string]recentReading) {
	r.readings = r.again.kept
	var gone []store.Key
	for _, i := range r.changed {
		for _, k := range r.again.readings[i].keys {
			delete(r.a.facts, k)
			delete(r.readings, k.reading)
			gone = append(gone, k.reading)
		}
		delete(r.a.recent, r.entries[i].Path)
		r.a.unsave(r.entries[i].Path)
	}
	for _, i := range r.changed {
		r.keepReading(&out[i])
	}
	maps.Copy(r.a.recent, recent)
	gone = slices.DeleteFunc(gone, func(k store.Key) bool { return r.readings[k] })
	r.a.stale = append(r.a.stale, gone...)
	r.kept(r.a.excerpts.Drop(gone))
}

// letReadingsGo leaves the note of what was read and begins to leave that of what was
// looked at, see leaving, and keeps none of it in memory that the rest of the run does not
// ask for.
func (r *run) letReadingsGo() {
	r.a.rememberReadings()
	r.a.facts, r.a.recent, r.a.recalled = map[factsKey]*archive.Facts{}, nil, false
	r.leaving.Go(func() { // nobody looks at files any more
		r.a.rememberLooks()
		r.a.looks.Forget()
		r.a.looksRecalled = false
	})
	r.found, r.entries, r.there, r.changed, r.sums, r.unread = nil, nil, nil, nil, nil, nil
	if is := r.a.again; is != nil {
		is.readings, is.kept = nil, nil
		is.letFilesGo()
	}
}

// leaveStale has the next edit take out of the store what was put there of files
// that the last build has read otherwise: they may be edited again before a build
// sees them.
func (r *run) leaveStale(out []reading) {
	if r.a.again == nil {
		return // the next build looks through all of the store
	}
	for i := range out {
		for _, k := range out[i].keys {
			if !r.a.again.kept[k.reading] {
				r.a.stale = append(r.a.stale, k.reading)
			}
		}
	}
}

func (r *run) keepReading(o *reading) {
	for i, k := range o.keys {
		r.readings[k.reading] = true
		if f := o.facts[i]; f != nil {
			r.a.facts[k] = f
		}
	}
}

// kept reports that something could not be kept.
func (r *run) kept(err error) {
	if err != nil {
		r.cannotKeep(r.a.shown(r.at.content), err)
	}
}

// recentReading is what the last pass read of a file, and of which bytes.
type recentReading struct {
	in      fileBytes
	reading reading
}

// fileBytes is what the reading of a file and its facts depend on besides its
// path: two files, by their hashes, the vocabulary and the languages.
type fileBytes struct {
	file, side source.Hash
	sideName   string
	words      [sha256.Size]byte
}

// bytesOf gives what the reading of a file depends on, by the look that was taken
// at all files; false where there was none.
func (r *run) bytesOf(p string) (fileBytes, bool) {
	r.looking.Lock()
	defer r.looking.Unlock()
	sum, ok := r.sums[p]
	in := fileBytes{file: sum, words: r.wordsKey}
	for _, name := range sidecarsOf(p) {
		if r.refused[name] {
			return in, false
		}
		if side, there := r.sums[name]; there && isFrontMatter(name) {
			in.side, in.sideName = side, name
			break
		}
	}
	return in, ok
}

// stands tells whether what was read is still in the store, and what was kept of its
// turns; has tells the former.
func (r *run) stands(x reading, has func(store.Key) bool) bool {
	for i, k := range x.keys {
		if !has(k.reading) || x.facts[i] != nil && !r.a.excerpts.HasFacts(k.reading) {
			return false
		}
	}
	return true
}

// spokenOf gives what was kept of the turns of a file.
func (a *Archive) spokenOf(f *archive.Facts) (s *archive.Spoken, err error) {
	err = a.excerpts.Facts(f.Key, func(b []byte) (err error) {
		s, err = archive.SpokenIn(b)
		return err
	})
	return s, err
}

// one reads one file, or remembers it.
func (r *run) one(e source.Entry) reading {
	none := func(code diag.Code, file, format string, args ...any) reading {
		return reading{list: diag.List{diag.New(code, file, 0, 0, format, args...)}}
	}
	if r.unkept.Load() != nil {
		return reading{} // nobody asks for it
	}
	room, _ := r.rooms.Get().(*[]byte)
	if room == nil {
		room = new([]byte)
	}
	began := time.Now()
	raw, err := r.folder.BytesIn(*room, e.Path)
	sum := source.HashOf(raw)
	r.readLook(e, sum, began, err)
	if err != nil {
		r.cannotRead(e.Path)
		return none(diag.FileUnreadable, e.Path, "cannot be read: %v", err)
	}
	r.bytes.Add(int64(len(raw)))
	if len(bytes.TrimSpace(raw)) == 0 {
		return none(diag.FileEmpty, e.Path, "the file is empty")
	}
	side, sideRaw, err := r.sidecar(e.Path)
	if err != nil { // it may say that the file is not to be shown
		r.cannotRead(e.Path)
		return none(diag.FileUnreadable, side, "cannot be read, nor can what it belongs to be published: %v", err)
	}
	fm := r.a.readers.of(e.Path, raw)
	if fm == nil {
		return none(diag.FormatUnknown, e.Path, "passed over: no reader knows what is in it")
	}
	if what := source.NotText(raw); what != "" && !fm.Binary() {
		return reading{list: diag.List{notText(e.Path, what)}}
	}
	if !fm.Binary() { // text is copied when it is decoded, and no part of raw is kept
		defer func() {
			*room = raw
			r.rooms.Put(room)
		}()
	}
	if in, known := r.bytesOf(e.Path); known && (in.file != sum || side != "" && in.side != source.HashOf(sideRaw) || side != in.sideName) {
		r.moving.Store(true) // since it was looked at
	}
	both := sha256.New()
	fmt.Fprintf(both, "%s\x00%s\x00", sum[:], side)
	both.Write(sideRaw)
	key := store.KeyOf(source.Hash(both.Sum(nil)), e.Path, r.a.opt.Build, fm.Name(), fm.Version())
	sessions, list, ok := r.stored(key)
	var detected []*format.Detected
	if !ok {
		sessions, detected, list = readFile(fm, e.Path, raw, sum, side, sideRaw)
		if failed(list) { // which says nothing of the file: the next build tries again
			r.moving.Store(true)
			return reading{list: list}
		}
		if err := r.keep(key, sessions, list); err != nil {
			r.cannotKeep(r.contentPath(e.Path), err)
			return reading{}
		}
	}
	out := reading{list: list}
	silent := 0
	for i, t := range sessions {
		k := factsKey{reading: key.Session(i + 1), words: r.wordsKey}
		f := r.a.facts[k]
		switch {
		case len(t.Turns) == 0:
			f = nil
			out.people = append(out.people, t.Meta.Alone().People...)
			silent++
		case f == nil || !ok || f.Spoken == nil && !r.a.excerpts.HasFacts(k.reading):
			asked := archive.Asked{Vocabulary: r.words, Languages: r.cfg.Languages, Terms: r.terms, EveryTerm: r.asking}
			if !ok {
				asked.Detected = detected[i]
			}
			f = archive.FactsOf(k.reading, t, asked)
		}
		if f != nil && r.building {
			if !r.a.excerpts.HasFacts(k.reading) {
				if err := r.a.excerpts.Put(k.reading, f.Spoken.Append, len(t.Turns), site.Excerpts(t)); err != nil {
					r.cannotKeep(r.contentPath(e.Path), err)
					return reading{}
				}
			}
			f.Spoken = nil // spokenOf gives it
		}
		out.keys, out.facts = append(out.keys, k), append(out.facts, f)
	}
	if silent == len(sessions) && len(out.people) == 0 && !refused(list) {
		out.list = append(out.list, diag.New(diag.FileEmpty, e.Path, 0, 0, "nobody says anything in it"))
	}
	return out
}

// cannotRead notes that a file cannot be read. If it could when it was looked at, that
// says nothing of its bytes, and the next build is to look again.
func (r *run) cannotRead(path string) {
	if _, known := r.bytesOf(path); known {
		r.moving.Store(true)
	}
}

// cannotKeep notes, of the first file alone, that the cache does not take what was read of
// it, as it is full or somebody else's. That ends the build: a site without the sessions
// that are not in the cache would be a wrong one.
func (r *run) cannotKeep(file string, err error) {
	what := cmp.Or(diag.ForWriting(err), "free some space there")
	err = fmt.Errorf("what was read of %s cannot be kept: %w; %s, or name another folder under `cache`", file, err, what)
	r.unkept.CompareAndSwap(nil, &err)
}

// stored gives the reading of a file from the store: all its sessions, or none.
func (r *run) stored(key store.Key) ([]*transcript.Transcript, diag.List, bool) {
	t, list, ok := r.a.store.Get(key)
	if !ok {
		return nil, nil, false
	}
	sessions := []*transcript.Transcript{t}
	for nth := 2; nth <= t.Of; nth++ {
		t, _, ok := r.a.store.Get(key.Session(nth))
		if !ok {
			return nil, nil, false
		}
		sessions = append(sessions, t)
	}
	return sessions, list, true
}

// keep puts the reading of a file into the store, the diagnostics with its first
// session.
func (r *run) keep(key store.Key, sessions []*transcript.Transcript, list diag.List) error {
	for i, t := range sessions {
		if err := r.a.store.Put(key.Session(i+1), t, list); err != nil {
			return err
		}
		list = nil
	}
	return nil
}
