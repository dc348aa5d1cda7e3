package watch

import "strings"

// passingName tells whether the last part of a path is a name under which editors
// and tools keep files for a moment: backups, locks, halves of a copy. Folders
// are never passing.
func passingName(name string) bool {
	switch name {
	case ".DS_Store", "Thumbs.db", "desktop.ini",
		"4913": // vim tries whether it may write here
		return true
	}
	for _, end := range passingEnds {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	for _, begin := range passingBegins {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	// Emacs saves under #name# what is not saved yet.
	return len(name) > 1 && strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

var passingEnds = []string{
	"~",                    // backups of many editors
	".swp", ".swo", ".swx", // vim
	".tmp", ".temp", // many
	".part", ".crdownload", // browsers, while they load
	"___jb_tmp___", "___jb_old___", // JetBrains
	".bck", ".bak",
}

var passingBegins = []string{
	".#",              // locks of Emacs
	".~lock.",         // locks of LibreOffice
	"~$",              // locks of Word
	".goutputstream-", // GNOME
	".syncthing.",
	"._", // what macOS keeps beside files on other systems
}
