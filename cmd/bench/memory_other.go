//go:build !unix

package main

import "os"

// memoryOf is the most memory that a program held at a time, in bytes; 0, for the
// system does not say.
func memoryOf(*os.ProcessState) int64 { return 0 }
