// Package packed reads and writes numbers and texts that stand one after the other in
// bytes, without names or types, as what is kept from run to run has them. It does not say
// what they are or whether they are whole: whoever keeps them has a version and a checksum
// for that.
package packed

import (
	"encoding/binary"
	"math"
)

// Reader reads what stands in bytes, and moves on behind it. Of what is too short it gives
// zeros and empty texts, and says so at the end, so that a reader of many fields asks once.
type Reader struct {
	rest  []byte
	short bool
}

// NewReader reads b, and keeps it.
func NewReader(b []byte) *Reader { return &Reader{rest: b} }

// Rest is what has not been read.
func (r *Reader) Rest() []byte { return r.rest }

// Short tells whether something that was asked for was not there, or too large.
func (r *Reader) Short() bool { return r.short }

// Fail says that what was read cannot be.
func (r *Reader) Fail() { r.rest, r.short = nil, true }

// longest is the length of the longest field that callers ask for by a length they know.
const longest = 64

// Bytes gives the next n bytes, which are a part of what is read; where there are fewer,
// zeros: as many where n is longest at most.
func (r *Reader) Bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.Fail()
		return make([]byte, min(n, longest))
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

// Uvarint reads what binary.AppendUvarint writes.
func (r *Reader) Uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 { // as nearly all are
		n := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.Fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// Uint32 reads a uvarint of 32 bits.
func (r *Reader) Uint32() uint32 {
	n := r.Uvarint()
	if n > math.MaxUint32 {
		r.Fail()
		return 0
	}
	return uint32(n)
}

// Varint reads what binary.AppendVarint writes: the sign is the lowest bit.
func (r *Reader) Varint() int64 {
	n := r.Uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// Int32 reads a varint of 32 bits.
func (r *Reader) Int32() int32 { return int32(r.Varint()) }

// Text reads what AppendText writes.
func (r *Reader) Text() string { return string(r.Bytes(r.Uvarint())) }

// AppendText appends a text behind its length.
func AppendText[S ~string](b []byte, s S) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// AppendVarints appends numbers.
func AppendVarints(b []byte, numbers ...int64) []byte {
	for _, n := range numbers {
		b = binary.AppendVarint(b, n)
	}
	return b
}

// AppendList appends how many a list has, and each.
func AppendList[T any](b []byte, list []T, each func([]byte, *T) []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for i := range list {
		b = each(b, &list[i])
	}
	return b
}

// List reads a list of what takes a byte each at least; an empty one is nil.
func List[T any](r *Reader, each func(*T)) []T {
	n := r.Uvarint()
	if n > uint64(len(r.rest)) {
		r.Fail()
	}
	if n == 0 || r.short {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		each(&list[i])
	}
	return list
}
