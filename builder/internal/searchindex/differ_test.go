package searchindex

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
)

// differTongue is how words of a language are made: of syllables, with endings;
// without blanks where apart is false.
type differTongue struct {
	syllables, endings []string
	apart              bool
}

var differTongues = map[lang.Tag]differTongue{
	"en":    {strings.Fields("har bour com mit tee re port nai naï bud get quo te cœ tion al vi ce 's COVID-1 ra"), strings.Fields("- - s ed ing 's"), true},
	"fr":    {strings.Fields("l’a sem blé e vé na tion qué mar ché œu vre é co d'é ta ça pu bli"), strings.Fields("- - s e es er ent é"), true},
	"pt-BR": {strings.Fields("na co mu ni for ma in cri a ti vi da lei po"), strings.Fields("ção ções o a os as ado ar -"), true},
	"de":    {strings.Fields("ver ein ba rung stra ße gro müh le haus bür ger"), strings.Fields("- e en er es"), true},
	"tr":    {strings.Fields("İ ıs tan ki ta bul ev şe hir me mu"), strings.Fields("- lar ler in da"), true},
	"el":    {strings.Fields("Α θή να πό λη μο Σ συ νέ δρι θά λασ"), strings.Fields("ς α ος ου ες -"), true},
	"ru":    {strings.Fields("ком ми тет пор ёл но вый зе бюд жет го род по"), strings.Fields("- а у ом ы ов ами й"), true},
	"ar":    {strings.Fields("ال وال مد رس أح إ لج نة مي زا اج تم"), strings.Fields("ة ات ين ه - ـ"), true},
	"he":    {strings.Fields(`של ום וע דה צה"ל תק צי בנ`), strings.Fields("ים ות ה -"), true},
	"hi":    {strings.Fields("स मि ति न ग र बा जा रि पो"), strings.Fields("ों ी ा -"), true},
	"ko":    {strings.Fields("국 회 의 원 예 산 항 구 견 서"), strings.Fields("을 이 에서 - 은"), true},
	"zh":    {strings.Fields("我 们 委 员 会 会 議 议 台 臺 湾 灣 经 經 济 濟 港 口 京 都 𠮷 潮"), strings.Fields("- - ， 。 A"), false},
	"ja":    {strings.Fields("会 議 カ ガ ｶ ﾞ の は 東 京 都 ミ ナ ト 港 ー き"), strings.Fields("- - 、 を"), false},
	"th":    {strings.Fields("ใก ล้ ไก ล ปร ะ ชุ ม น้ำ ท่า เรือ งบ"), strings.Fields("- -"), false},
}

// differShape is a random archive, and how small it makes the constants.
type differShape struct {
	langs            []lang.Tag
	editions, turns  int // of each language
	words            int // of each vocabulary
	passage          int // words of one, at most
	tight            bool
	keys             [2]int
	queries, offsets int
}

var differShapes = []differShape{
	{langs: []lang.Tag{"en", "fr", "ru", "ar", "zh", "zh-Hant", "ja", "ko", "th", "el", "tr", "de", "he", "hi", "pt-BR"}, editions: 3, turns: 6, words: 40, passage: 30, queries: 130, offsets: 30},
	{langs: []lang.Tag{"en", "zh"}, editions: 60, turns: 12, words: 400, passage: 60, tight: true, queries: 100, offsets: 60},
	{langs: []lang.Tag{"pt-BR", "ru"}, editions: 30, turns: 20, words: 900, passage: 40, tight: true, keys: [2]int{10, 1 << 30}, queries: 130, offsets: 30},
	{langs: []lang.Tag{"tr", "ar", "ja", "th", "el"}, editions: 14, turns: 10, words: 150, passage: 25, tight: true, keys: [2]int{5, 10}, queries: 130, offsets: 30},
	{langs: []lang.Tag{"fr"}, editions: 1, turns: 1, words: 12, passage: 6, queries: 40, offsets: 3},
	{langs: []lang.Tag{"en"}, editions: 20, turns: 40, words: 9, passage: 12, tight: true, queries: 70, offsets: 130},
}

// lowerConstants makes archives be written as larger ones are.
func lowerConstants(t *testing.T, r *rand.Rand, keys [2]int) {
	old := []int{keepAll, keepShare, keepSingles, keepSingleShare, maxForms, leastPage, bigList, bigPruned, editionsPerPartition, fileBytes, blockBytes, primedBytes, primedEditions, batchPostings, docRun, leastAsked}
	oldKeys := longerKeys
	oldLexicon := lexiconSegments
	t.Cleanup(func() {
		keepAll, keepShare, keepSingles, keepSingleShare, maxForms = old[0], old[1], old[2], old[3], old[4]
		leastPage, bigList, bigPruned = old[5], old[6], old[7]
		editionsPerPartition, fileBytes, blockBytes, primedBytes, primedEditions = old[8], old[9], old[10], old[11], old[12]
		batchPostings, docRun, leastAsked = old[13], old[14], old[15]
		longerKeys, lexiconSegments = oldKeys, oldLexicon
	})
	keepAll, keepShare, keepSingles, keepSingleShare = 5+r.IntN(60), 16, 2, 100
	maxForms = 2 + r.IntN(8)
	leastPage, bigList, bigPruned, editionsPerPartition = 100+r.IntN(400), 20+r.IntN(60), 10+r.IntN(60), 3+r.IntN(8)
	fileBytes, blockBytes, primedBytes = 300+r.IntN(2000), 100+r.IntN(500), 100+r.IntN(500)
	primedEditions = 1 + r.IntN(12) // some languages have primers, some have none
	batchPostings, docRun, leastAsked = r.IntN(2000), 1<<r.IntN(3), 100+r.IntN(2000)
	lexiconSegments = 1 + r.IntN(8) // some languages have lexicons, some have none
	if keys[0] > 0 {
		longerKeys = keys
	}
}

type differArchive struct {
	r        *rand.Rand
	words    map[lang.Tag][]string
	editions []*Edition
}

func newDifferArchive(r *rand.Rand, s differShape) *differArchive {
	a := &differArchive{r: r, words: map[lang.Tag][]string{}}
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	for _, l := range s.langs {
		tongue := a.tongue(l)
		for len(a.words[l]) < s.words {
			stem := ""
			for range 1 + r.IntN(3) {
				stem += pick(tongue.syllables)
			}
			for range 1 + r.IntN(5) {
				w := stem + strings.Trim(pick(tongue.endings), "-")
				switch r.IntN(12) {
				case 0:
					w = strings.ToUpper(w)
				case 1:
					w = strings.ReplaceAll(strings.ReplaceAll(w, "é", "e"), "ё", "е")
				case 2:
					w += strconv.Itoa(r.IntN(3000))
				}
				a.words[l] = append(a.words[l], w)
			}
		}
		for i := range s.editions {
			a.editions = append(a.editions, a.edition(l, i, s))
		}
	}
	r.Shuffle(len(a.editions), func(i, j int) { a.editions[i], a.editions[j] = a.editions[j], a.editions[i] })
	return a
}

func (a *differArchive) tongue(l lang.Tag) differTongue {
	if t, ok := differTongues[l]; ok {
		return t
	}
	return differTongues[lang.Tag(l.Base())]
}

// text draws words by Zipf's law, now and then one of another language.
func (a *differArchive) text(l lang.Tag, n int) string {
	var b strings.Builder
	for i := range n {
		own := l
		if a.r.IntN(25) == 0 {
			own = a.editionLang(l)
		}
		words := a.words[own]
		if i > 0 && (a.tongue(own).apart || a.r.IntN(6) == 0) {
			b.WriteString([...]string{" ", " ", " ", " ", " ", ", ", ". ", "-", "\u00a0", "\n"}[a.r.IntN(10)])
		}
		rank := int(float64(len(words)) * a.r.Float64() * a.r.Float64() * a.r.Float64())
		b.WriteString(words[rank])
	}
	return b.String()
}

func (a *differArchive) editionLang(not lang.Tag) lang.Tag {
	if len(a.editions) == 0 {
		return not
	}
	return a.editions[a.r.IntN(len(a.editions))].Lang
}

func (a *differArchive) edition(l lang.Tag, i int, s differShape) *Edition {
	r := a.r
	e := &Edition{
		Head:  Head{Session: fmt.Sprintf("talks/%d/Séance %d+(a)", i%3, i), Lang: l, Date: [...]string{"", "2019", "2019-04", fmt.Sprintf("20%02d-%02d-%02d", 15+i%9, 1+i%12, 1+r.IntN(28))}[min(r.IntN(12), 3)]},
		Title: "Title\u2028" + strconv.Itoa(i), Series: []string{fmt.Sprintf("İ-Series %d", i%3), "ΟΔΟΣ"}[:1+i%2],
		Speakers: []Speaker{{"ana-ruiz", "Ana Ruiz"}, {"", "Speaker 3"}, {"İLKER-ΣΟΦΟΣ", "Σοφός"}, {"ολος", "ΟΛΟΣ"}},
	}
	switch r.IntN(3) {
	case 0:
		e.URL = usualURL(e.Head)
	case 1:
		e.URL = "../x/"
	}
	for range r.IntN(4) {
		e.Sections = append(e.Sections, a.text(l, 1+r.IntN(3)))
	}
	if l.Base() == "zh" {
		e.Sections = append(e.Sections, "龍馬") // which nobody says
	}
	if r.IntN(3) == 0 {
		e.Topics = []string{"budget", "ΛΙΜΗΝ"}[:1+r.IntN(2)]
	}
	turns := 1 + r.IntN(s.turns)
	if i > 0 && r.IntN(20) == 0 {
		turns = 0
	}
	for n := range turns {
		t := Turn{Anchor: fmt.Sprintf("t-%d é", n), Speaker: r.IntN(5) - 1, Section: r.IntN(len(e.Sections) + 1), Start: -1}
		switch r.IntN(8) {
		case 0:
			t.Topics = []string{"ports"}
		case 1:
			t.Anchor, t.Speaker, t.Section = "", -1, 0
		case 2:
			t.Start, t.Unit = int64(n)*1000, n+1
		}
		for range 1 + r.IntN(3) {
			t.Passages = append(t.Passages, a.text(l, 1+r.IntN(s.passage)))
		}
		e.Turns = append(e.Turns, t)
	}
	return e
}

// differQuery is a query with the options of the reader.
type differQuery struct {
	Query     string   `json:"query"`
	Languages []string `json:"languages,omitempty"`
	Prefix    bool     `json:"prefix,omitempty"`
	Offset    int      `json:"offset,omitempty"`
	Limit     int      `json:"limit,omitempty"`
}

// query asks for what a passage holds, more or less.
func (a *differArchive) query(offsets int) differQuery {
	r := a.r
	e := a.editions[r.IntN(len(a.editions))]
	for len(e.Turns) == 0 {
		e = a.editions[r.IntN(len(a.editions))]
	}
	t := e.Turns[r.IntN(len(e.Turns))]
	passage := t.Passages[r.IntN(len(t.Passages))]
	piece := func(n int) string {
		if words := strings.Fields(passage); a.tongue(e.Lang).apart {
			from := r.IntN(len(words))
			return strings.Join(words[from:min(len(words), from+n)], " ")
		}
		chars := []rune(passage)
		from := r.IntN(len(chars))
		return string(chars[from:min(len(chars), from+2*n)])
	}
	var parts []string
	quotes := [][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}, {"「", "」"}, {"„", "“"}, {"„", "”"}, {"»", "«"}, {"”", "”"}, {"『", "』"}, {"‹", "›"}, {"＂", "＂"}, {`"`, ""}}
	quote := func(s string, last int) string {
		q := quotes[r.IntN(last)]
		return q[0] + s + q[1]
	}
	for range 1 + r.IntN(3) {
		switch r.IntN(14) {
		case 0, 1:
			parts = append(parts, quote(piece(1+r.IntN(3)), len(quotes)))
		case 2:
			parts = append(parts, "-"+strings.TrimLeft(piece(1), "-"))
		case 3:
			parts = append(parts, "-"+quote(piece(2), len(quotes)-1))
		case 4: // another inflection, perhaps of nothing
			w := []rune(piece(1))
			tongue := a.tongue(e.Lang)
			parts = append(parts, string(w[:max(1, len(w)-r.IntN(3))])+strings.Trim(tongue.endings[r.IntN(len(tongue.endings))], "-"))
		case 5:
			parts = append(parts, strings.ToUpper(piece(1)))
		case 6:
			parts = append(parts, [...]string{"zzzz", "-", "\"\"", "—", "x:y", "a\"b", "speaker:", "-lang:en", "ＣＯＶＩＤ", "\ufeff", "會議", "1,000", "-speaker:ana-ruiz", "-topic:ports", "from:", "5”", "» a", strings.Repeat("-a ", 70), strings.Repeat("b", 201)}[r.IntN(19)])
		case 7: // a word with its end cut
			w := []rune(piece(1))
			parts = append(parts, string(w[:max(1, len(w)*2/3)]))
		default:
			parts = append(parts, piece(1+r.IntN(6)))
		}
	}
	field := func() string {
		v := ""
		switch k := r.IntN(8); k {
		case 0:
			v = "speaker:" + [...]string{"ana-ruiz", "Ana-RUIZ", quote("ana  ruiz", 5), "ilker-σοφοσ", "İlker-ΣΟΦΟΣ", "ολοσ", "nobody"}[r.IntN(7)]
		case 1:
			v = "topic:" + [...]string{"budget", "Λιμην", "ports", "none"}[r.IntN(4)]
		case 2:
			v = "session:" + quote(e.Session, 5)
		case 3:
			v = "series:" + [...]string{quote("İ-series 1", 5), quote("i-Series 2", 5), "ΟΔΟΣ", "οδος"}[r.IntN(4)]
		case 4:
			if e.Lang.Base() == "zh" || t.Section == 0 {
				return "section:" + quote("龍馬", 5)
			}
			v = "section:" + quote(strings.NewReplacer(`"`, "").Replace(e.Sections[t.Section-1]), 5)
		case 5:
			v = [...]string{"LANG:", "lang：", "-lang:"}[r.IntN(3)] + [...]string{string(e.Lang), e.Lang.Base(), "en", "EN"}[r.IntN(4)]
		default:
			date := [...]string{e.Date, "2019", "2020-0", "2018-05-17", "x", "2018/5", "２０１７-05", "２０１９年4月", "2019-13", "٢٠١٨"}[r.IntN(10)]
			if k == 6 {
				return "from:" + date
			}
			v = "to:" + date
		}
		return v
	}
	switch r.IntN(10) {
	case 0:
		parts = append([]string{field()}, parts...)
	case 1:
		parts = append(parts, field(), field())
	case 2:
		parts = []string{field(), field()}
	case 3:
		parts = []string{field(), "-" + strings.TrimLeft(piece(1), "-")}
	}
	q := differQuery{Query: strings.Join(parts, [...]string{" ", "  ", "\u3000"}[r.IntN(3)])}
	if r.IntN(4) == 0 {
		q.Prefix = true
		if chars := []rune(q.Query); len(chars) > 4 {
			q.Query = string(chars[:len(chars)-r.IntN(4)])
		}
	}
	if r.IntN(3) == 0 {
		q.Languages = []string{e.Lang.Base(), string(a.editionLang(e.Lang))}[:1+r.IntN(2)]
	}
	if r.IntN(3) == 0 {
		q.Offset = r.IntN(offsets)
	}
	if r.IntN(6) == 0 {
		q.Limit = 1 + r.IntN(25)
	}
	return q
}

// TestBruteForceAndReadersAgree asks random archives random queries: the lists
// made by brute force, those that Go reads in the files, and the reader in
// JavaScript, with and without Range, must give the same hits and counts.
// DIXIT_DIFFER sets how many archives of each shape there are, DIXIT_SEED where
// they begin.
func TestBruteForceAndReadersAgree(t *testing.T) {
	rounds, _ := strconv.Atoi(os.Getenv("DIXIT_DIFFER"))
	first, _ := strconv.Atoi(os.Getenv("DIXIT_SEED"))
	for i, shape := range differShapes {
		for round := range max(1, rounds) {
			seed := first + round
			t.Run(fmt.Sprintf("%d-%d", i, seed), func(t *testing.T) {
				r := rand.New(rand.NewPCG(uint64(seed), uint64(i)))
				if shape.tight {
					lowerConstants(t, r, shape.keys)
				}
				a := newDifferArchive(r, shape)
				differ(t, a, shape, filesOf(t, a.editions, 1, 0), newBrute(a.editions))
			})
		}
	}
}

// differ compares an index with what was made by brute force.
func differ(t *testing.T, a *differArchive, shape differShape, files map[string]string, source lists) {
	dir := t.TempDir()
	index := filepath.Join(dir, "index")
	putFolder(t, index, files)
	reader, err := Open(func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(index, filepath.FromSlash(name)))
	})
	if err != nil {
		t.Fatal(err)
	}
	var queries []differQuery
	for range shape.queries {
		queries = append(queries, a.query(shape.offsets))
	}
	wrong := 0
	fail := func(way string, q differQuery, got, want Result) {
		if wrong++; wrong < 4 {
			t.Errorf("%s, %+v\n%s", way, q, differences(got, want))
		}
	}
	want := make([]Result, len(queries))
	hits := 0
	for i, q := range queries {
		opt := SearchOptions{Languages: q.Languages, Limit: q.Limit, Offset: q.Offset, Prefix: q.Prefix}
		if want[i], err = search(source, q.Query, opt); err != nil {
			t.Fatalf("%+v by brute force: %v", q, err)
		}
		hits += len(want[i].Hits)
		got, err := reader.Search(q.Query, opt)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		if !sameResult(got, want[i]) {
			fail("Go over the files", q, got, want[i])
		}
	}
	if hits < len(queries) && shape.editions > 1 {
		t.Errorf("%d queries have %d hits; they ask too little", len(queries), hits)
	}
	var got [2][]Result
	out := runNode(t, "testdata/search.mjs", dir, map[string]any{"dir": index, "queries": queries})
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	for i, q := range queries {
		if r := got[0][i]; !sameResult(r, want[i]) {
			fail("JavaScript with Range", q, r, want[i])
		}
		if i%3 > 0 {
			continue // the script asks a third of them again
		}
		if r := got[1][i/3]; !sameResult(r, want[i]) {
			fail("JavaScript without Range", q, r, want[i])
		}
	}
	if wrong > 0 {
		t.Errorf("%d answers differ", wrong)
	}
	t.Log(shapeOf(reader, want))
}

// shapeOf says what an archive and its answers made use of.
func shapeOf(r *Reader, answers []Result) string {
	hits, inexact, none, parts := 0, 0, 0, 0
	for _, a := range answers {
		hits += len(a.Hits)
		if !a.Exact {
			inexact++
		}
		if len(a.Hits) == 0 {
			none++
		}
	}
	for _, s := range r.man.Segments {
		parts += len(s.Pages)
	}
	big := 0
	for name := range r.kept {
		if strings.Contains(name, "/b") && !strings.HasPrefix(name, "text/") {
			big++
		}
	}
	return fmt.Sprintf("%d segments, %d partitions, %d long lists read; %d answers, %d hits, %d without any, %d not exact", len(r.man.Segments), parts, big, len(answers), hits, none, inexact)
}

func sameResult(x, y Result) bool {
	return x.Total == y.Total && x.Exact == y.Exact && x.Some == y.Some && x.Partial == y.Partial && x.Loose == y.Loose && slices.Equal(x.Unknown, y.Unknown) && slices.Equal(x.Hits, y.Hits)
}

// differences shows the counts of two results and their first hit that differs.
func differences(got, want Result) string {
	s := fmt.Sprintf("got total %d %v, some %d, partial %v, loose %v, %d hits; want %d %v, %d, %v, %v, %d hits", got.Total, got.Exact, got.Some, got.Partial, got.Loose, len(got.Hits), want.Total, want.Exact, want.Some, want.Partial, want.Loose, len(want.Hits))
	for i := range min(len(got.Hits), len(want.Hits)) {
		if got.Hits[i] != want.Hits[i] {
			return s + fmt.Sprintf("\nhit %d\n got %+v\nwant %+v", i, got.Hits[i], want.Hits[i])
		}
	}
	return s
}
