package source

import "bytes"

// kinds are the first bytes of files that are no text, and what to call them.
var kinds = []struct{ head, what string }{
	{"PK\x03\x04", "a zip"}, {"PK\x05\x06", "a zip"}, {"\x1f\x8b", "a gzip"}, {"7z\xbc\xaf\x27\x1c", "a 7z"}, {"Rar!\x1a", "a RAR"}, {"BZh", "a bzip2"}, {"\xfd7zXZ\x00", "an xz"},
	{"\x89PNG\r\n", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"}, {"II*\x00", "a picture"}, {"MM\x00*", "a picture"}, {"BM", "a picture"},
	{"RIFF", "a recording or picture"}, {"ID3", "a recording"}, {"OggS", "a recording"}, {"fLaC", "a recording"}, {"\x1aE\xdf\xa3", "a film"},
	{"%PDF-", "a PDF"}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Office"}, {"{\\rtf", "a document in Rich Text"}, {"SQLite format 3\x00", "a database"},
	{"\x7fELF", "a program"}, {"MZ", "a program"}, {"\xca\xfe\xba\xbe", "a program"}, {"\xcf\xfa\xed\xfe", "a program"},
}

// NotText says what a file is that is no text, whatever its name says; "" for
// text. Heads that letters make up count only where the rest is no text either.
func NotText(raw []byte) string {
	coded := bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff"))
	noise := !coded && crowded(raw) && utf16Without(raw) == 0
	for _, k := range kinds {
		if !bytes.HasPrefix(raw, []byte(k.head)) {
			continue
		}
		letters := bytes.IndexFunc([]byte(k.head), func(r rune) bool { return r < ' ' || r > '~' }) < 0
		if marked := k.head[0] == '%' || k.head[0] == '{'; noise || marked || !letters {
			return k.what
		}
	}
	// MPEG-4 has its mark after the length of its first part.
	if noise && len(raw) > 12 && string(raw[4:8]) == "ftyp" {
		return "a film or recording"
	}
	if noise {
		return "binary data"
	}
	return ""
}
