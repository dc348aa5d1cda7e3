package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"sync"
	"time"

	"dixit/builder/internal/diag"
)

// Summary is what a commit did. Unchanged counts adopted files too. Bytes is
// the sum of the lengths of written files. Changed lists, in order, the slash
// paths that were written or deleted; nil for none.
type Summary struct {
	Written, Unchanged, Deleted int
	Bytes                       int64
	Changed                     []string
}

// Commit gathers the files of one build. End it with Finish or Abort.
type Commit struct {
	folder *Folder
	disk   disk
	lock   *lock
	old    *manifest
	// written is when that was, see Folder.written.
	written time.Time

	life sync.RWMutex // held shared by Put, alone by Finish and Abort
	done bool

	mu      sync.Mutex
	files   pathTree[placed] // and the folders that they lie in
	staged  uint32           // staged files so far
	staging bool             // the stage folder is made
	err     error            // of the first Put that failed

	onPlaced func() // called when all is in place; nil for none

	survey *survey // of the old manifest; nil for none

	believed bool // the manifest is believed without a look at the files

	left func(path string) bool // files of the old manifest that stay as they are; nil for none

	fresh  bool // no file of the old manifest is looked at: there is none, or all are left
	wholes wholes

	aliases map[string]string // folded path to path of the old manifest; made when first needed
}

// placed is what Put found out about a file: its record, laid out in as little as it
// takes with what is beside it, and known always.
type placed struct {
	hash   Hash
	size   int64
	staged uint32
	class  Class
	state  state
	whole  bool // staged in a folder that is moved as a whole
}

func (p *placed) record() record {
	return record{hash: p.hash, size: p.size, class: p.class, known: true}
}

func (p *placed) note(r record) { p.hash, p.size, p.class = r.hash, r.size, r.class }

type state uint8

const (
	pending state = iota // Put is still at work, or failed
	kept                 // on disk and in the manifest
	adopted              // on disk; the manifest must be told
	changed              // staged
)

var errDone = errors.New("the commit has ended; begin another")

// Put adds a file to the site. It is safe for concurrent use, and keeps no
// bytes in memory: a file that differs from what the folder holds is staged at
// once. Putting one path twice, or a path that has a file of the site as one of
// its folders, is an error. After any error Finish refuses: a page that could
// not be written must not be taken for one that is to be deleted.
func (c *Commit) Put(f File) error {
	c.life.RLock()
	defer c.life.RUnlock()
	if c.done {
		return errDone
	}
	err := c.put(f)
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.err == nil {
			c.err = err
		}
	}
	return err
}

func (c *Commit) put(f File) error {
	if err := checkPath(f.Path); err != nil {
		return err
	}
	if int(f.Class) >= len(classNames) {
		return fmt.Errorf("file %q has no known class: %v", f.Path, f.Class)
	}
	p, err := c.claim(f.Path)
	if err != nil {
		return err
	}
	r := f.record()
	p.note(r)
	if p.whole = c.whole(f.Path); p.whole {
		p.state = changed
		return c.stage(f, p)
	}
	if p.state = c.compare(f.Path, r); p.state != changed {
		return nil
	}
	return c.stage(f, p)
}

// record is what the manifest will say of a file.
func (f File) record() record {
	if f.From != nil {
		return record{hash: f.From.Hash, size: f.From.Size, class: f.Class, known: true}
	}
	return recordOf(f.Bytes, f.Class)
}

// claim enters a path into the commit.
func (c *Commit) claim(path string) (*placed, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.files.add(path)
	if c.files.value(n) != nil {
		return nil, fmt.Errorf("path %q is put twice; give one of the files another path", path)
	}
	if c.files.nodes.at(n).folder != noFolder {
		return nil, fmt.Errorf("path %q is that of a file and of a folder; give one of them another path", path)
	}
	above := c.files.nodes.at(n).up
	for folder := above; folder != 0; folder = c.files.nodes.at(folder).up {
		if c.files.value(folder) != nil {
			return nil, fmt.Errorf("path %q is that of a file and of a folder; give one of them another path", c.files.path(folder))
		}
	}
	c.files.markAll(above)
	return c.files.give(n, placed{}), nil
}

// compare tells whether the folder already holds the bytes. What cannot be
// looked at counts as changed; if something is in the way, Finish will name it.
func (c *Commit) compare(path string, r record) state {
	n := c.old.find(path)
	old := c.old.value(n)
	listed := old != nil
	if listed && !old.sameBytes(r) {
		return changed
	}
	switch {
	case listed && c.survey != nil:
		if !c.survey.holds(n, path) {
			return changed
		}
	case listed:
		if !stands(c.disk, path, *old, c.written) {
			return changed
		}
	case c.alias(path) != "":
		return changed // written anew under its new name, since the old one will be deleted
	default:
		if is, err := hasBytes(c.disk, path, r); err != nil || !is {
			return changed
		}
	}
	if listed && old.class == r.class {
		return kept
	}
	return adopted
}

func (c *Commit) stage(f File, p *placed) error {
	name, err := c.stageOf(f.Path, p)
	switch {
	case err != nil:
	case f.From != nil:
		var r record
		r, err = c.copy(name, f)
		p.note(r)
	default:
		err = c.disk.WriteFile(name, f.Bytes)
	}
	if err != nil {
		p.state = pending
		err = fmt.Errorf("write %q: %w", c.folder.shown(f.Path), err)
		if f.From == nil { // else it may be that which cannot be read
			hint(&err)
		}
		return err
	}
	return nil
}

// stageOf gives the place where a file is staged, in a folder that is there.
func (c *Commit) stageOf(path string, p *placed) (name string, err error) {
	if p.whole {
		return wholeName(path), c.makeWhole(path)
	}
	p.staged, err = c.nextStaged()
	return stagedName(uint64(p.staged)), err
}

// copy stages a file that is published as it is. The record is of the bytes that
// were copied, should somebody have changed the file meanwhile.
func (c *Commit) copy(staged string, f File) (record, error) {
	from, err := f.From.Open()
	if err != nil {
		return record{}, err
	}
	defer from.Close()
	sum := newSum(from)
	if err := c.disk.CopyFile(staged, sum); err != nil {
		return record{}, err
	}
	return sum.record(f.Class), nil
}

func (c *Commit) nextStaged() (uint32, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.staging {
		if err := c.disk.Mkdir(stageName); err != nil && !errors.Is(err, fs.ErrExist) {
			return 0, err
		}
		c.staging = true
	}
	c.staged++
	return c.staged, nil
}

// Size is what a site amounts to.
type Size struct {
	Files   int
	Bytes   int64 // of all files
	Largest int64 // bytes of the largest
}

// Size is that of the site as it will be, of what was put, kept and left so far.
func (c *Commit) Size() Size {
	c.mu.Lock()
	defer c.mu.Unlock()
	var s Size
	add := func(size int64) {
		s.Files++
		s.Bytes += size
		s.Largest = max(s.Largest, size)
	}
	for _, f := range c.files.all() {
		add(f.size)
	}
	if c.left != nil {
		for n, r := range c.old.all() {
			if path := c.old.path(n); c.left(path) && !c.files.has(path) {
				add(r.size)
			}
		}
	}
	return s
}

// OnPlaced has f called while Finish works, when what was put is in its place and what
// is not wanted any more is still there: then whoever led somebody elsewhere can lead
// them here. It is called too where nothing differs, and not where nothing is published.
func (c *Commit) OnPlaced(f func()) { c.onPlaced = f }

// Finish moves what was staged into place, deletes what the folder's manifest
// had and this commit did not Put, and writes the manifest. If a file of others
// is in the way, nothing is changed and the list names it. An error before the
// first move leaves the last good site untouched; a later one leaves each path
// old or new, and the next run finishes the work.
func (c *Commit) Finish() (_ Summary, _ diag.List, err error) {
	c.life.Lock()
	defer c.life.Unlock()
	if c.done {
		return Summary{}, nil, errDone
	}
	c.done = true
	defer c.lock.release()
	defer c.folder.near.forget("")
	c.survey.end()

	if c.err != nil {
		c.discard()
		return Summary{}, nil, fmt.Errorf("nothing was published, for a file could not be prepared: %w", c.err)
	}
	defer hint(&err)
	p, err := c.plan()
	if err != nil {
		c.discard()
		return Summary{}, nil, fmt.Errorf("nothing was published: %w", err)
	}
	if len(p.foreign) > 0 {
		c.discard()
		return Summary{}, c.folder.foreign(p.foreign, c.old.recorded), nil
	}
	summary := p.summary
	defer func() { c.files = pathTree[placed]{} }() // of many files it is much
	if len(p.steps) > 0 {
		if err := c.writeJournal(p.all()); err != nil {
			c.discard()
			return Summary{}, nil, fmt.Errorf("nothing was published: %w", err)
		}
		if err := c.folder.carryOut(p.all(), false, c.onPlaced); err != nil {
			return Summary{}, nil, fmt.Errorf("publishing was interrupted, and the next run will finish it: %w", err)
		}
	} else if c.onPlaced != nil {
		c.onPlaced()
	}
	summary.Changed = p.changed()
	return summary, nil, nil
}

// writeJournal puts the steps on disk so that they survive a power failure, as
// do the names of the staged files.
func (c *Commit) writeJournal(steps iter.Seq[step]) error {
	if err := c.disk.WriteSynced(journalName, func(w io.Writer) error { return writeSteps(w, steps) }); err != nil {
		return fmt.Errorf("write %q: %w", c.folder.shown(journalName), err)
	}
	if c.staging {
		if err := c.disk.SyncFolder(stageName); err != nil {
			return fmt.Errorf("sync %q: %w", c.folder.shown(stageName), err)
		}
	}
	if err := c.disk.SyncFolder(private); err != nil {
		return fmt.Errorf("sync %q: %w", c.folder.shown(private), err)
	}
	return nil
}

// Abort gives the commit up and leaves the last good site untouched. After
// Finish it does nothing, so it may be deferred.
func (c *Commit) Abort() {
	c.life.Lock()
	defer c.life.Unlock()
	if c.done {
		return
	}
	c.done = true
	defer c.lock.release()
	defer c.folder.near.forget("")
	c.survey.end()
	c.discard()
}

// discard removes the journal and what was staged. If the journal will not go,
// the staged files stay for it: the next run can then finish it.
func (c *Commit) discard() {
	if err := c.disk.Remove(journalName); err != nil && !missing(err) {
		return
	}
	if c.staging {
		_ = c.disk.RemoveAll(stageName) // the next Begin tries again
	}
}
