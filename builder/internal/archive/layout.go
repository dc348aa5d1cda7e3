package archive

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// layout says which files are editions of which session. An edit of a file rarely
// changes it; see layout.stays.
type layout struct {
	given     []*Facts // as in Input.Files
	shown     []int32  // of given: index in files, -1 for what is not to be published
	files     []*Facts
	ids       []identity // of files
	groups    []group    // by id
	of        []int32    // of files: index in groups, -1 for none
	languages []lang.Tag // of the site
	// closed has the paths of files that are not to be published as they are: one
	// file may hold many sessions.
	closed map[string]bool
	list   diag.List
}

// group is the files of a session.
type group struct {
	id       string
	editions []placing // in order of the site's languages
}

// placing is the files of an edition, in order of part, as indexes.
type placing struct {
	lang  lang.Tag
	files []int32
}

// others are the files in a language that the site does not have.
type others struct {
	first string // path of the first
	count int
}

// newLayout lays files out.
func newLayout(in Input, paths *pathMemory) *layout {
	l := &layout{given: slices.Clone(in.Files), shown: make([]int32, len(in.Files)), closed: map[string]bool{}}
	for i, f := range in.Files {
		if l.shown[i] = -1; f.Redacted {
			l.closed[f.Path] = true
		}
		if reason := f.Front.hidden(in.Drafts, in.AsOf); reason != "" {
			l.list = append(l.list, diag.New(diag.FilePassedOver, f.Path, 0, 0, "passed over: %s", reason))
			l.closed[f.Path] = true
			continue
		}
		l.shown[i] = int32(len(l.files))
		l.files = append(l.files, f)
	}
	ids, list := identify(l.files, in.Languages, paths)
	l.ids, l.list = ids, append(l.list, list...)
	l.group(in.Languages)
	return l
}

// group puts files together that are of one session.
func (l *layout) group(languages []lang.Tag) {
	l.of = make([]int32, len(l.files))
	index := make(map[string]int, len(l.files))
	count, spoken := map[lang.Tag]int{}, map[lang.Tag]int{}
	unlisted := map[lang.Tag]*others{}
	for i := range l.ids {
		id := &l.ids[i]
		l.of[i] = -1
		if len(languages) > 0 && !slices.Contains(languages, id.lang) {
			if unlisted[id.lang] == nil {
				unlisted[id.lang] = &others{first: l.files[i].Path}
			}
			unlisted[id.lang].count++
			continue
		}
		at, ok := index[id.session]
		if !ok {
			at = len(l.groups)
			index[id.session] = at
			l.groups = append(l.groups, group{id: id.session})
		}
		g := &l.groups[at]
		spoken[l.files[i].Front.original]++
		e := slices.IndexFunc(g.editions, func(p placing) bool { return p.lang == id.lang })
		if e < 0 {
			g.editions = append(g.editions, placing{lang: id.lang, files: []int32{int32(i)}})
			count[id.lang]++
			continue
		}
		p := &g.editions[e]
		if k := slices.IndexFunc(p.files, func(j int32) bool { return max(l.ids[j].part, 1) == max(id.part, 1) }); k >= 0 {
			l.list = append(l.list, diag.New(diag.EditionTwice, l.files[i].Path, 0, 0, "session %q in %q is already %q", id.session, string(id.lang), l.files[p.files[k]].Path))
			continue
		}
		p.files = append(p.files, int32(i))
	}
	for _, tag := range slices.Sorted(maps.Keys(unlisted)) {
		o := unlisted[tag]
		files := fmt.Sprintf("%d files", o.count)
		if o.count == 1 {
			files = "1 file"
		}
		l.list = append(l.list, diag.New(diag.LanguageUnlisted, "", 0, 0, "%s in %q passed over, such as %s: the language is not among `languages` in dixit.yaml", files, string(tag), o.first))
	}
	if l.languages = languages; len(languages) == 0 {
		l.languages = commonest(count, spoken)
	}
	slices.SortFunc(l.groups, func(x, y group) int { return strings.Compare(x.id, y.id) })
	for n, g := range l.groups {
		slices.SortFunc(g.editions, func(x, y placing) int {
			return cmp.Or(cmp.Compare(placeOfLanguage(l.languages, x.lang), placeOfLanguage(l.languages, y.lang)), cmp.Compare(x.lang, y.lang))
		})
		for _, p := range g.editions {
			slices.SortFunc(p.files, func(x, y int32) int { return cmp.Compare(l.ids[x].part, l.ids[y].part) })
			for _, i := range p.files {
				l.of[i] = int32(n)
			}
		}
	}
}

// placeOfLanguage is the place of a language among those of the site, after all of
// them for another.
func placeOfLanguage(languages []lang.Tag, l lang.Tag) int {
	if n := slices.Index(languages, l); n >= 0 {
		return n
	}
	return len(languages)
}

// stays makes the layout that of other files, where each stands where one of
// before did, whatever its words have become. It gives the groups whose files have
// changed; ok is false, and nothing changed, where files stand otherwise.
func (l *layout) stays(in Input) (changed []int32, ok bool) {
	if l == nil || len(in.Files) != len(l.given) {
		return nil, false
	}
	var at []int
	for i, f := range in.Files {
		if was := l.given[i]; f != was {
			if !sameReasons(was, f, in) {
				return nil, false
			}
			at = append(at, i)
		}
	}
	for _, i := range at {
		f := in.Files[i]
		l.given[i] = f
		n := l.shown[i]
		if n < 0 {
			continue
		}
		l.files[n] = f
		l.ids[n].entitle(f)
		if g := l.of[n]; g >= 0 {
			changed = append(changed, g)
		}
	}
	slices.Sort(changed)
	return slices.Compact(changed), true
}

// sameReasons tells whether all by which two files are given their place is the
// same.
func sameReasons(a, b *Facts, in Input) bool {
	x, y := &a.Front, &b.Front
	return a.Path == b.Path && a.Redacted == b.Redacted && a.Detected == b.Detected && (a.Sure < denied) == (b.Sure < denied) && (a.Sure < guessed) == (b.Sure < guessed) &&
		x.lang == y.lang && x.original == y.original && x.session == y.session && x.series == y.series && x.part == y.part &&
		x.hidden(in.Drafts, in.AsOf) == y.hidden(in.Drafts, in.AsOf) && samePeople(x.people(), y.people())
}

// samePeople tells whether two files list the same persons.
func samePeople(a, b []transcript.Person) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// Hidden says why what has this front matter is not to be shown, "" if it is.
// drafts and asOf are those of Input.
func Hidden(m transcript.Meta, drafts bool, asOf transcript.Date) string {
	switch {
	case m.Draft && !drafts:
		return "a draft; --drafts shows it"
	case m.Embargo != "" && asOf != "" && endOf(m.Embargo) > asOf:
		return "under embargo until " + string(m.Embargo)
	case m.Withdrawn != "":
		return "withdrawn: " + m.Withdrawn
	}
	return ""
}

// endOf is the last day of a date that may name a year or a month only. Days
// that the calendar does not have compare as well as those it has.
func endOf(d transcript.Date) transcript.Date {
	switch len(d) {
	case len("2006"):
		return d + "-12-31"
	case len("2006-01"):
		return d + "-31"
	}
	return d
}
