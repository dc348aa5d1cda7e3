//go:build linux || openbsd || dragonfly || darwin || freebsd || netbsd

package source

import (
	"io/fs"
	"syscall"
	"time"
)

// stampOf gives the stamp of a file.
func stampOf(info fs.FileInfo) Stamp {
	s := Stamp{size: info.Size(), written: info.ModTime()}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.changed, s.node = time.Unix(lastChange(sys).Unix()), sys.Ino
	}
	return s
}
