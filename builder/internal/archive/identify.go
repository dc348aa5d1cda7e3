package archive

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// identity is the place of a file in the archive.
type identity struct {
	session string
	series  string // "" for none
	name    string // title of a series that front matter names, else ""
	lang    lang.Tag
	part    int // from 1; 0 when the file is the whole session
	date    transcript.Date
	title   string
}

// reading is one way to understand a path: without a language, or with a
// language taken from its suffix or a folder.
type reading struct {
	stem string // the path without extension and language
	tag  lang.Tag
	bare string // the token as written
}

var (
	suffix   = regexp.MustCompile(`^(.+)[._-]([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})*)$`)
	scripted = regexp.MustCompile(`(?i)^[a-z]{2}[-_][a-z]{2,4}$`)
	partName = regexp.MustCompile(`(?i)[\s_.-]*(?:\(\s*(\d{1,2})\s*(?:of|de|sur|/)\s*\d{1,2}\s*\)|[\s_.-](?:part|parte|partie|teil|часть|الجزء)[\s_.-]*(\d{1,2})|第([一二三四五六七八九十\d]{1,2})部分)$`)
)

// tokens gives the readings of a path, the suffix first, then the first and
// the last folder.
func tokens(p string) (plain string, out []reading) {
	plain = strings.TrimSuffix(p, path.Ext(p))
	dir, base := path.Split(plain)
	for rest := base; ; {
		m := suffix.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		if tag, ok := tagToken(m[2]); ok {
			out = append(out, reading{stem: dir + m[1], tag: tag, bare: m[2]})
			break
		}
		// "name-zh-Hant" matches as a whole; of "name-to-be-en" only the end may
		// be a language.
		i := strings.LastIndexAny(m[2], "-_")
		if i < 0 {
			break
		}
		if tag, ok := tagToken(m[2][i+1:]); ok {
			out = append(out, reading{stem: strings.TrimSuffix(plain, plain[len(plain)-len(m[2][i:]):]), tag: tag, bare: m[2][i+1:]})
		}
		break
	}
	folders := strings.Split(strings.Trim(dir, "/"), "/")
	for _, i := range []int{0, len(folders) - 1} {
		if tag, ok := tagToken(folders[i]); ok {
			left := slices.Delete(slices.Clone(folders), i, i+1)
			out = append(out, reading{stem: path.Join(append(left, base)...), tag: tag, bare: folders[i]})
		}
		if len(folders) == 1 {
			break
		}
	}
	return plain, out
}

// tagToken reads a token as a language if it is a two-letter or scripted tag.
func tagToken(s string) (lang.Tag, bool) {
	if len(s) != 2 && !scripted.MatchString(s) {
		return "", false
	}
	tag, err := lang.Parse(strings.ReplaceAll(s, "_", "-"))
	return tag, err == nil
}

// Placing is where one file would stand in an archive of its own.
type Placing struct {
	Session string
	Lang    lang.Tag
	Title   string
	Date    transcript.Date
	Anchors []string // of its turns
}

// Place says where one file would stand, without others beside it.
func Place(f *Facts) (Placing, diag.List) {
	ids, list := identify([]*Facts{f}, nil)
	hashes := make([]transcript.WordsHash, len(f.Turns))
	given := make([]string, len(f.Turns))
	for i, t := range f.Turns {
		hashes[i], given[i] = t.Hash, t.ID
	}
	return Placing{Session: ids[0].session, Lang: ids[0].lang, Title: ids[0].title, Date: ids[0].date, Anchors: transcript.Anchors(hashes, given)}, list
}

// identify finds the session and the language of each file. languages are
// those that dixit.yaml names, and may be none.
func identify(files []*Facts, languages []lang.Tag) ([]identity, diag.List) {
	// A word in a file name is a language when the site names it, the text
	// confirms it, or the same name exists with another language.
	twins := map[string][]lang.Tag{}
	for _, f := range files {
		_, readings := tokens(f.Path)
		for _, r := range readings {
			if !slices.Contains(twins[r.stem], r.tag) {
				twins[r.stem] = append(twins[r.stem], r.tag)
			}
		}
	}
	out := make([]identity, len(files))
	var list diag.List
	for i, f := range files {
		stem, readings := tokens(f.Path)
		id := &out[i]
		id.lang = f.Meta.Lang
		for _, r := range readings {
			known := slices.ContainsFunc(languages, func(t lang.Tag) bool { return t.Finds(r.tag) || r.tag.Finds(t) })
			confirmed := f.Detected.Base() == r.tag.Base() || f.Meta.Lang.Base() == r.tag.Base() && r.tag != ""
			if known || confirmed || len(twins[r.stem]) > 1 {
				stem = r.stem
				if id.lang == "" {
					id.lang = r.tag
				}
				break
			}
		}
		if id.lang == "" {
			id.lang = f.Detected
			if f.Sure < 0.5 {
				list = append(list, diag.New(diag.LanguageGuessed, f.Path, 0, 0, "the language was taken to be %q, by the text alone", string(f.Detected)))
			}
			if id.lang == "" {
				id.lang = "und" // nothing but figures and marks
				if len(languages) > 0 {
					id.lang = languages[0]
				}
			}
		}
		// The site's name for a language holds for what it finds: "zh" for a
		// transcript in zh-Hant.
		if i := slices.IndexFunc(languages, func(t lang.Tag) bool { return t.Finds(id.lang) }); i >= 0 && !slices.Contains(languages, id.lang) {
			id.lang = languages[i]
		}
		id.place(f, stem)
	}
	joinParts(files, out)
	return out, list
}

// place derives session, series, date and title from a path and front matter.
func (id *identity) place(f *Facts, stem string) {
	id.session = lang.SlugPath(stem)
	dir := path.Dir(stem)
	if dir != "." {
		id.series = lang.SlugPath(dir)
	}
	if f.Meta.Series != "" {
		id.series, id.name = lang.SlugPath(f.Meta.Series), f.Meta.Series
	}
	base := path.Base(stem)
	date, name := format.LeadingDate(base)
	id.date = f.Meta.Date
	if id.date == "" {
		id.date = date
	}
	id.title = f.Meta.Title
	if id.title == "" {
		if id.title = strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(name)); id.title == "" {
			id.title = base
		}
	}
	if f.Meta.Session != "" {
		id.session = lang.SlugPath(f.Meta.Session)
	}
	if id.session == "" {
		id.session = "session"
	}
	id.part = f.Meta.Part
}

// joinParts takes the number of a part out of the session ids of files that
// differ in nothing else. A lone "part 2" keeps its name.
func joinParts(files []*Facts, ids []identity) {
	type member struct{ file, part int }
	groups := map[string][]member{}
	for i := range ids {
		if ids[i].part > 0 || files[i].Meta.Session != "" {
			continue
		}
		stem := strings.TrimSuffix(files[i].Path, path.Ext(files[i].Path))
		if _, readings := tokens(files[i].Path); len(readings) > 0 && lang.SlugPath(readings[0].stem) == ids[i].session {
			stem = readings[0].stem
		}
		m := partName.FindStringSubmatch(stem)
		if m == nil {
			continue
		}
		n := partNumber(m[1] + m[2] + m[3])
		joined := lang.SlugPath(strings.TrimSuffix(stem, m[0]))
		if n > 0 && joined != "" {
			key := joined + "\x00" + string(ids[i].lang)
			groups[key] = append(groups[key], member{i, n})
		}
	}
	for key, members := range groups {
		if len(members) < 2 {
			continue
		}
		joined, _, _ := strings.Cut(key, "\x00")
		for _, m := range members {
			ids[m.file].session, ids[m.file].part = joined, m.part
		}
	}
}

func partNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return strings.Index("一二三四五六七八九十", s)/3 + 1
}
