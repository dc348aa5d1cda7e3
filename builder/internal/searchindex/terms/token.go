package terms

import "sync"

// Kind is what a token is of.
type Kind uint8

const (
	Word   Kind = iota // of a script with blanks between words, or digits
	Gram               // two neighbouring units of a script without them
	Single             // one such unit
)

// String is the kind's name in test vectors.
func (k Kind) String() string { return [...]string{"word", "gram", "single"}[k] }

// Token is a word or piece of a text.
type Token struct {
	// Term is the key: texts say the same word if it is the same. It is never
	// empty.
	Term string
	// Form is the word as it is written but for case, width and what is not
	// seen. An apostrophe is ' in it, and a number has its separators.
	Form string
	Kind Kind
	// Pos counts words and units from 0, all of them in one count. A Gram has
	// that of its first unit.
	Pos int
	// Start and End are the bytes of the text that the token stands for, on
	// borders of graphemes.
	Start, End int
}

// Append appends the tokens of text to dst, ordered by Start; the Single before
// the Gram that begins with it. It is [Tokeniser.Append] for single texts.
func Append(dst []Token, text string) []Token {
	k := pool.Get().(*Tokeniser)
	dst = k.Append(dst, text)
	pool.Put(k)
	return dst
}

var pool = sync.Pool{New: func() any { return new(Tokeniser) }}

// Tokeniser cuts texts into tokens. The zero value is ready to use. One
// goroutine at a time may use it.
type Tokeniser struct {
	t     *tables
	text  string
	out   []Token
	pos   int
	chars []char
	units []unit
	form  []byte
	term  []byte
	// What tokens say that is not so in the text is gathered in room, and becomes
	// one string for all of them.
	room []byte
	made []made
}

// made is a token whose strings are parts of room.
type made struct {
	token      int
	form, term span
}

// span is some bytes of others.
type span struct{ from, to int }

func (s span) of(b string) string { return b[s.from:s.to] }

// char is a folded character and the bytes it stands for.
type char struct {
	r          rune
	class      class
	start, end int
}

// Append appends the tokens of text to dst, ordered by Start; the Single before
// the Gram that begins with it. Strings of the tokens may be parts of text, or of
// one string for all of them: who keeps them longer should clone them.
func (k *Tokeniser) Append(dst []Token, text string) []Token {
	if k.t == nil {
		k.t = known()
	}
	k.text, k.out, k.pos = text, dst, 0
	k.room, k.made = k.room[:0], k.made[:0]
	k.scan()
	dst = k.out
	k.text, k.out = "", nil
	if len(k.made) > 0 {
		room := string(k.room)
		for _, m := range k.made {
			t := &dst[m.token]
			t.Form, t.Term = m.form.of(room), m.term.of(room)
		}
	}
	return dst
}

// add emits a token with the term and form that were built.
func (k *Tokeniser) add(kind Kind, term []byte, start, end int) {
	form := k.keep(k.form)
	if from := len(k.form) - len(term); from >= 0 && string(k.form[from:]) == string(term) {
		k.make(kind, form, span{form.from + from, form.to}, start, end)
		return
	}
	k.make(kind, form, k.keep(term), start, end)
}

// keep puts something into room.
func (k *Tokeniser) keep(b []byte) span {
	from := len(k.room)
	k.room = append(k.room, b...)
	return span{from, len(k.room)}
}

// make emits a token whose form and term are in room.
func (k *Tokeniser) make(kind Kind, form, term span, start, end int) {
	k.made = append(k.made, made{len(k.out), form, term})
	k.out = append(k.out, Token{Kind: kind, Pos: k.pos, Start: start, End: end})
}
