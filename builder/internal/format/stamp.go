package format

import (
	"regexp"
	"strings"

	"dixit/builder/internal/transcript"
)

// clock is a time as recorders write it: 12:03, 1:02:03, 00:00:01.250.
const clock = `\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?`

// innerTime is a time in brackets, or one with hours, minutes and seconds, at
// the head of a line that says more.
var innerTime = regexp.MustCompile(`^(\[` + clock + `\]|\(` + clock + `\)|\d{1,2}:\d{2}:\d{2})\s+`)

// InnerTime takes a recorder's time off the head of a line of speech; ok is
// false where there is none.
func InnerTime(line string) (stamp, rest string, ok bool) {
	m := innerTime.FindStringSubmatchIndex(line)
	if m == nil {
		return "", line, false
	}
	return line[:m[3]], line[m[1]:], true
}

var timestamp = regexp.MustCompile(`^\s*[\[(]?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?[\])]?\s*`)

// LeadingTime takes a time stamp off the head of a text: 12:03, [00:12:03],
// (1:02:03.5). Without brackets it counts only if nothing else, or a line end,
// follows. rest is text where there is none.
func LeadingTime(text string) (at transcript.Time, rest string) {
	m := timestamp.FindStringSubmatch(text)
	if m == nil {
		return transcript.NoTime, text
	}
	rest = text[len(m[0]):]
	switch stamp := strings.TrimSpace(m[0]); {
	case stamp[0] == '[' || stamp[0] == '(':
		if !strings.HasSuffix(stamp, "]") && !strings.HasSuffix(stamp, ")") {
			return transcript.NoTime, text
		}
	case strings.HasSuffix(stamp, "]"), strings.HasSuffix(stamp, ")"), rest != "" && !strings.HasSuffix(m[0], "\n"):
		return transcript.NoTime, text
	}
	var n [3]int64
	for i := range n {
		for _, c := range m[i+1] {
			n[i] = n[i]*10 + int64(c-'0')
		}
	}
	if m[3] == "" {
		return transcript.Time((n[0]*60 + n[1]) * 1000), rest
	}
	ms := int64(0)
	if m[4] != "" {
		frac := (m[4] + "00")[:3]
		for _, c := range frac {
			ms = ms*10 + int64(c-'0')
		}
	}
	return transcript.Time(((n[0]*60+n[1])*60+n[2])*1000 + ms), rest
}
