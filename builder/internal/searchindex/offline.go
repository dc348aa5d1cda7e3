package searchindex

import (
	"encoding/base64"
	"strconv"
)

// Offline gives the script that stands for a file of the index in an archive
// that is opened from a folder: its name, and a call that hands over its bytes.
func Offline(name string, content []byte) (string, []byte) {
	b := append([]byte("dixitFile("), strconv.QuoteToASCII(name)...)
	b = append(b, `,"`...)
	b = base64.StdEncoding.AppendEncode(b, content)
	return OfflineName(name), append(b, "\")\n"...)
}

// OfflineName is the name of the script that stands for a file.
func OfflineName(name string) string { return name + ".js" }
