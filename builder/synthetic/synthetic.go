// Package synthetic makes archives of invented meetings, of any size, for
// benchmarks and tests.
//
// The goal is text that costs what real transcripts cost: meetings as long, as
// many turns of as uneven a length, a few words said all the time and very many
// said once, families of words that share a stem, speakers and topics of whom
// some come again and again. An archive is a function of its options, and
// every meeting of it can be made by itself, in any order, so that a test can
// draw meetings at random out of millions.
//
// Not goals: meaning, grammar, and the way a real meeting keeps to its subject.
// Words fall independently of each other. Editions of one meeting have the same
// speakers in the same order but are not translations of each other, and names,
// titles and topics are the same in all languages, so that a session is joined
// without people.yaml.
//
// Rules:
//   - Equal options, number and language give equal bytes on every machine.
//     Nothing that is drawn rests on floating-point sums, which may be fused on
//     some processors, on the order of a map, or on the clock.
//   - No file is read. The commonest words of a language are listed here; all
//     others are invented from syllables.
//   - No speaker is meant to be a person: family names are invented.
package synthetic

import (
	"fmt"
	"slices"
)

// Format is how a meeting is written down.
type Format uint8

// The formats.
const (
	Markdown Format = iota // front matter, then "**Name:** text"
	Plain                  // front matter, then "Name: text"
)

// Options say what archive is made. All of them together decide every byte.
type Options struct {
	Seed uint64
	// Languages are tags out of Languages(), English when there are none.
	Languages []string
	Format    Format
}

// Archive is an archive of as many meetings as are asked for. It may be used
// from several goroutines.
type Archive struct {
	opt          Options
	vocabularies map[string]*vocabulary
	speakers     []string
	topics       []string
	draw         tables
}

// New prepares an archive: its words, speakers and topics. It panics on a
// language that Languages does not list.
func New(opt Options) *Archive {
	if len(opt.Languages) == 0 {
		opt.Languages = []string{"en"}
	}
	opt.Languages = slices.Clone(opt.Languages)
	a := &Archive{opt: opt, vocabularies: map[string]*vocabulary{}, topics: topics()}
	for _, tag := range opt.Languages {
		i := slices.IndexFunc(languages, func(l *language) bool { return l.tag == tag })
		if i < 0 {
			panic(fmt.Sprintf("synthetic: no language %q", tag))
		}
		a.vocabularies[tag] = newVocabulary(opt.Seed, languages[i])
	}
	a.speakers = speakers(opt.Seed)
	a.draw = newTables(len(a.speakers), len(a.topics))
	return a
}

// Languages are the tags of the languages that meetings can be made in.
func Languages() []string {
	var tags []string
	for _, l := range languages {
		tags = append(tags, l.tag)
	}
	return tags
}
