package transcript

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
)

// WordsHash is the hash of a turn's words, from which its address is made. The
// words are folded and stand without punctuation, markup and line breaks (see
// lang.AppendWords), so that a corrected comma moves no address; the label has
// no part in it, so that naming "Speaker 1" moves none either.
type WordsHash uint64

// HashWords hashes words as lang.AppendWords gives them.
func HashWords(words []byte) WordsHash {
	sum := sha256.Sum256(words)
	return WordsHash(binary.BigEndian.Uint64(sum[:8]))
}

// maxReach is how many neighbours on either side can tell turns of equal words
// apart. Sixteen courtesies in a row that are all repeated elsewhere in the
// same order do not occur in speech; where they do in a file, the order of
// occurrence decides.
const maxReach = 16

// anchorAlphabet is base 32 in lower case without i, l, o and u, which are
// mistaken for figures or spell words (as Crockford has it).
const anchorAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// Anchors gives each turn of an edition its address: "t-" and eight characters
// of the hash of its words. Turns of equal words take in the words of their
// nearest neighbours, as many as are needed to tell them apart, rather than a
// counter, so that what happens elsewhere in the session moves none of them.
// given holds the addresses that writers set, "" for none; a second turn with
// the same one gets an address of its own.
func Anchors(hashes []WordsHash, given []string) []string {
	packed, list := PackedAnchors(hashes, given)
	out := make([]string, len(packed))
	for i, p := range packed {
		out[i] = p.In(list)
	}
	return out
}

// PackedAnchors gives what Anchors does, packed, and the list of those that are not made
// of words, for [Packed.In]. given may be nil where no turn has one.
func PackedAnchors(hashes []WordsHash, given []string) ([]Packed, string) {
	a := addresses{hashes: hashes, out: make([]Packed, len(hashes))}
	var list []byte
	if slices.ContainsFunc(given, func(id string) bool { return id != "" }) {
		list = a.give(given)
	}
	alike := a.alike()
	if a.used == nil && len(alike) == 0 { // as of most editions
		for i, h := range hashes {
			a.out[i] = Packed(address(uint64(h)))
		}
		return a.out, ""
	}
	if a.used == nil {
		a.used = make(map[Packed]bool, len(hashes))
	}
	several := make(map[uint64][]int, len(alike))
	for _, k := range alike {
		several[k] = nil
	}
	var order []uint64 // of several, by their first turns
	for i, h := range hashes {
		k := address(uint64(h))
		members, is := several[k]
		if !is {
			a.set(i, k)
			continue
		}
		if len(members) == 0 {
			order = append(order, k)
		}
		several[k] = append(members, i)
	}
	for _, k := range order {
		a.apart(several[k])
	}
	return a.out, string(list)
}

// addresses are those of the turns of an edition, as they are found.
type addresses struct {
	hashes []WordsHash
	out    []Packed
	given  []bool          // of turns, that a writer set it; nil for none
	used   map[Packed]bool // those that are made of words, or look so; nil where none can be another's
}

// give gives turns the addresses that writers set, and lists those that words make no
// address like.
func (a *addresses) give(given []string) (list []byte) {
	a.given, a.used = make([]bool, len(given)), make(map[Packed]bool, len(given))
	taken := make(map[string]bool)
	for i, id := range given {
		if id == "" || taken[id] {
			continue
		}
		taken[id] = true
		a.given[i], a.out[i] = true, packAnchor(id, &list)
		a.used[a.out[i]] = true
	}
	return list
}

// alike lists what several turns would have as their addresses by their words alone.
func (a *addresses) alike() (out []uint64) {
	sorted := make([]uint64, len(a.hashes))
	for i, h := range a.hashes {
		sorted[i] = address(uint64(h))
	}
	slices.Sort(sorted)
	for i := 1; i < len(sorted); i++ {
		if k := sorted[i]; k == sorted[i-1] && (len(out) == 0 || out[len(out)-1] != k) {
			out = append(out, k)
		}
	}
	return out
}

// apart names turns of equal words by their surroundings.
func (a *addresses) apart(members []int) {
	context := make([]uint64, len(members))
	for j, i := range members {
		context[j] = uint64(a.hashes[i])
	}
	left := make([]int, len(members)) // positions in members that are still alike
	for j := range left {
		left[j] = j
	}
	for reach := 1; reach <= maxReach && len(left) > 0; reach++ {
		count := make(map[uint64]int, len(left))
		for _, j := range left {
			context[j] = mix(context[j], at(a.hashes, members[j]-reach), at(a.hashes, members[j]+reach))
			count[address(context[j])]++
		}
		rest := left[:0]
		for _, j := range left {
			if count[address(context[j])] == 1 {
				a.set(members[j], address(context[j]))
			} else {
				rest = append(rest, j)
			}
		}
		left = rest
	}
	for n, j := range left {
		a.set(members[j], address(mix(context[j], uint64(n), 0)))
	}
}

// at is the hash of a turn, 0 beyond either end of the session.
func at(hashes []WordsHash, i int) uint64 {
	if i < 0 || i >= len(hashes) {
		return 0
	}
	return uint64(hashes[i])
}

// address is the part of a hash that its eight characters show.
func address(h uint64) uint64 { return h >> 24 }

func mix(a, b, c uint64) uint64 {
	var buf [24]byte
	binary.BigEndian.PutUint64(buf[:], a)
	binary.BigEndian.PutUint64(buf[8:], b)
	binary.BigEndian.PutUint64(buf[16:], c)
	sum := sha256.Sum256(buf[:])
	return binary.BigEndian.Uint64(sum[:8])
}

// set gives turn i the address unless the writer gave it one. Where two
// addresses fall together, the later one is hashed again.
func (a *addresses) set(i int, k uint64) {
	if a.given != nil && a.given[i] {
		return
	}
	for a.used[Packed(k)] {
		k = address(mix(k, 1, 0))
	}
	a.used[Packed(k)] = true
	a.out[i] = Packed(k)
}

// spelled is the length of an address that is made of words, in bytes.
const spelled = 10

func spell(k uint64) string {
	var b [spelled]byte
	copy(b[:], "t-")
	for i := spelled - 1; i >= 2; i-- {
		b[i] = anchorAlphabet[k&31]
		k >>= 5
	}
	return string(b[:])
}

// Packed is an address in eight bytes in the place of thirty, with no pointer: an
// archive has one for each turn. The zero value is the address of no turn.
type Packed uint64

// given marks a Packed that says where in a list of addresses an address stands.
const given Packed = 1 << 40

// packAnchor packs an address. One that is not made of words goes into a list, after its
// length as a uvarint.
func packAnchor(anchor string, list *[]byte) Packed {
	if k, ok := unspell(anchor); ok {
		return Packed(k)
	}
	at := len(*list)
	*list = append(binary.AppendUvarint(*list, uint64(len(anchor))), anchor...)
	return given | Packed(at)
}

// In spells the address, of which list has those that writers set.
func (p Packed) In(list string) string {
	if p&given == 0 {
		return spell(uint64(p))
	}
	list = list[p&^given:]
	var head [binary.MaxVarintLen64]byte
	n, size := binary.Uvarint(head[:copy(head[:], list)])
	return list[size : size+int(n)]
}

// unspell gives what spell made an address of.
func unspell(anchor string) (k uint64, ok bool) {
	if len(anchor) != spelled || anchor[:2] != "t-" {
		return 0, false
	}
	for _, c := range []byte(anchor[2:]) {
		n := strings.IndexByte(anchorAlphabet, c)
		if n < 0 {
			return 0, false
		}
		k = k<<5 | uint64(n)
	}
	return k, true
}
