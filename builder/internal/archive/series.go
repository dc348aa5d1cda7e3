package archive

import (
	"path"
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

// series puts a session into the series that a file of it says, made when it is
// new, with those above it; nil for none.
func (a *Archive) series(id identity, s *Session) *Series {
	if id.series == "" {
		return nil
	}
	series := a.seriesAt(id.series, id.name)
	if title := path.Base(id.name); id.named && !series.named && title != path.Base(id.series) {
		series.Titles[""], series.named = title, true
	}
	series.Sessions = append(series.Sessions, s)
	return series
}

// seriesAt gives the series of an id. written is the id as the folders or the
// front matter have it; its last part stands for a title until there is one.
func (a *Archive) seriesAt(id, written string) *Series {
	for _, s := range a.Series {
		if s.ID == id {
			return s
		}
	}
	if strings.Count(written, "/") != strings.Count(id, "/") {
		written = id
	}
	s := &Series{ID: id, Titles: people.Text{"": unslugged(path.Base(written))}}
	a.Series = append(a.Series, s)
	if dir := path.Dir(id); dir != "." {
		s.Parent = a.seriesAt(dir, path.Dir(written))
		s.Parent.Children = append(s.Parent.Children, s)
	}
	return s
}

// finishSeries gives the series their titles and texts.
func (a *Archive) finishSeries(in Input) diag.List {
	var list diag.List
	for _, text := range in.Series {
		s := a.seriesIn(text.Folder)
		if s == nil {
			list = append(list, diag.New(diag.FilePassedOver, text.Path, 0, 0, "passed over: the text of a series without sessions"))
			continue
		}
		if s.Texts == nil {
			s.Texts = map[lang.Tag][]transcript.Segment{}
		}
		if text.Title != "" {
			s.Titles[text.Lang] = text.Title
		}
		s.Texts[text.Lang] = text.Segments
	}
	for _, s := range a.Series {
		slices.SortFunc(s.Children, func(x, y *Series) int { return strings.Compare(x.ID, y.ID) })
	}
	slices.SortFunc(a.Series, func(x, y *Series) int { return strings.Compare(x.ID, y.ID) })
	return list
}

// seriesIn gives the series of a folder: of its own path, or of the path
// without a folder that is a language (zh/committee is committee); nil for none.
func (a *Archive) seriesIn(folder string) *Series {
	stems := []string{folder}
	for _, r := range folderReadings(folder+"/", "_index") {
		stems = append(stems, path.Dir(r.stem))
	}
	for _, stem := range stems {
		id := lang.SlugPath(stem)
		if i := slices.IndexFunc(a.Series, func(s *Series) bool { return s.ID == id }); i >= 0 {
			return a.Series[i]
		}
	}
	return nil
}
