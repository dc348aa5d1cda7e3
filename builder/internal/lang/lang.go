// Package lang knows about languages and the characters they are written in:
// tags, scripts, folding, slugs, words, cells, numerals, and which language a
// text is in.
//
// Goal: every part of dixit that compares names, makes an address, measures a
// text, hashes words or prints a number asks here, so that the answer is one
// and the same everywhere and in every script.
//
// Non-goals: translation of the interface (catalogues do that), collation,
// stemming and the terms of the search index, the decoding of bytes that are
// not UTF-8.
//
// Rules: functions of their arguments alone; no file, clock, environment or
// locale is read, and what is kept between calls are tables that never change,
// so everything may be called from any number of goroutines. No input makes a
// function fail: invalid UTF-8 reads as U+FFFD, which is neither letter, mark
// nor digit.
package lang
