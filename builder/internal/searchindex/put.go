package searchindex

// claim is true for the first who asks to write or keep what has this id, among all of
// its kind that are claimed.
func claim[ID comparable](w *writer, claimed map[ID]bool, id ID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := claimed[id]
	claimed[id] = true
	return !was
}

// unclaim gives back what was claimed.
func unclaim[ID comparable](w *writer, claimed map[ID]bool, ids ...ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range ids {
		delete(claimed, id)
	}
}

// putOnce puts a file named by what it holds, which two languages may have.
func (w *writer) putOnce(name string, content []byte) error {
	if !claim(w, w.claimed, name) {
		return nil
	}
	return w.in.Put(name, content)
}

// keepOnce keeps files that are claimed by a name, their own or that of their folder, if
// they are still there.
func (w *writer) keepOnce(name string, files []string) bool {
	if claim(w, w.claimed, name) && !w.in.Keep(files) {
		unclaim(w, w.claimed, name)
		return false
	}
	return true
}

// put puts files in a folder.
func (w *writer) put(folder string, files []pageFile) error {
	for _, f := range files {
		if err := w.in.Put(folder+"/"+f.name, f.content); err != nil {
			return err
		}
	}
	return nil
}

// putFolder is put for a folder named by what it holds, which two segments may have.
func (w *writer) putFolder(folder string, files []pageFile) error {
	if !claim(w, w.claimed, folder) {
		return nil
	}
	return w.put(folder, files)
}
