package archive

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// at makes the facts of a file of which nothing is known but its path and the
// language of its words.
func at(path string, detected lang.Tag) *Facts {
	return &Facts{Path: path, Detected: detected, Sure: 0.9, Spoken: &Spoken{}}
}

func tags(s string) []lang.Tag {
	var out []lang.Tag
	for _, f := range strings.Fields(s) {
		out = append(out, lang.Tag(f))
	}
	return out
}

func TestLanguageAndSessionOfAPath(t *testing.T) {
	for _, c := range []struct {
		about    string
		path     string
		detected lang.Tag
		site     string // languages of dixit.yaml
		beside   []*Facts
		session  string
		lang     lang.Tag
	}{
		{"suffix after a stop", "name.zh.md", "zh-Hans", "", nil, "name", "zh"},
		{"suffix after a hyphen, in capitals", "name-FR.txt", "fr", "", nil, "name", "fr"},
		{"suffix after an underscore", "name_ar.txt", "ar", "", nil, "name", "ar"},
		{"suffix with a script", "name.zh-Hant.vtt", "zh-Hant", "", nil, "name", "zh-Hant"},
		{"suffix with a region that means a script", "name_zh_TW.txt", "zh-Hant", "", nil, "name", "zh-Hant"},
		{"suffix with a region", "name-pt-BR.md", "pt", "", nil, "name", "pt-BR"},
		{"suffix with a region, and a twin in another", "name-pt-BR.md", "", "", []*Facts{at("name-pt-PT.md", "")}, "name", "pt-BR"},
		{"suffix with a region of figures", "name.es-419.md", "es", "", nil, "name", "es-419"},
		{"suffix of three parts", "name-zh-Hant-HK.md", "zh-Hant", "", nil, "name", "zh-Hant"},
		{"suffix of script", "name.sr-Latn.md", "sr-Latn", "", nil, "name", "sr-Latn"},
		{"several stops", "v1.2-talk.fr.md", "fr", "", nil, "v1-2-talk", "fr"},
		{"the end of a phrase", "welcome-to-be-en.md", "en", "", nil, "welcome-to-be", "en"},
		{"a language of the site that the text denies", "name.fr.md", "en", "en fr", nil, "name", "fr"},
		{"a language of the site in another form", "name.zh-CN.md", "zh-Hans", "en zh", nil, "name", "zh"},
		{"first folder", "zh-Hans/2015/406.md", "zh-Hans", "", nil, "2015/406", "zh-Hans"},
		{"last folder", "2015/en/406.md", "en", "", nil, "2015/406", "en"},
		{"only folder", "fr/discours.md", "fr", "", nil, "discours", "fr"},
		{"a folder in the middle is none", "2015/en/spring/406.md", "en", "", nil, "2015/en/spring/406", "en"},
		{"suffix before folder", "en/talk.fr.md", "fr", "", nil, "en/talk", "fr"},
		{"suffix and folder say the same", "zh/2015/406.zh.md", "zh-Hans", "", nil, "2015/406", "zh"},
		{"name that is a language, confirmed", "2015/406/en.md", "en", "", nil, "2015/406", "en"},
		{"name that is a language, denied", "countries/it.md", "en", "", []*Facts{at("countries/no.md", "en")}, "countries/it", "en"},
		{"name that is a language, of the site, with a twin", "2015/406/it.md", "", "en it", []*Facts{at("2015/406/en.md", "en")}, "2015/406", "it"},
		{"name that is a language, without a folder", "en.md", "en", "", nil, "en", "en"},

		{"new is a word", "what-is-new.md", "en", "", nil, "what-is-new", "en"},
		{"day is a word", "first-day.md", "en", "en", nil, "first-day", "en"},
		{"doc is a word", "minutes.doc.txt", "en", "", nil, "minutes-doc", "en"},
		{"it is a word", "just-do-it.md", "en", "", nil, "just-do-it", "en"},
		{"it is Italian when the text is", "decreto-it.md", "it", "", nil, "decreto", "it"},
		{"no is a word", "vote-no.md", "en", "", nil, "vote-no", "en"},
		{"no is Norwegian when the text is", "tale-no.md", "nb", "", nil, "tale", "no"},
		{"no is Norwegian where the site names it", "tale-no.md", "", "en no", nil, "tale", "no"},
		{"may is Malay only when site and text say so", "diary-may.md", "en", "en ms", nil, "diary-may", "en"},
		{"three letters that the site names", "name.yue.md", "zh-Hant", "en yue", nil, "name", "yue"},
		{"three letters that nobody names", "name.yue.md", "en", "", nil, "name-yue", "en"},
		{"three letters for two", "name.eng.md", "en", "en fr", nil, "name", "en"},
		{"three letters for two, nobody names them", "name.eng.md", "en", "", nil, "name", "en"},
		{"a name in brackets", "2024-05-21 Plenary (fr).csv", "fr", "", nil, "2024-05-21-plenary", "fr"},
		{"a language in full", "minutes_English.txt", "en", "", nil, "minutes", "en"},
		{"a language in full, in its own words", "minutes.français.txt", "fr", "", nil, "minutes", "fr"},
		{"a title about a language", "business-english.md", "en", "", nil, "business-english", "en"},
		{"languages in full confirm each other", "minutes-french.md", "", "", []*Facts{at("minutes-english.md", "en")}, "minutes", "fr"},
		{"a phrase that looks like language and region", "bruit-de-la.md", "fr", "fr de", nil, "bruit-de-la", "fr"},
		{"no such language", "name.xx.md", "en", "", nil, "name-xx", "en"},
		{"a folder that is a word", "it/rack-plan.md", "en", "", nil, "it/rack-plan", "en"},

		{"twins confirm each other", "rede-is.md", "", "", []*Facts{at("rede-de.md", "de")}, "rede", "is"},
		{"twins in folders", "gd/oraid.md", "", "", []*Facts{at("en/oraid.md", "en")}, "oraid", "gd"},
		{"one tag twice makes no twins", "plan-it.md", "en", "", []*Facts{at("plan-it.txt", "en")}, "plan-it", "en"},

		{"zh of a site that has both scripts goes by the text", "name.zh.md", "zh-Hant", "zh-Hans zh-Hant", nil, "name", "zh-Hant"},
		{"zh-Hant in a site that says zh", "name.zh-Hant.md", "zh-Hant", "en zh", nil, "name", "zh"},
		{"by the text, as the site calls it", "name.md", "zh-Hant", "en zh", nil, "name", "zh"},
		{"by the text, as other files call it", "name.md", "zh-Hans", "", []*Facts{at("other.zh.md", "zh-Hans")}, "name", "zh"},
		{"by the text", "name.md", "zh-Hans", "", []*Facts{at("other.fr.md", "fr")}, "name", "zh-Hans"},
		{"nothing tells, one language named", "name.md", "", "fr en", nil, "name", "fr"},
		{"nothing tells, others are", "name.md", "", "", []*Facts{at("a.fr.md", "fr"), at("b.fr.md", "fr"), at("c.en.md", "en")}, "name", "fr"},
		{"nothing tells at all", "name.md", "", "", nil, "name", "und"},
	} {
		files := append([]*Facts{at(c.path, c.detected)}, c.beside...)
		ids, _ := identify(files, tags(c.site), &pathMemory{})
		if ids[0].session != c.session || ids[0].lang != c.lang {
			t.Errorf("%s: %q is session %q in %q, want %q in %q", c.about, c.path, ids[0].session, ids[0].lang, c.session, c.lang)
		}
	}
}

// Two words do not tell their language; the name of the file does, where the same
// name stands beside it without one.
func TestAFewWordsAreBelievedBesideTheirTwin(t *testing.T) {
	for _, c := range []struct {
		sure float64
		want lang.Tag
	}{{0.4, "fr"}, {0.95, "en"}} {
		few := at("budget.fr.md", "en")
		few.Sure = c.sure
		ids, _ := identify([]*Facts{few, at("budget.md", "en")}, nil, &pathMemory{})
		if ids[0].lang != c.want {
			t.Errorf("sure to %v of English: %q", c.sure, ids[0].lang)
		}
	}
}

func TestFrontMatterGoesBeforeThePath(t *testing.T) {
	with := func(path string, m transcript.Meta) *Facts {
		f := at(path, "en")
		f.Front = frontOf(m)
		return f
	}
	for _, c := range []struct {
		file    *Facts
		session string
		lang    lang.Tag
	}{
		{with("a/name.fr.md", transcript.Meta{Lang: "oc"}), "a/name-fr", "oc"},
		{with("a/name.oc.md", transcript.Meta{Lang: "oc"}), "a/name", "oc"},
		{with("a/name.md", transcript.Meta{Lang: "pt-BR"}), "a/name", "pt-BR"},
		{with("a/name.en.md", transcript.Meta{Session: "B/The Other"}), "b/the-other", "en"},
		{with("a/name.en.md", transcript.Meta{Session: "…"}), "a/name", "en"}, // no address in it
	} {
		ids, _ := identify([]*Facts{c.file}, nil, &pathMemory{})
		if ids[0].session != c.session || ids[0].lang != c.lang {
			t.Errorf("%q with %+v is %q in %q, want %q in %q", c.file.Path, c.file.Front.Meta(), ids[0].session, ids[0].lang, c.session, c.lang)
		}
	}
}

func TestSessionIDsAreAddresses(t *testing.T) {
	for path, want := range map[string]string{
		"Talks/2019 (Spring)/Opening — Day One!.md": "talks/2019-spring/opening-day-one",
		"Council_20240313.md":                       "council-20240313",
		"会议/第十届 会议.txt":                             "会议/第十届-会议",
		"Réunions/Été_2020.md":                      "réunions/été-2020",
		"Re\u0301unions/x.md":                       "réunions/x", // composed
		"p/p.md":                                    "p-/p-",      // …/p/2/ is the second page of a list
		"!!!.md":                                    "session",
		"مجلس/الجلسة الأولى.md":                     "مجلس/الجلسة-الأولى",
	} {
		ids, _ := identify([]*Facts{at(path, "")}, tags("und"), &pathMemory{})
		if ids[0].session != want {
			t.Errorf("%q is session %q, want %q", path, ids[0].session, want)
		}
		if again := lang.SlugPath(ids[0].session); again != ids[0].session {
			t.Errorf("%q is no address: it would be %q", ids[0].session, again)
		}
	}
}

func TestDateTitleAndSeriesOfAFile(t *testing.T) {
	for _, c := range []struct {
		path   string
		meta   transcript.Meta
		date   transcript.Date
		title  string
		series string
	}{
		{"a/2024-03-13-Some-Title.md", transcript.Meta{}, "2024-03-13", "Some Title", "a"},
		{"a/2024-03-13_some_title.en.md", transcript.Meta{}, "2024-03-13", "some title", "a"},
		{"a/2024-03 Spring.md", transcript.Meta{}, "2024-03", "Spring", "a"},
		{"a/2024-03-13.md", transcript.Meta{}, "2024-03-13", "2024-03-13", "a"},
		{"a/2024-02-30-no-such-day.md", transcript.Meta{}, "2024-02", "30 no such day", "a"},
		{"2024-13-45-x.md", transcript.Meta{}, "", "2024 13 45 x", ""},
		{"a/20240313-Some-Title.md", transcript.Meta{}, "2024-03-13", "Some Title", "a"},
		{"a/Some_Title_2024_03_13.en.md", transcript.Meta{}, "2024-03-13", "Some Title", "a"},
		{"a/Some Title 13 March 2024 (final).md", transcript.Meta{}, "2024-03-13", "Some Title 13 March 2024 (final)", "a"},
		{"a/院會113年3月13日.zh.md", transcript.Meta{Lang: "zh"}, "2024-03-13", "院會", "a"},
		{"a/name-03-04-2024.md", transcript.Meta{}, "", "name 03 04 2024", "a"},
		{"a/name-03-04-2024.md", transcript.Meta{Lang: "en-GB"}, "2024-04-03", "name", "a"},
		{"a/20240313.md", transcript.Meta{}, "2024-03-13", "20240313", "a"},
		{"a/20241313-x.md", transcript.Meta{}, "", "20241313 x", "a"},
		{"a/b/406.md", transcript.Meta{}, "", "406", "a/b"},
		{"a/406.md", transcript.Meta{Date: "1999", Title: "Four hundred", Series: "Evening Show"}, "1999", "Four hundred", "evening-show"},
		{"a/2024-03-13-x.md", transcript.Meta{Date: "2023-01-01"}, "2023-01-01", "x", "a"},
		{"406.md", transcript.Meta{Series: "夜话"}, "", "406", "夜话"},
		{"a/406.md", transcript.Meta{Series: "—"}, "", "406", "a"},
		{"a/--.md", transcript.Meta{}, "", "--", "a"},
	} {
		f := at(c.path, "en")
		f.Front = frontOf(c.meta)
		ids, _ := identify([]*Facts{f}, nil, &pathMemory{})
		if id := ids[0]; id.date != c.date || id.title != c.title || id.series != c.series {
			t.Errorf("%q %+v: date %q title %q series %q, want %q %q %q", c.path, c.meta, id.date, id.title, id.series, c.date, c.title, c.series)
		}
	}
}

func TestPartsContinueASession(t *testing.T) {
	for _, c := range []struct {
		about string
		files []string // path, or path=part of front matter
		want  []string // session/language/part
	}{
		{"by name", []string{"hearing-part-1.en.md", "hearing-part-2.en.md"}, []string{"hearing/en/1", "hearing/en/2"}},
		{"in brackets", []string{"Talk (1 of 3).en.md", "Talk (3 of 3).en.md"}, []string{"talk/en/1", "talk/en/3"}},
		{"in French, Spanish, German", []string{"x partie 1.en.md", "x parte 2.en.md", "x Teil 3.en.md"}, []string{"x/en/1", "x/en/2", "x/en/3"}},
		{"in Russian", []string{"речь-часть-1.ru.md", "речь-часть-2.ru.md"}, []string{"речь/ru/1", "речь/ru/2"}},
		{"in Arabic, with its figures", []string{"خطاب الجزء ١.ar.md", "خطاب الجزء ٢.ar.md"}, []string{"خطاب/ar/1", "خطاب/ar/2"}},
		{"in Chinese", []string{"会议第二部分.zh.md", "会议第十一部分.zh.md", "会议第二十部分.zh.md"}, []string{"会议/zh/2", "会议/zh/11", "会议/zh/20"}},
		{"with the total", []string{"x Part 1 of 3.en.md", "x (part 2 of 3).en.md", "x-3-of-3.en.md"}, []string{"x/en/1", "x/en/2", "x/en/3"}},
		{"abbreviated", []string{"x pt1.en.md", "x Pt-2.en.md"}, []string{"x/en/1", "x/en/2"}},
		{"in letters", []string{"x part one.en.md", "x-Part-II.en.md", "x_part_iii.en.md"}, []string{"x/en/1", "x/en/2", "x/en/3"}},
		{"in brackets, in French", []string{"Séance (partie 1).fr.md", "Séance (partie 2 sur 2).fr.md"}, []string{"séance/fr/1", "séance/fr/2"}},
		{"in Russian words", []string{"речь-часть-первая.ru.md", "речь Часть вторая.ru.md"}, []string{"речь/ru/1", "речь/ru/2"}},
		{"in Arabic words", []string{"خطاب الجزء الأول.ar.md", "خطاب - الجزء الثاني.ar.md"}, []string{"خطاب/ar/1", "خطاب/ar/2"}},
		{"in Chinese, with figures", []string{"会议第1部分.zh.md", "会议 第2部分.zh.md"}, []string{"会议/zh/1", "会议/zh/2"}},
		{"in Korean and Japanese", []string{"회의 제1부.ko.md", "회의 파트 2.ko.md", "会議 パート1.ja.md", "会議_パート2.ja.md"}, []string{"회의/ko/1", "회의/ko/2", "会議/ja/1", "会議/ja/2"}},
		{"after a date", []string{"2024-03-13 x part 1.en.md", "2024-03-13 x part 2.en.md"}, []string{"2024-03-13-x/en/1", "2024-03-13-x/en/2"}},
		{"part of something is no number", []string{"x-part-of.en.md", "x-part-a.en.md", "x-party.en.md"}, []string{"x-part-of/en/0", "x-part-a/en/0", "x-party/en/0"}},
		{"halves of a day are no parts", []string{"会议上.zh.md", "会议下.zh.md"}, []string{"会议上/zh/0", "会议下/zh/0"}},
		{"a lone one keeps its name", []string{"hearing-part-2.en.md"}, []string{"hearing-part-2/en/0"}},
		{"beside a file without a number", []string{"hearing.en.md", "hearing-part-2.en.md"}, []string{"hearing/en/0", "hearing/en/2"}},
		{"beside a file without a number and a first part", []string{"hearing.en.md", "hearing-part-1.en.md", "hearing-part-2.en.md"}, []string{"hearing/en/0", "hearing-part-1/en/0", "hearing-part-2/en/0"}},
		{"in languages of which one lacks a part", []string{"h-part-1.en.md", "h-part-2.en.md", "h-part-2.fr.md"}, []string{"h/en/1", "h/en/2", "h/fr/2"}},
		{"one part in two languages is no two parts", []string{"h-part-2.en.md", "h-part-2.fr.md"}, []string{"h-part-2/en/0", "h-part-2/fr/0"}},
		{"in other folders", []string{"a/h-part-1.en.md", "b/h-part-2.en.md"}, []string{"a/h-part-1/en/0", "b/h-part-2/en/0"}},
		{"by front matter and name", []string{"h-part-1.en.md=1", "h-part-2.en.md=2"}, []string{"h/en/1", "h/en/2"}},
		{"by front matter against the name", []string{"h-part-1.en.md=3", "h-part-2.en.md=4"}, []string{"h/en/3", "h/en/4"}},
		{"by front matter alone", []string{"h.en.md=2"}, []string{"h/en/2"}},
		{"nothing but a part", []string{"a/part-1.en.md", "a/part-2.en.md"}, []string{"a/part-1/en/0", "a/part-2/en/0"}},
		{"part zero is none", []string{"h-part-0.en.md", "h-part-1.en.md"}, []string{"h-part-0/en/0", "h-part-1/en/0"}},
		{"a word that ends so", []string{"counterpart 1.en.md", "counterpart 2.en.md"}, []string{"counterpart-1/en/0", "counterpart-2/en/0"}},
	} {
		var files []*Facts
		for _, p := range c.files {
			p, part, _ := strings.Cut(p, "=")
			_, after, _ := strings.Cut(p, ".")
			f := at(p, lang.Tag(strings.TrimSuffix(after, ".md")))
			if part != "" {
				f.Front = frontOf(transcript.Meta{Part: int(part[0] - '0')})
			}
			files = append(files, f)
		}
		ids, _ := identify(files, nil, &pathMemory{})
		var got []string
		for _, id := range ids {
			got = append(got, id.session+"/"+string(id.lang)+"/"+strconv.Itoa(id.part))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v are %v, want %v", c.about, c.files, got, c.want)
		}
	}
}

func TestTitleOfAPartIsThatOfTheSession(t *testing.T) {
	ids, _ := identify([]*Facts{at("2020-05-04-Budget-hearing-part-1.md", "en"), at("2020-05-04-Budget-hearing-part-2.md", "en")}, nil, &pathMemory{})
	for _, id := range ids {
		if id.title != "Budget hearing" || id.date != "2020-05-04" {
			t.Errorf("title %q, date %q", id.title, id.date)
		}
	}
}

func TestLanguageByTheTextAloneIsSaidWhenInDoubt(t *testing.T) {
	doubtful := &Facts{Path: "a.md", Detected: "gl", Sure: 0.3}
	for _, c := range []struct {
		file *Facts
		want int
	}{
		{doubtful, 1},
		{&Facts{Path: "a.md", Detected: "gl", Sure: 0.8}, 0},
		{&Facts{Path: "a.gl.md", Detected: "gl", Sure: 0.3}, 0},
		{&Facts{Path: "a.md", Front: frontOf(transcript.Meta{Lang: "gl"}), Detected: "gl", Sure: 0.3}, 0},
	} {
		_, list := identify([]*Facts{c.file}, nil, &pathMemory{})
		if len(list) != c.want {
			t.Errorf("%q: %v", c.file.Path, list)
		}
		for _, d := range list {
			if d.Code != diag.LanguageGuessed || !strings.Contains(d.Message, `"gl"`) {
				t.Errorf("%v", d)
			}
		}
	}
}

func TestPlaceIsThatOfAFileAlone(t *testing.T) {
	f := at("zh/2015/2015-03-04-Opening.md", "zh-Hans")
	f.Turns = []TurnFacts{{Hash: 1}, {Hash: 2}}
	f.IDs = []string{"", "own"}
	p, _ := Place(f)
	if p.Session != "2015/2015-03-04-opening" || p.Lang != "zh" || p.Title != "Opening" || p.Date != "2015-03-04" {
		t.Errorf("%+v", p)
	}
	if len(p.Anchors) != 2 || p.Anchors[1] != "own" || !strings.HasPrefix(p.Anchors[0], "t-") {
		t.Errorf("anchors %v", p.Anchors)
	}
}
