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
	up := strings.Split(from, "/")
	up = up[:len(up)-1]
	down := strings.Split(path, "/")
	same := 0
	for same < len(up) && same < len(down)-1 && up[same] == down[same] {
		same++
	}
	var b strings.Builder
	for range up[same:] {
		b.WriteString("../")
	}
	for i, d := range down[same:] {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(escape(d))
	}
	out := b.String()
	if offline && (path == "" || strings.HasSuffix(path, "/")) {
		out += "index.html"
	}
	if out == "" {
		out = "./"
	}
	// "a:b" at the head of a relative address would be read as a scheme.
	if first, _, _ := strings.Cut(out, "/"); strings.Contains(first, ":") {
		out = "./" + out
	}
	return out + tail
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
	parts := strings.Split(p, "/")
	for i, s := range parts {
		parts[i] = escape(s)
	}
	return strings.Join(parts, "/")
}

// absolute gives the full address, "" without a base. A fragment or query is
// kept.
func absolute(base, address string) string {
	if base == "" {
		return ""
	}
	path, tail := cutTail(address)
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = escape(p)
	}
	return strings.TrimSuffix(base, "/") + "/" + strings.Join(parts, "/") + tail
}
