package source

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"dixit/builder/internal/diag"
)

// Texts of a meeting that never was, in several scripts.
const (
	english = "Chair: Good morning, everybody, and welcome. We've two papers before us today: the “harbour dues” and the ferry timetable. " +
		"Ms Lind: Thank you, Chair. I don't think that the dues are too high; it’s the way in which they’re levied that people complain about.\n"
	french = "La présidente : Bonjour à toutes et à tous. Nous avons deux points à l’ordre du jour : les droits de port et l’horaire du bac. " +
		"M. Lefèvre : Merci, Madame la Présidente. À mon avis, les droits ne sont pas trop élevés ; c’est la façon de les percevoir qui gêne les pêcheurs, et dès l’été prochain.\n"
	russian = "Председатель: Доброе утро, уважаемые коллеги. Сегодня у нас два вопроса: портовые сборы и расписание парома. " +
		"Г-жа Линд: Спасибо. Мне кажется, что сборы не слишком высоки; жалуются на то, как их взимают, а не на то, сколько приходится платить за стоянку.\n"
	arabic = "الرئيسة: صباح الخير جميعا. أمامنا اليوم ورقتان: رسوم الميناء وجدول مواعيد العبارة. " +
		"السيد حداد: شكرا سيدتي الرئيسة. لا أعتقد أن الرسوم مرتفعة أكثر مما ينبغي، بل إن الناس يشتكون من طريقة تحصيلها ومن طول الانتظار عند المدخل في كل صباح.\n"
	chinese = "主席：各位早上好，欢迎出席今天的会议。今天有两份文件需要讨论，一份是港口费，另一份是渡轮时刻表。" +
		"林女士：谢谢主席。我认为收费并不算太高，居民抱怨的是收费的方式，而不是需要支付的数额。冬天的时候码头上排队的人很多，常常要等半个小时以上，所以我们建议改用月票，" +
		"这样既可以节省时间，也可以减少误会。另外，关于时刻表，我们希望早班船能够提前二十分钟开出，让学生准时到校上课。主席：这个建议很好，请秘书处记录下来，下次会议再详细研究。\n"
	taiwan = "主席：各位早安，歡迎出席今天的會議。今天有兩份文件需要討論，一份是港口費，另一份是渡輪時刻表。" +
		"林女士：謝謝主席。我認為收費並不算太高，居民抱怨的是收費的方式，而不是需要支付的數額。冬天的時候碼頭上排隊的人很多，常常要等半個小時以上，所以我們建議改用月票，" +
		"這樣既可以節省時間，也可以減少誤會。另外，關於時刻表，我們希望早班船能夠提前二十分鐘開出，讓學生準時到校上課。主席：這個建議很好，請秘書處記錄下來，下次會議再詳細研究。\n"
	nihongo = "議長：皆さん、おはようございます。本日は二つの議題があります。港の使用料と、渡し船の時刻表です。" +
		"林さん：ありがとうございます。使用料が高すぎるとは思いません。住民が困っているのは、その集め方です。冬になると桟橋に長い列ができて、三十分以上も待たされることがよくあります。" +
		"そこで、月ごとの券に改めることを提案します。そうすれば時間の節約になりますし、間違いも減るでしょう。時刻表については、朝の便を二十分早めていただきたいと思います。\n"
	hangul = "의장: 여러분 안녕하십니까. 오늘은 두 가지 안건이 있습니다. 하나는 항만 사용료이고 다른 하나는 나룻배 시간표입니다. " +
		"임 위원: 감사합니다. 저는 사용료가 지나치게 높다고 생각하지 않습니다. 주민들이 불편해하는 것은 요금을 걷는 방식입니다. 겨울이면 선착장에서 삼십 분 넘게 기다려야 하는 일이 많습니다. 그래서 월 단위 이용권을 제안합니다. 시간도 아끼고 오해도 줄어들 것입니다.\n"
)

func encoded(t *testing.T, enc encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func codes(list diag.List) []diag.Code {
	var out []diag.Code
	for _, d := range list {
		out = append(out, d.Code)
	}
	return out
}

func TestDecodeEncodings(t *testing.T) {
	utf16le := utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM)
	utf16be := utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)
	guessed := []diag.Code{diag.EncodingGuessed}
	for _, test := range []struct {
		name string
		raw  []byte
		want string
		said []diag.Code
	}{
		{"UTF-8", []byte(chinese + english), chinese + english, nil},
		{"UTF-8 with a mark", []byte("\ufeff" + arabic), arabic, nil},
		{"a mark and nothing else", []byte("\ufeff"), "", nil},
		{"empty", nil, "", nil},
		{"UTF-16 little-endian, marked", encoded(t, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM), russian+"😀"), russian + "😀", nil},
		{"UTF-16 big-endian, marked", encoded(t, utf16.UTF16(utf16.BigEndian, utf16.UseBOM), chinese+"😀"), chinese + "😀", nil},
		{"UTF-16 little-endian, English", encoded(t, utf16le, english), english, guessed},
		{"UTF-16 big-endian, English", encoded(t, utf16be, english), english, guessed},
		{"UTF-16 little-endian, Russian", encoded(t, utf16le, russian), russian, guessed},
		{"UTF-16 big-endian, Arabic", encoded(t, utf16be, arabic), arabic, guessed},
		{"UTF-16 little-endian, Chinese", encoded(t, utf16le, chinese), chinese, guessed},
		{"UTF-16 big-endian, Japanese", encoded(t, utf16be, nihongo), nihongo, guessed},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, chinese), chinese, guessed},
		{"Big5", encoded(t, traditionalchinese.Big5, taiwan), taiwan, guessed},
		{"Shift_JIS", encoded(t, japanese.ShiftJIS, nihongo), nihongo, guessed},
		{"EUC-JP", encoded(t, japanese.EUCJP, nihongo), nihongo, guessed},
		{"EUC-KR", encoded(t, korean.EUCKR, hangul), hangul, guessed},
		{"windows-1256", encoded(t, charmap.Windows1256, arabic), arabic, guessed},
		{"windows-1251", encoded(t, charmap.Windows1251, russian), russian, guessed},
		{"KOI8-R", encoded(t, charmap.KOI8R, russian), russian, guessed},
		{"ISO-2022-JP", encoded(t, japanese.ISO2022JP, nihongo), nihongo, guessed},
		{"HZ-GB-2312", encoded(t, simplifiedchinese.HZGB2312, chinese+chinese+chinese), chinese + chinese + chinese, guessed},
		{"IBM850", encoded(t, charmap.CodePage850, strings.ReplaceAll(french, "’", "'")), strings.ReplaceAll(french, "’", "'"), guessed},
		{"Macintosh, Russian", encoded(t, charmap.MacintoshCyrillic, russian), russian, guessed},
		{"windows-1252, French", encoded(t, charmap.Windows1252, french), french, guessed},
		{"windows-1252, English with curled quotes", encoded(t, charmap.Windows1252, english), english, guessed},
	} {
		f, list := Decode("x.txt", test.raw)
		if f.Text != test.want {
			t.Errorf("%s: read as %.80q; said %v", test.name, f.Text, list)
		}
		if got := codes(list); !slices.Equal(got, test.said) {
			t.Errorf("%s: said %v; want %v", test.name, list, test.said)
		}
	}
}

func TestDecodeDamage(t *testing.T) {
	t.Run("a few bad bytes in UTF-8", func(t *testing.T) {
		raw := []byte(chinese + "\nline " + "\xff" + " end\n" + taiwan)
		f, list := Decode("x.txt", raw)
		if want := chinese + "\nline \ufffd end\n" + taiwan; f.Text != want {
			t.Errorf("read as %q", f.Text)
		}
		if len(list) != 1 || list[0].Code != diag.EncodingInvalid || list[0].Line != 3 || list[0].Column != 6 {
			t.Errorf("said %v; want one encoding-invalid at 3:6", list)
		}
	})
	t.Run("bytes of no encoding", func(t *testing.T) {
		raw := bytes.Repeat([]byte{0x80, 0xff, 0x01, 0xfe, 0x9d}, 200)
		f, list := Decode("x.bin", raw)
		if !utf8.ValidString(f.Text) || len(list) == 0 {
			t.Errorf("valid %v, said %v", utf8.ValidString(f.Text), list)
		}
	})
	t.Run("control characters", func(t *testing.T) {
		f, list := Decode("x.txt", []byte("A\x00na: \x07hi\u0081\x1b[31m\x7f\ufeff there\n"))
		if want := "Ana: hi[31m there\n"; f.Text != want {
			t.Errorf("read as %q; want %q", f.Text, want)
		}
		if len(list) != 1 || list[0].Code != diag.ControlCharacters || !strings.HasSuffix(list[0].Message, " 6") {
			t.Errorf("said %v; want six control characters", list)
		}
	})
	t.Run("one control character, and those that part words", func(t *testing.T) {
		f, list := Decode("x.txt", []byte("Ana: hi\vBo: so\x1fit is\x07\n"))
		if want := "Ana: hi\nBo: so it is\n"; f.Text != want {
			t.Errorf("read as %q; want %q", f.Text, want)
		}
		if len(list) != 1 || list[0].Message != "control characters dropped: 1" {
			t.Errorf("said %v; want one control character", list)
		}
	})
	t.Run("half a character at the end of UTF-16", func(t *testing.T) {
		raw := append(encoded(t, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM), english), 0x41)
		f, list := Decode("x.txt", raw)
		if !strings.HasPrefix(f.Text, english) || len(list) != 1 || list[0].Code != diag.EncodingInvalid {
			t.Errorf("said %v", list)
		}
	})
	t.Run("ASCII with many NULs is no UTF-16", func(t *testing.T) {
		text := strings.Repeat("Ana: good\x00 morning to all of you\n", 40)
		f, _ := Decode("x.txt", []byte(text))
		if want := strings.ReplaceAll(text, "\x00", ""); f.Text != want {
			t.Errorf("read as %.60q", f.Text)
		}
	})
}

func TestLineEnds(t *testing.T) {
	for _, test := range []struct {
		raw  string
		want []string
	}{
		{"a\nb\n", []string{"a", "b"}},
		{"a\r\nb\r\n", []string{"a", "b"}},
		{"a\rb", []string{"a", "b"}},
		{"a\r\r\nb", []string{"a", "", "b"}},
		{"a\n\rb", []string{"a", "", "b"}},
		{"a\u0085b\u2028c\u2029d", []string{"a", "b", "c", "d"}},
		{"a\fb\tc", []string{"a\fb\tc"}},
		{"", []string{""}},
		{"\n", []string{""}},
		{"\n\n", []string{"", ""}},
		{"会\r\n议", []string{"会", "议"}},
	} {
		f, list := Decode("x.txt", []byte(test.raw))
		var got []string
		for n := 1; n <= f.Lines(); n++ {
			got = append(got, f.Line(n))
		}
		if !slices.Equal(got, test.want) || len(list) != 0 {
			t.Errorf("%q: lines %q, said %v; want %q", test.raw, got, list, test.want)
		}
	}
}

func TestPositions(t *testing.T) {
	text := "主席：好\n\n  Ana: é😀x\nlast"
	f := NewFile("x.txt", text)
	for _, test := range []struct {
		at           string
		line, column int
	}{{"主", 1, 1}, {"：", 1, 3}, {"  Ana", 3, 1}, {"😀", 3, 9}, {"x", 3, 10}, {"last", 4, 1}} {
		line, column := f.Position(strings.Index(text, test.at))
		if line != test.line || column != test.column {
			t.Errorf("%q stands at %d:%d; want %d:%d", test.at, line, column, test.line, test.column)
		}
	}
	if line, column := f.Position(len(text)); line != 4 || column != 5 {
		t.Errorf("the end stands at %d:%d", line, column)
	}
	if line, column := f.Position(strings.Index(text, "\n")); line != 1 || column != 5 {
		t.Errorf("a line feed stands at %d:%d; it belongs to the line it ends", line, column)
	}
	for n := 1; n <= f.Lines(); n++ {
		if got := text[f.Start(n) : f.Start(n)+len(f.Line(n))]; got != f.Line(n) {
			t.Errorf("line %d begins elsewhere: %q", n, got)
		}
	}
}

func TestOneLongLine(t *testing.T) {
	raw := []byte("Ana: hello\n" + strings.Repeat("так ", 10<<20/7) + "\nBo: hi\n")
	f, list := Decode("x.txt", raw)
	if f.Lines() != 3 || f.Line(3) != "Bo: hi" {
		t.Errorf("%d lines", f.Lines())
	}
	if len(list) != 1 || list[0].Code != diag.LongLine || list[0].Line != 2 {
		t.Errorf("said %v; want a long line, 2", list)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{english, russian, chinese, "a\x00b\x00", "\xff\xfea\x00", "\xfe\xff\x00a", "a\r\n\u2028b\x85", "\xff\xff\xff", "é\xe9é"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, list := Decode("x.txt", raw)
		if !utf8.ValidString(file.Text) {
			t.Fatalf("not UTF-8: %q", file.Text)
		}
		if i := strings.IndexFunc(file.Text, odd); i >= 0 {
			t.Fatalf("a control character is left at %d", i)
		}
		for _, d := range list {
			if d.Line < 0 || d.Line > file.Lines() {
				t.Fatalf("%v stands outside %d lines", d, file.Lines())
			}
		}
		var b strings.Builder
		for n := 1; n <= file.Lines(); n++ {
			b.WriteString(file.Line(n))
			b.WriteByte('\n')
		}
		if got := b.String(); got != file.Text && got != file.Text+"\n" {
			t.Fatalf("the lines are not the text: %q, %q", got, file.Text)
		}
		if utf8.Valid(raw) && bytes.IndexByte(raw, 0) < 0 && bytes.IndexFunc(raw, odd) < 0 && file.Text != string(raw) {
			t.Fatalf("good UTF-8 was changed: %q to %q", raw, file.Text)
		}
	})
}

// A text is looked at eight bytes at a time; none of them is to hide another.
func TestCleanSeesEveryByte(t *testing.T) {
	for at := range 17 {
		for b := range 256 {
			raw := []byte("0000000000000000000")
			raw[at] = byte(b)
			text := strings.ToValidUTF8(string(raw), "\ufffd")
			want := strings.Map(func(r rune) rune {
				switch {
				case r == '\r', r == '\v':
					return '\n'
				case r >= 0x1c && r <= 0x1f:
					return ' '
				case r != '\t' && r != '\n' && r != '\f' && (r < 0x20 || r == 0x7f):
					return -1
				}
				return r
			}, text)
			got, dropped := clean(text)
			if got != want || (dropped > 0) != (len(want) < len(text)) {
				t.Fatalf("byte %#x at %d: %q, %d dropped; want %q", b, at, got, dropped, want)
			}
			if crowd := crowded(bytes.Repeat(raw, 3)); crowd && b >= 0x20 {
				t.Fatalf("byte %#x at %d is told for a control character", b, at)
			}
		}
	}
}

// TestIsClean holds that characters are seen wherever they stand among eight bytes.
func TestIsClean(t *testing.T) {
	for _, around := range []string{"the harbour master said so", "قالت رئيسة الجلسة إن", "渡船不等没有付钱的人，也没有", "l'été « où »\tetc.\n"} {
		for _, r := range []rune{0, '\b', '\t', '\n', '\f', '\r', 0x1f, ' ', '~', 0x7f, 0x80, 0x85, 0x9f, 0xa0, '«', '،', 0x7ff, '’', 0x2027, 0x2028, 0x2029, 0x202a, '，', 0xfefe, 0xfeff, 0xff00, utf8.RuneError, 0x1f600} {
			for at := range around {
				text := around[:at] + string(r) + around[at:]
				if got, want := isClean(text), strings.IndexFunc(text, odd) < 0; got != want {
					t.Fatalf("%q at %d of %q: clean is %v", r, at, around, got)
				}
			}
		}
	}
}
