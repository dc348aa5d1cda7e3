package plain

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dixit/builder/internal/source"
)

var label = regexp.MustCompile(`^[^:：]*[:：] ?`)

// pagesOf gives the page of each segment with its first word, such as
// "one:7 two:8".
func pagesOf(text string) string {
	f, _ := source.Decode("a.txt", []byte(text))
	t, _ := Format{}.Read(f)
	var out []string
	for _, turn := range t.Turns {
		for _, s := range turn.Segments {
			// A label that nothing told for one in so short a text is no matter here.
			word, _, _ := strings.Cut(label.ReplaceAllString(s.Text, ""), " ")
			out = append(out, fmt.Sprintf("%s:%d", word, s.Page))
		}
	}
	return strings.Join(out, " ")
}

func TestPagesAreThoseOfTheOriginal(t *testing.T) {
	const a, b, c, d = "Ana: One was said.\n", "Bo: Two was said.\n", "Ana: Three was said.\n", "Bo: Four was said.\n"
	for _, x := range []struct{ about, text, want string }{
		{"no numbers", a + b, "One:0 Two:0"},
		{"at the foot", a + "\nPage 7 of 9\n\n" + b + "\nPage 8 of 9\n\n" + c + "\nPage 9 of 9\n", "One:7 Two:8 Three:9"},
		{"at the head", "Page 7\n\n" + a + "\nPage 8\n\n" + b + "\nPage 9\n\n" + c, "One:7 Two:8 Three:9"},
		{"at the foot, none on the last page", a + "\n- 1 -\n\n" + b + "\n- 2 -\n\n" + c, "One:1 Two:2 Three:0"},
		{"at the head, none on the first page", a + "\n- 2 -\n\n" + b + "\n- 3 -\n\n" + c, "One:0 Two:2 Three:3"},
		{"the only one", a + "\nPage 4\n\n" + b + "\nEnd of transcript\n", "One:0 Two:4"},
		{"two figures that may be a vote", a + "\n\n\n14 / 3\n\n\n\n" + b, "One:0 Two:0"},
		{"form feeds, and none on one page between", a + "\n1\f" + b + "\f" + c + "\nPage 3\n\f" + d + "\nPage 4\n", "One:0 Two:0 Three:3 Four:4"},
		{"counted between two", a + "\nPage 1\n\f" + b + "\f" + c + "\nPage 3\n\f" + d + "\nPage 4\n", "One:1 Two:2 Three:3 Four:4"},
		{"counting does not lead there", a + "\nPage 1\n\f" + b + "\f" + c + "\nPage 5\n\f" + d + "\nPage 6\n", "One:1 Two:0 Three:5 Four:6"},
		{"form feeds with numbers at the head", "Page 1\n" + a + "\fPage 2\n" + b + "\fPage 3\n" + c, "One:1 Two:2 Three:3"},
		{"one misread", a + "\nPage 1\n\f" + b + "\nPage 72\n\f" + c + "\nPage 3\n\f" + d + "\nPage 4\n", "One:1 Two:2 Three:3 Four:4"},
		{"no counting at all", a + "\nPage 9\n\n" + b + "\nPage 2\n\n" + c + "\nPage 41\n", "One:0 Two:0 Three:0"},
		{"figures of Arabic", "رئيس: صباح الخير.\n\nصفحة ٣\n\nليلى: شكرا لك.\n\nصفحة ٤\n", "صباح:3 شكرا:4"},
		{"figures of Devanagari", a + "\n- १२ -\n\n" + b + "\n- १३ -\n", "One:12 Two:13"},
		{"Chinese", "林女士：一。\n\n第 5 页 共 6 页\n\n王先生：二。\n\n第 6 页 共 6 页\n", "一。:5 二。:6"},
		{"Roman figures are not counted from", a + "\n- Ⅳ -\n\n" + b + "\n- Ⅴ -\n\n" + c + "\n- 1 -\n", "One:0 Two:0 Three:1"},
		{"a running line that counts", "Board of the Weir\n\n\n" + a + "\n\n\nBoard, 4 May 2024, sheet 11\n\n\n" + b + "\n\n\nBoard, 4 May 2024, sheet 12\n\n\n" + c + "\n\n\nBoard, 4 May 2024, sheet 13\n", "One:11 Two:12 Three:13"},
		{"a turn over two pages", "Ana: One was said.\nThen it went on a long way from\n\nPage 1\n\nthere to the end of it all.\n\n" + b + "\nPage 2\n", "One:1 Then:1 there:2 Two:2"},
	} {
		if got := pagesOf(x.text); got != x.want {
			t.Errorf("%s: %s, want %s", x.about, got, x.want)
		}
	}
}
