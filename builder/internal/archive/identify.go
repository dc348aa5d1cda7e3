package archive

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// identity is the place of a file in the archive.
type identity struct {
	stem    string // the path that names the session, without extension and language
	session string
	inSeries
	lang   lang.Tag
	part   int // from 1; 0 when the file is the whole session
	date   transcript.Date
	title  string
	placed *placed // what date and title are where front matter gives none
}

// inSeries is the series that a file says it is of.
type inSeries struct {
	series string // "" for none
	name   string // as front matter or the folders write it
	named  bool   // front matter writes it
}

// reading is one way to understand a path: with a language taken from its
// suffix, its name or a folder.
type reading struct {
	stem   string // the path without extension and language
	tag    lang.Tag
	form   form
	alone  bool // the whole name is the token
	hyphen bool // a hyphen stands before the token, as between the words of a title
}

// form is what a token looks like, which says how much it takes to believe
// that it is a language.
type form uint8

const (
	short    form = iota // fr, zh-Hant
	regional             // pt-BR; de-la is one too, and no language
	long                 // yue; most such words are no languages
	word                 // french, deutsch
)

// tagForm takes apart what may be a language in a path: two or three letters,
// script, region.
var tagForm = regexp.MustCompile(`^[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?([-_](?:[A-Za-z]{2}|\d{3}))?$`)

// maxTag is the length of the longest text that tagForm matches, in bytes.
const maxTag = len("yue-Hant-419")

// maxSubtags is how many parts a language in a name has at most: zh-Hant-HK.
const maxSubtags = 3

// readings gives the ways to read a path: the suffix, longest first, the whole
// name, the first and the last folder.
func readings(p string) (out []reading) {
	plain := strings.TrimSuffix(p, path.Ext(p))
	dir, base := path.Split(plain)
	at := len(base)
	var suffixes []reading
	if head, token, ok := bracketed(base); ok { // Plenary (en)
		if tag, form, ok := tagToken(token); ok && head != "" {
			suffixes = append(suffixes, reading{stem: dir + head, tag: tag, form: form})
		}
	}
	for range maxSubtags {
		at = strings.LastIndexAny(base[:at], "._-")
		if at < 0 {
			break
		}
		head := strings.TrimRight(base[:at], "._- ")
		if tag, form, ok := tagToken(base[at+1:]); ok && head != "" {
			suffixes = append(suffixes, reading{stem: dir + head, tag: tag, form: form, hyphen: base[at] == '-'})
		}
	}
	slices.Reverse(suffixes)
	out = suffixes
	if tag, form, ok := tagToken(base); ok && dir != "" {
		out = append(out, reading{stem: strings.TrimSuffix(dir, "/"), tag: tag, form: form, alone: true})
	}
	return append(out, folderReadings(dir, base)...)
}

// bracketed takes apart a name whose last word stands in brackets.
func bracketed(base string) (head, token string, ok bool) {
	at := strings.LastIndexAny(base, "([")
	if at < 0 || !strings.HasSuffix(base, ")") && !strings.HasSuffix(base, "]") {
		return "", "", false
	}
	return strings.TrimRight(base[:at], "._- "), base[at+1 : len(base)-1], true
}

func folderReadings(dir, base string) (out []reading) {
	if dir == "" {
		return nil
	}
	folders := strings.Split(strings.TrimSuffix(dir, "/"), "/")
	for _, i := range []int{0, len(folders) - 1} {
		if tag, form, ok := tagToken(folders[i]); ok {
			left := slices.Delete(slices.Clone(folders), i, i+1)
			out = append(out, reading{stem: path.Join(append(left, base)...), tag: tag, form: form})
		}
		if len(folders) == 1 {
			break
		}
	}
	return out
}

// tagToken reads a token as a language.
func tagToken(s string) (lang.Tag, form, bool) {
	var m []string
	begin, _, _ := strings.Cut(s, "-")
	begin, _, _ = strings.Cut(begin, "_")
	if len(s) <= maxTag && (len(begin) == 2 || len(begin) == 3) { // most that are none are told without the expression
		m = tagForm.FindStringSubmatch(s)
	}
	if m == nil {
		tag, ok := lang.Named(s)
		return tag, word, ok
	}
	tag, err := lang.Parse(strings.ReplaceAll(s, "_", "-"))
	if err != nil {
		return "", 0, false
	}
	switch {
	case m[1] != "":
		return tag, regional, true
	case len(s) == 3:
		return tag, long, true
	}
	return tag, short, true
}

// same tells whether two tags are one language, whatever their scripts and
// regions.
func same(a, b lang.Tag) bool { return a != "" && (a.Base() == b.Base() || a.Finds(b)) }

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
	ids, list := identify([]*Facts{f}, nil, &pathMemory{})
	hashes := make([]transcript.WordsHash, len(f.Turns))
	given := make([]string, len(f.Turns))
	for i, t := range f.Turns {
		hashes[i], given[i] = t.Hash, f.idOf(i)
	}
	return Placing{Session: ids[0].session, Lang: ids[0].lang, Title: ids[0].title, Date: ids[0].date, Anchors: transcript.Anchors(hashes, given)}, list
}

// identify finds the session and the language of each file. languages are
// those that dixit.yaml names, and may be none.
func identify(files []*Facts, languages []lang.Tag, m *pathMemory) ([]identity, diag.List) {
	m.begin()
	// A word in a file name is a language when the site names it, the text
	// confirms it, or the same name exists with another language.
	twins := map[string][]lang.Tag{}
	whole := map[string]bool{} // the paths without extension
	ways := make([][]reading, len(files))
	for i, f := range files {
		whole[strings.TrimSuffix(f.Path, path.Ext(f.Path))] = true
		ways[i] = m.readings.get(f.Path, func() []reading { return readings(f.Path) })
		for _, r := range ways[i] {
			if r.form != long && !slices.Contains(twins[r.stem], r.tag) {
				twins[r.stem] = append(twins[r.stem], r.tag)
			}
		}
	}
	out := make([]identity, len(files))
	byText := make([]bool, len(files)) // the language was taken from the text alone
	for i, f := range files {
		id := &out[i]
		stem := strings.TrimSuffix(f.Path, path.Ext(f.Path))
		id.lang = f.Front.lang
		for _, r := range ways[i] {
			// budget.fr.md beside budget.md is French, unless its words are surely not.
			beside := r.form == short && !r.alone && whole[r.stem] && f.Sure < denied
			if believed(r, f, languages, len(twins[r.stem]) > 1 || beside) {
				stem = withoutFolder(r)
				id.lang = cmp.Or(id.lang, r.tag)
				break
			}
		}
		if id.lang == "" {
			id.lang, byText[i] = f.Detected, true
		}
		id.place(f, stem, m)
	}
	agree(files, out, byText, languages)
	var list diag.List
	for i, f := range files {
		if byText[i] && f.Sure < guessed {
			list = append(list, diag.New(diag.LanguageGuessed, f.Path, 0, 0, "the language was taken to be %q, by the text alone", string(out[i].lang)))
		}
	}
	joinParts(files, out, m)
	return out, list
}

// denied is how sure the language of a text is where it denies what the name of
// its file says: two words are never. Below guessed it is no more than a guess.
const denied, guessed = 0.8, 0.5

// believed tells whether a token of a path is a language.
func believed(r reading, f *Facts, languages []lang.Tag, twins bool) bool {
	confirmed := same(f.Detected, r.tag) || same(f.Front.lang, r.tag)
	exact := slices.Contains(languages, r.tag)
	known := exact || slices.ContainsFunc(languages, func(t lang.Tag) bool { return t.Finds(r.tag) || r.tag.Finds(t) })
	switch {
	case r.alone:
		// talks/it.md may well be about computers.
		return confirmed || known && twins
	case r.form == long:
		// "may" is Malay, and "eng" English, only where the text is in it.
		return confirmed && len(r.tag.Base()) == 2 || known && len(r.tag.Base()) == 3
	case r.form == word:
		// "business-english" is of English, "minutes_english" in it.
		return twins || confirmed && !r.hyphen
	case r.form == regional:
		return exact || confirmed || twins
	}
	return known || confirmed || twins
}

// withoutFolder gives the stem of a reading without a folder that says the same
// language once more: zh/2015/406.zh.md.
func withoutFolder(r reading) string {
	dir, base := path.Split(r.stem)
	for _, again := range folderReadings(dir, base) {
		if same(again.tag, r.tag) {
			return again.stem
		}
	}
	return r.stem
}

// agree brings the languages of files to those of the site: "zh" for a
// transcript in zh-Hant where the site has zh, and zh-Hant for one that says
// zh where the site tells the two apart. Where dixit.yaml names none, the names
// of files stand for it.
func agree(files []*Facts, ids []identity, byText []bool, languages []lang.Tag) {
	count := map[lang.Tag]int{}
	all := map[lang.Tag]int{}
	for i, id := range ids {
		if id.lang != "" {
			all[id.lang]++
			if !byText[i] {
				count[id.lang]++
			}
		}
	}
	site := languages
	if len(site) == 0 {
		site = commonest(count, nil)
	}
	for i := range ids {
		id := &ids[i]
		switch {
		case id.lang == "" && len(languages) > 0:
			id.lang = languages[0]
		case id.lang == "" && len(all) > 0:
			id.lang = commonest(all, nil)[0]
		case id.lang == "":
			id.lang = "und" // nothing but figures and marks
		case slices.Contains(site, id.lang), len(languages) == 0 && !byText[i]:
		default:
			finds := func(t lang.Tag) bool { return t.Finds(id.lang) }
			n := slices.IndexFunc(site, func(t lang.Tag) bool { return finds(t) && t.Finds(files[i].Detected) })
			if n < 0 {
				n = slices.IndexFunc(site, finds)
			}
			if n >= 0 {
				id.lang = site[n]
			}
		}
	}
}

// commonest lists languages, those of most files first, of equally many the one in
// which more of them say that it was spoken: who translates an archive from end to end
// does not move it.
func commonest(count, spoken map[lang.Tag]int) []lang.Tag {
	return slices.SortedFunc(maps.Keys(count), func(x, y lang.Tag) int {
		return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(spoken[y], spoken[x]), cmp.Compare(x, y))
	})
}

// placed is what a path and front matter say of the place of a file.
type placed struct {
	session string
	inSeries
	// date and title are what the name of the file tells of them.
	date  transcript.Date
	title string
	// days are the two that a date in the name may be, "" where it is none or one.
	days [2]transcript.Date
	// part is what the stem says of a part: "" for nothing, else as partName
	// matches it, and its number in digits or letters.
	part, number string
}

// place gives a file its place by a stem.
func (id *identity) place(f *Facts, stem string, m *pathMemory) {
	p := m.placed.get(placedKey{f.Path, stem, id.lang, f.Front.session, f.Front.series}, func() *placed { return placeOf(f, stem, id.lang) })
	id.stem, id.session, id.inSeries = stem, p.session, p.inSeries
	id.part, id.placed = f.Front.part, p
	id.entitle(f)
}

// entitle gives a file its date and its title.
func (id *identity) entitle(f *Facts) {
	id.date, id.title = cmp.Or(f.Front.date, id.placed.date), cmp.Or(f.Front.title, id.placed.title)
	if id.date == "" {
		id.date = format.TitleDate(f.Front.title, id.lang)
	}
}

// placeOf derives session, series, date and title from a path and front matter.
func placeOf(f *Facts, stem string, l lang.Tag) *placed {
	p := &placed{session: cmp.Or(lang.SlugPath(f.Front.session), lang.SlugPath(stem), "session")}
	if dir := path.Dir(stem); dir != "." {
		p.series, p.name = lang.SlugPath(dir), dir
	}
	if s := lang.SlugPath(f.Front.series); s != "" {
		p.series, p.name, p.named = s, f.Front.series, true
	}
	base := path.Base(stem)
	date, name := format.NameDate(base, l)
	if date == "" {
		if dayFirst, monthFirst, two := format.TwoNameDates(base, l); two {
			p.days = [2]transcript.Date{dayFirst, monthFirst}
		}
	}
	p.date, p.title = date, cmp.Or(unslugged(name), base)
	if mayNamePart(stem) {
		if match := partName.FindStringSubmatch(stem); match != nil {
			p.part, p.number = match[0], strings.Join(match[1:], "")
		}
	}
	return p
}

// unslugged writes a name of a file as a title.
func unslugged(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
}
