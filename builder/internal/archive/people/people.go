// Package people knows who may stand behind a label: the entries of
// people.yaml, and which labels name nobody in particular.
//
// It decides nothing about an archive; it answers what an editor said of a
// name, and whether a label is one of diarisation ("Speaker 1") or of a role
// ("Interviewer", "主持人"), which is never one person across sessions.
package people

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// Kind says what an entry is.
type Kind string

// The kinds of speaker. Only persons are persons; a role is resolved within a
// session.
const (
	Individual Kind = "person"
	Delegation Kind = "delegation"
	Group      Kind = "group"
	Role       Kind = "role"
)

// Text is a text in several languages, or in none said (key "").
type Text map[lang.Tag]string

// In gives the text in a language, else one that the language finds, else in
// the first of the others that has one, else any; tag says which. "" for none.
func (t Text) In(want lang.Tag, others ...lang.Tag) (text string, tag lang.Tag) {
	for _, w := range append([]lang.Tag{want}, others...) {
		if s := t[w]; s != "" {
			return s, w
		}
		for _, k := range t.tags() {
			if k != "" && (w.Finds(k) || w.Base() == k.Base()) {
				return t[k], k
			}
		}
	}
	if s := t[""]; s != "" {
		return s, ""
	}
	for _, k := range t.tags() {
		return t[k], k
	}
	return "", ""
}

func (t Text) tags() []lang.Tag {
	out := make([]lang.Tag, 0, len(t))
	for k := range t {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// UnmarshalYAML takes a string or a map from languages to strings. Languages
// that are none are left for the caller's check.
func (t *Text) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = Text{"": n.Value}
		return nil
	}
	var m map[string]string
	if err := n.Decode(&m); err != nil {
		return err
	}
	*t = make(Text, len(m))
	for k, v := range m {
		tag, err := lang.Parse(k)
		if err != nil {
			tag = lang.Tag(k)
		}
		(*t)[tag] = v
	}
	return nil
}

// Tenure is a role somebody held; years or dates as written, "" for open.
type Tenure struct {
	Role        Text   `yaml:"role"`
	Affiliation Text   `yaml:"affiliation"`
	From        string `yaml:"from"`
	To          string `yaml:"to"`
}

// Entry is one entry of people.yaml: what a person decided.
type Entry struct {
	ID      string   `yaml:"id"`
	Names   Text     `yaml:"names"`
	Aliases []string `yaml:"aliases"`
	Kind    Kind     `yaml:"kind"`
	Roles   []Tenure `yaml:"roles"`
	In      []string `yaml:"in"` // series or sessions; empty for everywhere
	URL     string   `yaml:"url"`
	Image   string   `yaml:"image"`
	Bio     Text     `yaml:"bio"`
	Sort    string   `yaml:"sort"`

	Line int `yaml:"-"`
}

var entryKeys = []string{"id", "names", "name", "aliases", "kind", "roles", "in", "url", "image", "bio", "sort"}

// Load reads people.yaml. Entries that are wrong are reported and left out.
func Load(path string, raw []byte) ([]Entry, diag.List) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, diag.List{diag.New(diag.PeopleInvalid, path, 1, 1, "not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))}
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	if doc.Content[0].Kind != yaml.SequenceNode {
		return nil, diag.List{diag.New(diag.PeopleInvalid, path, 1, 1, "not a list of people")}
	}
	var (
		out  []Entry
		list diag.List
		seen = map[string]bool{}
	)
	for _, n := range doc.Content[0].Content {
		bad := func(format string, args ...any) {
			list = append(list, diag.New(diag.PeopleInvalid, path, n.Line, n.Column, format, args...))
		}
		var e Entry
		if err := n.Decode(&e); err != nil {
			bad("%s", strings.TrimPrefix(err.Error(), "yaml: "))
			continue
		}
		for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
			if key := n.Content[i].Value; !slices.Contains(entryKeys, key) {
				list = append(list, diag.New(diag.PeopleInvalid, path, n.Content[i].Line, n.Content[i].Column, "unknown key %q", key).WithHint("one of %s", strings.Join(entryKeys, ", ")))
			}
		}
		e.Line = n.Line
		if e.Kind == "" {
			e.Kind = Individual
		}
		switch {
		case e.ID == "":
			bad("an entry without an id")
			continue
		case lang.SlugPath(e.ID) != e.ID || strings.Contains(e.ID, "/"):
			bad("id %q is not an address; %q would be", e.ID, lang.Slug(e.ID))
			continue
		case seen[e.ID]:
			bad("id %q is there already", e.ID)
			continue
		case !slices.Contains([]Kind{Individual, Delegation, Group, Role}, e.Kind):
			bad("kind %q is not one of person, delegation, group, role", e.Kind)
			continue
		}
		for k := range e.Names {
			if k == "" {
				continue
			}
			if _, err := lang.Parse(string(k)); err != nil {
				bad("%q is not a language tag", string(k))
			}
		}
		seen[e.ID] = true
		out = append(out, e)
	}
	return out, list
}

// Index answers whom a name means.
type Index struct {
	byName map[string][]int
	byID   map[string]int
	all    []Entry
}

// NewIndex makes an index of entries.
func NewIndex(entries []Entry) *Index {
	x := &Index{byName: map[string][]int{}, byID: map[string]int{}, all: entries}
	for i, e := range entries {
		x.byID[e.ID] = i
		for _, name := range e.Forms() {
			k := lang.Fold(name)
			if !slices.Contains(x.byName[k], i) {
				x.byName[k] = append(x.byName[k], i)
			}
		}
	}
	return x
}

// Forms lists every form of the entry's name: names in order of language, then
// aliases.
func (e Entry) Forms() []string {
	var out []string
	for _, t := range e.Names.tags() {
		out = append(out, e.Names[t])
	}
	return append(out, e.Aliases...)
}

// ByID gives an entry by its id.
func (x *Index) ByID(id string) (Entry, bool) {
	i, ok := x.byID[id]
	if !ok {
		return Entry{}, false
	}
	return x.all[i], true
}

// Find gives the entry that a name means in a session of a series; others is
// the number of further entries that claim the name there as well. An entry
// that names the place comes before one that holds everywhere.
func (x *Index) Find(name, session, series string) (e Entry, others int, ok bool) {
	var here, anywhere []int
	for _, i := range x.byName[lang.Fold(name)] {
		in := x.all[i].In
		switch {
		case len(in) == 0:
			anywhere = append(anywhere, i)
		case slices.ContainsFunc(in, func(s string) bool {
			return s == session || s == series || strings.HasPrefix(session, s+"/") || strings.HasPrefix(series, s+"/")
		}):
			here = append(here, i)
		}
	}
	found := here
	if len(found) == 0 {
		found = anywhere
	}
	if len(found) == 0 {
		return Entry{}, 0, false
	}
	return x.all[found[0]], len(found) - 1, true
}

// numbered are labels that a recogniser, or somebody who did not know the
// name, gave: a word for a voice and a number or letter.
var numbered = regexp.MustCompile(`^(?:speaker|spk|voice|participant|person|interviewee|respondent|caller|panelist|panellist|guest|student|man|woman|male|female|` +
	`orateur|oratrice|intervenant|intervenante|locuteur|locutrice|participante?|hablante|orador|oradora|ponente|voz|falante|participante|sprecher|sprecherin|teilnehmer|` +
	`спикер|участник|говорящий|оратор|голос|المتحدث|متحدث|المتحدثة|مشارك|发言人|發言人|说话人|講者|讲者|与会者|與會者|參與者|参与者|民眾|學生|学生|記者|记者|話者|参加者|화자|참석자)` +
	`[\s_\-#.]*(?:no\.?\s*)?[\p{N}a-z一二三四五六七八九十甲乙丙丁]{1,3}$`)

// generic are the roles that anybody may fill.
var generic = set(`speaker unknown|unknown speaker|unidentified|unidentified speaker|unidentified male|unidentified female|speaker|voice|audience|audience member|member of the audience|
	participant|participants|attendee|question|answer|questioner|q|a|interviewer|interviewee|host|co-host|moderator|facilitator|chair|the chair|chairman|chairwoman|chairperson|the chairman|mr chairman|the president|president|secretary|the secretary|clerk|the clerk|
	operator|narrator|announcer|interpreter|translator|reporter|journalist|student|teacher|guest|caller|man|woman|male speaker|female speaker|all|everyone|both|staff|remote participant|a member|several members|the witness|the court|
	intervieweur|interviewer|animateur|animatrice|modérateur|modératrice|président|présidente|le président|la présidente|orateur|oratrice|orateur non identifié|intervenant|public|question|réponse|journaliste|interprète|secrétaire|tous|
	entrevistador|entrevistadora|moderador|moderadora|presidente|presidenta|el presidente|la presidenta|orador|orador no identificado|orador sin identificar|público|pregunta|respuesta|periodista|intérprete|secretario|secretaria|todos|presentador|presentadora|
	entrevistador|moderador|orador não identificado|plateia|pergunta|resposta|jornalista|interviewer|moderator|publikum|frage|antwort|
	ведущий|ведущая|модератор|председатель|неизвестный|неизвестный докладчик|неустановленный выступающий|вопрос|ответ|журналист|из зала|
	الرئيس|الرئيسة|المحاور|المحاورة|مدير الجلسة|متحدث غير معروف|متحدث مجهول|سؤال|جواب|صحفي|المترجم|الحضور|
	主持人|主席|会议主席|會議主席|主席（代）|司仪|司儀|记者|記者|提问者|提問者|提問人|提问人|观众|觀眾|听众|聽眾|与会者|與會者|参会者|出席者|未识别发言人|未知发言人|發言人|发言人|翻译|翻譯|口译员|口譯員|学员|學員|学生|學生|民眾|众人|眾人|全體|全体|旁白|讲者|講者|訪談者|受訪者|采访者|採訪者|採訪人|問|答|問題|
	司会|司会者|記者|質問者|会場|聴衆|参加者|通訳|사회자|진행자|기자|질문자|참석자|청중`)

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, s := range strings.Split(list, "|") {
		out[lang.Fold(s)] = true
	}
	return out
}

// initials are up to three capitals: whose they are, only the session knows.
var initials = regexp.MustCompile(`^\p{Lu}{1,3}$`)

// Nobody tells whether a label names no person by itself: one of diarisation,
// of a role, or initials, which are somebody else in another session.
func Nobody(label string) bool {
	k := lang.Fold(label)
	return generic[k] || numbered.MatchString(k) || initials.MatchString(strings.ReplaceAll(label, ".", "")) || !hasLetter(k)
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
