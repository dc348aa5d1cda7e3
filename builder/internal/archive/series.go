package archive

import (
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// SeriesText is what an _index.md says of a folder.
type SeriesText struct {
	Path     string // of the file
	Folder   string // slash path below the content folder
	Lang     lang.Tag
	Title    string
	Segments []transcript.Segment
}

// seriesMaker makes the series of an archive.
type seriesMaker struct{ byID map[string]*Series }

// makeSeries makes the series of all sessions, and gives them to the members. One that
// is as before, with those above it, stays the very series.
func (m *Memory) makeSeries(texts []SeriesText) {
	s := &seriesMaker{map[string]*Series{}}
	for _, x := range m.members {
		if id := x.series; id.series != "" {
			is := s.at(id.series, id.name)
			if title := path.Base(id.name); id.named && !is.named && title != path.Base(id.series) {
				is.Titles[""], is.named = title, true
			}
		}
	}
	m.seriesList = s.describe(texts)
	before := m.series
	m.series = make(map[string]*Series, len(s.byID))
	for _, id := range slices.Sorted(maps.Keys(s.byID)) { // those above come first
		now := s.byID[id]
		if now.Parent != nil {
			now.Parent = m.series[now.Parent.ID]
		}
		if was := before[id]; was != nil && was.Parent == now.Parent && maps.Equal(was.Titles, now.Titles) && reflect.DeepEqual(was.Texts, now.Texts) {
			now = was
		}
		m.series[id] = now
	}
}

// at gives the series of an id. written is the id as the folders or the front matter
// have it; its last part stands for a title until there is one.
func (s *seriesMaker) at(id, written string) *Series {
	if had := s.byID[id]; had != nil {
		return had
	}
	if strings.Count(written, "/") != strings.Count(id, "/") {
		written = id
	}
	now := &Series{ID: id, Titles: people.Text{"": unslugged(path.Base(written))}}
	s.byID[id] = now
	if dir := path.Dir(id); dir != "." {
		now.Parent = s.at(dir, path.Dir(written))
	}
	return now
}

// describe gives the series their titles and texts.
func (s *seriesMaker) describe(texts []SeriesText) diag.List {
	var list diag.List
	for _, text := range texts {
		is := s.in(text.Folder)
		if is == nil {
			list = append(list, diag.New(diag.FilePassedOver, text.Path, 0, 0, "passed over: the text of a series without sessions"))
			continue
		}
		if is.Texts == nil {
			is.Texts = map[lang.Tag][]transcript.Segment{}
		}
		if text.Title != "" {
			is.Titles[text.Lang] = text.Title
		}
		is.Texts[text.Lang] = text.Segments
	}
	return list
}

// in gives the series of a folder: of its own path, or of the path without a folder
// that is a language (zh/committee is committee); nil for none.
func (s *seriesMaker) in(folder string) *Series {
	if is := s.byID[lang.SlugPath(folder)]; is != nil {
		return is
	}
	for _, r := range folderReadings(folder+"/", "_index") {
		if is := s.byID[lang.SlugPath(path.Dir(r.stem))]; is != nil {
			return is
		}
	}
	return nil
}
