package site

import (
	"net/url"
	"strings"
)

// Addresses within the site are slash paths without a leading slash; those of
// pages end in a slash, or are empty for the page at the root. Pages refer to
// each other by relative addresses, so that the site works under any prefix.

// filePath gives the file of an address.
func filePath(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address + "index.html"
	}
	return address
}

// relative gives the way from one address to another. A fragment or query on to
// is kept. offline names index.html, so that a folder opened from disk works.
func relative(from, to string, offline bool) string {
	path, tail := cutTail(to)
	if path == from && tail != "" && tail[0] == '#' {
		return tail
	}
	same := 0 // bytes of the folders that both lie in
	for i := 0; i < len(from) && i < len(path) && from[i] == path[i]; i++ {
		if path[i] == '/' {
			same = i + 1
		}
	}
	up := strings.Count(from[same:], "/")
	var room [128]byte
	out := room[:0]
	for range up {
		out = append(out, "../"...)
	}
	down := path[same:]
	// "a:b" at the head of a relative address would be read as a scheme.
	if first, _, _ := strings.Cut(down, "/"); up == 0 && strings.Contains(first, ":") {
		out = append(out, "./"...)
	}
	out = appendEscaped(out, down)
	if offline && (path == "" || strings.HasSuffix(path, "/")) {
		out = append(out, "index.html"...)
	}
	if len(out) == 0 {
		out = append(out, "./"...)
	}
	return string(append(out, tail...))
}

// appendEscaped writes a path as an address has it.
func appendEscaped(dst []byte, path string) []byte {
	if plainAddress(path) {
		return append(dst, path...)
	}
	for i, s := range strings.Split(path, "/") {
		if i > 0 {
			dst = append(dst, '/')
		}
		dst = append(dst, escape(s)...)
	}
	return dst
}

// plainAddress tells whether a path is nothing but characters that stand for
// themselves in an address.
func plainAddress(path string) bool {
	for i := range len(path) {
		c := path[i]
		if (c|0x20)-'a' > 'z'-'a' && c-'0' > 9 && c != '/' && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

// cutTail splits an address before its query or fragment.
func cutTail(address string) (path, tail string) {
	if i := strings.IndexAny(address, "#?"); i >= 0 {
		return address[:i], address[i:]
	}
	return address, ""
}

// escape writes a segment as an address has it.
func escape(segment string) string { return url.PathEscape(segment) }

// escapePath writes a path as an address has it.
func escapePath(p string) string {
	if plainAddress(p) {
		return p
	}
	return string(appendEscaped(nil, p))
}

// absolute gives the full address, "" without a base. A fragment or query is
// kept.
func absolute(base, address string) string {
	if base == "" {
		return ""
	}
	path, tail := cutTail(address)
	return strings.TrimSuffix(base, "/") + "/" + escapePath(path) + tail
}
