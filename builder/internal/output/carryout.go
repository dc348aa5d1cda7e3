package output

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
)

// recover finishes a complete journal, discards any other, clears the stage and
// loads the manifest. The lock must be held.
func (f *Folder) recover() error {
	if err := f.load(); err != nil {
		return err
	}
	text, err := f.disk.ReadFile(journalName)
	if err != nil && !missing(err) {
		return fmt.Errorf("read %q: %w", f.shown(journalName), err)
	}
	if err == nil {
		steps, err := parseJournal(journalOfVersion1(text))
		switch {
		case err == nil:
			if err := f.carryOut(slices.Values(steps), true, nil); err != nil {
				return fmt.Errorf("finish what an interrupted run began: %w", err)
			}
		case errors.Is(err, errDamaged):
			if err := f.disk.Remove(journalName); err != nil && !missing(err) {
				return fmt.Errorf("discard %q: %w", f.shown(journalName), err)
			}
		default:
			return fmt.Errorf("read %q: %w", f.shown(journalName), err)
		}
	}
	if _, err := f.disk.Lstat(stageName); missing(err) {
		return nil
	}
	if err := f.disk.RemoveAll(stageName); err != nil {
		return fmt.Errorf("clear %q: %w", f.shown(stageName), err)
	}
	return nil
}

// placing tells how many of the steps it takes until every file is in its place.
func placing(steps iter.Seq[step]) (n int) {
	done := 0
	for s := range steps {
		done++
		switch s.kind {
		case moveFile, moveFolder, placedFile, recordFile:
			n = done
		}
	}
	return n
}

// carryOut does the steps of the journal, writes the manifest and removes the
// journal. After a crash it trusts nothing that it has not hashed. It calls placed, if
// there is one, when every file is in its place and those of before are still there.
func (f *Folder) carryOut(steps iter.Seq[step], afterCrash bool, placed func()) error {
	m := f.current().clone()
	m.recorded = true
	do := f.do
	if afterCrash {
		again, err := f.redoer(steps)
		if err != nil {
			return err
		}
		do = again.redo
	}
	toPlace, shown := placing(steps), false
	show := func() {
		if placed != nil {
			f.show(m)
			placed()
			shown = true
		}
	}
	if toPlace == 0 {
		show()
	}
	for s := range steps {
		if shown {
			m, shown = m.clone(), false // what is shown is not changed
		}
		if err := do(m, s); err != nil {
			return err
		}
		if toPlace--; toPlace == 0 {
			show()
		}
	}
	info, err := f.writeManifest(m)
	if err != nil {
		return err
	}
	f.set(m, info)
	if err := f.disk.Remove(journalName); err != nil && !missing(err) {
		return fmt.Errorf("remove %q: %w", f.shown(journalName), err)
	}
	_ = f.disk.RemoveAll(stageName) // empty by now; the next Begin tries again
	return nil
}

// do carries out one step and enters it into m.
func (f *Folder) do(m *manifest, s step) error {
	switch s.kind {
	case makeFolder:
		if err := f.disk.Mkdir(s.path); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("make folder %q: %w", f.shown(s.path), err)
		}
		m.mark(m.add(s.path), isFolder)
	case moveFile:
		if err := f.disk.Rename(stagedName(s.staged), s.path); err != nil {
			return fmt.Errorf("move %q into place: %w", f.shown(s.path), err)
		}
		m.set(s.path, s.record)
	case moveFolder:
		if err := f.disk.Rename(wholeName(s.path), s.path); err != nil {
			return fmt.Errorf("move %q into place: %w", f.shown(s.path), err)
		}
	case placedFile:
		place(m, s)
	case recordFile:
		m.set(s.path, s.record)
	case deleteFile:
		if err := f.removeIf(s.path, false); err != nil && !missing(err) {
			return fmt.Errorf("delete %q: %w", f.shown(s.path), err)
		}
		m.drop(s.path)
	case forgetFile:
		m.drop(s.path)
	case removeFolder:
		// A folder that files of others keep is theirs from now on.
		if err := f.removeIf(s.path, true); err != nil && !missing(err) && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("remove folder %q: %w", f.shown(s.path), err)
		}
		m.unmark(s.path)
	}
	return nil
}

// removeIf removes a file, or an empty folder, if that is what stands there.
func (f *Folder) removeIf(name string, folder bool) error {
	info, err := f.disk.Lstat(name)
	if err != nil || info.IsDir() != folder {
		return err
	}
	return f.disk.Remove(name)
}

// holds tells whether a file has the bytes of a record.
func (f *Folder) holds(name string, r record) (bool, error) {
	is, err := hasBytes(f.disk, name, r)
	if missing(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at %q: %w", f.shown(name), err)
	}
	return is, nil
}

// writeManifest replaces the manifest on disk, and gives its file's info.
func (f *Folder) writeManifest(m *manifest) (fs.FileInfo, error) {
	const fresh = manifestName + ".new"
	if err := f.disk.WriteSynced(fresh, m.writeTo); err != nil {
		return nil, fmt.Errorf("write %q: %w", f.shown(fresh), err)
	}
	if err := f.disk.Rename(fresh, manifestName); err != nil {
		return nil, fmt.Errorf("replace %q: %w", f.shown(manifestName), err)
	}
	if err := f.disk.SyncFolder(private); err != nil {
		return nil, fmt.Errorf("sync %q: %w", f.shown(private), err)
	}
	info, err := f.disk.Lstat(manifestName)
	if err != nil {
		return nil, fmt.Errorf("look at %q: %w", f.shown(manifestName), err)
	}
	return info, nil
}
