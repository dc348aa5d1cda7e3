package site

import (
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// excerptSize is how much of a turn a list shows, in graphemes, and excerptBytes are more
// than that mostly is, with room for what single blanks replace.
const (
	excerptSize  = 240
	excerptBytes = 8 * excerptSize
)

// excerptsOf gives the excerpts of turns of an edition.
func excerptsOf(texts Texts, e *archive.Edition, turns []int32) (out []string, err error) {
	out = make([]string, 0, len(turns))
	within := make([]int32, 0, len(turns)) // the next turns, as the part numbers them that they are all of
	part := int32(0)
	for k, i := range turns {
		t := e.Turns.At(int(i))
		if k > 0 && t.Part != part {
			if out, err = texts.Excerpts(out, e.Parts[part].Key, within); err != nil {
				return nil, err
			}
			within = within[:0]
		}
		part, within = t.Part, append(within, t.Index)
	}
	if len(within) == 0 {
		return out, nil
	}
	return texts.Excerpts(out, e.Parts[part].Key, within)
}

func excerptOf(texts Texts, e *archive.Edition, i int) (string, error) {
	out, err := excerptsOf(texts, e, []int32{int32(i)})
	if err != nil {
		return "", err
	}
	return out[0], nil
}

// Excerpts gives what appends the excerpt of turn i of a transcript to dst.
func Excerpts(t *transcript.Transcript) func(dst []byte, i int) []byte {
	return func(dst []byte, i int) []byte { return appendExcerpt(dst, &t.Turns[i]) }
}

// Excerpt gives the beginning of a turn as lists show it.
func Excerpt(turn transcript.Turn) string { return string(appendExcerpt(nil, &turn)) }

func appendExcerpt(dst []byte, turn *transcript.Turn) []byte {
	if len(turn.Segments) == 0 {
		return dst
	}
	text := turn.Segments[0].Text
	if out, ok := excerptOfHead(dst, text); ok {
		return out
	}
	if len(turn.Segments) > 1 {
		var b strings.Builder
		b.Grow(excerptBytes)
		for k, s := range turn.Segments {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s.Text)
			if b.Len() > excerptBytes {
				if out, ok := excerptOfHead(dst, b.String()); ok {
					return out
				}
			}
		}
		text = b.String()
		if out, ok := excerptOfHead(dst, text); ok {
			return out
		}
	}
	return lang.AppendExcerpt(dst, lang.SingleSpaced(text), excerptSize)
}

// excerptOfHead appends the excerpt of a text of which more than an excerpt is left,
// by its beginning alone: the rest changes nothing.
func excerptOfHead(dst []byte, text string) ([]byte, bool) {
	for _, n := range excerptRunes {
		head := lang.Head(text, n)
		if len(head) == len(text) {
			break
		}
		head = lang.SingleSpaced(head)
		if out := lang.AppendExcerpt(dst, head, excerptSize); string(out[len(dst):]) != head {
			return out, true
		}
	}
	return dst, false
}

// excerptRunes are how many characters are enough for an excerpt where nearly each is a
// grapheme by itself, and in all scripts: a grapheme has rarely more than four.
var excerptRunes = [...]int{5 * excerptSize / 4, 4 * excerptSize}

// longest is the turn of a stretch that says most: the longest about a topic, nil
// for none, if there is one, else the longest, and one that only runs the meeting
// where there is no other.
func longest(st stretch, about *archive.Topic) int {
	best, size := -1, -1
	for i := range st.turns() {
		t := st.e.Turns.At(int(i))
		words := int(t.Words)
		if t.Procedural {
			words = 0
		}
		if about != nil && slices.Contains(st.e.TopicsOf(int(i)), archive.TurnTopic{Turn: i, Topic: about}) {
			words += 1 << 20
		}
		if words > size {
			best, size = int(i), words
		}
	}
	return best
}
