package terms

import "unicode/utf8"

// unit is a piece of a run: chars[from:end]. form and term are where what it is begins
// in those of the run.
type unit struct{ from, end, form, term int }

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
			k.units = append(k.units, unit{from: i, end: i + 1})
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

// emitRun emits every unit and every two neighbours. Their forms and terms are parts of
// those of the run, which are mostly what the text says.
func (k *Tokeniser) emitRun() {
	if len(k.units) == 0 {
		return
	}
	k.form, k.term = k.form[:0], k.term[:0]
	for n := range k.units {
		u := &k.units[n]
		u.form, u.term = len(k.form), len(k.term)
		for _, c := range k.chars[u.from:u.end] {
			k.form = utf8.AppendRune(k.form, c.r)
			k.term = utf8.AppendRune(k.term, Simplify(c.r))
		}
	}
	last := len(k.units) - 1
	said := k.text[k.chars[k.units[0].from].start:k.chars[k.units[last].end-1].end]
	form, term := 0, 0 // where they begin in room
	if said != string(k.form) || said != string(k.term) {
		said = ""
		form, term = k.keep(k.form).from, k.keep(k.term).from
	}
	k.units = append(k.units, unit{form: len(k.form), term: len(k.term)}) // behind the last
	for n := range last + 1 {
		k.emitUnits(Single, k.units[n:n+2], said, form, term)
		if n < last {
			k.emitUnits(Gram, k.units[n:n+3], said, form, term)
		}
		k.pos++
	}
}

// emitUnits emits some units, but for the last, as one token. They are parts of what is
// said, or, where that is "", of room, in which the form and the term of their run begin.
func (k *Tokeniser) emitUnits(kind Kind, of []unit, said string, form, term int) {
	first, behind := &of[0], &of[len(of)-1]
	start, end := k.chars[first.from].start, k.chars[of[len(of)-2].end-1].end
	if said != "" {
		s := said[first.form:behind.form]
		k.out = append(k.out, Token{Term: s, Form: s, Kind: kind, Pos: k.pos, Start: start, End: end})
		return
	}
	f, t := span{form + first.form, form + behind.form}, span{term + first.term, term + behind.term}
	if string(k.room[f.from:f.to]) == string(k.room[t.from:t.to]) {
		t = f // so that nobody needs to look at the bytes
	}
	k.make(kind, f, t, start, end)
}
