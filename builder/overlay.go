package builder

import (
	"context"
	"maps"
	"os"
	"slices"

	"dixit/builder/internal/checksum"
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
	// open reads by the manifest that it has, until it is told of another.
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
			m = madeAhead{b, checksum.Of(b)}
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
		o.before = last.shards()
	}
	return o
}

// shards are the files that a manifest leads to.
func (o *overlay) shards() map[string]madeAhead {
	files := maps.Clone(o.files)
	for _, path := range manifests {
		delete(files, path)
	}
	return files
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
// are open.
func (a *Archive) dropOverlay() {
	if a.overlay != nil {
		a.setOverlay(nextOverlay(a.overlay.folder, &searchindex.Overlay{}, false, a.overlay))
	}
	a.overlaid = a.overlay
}

// restoreOverlay serves the index of the pages that are on disk, in the place of one of
// pages that were shown and given up, whose files pages that are open still read.
func (a *Archive) restoreOverlay() {
	if a.overlay == a.overlaid {
		return
	}
	restored := nextOverlay(a.overlay.folder, &searchindex.Overlay{}, false, a.overlay)
	if last := a.overlaid; last != nil {
		restored.index, restored.files = last.index, last.files
	}
	a.setOverlay(restored)
	a.overlaid = restored
}

// stand notes that the search index on disk is that of the run, where somebody waits
// for what will be laid over it.
func (r *run) stand(folder *output.Folder) {
	r.a.standing = nil
	if r.ask.Early == nil || r.searched == nil || r.searched.Keys == nil {
		return
	}
	get := func(name string) ([]byte, error) { return folder.Read(site.SearchFolder + name) }
	if index, err := searchindex.NewStanding(get, r.searched.Heads, r.searched.Keys); err == nil { // else edits wait for the index
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
	if r.searched.Keys != nil && r.searchKey() == made.key && folder.SumOf(site.SearchFolder) == made.sum {
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
	if r.searched.Keys == nil {
		return
	}
	var before *searchindex.Overlay
	if last != nil && last.folder == s.folder {
		before = last.index
	}
	offline := r.a.opt.Offline
	index, err := s.index.Over(ctx, before, r.searched.Heads, r.searched.Keys, r.searchedLoader(), searchTemp, r.a.opt.jobs())
	if err != nil || index == nil {
		return // the build makes the index, or says why it cannot
	}
	r.deferred = index.Files != nil
	if !r.deferred && (last == nil || last.files[manifests[0]].bytes == nil) {
		return // nothing that is searched has changed
	}
	told := map[string]output.Hash{}
	for _, path := range manifests {
		told[path] = r.a.toldHash(s.folder, path)
	}
	if now := nextOverlay(s.folder, index, offline, last); last == nil || last.files[manifests[0]].hash != now.files[manifests[0]].hash {
		r.a.setOverlay(now)
	}
	var changed []string
	for _, path := range manifests {
		if is := r.a.servedHash(s.folder, path); is != told[path] {
			r.a.shownAhead[path] = is
			changed = append(changed, path)
		}
	}
	if changed != nil {
		r.tell(res, changed)
	}
}

// mergeSearch readies what lies over the search index for the next change. What is
// served stays as it is.
func (r *run) mergeSearch(ctx context.Context) {
	over := r.a.overlay
	if !r.deferred || over == nil || r.a.overlaid == over {
		return
	}
	// By one worker, so that an edit has a processor.
	index, err := over.index.Merge(ctx, r.searched.Heads, r.searched.Keys, r.searchedLoader(), searchTemp, 1)
	if err != nil || index == over.index {
		return // it is tried again after the next change
	}
	merged := *over
	merged.index = index
	r.a.setOverlay(&merged)
}

// searchedLoader gives what loads the editions that are searched. It has their texts, and
// so goes on after letLinkedGo.
func (r *run) searchedLoader() func(i int) (*searchindex.Edition, error) {
	texts := r.newRenderer().Texts()
	return func(i int) (*searchindex.Edition, error) {
		return site.SearchEdition(r.searched.Editions[i], texts, r.a.opt.Offline)
	}
}

// servedHash gives the hash of a file as it is served, none where there is none.
func (a *Archive) servedHash(folder *output.Folder, path string) output.Hash {
	if m, ok := a.inMemory(path); ok {
		return m.hash
	}
	hash, _ := folder.HashOf(path)
	return hash
}

// toldHash gives the hash of a file as it was when it was told of last.
func (a *Archive) toldHash(folder *output.Folder, path string) output.Hash {
	if told, ok := a.shownAhead[path]; ok {
		return told
	}
	return a.servedHash(folder, path)
}

// searchTemp gives a file for what the writer of the index cannot hold in memory.
func searchTemp() (*os.File, error) { return os.CreateTemp("", "dixit-search-") }
