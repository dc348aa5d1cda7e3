package transcript

import (
	"slices"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Going says how a segment follows the one before it.
type Going uint8

// How segments follow each other.
const (
	Anew   Going = iota // a paragraph of its own
	Spaced              // the paragraph goes on, after a blank
	Joined              // the paragraph goes on, with nothing between
)

// Divide cuts the paragraphs of t that are longer than a passage into segments
// of one passage at most, where speech pauses: at the ends of sentences, else at
// commas and the like, else between words. The pieces are about equally long, so
// that none is a few words left over. The words of a turn, and so its anchor,
// stay the same.
func Divide(t *Transcript) {
	room := spare.Get().(*[]place)
	defer spare.Put(room)
	for i := range t.Turns {
		segs := t.Turns[i].Segments
		first := 0 // segment that is too long
		for first < len(segs) && !tooLong(&segs[first]) {
			first++
		}
		if first == len(segs) {
			continue
		}
		out := append(make([]Segment, 0, len(segs)+4), segs[:first]...)
		for k := first; k < len(segs); k++ {
			if k > first && !tooLong(&segs[k]) {
				out = append(out, segs[k])
				continue
			}
			*room = segs[k].places((*room)[:0])
			out = segs[k].pieces(out, *room)
		}
		t.Turns[i].Segments = out
	}
}

// spare is room for places.
var spare = sync.Pool{New: func() any { return new([]place) }}

// tooLong tells whether a segment is running speech and longer than a passage.
func tooLong(s *Segment) bool {
	return s.Kind == Speech && lang.LongerPassage(s.Text, maxPassage)
}

// rests are how much a place is one to divide at.
type rest uint8

const (
	word     rest = iota + 1 // between words
	pause                    // after a comma and the like
	sentence                 // after a stop
)

// place is where a text may be divided: a piece ends before byte end, the next
// begins at next. size is that of the text so far, as lang.CountPassage counts.
type place struct {
	end, next, size int32
	rest            rest
}

// pieces divides a segment at some of its places, and appends what comes of it to
// out.
func (s Segment) pieces(out []Segment, places []place) []Segment {
	// At a place two words are apart, or letters that count each for itself.
	total, rest := int32(0), s.Text
	if n := len(places); n > 0 {
		total, rest = places[n-1].size, s.Text[places[n-1].end:]
	}
	total += int32(lang.CountPassage(rest))
	from, done, first := int32(0), int32(0), 0
	for total-done > maxPassage {
		n := (total - done + maxPassage - 1) / maxPassage
		best, want := -1, done+(total-done)/n
		for i := first; i < len(places) && places[i].size-done <= maxPassage; i++ {
			if best < 0 || better(places[i], places[best], want, done) {
				best = i
			}
		}
		if best < 0 {
			// One word, or letters without any place to rest, longer than a
			// passage: it ends where the next place is.
			if first >= len(places) {
				break
			}
			best = first
		}
		p := places[best]
		out = append(out, s.piece(int(from), int(p.end), from > 0))
		from, done, first = p.next, p.size, best+1
	}
	return append(out, s.piece(int(from), len(s.Text), from > 0))
}

// better tells whether a is a better place than b to divide at: the stronger
// rest within the second half of a passage, of equal ones the nearer to want.
func better(a, b place, want, done int32) bool {
	far := func(p place) bool { return p.size-done < maxPassage/2 }
	if far(a) != far(b) {
		return far(b)
	}
	if a.rest != b.rest && !far(a) {
		return a.rest > b.rest
	}
	return abs(a.size-want) < abs(b.size-want)
}

func abs(n int32) int32 { return max(n, -n) }

// places appends to out where the text may be divided: not within a word, and not
// within a span.
func (s Segment) places(out []place) []place {
	out = slices.Grow(out, len(s.Text)/usualWord)
	size, counted := int32(0), 0
	plain := true // nothing but one word, or a part of it, was passed over since counted
	end := 0      // of the spans that have begun
	next := 0
	var before rune
	for i := 0; i < len(s.Text); {
		r, width := rune(s.Text[i]), 1
		if before != 0 && before < utf8.RuneSelf && r > ' ' && r < utf8.RuneSelf {
			// No place between two characters of ASCII but at a blank.
			n, word := lang.Solid(s.Text[i:])
			plain = plain && word
			i += n
			before = rune(s.Text[i-1])
			continue
		} else if n := lang.Word(s.Text[i:]); n > 0 {
			// Nor before or in a word of a script that sets blanks.
			i += n
			before = letter
			continue
		} else if r >= utf8.RuneSelf {
			r, width = utf8.DecodeRuneInString(s.Text[i:])
			plain = false
		} else if r != ' ' {
			plain = false
		}
		for next < len(s.Spans) && s.Spans[next].Start < i {
			end = max(end, s.Spans[next].End)
			next++
		}
		p := place{end: int32(i), next: int32(i)}
		switch {
		case i == 0 || i < end:
		case lang.IsSpace(r):
			if !lang.IsSpace(before) {
				p.rest, p.next = word, int32(i+width)
			}
		case !lang.Unspaced(r):
		case lang.Unspaced(before) && int(size)+i-counted > maxPassage && !lang.IsMark(r):
			p.rest = word // should no better place come
		case isRest(before):
			p.rest = word
		}
		if p.rest > 0 {
			if plain && before > ' ' {
				size += 2 // one word
			} else {
				size += int32(lang.CountPassage(s.Text[counted:i]))
				p.rest = max(p.rest, restAfter(s.Text[:i]))
			}
			counted, plain = i, r < utf8.RuneSelf
			p.size = size
			out = append(out, p)
		} else if r == ' ' {
			plain = false // another word may follow
		}
		before = r
		i += width
	}
	return out
}

// letter stands for whatever a word ends with: it is none of what places are before or
// after.
const letter = 'a'

// usualWord is about what a word and a blank take, in bytes.
const usualWord = 6

// closes tells whether a character may stand between a stop and the place behind it.
func closes(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '」', '』', ')', '）', ']', '】':
		return true
	}
	return false
}

// isRest tells whether a character of an unspaced script's text ends a piece.
func isRest(r rune) bool {
	switch r {
	case '。', '！', '？', '；', '：', '，', '、', '．', '…':
		return true
	}
	return closes(r)
}

// restAfter says how speech rests after a text.
func restAfter(text string) rest {
	r, size := utf8.DecodeLastRuneInString(text)
	for closes(r) {
		text = text[:len(text)-size]
		r, size = utf8.DecodeLastRuneInString(text)
	}
	switch r {
	case '。', '！', '？', '.', '!', '?', '…', '．', '؟', '۔', '।', '॥', '։', '።':
		return sentence
	case '，', '、', '；', '：', ',', ';', ':', '،', '؛', '—', '–':
		return pause
	}
	return word
}

// piece is the part of a segment from one byte to another.
func (s Segment) piece(from, to int, goesOn bool) Segment {
	out := s
	out.Text = s.Text[from:to]
	out.Spans, out.Cues = nil, s.cuesIn(from, to)
	if goesOn {
		out.Going = Joined
		out.Time, out.Page = Interval{}, 0 // neither is known within the paragraph
		if r, _ := utf8.DecodeLastRuneInString(s.Text[:from]); lang.IsSpace(r) {
			out.Going = Spaced
		}
	}
	if to < len(s.Text) && out.Time.Known() {
		out.Time.End = NoTime
	}
	for _, span := range s.Spans {
		span.Start, span.End = max(span.Start-from, 0), min(span.End, to)-from
		if span.End > span.Start {
			out.Spans = append(out.Spans, span)
		}
	}
	return out
}

// cuesIn are the captions of the part of a text from one byte to another; one
// that begins before it and goes on in it is none of its own.
func (s Segment) cuesIn(from, to int) []Cue {
	var out []Cue
	for _, c := range s.Cues {
		if c.At >= from && c.At < to {
			c.At -= from
			out = append(out, c)
		}
	}
	return out
}
