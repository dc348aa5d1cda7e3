package transcript

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"strings"
)

// CodecVersion changes whenever the types of this package do, so that
// transcripts encoded before are not misread.
const CodecVersion = 7

// errCodec is all that can be said of bytes that are no transcript.
var errCodec = errors.New("transcript: encoded form is damaged")

// Encode appends the binary form of t to dst. The form is the fields in order
// of declaration: numbers as varints, strings and lists with their length
// before them. Which fields there are is CodecVersion's to say.
func Encode(dst []byte, t *Transcript) []byte {
	c := codec{out: dst}
	c.transcript(t)
	return c.out
}

// Decode reads what Encode wrote. Damage is an error, never a panic. The
// strings of turns are parts of one, so that whoever keeps one of them keeps all;
// those of front matter, sections and the like stand alone.
func Decode(b []byte) (*Transcript, error) {
	t := new(Transcript)
	c := codec{reading: true, in: string(b)}
	c.transcript(t)
	if c.failed || c.in != "" {
		return nil, errCodec
	}
	return t, nil
}

// PackedMeta is front matter as Encode writes it, in a third of the memory: most of its
// fields are empty. "" has none.
type PackedMeta string

// Packed gives front matter in its packed form.
func (m Meta) Packed() PackedMeta {
	if reflect.ValueOf(m).IsZero() {
		return ""
	}
	c := codec{}
	c.meta(&m)
	return PackedMeta(c.out)
}

// Meta gives front matter as it was packed. Its texts are parts of the packed form.
func (p PackedMeta) Meta() (m Meta) {
	if p != "" {
		c := codec{reading: true, whole: true, in: string(p)}
		c.meta(&m)
	}
	return m
}

// Alone gives a copy that shares no bytes with another string, and so keeps no text
// of a file in memory, of which a value of front matter may be a part.
func (m Meta) Alone() Meta {
	to := codec{}
	to.meta(&m)
	from := codec{reading: true, in: string(to.out)}
	var out Meta
	from.meta(&out)
	return out
}

// codec goes through a transcript's fields, and writes or reads each: one list of
// fields for both ways. By reflection it took twice as long, and every
// build decodes every transcript.
type codec struct {
	reading bool
	out     []byte // what was written
	in      string // what is still to be read
	failed  bool
	whole   bool // whoever keeps a part of what is read keeps the whole
}

func (c *codec) transcript(t *Transcript) {
	c.string(&t.File)
	c.string(&t.Format)
	c.meta(&t.Meta)
	list(c, &t.Sections, (*codec).section)
	list(c, &t.Turns, (*codec).turn)
	list(c, &t.Dropped, (*codec).dropped)
	c.int(&t.Gaps)
	c.int(&t.Lines)
	list(c, &t.More, (*codec).transcript)
	c.int(&t.Nth)
	c.int(&t.Of)
	c.string(&t.Origin.SHA256)
	c.string(&t.Origin.Encoding)
	list(c, &t.Origin.Remarks, (*codec).remark)
}

func (c *codec) meta(m *Meta) {
	c.string(&m.Title)
	named(c, &m.Date)
	named(c, &m.Lang)
	c.string(&m.Session)
	c.string(&m.Series)
	c.int(&m.Part)
	c.strings(&m.Speakers)
	list(c, &m.Labels, (*codec).naming)
	c.strings(&m.Topics)
	c.strings(&m.Media)
	c.strings(&m.Source)
	c.strings(&m.Documents)
	c.strings(&m.TranscriptBy)
	c.strings(&m.TranslationBy)
	c.string(&m.Rights)
	c.string(&m.Summary)
	c.strings(&m.Aliases)
	named(c, &m.Original)
	c.string(&m.Kind)
	c.string(&m.MadeBy)
	c.string(&m.Status)
	named(c, &m.Corrected)
	c.bool(&m.Draft)
	named(c, &m.Embargo)
	c.string(&m.Withdrawn)
	c.strings(&m.Redact)
	list(c, &m.People, (*codec).person)
}

func (c *codec) naming(n *Naming) {
	c.string(&n.Label)
	c.string(&n.Person)
}

func (c *codec) person(p *Person) {
	c.string(&p.ID)
	c.string(&p.Kind)
	list(c, &p.Names, (*codec).name)
	list(c, &p.Affiliations, (*codec).affiliation)
	c.string(&p.Sex)
	c.strings(&p.Links)
}

func (c *codec) name(n *Name) {
	named(c, &n.Lang)
	c.string(&n.Text)
}

func (c *codec) affiliation(a *Affiliation) {
	list(c, &a.Role, (*codec).name)
	list(c, &a.Org, (*codec).name)
	c.string(&a.From)
	c.string(&a.To)
}

func (c *codec) section(s *Section) {
	c.int(&s.Level)
	c.string(&s.Title)
	c.int(&s.Line)
}

func (c *codec) turn(t *Turn) {
	c.int(&t.Section)
	part(c, &t.Label)
	part(c, &t.Role)
	c.int(&t.Line)
	c.int(&t.EndLine)
	c.time(&t.Start)
	c.time(&t.End)
	c.float(&t.Confidence)
	c.bool(&t.Procedural)
	part(c, &t.ID)
	part(c, &t.Lang)
	part(c, &t.Original)
	part(c, &t.Who)
	list(c, &t.Segments, (*codec).segment)
}

func (c *codec) segment(s *Segment) {
	c.byte((*uint8)(&s.Kind))
	c.bool(&s.Quote)
	c.int(&s.Depth)
	c.int(&s.Number)
	c.int(&s.Line)
	c.int(&s.Page)
	c.time(&s.Time.Start)
	c.time(&s.Time.End)
	c.byte((*uint8)(&s.Going))
	part(c, &s.Text)
	list(c, &s.Spans, (*codec).span)
	list(c, &s.Cues, (*codec).cue)
}

func (c *codec) cue(q *Cue) {
	c.int(&q.At)
	c.time(&q.Time.Start)
	c.time(&q.Time.End)
}

func (c *codec) span(s *Span) {
	c.int(&s.Start)
	c.int(&s.End)
	c.byte((*uint8)(&s.Kind))
	part(c, &s.Value)
}

func (c *codec) dropped(d *Dropped) {
	c.int(&d.Line)
	c.int(&d.EndLine)
	named(c, &d.Kind)
	c.string(&d.Text)
}

func (c *codec) remark(r *Remark) {
	c.int(&r.Line)
	c.string(&r.Code)
	c.string(&r.Message)
}

// part is a string that is read as a part of the whole.
func part[S ~string](c *codec, s *S) {
	if c.reading {
		n := c.length()
		*s, c.in = S(c.in[:n]), c.in[n:]
		return
	}
	c.out = append(binary.AppendUvarint(c.out, uint64(len(*s))), *s...)
}

// named is a string that stands alone when it is read, of a type of its own.
func named[S ~string](c *codec, s *S) {
	part(c, s)
	if c.reading && !c.whole {
		*s = S(strings.Clone(string(*s)))
	}
}

func (c *codec) string(s *string) { named(c, s) }

func (c *codec) strings(s *[]string) { list(c, s, (*codec).string) }

// list is a list; an empty one is read as nil.
func list[T any](c *codec, l *[]T, each func(*codec, *T)) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(len(*l)))
		for i := range *l {
			each(c, &(*l)[i])
		}
		return
	}
	n := c.length()
	if n == 0 {
		return
	}
	*l = make([]T, n)
	for i := range *l {
		if c.failed {
			return
		}
		each(c, &(*l)[i])
	}
}

// length reads a length, 0 after damage.
func (c *codec) length() int {
	n := c.uvarint()
	// Everything that has a length takes a byte at least for each of its parts.
	if c.failed || n > uint64(len(c.in)) {
		c.failed = true
		return 0
	}
	return int(n)
}

func (c *codec) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		b := c.in[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			if i == binary.MaxVarintLen64-1 && b > 1 {
				break // more than 64 bits
			}
			c.in = c.in[i+1:]
			return n
		}
	}
	c.failed = true
	return 0
}

func (c *codec) int(n *int) { varint(c, n) }

func (c *codec) time(t *Time) { varint(c, t) }

func varint[N ~int | ~int64](c *codec, n *N) {
	if !c.reading {
		c.out = binary.AppendVarint(c.out, int64(*n))
		return
	}
	u := c.uvarint()
	*n = N(int64(u>>1) ^ -int64(u&1))
}

func (c *codec) byte(b *uint8) {
	switch {
	case !c.reading:
		c.out = append(c.out, *b)
	case c.in == "":
		c.failed = true
	default:
		*b, c.in = c.in[0], c.in[1:]
	}
}

func (c *codec) bool(b *bool) {
	var n uint8
	if *b {
		n = 1
	}
	c.byte(&n)
	if c.reading {
		*b = n != 0
	}
}

func (c *codec) float(f *float32) {
	if !c.reading {
		c.out = binary.LittleEndian.AppendUint32(c.out, math.Float32bits(*f))
		return
	}
	if len(c.in) < 4 {
		c.failed = true
		return
	}
	bits := uint32(c.in[0]) | uint32(c.in[1])<<8 | uint32(c.in[2])<<16 | uint32(c.in[3])<<24
	*f, c.in = math.Float32frombits(bits), c.in[4:]
}
