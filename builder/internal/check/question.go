package check

import (
	"cmp"
	"slices"
	"strings"

	"dixit/builder/internal/diag"
)

// Question is all findings of one code.
type Question struct {
	Code     diag.Code
	Severity diag.Severity // the highest of its findings
	Count    int
	Ask      string
	Examples []diag.Diagnostic // all findings, the best first
	Settle   []Entry           // what settles all of them; none where the files must be mended

	levels []diag.FileLevel // what Settle sets in dixit.yaml
	bare   bool             // see Settings
}

// Report is what a check found.
type Report struct {
	Diagnostics []diag.Diagnostic // in order of place
	Questions   []Question        // the gravest first

	settings Settings
}

// Settings are the severities that a site has set.
type Settings struct {
	File string // dixit.yaml as messages name it
	// Bare says that the site has no such file and is itself the folder of
	// transcripts, which it would cease to be with a file that does not say so.
	Bare   bool
	Levels map[diag.Code]diag.Severity
	Files  []diag.FileLevel
}

// asks are the questions that findings of a code put. A code that has none asks
// whether what explains it is so.
var asks = map[diag.Code]string{
	diag.LabelsAlike:        "Are these the same speaker?",
	diag.LabelNew:           "Are these new speakers, and spelt right?",
	diag.SpeakerMoved:       "Are these pages to move?",
	diag.DuplicateLikely:    "Was the same meeting filed twice?",
	diag.EditionOrphan:      "Which session does this translation belong to?",
	diag.SessionsAlike:      "Are these editions of one session?",
	diag.CharacterNoise:     "Was this scan recognised in the wrong script?",
	diag.TextLost:           "Can you send us these lines, which were not read?",
	diag.DateMissing:        "On which day was this session?",
	diag.DateUnreadable:     "Which day is meant?",
	diag.LanguageGuessed:    "Is this the language of the file?",
	diag.LanguageUnlisted:   "Is the site to be without these languages?",
	diag.LanguageUnknown:    "Which language is meant?",
	diag.EditionApart:       "Are these editions of one session?",
	diag.SpeakersLikely:     "Are these one speaker?",
	diag.TopicLikely:        "Are these topics?",
	diag.EditionTwice:       "Which of these files is the session?",
	diag.PartMissing:        "Where is the part between?",
	diag.LabelDoubtful:      "Is this a speaker?",
	diag.LabelRejected:      "Is this no speaker, as it was taken for none?",
	diag.SpeakerUnknown:     "Who is this?",
	diag.PersonUnlisted:     "Where is the list of these people?",
	diag.PeopleAmbiguous:    "Whose name is this?",
	diag.TopicAmbiguous:     "Which topic has this label?",
	diag.FilePassedOver:     "Is one of these a transcript after all?",
	diag.FormatUnknown:      "Is one of these a transcript after all?",
	diag.FileEmpty:          "Are the words of this file elsewhere?",
	diag.EncodingGuessed:    "Is this the encoding of the file?",
	diag.GapsFound:          "Is there a copy of this file without gaps?",
	diag.FrontMatterKey:     "Is this key meant to do something?",
	diag.FrontMatterTypo:    "Was this meant to hide the file?",
	diag.FrontMatterInvalid: "What should this value be?",
}

// ask is what findings of a code put to whoever decides.
func ask(c diag.Code) string {
	if s := asks[c]; s != "" {
		return s
	}
	first, _, _ := strings.Cut(c.Explain(), ". ")
	return strings.TrimSuffix(first, ".") + "."
}

// NewReport groups findings and the diagnostics of a run into questions. The
// diagnostics have the severities of the site already.
func NewReport(list diag.List, found []Finding, settings Settings) *Report {
	all := make([]Finding, 0, len(list)+len(found))
	for _, d := range list {
		all = append(all, Finding{Diagnostic: d})
	}
	for _, f := range found {
		for _, d := range (diag.List{f.Diagnostic}).Relevel(settings.Levels, settings.Files...) {
			f.Diagnostic = d
			all, list = append(all, f), append(list, d)
		}
	}
	return &Report{Diagnostics: list.Sorted(), Questions: questions(all, settings), settings: settings}
}

// questions groups findings by their codes, the gravest and the most frequent first.
func questions(all []Finding, settings Settings) []Question {
	groups := map[diag.Code][]Finding{}
	for _, f := range all {
		groups[f.Code] = append(groups[f.Code], f)
	}
	var out []Question
	for code, list := range groups {
		slices.SortStableFunc(list, func(a, b Finding) int {
			return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
		})
		// Errors are mended, not silenced; nor is a key that may hide something to be
		// silenced by a paste.
		q := Question{Code: code, Severity: list[0].Severity, Count: len(list), Ask: ask(code)}
		for _, f := range list {
			q.Examples = append(q.Examples, f.Diagnostic)
			q.Settle = append(q.Settle, f.Settle...)
		}
		if len(q.Settle) == 0 && q.Severity < diag.Error && code != diag.FrontMatterTypo {
			q.levels, q.bare = off(code, q.Examples), settings.Bare
			q.Settle = []Entry{{File: settings.File, Note: settings.note(), Text: "diagnostics: {" + levelLine(code, settings.with(q.levels)) + "}"}}
		}
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b Question) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// note says where in dixit.yaml an entry goes.
func (s Settings) note() string {
	if s.Bare {
		return "a new file, which also needs the line `content: .`"
	}
	return "with what is under diagnostics already"
}

// fewFiles is how many files an entry names one by one. Whoever leaves more as
// they are has decided of the kind, not of the files.
const fewFiles = 20

// off are the severities that silence these findings, by file where they are
// few: the next file of the kind is asked about again.
func off(code diag.Code, list []diag.Diagnostic) []diag.FileLevel {
	var out []diag.FileLevel
	seen := map[string]bool{}
	for _, d := range list {
		if d.File == "" || len(seen) > fewFiles {
			return []diag.FileLevel{{Code: code}}
		}
		if !seen[d.File] {
			seen[d.File] = true
			out = append(out, diag.FileLevel{Code: code, Pattern: literal.Replace(d.File)})
		}
	}
	if len(seen) > fewFiles {
		return []diag.FileLevel{{Code: code}}
	}
	slices.SortFunc(out, func(a, b diag.FileLevel) int { return cmp.Compare(a.Pattern, b.Pattern) })
	return out
}

// literal writes a path as a pattern that means it alone.
var literal = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`)

// with gives the settings with further severities. One without a pattern is for
// all files.
func (s Settings) with(levels []diag.FileLevel) Settings {
	out := Settings{File: s.File, Bare: s.Bare, Levels: map[diag.Code]diag.Severity{}, Files: slices.Clone(s.Files)}
	for c, l := range s.Levels {
		out.Levels[c] = l
	}
	for _, l := range levels {
		if l.Pattern != "" {
			out.Files = append(out.Files, l)
			continue
		}
		out.Levels[l.Code] = l.Severity
		out.Files = slices.DeleteFunc(out.Files, func(f diag.FileLevel) bool { return f.Code == l.Code })
	}
	return out
}

// levelLine writes what settings say of a code: "code: off", or "code: {off:
// [files]}". Where a code has both a severity and files of its own, the severity
// is that of the pattern "*".
func levelLine(code diag.Code, s Settings) string {
	var order []diag.Severity
	patterns := map[diag.Severity][]string{}
	add := func(l diag.Severity, p string) {
		if patterns[l] == nil {
			order = append(order, l)
		}
		if !slices.Contains(patterns[l], p) {
			patterns[l] = append(patterns[l], p)
		}
	}
	level, everywhere := s.Levels[code]
	for _, f := range s.Files {
		if f.Code == code && !(everywhere && f.Pattern == "*") {
			if len(order) == 0 && everywhere {
				add(level, "*")
			}
			add(f.Severity, f.Pattern)
		}
	}
	if len(order) == 0 {
		return string(code) + ": " + level.String()
	}
	parts := make([]string, len(order))
	for i, l := range order {
		parts[i] = l.String() + ": " + flow(patterns[l])
	}
	return string(code) + ": {" + strings.Join(parts, ", ") + "}"
}
