package builder

import (
	"errors"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/output"
	"dixit/builder/internal/site"
)

// begin begins a commit; nil where the output folder cannot be used, as the
// diagnostics say.
func (r *run) begin() (*output.Folder, *output.Commit, error) {
	folder, err := r.openOutput()
	if folder == nil || err != nil {
		return nil, nil, err
	}
	commit, err := folder.Begin()
	if errors.Is(err, output.ErrReplaced) { // somebody deleted public/ between two builds
		r.a.setOutput(nil, "")
		if folder, err = r.openOutput(); folder == nil || err != nil {
			return nil, nil, err
		}
		commit, err = folder.Begin()
	}
	return folder, commit, err
}

// openOutput opens the output folder, once for as long as it stays the same.
func (r *run) openOutput() (*output.Folder, error) {
	a := r.a
	if a.out != nil && a.outDir == r.at.out {
		return a.out, nil
	}
	a.setOutput(nil, "")
	o := <-r.opening()
	r.early = nil
	r.list = append(r.list, o.list...)
	if o.err != nil || r.list.Fatal() {
		return nil, o.err
	}
	a.setOutput(o.folder, r.at.out)
	return o.folder, nil
}

// opened is an output folder that was opened, or why it was not.
type opened struct {
	folder *output.Folder
	list   diag.List
	err    error
}

// opening opens the output folder, unless that is under way.
func (r *run) opening() <-chan opened {
	if r.early != nil {
		return r.early
	}
	// What stands in public/ is no content, even where the content is the site folder.
	content, protect := r.at.content, []string{r.at.content}
	if r.at.out == r.a.usualOut() {
		content = ""
	}
	if r.at.content != r.a.dir {
		protect = append(protect, r.a.dir)
	}
	if r.at.theme != "" {
		protect = append(protect, r.at.theme)
	}
	ch := make(chan opened, 1)
	go func() {
		var o opened
		if o.folder, o.list, o.err = output.Open(r.at.out, content, protect...); o.folder != nil {
			o.folder.Survey()
		}
		ch <- o
	}()
	return ch
}

// openEarly begins to open the output folder, where the last run of the program has
// left one: its manifest is read meanwhile, which of 70,000 files takes a sixth of a
// second.
func (r *run) openEarly() {
	if r.a.out == nil && r.a.lastWhole().Key != (site.Key{}) && isDir(r.at.out) {
		r.early = r.opening()
	}
}

// closeEarly closes a folder that nobody came to use.
func (r *run) closeEarly() {
	if r.early == nil {
		return
	}
	if o := <-r.early; o.folder != nil {
		o.folder.Close()
	}
	r.early = nil
}

// setOutput changes the output folder, nil for none, and closes the old one.
func (a *Archive) setOutput(folder *output.Folder, dir string) {
	a.paths.Lock()
	defer a.paths.Unlock()
	if a.out != nil {
		a.out.Close()
	}
	a.out, a.outDir = folder, dir
}
