package source

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/saintfish/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"dixit/builder/internal/lang"
)

// candidates are the encodings that a file without a mark may have. Of those
// that make the same text of it, the first is named.
var candidates = []struct {
	name string
	enc  encoding.Encoding
	rare float64 // how much rarer than the commonest, in nats, as a guess
}{
	{"windows-1252", charmap.Windows1252, 0}, {"GB18030", simplifiedchinese.GB18030, 2}, {"Big5", traditionalchinese.Big5, 2},
	{"Shift_JIS", japanese.ShiftJIS, 2}, {"EUC-JP", japanese.EUCJP, 2}, {"EUC-KR", korean.EUCKR, 2},
	{"windows-1251", charmap.Windows1251, 2}, {"KOI8-R", charmap.KOI8R, 2}, {"KOI8-U", charmap.KOI8U, 2}, {"IBM866", charmap.CodePage866, 8},
	{"ISO-8859-5", charmap.ISO8859_5, 2}, {"windows-1250", charmap.Windows1250, 1}, {"ISO-8859-2", charmap.ISO8859_2, 2},
	{"windows-1253", charmap.Windows1253, 2}, {"windows-1254", charmap.Windows1254, 2}, {"windows-1255", charmap.Windows1255, 2},
	{"windows-1256", charmap.Windows1256, 2}, {"windows-1257", charmap.Windows1257, 2}, {"windows-874", charmap.Windows874, 4},
	{"macintosh", charmap.Macintosh, 8},
	{"ISO-8859-6", charmap.ISO8859_6, 4}, {"ISO-8859-13", charmap.ISO8859_13, 4}, {"ISO-8859-4", charmap.ISO8859_4, 6},
	{"IBM850", charmap.CodePage850, 8}, {"IBM852", charmap.CodePage852, 8}, {"x-mac-cyrillic", charmap.MacintoshCyrillic, 8},
}

const (
	// enough is how many bytes of lines that are not ASCII are weighed: some
	// thousand words.
	enough = 8 << 10
	// hearsay is what a second opinion (of chardet) weighs, in nats: it settles
	// what is close and nothing else.
	hearsay = 2.0
	// doubtful is the lead, in nats, below which the next best is named too.
	doubtful = 8.0
)

// guess finds the encoding of raw, which is not UTF-8: of those in which (nearly)
// every byte is part of a character, the one that makes the likeliest text of it
// (lang.Cost). rival is another that is nearly as likely and makes another text,
// "" for none; enc is nil where none fits.
func guess(raw []byte) (enc encoding.Encoding, name, rival string) {
	piece := telling(raw)
	hint := secondOpinion(piece)
	company := lang.CompanyOf(piece)
	best, next := 0.0, 0.0
	text, other := "", ""
	for _, c := range candidates {
		out, err := c.enc.NewDecoder().Bytes(piece)
		// One sequence in five hundred may be damaged.
		if err != nil || bytes.Count(out, []byte("\ufffd"))*500 > len(piece) {
			continue
		}
		decoded := string(out)
		if decoded == text || decoded == other {
			continue
		}
		cost := company.Cost(decoded) + c.rare
		if strings.EqualFold(c.name, hint) || hint == "GB-18030" && c.name == "GB18030" {
			cost -= hearsay
		}
		switch {
		case enc == nil || cost < best:
			next, rival, other = best, name, text
			enc, name, text, best = c.enc, c.name, decoded, cost
		case rival == "" || cost < next:
			next, rival, other = cost, c.name, decoded
		}
	}
	if rival != "" && next-best >= doubtful {
		rival = ""
	}
	return enc, name, rival
}

// secondOpinion is what chardet takes a piece for, "" where it does not say. Of several of
// which it is equally sure it gives one or another; here that is the first by name.
func secondOpinion(piece []byte) string {
	all, err := chardet.NewTextDetector().DetectAll(piece)
	if err != nil || len(all) == 0 {
		return ""
	}
	return slices.MinFunc(all, func(x, y chardet.Result) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), strings.Compare(x.Charset, y.Charset))
	}).Charset
}

// telling gives the lines of raw that are not ASCII, as far as they are needed.
// Of a file without lines it gives the beginning.
func telling(raw []byte) []byte {
	var out []byte
	for line := range bytes.Lines(raw) {
		if bytes.IndexFunc(line, func(r rune) bool { return r >= 0x80 }) < 0 {
			continue
		}
		out = append(out, line...)
		if len(out) >= enough {
			break
		}
	}
	// Cut where no character of two or four bytes can be: after ASCII that is no
	// second byte.
	if len(out) > 2*enough {
		end := bytes.LastIndexAny(out[:2*enough], " .,\r\n")
		if end < enough {
			end = 2*enough - 1
		}
		out = out[:end+1]
	}
	return out
}

// escaped tells the encodings of seven bits that change their alphabet on the
// way, by the marks with which they do; nil for none.
func escaped(raw []byte) (encoding.Encoding, string) {
	head := raw[:min(len(raw), sample)]
	switch {
	case bytes.Contains(head, []byte("\x1b$B")), bytes.Contains(head, []byte("\x1b$@")), bytes.Contains(head, []byte("\x1b(J")):
		return japanese.ISO2022JP, "ISO-2022-JP"
	case bytes.Count(head, []byte("~{")) > 2 && bytes.Count(head, []byte("~{")) == bytes.Count(head, []byte("~}")) && bytes.IndexFunc(head, func(r rune) bool { return r >= 0x80 }) < 0:
		return simplifiedchinese.HZGB2312, "HZ-GB-2312"
	}
	return nil, ""
}
