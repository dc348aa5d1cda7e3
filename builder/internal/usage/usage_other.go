//go:build !unix

package usage

import "time"

// CPU is the time that the program has had of all processors so far; here 0.
func CPU() time.Duration { return 0 }

// PeakMemory is the most memory that the program has held at a time; here 0.
func PeakMemory() int64 { return 0 }
