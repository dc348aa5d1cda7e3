//go:build !windows

package output

// patiently is for Windows, where a file can be held by others.
func patiently(try func() error) error { return try() }
