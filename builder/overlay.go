package builder

import (
	"context"
	"crypto/sha256"
	"os"
	"slices"

	"dixit/builder/internal/output"
	"dixit/builder/internal/searchindex"
	"dixit/builder/internal/site"
)

// standing is the search index that is on disk, in which folder.
type standing struct {
	folder *output.Folder
	index  *searchindex.Standing
}

// overlay is what is served of the search index before it is on disk: what has changed
// since the one that is there was written. It does not change.
type overlay struct {
	folder *output.Folder // that it lies over
	index  *searchindex.Overlay
	files  map[string]madeAhead // by path
	// before are the files of the overlay before, but for its manifest: a page that is
	// open reads by the manifest that it has.
	before map[string]madeAhead
}

// file gives a file by its path.
func (o *overlay) file(path string) (madeAhead, bool) {
	m, ok := o.files[path]
	if !ok {
		m, ok = o.before[path]
	}
	return m, ok
}

// manifests are the paths of what is replaced when the index changes.
var manifests = []string{site.SearchFolder + searchindex.ManifestName, site.SearchFolder + searchindex.OfflineName(searchindex.ManifestName)}

// nextOverlay gives an overlay with files, and with those of one before, nil for none.
func nextOverlay(folder *output.Folder, index *searchindex.Overlay, offline bool, last *overlay) *overlay {
	o := &overlay{folder: folder, index: index, files: map[string]madeAhead{}, before: map[string]madeAhead{}}
	put := func(name string, b []byte) {
		path := site.SearchFolder + name
		var m madeAhead
		if last != nil {
			m = last.files[path]
		}
		if m.bytes == nil || slices.Contains(manifests, path) { // others hold what their names say
			m = madeAhead{b, sha256.Sum256(b)}
		}
		o.files[path] = m
	}
	for name, b := range index.Files {
		put(name, b)
		if offline {
			put(searchindex.Offline(name, b))
		}
	}
	if last != nil && last.folder == folder {
		for path, m := range last.files {
			o.before[path] = m
		}
		for _, path := range manifests {
			delete(o.before, path)
		}
	}
	return o
}

// inOverlay gives a file of the search index that is served before it is on disk.
func (a *Archive) inOverlay(path string) (madeAhead, bool) {
	a.paths.Lock()
	o := a.overlay
	if o != nil && o.folder != a.out {
		o = nil
	}
	a.paths.Unlock()
	if o == nil {
		return madeAhead{}, false
	}
	return o.file(path)
}

// setOverlay changes what is served of the search index before it is on disk.
func (a *Archive) setOverlay(o *overlay) {
	a.paths.Lock()
	a.overlay = o
	a.paths.Unlock()
}

// dropOverlay serves the index that is on disk, and what was laid over it to pages that
// are open. It gives the paths that are served otherwise than before.
func (a *Archive) dropOverlay() []string {
	if a.overlay == nil {
		return nil
	}
	var changed []string
	for _, path := range manifests {
		if _, ok := a.overlay.files[path]; ok {
			changed = append(changed, path)
		}
	}
	a.setOverlay(nextOverlay(a.overlay.folder, &searchindex.Overlay{}, false, a.overlay))
	return changed
}

// stand notes that the search index on disk is that of the run, where somebody waits
// for what will be laid over it.
func (r *run) stand(folder *output.Folder) {
	r.a.standing = nil
	r.a.dropOverlay()
	if r.ask.Early == nil || r.searchKeys == nil {
		return
	}
	get := func(name string) ([]byte, error) { return folder.Read(site.SearchFolder + name) }
	if index, err := searchindex.NewStanding(get, r.searchHeads, r.searchKeys); err == nil { // else edits wait for the index
		r.a.standing = &standing{folder, index}
	}
}

// standAgain notes that the index on disk, of which nothing has changed since the last
// run of the program, is that of the run.
func (r *run) standAgain() {
	folder, made := r.a.believed, &r.a.made.search
	if folder == nil {
		return
	}
	r.findSearched()
	if r.searchKeys != nil && r.searchKey() == made.key && folder.SumOf(site.SearchFolder) == made.sum {
		r.stand(folder)
	}
}

// showSearch lets whoever searches find what is planned before it is on disk, and tells
// of it. It is done as soon as the pages that are found can be seen; where too much has
// changed, the index must be written.
func (r *run) showSearch(ctx context.Context, res *Result) {
	s, last := r.a.standing, r.a.overlay
	if !r.ask.Defer || r.ahead == nil || s == nil || s.folder != r.a.published() {
		return
	}
	r.findSearched()
	if r.searchKeys == nil {
		return
	}
	var before *searchindex.Overlay
	if last != nil && last.folder == s.folder {
		before = last.index
	}
	offline, texts := r.a.opt.Offline, r.renderer.Texts()
	load := func(i int) (*searchindex.Edition, error) {
		return site.SearchEdition(r.searched[i], texts, offline)
	}
	index, err := s.index.Over(ctx, before, r.searchHeads, r.searchKeys, load, searchTemp, r.a.opt.jobs())
	if err != nil || index == nil {
		return // the build makes the index, or says why it cannot
	}
	r.deferred = index.Files != nil
	if !r.deferred && (last == nil || last.files[manifests[0]].bytes == nil) {
		return // nothing that is searched has changed
	}
	now := nextOverlay(s.folder, index, offline, last)
	if last != nil && last.files[manifests[0]].hash == now.files[manifests[0]].hash {
		return // nor has it since the last build
	}
	r.a.setOverlay(now)
	changed := manifests[:1]
	if offline {
		changed = manifests
	}
	r.tell(res, changed)
}

// searchTemp gives a file for what the writer of the index cannot hold in memory.
func searchTemp() (*os.File, error) { return os.CreateTemp("", "dixit-search-") }
