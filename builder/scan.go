package builder

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/site"
	"dixit/builder/internal/source"
)

// scanned is what the content folder holds. A scan fills it in; nobody changes it
// after.
type scanned struct {
	found    []source.Entry   // all files that are not passed over, by path
	there    map[string]bool  // the paths of found
	refused  map[string]bool  // the paths of files that are there and not among found
	entries  []source.Entry   // those of found that are transcripts, by path
	sizes    map[string]int64 // of transcripts and recordings, in bytes
	people   []people.Entry
	words    *topic.Vocabulary
	terms    bool // the words are looked through for what no vocabulary has
	wordsKey [sha256.Size]byte
	series   []archive.SeriesText
	ordinary []site.Ordinary
	// scanRead has the files that the scan itself has read, by path: the hash of
	// their bytes then, or of the reason why they could not be read.
	scanRead map[string]source.Hash
}

// scan lists the files of the content folder and reads those that are no
// transcripts.
func (r *run) scan() {
	folder, err := source.OpenFolder(r.at.content)
	if err != nil {
		r.list = append(r.list, fatal(diag.ContentMissing, r.a.shown(r.at.content), "no folder of transcripts here"))
		return
	}
	r.folder = folder
	defer func() {
		r.said = slices.Clone(r.list)
		r.stages.end("scan", len(r.entries), "transcript", 0)
	}()
	if r.scanAgain() {
		return
	}
	found, list := folder.Scan(r.skip)
	r.found, r.there, r.refused, r.scanRead = found, make(map[string]bool, len(found)), map[string]bool{}, map[string]source.Hash{}
	for _, e := range found {
		r.there[e.Path] = true
	}
	for _, d := range list {
		r.refused[d.File] = true
	}
	r.note(list)
	r.divide()
	if raw, ok := r.optional("people.yaml"); ok {
		r.people, list = people.Load("people.yaml", raw)
		r.note(list)
	}
	r.vocabulary()
}

// divide reads pages and texts of series, keeps the transcripts and the
// recordings, and reports what is none of these.
func (r *run) divide() {
	r.sizes = map[string]int64{}
	var sidecars []string
	for _, e := range r.found {
		switch {
		case e.Path == "people.yaml" || e.Path == "topics.yaml":
		case path.Dir(e.Path) == "." && path.Base(e.Path) == "dixit.yaml":
		case strings.HasPrefix(e.Path, "_pages/"):
			r.page(e)
		case strings.HasPrefix(path.Base(e.Path), "_index.") && path.Ext(e.Path) == ".md":
			r.seriesText(e)
		case isSidecar(e.Path):
			sidecars = append(sidecars, e.Path)
		case source.MediaType(e.Path) != "":
			r.sizes[e.Path] = e.Size
		case r.a.readers.of(e.Path, nil) == nil:
			r.note(diag.List{diag.New(diag.FormatUnknown, e.Path, 0, 0, "passed over: %q files are not read", path.Ext(e.Path))})
		default:
			r.entries = append(r.entries, e)
			r.sizes[e.Path] = e.Size
		}
	}
	used := map[string]bool{}
	for _, e := range r.entries {
		for _, p := range sidecarsOf(e.Path) {
			used[p] = true
		}
	}
	for _, p := range sidecars {
		if !used[p] {
			r.note(diag.List{diag.New(diag.FilePassedOver, p, 0, 0, "passed over: front matter without a transcript of the same name beside it")})
		}
	}
}

// vocabulary reads topics.yaml, and decides whether topics are looked for in the
// words as well.
func (r *run) vocabulary() {
	var topics []topic.Entry
	var list diag.List
	raw, ok := r.optional("topics.yaml")
	if ok {
		topics, list = topic.Load("topics.yaml", raw)
		r.note(list)
	}
	r.words, list = topic.NewVocabulary("topics.yaml", topics)
	r.note(list)
	r.terms = r.asking || len(topics) == 0 && r.cfg.topicsFound() > 0
	r.wordsKey = sha256.Sum256(fmt.Appendf(nil, "%q %q %v %v", raw, r.cfg.Languages, r.terms, r.asking))
}

// skip leaves out what is no content, what the settings ignore, and the output,
// theme and settings that may lie among the content.
func (r *run) skip(p string, dir bool) (bool, string) {
	if leave, why := source.Ignored(p, dir); leave {
		return leave, why
	}
	full := filepath.Join(r.at.content, filepath.FromSlash(p))
	if dir && isFile(filepath.Join(full, ".dixit", "manifest")) {
		return true, "a built site"
	}
	if dir && (full == r.at.out || full == r.at.theme) {
		return true, ""
	}
	if dir && r.at.content == r.a.dir && (p == "public" || p == "themes") {
		return true, "the folder of the built site or of themes, by its name"
	}
	for _, pattern := range r.cfg.Ignore {
		base, _ := path.Match(pattern, path.Base(p))
		whole, _ := path.Match(strings.TrimSuffix(pattern, "/"), p)
		if base || whole {
			return true, "named under `ignore`"
		}
	}
	return false, ""
}

func isFile(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular()
}

// isSidecar tells whether a file holds the front matter of another.
func isSidecar(p string) bool {
	ext := path.Ext(p)
	return ext == ".yaml" || ext == ".yml"
}

// optional reads a list of the editor's in the content folder; false for one that is
// not there, or cannot be read, which is reported.
func (r *run) optional(p string) ([]byte, bool) {
	raw, err := r.bytesInScan(p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if err != nil {
		r.note(diag.List{diag.New(diag.ListUnreadable, p, 0, 0, "cannot be read: %v", err)})
		return nil, false
	}
	return raw, true
}

// bytesInScan reads a file, and notes what was read.
func (r *run) bytesInScan(p string) ([]byte, error) {
	raw, err := r.folder.Bytes(p)
	if r.scanRead[p] = sha256.Sum256(raw); err != nil {
		r.scanRead[p] = reasonSum(err)
	}
	return raw, err
}
