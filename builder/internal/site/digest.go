package site

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// Key is a hash of all that a page is made of. Pages of one address with equal
// keys are equal.
type Key [16]byte

// Digester makes keys of values. It is safe for use by many at once.
type Digester struct {
	plans    sync.Map // of types, from reflect.Type to plan
	editions keys[*archive.Edition]
	rooms    sync.Pool
}

// room calls fill with room for bytes of which nothing is kept.
func (d *Digester) room(fill func(b []byte) []byte) {
	held, _ := d.rooms.Get().(*[]byte)
	if held == nil {
		held = new([]byte)
	}
	*held = fill((*held)[:0])
	d.rooms.Put(held)
}

// plan appends a value of one type in a form that differs where the values do;
// false for what has no such form.
type plan func(dst []byte, v reflect.Value) ([]byte, bool)

// Append appends the values to dst in a form that differs wherever they do. It
// is false for values of which that cannot be said, since they hold functions, or
// lead to all of the archive; only an edition may be among them. The words of the
// interface, theme.Printer, are left out: pages with equal themes and languages
// have the same.
func (d *Digester) Append(dst []byte, values ...any) ([]byte, bool) {
	for _, value := range values {
		v := reflect.ValueOf(value)
		if !v.IsValid() {
			dst = append(dst, 0)
			continue
		}
		var ok bool
		if dst, ok = d.planOf(v.Type())(dst, v); !ok {
			return dst, false
		}
	}
	return dst, true
}

// KeyOf is the key of what Append has written.
func KeyOf(b []byte) Key {
	sum := sha256.Sum256(b)
	return Key(sum[:len(Key{})])
}

var (
	printerType = reflect.TypeFor[*theme.Printer]()
	keyType     = reflect.TypeFor[Key]()
	editionType = reflect.TypeFor[*archive.Edition]()
)

func (d *Digester) planOf(t reflect.Type) plan {
	if p, ok := d.plans.Load(t); ok {
		return p.(plan)
	}
	p := d.newPlan(t)
	d.plans.Store(t, p)
	return p
}

func (d *Digester) newPlan(t reflect.Type) plan {
	switch t {
	case keyType:
		return func(dst []byte, v reflect.Value) ([]byte, bool) {
			k := v.Interface().(Key)
			return append(dst, k[:]...), true
		}
	case reflect.TypeFor[[]Key]():
		return func(dst []byte, v reflect.Value) ([]byte, bool) {
			dst = binary.AppendUvarint(dst, uint64(v.Len()))
			for _, k := range v.Interface().([]Key) {
				dst = append(dst, k[:]...)
			}
			return dst, true
		}
	case printerType:
		return func(dst []byte, _ reflect.Value) ([]byte, bool) { return dst, true }
	case editionType:
		return func(dst []byte, v reflect.Value) ([]byte, bool) {
			if v.IsNil() {
				return append(dst, 0), true
			}
			k, ok := d.edition(v.Interface().(*archive.Edition))
			return append(append(dst, 1), k[:]...), ok
		}
	}
	switch t {
	case reflect.TypeFor[archive.Session](), reflect.TypeFor[archive.Series](), reflect.TypeFor[archive.Speaker](), reflect.TypeFor[archive.Topic]():
		// These lead to all of the archive; a view shows parts of them.
		return func(dst []byte, _ reflect.Value) ([]byte, bool) { return dst, false }
	}
	switch t.Kind() {
	case reflect.String:
		return func(dst []byte, v reflect.Value) ([]byte, bool) { return appendStrings(dst, v.String()), true }
	case reflect.Bool:
		return func(dst []byte, v reflect.Value) ([]byte, bool) { return append(dst, byte(b2i(v.Bool()))), true }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(dst []byte, v reflect.Value) ([]byte, bool) { return binary.AppendVarint(dst, v.Int()), true }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(dst []byte, v reflect.Value) ([]byte, bool) { return binary.AppendUvarint(dst, v.Uint()), true }
	case reflect.Float32, reflect.Float64:
		return func(dst []byte, v reflect.Value) ([]byte, bool) {
			return binary.LittleEndian.AppendUint64(dst, math.Float64bits(v.Float())), true
		}
	case reflect.Pointer:
		return func(dst []byte, v reflect.Value) ([]byte, bool) {
			if v.IsNil() {
				return append(dst, 0), true
			}
			// Found when it is needed, since a type may point to itself.
			return d.planOf(t.Elem())(append(dst, 1), v.Elem())
		}
	case reflect.Slice, reflect.Array:
		return d.listPlan(t)
	case reflect.Struct:
		return d.structPlan(t)
	case reflect.Map:
		return d.mapPlan(t)
	}
	return func(dst []byte, v reflect.Value) ([]byte, bool) {
		return append(dst, 0), t.Kind() != reflect.Array && v.IsZero()
	}
}

func (d *Digester) listPlan(t reflect.Type) plan {
	return func(dst []byte, v reflect.Value) ([]byte, bool) {
		n := v.Len()
		dst = binary.AppendUvarint(dst, uint64(n))
		if n == 0 {
			return dst, true
		}
		item, ok := d.planOf(t.Elem()), true
		for i := range n {
			if dst, ok = item(dst, v.Index(i)); !ok {
				return dst, false
			}
		}
		return dst, true
	}
}

func (d *Digester) structPlan(t reflect.Type) plan {
	fields := make([]plan, t.NumField())
	for i := range fields {
		fields[i] = d.planOf(t.Field(i).Type)
	}
	return func(dst []byte, v reflect.Value) ([]byte, bool) {
		ok := true
		for i, field := range fields {
			if dst, ok = field(dst, v.Field(i)); !ok {
				return dst, false
			}
		}
		return dst, true
	}
}

func (d *Digester) mapPlan(t reflect.Type) plan {
	return func(dst []byte, v reflect.Value) ([]byte, bool) {
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		if v.Len() == 0 {
			return dst, true
		}
		if t.Key().Kind() != reflect.String {
			return dst, false
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) })
		item, ok := d.planOf(t.Elem()), true
		for _, k := range keys {
			if dst, ok = item(appendStrings(dst, k.String()), v.MapIndex(k)); !ok {
				return dst, false
			}
		}
		return dst, true
	}
}

func appendStrings(dst []byte, all ...string) []byte {
	for _, s := range all {
		dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
	}
	return dst
}

// appendInts appends numbers.
func appendInts(dst []byte, ns ...int) []byte {
	for _, n := range ns {
		dst = binary.AppendVarint(dst, int64(n))
	}
	return dst
}

// edition gives the key of an edition, which several pages show: of all that they
// show of it by itself, which is its words, by the keys of its parts, and what
// linking has found in them.
func (d *Digester) edition(e *archive.Edition) (Key, bool) {
	if k, ok := d.editions.get(e); ok {
		return k, true
	}
	var (
		k  Key
		ok bool
	)
	d.room(func(b []byte) []byte {
		if b, ok = d.appendEdition(b, e); ok {
			k = KeyOf(b)
		}
		return b
	})
	if ok {
		d.editions.set(e, k)
	}
	return k, ok
}

func (d *Digester) appendEdition(dst []byte, e *archive.Edition) ([]byte, bool) {
	dst, ok := d.Append(dst, e.Session.ID, e.Session.Date, e.Lang, e.Script, e.Title, e.Packed, e.Parts, e.Sections, e.Words, e.Gaps)
	if !ok {
		return dst, false
	}
	for i := range e.Voices {
		v := &e.Voices[i]
		dst = appendInts(appendStrings(dst, v.Label, v.Role), int(v.Turns), int(v.First))
		if s := v.Speaker; s != nil {
			name, l := s.Names.In(e.Lang)
			dst = appendStrings(append(dst, 1), s.ID, name, string(l))
		} else {
			dst = append(dst, 0)
		}
	}
	dst = e.AppendTurns(dst)
	if transcript.Doubtful(e.Turns.LeastConfidence()) { // else it is asked of no turn
		for i := range e.Voices {
			dst = append(dst, byte(b2i(e.Settled(e.Voices[i].Label))))
		}
	}
	dst = appendInts(dst, len(e.Langs), len(e.Topics))
	for _, l := range e.Langs {
		dst = appendStrings(dst, string(l))
	}
	for _, t := range e.Topics {
		dst = appendStrings(appendInts(dst, int(t.Turn)), t.Topic.ID)
	}
	return dst, true
}
