//go:build linux || openbsd || dragonfly

package source

import "syscall"

// lastChange is when file or place were last changed.
func lastChange(sys *syscall.Stat_t) *syscall.Timespec { return &sys.Ctim }
