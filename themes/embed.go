// Package themes holds the built-in theme, so that the program needs no files
// beside it. It only embeds; package theme loads and checks what is here, and a
// site's own theme overrides any file of it by the same path.
package themes

import (
	"embed"
	"io/fs"
)

// FS is the themes by name. The built-in one is the folder default.
//
//go:embed all:default
var FS embed.FS

// Default is the built-in theme.
func Default() fs.FS {
	sub, err := fs.Sub(FS, "default")
	if err != nil {
		panic(err) // the path is a constant that fs.ValidPath holds valid
	}
	return sub
}
