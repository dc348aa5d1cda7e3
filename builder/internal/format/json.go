package format

import (
	"fmt"

	"dixit/builder/internal/source"
)

// CheckJSON looks over JSON before it is decoded: the error, a message of a
// diagnostic (diag.FileRefused), is for arrays and objects nested deeper than
// source.MaxJSONDepth. Whether it is JSON at all is for the decoder to say.
func CheckJSON(text string) error {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '[', '{':
			if depth++; depth > source.MaxJSONDepth {
				return fmt.Errorf("the JSON nests arrays and objects more than %d deep", source.MaxJSONDepth)
			}
		case ']', '}':
			depth--
		}
	}
	return nil
}
