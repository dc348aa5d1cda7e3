package output

import "slices"

// rows are many values of one size. They grow without being laid out anew, so that they
// never take twice their memory, and each stays where it is.
type rows[T any] struct {
	parts [][]T // of rowsOfPart each
	n     int
}

const rowsOfPart = 1 << 10

func (r *rows[T]) at(i int32) *T {
	return &r.parts[uint32(i)/rowsOfPart][uint32(i)%rowsOfPart]
}

// add gives the number of a new row.
func (r *rows[T]) add(v T) int32 {
	if r.n == len(r.parts)*rowsOfPart {
		r.parts = append(r.parts, make([]T, rowsOfPart))
	}
	i := int32(r.n)
	r.n++
	*r.at(i) = v
	return i
}

func (r *rows[T]) clone() rows[T] {
	c := rows[T]{make([][]T, len(r.parts)), r.n}
	for i, part := range r.parts {
		c.parts[i] = slices.Clone(part)
	}
	return c
}

// names are the bytes of many names, each of maxName at most.
type names struct{ parts [][]byte }

// namesPart is how many bytes lie together: names of no use at its end are few.
const namesPart = 1 << 14

// add gives the place of a name.
func (s *names) add(name string) uint32 {
	last := len(s.parts) - 1
	if last < 0 || len(s.parts[last])+len(name) > namesPart {
		s.parts = append(s.parts, make([]byte, 0, namesPart))
		last++
	}
	at := last*namesPart + len(s.parts[last])
	s.parts[last] = append(s.parts[last], name...)
	return uint32(at)
}

func (s *names) at(at uint32, long int) []byte {
	from := int(at % namesPart)
	return s.parts[at/namesPart][from : from+long]
}

// clone shares what is written, as that is not changed.
func (s *names) clone() names {
	parts := slices.Clone(s.parts)
	for i, part := range parts {
		parts[i] = slices.Clip(part)
	}
	return names{parts}
}
