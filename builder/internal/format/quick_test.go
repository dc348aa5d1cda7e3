package format

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// What runs on every line is written by hand, for speed. Here it is held
// against its definition in expressions and plain loops.

var wanted = struct{ captioned, timestamp, numbers, dash *regexp.Regexp }{
	regexp.MustCompile(`^>{2,3}[ \t]*`),
	regexp.MustCompile(`^\s*[\[(]?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?[\])]?\s*`),
	regexp.MustCompile(`^[\p{N}\s.,:/-]+$`),
	regexp.MustCompile(`\.?\s+(?:[–—ـ]|--?)\s+|\.\s*[–—]\s*|\.-+\s+`),
}

func wantTime(text string) (transcript.Time, string) {
	m := wanted.timestamp.FindStringSubmatch(text)
	if m == nil {
		return transcript.NoTime, text
	}
	rest := text[len(m[0]):]
	switch stamp := strings.TrimSpace(m[0]); {
	case stamp[0] == '[' || stamp[0] == '(':
		if !strings.HasSuffix(stamp, "]") && !strings.HasSuffix(stamp, ")") {
			return transcript.NoTime, text
		}
	case strings.HasSuffix(stamp, "]"), strings.HasSuffix(stamp, ")"), rest != "" && !strings.HasSuffix(m[0], "\n"):
		return transcript.NoTime, text
	}
	number := func(s string) (n transcript.Time) {
		for _, c := range s {
			n = n*10 + transcript.Time(c-'0')
		}
		return n
	}
	at := number(m[1])*60 + number(m[2])
	if m[3] != "" {
		at = at*60 + number(m[3])
	}
	at *= 1000
	if m[4] != "" {
		at += number((m[4] + "00")[:3])
	}
	return at, rest
}

func wantColon(line string) (int, int) {
	outside, runes, depth := 0, 0, 0
	for i, r := range line {
		switch {
		case strings.ContainsRune("([（［【", r):
			depth++
		case strings.ContainsRune(")]）］】", r):
			depth--
		}
		if depth <= 0 {
			outside++
		}
		if runes++; outside > maxLabel || runes > maxPrinted {
			break
		}
		if depth <= 0 && strings.ContainsRune(":"+otherColons, r) {
			return i, utf8.RuneLen(r)
		}
	}
	return -1, 0
}

// wantDash looks for a dash where what stands in brackets is hidden.
func wantDash(s string) []int {
	hidden, depth := []byte(s), 0
	for i, r := range s {
		switch {
		case strings.ContainsRune("([（［【", r):
			depth++
		case strings.ContainsRune(")]）］】", r):
			depth--
		}
		if depth > 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			copy(hidden[i:i+size], "xxxx")
		}
	}
	return wanted.dash.FindIndex(hidden)
}

func wantNameLike(name string) bool {
	if name == "" || wanted.numbers.MatchString(name) {
		return false
	}
	unspaced, spelt, letters, quoted := 0, 0, false, 0
	for i, r := range name {
		switch {
		case i < quoted:
			continue
		case strings.ContainsRune("。！？!?;；「」{}<>=|，、", r):
			return false
		case strings.ContainsRune("“”„\"«»", r):
			if quoted = i + quotedInName(name, i); quoted == i {
				return false
			}
		case r == '.':
			start := strings.LastIndexAny(name[:i], " .-") + 1
			if word := withoutArticle(name[start:i]); utf8.RuneCountInString(word) > 4 && !longForms[strings.ToLower(word)] {
				return false
			}
		case lang.Unspaced(r) && !unicode.IsMark(r):
			if stopless(r) {
				spelt++
			} else {
				unspaced++
			}
		}
		letters = letters || unicode.IsLetter(r)
	}
	return letters && unspaced <= maxUnspaced && spelt <= maxSpelt && len(strings.Fields(name)) <= maxTokens
}

func wantEnd(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("*_\"'”’»」』", r) })
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…。！？｡．؟۔।॥။។։።᠃།)]）】～—", r)
}

// wantKind is EventKind for a note that is folded.
func wantKind(note string) string {
	size := utf8.RuneCountInString(note)
	for _, kind := range eventKinds {
		for _, w := range eventWords[kind] {
			if note == w || strings.HasPrefix(note, w) && boundary(note[len(w):]) || strings.HasSuffix(note, w) && boundaryEnd(note[:len(note)-len(w)]) ||
				size <= shortNote && standsClose(kind, w) && (strings.HasPrefix(note, w) || strings.HasSuffix(note, w)) {
				return kind
			}
		}
	}
	if speaksLanguage(note) {
		return Language
	}
	return ""
}

func FuzzQuickAnswers(f *testing.F) {
	for _, s := range []string{
		"", ">> Ana: yes", ">>>>", "12:03", " [1:02:03.5] so", "(00:12)\nmore", "12:345", "1:02:03,1234", "[12:03", "12:03]", "1:2", "123:45",
		"Ana (Chair: acting): yes", "玛娜尔（主席）：谢谢", "Dr. J. K. Rowe, Psy.D.", "Wim \"Bo\" Lind", "Wim „Bo“", "יו\"ר", "יו” «ר", "one two three four five six seven", "第一 1. 2/3", "She said. ”", "终。』", "он сказал — ",
		"Mr. LIND (standing). Thank you.", "The Right Honourable Mr. OLA’S. So", "И вот ИВАНОВ. Да", "M. Lind. – Merci", "Ana -- no", "vice-chair", "Ana.— so", "LIND (A - B) - so", "LIND [A. – B – so", ") Lind .. – so", "e\u0301 ÉA. b", "ﬁ ǅA",
		"[laughter] (applause）【笑】", "*laughs* — смех — –笑–", "（全场大笑）", "speaking french", "inaudible 00:12", "very inaudible", "a  b", "\u3000海", "a\u00a0b", "a\tb ", " a", strings.Repeat("海", 30) + ":",
		"他说，我们。现在开会，好的（笑）谢谢", "да, он сказал — смех — и [ушёл]", "the “old” one’s a tale, so *laughs*", "カタカナ、ひらがな〔休憩〕", "\xe2\x80", "\xe3[笑]", "<crosstalk>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := captionMark(s), wanted.captioned.FindString(s); got != want {
			t.Errorf("caption of %q: %q, want %q", s, got, want)
		}
		at, rest := LeadingTime(s)
		if want, left := wantTime(s); at != want || rest != left {
			t.Errorf("time of %q: %d, %q; want %d, %q", s, at, rest, want, left)
		}
		i, size, office := findColon(s)
		if want, wide := wantColon(s); !office && (i != want || size != wide) || office && want >= 0 {
			t.Errorf("colon of %q: %d, want %d", s, i, want)
		}
		if got, want := nameLike(s), wantNameLike(s); got != want {
			t.Errorf("%q is like a name: %v", s, got)
		}
		if utf8.ValidString(s) {
			want := strings.IndexAny(s, "[(<{*"+marks)
			if want < 0 {
				want = len(s)
			}
			if got := nextMark(s, 0); got != want {
				t.Errorf("first mark of %q at %d, want %d", s, got, want)
			}
		}
		if got, want := EndsSentence(s), wantEnd(s); got != want {
			t.Errorf("%q ends a sentence: %v", s, got)
		}
		if got, want := lang.SingleSpaced(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q has single blanks as %q, want %q", s, got, want)
		}
		if got, want := findDash(s), wantDash(s); !slices.Equal(got, want) {
			t.Errorf("dash of %q: %v, want %v", s, got, want)
		}
		if stopMark.MatchString(s) && !capitalsAhead(s) {
			t.Errorf("no capitals are seen in %q", s)
		}
		if note := lang.Fold(strings.Trim(s, " .…!?。*-–—_")); note != "" && utf8.RuneCountInString(note) <= 60 && strings.Trim(s, " ?？") != "" {
			if got, want := EventKind(s), wantKind(note); got != want {
				t.Errorf("kind of %q: %q, want %q", s, got, want)
			}
		}
		for i, r := range s {
			if _, known := closerOf(r); (known || strings.ContainsRune("*—–", r)) && !beginsNote[s[i]] {
				t.Errorf("%q begins no note", r)
			}
		}
	})
}

func TestPhraseTreeCountsAsStringsDo(t *testing.T) {
	phrases := []string{"Ana", "Anan", "nana", "aa", "海底", "底电", "Иван", "Иванов"}
	for _, text := range []string{"", "A", "Ananana Ana", "aaaaa", "海底海底电", "Иванов Иван", strings.Repeat("anan", 50)} {
		var l look
		tree := &l.parts
		for _, p := range phrases {
			tree.add(p)
		}
		l.over([]string{text, ""})
		for _, p := range phrases {
			if n := tree.found[tree.phrase(p)-1].n; n != strings.Count(text, p) {
				t.Errorf("%q occurs %d times in %q, want %d", p, n, text, strings.Count(text, p))
			}
		}
		if tree.phrase("An") != 0 {
			t.Error("the head of a phrase is counted")
		}
	}
}

func TestInSmall(t *testing.T) {
	var l look
	for _, name := range []string{"Anna Dues", "Чайка", "End", "Annas"} {
		l.ask(&nameFacts{name: name}, 0)
	}
	l.over([]string{"the dues, Anna and чайка; an", "nas end"})
	for word, want := range map[string]bool{"anna": false, "dues": true, "чайка": true, "end": true, "annas": false} {
		if l.inSmall(word) != want {
			t.Errorf("%q in small letters: %v", word, !want)
		}
	}
}

func TestLookTellsCases(t *testing.T) {
	for _, test := range []struct {
		text         string
		upper, lower int
	}{
		{"Ana SAID so", 5, 4}, {"Ана сказала", 1, 9}, {"海底 Tao", 1, 2}, {"Éß ǅ", 1, 1}, {"aÉb", 1, 2}, {"", 0, 0},
		{"Ana SAID so: [@`{z} Zé", 6, 6}, {"AbcdEfghIj", 3, 7},
		{strings.Repeat("Ab海é ", 30), 30, 60}, {strings.Repeat("x", caseSample) + "yzZ", 0, caseSample + 1},
		{strings.Repeat("x", caseSample-1) + "ÉZ", 1, caseSample - 1},
	} {
		var whole, cut look
		if whole.over([]string{test.text}); whole.upper != test.upper || whole.lower != test.lower {
			t.Errorf("%.40q: %d capitals, %d small letters", test.text, whole.upper, whole.lower)
		}
		if len(test.text) > caseSample {
			continue // ends of lines are of the sample
		}
		if cut.over(strings.SplitAfter(test.text, " ")); cut.upper != test.upper || cut.lower != test.lower {
			t.Errorf("%.40q in lines: %d capitals, %d small letters", test.text, cut.upper, cut.lower)
		}
	}
}
