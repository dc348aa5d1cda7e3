package format

import (
	"strings"
	"testing"
	"time"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// parsed holds what ParseDate makes of each text, "" for no date.
func parsed(t *testing.T, want map[string]transcript.Date) {
	t.Helper()
	for text, date := range want {
		if got, ok := ParseDate(text); got != date || ok != (date != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, ok, date)
		}
	}
}

func TestDatesInWords(t *testing.T) {
	parsed(t, map[string]transcript.Date{
		"13 mars 2024": "2024-03-13", "le 1er mars 2024": "2024-03-01", "mercredi 13 mars 2024": "2024-03-13", "1ᵉʳ août 2024": "2024-08-01",
		"13 ao\u0075\u0302t 2024": "2024-08-13", "13\u00a0mars\u202f2024": "2024-03-13", "13 févr. 2024": "2024-02-13",
		"13 de marzo de 2024": "2024-03-13", "13 de marzo del 2024": "2024-03-13", "marzo 13 de 2024": "2024-03-13", "13 set. 2024": "2024-09-13", "1.º de marzo de 2024": "2024-03-01",
		"quarta-feira, 13 de março de 2024": "2024-03-13", "1º de fevereiro de 2024": "2024-02-01", "13 out. 2024": "2024-10-13",
		"13 марта 2024 г.": "2024-03-13", "13 марта 2024 года": "2024-03-13", "13 МАРТА 2024Г.": "2024-03-13", "13-го марта 2024": "2024-03-13", "13 мая 2024": "2024-05-13", "13 сент. 2024": "2024-09-13",
		"١٣ مارس ٢٠٢٤": "2024-03-13", "۱۳ مارس ۲۰۲۴": "2024-03-13", "الأربعاء 13 آذار (مارس) 2024": "2024-03-13", "13 من مارس 2024": "2024-03-13",
		"13 مارس 2024م": "2024-03-13", "13 اغسطس 2024": "2024-08-13", "13 غشت 2024": "2024-08-13", "13 جويلية 2024": "2024-07-13", "13 تشرين الثاني 2024": "2024-11-13",
		"3 رمضان 1445هـ الموافق 13 مارس 2024م": "2024-03-13",
		"Wednesday, 13 March 2024":             "2024-03-13", "March 13th, 2024": "2024-03-13", "March 13, 2024": "2024-03-13", "Mar. 13,2024": "2024-03-13", "the 13th of March, 2024": "2024-03-13", "MARCH 13TH 2024": "2024-03-13", "Wed, 13 Mar 2024 15:04:05 +0000": "2024-03-13",
		"13-Mar-2024": "2024-03-13", "13/Mar/2024": "2024-03-13", "13Mar2024": "2024-03-13", "June 3–5, 2024": "2024-06-03", "3-5 June 2024": "2024-06-03", "3.–5. Juni 2024": "2024-06-03",
		"Mittwoch, 13. März 2024": "2024-03-13", "Mittwoch, den 13. Maerz 2024": "2024-03-13", "13.Dezember 2024": "2024-12-13", "1. Jänner 2024": "2024-01-01",
		"mercoledì 13 marzo 2024": "2024-03-13", "1º maggio 2024": "2024-05-01", "1° giugno 2024": "2024-06-01",
		"13 มีนาคม 2567": "2024-03-13", "๑๓ มีนาคม พ.ศ. ๒๕๖๗": "2024-03-13", "13 มีนาคม ค.ศ. 2024": "2024-03-13",
		"March 2024": "2024-03", "mars 2024": "2024-03", "março de 2024": "2024-03", "Март 2024 г.": "2024-03", "مارس ٢٠٢٤": "2024-03", "Sept. 2024": "2024-09",

		"30 février 2024": "", "31 de abril de 2024": "", "29 февраля 2023 г.": "", "٣٠ فبراير ٢٠٢٤": "", "0 March 2024": "", "32. März 2024": "",
		"13 رمضان 1445": "", "March 2024 papers": "", "13 March": "", "13 March 24": "", "Marching 13 2024": "", "Room 12 of 2024": "", "Harbour 2024": "",
	})
}

func TestDatesInNumbers(t *testing.T) {
	parsed(t, map[string]transcript.Date{
		"13.03.2024": "2024-03-13", "3.4.2024": "2024-04-03", "13. 3. 2024": "2024-03-13", "13.03.2024 г.": "2024-03-13", "13.03.2024г.": "2024-03-13", "Москва, 13.03.2024": "2024-03-13",
		"13/03/2024": "2024-03-13", "03/13/2024": "2024-03-13", "13-03-2024": "2024-03-13", "03/03/2024": "2024-03-03", "03.13.2024": "2024-03-13",
		"١٣/٠٣/٢٠٢٤": "2024-03-13", "٣/٤/٢٠٢٤": "2024-04-03", "٢٠٢٤/٣/١٣": "2024-03-13", "۱۳/۳/۲۰۲۴": "2024-03-13", "١٣\u200f/٣\u200f/٢٠٢٤": "2024-03-13",
		"１３／０３／２０２４": "2024-03-13", "2024. 3. 13.": "2024-03-13", "2024. 3. 13. (수)": "2024-03-13", "2024‐03‐13": "2024-03-13", "Date: 2024-03-13": "2024-03-13", "20240313": "2024-03-13",
		"13.–14.03.2024": "2024-03-13", "13.-14.03.2024": "2024-03-13", "13–14/03/2024": "2024-03-13",
		"๑๓/๐๓/๒๕๖๗": "2024-03-13",

		"03/04/2024": "", "3-4-2024": "", "32/01/2024": "", "13/13/2024": "", "30.02.2024": "", "29/02/2023": "", "13/03.2024": "", "13/03/24": "", "13/03/20245": "", "113/03/2024": "",
		"A/HRC/13/03/2024": "", "10.13.03.2024": "", "13.03.2024.5": "", "1.2024.03.13": "", "tel 4420-12-12": "", "20241313": "", "202403131": "", "no 20240313": "", "99990101": "",
		"1-13-03-2024": "", "۱۴۰۳/۰۱/۲۴": "", "١٤٤٥/٠٩/٠٣": "", "١٤٤٥": "", "0/0/2024": "",
	})
}

func TestTheLanguageTellsDayFromMonth(t *testing.T) {
	for _, c := range []struct {
		text string
		lang lang.Tag
		want transcript.Date
	}{
		{"03/04/2024", "", ""}, {"03/04/2024", "en", ""}, {"03/04/2024", "en-CA", ""}, {"03/04/2024", "fr-CA", ""}, {"03/04/2024", "zh-Hans", ""}, {"03/04/2024", "es-PR", ""},
		{"03/04/2024", "en-US", "2024-03-04"}, {"03/04/2024", "en-GB", "2024-04-03"}, {"3-4-2024", "en-AU", "2024-04-03"},
		{"03/04/2024", "fr", "2024-04-03"}, {"03/04/2024", "es-419", "2024-04-03"}, {"03/04/2024", "pt-BR", "2024-04-03"}, {"03/04/2024", "ru", "2024-04-03"}, {"03/04/2024", "ar", "2024-04-03"}, {"03/04/2024", "sr-Latn", "2024-04-03"},
		{"03.04.2024", "en-US", "2024-03-04"}, {"03.04.2024", "en", "2024-04-03"},
		{"13/03/2024", "en-US", "2024-03-13"}, {"03/13/2024", "fr", "2024-03-13"},
		{"1445/09/03", "ar", ""}, {"1403/01/24", "fa", ""}, {"1431/01/24", "fr", "1431-01-24"},
		{"2024-03-04", "fr", "2024-03-04"}, {"3 April 2024", "en-US", "2024-04-03"},
	} {
		if got, ok := ParseDateIn(c.text, c.lang); got != c.want || ok != (c.want != "") {
			t.Errorf("%q in %q: %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

func TestDatesOfEastAsia(t *testing.T) {
	parsed(t, map[string]transcript.Date{
		"二〇二四年三月十三日": "2024-03-13", "二零二四年十二月三十一日": "2024-12-31", "二○二四年三月廿三日": "2024-03-23", "一九九八年十月卅日": "1998-10-30", "二千二十四年三月十日": "2024-03-10", "二千零二十四年三月二十日": "2024-03-20",
		"2024年三月13日": "2024-03-13", "公元2024年3月13日": "2024-03-13", "時間：二〇二四年三月十三日（星期三）上午": "2024-03-13",
		"民國113年3月13日": "2024-03-13", "民国一一三年三月十三日": "2024-03-13", "中華民國一百一十三年三月十三日": "2024-03-13", "中華民國 113 年 3 月 13 日": "2024-03-13", "民國一〇三年元月一日": "", "民國一○三年一月一日": "2014-01-01",
		"113年3月13日": "2024-03-13", "中華民國一百一十三年": "2024", "中華民國113年3月": "2024-03", "民國元年一月一日": "1912-01-01", "民國 2021 年 3 月 13 日": "",
		"2024年3月13日（水）": "2024-03-13", "令和6年3月13日": "2024-03-13", "令和六年三月十三日（水曜日）": "2024-03-13", "令和元年5月1日": "2019-05-01", "平成31年4月30日": "2019-04-30", "昭和64年1月7日": "1989-01-07", "大正元年七月三十日": "1912-07-30", "明治四十五年七月二十九日": "1912-07-29", "㋿6年3月13日": "2024-03-13", "令和６年３月１３日": "2024-03-13",
		"昭和": "", "令和6年": "2024", "令和6年3月": "2024-03",
		"2024년 3월 13일": "2024-03-13", "2024년3월13일 수요일": "2024-03-13", "서기 2024년 3월 13일": "2024-03-13", "2024년 3월": "2024-03",
		"2024年3月": "2024-03", "2024年": "2024", "二〇二四年": "2024",

		"令和元年4月30日": "", "平成31年5月1日": "", "昭和64年1月8日": "", "明治五年十二月三日": "", "令和0年3月13日": "", "民國113年2月30日": "", "二〇二四年十三月一日": "", "二〇二四年二月三十日": "", "2023年2月29日": "",
		"農曆二〇二四年二月四日": "", "음력 2024년 2월 4일": "", "公元113年3月13日": "", "民國前3年3月13日": "", "第113年3月13日": "", "98年3月13日": "", "24年3月13日": "", "光緒三十一年三月十三日": "",
		"12024年3月13日": "", "二〇二四年三月十十日": "", "二〇二四年三月一二十日": "", "元年3月13日": "", "今年三月": "", "2024年度第3回会議": "", "年月日": "",
	})
}

func TestHanNumber(t *testing.T) {
	for text, want := range map[string]int{
		"十": 10, "十三": 13, "二十": 20, "二十三": 23, "廿": 20, "廿一": 21, "卅一": 31, "一百": 100, "一百一十三": 113, "百十三": 113, "一百零三": 103, "二千二十四": 2024, "两千零二十四": 2024,
		"二〇二四": 2024, "一三": 13, "〇": 0, "7": 7, "": -1, "十十": -1, "一二十": -1, "十百": -1, "二〇二四五": -1, "甲": -1, "零十": -1, "一廿": -1, "十廿": -1, "元": -1,
	} {
		if got, ok := hanNumber(text); ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %d, %v; want %d", text, got, ok, want)
		}
	}
}

func TestEveryMonthHasOneNumber(t *testing.T) {
	seen := map[string]int{}
	for i, rows := range monthNames {
		for _, row := range rows {
			for _, name := range append(strings.Fields(row), row) {
				n := monthNumber(name)
				if before := seen[name]; n != 0 && before != 0 && before != i+1 {
					t.Errorf("%q names months %d and %d", name, before, i+1)
				}
				seen[name] = i + 1
				if twoWords := strings.HasPrefix(row, "كانون") || strings.HasPrefix(row, "تشرين"); n != i+1 && strings.Contains(row, " ") == (name == row) == twoWords {
					t.Errorf("%q names month %d, want %d", name, n, i+1)
				}
			}
		}
	}
}

func TestTwoDates(t *testing.T) {
	for _, c := range []struct {
		text   string
		lang   lang.Tag
		titled bool
		ok     bool
	}{
		{"03/04/2024", "", false, true}, {"Wednesday, 03/04/2024", "en", false, true}, {"Geneva, Palais Wilson, 03/04/2024", "en", true, true},
		{"03/04/2024", "fr", false, false}, {"13/04/2024", "", false, false}, {"2024-03-04", "", false, false}, {"On 03/04/2024 we met in Oslo and talked", "", true, false}, {"", "", true, false},
	} {
		day, month, ok := TwoDates(c.text, c.titled, c.lang)
		if ok != c.ok || ok && (day != "2024-04-03" || month != "2024-03-04") {
			t.Errorf("%q in %q: %q, %q, %v", c.text, c.lang, day, month, ok)
		}
	}
}

func TestDateLinesOfManyLanguages(t *testing.T) {
	for _, text := range []string{
		"mercredi 13 mars 2024", "Le 1er mars 2024", "miércoles 13 de marzo de 2024", "quarta-feira, 13 de março de 2024", "Среда, 13 марта 2024 года", "الأربعاء ١٣ مارس ٢٠٢٤", "يوم الأربعاء، 13 مارس 2024م",
		"Mittwoch, den 13. März 2024", "2024年3月13日 星期三", "2024年3月13日（水）", "2024年3月13日水曜日", "2024년 3월 13일 수요일", "中華民國113年3月13日", "北京，二〇二四年三月十三日", "Geneva, Wednesday 13 March 2024", "(13 March 2024)", "13.03.2024", "13/03/2024", "20240313", "2024-03-13T10:00:00Z",
	} {
		if date, ok := DateLine(text, false); !ok || !strings.HasPrefix(string(date), "2024-03-") {
			t.Errorf("%q: %q, %v", text, date, ok)
		}
	}
	for _, text := range []string{
		"Budget 13.03.2024 et avenir", "二〇二四年三月十三日理事会第三次会议纪要全文", "03/04/2024", "March 2024", "In the year 2024", "Ref. A/2024/03/13/Add.1", "Seit dem 13. März 2024 gilt die neue Ordnung",
	} {
		if date, ok := DateLine(text, false); ok {
			t.Errorf("%q is a line that gives the date %q", text, date)
		}
	}
}

func TestNameDate(t *testing.T) {
	for _, c := range []struct {
		name string
		lang lang.Tag
		date transcript.Date
		rest string
	}{
		{"2024-03-13-name", "", "2024-03-13", "name"}, {"2024-03-13-_ name", "", "2024-03-13", "name"}, {"2024-03-13-", "", "2024-03-13", ""}, {"2024-02-30-name", "", "2024-02", "30-name"}, {"20240313-name", "", "2024-03-13", "name"}, {"20240313", "", "2024-03-13", ""}, {"2024_03_13_the_name", "", "2024-03-13", "the_name"}, {"2024.03.13 name", "", "2024-03-13", "name"}, {"20240313T1030 name", "", "2024-03-13", "T1030 name"}, {"2024-03-13T10-00 name", "", "2024-03-13", "T10-00 name"}, {"2024_03_13T10_00_name", "", "2024-03-13", "T10_00_name"},
		{"name-2024-03-13", "", "2024-03-13", "name"}, {"name_20240313", "", "2024-03-13", "name"}, {"name.2024.03.13", "", "2024-03-13", "name"}, {"name 13-03-2024", "", "2024-03-13", "name"}, {"406-2024-03-13", "", "2024-03-13", "406"},
		{"GMT20240313-150405_Recording", "", "2024-03-13", "GMT20240313-150405_Recording"}, {"board-2024-03-13-minutes", "", "2024-03-13", "board-2024-03-13-minutes"}, {"2024-03-13-follows-2023-01-01", "", "2024-03-13", "follows-2023-01-01"},
		{"13-march-2024-board", "", "2024-03-13", "board"}, {"board_13_March_2024", "", "2024-03-13", "board"}, {"march-13-2024", "", "2024-03-13", ""}, {"Séance du 13 mars 2024", "", "2024-03-13", "Séance du"}, {"compte-rendu-13-mars-2024", "", "2024-03-13", "compte-rendu"},
		{"會議113年3月13日", "", "2024-03-13", "會議"}, {"民國113年3月13日院會", "", "2024-03-13", "院會"}, {"2024年3月13日理事会", "", "2024-03-13", "理事会"}, {"２０２４年３月１３日＿会", "", "2024-03-13", "＿会"}, {"مجلس ١٣-٠٣-٢٠٢٤", "", "2024-03-13", "مجلس"}, {"٢٠٢٤-٠٣-١٣-مجلس", "", "2024-03-13", "مجلس"}, {"Заседание 13.03.2024", "", "2024-03-13", "Заседание"},
		{"name-03-04-2024", "fr", "2024-04-03", "name"}, {"name-03-04-2024", "en-US", "2024-03-04", "name"}, {"march-2024", "", "2024-03", ""}, {"2024-03 Budget", "", "2024-03", "Budget"},

		{"name-03-04-2024", "", "", ""}, {"name-03-04-2024", "en", "", ""}, {"name-20241345", "", "", ""}, {"name-120240313", "", "", ""}, {"20240313150405", "", "", ""}, {"17991231", "", "", ""}, {"22000101", "", "", ""}, {"R060313", "", "", ""}, {"name-240313", "", "", ""}, {"406", "", "", ""}, {"2024", "", "", ""}, {"name", "", "", ""}, {"", "", "", ""}, {"1-2-2024-03", "", "", ""},
	} {
		if c.date == "" {
			c.rest = c.name
		}
		if date, rest := NameDate(c.name, c.lang); date != c.date || rest != c.rest {
			t.Errorf("%q in %q: %q, %q; want %q, %q", c.name, c.lang, date, rest, c.date, c.rest)
		}
	}
}

func TestTwoNameDates(t *testing.T) {
	for name, want := range map[string][2]transcript.Date{
		"board-03-04-2024": {"2024-04-03", "2024-03-04"}, "04_03_2024_board": {"2024-03-04", "2024-04-03"}, "board-13-04-2024": {}, "board-04-04-2024": {}, "2024-03-04": {}, "board": {},
	} {
		if a, b, ok := TwoNameDates(name, ""); a != want[0] || b != want[1] || ok != (want[0] != "") {
			t.Errorf("%q: %q, %q, %v", name, a, b, ok)
		}
	}
	if _, _, ok := TwoNameDates("board-03-04-2024", "fr"); ok {
		t.Error("French has one order")
	}
}

func TestTitleDate(t *testing.T) {
	for title, want := range map[string]transcript.Date{
		"Harbour board, 13 March 2024": "2024-03-13", "Harbour board – March 13, 2024": "2024-03-13", "Harbour board (13.03.2024)": "2024-03-13", "Harbour board 2024-03-13": "2024-03-13",
		"Conseil du port, mercredi 13 mars 2024": "2024-03-13", "港务会议 2024年3月13日": "2024-03-13", "港务会议（2024年3月13日）": "2024-03-13", "Совет порта, 13 марта 2024 г.": "2024-03-13", "13 March 2024": "2024-03-13",
		"The storm of 13 March 2024": "", "Harbour board, 03/04/2024": "", "Harbour board, 13 March 2024, continued": "", "Budget 2024": "", "Plan for 2024-2030": "", "Harbour board": "", "": "",
	} {
		if got := TitleDate(title, ""); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{
		"", "2024-03-13", "03/04/2024", "31.12.2024", "民國一百一十三年三月十三日", "令和元年五月一日", "㍼64年1月7日", "١٣\u200f/٣\u200f/٢٠٢٤", "13 มีนาคม พ.ศ. 2567", "5 كانون الأول/ديسمبر 2020", "Mittwoch, den 13. März 2024", "March 13–14, 2024",
		"2024年", "年", "二〇二四年二月三十日", "\xff2024-03-13\xfe", "𝟚𝟘𝟚𝟜-𝟘𝟛-𝟙𝟛", "99999999", "廿卅十年百月千日", "2024 ．3．13", "Σ13ſept2024", "GMT20240313-150405_Recording",
	} {
		f.Add(s, "fr")
	}
	f.Fuzz(func(t *testing.T, s, l string) {
		check := func(how string, d transcript.Date) {
			if len(d) > 0 && !realDate(string(d)) {
				t.Errorf("%s of %q is %q, which is not in the calendar", how, s, d)
			}
		}
		date, ok := ParseDateIn(s, lang.Tag(l))
		check("the date", date)
		if ok != (date != "") {
			t.Errorf("%q: %q, %v", s, date, ok)
		}
		if again, _ := ParseDate(string(date)); again != date {
			t.Errorf("%q is %q and that is %q", s, date, again)
		}
		line, _ := DateLineIn(s, true, lang.Tag(l))
		check("the line's date", line)
		day, month, two := TwoDates(s, false, lang.Tag(l))
		check("one date", day)
		check("the other", month)
		if two && ok {
			t.Errorf("%q is %q, and may be two dates", s, date)
		}
		named, rest := NameDate(s, lang.Tag(l))
		check("the name's date", named)
		if !strings.Contains(s, rest) {
			t.Errorf("%q has no %q", s, rest)
		}
	})
}

// realDate tells by other means than the reader's whether a date is one of the
// calendar.
func realDate(s string) bool {
	layout := "2006-01-02"
	if len(s) != len("2006") && len(s) != len("2006-01") && len(s) != len(layout) {
		return false
	}
	_, err := time.Parse(layout[:len(s)], s)
	return err == nil
}

func BenchmarkDateLine(b *testing.B) {
	for _, s := range []string{"Thank you, Madam Chair, and good morning to everybody in the room.", "On 13 of the 2024 pages of the report, in 12 places", "Mittwoch, den 13. März 2024"} {
		b.Run(s[:8], func(b *testing.B) {
			for b.Loop() {
				DateLine(s, true)
			}
		})
	}
}
