package format

import (
	"testing"

	"dixit/builder/internal/transcript"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]transcript.Date{
		"2024-03-13": "2024-03-13", "2024-3-5": "2024-03-05", "2024/03/13": "2024-03-13", "2024.03.13": "2024-03-13",
		"2024-03": "2024-03", "2024": "2024", "2024-03-13T15:04:05+02:00": "2024-03-13", " 2024-03-13 15:04 ": "2024-03-13",
		"13 March 2024": "2024-03-13", "March 13, 2024": "2024-03-13", "Mar. 13 2024": "2024-03-13", "the 1st of May 2020": "2020-05-01", "Thursday, 2nd September 2021": "2021-09-02",
		"1er juillet 2020": "2020-07-01", "le 15 août 2021": "2021-08-15", "8 déc. 2019": "2019-12-08",
		"17 de junio de 2021": "2021-06-17", "1º de mayo de 2020": "2020-05-01", "3 de março de 2022": "2022-03-03",
		"17 июня 2021 г.": "2021-06-17", "Четверг, 1 января 2015": "2015-01-01",
		"17 يونيو 2021": "2021-06-17", "١٧ يونيو ٢٠٢١": "2021-06-17", "17 حزيران/يونيه 2021": "2021-06-17", "5 كانون الثاني 2020": "2020-01-05",
		"5 كانون الأول/ديسمبر 2020": "2020-12-05", "2 تشرين الأول 2020": "2020-10-02",
		"2021年6月17日": "2021-06-17", "民國時間 2021 年 6 月 17 日（星期四）": "2021-06-17", "２０２１年６月１７日": "2021-06-17", "2021年6月17號": "2021-06-17",
		"২০২৪-০৩-১৩": "2024-03-13", "๒๕๖๗": "2024", "2567": "2567",
		"2024-02-29": "2024-02-29",

		"": "", "soon": "", "2023-02-29": "", "1900-02-29": "", "2024-13-01": "", "2024-00-01": "", "2024-01-32": "", "0999-01-01": "",
		"13 Nonsense 2024": "", "31 April 2020": "", "2024 March 13": "", "2024-03-13x": "", "12345-01-01": "", "13 March 20245": "",
		"3 of 2024 papers": "",
	} {
		got, ok := ParseDate(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestDateLine(t *testing.T) {
	for _, test := range []struct {
		text            string
		untitled, after bool
	}{
		{"2024-03-13", true, true},
		{"13 March 2024", true, true},
		{"Thursday, 13 March 2024", true, true},
		{"2021年6月17日（星期四）", true, true},
		{"17 июня 2021 г.", true, true},
		{"2024-03-13 Harbour dues", false, true},
		{"Geneva, Palais Wilson, 13 March 2024", false, true},
		{"Meeting of 13 March 2024", false, true},
		{"On 3 March 2024 we met in Oslo and talked", false, false},
		{"我们在2021年6月17日开会讨论了这件事情并且通过了", false, false},
		{"March 2024", false, false},
		{"no date", false, false},
	} {
		if _, ok := DateLine(test.text, false); ok != test.untitled {
			t.Errorf("%q before the title: %v", test.text, ok)
		}
		if _, ok := DateLine(test.text, true); ok != test.after {
			t.Errorf("%q after the title: %v", test.text, ok)
		}
	}
}

func TestLeadingDate(t *testing.T) {
	for _, test := range []struct {
		text string
		date transcript.Date
		rest string
	}{
		{"2024-03-13 Some title", "2024-03-13", "Some title"},
		{"2024-03-13Some title", "2024-03-13", "Some title"},
		{"2024-03-13-Some-Title", "2024-03-13", "Some-Title"},
		{"2024-3-5_名", "2024-03-05", "名"},
		{"2024-03 Budget", "2024-03", "Budget"},
		{"2024-03-13T10-00 council", "2024-03-13", "T10-00 council"},
		{"2024-03-13T10:00Z", "2024-03-13", "T10:00Z"},
		{"2024-03-13", "2024-03-13", ""},
		{"2024-13-13 no month", "", "2024-13-13 no month"},
		{"Title 2024-03-13", "", "Title 2024-03-13"},
		{"2024.03.13 Some title", "2024-03-13", "Some title"},
		{"2024/3/13 Some title", "2024-03-13", "Some title"},
		{"20240313 Some title", "2024-03-13", "Some title"},
		{"2024年3月13日 理事会", "2024-03-13", "理事会"},
		{"2024年3月13日的会议", "", "2024年3月13日的会议"},
		{"20241313 Some title", "", "20241313 Some title"},
		{"202403134 Some title", "", "202403134 Some title"},
		{"2024.03-13 Some title", "", "2024.03-13 Some title"},
		{"2024/3/13Élection", "2024-03-13", "Élection"},
		{"2024-03-13Tea", "2024-03-13", "Tea"},
		{"2024-03-13 - _ \t tea ", "2024-03-13", "tea"},
		{"2024-03-13\n", "2024-03-13", ""},
		{"2024-03-13 tea\nand more", "", "2024-03-13 tea\nand more"},
		{"2024-02-30-tea", "2024-02", "30-tea"},
		{"2024-03.tea", "", "2024-03.tea"},
		{"2024-3-tea", "", "2024-3-tea"},
		{"0999-01-02 tea", "", "0999-01-02 tea"},
		{"12024-03-13 tea", "", "12024-03-13 tea"},
		{"13020302 tea", "", "13020302 tea"},
		{"", "", ""},
	} {
		if date, rest := LeadingDate(test.text); date != test.date || rest != test.rest {
			t.Errorf("%q: %q, %q", test.text, date, rest)
		}
	}
}

func TestDateWithoutDigits(t *testing.T) {
	for text, want := range map[string]bool{"年 月 日（星期四）": true, "  年月日": true, "2021年6月17日": false, "": false, "今年三月": false} {
		if got := DateWithoutDigits(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
