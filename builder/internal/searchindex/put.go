package searchindex

// textOf is a text by its id, as part of a segment.
type textOf struct {
	id      string
	segment int
}

// note notes that texts, in so many files, are those of a segment.
func (w *writer) note(id string, s, files int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if of := (textOf{id, s}); !w.noted[of] {
		w.noted[of] = true
		for i := range files {
			w.names[s] = append(w.names[s], textName(id, i))
		}
	}
}

// claim is true for the first who asks to write or keep what has this name: texts, a
// file of a language or a folder of a segment.
func (w *writer) claim(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.claimed[id]
	w.claimed[id] = true
	return !was
}

// putOnce puts a file named by what it holds, which two languages may have.
func (w *writer) putOnce(name string, content []byte) error {
	if !w.claim(name) {
		return nil
	}
	return w.in.Put(name, content)
}

// keepOnce keeps files that are claimed by a name, if they are still there.
func (w *writer) keepOnce(name string, files []string) bool {
	if w.claim(name) && !w.in.Keep(files) {
		w.unclaim([]string{name})
		return false
	}
	return true
}

// unclaim gives back what was claimed.
func (w *writer) unclaim(ids []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range ids {
		delete(w.claimed, id)
	}
}

// put puts files of a segment, in a folder.
func (w *writer) put(s int, folder string, files []pageFile) error {
	for _, f := range files {
		if err := w.in.Put(folder+"/"+f.name, f.content); err != nil {
			return err
		}
	}
	w.named(s, folder, files)
	return nil
}

// putFolder is put for a folder named by what it holds, which two segments may have.
func (w *writer) putFolder(s int, folder string, files []pageFile) error {
	if w.claim(folder) {
		return w.put(s, folder, files)
	}
	w.named(s, folder, files)
	return nil
}

// keepFolder keeps files of a segment, all those of a folder that was written before, if
// they are still there.
func (w *writer) keepFolder(s int, folder string, names []string) bool {
	if !w.keepOnce(folder, names) {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[s] = append(w.names[s], names...)
	return true
}

// named notes that files in a folder are those of a segment.
func (w *writer) named(s int, folder string, files []pageFile) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range files {
		w.names[s] = append(w.names[s], folder+"/"+f.name)
	}
}
