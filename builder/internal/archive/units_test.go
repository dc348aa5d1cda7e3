package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/transcript"
)

// lengths are those of a meeting's turns, in words: always the same for a seed.
func lengths(turns int, seed uint64) []int {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]int, turns)
	for i := range out {
		out[i] = 1 + r.IntN(1+r.IntN(90))
	}
	return out
}

// render writes turns of these lengths, in the words of a language, under the
// labels in turn.
func render(word string, labels []string, lengths []int) []string {
	var out []string
	for i, n := range lengths {
		out = append(out, labels[i%len(labels)]+": "+strings.Repeat(word, n))
	}
	return out
}

func unitsOf(e *Edition) []int {
	var out []int
	for _, t := range e.Turns.All() {
		out = append(out, int(t.Unit))
	}
	return out
}

var (
	inEnglish = []string{"Marina Valdés", "Anton Kuznetsov", "The Chair"}
	inChinese = []string{"玛丽娜·巴尔德斯", "安东·库兹涅佐夫", "主席"}
	inRussian = []string{"Марина Вальдес", "Антон Кузнецов", "Председатель"}
)

func TestEditionsAreAlignedAndNamesLinked(t *testing.T) {
	l := lengths(30, 1)
	a, _ := world{languages: "en zh ru", files: []*transcript.Transcript{
		say("1.en.md", none, render("harbour ", inEnglish, l)...),
		say("1.zh.md", none, render("港口", inChinese, l)...),
		say("1.ru.md", none, render("гавань ", inRussian, append(slices.Clone(l[:20]), l[21:]...))...),
	}}.link(t)
	s := a.Sessions[0]
	if en, zh := unitsOf(s.Edition("en")), unitsOf(s.Edition("zh")); !slices.Equal(en, zh) || slices.Contains(en, 0) {
		t.Errorf("%v\n%v", en, zh)
	}
	if got := ids(a); got != "anton-kuznetsov marina-valdés" {
		t.Fatalf("speakers %s", got)
	}
	m := speaker(a, "marina-valdés")
	if m.Names["zh"] != inChinese[0] || len(a.Appearance(m).Labels) != 3 {
		t.Errorf("%+v", m)
	}
	linked := 0
	for _, u := range a.Appearance(m).Labels {
		if u.Evidence == ByLink {
			linked++
			if u.Proof.Sound == 0 || u.Proof.Together == 0 {
				t.Errorf("%q is linked without two kinds of evidence: %s", u.Printed, u.Why())
			}
		}
		if v := u.In.Voices[u.In.Turns.At(u.First).Voice]; v.Speaker != m {
			t.Errorf("the place of %q is another's", u.Printed)
		}
	}
	if linked != 2 {
		t.Errorf("%d forms are linked", linked)
	}
	if got := a.Redirects["玛丽娜-巴尔德斯"]; got != "marina-valdés" {
		t.Errorf("the Chinese name leads to %q", got)
	}
	for _, e := range s.Editions { // the chair is a role: nobody's, in every language
		if v := e.Voices[2]; v.Speaker != nil {
			t.Errorf("%q is %q", v.Label, v.Speaker.ID)
		}
	}
}

func TestUnrelatedFilesOfOneNameAreNotAlignedNorNamesLinked(t *testing.T) {
	a, list := world{languages: "en zh", files: []*transcript.Transcript{
		say("2020-01-02.en.md", none, render("harbour ", inEnglish, lengths(30, 1))...),
		say("2020-01-02.zh.md", none, render("港口", inChinese, lengths(30, 2))...),
	}}.link(t)
	if got := codes(list, diag.EditionApart); len(got) != 1 {
		t.Errorf("%v", list)
	}
	for _, e := range a.Sessions[0].Editions {
		for _, u := range unitsOf(e) {
			if u != 0 {
				t.Fatalf("units %v", unitsOf(e))
			}
		}
	}
	if len(a.Speakers) != 4 || len(a.Likely) != 0 {
		t.Errorf("speakers %s, likely %v", ids(a), a.Likely)
	}
}

// What an editor wrote is believed, whatever the turns say.
func TestFilesThatFrontMatterPutsTogetherAreOneSession(t *testing.T) {
	for _, c := range []struct {
		about  string
		en, zh transcript.Meta
		apart  int
	}{
		{"named alike", none, none, 1},
		{"the one says so", none, transcript.Meta{Session: "2020-01-02"}, 0},
		{"the other says so", transcript.Meta{Session: "2020-01-02"}, none, 0},
		{"a session that is none", none, transcript.Meta{Session: "--"}, 1},
	} {
		a, list := world{languages: "en zh", files: []*transcript.Transcript{
			say("2020-01-02.en.md", c.en, render("harbour ", inEnglish, lengths(30, 1))...),
			say("2020-01-02.zh.md", c.zh, render("港口", inChinese, lengths(30, 2))...),
		}}.link(t)
		if got := codes(list, diag.EditionApart); len(got) != c.apart {
			t.Errorf("%s: %v", c.about, got)
		}
		together := slices.ContainsFunc(unitsOf(a.Sessions[0].Editions[0]), func(u int) bool { return u > 0 })
		if together != (c.apart == 0) {
			t.Errorf("%s: turns have units: %t", c.about, together)
		}
	}
}

// Two who are known to be one, by their names or by people.yaml, are evidence where a
// session is too short for lengths to say much.
func TestAShortSessionIsToldByWhoSpeaksInWhatOrder(t *testing.T) {
	english := []string{"Good morning; let us begin with the fish market, whose roof has leaked for a year.", "It leaks because nobody mended it when it was cheap to mend, and now the beams are wet.", "What would new beams cost us, and who would be asked to bring them here?", "The joiner asks for as much as the roof cost, and he will only come in spring."}
	french := []string{"Bonjour ; commençons par la halle aux poissons, dont le toit fuit depuis un an.", "Il fuit parce que personne ne l'a réparé quand c'était bon marché, et les poutres sont humides maintenant.", "Combien nous coûteraient des poutres neuves, et à qui demanderait-on de les livrer ici ?", "Le menuisier demande autant que le toit a coûté, et ne viendra qu'au printemps. Il l'a dit deux fois, et nous l'avons tous entendu."}
	lines := func(texts []string, names ...string) []string {
		var out []string
		for i, s := range texts {
			out = append(out, names[i%len(names)]+": "+s)
		}
		return out
	}
	const listed = "- {id: ines, names: {en: Inés Tamm, fr: Agnès Thame}}\n- {id: ove, names: {en: Ove Lund, fr: Auve Lound}}\n"
	for _, c := range []struct {
		about   string
		people  string
		fr      []string
		related bool
	}{
		{"the same names", "", lines(french, "Inés Tamm", "Ove Lund"), true},
		{"names without their marks", "", lines(french, "Ines Tamm", "Ove Lund"), true},
		{"names that people.yaml makes one", listed, lines(french, "Agnès Thame", "Auve Lound"), true},
		{"the same names, the other way round", "", lines(french, "Ove Lund", "Inés Tamm"), false},
	} {
		_, list := world{languages: "en fr", people: c.people, files: []*transcript.Transcript{
			say("1.en.md", none, lines(english, "Inés Tamm", "Ove Lund")...), say("1.fr.md", none, c.fr...),
		}}.link(t)
		if apart := codes(list, diag.EditionApart); (len(apart) == 0) != c.related {
			t.Errorf("%s: told apart: %v", c.about, apart)
		}
	}
}

func TestSessionsOfOneDayAreToldApart(t *testing.T) {
	l := lengths(30, 1)
	a, _ := world{languages: "en zh", files: []*transcript.Transcript{
		say("2020-01-02-harbour.en.md", none, render("harbour ", inEnglish, l)...),
		say("2020-01-02-港口.zh.md", none, render("港口", inChinese, l)...),
		say("2020-01-02-铁路.zh.md", none, render("铁路", inChinese, lengths(30, 2))...),
	}}.link(t)
	same := map[string]bool{}
	for _, x := range a.Sessions {
		for _, y := range a.Sessions {
			if x != y {
				same[x.ID+" "+y.ID] = a.Same(x.Editions[0], y.Editions[0])
			}
		}
	}
	if !same["2020-01-02-harbour 2020-01-02-港口"] || same["2020-01-02-harbour 2020-01-02-铁路"] || same["2020-01-02-港口 2020-01-02-铁路"] {
		t.Errorf("%v", same)
	}
}

func TestWhatOneKindOfEvidenceShowsIsAsked(t *testing.T) {
	// Of no name that sounds alike, three turns together are too few.
	l := lengths(13, 3)
	files := []*transcript.Transcript{
		say("1.en.md", none, render("harbour ", []string{"Goran Marek", "Bo Quist", "Lea Roth", "Ida Falk"}, l)...),
		say("1.zh.md", none, render("港口", []string{"马跃然", "郭波", "罗蕾", "范爱达"}, l)...),
	}
	a, _ := world{languages: "en zh", files: files}.link(t)
	if len(a.Likely) == 0 {
		t.Fatalf("nothing is asked; speakers %s", ids(a))
	}
	for _, k := range a.Likely {
		if x, y := a.Appearance(k.A).Labels[0], a.Appearance(k.B).Labels[0]; x.Lang == y.Lang {
			t.Errorf("%q and %q are of one language", x.Printed, y.Printed)
		}
	}
	yes := world{languages: "en zh", files: files, people: "- id: marek\n  names: {en: Goran Marek, zh: 马跃然}\n"}
	a, _ = yes.link(t)
	if s := a.Appearance(speaker(a, "marek")); len(s.Labels) != 2 || s.Labels[0].Evidence != ByPeople {
		t.Errorf("%+v", s)
	}
}

func TestTwoEntriesAreNeverMadeOne(t *testing.T) {
	l := lengths(30, 1)
	a, _ := world{languages: "en zh", people: "- {id: m1, names: {en: Marina Valdés}}\n- {id: m2, names: {zh: 玛丽娜·巴尔德斯}}\n", files: []*transcript.Transcript{
		say("1.en.md", none, render("harbour ", inEnglish, l)...),
		say("1.zh.md", none, render("港口", inChinese, l)...),
	}}.link(t)
	if got := ids(a); got != "anton-kuznetsov m1 m2" {
		t.Errorf("%s", got)
	}
}

func TestANameInBracketsInAnotherScript(t *testing.T) {
	a, _ := world{languages: "en zh", files: []*transcript.Transcript{
		say("1.zh.md", none, "马跃然 (Goran Marek，主席): 一。", "伊万 (Peru): 二。"),
		say("2.en.md", none, "Goran Marek: One.", "Peru: Two.", "Chile: Three."),
		say("3.zh.md", none, "马跃然: 三。"),
	}}.link(t)
	s := a.Appearance(speaker(a, "goran-marek"))
	if len(s.Labels) != 2 || s.Turns != 3 {
		t.Fatalf("%+v of %s", s, ids(a))
	}
	if s := speaker(a, "伊万"); s.ID == "" {
		t.Errorf("an affiliation is taken for a name: %s", ids(a))
	}
}

func TestDelegationsAreNoPersons(t *testing.T) {
	a, _ := world{languages: "en zh fr", files: []*transcript.Transcript{
		say("1.zh.md", none, "瑞士代表: 一。"),
		say("2.en.md", none, "Representative of Switzerland: One.", "Peru: Two.", "Chile: Three."),
		say("3.fr.md", none, "Délégué de la Suisse: Un."),
		say("4.en.md", none, "Georgia: A person.", "Bo Li: Another."),
	}}.link(t)
	var got []string
	for _, s := range a.Speakers {
		got = append(got, fmt.Sprint(s.ID, "/", s.Kind, "/", a.Appearance(s).Turns))
	}
	want := []string{"bo-li/person/1", "chile/delegation/1", "georgia/person/1", "peru/delegation/1", "representative-of-switzerland/delegation/3"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if k := speaker(a, "georgia").Kind; k != people.Individual {
		t.Error(k)
	}
}

func TestARoleIsItsHoldersWhereABracketSaysSo(t *testing.T) {
	a, _ := world{languages: "en zh", files: []*transcript.Transcript{
		say("1.en.md", none, "Ana Ruiz (GAC, Chair): One.", "The Chair: Two.", "Moderator: Three."),
		say("2.en.md", none, "The Chair: One."),
		say("3.en.md", none, "Ana Ruiz (Chair): One.", "Bo Li (Chair): Two.", "The Chair: Who?"),
	}}.link(t)
	for i, want := range []string{"Ana Ruiz=ana-ruiz Moderator=-", "The Chair=-", "Ana Ruiz=ana-ruiz Bo Li=bo-li The Chair=-"} {
		if got := voicesOf(a.Sessions[i].Editions[0]); got != want {
			t.Errorf("%s: %s, want %s", a.Sessions[i].ID, got, want)
		}
	}
	if s := speaker(a, "ana-ruiz"); s.Names["en"] != "Ana Ruiz" || a.Redirects["the-chair"] != "" {
		t.Errorf("%+v %v", s, a.Redirects)
	}
}

func TestAFurtherSessionLeavesConfirmedLinksAlone(t *testing.T) {
	l := lengths(30, 1)
	w := world{languages: "en zh", people: "- {id: valdes, names: {en: Marina Valdés, zh: 玛丽娜·巴尔德斯}}\n", files: []*transcript.Transcript{
		say("1.en.md", none, render("harbour ", inEnglish, l)...),
		say("1.zh.md", none, render("港口", inChinese, l)...),
	}}
	before, _ := w.link(t)
	// Here the names stand the other way round.
	w.files = append(w.files, say("2.en.md", none, render("harbour ", inEnglish, l)...), say("2.zh.md", none, render("港口", []string{inChinese[1], inChinese[0], inChinese[2]}, l)...))
	after, _ := w.link(t)
	for _, a := range []*Archive{before, after} {
		s := a.Appearance(speaker(a, "valdes"))
		for _, u := range s.Labels {
			if u.Evidence != ByPeople || u.Printed != inEnglish[0] && u.Printed != inChinese[0] {
				t.Errorf("%q by %s", u.Printed, u.Why())
			}
		}
		if len(s.Labels) != 2 {
			t.Errorf("%+v", s.Labels)
		}
	}
}

// Whatever sessions are added, in which names stand the other way round, sound alike,
// or are missing: who has an entry is that entry wherever it is printed, and an edition
// that front matter put into its session stays in it.
func TestNoFurtherSessionChangesWhatAnEditorConfirmed(t *testing.T) {
	english := []string{"Marina Valdés", "Anton Kuznetsov", "Marina Valdez"}
	chinese := []string{"玛丽娜·巴尔德斯", "安东·库兹涅佐夫", "玛丽娜·瓦尔德斯"}
	w := world{languages: "en zh", people: "- {id: valdes, names: {en: Marina Valdés, zh: 玛丽娜·巴尔德斯}}\n- {id: valdez, names: {en: Marina Valdez}}\n- {id: other, names: {zh: 玛丽娜·瓦尔德斯}}\n", files: []*transcript.Transcript{
		say("0.en.md", none, render("harbour ", english, lengths(30, 1))...),
		say("0.zh.md", none, render("港口", chinese, lengths(30, 1))...),
		say("moved.en.md", none, render("harbour ", english, lengths(30, 1))...),
		say("moved.zh.md", transcript.Meta{Session: "moved"}, render("港口", chinese, lengths(30, 2))...),
	}}
	entry := map[string]string{english[0]: "valdes", chinese[0]: "valdes", english[2]: "valdez", chinese[2]: "other"}
	r := rand.New(rand.NewPCG(8, 9))
	for n := range 12 {
		l := lengths(30, uint64(n+5))
		x, y := slices.Clone(english), slices.Clone(chinese)
		r.Shuffle(3, func(i, j int) { x[i], x[j] = x[j], x[i] })
		r.Shuffle(3, func(i, j int) { y[i], y[j] = y[j], y[i] })
		w.files = append(w.files, say(fmt.Sprintf("%d.en.md", n+1), none, render("harbour ", x, l)...), say(fmt.Sprintf("%d.zh.md", n+1), none, render("港口", y[:1+r.IntN(3)], l)...))
		a, list := w.link(t)
		for _, s := range a.Sessions {
			for _, e := range s.Editions {
				for _, v := range e.Voices {
					if id := entry[v.Label]; id != "" && (v.Speaker == nil || v.Speaker.ID != id) {
						t.Fatalf("after %d sessions, %q is %v in %s", n, v.Label, v.Speaker, s.ID)
					}
				}
			}
			if s.ID == "moved" && slices.Contains(codes(list, diag.EditionApart), "edition-apart moved.zh.md") {
				t.Fatal("an edition that front matter put into a session is out of it")
			}
		}
	}
}
