package searchindex

// nearSpellings numbers the spellings of some editions, from 0. They say their words
// many times each, and have so few of them that they lie in the processor's nearest
// memory: in the large table of all each is looked up once.
type nearSpellings struct {
	places []uint32 // by hash, the number + 1 or 0 for none, the next free place behind those taken
	list   []nearSpelling
	texts  []spellingText // by number
}

type nearSpelling struct {
	spellingKey
	at int32 // where in found it is for the last passage; -1 for none
	n  int32 // passages
}

// spellingText has the strings of a spelling, which are parts of an edition's.
type spellingText struct{ term, form string }

// mostNear is how many spellings there may be before the next edition begins anew: of
// synthetic meetings, which have 2,400 each, some six share them, and half as many are
// looked up in the large table. Twice as many take up all of a processor's nearer
// memory, and more time. usualPlaces is how many places there are for them and for
// those of one edition.
const (
	mostNear    = 1 << 13
	usualPlaces = 1 << 14
)

// askedSpelling is a spelling whose number is asked for: its key and hash, and the number
// + 1 that it most likely has, 0 for none.
type askedSpelling struct {
	spellingKey
	hash, guess uint32
}

// ask appends a spelling to those whose numbers are asked for.
func (h *spellingHash) ask(dst []askedSpelling, kind byte, term, form string) []askedSpelling {
	x := askedSpelling{spellingKey: h.key(kind, term, form)}
	x.hash = h.of(&x.spellingKey)
	return append(dst, x)
}

// guess guesses numbers, of many spellings at once, so that the processor need not wait
// for one before it asks for the next.
func (s *nearSpellings) guess(list []askedSpelling) {
	mask := uint32(len(s.places) - 1)
	for i := range list {
		list[i].guess = s.places[list[i].hash&mask]
	}
}

// number is the number of a spelling.
func (s *nearSpellings) number(h *spellingHash, x *askedSpelling, term, form string) int32 {
	if n := int32(x.guess) - 1; n >= 0 && s.is(n, x, term, form) {
		return n
	}
	mask := uint32(len(s.places) - 1)
	at := x.hash & mask
	for ; s.places[at] != 0; at = (at + 1) & mask {
		if n := int32(s.places[at]) - 1; s.is(n, x, term, form) {
			return n
		}
	}
	s.list = append(s.list, nearSpelling{spellingKey: x.spellingKey, at: -1})
	s.texts = append(s.texts, spellingText{term, form})
	s.places[at] = uint32(len(s.list))
	if 4*len(s.list) > 3*len(s.places) {
		s.grow(h)
	}
	return int32(len(s.list)) - 1
}

// is tells whether a number is that of a spelling.
func (s *nearSpellings) is(n int32, x *askedSpelling, term, form string) bool {
	return s.list[n].spellingKey == x.spellingKey && (x.whole() || s.texts[n] == spellingText{term, form})
}

func (s *nearSpellings) grow(h *spellingHash) {
	s.places = make([]uint32, 2*len(s.places))
	mask := uint32(len(s.places) - 1)
	for i := range s.list {
		at := h.of(&s.list[i].spellingKey) & mask
		for s.places[at] != 0 {
			at = (at + 1) & mask
		}
		s.places[at] = uint32(i) + 1
	}
}

// reset forgets the editions.
func (s *nearSpellings) reset() {
	if len(s.places) != usualPlaces {
		s.places = make([]uint32, usualPlaces)
	}
	clear(s.places)
	clear(s.texts) // or the words of the editions stay in memory
	s.list, s.texts = s.list[:0], s.texts[:0]
}
