// Package terms cuts text into the terms of the search index.
//
// Goal: the words that somebody types and the words of a transcript become the
// same strings, in every script, in the program that writes an index (here) and
// in the browser that reads it (../js/terms.js, which gives the same tokens for
// every text). Both work from the same tables (tables_gen.go, ../js/tables.js),
// so neither the Unicode version of a browser nor that of Go has a part in it.
//
// Non-goals: dictionaries, the division of Chinese, Japanese or Thai into words,
// spelling, synonyms, the language of a text. Stems are for grouping terms while
// an index is built; a reader of it has none.
//
// Rules: functions of their arguments alone; no input makes them fail (invalid
// UTF-8 is punctuation); all may be called from several goroutines, but for the
// methods of one [Tokeniser].
//
// # Characters
//
// Each character is folded by itself: full and half width, presentation forms
// and ligatures become the usual letters, case is folded in full (İ is i),
// decimal digits of all scripts, superscript and subscript ones become ASCII.
// Other numbers (½, ①) are symbols. Then a character is composed with the one
// before it where Unicode has a letter for both, so that canonically equal texts
// have equal tokens; Tibetan and scripts of the past are left as they are. What
// is not seen (soft hyphen, zero width characters, joiners, marks of direction,
// selectors of variants, and the tatweel) is not there: it neither parts nor
// joins. A mark without a letter before it is not there either. The result is
// the token's Form.
//
// Term goes further: marks of Latin and Greek letters, Hebrew points, Arabic
// harakat and signs of recitation are dropped; ø œ æ ł đ ħ ŧ ı are their plain
// letters; ё is е and the stress mark on Cyrillic letters is dropped, but й
// stays; Arabic alef, yeh, teh marbuta and kaf are unified, ؤ and ئ stay; Han
// characters are simplified. Marks of Indic scripts and of kana are letters'
// parts and stay.
//
// # Words
//
// In scripts with blanks a word is a run of letters, marks and digits.
//
//   - An apostrophe within a word is dropped and joins (don't: dont), unless an
//     elided word of French, Italian or Catalan is before it and a vowel, h or
//     digit behind it (l'eau: l, eau). A final 's is not in the Term.
//   - Hyphens, dots and all other punctuation part words: COVID-19 is covid, 19.
//   - Single letters with dots between are one word (U.S.: us).
//   - Digits in groups of three with the same comma, dot or Arabic separator
//     between them are one number (1,000,000: 1000000); anything else parts
//     (3.14: 3, 14; 2019,2020: 2019, 2020; 12.03.2024: 12, 03, 2024).
//   - Quotation marks within Hebrew acronyms and the dot of Catalan l·l are
//     dropped and join.
//   - From the beginning of Arabic terms و and the articles ال بال كال فال لل are
//     stripped as Larkey's light10 does, but not from الله. The language is not
//     known here, so this holds for all languages in Arabic script.
//
// # Scripts without blanks
//
// A run of Han, kana, Thai, Lao, Khmer, Burmese or Hangul is cut into units: a
// character with its marks; for Thai and Lao the leading vowel, the consonant,
// marks and following vowel; for Khmer and Burmese the stack of consonants with
// its vowels and marks, for Burmese with the final consonants that carry an
// asat. Every unit is a Single and every two neighbours are a Gram. Blanks, line
// breaks, punctuation and spaced words end a run.
//
// # Sources
//
// UAX 29 (text segmentation), UAX 15 (normalization), CaseFolding.txt of
// Unicode; Larkey, Ballesteros, Connell: Light Stemming for Arabic Information
// Retrieval (2007), for light10; Snowball (snowballstem.org); Ramanathan, Rao: A
// Lightweight Stemmer for Hindi (2003); OpenCC (TSCharacters, Apache-2.0).
package terms

//go:generate go run gen_main.go gen_fold.go gen_class.go gen_han.go

// Version is the version of these rules. An index made with another one must be
// made anew.
const Version = 1
