package terms

import "unicode/utf8"

// unit is a piece of a run: chars[from:end].
type unit struct{ from, end int }

// Characters that decide where a unit ends.
const (
	khmerCoeng    = 0x17D2 // what follows stands below
	burmeseVirama = 0x1039 // the same
	taiThamSakot  = 0x1A60 // the same
	burmeseAsat   = 0x103A // what it is on ends the syllable before
	burmeseDot    = 0x1037 // tone mark that may stand before an asat
)

// run takes the units and grams from chars[i] and returns where they end.
func (k *Tokeniser) run(i int) int {
	k.units = k.units[:0]
	for ; i < len(k.chars); i++ {
		switch c := k.chars[i].class; {
		case c != classUnit && c != classLead && c != classMark:
			k.emitRun()
			return i
		case len(k.units) > 0 && k.attaches(i):
			k.units[len(k.units)-1].end = i + 1
		default:
			k.units = append(k.units, unit{i, i + 1})
		}
	}
	k.emitRun()
	return i
}

// attaches reports whether chars[i] belongs to the unit before it.
func (k *Tokeniser) attaches(i int) bool {
	last := k.chars[i-1]
	switch k.chars[i].class {
	case classMark:
		return true
	case classLead:
		return false
	}
	if last.class == classLead || last.r == khmerCoeng || last.r == burmeseVirama || last.r == taiThamSakot {
		return true
	}
	next := i + 1
	if next < len(k.chars) && k.chars[next].r == burmeseDot {
		next++
	}
	return next < len(k.chars) && (k.chars[next].r == burmeseAsat || k.chars[next].r == burmeseVirama)
}

// emitRun emits every unit and every two neighbours.
func (k *Tokeniser) emitRun() {
	for n, u := range k.units {
		k.form, k.term = k.form[:0], k.term[:0]
		k.appendUnit(u)
		start, end := k.chars[u.from].start, k.chars[u.end-1].end
		k.add(Single, k.term, start, end)
		if n+1 < len(k.units) {
			u = k.units[n+1]
			k.appendUnit(u)
			k.add(Gram, k.term, start, k.chars[u.end-1].end)
		}
		k.pos++
	}
}

func (k *Tokeniser) appendUnit(u unit) {
	for _, c := range k.chars[u.from:u.end] {
		k.form = utf8.AppendRune(k.form, c.r)
		k.term = utf8.AppendRune(k.term, Simplify(c.r))
	}
}
