package format

import (
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// nearly is the probability of a label from which a line that was read as speech
// is reported. What is below is not worth anybody's look.
const nearly = 0.3

// Judged reports the labels of a file that were accepted with doubt, and those
// that were nearly accepted.
func Judged(file string, labels []Label) diag.List {
	var list diag.List
	for _, l := range labels {
		switch {
		case l.Accepted && transcript.Doubtful(l.Confidence):
			list = append(list, diag.New(diag.LabelDoubtful, file, l.Line, 1, "%q was read as a speaker, with probability %.2f", l.Name, l.Confidence).About(l.Name))
		case !l.Accepted && l.Confidence > nearly:
			list = append(list, diag.New(diag.LabelRejected, file, l.Line, 1, "%q was read as speech, not as a speaker", l.Name))
		}
	}
	return list
}

// Declared gives the names that front matter says are speakers', folded.
func Declared(meta transcript.Meta) map[string]bool {
	named := map[string]bool{}
	for _, s := range meta.Speakers {
		named[lang.Fold(s)] = true
	}
	for _, n := range meta.Labels {
		named[lang.Fold(n.Label)] = true
	}
	return named
}
