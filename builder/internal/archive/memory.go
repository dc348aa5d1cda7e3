package archive

import (
	"crypto/sha256"
	"fmt"
)

// Memory keeps what aligning has found from one Link to the next, so that an
// edit aligns the session it touches and no other. What it keeps is keyed by the
// readings that it depends on, and forgotten when no session has it any more:
// Link gives the same with a Memory and without. The zero value is empty; it is
// for one Link at a time.
type Memory struct {
	kept, used map[alignedKey]aligned
}

type alignedKey [sha256.Size]byte

// aligned is what units finds: by edition in order of language.
type aligned struct {
	units [][]int32
	apart []bool
}

// begin and finish stand at the ends of Link. A nil Memory keeps nothing.
func (m *Memory) begin() {
	if m != nil {
		m.used = make(map[alignedKey]aligned, len(m.kept))
	}
}

func (m *Memory) finish() {
	if m != nil {
		m.kept, m.used = m.used, nil
	}
}

// align gives what is remembered of editions, or finds it.
func (m *Memory) align(editions []*Edition, find func() aligned) aligned {
	if m == nil {
		return find()
	}
	h := sha256.New()
	for _, e := range editions {
		fmt.Fprintf(h, "\n%s", e.Lang)
		for _, p := range e.Parts {
			h.Write(p.Key[:])
			fmt.Fprint(h, p.Shift)
		}
	}
	k := alignedKey(h.Sum(nil))
	found, ok := m.kept[k]
	if !ok {
		found = find()
	}
	m.used[k] = found
	return found
}
