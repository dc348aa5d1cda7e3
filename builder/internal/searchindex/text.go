package searchindex

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
)

// The words of an edition lie in one or more text files, each a sequence of
// blocks that can be read alone, so that a host which honours Range sends a
// snippet's block and one which does not sends a small file.
// Tests lower these, so that short texts are written as long ones are.
var (
	// fileBytes is how many bytes of words a text file has at most, but for one
	// that holds a single passage. An hour's meeting has two, and one in eight
	// three. Of the 30,000 files that 10,000 meetings may take, texts then have
	// seven of ten, pages two, documents one: where a host sends whole files, a
	// search takes ten of texts and one page for each word, and another file
	// for texts, that is, a third one for a long meeting, saves four bytes in the
	// mean, and another page two, but these everywhere. Measured on such meetings,
	// a first search takes 139 kB of whole files, and with Range 62.
	fileBytes = 81 << 8
	// filePassages is how many passages a text file has at most. All files of a
	// segment take up as many numbers as the one with the most, so files of many
	// short passages make every list longer.
	filePassages = 64
	// blockBytes is how large a block is, see blockSize. Smaller blocks make a
	// snippet cheaper and the whole larger: 2.4 kB deflate to 0.54 of the
	// words, 10 kB to 0.5.
	blockBytes = 2300
	// primedBytes is the same for blocks that go on with a primer, which makes
	// small ones as cheap as large ones: 1.2 kB deflate to a hundredth more
	// than 2.3 kB. But documents tell of each.
	primedBytes = 1200
)

const (
	// textLevel is the level of deflate for words: levels above it take twice
	// the time for one hundredth of the size.
	textLevel = 6
)

// passage is the unit of search.
type passage struct {
	turn int // index in Edition.Turns
	k    int // number within the turn, from 1
	text string
	size int // what it counts for in a block, see blockSize
}

func passages(e *Edition) []passage {
	n := 0
	for i := range e.Turns {
		n += len(e.Turns[i].Passages)
	}
	out := make([]passage, 0, n)
	for i, t := range e.Turns {
		for k, text := range t.Passages {
			out = append(out, passage{i, k + 1, text, blockSize(text)})
		}
	}
	return out
}

// texts is the text files of an edition.
type texts struct {
	id      string // hash of the files' contents, part of their names
	perFile int    // passages in each file but the last
	count   int    // passages in all
	files   [][]byte
	blocks  [][]block // by file
}

type block struct{ passages, bytes int }

// separators within a block: of fields, of passages and of the name and the id of a
// speaker. They never occur in a text, see clean.
const (
	fieldEnd  = "\x1f"
	recordEnd = "\x1e"
	nameEnd   = "\x1d"
)

var noSeparators = strings.NewReplacer(fieldEnd, " ", recordEnd, " ", nameEnd, " ", "\x00", " ")

func clean(s string) string {
	for _, c := range []byte("\x00" + fieldEnd + recordEnd + nameEnd) {
		if strings.IndexByte(s, c) >= 0 {
			return noSeparators.Replace(s)
		}
	}
	return s
}

// writeTexts lays the passages of an edition into files and blocks.
// They go on with the primer p of their language, nil for none.
func (c *compressor) writeTexts(e *Edition, ps []passage, p *primer) texts {
	size := 0
	for _, p := range ps {
		size += len(p.text)
	}
	t := texts{count: len(ps)}
	files := min(max(1, (size+fileBytes-1)/fileBytes, (len(ps)+filePassages-1)/filePassages), max(1, len(ps)))
	t.perFile = max(1, (len(ps)+files-1)/files)
	topics := topicsOf(e)
	hash := sha256.New()
	most := blockBytes
	if p != nil {
		most = primedBytes
		hash.Write([]byte(p.name))
	}
	for from := 0; from < len(ps); from += t.perFile {
		to := min(from+t.perFile, len(ps))
		file := c.file[:0]
		var blocks []block
		for at := from; at < to; {
			end := at + blockEnd(ps[at:to], most)
			c.text = appendBlock(c.text[:0], e, topics, ps[at:end])
			b := c.block(c.text, p)
			file = append(file, b...)
			blocks = append(blocks, block{end - at, len(b)})
			at = end
		}
		hash.Write(strconv.AppendInt(nil, int64(len(file)), 10))
		hash.Write([]byte{' '})
		hash.Write(file)
		t.files, c.file = append(t.files, bytes.Clone(file)), file
		t.blocks = append(t.blocks, blocks)
	}
	t.id = name(hash.Sum(nil))
	return t
}

// blockEnd tells how many of some passages make the next block, of most bytes.
func blockEnd(ps []passage, most int) int {
	end, n := 0, 0
	for end < len(ps) && (end == 0 || n+ps[end].size/2 < most) {
		n += ps[end].size
		end++
	}
	return end
}

// block deflates a block. What it gives is valid until the next call.
func (c *compressor) block(text []byte, p *primer) []byte {
	if p == nil {
		return c.deflate(textLevel, text)
	}
	d := c.primed[p]
	if d == nil {
		if c.primed == nil {
			c.primed = map[*primer]*primedDeflater{}
		}
		d = &primedDeflater{p: p}
		c.primed[p] = d
	}
	return d.deflate(text)
}

// blockSize is what a text counts for in a block: its bytes in scripts of one
// byte a character, less in others, whose words take as many bytes but compress
// better together.
func blockSize(s string) int { return (len(s) + 2*(len(s)-continued(s))) / 3 }

// continued is how many bytes of s go on with a character of UTF-8.
func continued(s string) int {
	n := 0
	for ; len(s) >= 8; s = s[8:] {
		x := eightAt(s, 0)
		n += bits.OnesCount64(x & ^(x << 1) & 0x8080808080808080)
	}
	for i := range len(s) {
		if s[i]&0xC0 == 0x80 {
			n++
		}
	}
	return n
}

// appendBlock writes passages as the block has them before compression. A passage
// that goes on with the turn of the one before has two fields only. topics are
// those of the edition, as topicsOf has them.
func appendBlock(b []byte, e *Edition, topics []string, ps []passage) []byte {
	var named []int // speakers
	for i, p := range ps {
		if i > 0 {
			b = append(b, recordEnd...)
		}
		b = append(b, clean(p.text)...)
		b = append(b, fieldEnd...)
		b = strconv.AppendInt(b, int64(p.k), 10)
		if i > 0 && ps[i-1].turn == p.turn {
			continue
		}
		t := e.Turns[p.turn]
		fields := []string{strconv.Itoa(p.turn + 1), clean(t.Anchor), "", "", "", "", ""}
		if i > 0 && ps[i-1].turn == p.turn-1 {
			fields[0] = ""
		}
		if t.Speaker >= 0 {
			if k := slices.Index(named, t.Speaker); k >= 0 {
				fields[2] = strconv.Itoa(k)
			} else {
				fields[2] = spelledSpeaker(e.Speakers[t.Speaker])
				named = append(named, t.Speaker)
			}
		}
		if t.Section > 0 {
			fields[3] = strconv.Itoa(t.Section)
		}
		if t.Start >= 0 {
			fields[4] = strconv.FormatInt(t.Start, 10)
		}
		if t.Unit > 0 {
			fields[5] = strconv.Itoa(t.Unit)
		}
		for i, topic := range t.Topics {
			if i > 0 {
				fields[6] += ","
			}
			fields[6] += strconv.Itoa(slices.Index(topics, topic))
		}
		for len(fields) > 2 && fields[len(fields)-1] == "" {
			fields = fields[:len(fields)-1]
		}
		for _, f := range fields {
			b = append(b, fieldEnd...)
			b = append(b, f...)
		}
	}
	return b
}

// spelledSpeaker is how a block says who speaks for the first time: the name, which is
// no number, and the id where it is not the usual one.
func spelledSpeaker(s Speaker) string {
	name := clean(s.Name)
	out := name
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		out = nameEnd + name
	}
	if !isUsualID(s.ID, name) {
		out += nameEnd + s.ID
	}
	return out
}

// readSpeaker reads what spelledSpeaker wrote.
func readSpeaker(field string) Speaker {
	name, id, ok := strings.Cut(strings.TrimPrefix(field, nameEnd), nameEnd)
	if !ok {
		id = usualID(name)
	}
	return Speaker{id, name}
}

// textID is the id of the texts of an edition.
type textID [nameLength]byte

const nameLength = 12

// name makes a file's name of a hash: 60 bits, in characters that every file
// system and every address can hold.
func name(hash []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(hash[:10]))[:nameLength]
}

// folderName is how many characters name the folders of partitions and documents, of
// which the manifest has some hundred for 10,000 meetings: 40 bits of a hash. That two
// of so many, or of those that they replaced, are the same by chance is one case in a
// hundred million.
const folderName = 8

// nameOfFolder makes a folder's name of a hash.
func nameOfFolder(hash []byte) string { return name(hash)[:folderName] }

// compressor deflates, reusing its writers. It is not safe for use by many at
// once.
type compressor struct {
	buf     bytes.Buffer
	writers map[int]*flate.Writer
	primed  map[*primer]*primedDeflater
	text    []byte // of a block
	file    []byte // of blocks
	layout  layout
}

// deflate gives raw deflate (RFC 1951) of b, which browsers undo with
// DecompressionStream('deflate-raw').
func (c *compressor) deflate(level int, b []byte) []byte {
	if c.writers == nil {
		c.writers = map[int]*flate.Writer{}
	}
	c.buf.Reset()
	w := c.writers[level]
	if w == nil {
		w, _ = flate.NewWriter(&c.buf, level) // the levels are constants that it takes
		c.writers[level] = w
	} else {
		w.Reset(&c.buf)
	}
	w.Write(b)
	w.Close()
	return bytes.Clone(c.buf.Bytes())
}
