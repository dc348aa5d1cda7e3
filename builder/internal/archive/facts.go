// Package archive links transcripts into an archive: which files are editions
// of one session, which sessions are a series, who speaks under which label,
// and what is spoken of.
//
// It works on facts, not on texts: of each transcript it holds what the others
// need to know (labels, topics that occur, the words said most). What is known of its
// turns (lengths, hashes of words) is asked for when its session is made. The texts stay
// in the store. Link is a function of facts, people, topics and settings; its result is
// never changed.
//
// Each session is made by its own files, a member; what members bring is summed up
// over the archive, in integers, and by these sums it is decided who is one and what
// topics there are. A Memory keeps both, so that an edit costs one session and what it
// changes elsewhere.
package archive

import (
	"bytes"
	"math"
	"path"
	"slices"
	"strings"
	"unique"

	"dixit/builder/internal/archive/align"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/term"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// Facts is what the archive needs to know of one transcript.
type Facts struct {
	Path     string
	Key      store.Key
	Format   string
	Front    Front
	Detected lang.Tag // the language of the words
	Sure     float64  // of Detected, 0 to 1
	Labels   Labels   // each printed label of each speaker once, in order of first turn
	Sections []transcript.Section
	Langs    []lang.Tag  // that turns are in and the transcript is not
	Hits     []topic.Hit // of the vocabulary that was in force, by turn
	Heads    []topic.Hit // of the vocabulary, in title, name and headings; Turn is ofTitle, ofName or ofHeading
	Terms    []term.Term // what is spoken of, by the words alone
	Sought   bool        // Terms were asked for; there may be none
	Guesses  []Guess     // who may have spoken for delegations, in order
	Links    []string    // where links in the words lead that name no other site, each once
	Gaps     int
	Redacted bool            // words were taken out of it
	End      transcript.Time // the latest that a turn ends at, NoTime if none says
	*Spoken                  // nil where it is kept elsewhere, see Input.Spoken
}

// numberOf gives the number of a language in a list, from 1, into which it comes; 0
// for "". Of more than there are numbers for, the rest have none.
func numberOf(list *[]lang.Tag, l lang.Tag) uint8 {
	if l == "" {
		return 0
	}
	n := slices.Index(*list, l)
	if n < 0 {
		n = len(*list)
		if n == math.MaxUint8 {
			return 0
		}
		*list = append(*list, lang.Tag(strings.Clone(string(l))))
	}
	return uint8(n + 1)
}

// shared gives a text that stands in memory once, however many files have it.
func shared(text string) string {
	if text == "" {
		return ""
	}
	return unique.Make(text).Value()
}

// titleWords is how many times a word of the title counts among those that are
// said: who gave the title has said what the session is about, in few words.
const titleWords = 4

// Where a label stands that is not said in a turn, as Turn of Facts.Heads.
const (
	ofTitle = iota
	ofName
	ofHeading
)

// fileWords parts the words of a path.
var fileWords = strings.NewReplacer("-", " ", "_", " ", "/", ", ")

// Asked is what FactsOf looks for.
type Asked struct {
	Vocabulary *topic.Vocabulary
	// Languages are those that the site names, which a text in doubt is more likely
	// to be in.
	Languages []lang.Tag
	// Detected is the language of the transcript where no language is expected, if that is
	// known from reading it; nil else.
	Detected *format.Detected
	// Terms says that terms are looked for that are in no vocabulary; EveryTerm in
	// files too whose editor says in front matter what they are about.
	Terms, EveryTerm bool
}

// FactsOf gathers the facts of a transcript.
func FactsOf(key store.Key, t *transcript.Transcript, asked Asked) *Facts {
	f := &Facts{Path: t.File, Key: key, Format: t.Format, Front: frontOf(t.Meta), Sections: slices.Clone(t.Sections), Gaps: t.Gaps, Redacted: t.Origin.SHA256 == "", End: transcript.NoTime, Spoken: &Spoken{}}
	f.Turns = make([]TurnFacts, len(t.Turns))
	// What is kept must not keep the text of the file with it, of which it may be
	// a part.
	for i := range f.Sections {
		f.Sections[i].Title = strings.Clone(f.Sections[i].Title)
	}
	index := map[Label]int32{}
	var labels []Label
	var words []byte
	var marks align.Marks
	var tally topic.Tally
	for i, turn := range t.Turns {
		tf := TurnFacts{Label: -1, Section: int32(turn.Section), Start: turn.Start, Confidence: turn.Confidence, Procedural: turn.Procedural, Lang: numberOf(&f.Langs, turn.Lang)}
		if turn.ID != "" {
			if f.IDs == nil {
				f.IDs = make([]string, len(t.Turns))
			}
			f.IDs[i] = strings.Clone(turn.ID)
		}
		if turn.Label != "" {
			key := Label{Printed: turn.Label, Who: turn.Who}
			n, ok := index[key]
			if !ok {
				n = int32(len(labels))
				index[key] = n
				labels = append(labels, key)
			}
			if labels[n].Role == "" {
				labels[n].Role = turn.Role
			}
			tf.Label = n
		}
		words = words[:0]
		marks.Reset()
		unclear := 0
		for _, seg := range turn.Segments {
			speech := seg.Speech()
			said, length := lang.Measure(speech)
			tf.Words += int32(said)
			tf.Letters += int32(length)
			before := len(words)
			words = lang.AppendWords(words, speech)
			if len(words) > before {
				words = append(words, ' ')
			}
			unclear += seg.Unclear()
			marks.Add(speech)
			for _, span := range seg.Spans {
				if span.Kind == transcript.Link {
					marks.AddLink(span.Value)
				}
			}
			for _, href := range LinksIn(seg) {
				if !slices.Contains(f.Links, href) {
					f.Links = append(f.Links, strings.Clone(href))
				}
			}
			// An item that is only announced was not spoken of.
			if !turn.Procedural {
				f.Hits = asked.Vocabulary.Match(f.Hits, int32(i), seg.Text)
			}
		}
		words = bytes.TrimSuffix(words, []byte(" "))
		if !turn.Procedural {
			tally.Add(words, 1)
		}
		if len(words) == 0 { // nothing but notes or punctuation: those tell it
			for _, seg := range turn.Segments {
				words = append(words, strings.Join(strings.Fields(seg.Text), " ")...)
			}
		}
		tf.Hash = transcript.HashWords(words)
		tf.Unclear = uint16(min(unclear, math.MaxUint16))
		f.Marks = marks.AppendTo(f.Marks)
		tf.Marks = int32(len(f.Marks))
		f.Turns[i] = tf
		f.End = max(f.End, turn.End)
	}
	tally.Add(lang.AppendWords(nil, t.Meta.Title), titleWords)
	name := fileWords.Replace(strings.TrimSuffix(t.File, path.Ext(t.File)))
	tally.Add(lang.AppendWords(nil, name), titleWords) // so has who named the file and its folders
	f.Heads = asked.Vocabulary.Match(f.Heads, ofTitle, t.Meta.Title)
	f.Heads = asked.Vocabulary.Match(f.Heads, ofName, name)
	for _, s := range t.Sections {
		f.Heads = asked.Vocabulary.Match(f.Heads, ofHeading, s.Title)
	}
	f.Words = tally.Sketch()
	tally.Release()
	f.Guesses, f.Labels = guessSpeakers(t, f, labels), labelsOf(labels...)
	detected := asked.Detected
	if detected == nil || len(asked.Languages) > 0 || len(t.Meta.Redact) > 0 {
		now := format.LanguageOf(t, asked.Languages)
		detected = &now
	}
	f.Detected, f.Sure = detected.Lang, detected.Sure
	if asked.EveryTerm || asked.Terms && len(t.Meta.Topics) == 0 {
		f.Terms, f.Sought = termsOf(t, f), true
	}
	return f
}

// termsOf gives the terms of a transcript. Turns that only run the meeting have
// none, nor have those in another language than the transcript.
func termsOf(t *transcript.Transcript, f *Facts) []term.Term {
	var names []string
	for _, l := range f.Labels.All() {
		if !people.Nobody(l.Printed) {
			names = append(names, l.Printed)
		}
	}
	titles := []string{t.Meta.Title}
	for _, s := range t.Sections {
		titles = append(titles, s.Title)
	}
	l := f.Detected
	if t.Meta.Lang != "" {
		l = t.Meta.Lang
	}
	g := term.NewGatherer(lang.CommonWords(l), names, titles)
	var speech []string
	for i, turn := range t.Turns {
		if turn.Procedural || turn.Lang != "" {
			continue
		}
		speech = speech[:0]
		for _, seg := range turn.Segments {
			speech = append(speech, seg.Speech())
		}
		g.Turn(int32(i), speech)
	}
	return g.Terms()
}

// LinksIn lists where the links of a segment lead that name no other site.
func LinksIn(s transcript.Segment) []string {
	var out []string
	for _, span := range s.Spans {
		if (span.Kind == transcript.Link || span.Kind == transcript.Image) && !strings.Contains(span.Value, "://") {
			out = append(out, span.Value)
		}
	}
	return out
}
