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
type made struct{ token, form, term, end int }

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
			t.Form = room[m.form:m.term]
			t.Term = t.Form
			if m.end > m.term {
				t.Term = room[m.term:m.end]
			}
		}
	}
	return dst
}

// add emits a token with the term and form that were built.
func (k *Tokeniser) add(kind Kind, term []byte, start, end int) {
	m := made{token: len(k.out), form: len(k.room)}
	k.room = append(k.room, k.form...)
	m.term = len(k.room)
	if string(term) != string(k.form) {
		k.room = append(k.room, term...)
	}
	m.end = len(k.room)
	k.made = append(k.made, m)
	k.out = append(k.out, Token{Kind: kind, Pos: k.pos, Start: start, End: end})
}
