//go:build darwin || freebsd || netbsd

package source

import "syscall"

// lastChange is when file or place were last changed.
func lastChange(sys *syscall.Stat_t) *syscall.Timespec { return &sys.Ctimespec }
