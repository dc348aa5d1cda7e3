//go:build unix

package output

import "syscall"

// plainFile has the runtime open a file without five calls of the system by which it
// finds out that one on disk is none to wait for: a site has thousands of small ones.
const plainFile = syscall.O_NONBLOCK
