package archive

import (
	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
	"slices"
	"sort"
	"strings"
)

// Archive is all of it, linked. Its slices are sorted, and nothing in it is ever
// changed after Link. What the next Link finds as it was it gives again, the very
// pointer: a session that is another than before has been made anew, and so has
// what an edition, an Appearance or a Holding shows of it. A Speaker, a Series and a
// Topic know nothing of the sessions that they are in, so that an edit of one of
// these leaves them, and with them the others, as they are.
type Archive struct {
	// Languages are those of the site, the default one first.
	Languages []lang.Tag
	Sessions  []*Session // by id
	Series    []*Series  // by id
	Speakers  []*Speaker // by id
	Topics    []*Topic   // by id
	// Appearances run parallel to Speakers, Holdings to Series.
	Appearances []*Appearance
	Holdings    []*Holding
	// Redirects leads from every other slug that names a speaker to the
	// speaker's id.
	Redirects map[string]string
	// Likely are speakers who may be one, the likeliest first.
	Likely []Likely
	// Candidates are terms that may be topics and are none of the vocabulary, the
	// most certain first; nil where the facts have no terms.
	Candidates []Candidate

	spoken func(*Facts) (*Spoken, error) // see Input.Spoken
}

// Session is one meeting, free of language.
type Session struct {
	ID       string
	Date     transcript.Date // "" when no edition gives one
	Series   *Series         // nil for none
	Editions []*Edition      // in the order of the site's languages
	Topics   []SessionTopic  // strongest first
}

// Edition is a session in one language.
type Edition struct {
	Session  *Session
	Lang     lang.Tag // as in addresses
	Script   lang.Tag // as in the lang attribute: zh with the script of the text
	Title    string
	Packed   transcript.PackedMeta // front matter of the first part
	Parts    []Part
	Sections []Section
	Turns    Turns
	Langs    []lang.Tag  // that some of its turns are in, where that is not Script
	Topics   []TurnTopic // of its turns, in their order
	Words    int
	Gaps     int
	Voices   []Voice // in order of first turn

	facts    []*Facts   // of the parts; nil where no Link follows
	said     []*Spoken  // of the parts, while the session is linked
	told     []told     // of the parts
	original lang.Tag   // that was spoken, as front matter says
	named    string     // addresses of turns that writers gave, see transcript.PackedAnchors
	made     *assembled // while the session is linked
	voices   []int32    // of its slots, indexes in Voices
	units    []int32    // of its turns; nil where it is the session's only edition
}

// told is what can be asked of the file of a part besides its turns.
type told struct {
	media    []string // as its front matter has them
	printed  []string // the labels of Facts; nil where each is that of its voice
	slots    int
	mapped   bool // its front matter says who speaks under some labels
	redacted bool
}

// Part is a file of an edition.
type Part struct {
	Path  string
	Key   store.Key
	First int // index of its first turn in Edition.Turns
	Label string
	// Shift is what its times are later in the edition than in its file, in
	// milliseconds: parts that begin at nothing again go on where the one
	// before ended.
	Shift transcript.Time
	// Open says that the file may be published as it is: no words are taken out
	// of it, and every session in it is shown.
	Open bool
	// Links are the addresses that its words lead to within the site, if any.
	Links []string
}

// Section is a section of an edition.
type Section struct {
	transcript.Section
	Turns int // directly in it
	// Before is the index of the first turn at or after its heading.
	Before int
}

// Anchor is the address of turn i within its session.
func (e *Edition) Anchor(i int) string { return e.Turns.At(i).Address.In(e.named) }

// TurnTopic is a topic that occurs in a turn.
type TurnTopic struct {
	Turn  int32 // index in Edition.Turns
	Topic *Topic
}

// TopicsOf gives those of Topics that occur in turn i.
func (e *Edition) TopicsOf(i int) []TurnTopic {
	from := sort.Search(len(e.Topics), func(k int) bool { return int(e.Topics[k].Turn) >= i })
	to := from
	for to < len(e.Topics) && int(e.Topics[to].Turn) == i {
		to++
	}
	return e.Topics[from:to]
}

// Meta is the front matter of the first part, unpacked each time.
func (e *Edition) Meta() transcript.Meta { return e.Packed.Meta() }

// MediaOf are the recordings that the front matter of part k names, nil for none.
func (e *Edition) MediaOf(k int) []string { return e.told[k].media }

// Redacted tells whether words were taken out of a file of the edition.
func (e *Edition) Redacted() bool {
	return slices.ContainsFunc(e.told, func(s told) bool { return s.redacted })
}

// LangOf is the language of the words of turn i, as in the lang attribute.
func (e *Edition) LangOf(i int) lang.Tag {
	if t := e.Turns.At(i); t.Lang > 0 {
		return e.Langs[t.Lang-1]
	}
	return e.Script
}

// Voice is one who speaks in an edition: a speaker of the archive, or a label
// that names nobody. It takes 24 bytes, as there are ten or so of an edition.
type Voice struct {
	*Named
	Speaker *Speaker
	Turns   int32
	First   int32 // index of the first turn
}

// Named is how a voice is named in an edition. Those of many editions are one.
type Named struct {
	Label string // the first form printed
	Role  string // the first bracket printed
}

// Speaker is the person, delegation, group or role behind labels.
type Speaker struct {
	ID     string
	Kind   people.Kind
	Names  people.Text
	Entry  *people.Entry
	Listed *transcript.Person // as the files list the speaker; nil where none does
}

// Appearance is how a speaker appears in the archive.
type Appearance struct {
	Labels []LabelUse // most used first
	Turns  int        // over all editions
	// Guesses are who may have spoken for a delegation, by those who gave it the
	// floor; nothing is linked by them.
	Guesses []GuessedAt
}

// Appearance is how a speaker of the archive appears in it.
func (a *Archive) Appearance(s *Speaker) *Appearance {
	if i, ok := slices.BinarySearchFunc(a.Speakers, s.ID, func(x *Speaker, id string) int { return strings.Compare(x.ID, id) }); ok {
		return a.Appearances[i]
	}
	return &Appearance{}
}

// GuessedAt is a guess, and where it comes from.
type GuessedAt struct {
	Name string
	In   *Edition
	Turn int // index of the turn that was given the floor
}

// Tenures lists what the speaker was and where: as people.yaml says, else as
// the files do.
func (s *Speaker) Tenures() []people.Tenure {
	if s.Entry != nil || s.Listed == nil {
		if s.Entry == nil {
			return nil
		}
		return s.Entry.Roles
	}
	var out []people.Tenure
	for _, a := range s.Listed.Affiliations {
		out = append(out, people.Tenure{Role: textOf(a.Role), Affiliation: textOf(a.Org), From: a.From, To: a.To})
	}
	return out
}

// textOf is a name as a file lists it; of two in one language the first.
func textOf(names []transcript.Name) people.Text {
	out := people.Text{}
	for _, n := range names {
		if out[n.Lang] == "" {
			out[n.Lang] = n.Text
		}
	}
	return out
}

// LabelUse is a label that was found to mean a speaker, and why.
type LabelUse struct {
	Printed  string
	Lang     lang.Tag
	Turns    int
	Evidence Evidence
	Proof    likeness.Proof // of ByLink
	// In and First are the edition and the turn where it stands first.
	In    *Edition
	First int
}

// Why says in English why the label means the speaker.
func (u LabelUse) Why() string {
	if u.Evidence == ByLink {
		return string(u.Evidence) + ": " + u.Proof.String()
	}
	return string(u.Evidence)
}

// Evidence is why a label means a speaker.
type Evidence string

// The kinds of evidence, strongest first.
const (
	ByMap    Evidence = "session map" // the session's own map of labels
	ByPeople Evidence = "people.yaml"
	ByList   Evidence = "list of persons" // a file says by an id who speaks, or lists somebody of the name
	ByAlone  Evidence = "only speaker"    // front matter names one, and no turn has a label
	ByRole   Evidence = "role"            // the bracket after the name says so, in this session
	ByPlace  Evidence = "country"         // names the country whose delegation it is
	ByName   Evidence = "equal name"
	ByLink   Evidence = "linked" // to a name in another language, see LabelUse.Proof
)

// Series is sessions that belong together.
type Series struct {
	ID     string
	Titles people.Text
	Texts  map[lang.Tag][]transcript.Segment
	Parent *Series // nil for none

	named bool // front matter gave the title that stands for all languages
}

// Holding is what a series holds.
type Holding struct {
	Children []*Series  // by id
	Sessions []*Session // its own, by id
}

// Holding is what a series of the archive holds.
func (a *Archive) Holding(s *Series) *Holding {
	if i, ok := slices.BinarySearchFunc(a.Series, s.ID, func(x *Series, id string) int { return strings.Compare(x.ID, id) }); ok {
		return a.Holdings[i]
	}
	return &Holding{}
}

// SessionsIn gives the sessions of a series and of those below it.
func (a *Archive) SessionsIn(s *Series) []*Session {
	h := a.Holding(s)
	out := slices.Clone(h.Sessions)
	for _, c := range h.Children {
		out = append(out, a.SessionsIn(c)...)
	}
	return out
}

// Topic is a concept.
type Topic struct {
	ID       string
	Labels   people.Text
	Entry    *topic.Entry // nil for a topic that only front matter names, or the words
	Found    bool         // the words alone tell it
	Broader  *Topic
	Narrower []*Topic
}

// SessionTopic is a topic of a session.
type SessionTopic struct {
	Topic *Topic
	// Score is 1 for a declared topic, else between 0 and 1 the higher the more the
	// session is about it.
	Score  float64
	Source TopicSource
}

// TopicSource is why a session has a topic.
type TopicSource string

// The sources of topics.
const (
	Declared       TopicSource = "declared"   // an editor says so in front matter
	FromVocabulary TopicSource = "vocabulary" // a label of it is said, or stands in the title
	Learned        TopicSource = "learned"    // sessions of like words are declared to have it
	Extracted      TopicSource = "extracted"  // it is spoken of, and no vocabulary says what topics there are
)

// Edition gives the session's edition in a language, nil if it has none.
func (s *Session) Edition(l lang.Tag) *Edition {
	for _, e := range s.Editions {
		if e.Lang == l {
			return e
		}
	}
	return nil
}

// SpeakerOf is the speaker whom a label means in the edition, nil for nobody.
func (e *Edition) SpeakerOf(printed string) *Speaker {
	at := 0
	for _, of := range e.told {
		for i := range of.slots {
			v := &e.Voices[e.voices[at+i]]
			label := v.Label
			if of.printed != nil {
				label = of.printed[i]
			}
			if v.Speaker != nil && label == printed {
				return v.Speaker
			}
		}
		at += of.slots
	}
	for _, v := range e.Voices { // whom front matter names, and no label
		if v.Label == printed && v.Speaker != nil {
			return v.Speaker
		}
	}
	return nil
}

// Settled tells whether an editor has said that a label is a speaker's: by an
// entry in people.yaml, or in front matter, which may stand beside the file where
// its reader does not see it.
func (e *Edition) Settled(label string) bool {
	if s := e.SpeakerOf(label); s != nil && s.Entry != nil {
		return true
	}
	return format.Declared(e.Meta())[lang.Fold(label)]
}

// Doubtful tells whether it is in doubt that turn i has a label: its reader was
// not sure, and no editor has settled it.
func (e *Edition) Doubtful(i int) bool {
	t := e.Turns.At(i)
	return t.Voice >= 0 && transcript.Doubtful(t.Confidence) && !e.Settled(e.Voices[t.Voice].Label)
}

// Shown is the name at a turn: its label as printed, unless the session's map
// gives the label to a person, whose name is shown then.
func (e *Edition) Shown(voice int, printed string) string {
	v := e.Voices[voice]
	if v.Speaker == nil || !e.told[0].mapped {
		return printed
	}
	for _, m := range e.Meta().Labels {
		if lang.Fold(m.Label) == lang.Fold(printed) {
			name, _ := v.Speaker.Names.In(e.Lang)
			return name
		}
	}
	return printed
}

// Best gives the edition that a reader of a language gets: the one in the
// language, else one that the language finds, else the language spoken, else
// the first.
func (s *Session) Best(l lang.Tag) *Edition {
	if e := s.Edition(l); e != nil {
		return e
	}
	for _, e := range s.Editions {
		if same(l, e.Lang) {
			return e
		}
	}
	for _, e := range s.Editions {
		o := e.original
		if o == "" {
			continue
		}
		if spoken := s.Edition(o); spoken != nil {
			return spoken
		}
		for _, spoken := range s.Editions {
			if same(o, spoken.Lang) {
				return spoken
			}
		}
	}
	return s.Editions[0]
}
