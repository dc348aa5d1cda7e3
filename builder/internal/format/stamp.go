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
	if line == "" || line[0] != '[' && line[0] != '(' && !isFigure(line[0]) {
		return "", line, false // which costs less to see
	}
	m := innerTime.FindStringSubmatchIndex(line)
	if m == nil {
		return "", line, false
	}
	return line[:m[3]], line[m[1]:], true
}

// day is a date as chats write it.
const day = `\d{1,4}[./-](?:\d{1,2}|\pL{3})[./-]\d{1,4}`

// until is the time at which something ended, behind that at which it began.
const until = `(?:\s*(?:-{1,2}>?|–|→)\s*` + clock + `)?`

// halfOfDay is behind a time of twelve hours.
const halfOfDay = `(?:\s?[AaPp]\.?[Mm]\.?)`

// ahead is a time, or the two between which something was said, before a name: of a
// recording, or of the day, also with the date.
var ahead = regexp.MustCompile(`^(?:(` + day + `,?\s+)(` + clock + `)(` + halfOfDay + `)?\s+[-–|]\s+|(` + clock + `)(` + halfOfDay + `)?` + until + `(?:\s+[-–|]\s+|\s+))(?:\pL|<)`)

// isClock tells whether a text is a time and nothing else.
func isClock(s string) bool {
	_, rest := LeadingTime(s)
	return rest == ""
}

// isRound tells whether a text begins with a time of the day in whole five minutes.
func isRound(text string) bool {
	m := hours.FindStringSubmatch(text)
	return m != nil && (m[1][1] == '0' || m[1][1] == '5')
}

// hours is a time in hours and minutes alone.
var hours = regexp.MustCompile(`^\d{1,2}:(\d\d)(?:\s|$)`)

// timeAhead gives how many bytes of a line a time before a name takes, 0 where there is
// none, and the time where it may be that of a recording.
func timeAhead(line string) (size int, at transcript.Time) {
	at = transcript.NoTime
	if line == "" || !isFigure(line[0]) {
		return 0, at // which costs less to see
	}
	m := ahead.FindStringSubmatchIndex(line[:min(len(line), maxPrinted)])
	if m == nil {
		return 0, at
	}
	if m[8] >= 0 && m[10] < 0 {
		at, _ = LeadingTime(line[m[8]:m[9]])
	}
	return m[1] - lastRune(line[:m[1]]), at
}

// LeadingTime takes a time stamp off the head of a text: 12:03, [00:12:03],
// (1:02:03.5). Without brackets it counts only if nothing else, or a line end,
// follows. rest is text where there is none.
func LeadingTime(text string) (at transcript.Time, rest string) {
	i := afterBlanks(text, 0)
	open := i < len(text) && (text[i] == '[' || text[i] == '(')
	if open {
		i++
	}
	first, i := figures(text, i, 1, 2)
	second, end := figures(text, afterMark(text, i, ":"), 2, 2)
	if i < 0 || end < 0 {
		return transcript.NoTime, text
	}
	at = transcript.Time(first*60+second) * 1000
	if third, n := figures(text, afterMark(text, end, ":"), 2, 2); n >= 0 {
		at, end = at*60+transcript.Time(third)*1000, n
		from := afterMark(text, n, ".,")
		if part, n := figures(text, from, 1, 3); n >= 0 {
			for range 3 - (n - from) {
				part *= 10
			}
			at, end = at+transcript.Time(part), n
		}
	}
	closed := end < len(text) && (text[end] == ']' || text[end] == ')')
	if closed {
		end++
	}
	rest = text[afterBlanks(text, end):]
	lineEnds := strings.HasSuffix(text[end:len(text)-len(rest)], "\n")
	if open != closed || !open && rest != "" && !lineEnds {
		return transcript.NoTime, text
	}
	return at, rest
}

func afterBlanks(s string, i int) int {
	for i < len(s) && asciiBlank(s[i]) {
		i++
	}
	return i
}

// afterMark is the place after one of marks at s[i:], -1 for none.
func afterMark(s string, i int, marks string) int {
	if i < 0 || i >= len(s) || strings.IndexByte(marks, s[i]) < 0 {
		return -1
	}
	return i + 1
}

// figures reads a number of so many figures, no more than most, at s[i:]. end is
// -1 where there is none.
func figures(s string, i, least, most int) (n int64, end int) {
	if i < 0 {
		return 0, -1
	}
	end = i
	for end < len(s) && end < i+most && isFigure(s[end]) {
		n = n*10 + int64(s[end]-'0')
		end++
	}
	if end < i+least {
		return 0, -1
	}
	return n, end
}

func isFigure(c byte) bool { return c >= '0' && c <= '9' }
