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

// Tokeniser cuts texts into tokens and remembers the strings it made, so that a
// long text costs few. The zero value is ready to use. One goroutine at a time
// may use it.
type Tokeniser struct {
	t     *tables
	text  string
	out   []Token
	pos   int
	chars []char
	units []unit
	form  []byte
	term  []byte
	seen  map[string]string
}

// char is a folded character and the bytes it stands for.
type char struct {
	r          rune
	class      class
	start, end int
}

// maxSeen bounds the strings that a Tokeniser remembers: the vocabulary of a
// language, some megabytes.
const maxSeen = 1 << 17

// keep is b as a string.
func (k *Tokeniser) keep(b []byte) string {
	if s, ok := k.seen[string(b)]; ok {
		return s
	}
	if k.seen == nil || len(k.seen) >= maxSeen {
		k.seen = make(map[string]string)
	}
	s := string(b)
	k.seen[s] = s
	return s
}

// Append appends the tokens of text to dst, ordered by Start; the Single before
// the Gram that begins with it. Strings of the tokens may be parts of text: who
// keeps them longer than the text should clone them.
func (k *Tokeniser) Append(dst []Token, text string) []Token {
	if k.t == nil {
		k.t = known()
	}
	k.text, k.out, k.pos = text, dst, 0
	k.scan()
	dst = k.out
	k.text, k.out = "", nil
	return dst
}

// add emits a token with the term and form that were built.
func (k *Tokeniser) add(kind Kind, term []byte, start, end int) {
	form := k.keep(k.form)
	key := form
	if string(term) != form {
		key = k.keep(term)
	}
	k.out = append(k.out, Token{Term: key, Form: form, Kind: kind, Pos: k.pos, Start: start, End: end})
}
