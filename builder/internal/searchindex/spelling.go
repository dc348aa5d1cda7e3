package searchindex

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// Terms that are no words begin with a control character: what an attribute of
// a passage is called, and single characters of scripts without blanks.
const (
	attribute = "\x01" // "\x01speaker:ID": the passage has it
	single    = "\x02" // "\x02京": the character occurs
)

// appendSpelt appends the bytes that a spelling has in batches: the term under which it
// is listed, and its form, "" where that is the term, each behind its length. kind is
// what the terms of single characters and of attributes begin with, else 0; the form of an
// attribute is its field.
func appendSpelt(dst []byte, kind byte, term, form string) []byte {
	switch kind {
	case 0:
		return appendText(appendText(dst, term), form)
	case attribute[0]:
		dst = binary.AppendUvarint(dst, uint64(len(attribute)+len(form)+1+len(term)))
		dst = append(append(dst, attribute...), form...)
		dst = append(append(dst, ':'), term...)
		return appendText(dst, "")
	}
	dst = binary.AppendUvarint(dst, uint64(1+len(term)))
	return appendText(append(append(dst, kind), term...), form)
}

// cutSpelt gives the term and the form of what appendSpelt wrote.
func cutSpelt(b []byte) (term, form []byte) {
	n, at := binary.Uvarint(b)
	term, b = b[at:at+int(n)], b[at+int(n):]
	_, at = binary.Uvarint(b)
	return term, b[at:]
}

// spellingKey tells most spellings from all others, so that their strings, which
// lie elsewhere, need not be looked at.
type spellingKey struct {
	// first and last are the bytes of the form, of the term where that is the form
	// or the form a field. They have all of them, twice in the middle, if these are
	// 16 or fewer; else first is a hash.
	first, last uint64
	// rest is how many bytes it has, above keySize; below, keyAlone where there is a term
	// and no form, and the kind, 0 for none.
	rest uint64
}

const (
	keySize  = 9
	keyAlone = 1 << 8
)

// kind is what the term under which it is listed begins with where that is no word.
func (k *spellingKey) kind() byte { return byte(k.rest) }

// whole tells whether all spellings of the key are the same.
func (k *spellingKey) whole() bool { return k.rest&keyAlone != 0 && k.rest>>keySize <= 16 }

// spellingHash makes keys and hashes of spellings, other ones each time the
// program runs, so that nobody can write a text whose words are all in one place.
type spellingHash struct {
	seed maphash.Seed
	mix  uint64
}

func newSpellingHash() spellingHash {
	seed := maphash.MakeSeed()
	return spellingHash{seed, maphash.String(seed, "mix") | 1}
}

func (h *spellingHash) key(kind byte, term, form string) spellingKey {
	k := spellingKey{rest: uint64(kind)}
	s := form // which mostly tells the term
	if form == "" {
		s, k.rest = term, k.rest|keyAlone
	} else if kind == attribute[0] {
		s = term
	}
	n := len(s)
	k.rest |= uint64(n) << keySize
	switch {
	case n > 16:
		k.first, k.last = maphash.String(h.seed, s), eightAt(s, n-8)
	case n >= 8:
		k.first, k.last = eightAt(s, 0), eightAt(s, n-8)
	case n >= 4:
		k.first = uint64(fourAt(s, 0)) | uint64(fourAt(s, n-4))<<32
	case n > 0:
		k.first = uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return k
}

// spelt is the key of some bytes.
func (h *spellingHash) spelt(b []byte) spellingKey {
	k := spellingKey{rest: uint64(len(b))<<keySize | keyAlone}
	switch n := len(b); {
	case n > 16:
		k.first, k.last = maphash.Bytes(h.seed, b), binary.LittleEndian.Uint64(b[n-8:])
	case n >= 8:
		k.first, k.last = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[n-8:])
	case n >= 4:
		k.first = uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint32(b[n-4:]))<<32
	case n > 0:
		k.first = uint64(b[0]) | uint64(b[n/2])<<8 | uint64(b[n-1])<<16
	}
	return k
}

func (h *spellingHash) of(k *spellingKey) uint32 {
	x := (k.first ^ bits.RotateLeft64(k.rest, 64-keySize)) * h.mix
	x = (x ^ x>>32 ^ bits.RotateLeft64(k.last, 23)) * h.mix
	return uint32(x >> 32)
}

func fourAt(s string, i int) uint32 {
	s = s[i : i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func eightAt(s string, i int) uint64 {
	return uint64(fourAt(s, i)) | uint64(fourAt(s, i+4))<<32
}

// spellings numbers the spellings of many editions, from 0.
type spellings struct {
	spellingHash
	places []spellingPlace // by hash, the next free one behind those taken
	seen   []sighting      // by number
	spelt  []byte          // of one after the other, as appendSpelt has them
	room   []byte
}

// spellingPlace says which spelling has a hash: its number + 1, 0 for none.
type spellingPlace struct{ hash, number uint32 }

// sighting is what a collector knows of a spelling, and of it in its batch.
type sighting struct {
	spellingKey
	n     int32  // passages
	begin int32  // in sorted
	at    uint32 // in spelt
	part  uint32 // what chooses the partition
}

// guess appends the numbers that some spellings most likely have. That it
// asks for many at once and waits for none makes it several times as fast as
// looking up one after the other.
func (s *spellings) guess(dst []uint32, list []nearSpelling) []uint32 {
	mask := uint32(len(s.places) - 1)
	for i := range list {
		dst = append(dst, s.places[s.of(&list[i].spellingKey)&mask].number)
	}
	return dst
}

// id is the number of a spelling, given a guess of that + 1, or 0. Strings are
// copied before they are kept.
func (s *spellings) id(guess int32, k *spellingKey, text spellingText) int32 {
	if guess != 0 && s.is(uint32(guess-1), k, text) {
		return guess - 1
	}
	return s.find(k, text)
}

// find is the number of a spelling.
func (s *spellings) find(k *spellingKey, text spellingText) int32 {
	h := s.of(k)
	mask := uint32(len(s.places) - 1)
	at := h & mask
	for ; s.places[at].number != 0; at = (at + 1) & mask {
		if p := s.places[at]; p.hash == h && s.is(p.number-1, k, text) {
			return int32(p.number) - 1
		}
	}
	x := sighting{spellingKey: *k, at: uint32(len(s.spelt))}
	s.spelt = appendSpelt(s.spelt, k.kind(), text.term, text.form)
	term, _ := cutSpelt(s.spelt[x.at:])
	x.part = partHash(string(term))
	s.seen = append(spare(s.seen), x)
	s.places[at] = spellingPlace{h, uint32(len(s.seen))}
	if 2*len(s.seen) > len(s.places) {
		s.places = grown(s.places)
	}
	return int32(len(s.seen)) - 1
}

// is tells whether a number is that of a spelling.
func (s *spellings) is(n uint32, k *spellingKey, text spellingText) bool {
	return s.seen[n].spellingKey == *k && (k.whole() || s.spells(int32(n), k.kind(), text))
}

// spells tells whether a spelling is spelt so.
func (s *spellings) spells(n int32, kind byte, text spellingText) bool {
	s.room = appendSpelt(s.room[:0], kind, text.term, text.form)
	return bytes.Equal(s.speltAs(n), s.room)
}

// speltAs gives the bytes that a spelling has in batches.
func (s *spellings) speltAs(n int32) []byte {
	if int(n)+1 < len(s.seen) {
		return s.spelt[s.seen[n].at:s.seen[n+1].at]
	}
	return s.spelt[s.seen[n].at:]
}

// grown gives twice as many places, with those that are taken.
func grown(old []spellingPlace) []spellingPlace {
	places := make([]spellingPlace, 2*len(old))
	mask := uint32(len(places) - 1)
	for _, p := range old {
		if p.number == 0 {
			continue
		}
		at := p.hash & mask
		for places[at].number != 0 {
			at = (at + 1) & mask
		}
		places[at] = p
	}
	return places
}

// reset forgets all but the hash, if it has one, and uses the room again.
func (s *spellings) reset() {
	if s.mix == 0 {
		s.spellingHash = newSpellingHash()
	}
	if s.places == nil {
		s.places = make([]spellingPlace, 1<<12)
	}
	clear(s.places)
	s.seen, s.spelt = s.seen[:0], s.spelt[:0]
}

// maxKnown is how many spellings a collector remembers between batches: the
// vocabulary of a large archive in a language.
const maxKnown = 1 << 18
