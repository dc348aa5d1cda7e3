package document

import (
	"slices"
	"strings"
)

// speakerNames are the names that people give to what they set speakers in: the
// class of an element, the style of a word processor. Those that end in one of
// the first two mean the same.
var speakerNames = []string{"speaker", "speakername", "speakerlabel", "spkr", "talker", "orateur", "orador", "redner", "sprecher", "interlocutor"}

// NamesSpeaker tells whether a class or style is, by its name, that of speakers.
func NamesSpeaker(name string) bool {
	name = strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	return slices.Contains(speakerNames, name) || strings.HasSuffix(name, speakerNames[0]) || strings.HasSuffix(name, speakerNames[1])
}
