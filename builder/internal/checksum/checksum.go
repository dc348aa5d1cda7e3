// Package checksum tells bytes apart, and damaged ones from whole ones, four times as fast
// as SHA-256 does where the processor has instructions for both.
//
// A sum is the tag of AES-GCM over the bytes, under a key that is no secret: two texts
// have the same one by a chance of their length in 2^132, but whoever tries can make two
// that have. So it is for what the program has written itself, and never for what others
// say of their files.
package checksum

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"sync"
)

// Size is how many bytes a sum has.
const Size = 16

// Sum stands for bytes.
type Sum [Size]byte

// block is how many bytes have one tag. The sum of more is the tag of their tags, so that
// a stream need not be held in memory.
const block = 64 << 10

// Of gives the sum of bytes, which it does not keep.
func Of(b []byte) Sum {
	if len(b) <= block {
		return tag(ofBytes, b)
	}
	var h Hash
	h.Write(b)
	return h.Sum()
}

// Hash sums up what is written to it. The zero Hash has had nothing.
type Hash struct {
	tags []byte // of whole blocks
	rest []byte // of a block
}

// Write takes in more bytes, which it does not keep. It never fails.
func (h *Hash) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		if len(h.rest) == 0 && len(b) >= block {
			h.add(b[:block])
			b = b[block:]
			continue
		}
		k := min(block-len(h.rest), len(b))
		h.rest, b = append(h.rest, b[:k]...), b[k:]
		if len(h.rest) == block {
			h.add(h.rest)
			h.rest = h.rest[:0]
		}
	}
	return n, nil
}

func (h *Hash) add(block []byte) {
	sum := tag(ofBytes, block)
	h.tags = append(h.tags, sum[:]...)
}

// Sum gives the sum of all that was written, which [Of] gives too. Nothing is to be
// written after it.
func (h *Hash) Sum() Sum {
	if len(h.tags) == 0 {
		return tag(ofBytes, h.rest)
	}
	if len(h.rest) > 0 {
		h.add(h.rest)
	}
	if len(h.tags) == Size {
		return Sum(h.tags)
	}
	return tag(ofTags, h.tags)
}

// What a tag is of.
const (
	ofBytes byte = iota
	ofTags
)

func tag(kind byte, b []byte) (sum Sum) {
	sealer := sealers()
	if sealer == nil {
		h := sha256.New()
		h.Write([]byte{kind})
		h.Write(b)
		copy(sum[:], h.Sum(nil))
		return sum
	}
	nonce := [12]byte{kind}
	sealer.Seal(sum[:0], nonce[:], nil, b)
	return sum
}

// sealers gives what makes the tags, for use by many at once; nil where the system allows
// no nonce of one's own, as in the strict mode of FIPS 140.
var sealers = sync.OnceValue(func() cipher.AEAD {
	block, err := aes.NewCipher([]byte("dixit: checksums"))
	if err != nil {
		return nil
	}
	sealer, err := cipher.NewGCM(block)
	if err != nil {
		return nil
	}
	return sealer
})
