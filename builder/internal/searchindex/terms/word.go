package terms

import "unicode/utf8"

// elided are the words of French, Italian and Catalan that lose their vowel
// before another.
var elided = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range []string{
		"l", "d", "qu", "j", "n", "s", "c", "m", "t", "v", "jusqu", "lorsqu", "puisqu", "quoiqu",
		"un", "all", "dell", "dall", "nell", "sull", "coll", "quell", "quest", "sant", "anch", "tutt",
	} {
		m[w] = true
	}
	return m
}()

// word takes the words that begin at chars[i] and returns where they end.
func (k *Tokeniser) word(i int) int {
	if end := k.initials(i); end > 0 {
		return end
	}
	from := i
	mark := -1 // the last apostrophe
	var sep rune
	for ; i < len(k.chars); i++ {
		c := k.chars[i]
		if c.class == classWord || c.class == classMark || c.class == classPoint {
			continue
		}
		if c.class != classOther || i+1 == len(k.chars) || k.chars[i+1].class != classWord {
			break
		}
		before, after := k.chars[i-1].r, k.chars[i+1].r
		joins := false
		switch c.r {
		case '\'':
			if mark < 0 && k.elides(from, i) {
				k.emitWord(from, i, i)
				from = i + 1
				continue
			}
			mark, joins = i, true
		case '"':
			joins = hebrew(before) && hebrew(after)
		case '·':
			joins = before == 'l' && after == 'l'
		case '.', ',':
			joins = (sep == 0 || sep == c.r) && k.groups(from, i, sep != 0)
			sep = c.r
		}
		if !joins {
			break
		}
	}
	bare := i
	if mark >= 0 && mark == i-2 && k.chars[i-1].r == 's' {
		bare = mark
	}
	k.emitWord(from, bare, i)
	return i
}

// emitWord emits chars[from:end]. What is from bare on is not in the term.
func (k *Tokeniser) emitWord(from, bare, end int) {
	k.term = k.t.appendTerms(k.term[:0], k.chars[from:bare])
	term := stripClitics(k.term)
	if len(term) == 0 {
		return
	}
	k.form = appendForm(k.form[:0], k.chars[from:end])
	k.add(Word, term, k.chars[from].start, k.chars[end-1].end)
	k.pos++
}

// elides reports whether chars[from:i] is an elided word before the apostrophe
// at i.
func (k *Tokeniser) elides(from, i int) bool {
	k.term = k.t.appendTerms(k.term[:0], k.chars[from:i])
	if !elided[string(k.term)] {
		return false
	}
	k.term = k.t.appendTerms(k.term[:0], k.chars[i+1:i+2])
	if len(k.term) == 0 {
		return false
	}
	switch c := k.term[0]; c {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'h':
		return true
	default:
		return c >= '0' && c <= '9'
	}
}

func (k *Tokeniser) digit(i int) bool {
	return i < len(k.chars) && k.chars[i].r >= '0' && k.chars[i].r <= '9'
}

// groups reports whether the separator at i is one between groups of three
// digits. chars[from:i] must be the digits before it: grouped, or up to three
// that do not begin with 0.
func (k *Tokeniser) groups(from, i int, grouped bool) bool {
	if !grouped {
		if i-from > 3 || k.chars[from].r == '0' {
			return false
		}
		for j := from; j < i; j++ {
			if !k.digit(j) {
				return false
			}
		}
	}
	return k.digit(i+1) && k.digit(i+2) && k.digit(i+3) && !k.digit(i+4)
}

// initials takes single letters with dots between (U.S., d.h.) at chars[i] and
// returns where they end, or 0 if there are none.
func (k *Tokeniser) initials(from int) int {
	letters := 0
	i := from
	for {
		if i >= len(k.chars) || k.chars[i].class != classWord || k.digit(i) {
			return 0
		}
		for i++; i < len(k.chars) && k.chars[i].class == classMark; {
			i++
		}
		letters++
		if i+1 >= len(k.chars) || k.chars[i].r != '.' || k.chars[i+1].class != classWord {
			break
		}
		i++
	}
	if letters < 2 || i < len(k.chars) && k.chars[i].class == classWord {
		return 0
	}
	k.term = k.t.appendTerms(k.term[:0], k.chars[from:i])
	if len(k.term) == 0 {
		return 0
	}
	k.form = appendForm(k.form[:0], k.chars[from:i])
	if i < len(k.chars) && k.chars[i].r == '.' {
		i++ // of the last letter, though it may end the sentence as well
	}
	k.add(Word, k.term, k.chars[from].start, k.chars[i-1].end)
	k.pos++
	return i
}

func appendForm(b []byte, chars []char) []byte {
	for _, c := range chars {
		b = utf8.AppendRune(b, c.r)
	}
	return b
}
