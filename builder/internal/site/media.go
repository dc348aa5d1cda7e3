package site

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/markup"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// recording is a recording that a file of an edition names.
type recording struct {
	mime string
	file string   // of the content folder; "" for one elsewhere
	url  *url.URL // of one elsewhere, without a fragment
}

// recordings lists those that browsers play, of all parts of an edition.
func (pl *planner) recordings(e *archive.Edition) []recording {
	var out []recording
	for k := range e.Parts {
		for _, name := range e.MediaOf(k) {
			if m := pl.recordingOf(e, k, name); m.mime != "" && !slices.ContainsFunc(out, func(o recording) bool { return pl.mediaAddress(o) == pl.mediaAddress(m) }) {
				out = append(out, m)
			}
		}
	}
	return out
}

// recordingOf finds what the file of part k calls its recording: a file beside
// it or from the top of the content folder, or an address. The zero recording is
// none that browsers play.
func (pl *planner) recordingOf(e *archive.Edition, k int, name string) recording {
	name = strings.TrimSpace(name)
	if strings.Contains(name, "://") {
		u, err := url.Parse(name)
		if err != nil || u.Host == "" || !markup.SafeLink(name) {
			return recording{}
		}
		u.Fragment, u.RawFragment = "", ""
		return recording{mime: source.MediaType(u.Path), url: u}
	}
	if pl.heldBack(e.Session) {
		return recording{}
	}
	for _, file := range mediaPlaces(e.Parts[k].Path, name) {
		if _, ok := pl.s.Sizes[file]; ok {
			return recording{mime: source.MediaType(file), file: file}
		}
	}
	return recording{}
}

// mediaPlaces are where a file that names a recording means it to be.
func mediaPlaces(file, name string) []string {
	top := path.Clean(strings.TrimPrefix(name, "/"))
	if strings.HasPrefix(name, "/") {
		return []string{top}
	}
	return []string{path.Join(path.Dir(file), name), top}
}

// heldBack tells whether no recording of a session is published: words are taken
// out of an edition of it, and a recording says them.
func (pl *planner) heldBack(s *archive.Session) bool {
	return slices.ContainsFunc(s.Editions, (*archive.Edition).Redacted)
}

// mediaAddress is where a recording is: below the site, for all languages once,
// or elsewhere.
func (pl *planner) mediaAddress(m recording) string {
	if m.file == "" {
		return m.url.String()
	}
	return "media/" + lang.SlugPath(strings.TrimSuffix(m.file, path.Ext(m.file))) + strings.ToLower(path.Ext(m.file))
}

// media plans the recordings of the content folder that sessions name, and says
// of which nothing was made.
func (pl *planner) media() diag.List {
	var list diag.List
	used := map[string]bool{}
	for _, s := range pl.a.Sessions {
		for _, e := range s.Editions {
			for _, m := range pl.recordings(e) {
				if m.file != "" && !used[m.file] {
					used[m.file] = true
					pl.add(Page{Address: pl.mediaAddress(m), Class: Asset, Source: m.file})
				}
			}
			list = append(list, pl.unplayed(e, used)...)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(pl.s.Sizes)) {
		if source.MediaType(file) != "" && !used[file] {
			list = append(list, diag.New(diag.FilePassedOver, file, 0, 0, "passed over: no session that is shown names this recording under `media`"))
		}
	}
	return list
}

// unplayed reports the recordings of an edition that are not there or are held
// back; the latter are entered into used.
func (pl *planner) unplayed(e *archive.Edition, used map[string]bool) diag.List {
	var list diag.List
	for k, part := range e.Parts {
		for _, name := range e.MediaOf(k) {
			if strings.Contains(name, "://") || source.MediaType(name) == "" {
				continue
			}
			there := ""
			for _, file := range mediaPlaces(part.Path, strings.TrimSpace(name)) {
				if _, ok := pl.s.Sizes[file]; ok && there == "" {
					there = file
				}
			}
			switch {
			case there == "":
				list = append(list, diag.New(diag.MediaMissing, part.Path, 0, 0, "no recording %q beside it or in the content folder", name))
			case pl.heldBack(e.Session):
				used[there] = true
				list = append(list, diag.New(diag.MediaHeldBack, part.Path, 0, 0, "%q is not published, for words of the session are under `redact`", name))
			}
		}
	}
	return list
}

// players are the views of the recordings of an edition.
func (tg *tongue) players(address string, e *archive.Edition) []Medium {
	var out []Medium
	all := tg.recordings(e)
	for i, m := range all {
		v := Medium{Type: m.mime}
		v.Kind, _, _ = strings.Cut(m.mime, "/")
		v.Text.Text = tg.p.T("media")
		if len(all) > 1 {
			v.Text.Text += " " + tg.p.Number(i+1)
		}
		v.Href = tg.mediaHref(address, m)
		if m.file != "" {
			v.Size = tg.p.Size(tg.s.Sizes[m.file])
		} else {
			v.Host = m.url.Host
			v.Text.Text = tg.p.T("media-elsewhere", "Host", m.url.Host)
		}
		if timed(e) && len(e.Parts) == 1 {
			v.Captions, v.Track = captionsFile, Language{Tag: string(e.Script), Name: tg.self(e.Lang)}
		}
		out = append(out, v)
	}
	return out
}

func (tg *tongue) mediaHref(address string, m recording) string {
	if m.file == "" {
		return m.url.String()
	}
	return tg.rel(address, tg.mediaAddress(m))
}

// times leads from the times of part k, in its file, to those places of the
// recording; nil where there is none. A part without a recording of its own is
// taken to be in that of the first.
func (tg *tongue) times(address string, e *archive.Edition, k int) func(transcript.Time) string {
	shift := transcript.Time(0)
	m := tg.firstRecording(e, k)
	if m.mime == "" && k > 0 {
		m, shift = tg.firstRecording(e, 0), e.Parts[k].Shift
	}
	if m.mime == "" {
		return nil
	}
	href := tg.mediaHref(address, m)
	return func(t transcript.Time) string {
		return href + "#t=" + strconv.FormatFloat(float64(t+shift)/1000, 'f', -1, 64)
	}
}

// played tells whether what an edition names is a recording that its page plays,
// or one that is not there.
func (pl *planner) played(e *archive.Edition, name string) bool {
	if !strings.Contains(name, "://") && source.MediaType(name) != "" {
		return true
	}
	for k := range e.Parts {
		if slices.Contains(e.MediaOf(k), name) && pl.recordingOf(e, k, name).mime != "" {
			return true
		}
	}
	return false
}

// firstRecording is the first that the file of part k names, the zero recording
// for none.
func (pl *planner) firstRecording(e *archive.Edition, k int) recording {
	for _, name := range e.MediaOf(k) {
		if m := pl.recordingOf(e, k, name); m.mime != "" {
			return m
		}
	}
	return recording{}
}
