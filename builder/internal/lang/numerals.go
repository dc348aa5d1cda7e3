package lang

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// zero is the digit nought of the numerals a language is usually set in, as
// CLDR has it. Hindi, Urdu, Thai and most others use ASCII digits.
//
// The table is written out, for x/text takes every regional Arabic it has no
// data for as set in ASCII digits.
func zero(t Tag) rune {
	base, script, region, _ := t.split()
	switch base {
	case "ar":
		switch region {
		case "AE", "DZ", "EH", "LY", "MA", "TN":
			return '0'
		}
		return '٠'
	case "ckb", "sd":
		if script == "" || script == "Arab" {
			return '٠'
		}
	case "fa", "ps", "ks", "mzn", "lrc", "prs":
		if script == "" || script == "Arab" {
			return '۰'
		}
	case "pa", "uz":
		if t.Script() == "Arab" {
			return '۰'
		}
	case "bn", "as":
		return '০'
	case "mr", "ne":
		return '०'
	case "my":
		return '၀'
	case "dz":
		return '༠'
	case "ccp":
		return '𑄶'
	}
	return '0'
}

// Digits is s with its ASCII digits as numerals of t: ٠١٢ for ar, ۰۱۲ for fa,
// as they are for most languages. Nothing is grouped, so it also serves for
// dates and years. Do not use it on what a machine reads.
func Digits(t Tag, s string) string {
	z := zero(t)
	if z == '0' {
		return s
	}
	i := 0
	for i < len(s) && (s[i] < '0' || s[i] > '9') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, i+(len(s)-i)*utf8.RuneLen(z))
	copy(b, s)
	for ; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' {
			b = utf8.AppendRune(b, z+rune(c-'0'))
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// Number is n as t writes a count: digits grouped, in t's numerals. The
// unknown language groups as English does.
func Number(t Tag, n int) string {
	if n >= 0 && n < 1000 || n >= 0 && n < 10000 && fourTogether(t) {
		return Digits(t, strconv.Itoa(n))
	}
	tag := language.English
	if t != "" {
		tag = language.Raw.Make(string(t))
	}
	if t.Base() == "ar" && zero(t) != '0' {
		tag = language.Arabic // see zero
	}
	switch t.Base() {
	case "prs":
		tag = language.Persian
	case "no": // of which x/text knows nothing
		tag = language.MustParse("nb")
	}
	return message.NewPrinter(tag).Sprint(number.Decimal(n))
}

// fourTogether reports whether t writes four digits without a separator (CLDR 48:
// minimum grouping digits 2, which x/text does not heed).
func fourTogether(t Tag) bool {
	base, _, region, _ := t.split()
	switch base {
	case "be", "bg", "ee", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "sl", "sq":
		return true
	case "es": // but not of America
		switch region {
		case "", "EA", "ES", "GQ", "IC", "PH":
			return true
		}
	case "pt":
		switch region {
		case "CH", "CV", "GQ", "GW", "LU", "MO", "MZ", "PT", "ST", "TL":
			return true
		}
	}
	return false
}

// Digit is the value of a decimal digit of any script, -1 for what is none.
// Decimal digits of a script stand in rows of ten (Unicode, section 4.6).
func Digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r < 0x660 || !IsDigit(r):
		return -1
	}
	for _, row := range unicode.Nd.R16 {
		if r <= rune(row.Hi) {
			return int(r-rune(row.Lo)) % 10
		}
	}
	for _, row := range unicode.Nd.R32 {
		if r <= rune(row.Hi) {
			return int(r-rune(row.Lo)) % 10
		}
	}
	return -1
}
