package output

import (
	"errors"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// patiently tries again while another program holds the file: on Windows a
// virus scanner or an indexer opens each new file for an instant, and moving or
// removing it fails meanwhile. About two seconds in all; a file held longer is
// held by someone on purpose.
func patiently(try func() error) error {
	err := try()
	for wait := time.Millisecond; wait <= time.Second && held(err); wait *= 2 {
		time.Sleep(wait)
		err = try()
	}
	return err
}

func held(err error) bool {
	var code syscall.Errno
	return errors.As(err, &code) && (code == windows.ERROR_SHARING_VIOLATION || code == windows.ERROR_ACCESS_DENIED)
}
