//go:build !linux

package main

// useLargePages does nothing where programs cannot ask for them.
func useLargePages(int) {}
