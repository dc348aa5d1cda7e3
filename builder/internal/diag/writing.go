package diag

import (
	"errors"
	"io/fs"
	"syscall"
)

// ForWriting says what helps against an error of writing a file; "" where nothing does that
// is known.
func ForWriting(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "give yourself the right to write there"
	case errors.Is(err, syscall.ENOSPC):
		return "free some space there"
	}
	return ""
}
