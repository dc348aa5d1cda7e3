package searchindex

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// A language in many segments spells most of its words in each of them. Those
// that many editions share are spelled once, in its lexicon, which all its
// segments refer to by numbers.
//
// All lists of a language depend on its lexicon, so it is made as primers are:
// of the editions of the smallest hashes, among which another edition is as
// seldom as there are many.
const (
	// lexiconShare is how many editions there are for each that the lexicon is
	// made of, and mostLexicon the most of these. Of 1,000 meetings in English,
	// words of 32 are six of ten that segments have, and make what is not text a
	// fifth smaller than if each segment spelled them; words of 64 make it a
	// fourth smaller, but the lexicon change twice as often: additions in a row
	// then rewrote 3.4 % of the index in the mean, where they now rewrite 2.0 %.
	lexiconShare = 30
	mostLexicon  = 32
	// leastLexicon is in how many of them a form must occur.
	leastLexicon = 2
	// lexiconBytes is how many bytes of names a page of the lexicon has, about
	// half as many deflated. A search fetches one for each word.
	lexiconBytes = 1200
)

// lexiconSegments is how many segments a language has at least for a lexicon to
// pay. Tests lower it.
var lexiconSegments = 6

// lexicon has groups of a language. A nil one has none.
type lexicon struct {
	id     string
	groups []lexiconGroup // by their first forms
	pages  [][]int32      // numbers of the groups of each page
	names  *primer        // what names in pages go on with: a code and no words
	stems  map[string]string
	byStem map[string]int32
	files  []pageFile
}

type lexiconGroup struct {
	group
	hashes []uint32 // of what chooses the page of each form's term
}

// in tells whether a group stands in a page of n.
func (g *lexiconGroup) in(page, n int) bool {
	for _, h := range g.hashes {
		if int(h%uint32(n)) == page {
			return true
		}
	}
	return false
}

// name tells lexicons apart by what they hold; "" for none.
func (x *lexicon) name() string {
	if x == nil {
		return ""
	}
	return x.id
}

// size is how many groups it has.
func (x *lexicon) size() int {
	if x == nil {
		return 0
	}
	return len(x.groups)
}

// stem is the stem of a term of the lexicon.
func (x *lexicon) stem(term string) (string, bool) {
	if x == nil {
		return "", false
	}
	stem, ok := x.stems[term]
	return stem, ok
}

// number is that of the group of a stem, -1 for none.
func (x *lexicon) number(stem string) int32 {
	if x == nil {
		return -1
	}
	if k, ok := x.byStem[stem]; ok {
		return k
	}
	return -1
}

// lexiconUse is what the sample has of a form.
type lexiconUse struct {
	form
	editions, passages int
}

// lexiconSample is what a lexicon is made of, growing.
type lexiconSample struct {
	lang lang.Tag
	key  Key
	made *lexicon // nil until it is
	mu   sync.Mutex
	uses map[form]*lexiconUse
}

// add counts what was collected of one edition.
func (s *lexiconSample) add(c *collector) {
	c.settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range c.touched {
		term, written := cutSpelt(c.known.speltAs(id))
		f := form{string(term), string(written)}
		if f.form == "" {
			f.form = f.term
		}
		u := s.uses[f]
		if u == nil {
			u = &lexiconUse{form: f}
			s.uses[f] = u
		}
		u.editions++
		u.passages += int(c.known.seen[id].n)
	}
}

// readLexicons makes and writes the lexicons.
func (w *writer) readLexicons(ctx context.Context) error {
	byLang := map[lang.Tag][]int{}
	segs := map[lang.Tag]int{}
	for _, s := range w.segs {
		byLang[s.lang] = append(byLang[s.lang], s.heads...)
		segs[s.lang]++
	}
	var samples []*lexiconSample
	type job struct{ sample, head int }
	var jobs []job
	w.lexicons, w.man.Lexicons = map[lang.Tag]*lexicon{}, map[lang.Tag]lexiconManifest{}
	for _, s := range w.segs {
		if segs[s.lang] < lexiconSegments || len(samples) > 0 && samples[len(samples)-1].lang == s.lang {
			continue
		}
		heads := sample(w.in.Heads, byLang[s.lang], lexiconEditions(len(byLang[s.lang])))
		k, keyed := w.key(heads, "lexicon")
		x := &lexiconSample{lang: s.lang, key: k, uses: map[form]*lexiconUse{}}
		samples = append(samples, x)
		if x.made = w.in.Made.lexicons[k]; keyed && x.made != nil {
			continue
		}
		for _, head := range heads {
			jobs = append(jobs, job{len(samples) - 1, head})
		}
	}
	err := w.each(ctx, len(jobs), func(i int, t *tools) error {
		e, err := w.in.Load(jobs[i].head)
		if err != nil {
			return err
		}
		t.collect(0, e, passages(e))
		samples[jobs[i].sample].add(&t.collector)
		t.empty()
		return nil
	})
	if err != nil {
		return err
	}
	err = w.each(ctx, len(samples), func(i int, t *tools) error {
		if s := samples[i]; s.made == nil {
			s.made = t.newLexicon(s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range samples {
		w.made.lexicons[s.key] = s.made
		if len(s.made.groups) == 0 {
			continue
		}
		w.lexicons[s.lang] = s.made
		w.man.Lexicons[s.lang] = lexiconManifest{s.made.id, len(s.made.pages)}
		for _, f := range s.made.files {
			if err := w.putOnce(f.name, f.content); err != nil {
				return err
			}
		}
	}
	return nil
}

// lexiconEditions is of how many of n editions a lexicon is made, a power of two,
// so that it seldom changes with n.
func lexiconEditions(n int) int {
	k := 1
	for k < mostLexicon && 2*k*lexiconShare <= n {
		k *= 2
	}
	return max(k, leastLexicon)
}

func (t *tools) newLexicon(s *lexiconSample) *lexicon {
	x := &lexicon{stems: map[string]string{}, byStem: map[string]int32{}}
	spelt := map[string]string{} // as gatherer.stemIn has it
	var uses []*lexiconUse
	for f, u := range s.uses {
		if u.editions < leastLexicon {
			continue
		}
		uses = append(uses, u)
		if best, ok := spelt[f.term]; !ok || f.form != f.term && (best == f.term || f.form < best) {
			spelt[f.term] = f.form
		}
	}
	slices.SortFunc(uses, func(x, y *lexiconUse) int {
		return cmp.Or(cmp.Compare(y.passages, x.passages), strings.Compare(x.term, y.term), strings.Compare(x.form.form, y.form.form))
	})
	x.names = namesCode(s.uses)
	byStem := map[string][]form{}
	for _, u := range uses {
		stem := stemOf(u.term, spelt[u.term], s.lang)
		x.stems[u.term] = stem
		if list := byStem[stem]; len(list) < maxForms {
			byStem[stem] = append(list, u.form)
		}
	}
	stems := make([]string, 0, len(byStem))
	for stem := range byStem {
		stems = append(stems, stem)
	}
	slices.SortFunc(stems, func(a, b string) int {
		x, y := byStem[a][0], byStem[b][0]
		return cmp.Or(strings.Compare(x.term, y.term), strings.Compare(x.form, y.form))
	})
	size := 0
	for i, stem := range stems {
		first := byStem[stem][0].term
		g := lexiconGroup{group: group{forms: byStem[stem], known: -1, stem: shownStem(stem, first, s.lang), begin: beginOf(first)}}
		for _, f := range g.forms {
			g.hashes = append(g.hashes, hashString(prefix(f.term, shortKeys[0], shortKeys[1])))
			size += len(f.term)/2 + 2
		}
		x.groups = append(x.groups, g)
		x.byStem[stem] = int32(i)
	}
	n := 1
	for 2*n*lexiconBytes <= size {
		n *= 2
	}
	x.pages = make([][]int32, n)
	hash := sha256.New()
	var names namesWriter
	for at := range x.pages {
		names.reset()
		for i := range x.groups {
			if g := &x.groups[i]; g.in(at, n) {
				x.pages[at] = append(x.pages[at], int32(i))
				names.group(&g.group)
			}
		}
		packed := t.deflate(9, names.out)
		file := binary.AppendUvarint(nil, uint64(len(x.names.file)))
		file = append(append(file, x.names.file...), packed...)
		hash.Write(strconv.AppendInt(nil, int64(len(file)), 10))
		hash.Write([]byte{' '})
		hash.Write(file)
		x.files = append(x.files, pageFile{content: file})
	}
	x.id = name(hash.Sum(nil))
	for at := range x.files {
		x.files[at].name = lexiconName(x.id, at)
	}
	return x
}

// namesCode makes the code of the names that segments will spell, by those of the
// sample that the lexicon leaves out: a page has too few to say a code of its
// own.
func namesCode(uses map[form]*lexiconUse) *primer {
	pages := make([][]form, len(uses)/32+1)
	for f, u := range uses {
		if u.editions < leastLexicon {
			at := hashString(prefix(f.term, shortKeys[0], shortKeys[1])) % uint32(len(pages))
			pages[at] = append(pages[at], f)
		}
	}
	var list [][]byte
	for _, page := range pages {
		slices.SortFunc(page, func(x, y form) int {
			return cmp.Or(strings.Compare(x.term, y.term), strings.Compare(x.form, y.form))
		})
		var names namesWriter
		for _, f := range page {
			names.group(&group{forms: []form{f}, stem: max(1, utf8.RuneCountInString(f.term)-1)})
		}
		list = append(list, names.out)
	}
	p := &primer{}
	p.places.learn(nil)
	p.encode(list)
	p.file = p.code.header()
	return p
}

func lexiconName(id string, page int) string {
	return "lexicon-" + id + "-" + strconv.Itoa(page) + fileExt
}
