package terms

import (
	"strings"
	"testing"

	"dixit/builder/internal/lang"
)

// formsOf are the forms of the words of a text, as stems are made of.
func formsOf(text string) []string {
	var out []string
	for _, k := range Append(nil, text) {
		if k.Kind == Word {
			out = append(out, k.Form)
		}
	}
	return out
}

func TestStemsGroupInflections(t *testing.T) {
	for _, c := range []struct {
		lang  lang.Tag
		words string
	}{
		{"ar", "اجتماع اجتماعات والاجتماع الاجتماعات للاجتماع"},
		{"ar", "مهندس مهندسون المهندسين ومهندسات"},
		{"da", "møde møder møderne"},
		{"de", "Ausschuss Ausschüsse Ausschusses"},
		{"de", "Sitzung Sitzungen"},
		{"el", "επιτροπή επιτροπής επιτροπές Επιτροπών"},
		{"el", "απόφαση αποφάσεις αποφάσεων"},
		{"el", "πρόγραμμα προγράμματα προγραμμάτων"},
		{"en", "meeting meetings Meeting’s"},
		{"en-GB", "committee committees committee's"},
		{"es", "sesión sesiones"},
		{"fi", "talo talossa talojen"},
		{"fr", "réunion réunions Réunions"},
		{"fr", "cœur cœurs coeur"},
		{"hi", "बैठक बैठकें बैठकों"},
		{"hi", "समिति समितियों"},
		{"hu", "ülés ülések"},
		{"it", "riunione riunioni"},
		{"nb", "møte møter"},
		{"nl", "vergadering vergaderingen"},
		{"pt", "nação nações"},
		{"pt-BR", "eleição eleições ELEIÇÕES"},
		{"pt", "reunião reuniões"},
		{"pt", "irmão irmãos"},
		{"pt", "alemão alemães"},
		{"ro", "acțiune acțiuni acţiuni"},
		{"ru", "новый нового новая новое"},
		{"ru", "решение решения решений"},
		{"sv", "möte möten"},
	} {
		forms := formsOf(c.words)
		want := Stem(forms[0], c.lang)
		for _, f := range forms[1:] {
			if got := Stem(f, c.lang); got != want {
				t.Errorf("%s: the stem of %q is %q, that of %q %q", c.lang, forms[0], want, f, got)
			}
		}
	}
}

// An index that has only terms to go by groups most of what forms group.
func TestStemsOfTerms(t *testing.T) {
	for _, c := range []struct {
		lang  lang.Tag
		words string
	}{
		{"de", "ausschuss ausschusse"},
		{"de", "land lander"},
		{"es", "sesion sesiones"},
		{"fr", "eleve eleves"},
		{"pt", "nacao nacoes"},
		{"pt", "reuniao reunioes"},
		{"pt", "cidadao cidadaos"},
		{"ru", "новый нового"},
		{"sv", "mote moten"},
	} {
		terms := strings.Fields(c.words)
		for _, w := range terms[1:] {
			if a, b := Stem(terms[0], c.lang), Stem(w, c.lang); a != b {
				t.Errorf("%s: the stem of %q is %q, that of %q %q", c.lang, terms[0], a, w, b)
			}
		}
	}
}

func TestStemsKeepWordsApart(t *testing.T) {
	for _, c := range []struct {
		lang lang.Tag
		a, b string
	}{
		{"pt", "mães", "mãos"},
		{"pt", "caos", "cão"},
		{"ru", "новый", "новости"},
		{"en", "policy", "police"},
		{"hi", "दिन", "दान"},
		{"ar", "لجنة", "جنة"},
	} {
		if a, b := Stem(c.a, c.lang), Stem(c.b, c.lang); a == b {
			t.Errorf("%s: %q and %q have one stem, %q", c.lang, c.a, c.b, a)
		}
	}
}

func TestStemLeavesAloneWhatItHasNoRulesFor(t *testing.T) {
	for _, c := range []struct {
		lang       lang.Tag
		form, want string
	}{
		{"", "meetings", "meetings"},
		{"uk", "комітети", "комітети"},
		{"ru", "meetings", "meetings"},
		{"en", "u.s", "us"},
		{"en", "1,000", "1000"},
		{"en", "4ths", "4ths"},
		{"zh", "会議", "会議"},
		{"fa", "کمیته", "كميته"},
		{"vi", "hộp", "hop"},
		{"en", "s", "s"},
		{"ar", "و", "و"},
	} {
		if got := Stem(c.form, c.lang); got != c.want {
			t.Errorf("Stem(%q, %q) is %q, not %q", c.form, c.lang, got, c.want)
		}
	}
}

func TestStemIsNeverEmpty(t *testing.T) {
	// Everything that is an ending somewhere, by itself and repeated.
	text := "s es ing ed a e i o u ы ого ий ات ها ين ون ان ος ματα ων या ों ें ाएंगी ão ões ções en er lar ler ban ssa n t"
	for l := range stemmers {
		for _, f := range formsOf(text) {
			for _, f := range []string{f, f + f, strings.Repeat(f, 30)} {
				if Stem(f, lang.Tag(l)) == "" {
					t.Errorf("%s: the stem of %q is empty", l, f)
				}
			}
		}
	}
}

func TestUnspaced(t *testing.T) {
	for _, r := range "aéйا1'།ัา" {
		if Unspaced(r) {
			t.Errorf("%q counts as unspaced", r)
		}
	}
	for _, r := range "会のーเ국က" {
		if !Unspaced(r) {
			t.Errorf("%q does not count as unspaced", r)
		}
	}
}

func TestScript(t *testing.T) {
	for term, want := range map[string]string{
		"meeting": "Latn", "universite": "Latn", "ølet": "Latn", "4th": "Latn", "2024": "Zyyy", "": "Zyyy", "новый": "Cyrl", "اجتماع": "Arab",
		"会议": "Hani", "々": "Hani", "のに": "Kana", "ース": "Kana", "의원": "Hang", "ประ": "Thai", "समिति": "Deva", "ნინო": "Geor", "ꮳꮃꭹ": "Zyyy",
	} {
		if got := Script(term); got != want {
			t.Errorf("Script(%q) is %s, not %s", term, got, want)
		}
	}
}
