package archive

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// voicesOf lists, for each label of an edition in order of first turn, the id of the
// speaker behind it, "-" for nobody.
func voicesOf(e *Edition) string {
	var out []string
	for _, v := range e.Voices {
		id := "-"
		if v.Speaker != nil {
			id = v.Speaker.ID
		}
		out = append(out, v.Label+"="+id)
	}
	return strings.Join(out, " ")
}

func speaker(a *Archive, id string) *Speaker {
	if i := slices.IndexFunc(a.Speakers, func(s *Speaker) bool { return s.ID == id }); i >= 0 {
		return a.Speakers[i]
	}
	return &Speaker{}
}

func ids(a *Archive) string {
	var out []string
	for _, s := range a.Speakers {
		out = append(out, s.ID)
	}
	return strings.Join(out, " ")
}

// map_ is front matter with a map of labels.
func map_(pairs ...string) transcript.Meta {
	var m transcript.Meta
	for i := 0; i < len(pairs); i += 2 {
		m.Labels = append(m.Labels, transcript.Naming{Label: pairs[i], Person: pairs[i+1]})
	}
	return m
}

func TestEqualNamesAreOnePerson(t *testing.T) {
	for _, c := range []struct {
		about string
		a, b  string
		same  bool
	}{
		{"equal", "Ana Ruiz", "Ana Ruiz", true},
		{"case", "Ana Ruiz", "ANA RUIZ", true},
		{"case of Greek", "Άννα Παππάς", "ΆΝΝΑ ΠΑΠΠΆΣ", true},
		{"case of German", "Anna Groß", "ANNA GROSS", true},
		{"runs of blanks", "Ana Ruiz", "Ana \u00a0 Ruiz", true},
		{"blank or none", "李 明", "李明", true},
		{"width", "Ana Ruiz", "Ａｎａ　Ｒｕｉｚ", true},
		{"width of kana", "ヤマダ", "ﾔﾏﾀﾞ", true},
		{"composition", "José Núñez", "Jose\u0301 Nu\u0301n\u0303ez", true},
		{"what is not seen", "Ana Ruiz", "Ana\u200b Ruiz\u200f", true},
		{"tatweel", "محمد العلي", "محمـد العلي", true},
		{"apostrophes", "Siobhán O'Dea", "Siobhán O’Dea", true},
		{"middle dots", "安娜·鲁伊斯", "安娜・鲁伊斯", true},
		{"hyphens", "Jean-Luc Roy", "Jean‑Luc Roy", true},
		{"role", "Ana Ruiz (Chair)", "Ana Ruiz (Delegate of Peru)", true},
		{"diacritics", "Ana Peña", "Ana Pena", false},
		{"another name", "Ana Ruiz", "Ana Ruis", false},
		{"a longer name", "Ana Ruiz", "Ana Ruiz Soto", false},
		{"scripts", "Anna", "Аnna", false}, // the second with a Cyrillic А
	} {
		a, _ := world{languages: "en", files: []*transcript.Transcript{
			say("1.en.md", none, c.a+": Good morning."), say("2.en.md", none, c.b+": Good evening."),
		}}.link(t)
		if same := len(a.Speakers) == 1; same != c.same {
			t.Errorf("%s: %q and %q are %s", c.about, c.a, c.b, ids(a))
		}
	}
}

func TestRolesAndBracketsDoNotSplitAPerson(t *testing.T) {
	a, _ := world{languages: "en", files: []*transcript.Transcript{
		say("1.en.md", none, "Ana Ruiz (Chair): One.", "Bo Li: Two.", "Ana Ruiz: Three.", "ANA RUIZ (Peru): Four."),
	}}.link(t)
	e := a.Sessions[0].Editions[0]
	if len(e.Voices) != 2 || e.Voices[0].Role != "Chair" || e.Voices[0].Turns != 3 || e.Voices[0].Label != "Ana Ruiz" {
		t.Errorf("%+v", e.Voices)
	}
}

// labels that name nobody by themselves, by language. The last of each row is a
// name that looks like one.
var nobodies = map[string][]string{
	"en": {"Speaker 1", "SPEAKER_00", "spk_3", "Speaker A", "Interviewer", "Interviewer 2", "Unidentified Speaker", "Moderator", "Audience Member 4", "Q", "The Chair", "JD", "Participant No. 12", "Manuel"},
	"fr": {"Orateur 1", "Intervenante 2", "Locuteur B", "Le Président", "Modératrice", "Orateur non identifié", "Question", "Orane Petit"},
	"es": {"Orador 1", "Hablante 3", "Entrevistadora", "La Presidenta", "Orador no identificado", "Voz 2", "Presentador", "Voz Mediano"},
	"ar": {"المتحدث 1", "متحدث ٢", "الرئيس", "المحاورة", "متحدث غير معروف", "سؤال", "المتحدث أ", "الرئيس سالم"},
	"zh": {"主持人", "发言人1", "發言人 二", "发言人A", "记者甲", "与会者三", "主席（代）", "未识别发言人", "问", "主持国庆"},
	"ru": {"Спикер 1", "Участник 2", "Ведущий", "Председатель", "Из зала", "Спикер А", "Ведущева Анна"},
	"de": {"Sprecher 1", "Sprecherin B", "Moderator", "Frage", "Publikum", "Sprecher Müller"},
}

func TestGenericLabelsAreNobodyAcrossSessions(t *testing.T) {
	for l, labels := range nobodies {
		last := len(labels) - 1
		for i, label := range labels {
			a, _ := world{languages: l, files: []*transcript.Transcript{
				say("1."+l+".md", none, label+": One."), say("2."+l+".md", none, label+": Two."),
			}}.link(t)
			if got := len(a.Speakers); i < last && got != 0 {
				t.Errorf("%s: %q is a speaker, %q", l, label, ids(a))
			} else if i == last && got != 1 {
				t.Errorf("%s: %q is no speaker", l, label)
			}
			if len(a.Sessions) != 2 || len(a.Sessions[0].Editions[0].Voices) != 1 || a.Sessions[0].Editions[0].Voices[0].Label != label {
				t.Errorf("%s: %q is no voice of its session", l, label)
			}
		}
	}
}

func TestThreeCapitalsAreAPersonOnlyWhenSomebodySaysSo(t *testing.T) {
	w := world{languages: "en", files: []*transcript.Transcript{say("1.en.md", none, "A.B.: One.", "GAC: Two.", "NASA: Three.")}}
	a, _ := w.link(t)
	if got := voicesOf(a.Sessions[0].Editions[0]); got != "A.B.=- GAC=- NASA=nasa" {
		t.Errorf("%s", got)
	}
	w.people = "- id: gac\n  names: Governmental Committee\n  aliases: [GAC]\n  kind: group\n"
	a, _ = w.link(t)
	if got := voicesOf(a.Sessions[0].Editions[0]); got != "A.B.=- GAC=gac NASA=nasa" {
		t.Errorf("%s", got)
	}
	if s := speaker(a, "gac"); s.Kind != people.Group || s.Entry == nil {
		t.Errorf("%+v", s)
	}
}

func TestPeopleYAMLJoinsSpellingsAndLanguages(t *testing.T) {
	a, _ := world{
		languages: "en zh ar",
		people:    "- id: ana\n  names: {en: Ana Ruiz, zh: 安娜·鲁伊斯, ar: آنا رويز}\n  aliases: [Dr Ruiz, A. Ruiz]\n",
		files: []*transcript.Transcript{
			say("1.en.md", none, "Dr Ruiz: One.", "ana ruiz: Two."),
			say("1.zh.md", none, "安娜 · 鲁伊斯: 一。"),
			say("1.ar.md", none, "آنا رويز: واحد."),
			say("2.en.md", none, "A. RUIZ (Peru): Three."),
		},
	}.link(t)
	if ids(a) != "ana" {
		t.Fatalf("speakers %s", ids(a))
	}
	s := speaker(a, "ana")
	is := a.Appearance(s)
	if is.Turns != 5 || len(is.Labels) != 5 || s.Names["zh"] != "安娜·鲁伊斯" {
		t.Errorf("%+v", s)
	}
	for _, u := range is.Labels {
		if u.Evidence != ByPeople {
			t.Errorf("%q by %q", u.Printed, u.Evidence)
		}
	}
}

func TestASessionsOwnMapOfLabels(t *testing.T) {
	w := world{
		languages: "en",
		people:    "- id: ortiz\n  names: {en: Pilar Ortiz}\n- id: other\n  names: {en: Somebody Else}\n",
		files: []*transcript.Transcript{
			say("1.en.md", map_("Speaker 1", "ortiz", "speaker  2", "Bo Li", "Host", "Pilar Ortiz"), "Speaker 1: One.", "Speaker 2: Two.", "Speaker 3: Three.", "Host: Four."),
			say("2.en.md", map_("Speaker 1", "Bo Li"), "Speaker 1: One.", "BO LI: Two."),
			say("3.en.md", none, "Speaker 1: One."),
			say("4.en.md", map_("Pilar Ortiz", "other"), "Pilar Ortiz: The map goes before people.yaml."),
			say("5.en.md", map_("Speaker 1", "Interviewer"), "Speaker 1: A role is nobody."),
		},
	}
	a, list := w.link(t)
	for i, want := range []string{"Speaker 1=ortiz Speaker 2=bo-li Speaker 3=-", "Speaker 1=bo-li", "Speaker 1=-", "Pilar Ortiz=other", "Speaker 1=-"} {
		if got := voicesOf(a.Sessions[i].Editions[0]); got != want {
			t.Errorf("%s: %s, want %s", a.Sessions[i].ID, got, want)
		}
	}
	if v := a.Sessions[0].Editions[0].Voices[0]; v.Turns != 2 {
		t.Errorf("two labels of one person are not one voice: %+v", v)
	}
	if s := speaker(a, "bo-li"); s.Names["en"] != "BO LI" || a.Appearance(s).Labels[0].Evidence == "" {
		t.Errorf("%+v", s)
	}
	if got := codes(list, diag.SpeakerUnknown); len(got) != 0 {
		t.Errorf("%v", list)
	}
	for slug := range a.Redirects {
		if strings.HasPrefix(slug, "speaker-") {
			t.Errorf("%q leads to %q, though it is another in every session", slug, a.Redirects[slug])
		}
	}
}

func TestAPersonWhomOnlyMapsName(t *testing.T) {
	first := say("1-part-1.en.md", none, "Ana Ruiz: One.")
	second := say("1-part-2.en.md", map_("Speaker 1", "Zoë Quist"), "Speaker 1: Two.")
	a, _ := world{languages: "en", files: []*transcript.Transcript{first, second}}.link(t)
	s := speaker(a, "zoë-quist")
	if name, _ := s.Names.In("en"); name != "Zoë Quist" || a.Appearance(s).Labels[0].Evidence != ByMap {
		t.Errorf("%+v of %s", s, ids(a))
	}
}

func TestAnIDThatPeopleYAMLDoesNotHave(t *testing.T) {
	w := world{
		languages: "en",
		people:    "- id: ortiz\n  names: {en: Pilar Ortiz}\n",
		files:     []*transcript.Transcript{say("1.en.md", map_("Speaker 1", "oritz"), "Speaker 1: One.")},
	}
	a, list := w.link(t)
	if got := codes(list, diag.SpeakerUnknown); !slices.Equal(got, []string{"speaker-unknown 1.en.md"}) {
		t.Errorf("%v", list)
	}
	if ids(a) != "oritz" {
		t.Errorf("the name is not used as it stands: %s", ids(a))
	}
}

func TestNamesakes(t *testing.T) {
	w := world{
		languages: "en",
		people: "- id: lee-a\n  names: {en: Kim Lee}\n  in: [Committee A]\n" +
			"- id: lee-talk\n  names: {en: Kim Lee}\n  in: [committee-b/2020-talk]\n" +
			"- id: lee\n  names: {en: Kim Lee}\n",
		files: []*transcript.Transcript{
			say("Committee A/1.en.md", none, "Kim Lee: One."),
			say("Committee A/Panel/1.en.md", none, "Kim Lee: One."),
			say("Committee B/1.en.md", none, "Kim Lee: Two."),
			say("Committee B/2020-talk.en.md", none, "KIM LEE: Three."),
		},
	}
	a, list := w.link(t)
	want := map[string]string{"committee-a/1": "lee-a", "committee-a/panel/1": "lee-a", "committee-b/1": "lee", "committee-b/2020-talk": "lee-talk"}
	for _, s := range a.Sessions {
		if got := s.Editions[0].Voices[0].Speaker.ID; got != want[s.ID] {
			t.Errorf("in %s, Kim Lee is %q, want %q", s.ID, got, want[s.ID])
		}
	}
	if len(list.Relevel(map[diag.Code]diag.Severity{diag.DateMissing: diag.Off})) != 0 {
		t.Errorf("%v", list)
	}
	if a.Redirects["kim-lee"] != "" {
		t.Errorf("a name of three leads to %q", a.Redirects["kim-lee"])
	}

	w.people += "- id: lee-too\n  names: {en: Kim Lee}\n"
	_, list = w.link(t)
	if got := codes(list, diag.PeopleAmbiguous); len(got) != 1 || list[slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.PeopleAmbiguous })].Line != 7 {
		t.Errorf("%v", list)
	}
}

func TestANamesakeElsewhereIsAnother(t *testing.T) {
	a, _ := world{
		languages: "en",
		people:    "- id: kim-lee\n  names: {en: Kim Lee}\n  in: [a]\n",
		files:     []*transcript.Transcript{say("a/1.en.md", none, "Kim Lee: One."), say("b/1.en.md", none, "Kim Lee: Two.")},
	}.link(t)
	if ids(a) != "kim-lee kim-lee-2" {
		t.Errorf("%s", ids(a))
	}
}

func TestIDsOfSpeakersWithoutAnEntry(t *testing.T) {
	for _, c := range []struct {
		about     string
		languages string
		files     []*transcript.Transcript
		want      string
	}{
		{"the default language's name", "zh en", []*transcript.Transcript{say("1.zh.md", none, "Ana Ruiz: 一。"), say("1.en.md", none, "ANA  RUIZ: One.")}, "ana-ruiz"},
		{"own script", "en zh", []*transcript.Transcript{say("1.zh.md", none, "玛娜尔·伊斯梅尔: 一。")}, "玛娜尔-伊斯梅尔"},
		{"Arabic", "ar", []*transcript.Transcript{say("1.ar.md", none, "محمد العلي: واحد.")}, "محمد-العلي"},
		{"marks and case", "fr", []*transcript.Transcript{say("1.fr.md", none, "É. Dupré-Łoś: Un.")}, "é-dupré-łoś"},
		{"the most used label", "en", []*transcript.Transcript{say("1.en.md", none, "Ana Ruiz.: One.", "ANA RUIZ.: Two.", "ANA RUIZ.: Three.")}, "ana-ruiz"},
		{"equal slugs of unequal names", "en", []*transcript.Transcript{say("1.en.md", none, "J. Roy: One.", "J Roy: Two.", "J, Roy: Three.")}, "j-roy j-roy-2 j-roy-3"},
		{"a name that would be a page of a list", "en", []*transcript.Transcript{say("1.en.md", none, "p.: One.")}, ""},
	} {
		a, _ := world{languages: c.languages, files: c.files}.link(t)
		got := ids(a)
		if c.want == "" {
			for _, s := range a.Speakers {
				if s.ID == "p" || s.ID == "" {
					t.Errorf("%s: %q", c.about, s.ID)
				}
			}
			continue
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

// A page stays where it is when a further language comes to an archive, as long as its
// first language stays the first: by dixit.yaml, by what most sessions are in, or by
// what was spoken. Where that moves too, the old address leads on.
func TestAFurtherLanguageMovesNobody(t *testing.T) {
	of := func(original lang.Tag, sessions int) (out []*transcript.Transcript) {
		for i := range sessions {
			out = append(out, say(fmt.Sprintf("%d.zh.md", i), transcript.Meta{Original: original}, render("港口", inChinese, lengths(30, uint64(i)))...))
		}
		return out
	}
	translated := func(sessions int) (out []*transcript.Transcript) {
		for i := range sessions {
			out = append(out, say(fmt.Sprintf("%d.en.md", i), none, render("harbour ", inEnglish, lengths(30, uint64(i)))...))
		}
		return out
	}
	const chinese, english = "安东-库兹涅佐夫 玛丽娜-巴尔德斯", "anton-kuznetsov marina-valdés"
	for _, c := range []struct {
		about, languages string
		before, come     []*transcript.Transcript
		want             string
	}{
		{"dixit.yaml has it second", "zh en", of("", 3), translated(3), chinese},
		{"fewer sessions are in it", "", of("", 3), translated(2), chinese},
		{"all are, and say what was spoken", "", of("zh", 3), translated(3), chinese},
		{"dixit.yaml has it first", "en zh", of("", 3), translated(3), english},
	} {
		w := world{languages: c.languages, files: c.before}
		before, _ := w.link(t)
		if got := ids(before); got != chinese {
			t.Fatalf("%s: before it, %s", c.about, got)
		}
		w.files = append(slices.Clone(c.before), c.come...)
		after, _ := w.link(t)
		if got := ids(after); got != c.want {
			t.Errorf("%s: %s, want %s", c.about, got, c.want)
		}
		for _, s := range before.Speakers {
			if speaker(after, s.ID).ID == "" && after.Redirects[s.ID] == "" {
				t.Errorf("%s: %q leads nowhere", c.about, s.ID)
			}
		}
	}
}

func TestManyEqualSlugsAreToldApart(t *testing.T) {
	var lines []string
	for i := range 30 {
		lines = append(lines, strings.Repeat("!", i)+"Ana: Yes.")
	}
	a, _ := world{languages: "en", files: []*transcript.Transcript{say("1.en.md", none, lines...)}}.link(t)
	seen := map[string]bool{}
	for _, s := range a.Speakers {
		if seen[s.ID] || lang.SlugPath(s.ID) != s.ID {
			t.Errorf("id %q", s.ID)
		}
		seen[s.ID] = true
	}
	if len(seen) != 30 {
		t.Errorf("%d ids for 30 names", len(seen))
	}
}

func TestEveryOtherSlugOfASpeakerRedirects(t *testing.T) {
	a, _ := world{
		languages: "en zh",
		people:    "- id: ana\n  names: {en: Ana Ruiz, zh: 安娜·鲁伊斯}\n  aliases: [Dr Ruiz, Bo]\n",
		files: []*transcript.Transcript{
			say("1.en.md", none, "Dr Ruiz: One.", "Bo Li: Two.", "Bo.: Three."),
			say("1.zh.md", none, "安娜·鲁伊斯: 一。", "李波: 二。"),
		},
	}.link(t)
	want := map[string]string{"ana-ruiz": "ana", "安娜-鲁伊斯": "ana", "dr-ruiz": "ana", "李波": "bo-li"}
	if !maps.Equal(a.Redirects, want) { // "bo" is somebody's id
		t.Errorf("%v, want %v; speakers %s", a.Redirects, want, ids(a))
	}
	for from, to := range a.Redirects {
		if speaker(a, to).ID == "" || speaker(a, from).ID != "" {
			t.Errorf("%q leads to %q", from, to)
		}
	}
}

func TestUnlabelledProseOfOneSpeaker(t *testing.T) {
	for _, c := range []struct {
		about    string
		speakers []string
		lines    []string
		want     string
	}{
		{"one", []string{"Ana Ruiz"}, []string{"One.", "# Two", "Two."}, "Ana Ruiz=ana-ruiz"},
		{"by id", []string{"ortiz"}, []string{"One."}, "Pilar Ortiz=ortiz"},
		{"by alias", []string{"P. Ortiz"}, []string{"One."}, "P. Ortiz=ortiz"},
		{"two", []string{"Ana Ruiz", "Bo Li"}, []string{"One."}, ""},
		{"none", nil, []string{"One."}, ""},
		{"one, but there are labels", []string{"Ana Ruiz"}, []string{"Before.", "Bo Li: One."}, "Bo Li=bo-li"},
		{"a role", []string{"Interviewer"}, []string{"One."}, "Interviewer=-"},
	} {
		a, _ := world{
			languages: "en",
			people:    "- id: ortiz\n  names: {en: Pilar Ortiz}\n  aliases: [P. Ortiz]\n",
			files:     []*transcript.Transcript{say("1.en.md", transcript.Meta{Speakers: c.speakers}, c.lines...)},
		}.link(t)
		e := a.Sessions[0].Editions[0]
		if got := voicesOf(e); got != c.want {
			t.Errorf("%s: %s, want %s", c.about, got, c.want)
		}
		for _, s := range a.Speakers {
			if c.about != "one, but there are labels" && (a.Appearance(s).Turns != e.Turns.Len() || a.Appearance(s).Labels[0].Evidence != ByAlone) {
				t.Errorf("%s: %+v", c.about, s)
			}
		}
	}
}

func TestVoicesStandInOrderOfFirstTurn(t *testing.T) {
	a, _ := world{languages: "en", files: []*transcript.Transcript{
		say("1-part-1.en.md", none, "Bo Li: One.", "Speaker 9: Two.", "Ana Ruiz: Three."),
		say("1-part-2.en.md", none, "Cy Day: Four.", "Bo Li: Five.", "speaker 9: Six."),
	}}.link(t)
	var got []string
	for _, v := range a.Sessions[0].Editions[0].Voices {
		got = append(got, fmt.Sprint(v.Label, v.First, v.Turns))
	}
	if want := []string{"Bo Li0 2", "Speaker 91 2", "Ana Ruiz2 1", "Cy Day3 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLinkLeavesPeopleAlone(t *testing.T) {
	in := world{
		languages: "en",
		people:    "- id: ana\n  aliases: [Ana]\n  names: {}\n",
		files:     []*transcript.Transcript{say("1.en.md", none, "Ana: One.")},
	}.input(t)
	a, _ := Link(in)
	if name, _ := speaker(a, "ana").Names.In("en"); name != "Ana" {
		t.Errorf("a speaker whose entry has no name is called %q", name)
	}
	if len(in.People[0].Names) != 0 {
		t.Errorf("linking wrote %v into people.yaml's entry", in.People[0].Names)
	}
}

// An id that files give is one person over all sessions, however labels are
// printed; a list names it in all languages; people.yaml comes first.
func TestWhoSpeaksByList(t *testing.T) {
	record := func(path string, people []transcript.Person, turns ...[3]string) *Facts {
		tr := &transcript.Transcript{File: path, Meta: transcript.Meta{People: people, Lang: "en"}}
		for _, turn := range turns {
			tr.Turns = append(tr.Turns, transcript.Turn{Who: turn[0], Label: turn[1], Segments: []transcript.Segment{{Text: turn[2] + " of " + path}}})
		}
		return FactsOf(store.Key{}, tr, Asked{Vocabulary: topic.None(), Languages: tags("en zh")})
	}
	a, list := Link(Input{
		Files: []*Facts{
			record("a.xml", []transcript.Person{{ID: "LimAda", Names: []transcript.Name{{Lang: "en", Text: "Ada Lim"}}}}, [3]string{"LimAda", "The Chair", "one"}, [3]string{"OrtJan", "The Chair", "two"}, [3]string{"X_1", "Somebody", "three"}),
			record("b.xml", nil, [3]string{"LimAda", "Ms Lim", "four"}, [3]string{"", "林艾达", "five"}, [3]string{"HoltBo", "Bo", "six"}),
		},
		Languages: tags("en zh"), Vocabulary: topic.None(), PeoplePath: "people.yaml",
		Listed: []transcript.Person{{ID: "LimAda", Names: []transcript.Name{{Lang: "zh", Text: "林艾达"}}}, {ID: "OrtJan", Names: []transcript.Name{{Text: "Jan Ort"}}}, {ID: "HoltBo", Names: []transcript.Name{{Text: "Bo Holt"}}}},
		People: []people.Entry{{ID: "bo", Names: people.Text{"en": "Bo Holt"}, Kind: people.Individual}},
	})
	got := map[string]string{}
	for _, s := range a.Speakers {
		name, _ := s.Names.In("en")
		got[s.ID] = name
		if s.ID == "limada" && (a.Appearance(s).Turns != 3 || s.Names["zh"] != "林艾达" || a.Appearance(s).Labels[0].Evidence != ByList) {
			t.Errorf("%+v", s)
		}
	}
	want := map[string]string{"limada": "Ada Lim", "ortjan": "Jan Ort", "x-1": "Somebody", "bo": "Bo Holt"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := len(list); n == 0 || !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.PersonUnlisted }) {
		t.Errorf("that X_1 is in no list is not said: %v", list)
	}
}

// Recognisers and clerks number the speakers of each file anew.
func TestOneIDInTwoFilesIsTwoPersonsWhereTheirNamesSay(t *testing.T) {
	person := func(id, name string, links ...string) []transcript.Person {
		return []transcript.Person{{ID: id, Names: []transcript.Name{{Text: name}}, Links: links}}
	}
	for _, c := range []struct {
		about string
		a, b  []transcript.Person
		want  string
	}{
		{"other names", person("SPK0", "Ana Lind"), person("SPK0", "Carl Oduya"), "carl-oduya:Carl Oduya spk0:Ana Lind"},
		{"one name", person("SPK0", "Ana Lind"), person("SPK0", "Lind, Ana"), "spk0:Ana Lind"},
		{"a longer name", person("LindAna", "Ana Lind"), person("LindAna", "Ana Lind Moe"), "lindana:Ana Lind"},
		{"other scripts", person("LindAna", "Ana Lind"), person("LindAna", "安娜·林德"), "lindana:Ana Lind"},
		{"other links", person("p1", "Ana Lind", "https://example.org/ana"), person("p1", "Ana Moe", "https://example.org/moe"), "ana-moe:Ana Moe p1:Ana Lind"},
	} {
		first, second := say("1.en.xml", transcript.Meta{People: c.a}, "x: Yes."), say("2.en.xml", transcript.Meta{People: c.b}, "x: No.")
		for _, f := range []*transcript.Transcript{first, second} {
			f.Turns[0].Label, f.Turns[0].Who = f.Meta.People[0].Names[0].Text, f.Meta.People[0].ID
		}
		a, _ := world{languages: "en", files: []*transcript.Transcript{first, second}}.link(t)
		var got []string
		for _, s := range a.Speakers {
			name, _ := s.Names.In("en")
			got = append(got, s.ID+":"+name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}
