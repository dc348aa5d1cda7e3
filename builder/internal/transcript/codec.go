package transcript

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
)

// CodecVersion changes whenever the types of this package do, so that
// transcripts encoded before are not misread.
const CodecVersion = 6

// errCodec is all that can be said of bytes that are no transcript.
var errCodec = errors.New("transcript: encoded form is damaged")

// Encode appends the binary form of t to dst. The form is the fields in order
// of declaration: numbers as varints, strings and lists with their length
// before them. Which fields there are is CodecVersion's to say.
func Encode(dst []byte, t *Transcript) []byte {
	return encode(dst, reflect.ValueOf(t).Elem())
}

// Decode reads what Encode wrote. Damage is an error, never a panic.
func Decode(b []byte) (*Transcript, error) {
	t := new(Transcript)
	d := decoder{b: b}
	d.value(reflect.ValueOf(t).Elem())
	if d.failed || len(d.b) != 0 {
		return nil, errCodec
	}
	return t, nil
}

func encode(dst []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		return append(dst, v.String()...)
	case reflect.Int, reflect.Int64:
		return binary.AppendVarint(dst, v.Int())
	case reflect.Uint8:
		return append(dst, byte(v.Uint()))
	case reflect.Bool:
		if v.Bool() {
			return append(dst, 1)
		}
		return append(dst, 0)
	case reflect.Float32:
		return binary.LittleEndian.AppendUint32(dst, math.Float32bits(float32(v.Float())))
	case reflect.Slice:
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		for i := range v.Len() {
			dst = encode(dst, v.Index(i))
		}
		return dst
	case reflect.Struct:
		for i := range v.NumField() {
			dst = encode(dst, v.Field(i))
		}
		return dst
	}
	panic("transcript: no encoding for " + v.Type().String())
}

type decoder struct {
	b      []byte
	failed bool
}

func (d *decoder) length() int {
	n, size := binary.Uvarint(d.b)
	// Everything that has a length takes a byte at least for each of its parts.
	if size <= 0 || n > uint64(len(d.b)-size) {
		d.failed = true
		return 0
	}
	d.b = d.b[size:]
	return int(n)
}

func (d *decoder) value(v reflect.Value) {
	if d.failed {
		return
	}
	switch v.Kind() {
	case reflect.String:
		n := d.length()
		v.SetString(string(d.b[:n]))
		d.b = d.b[n:]
	case reflect.Int, reflect.Int64:
		n, size := binary.Varint(d.b)
		if size <= 0 {
			d.failed = true
			return
		}
		v.SetInt(n)
		d.b = d.b[size:]
	case reflect.Uint8, reflect.Bool:
		if len(d.b) == 0 {
			d.failed = true
			return
		}
		if v.Kind() == reflect.Bool {
			v.SetBool(d.b[0] != 0)
		} else {
			v.SetUint(uint64(d.b[0]))
		}
		d.b = d.b[1:]
	case reflect.Float32:
		if len(d.b) < 4 {
			d.failed = true
			return
		}
		v.SetFloat(float64(math.Float32frombits(binary.LittleEndian.Uint32(d.b))))
		d.b = d.b[4:]
	case reflect.Slice:
		n := d.length()
		if n == 0 || d.failed {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			d.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			d.value(v.Field(i))
		}
	}
}
