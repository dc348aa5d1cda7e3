package output

import (
	"bytes"
	"strings"
)

// Of version 1 hashes were of another kind. Its manifests and journals are taken as ones
// that know no hash, so that all files are written anew.

// manifestOfVersion1 gives a manifest of version 1 as one of this version; any other text
// it leaves.
func manifestOfVersion1(text []byte) []byte {
	return ofVersion1(text, manifestHeader, func(line string) string {
		if strings.HasPrefix(line, folderWord) {
			return line
		}
		return forgetHash(line)
	})
}

// journalOfVersion1 gives a journal of version 1, which a run has left that was killed
// while it moved files, as one of this version; any other text it leaves.
func journalOfVersion1(text []byte) []byte {
	return ofVersion1(text, journalHeader, func(line string) string {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case kindNames[moveFile]:
			number, record, _ := strings.Cut(rest, " ")
			return word + " " + number + " " + forgetHash(record)
		case kindNames[recordFile], kindNames[placedFile]:
			return word + " " + forgetHash(rest)
		}
		return line
	})
}

// forgetHash takes the hash out of a record.
func forgetHash(record string) string {
	_, rest, ok := strings.Cut(record, " ")
	if !ok {
		return record
	}
	return unknownHash + " " + rest
}

func ofVersion1(text []byte, header string, of func(line string) string) []byte {
	head := header + "1\n"
	if !bytes.HasPrefix(text, []byte(head)) {
		return text
	}
	body, ok := sealed(text)
	if !ok {
		return text
	}
	b := append(make([]byte, 0, len(text)), header+version+"\n"...)
	for line := range strings.Lines(string(body[len(head):])) {
		b = append(b, of(line)...)
	}
	return seal(b)
}
