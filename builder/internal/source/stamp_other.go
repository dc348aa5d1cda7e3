//go:build !linux

package source

import "io/fs"

// stampOf gives the stamp of a file.
func stampOf(info fs.FileInfo) Stamp { return Stamp{size: info.Size(), written: info.ModTime()} }
