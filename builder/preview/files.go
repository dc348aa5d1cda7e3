package preview

import (
	"bytes"
	"context"
	"html"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"dixit/builder"
)

// serveSite answers with a file of the site.
func (s *Server) serveSite(w http.ResponseWriter, r *http.Request) {
	// Taken before anything is read: a page may be newer than its number says,
	// and is then loaded once too often, but never older.
	build, ready := s.news.current()
	w.Header().Set("Server-Timing", `build;desc="`+build+`"`)
	if !ready {
		w.Header().Set("Retry-After", "1")
		page(w, r, http.StatusServiceUnavailable, notice("The site is being built", "This page shows itself when it is there."))
		return
	}
	name, ok := fileOf(r.URL)
	if !ok {
		s.notFound(w, r)
		return
	}
	if s.sendLarge(w, r, name) {
		return
	}
	if b, hash, ok := s.read(r.Context(), name); ok {
		if isPage(name) {
			s.open.add(name)
			b, hash = withScript(b), hash+"-live"
		}
		send(w, r, name, b, hash)
		return
	}
	if _, ok := s.site.Lookup(name + "/index.html"); ok {
		// Not for ever, as the browser would remember it for every site that is
		// ever shown at this address.
		to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
		w.Header().Set("Location", to.String())
		w.WriteHeader(http.StatusTemporaryRedirect)
		return
	}
	s.notFound(w, r)
}

// fileOf gives the path of the file that an address names, by the path alone,
// decoded once. An address that is written otherwise than a link of the site
// would be names none: with empty or dotted parts, with an encoded slash, with
// characters that no file here has.
func fileOf(u *url.URL) (name string, ok bool) {
	p := u.Path
	raw := strings.ToLower(u.EscapedPath())
	if !strings.HasPrefix(p, "/") || strings.ContainsAny(p, "\\\x00") || strings.Contains(raw, "%2f") || strings.Contains(raw, "%5c") {
		return "", false
	}
	folder := strings.HasSuffix(p, "/")
	if clean := path.Clean(p); clean != p && clean+"/" != p {
		return "", false
	}
	name = strings.TrimPrefix(p, "/")
	if folder {
		name += "index.html"
	}
	return name, true
}

const (
	// rereads is how often a file is read again whose bytes are not those that
	// the site told of. They differ while a build is being put in place, which
	// takes a moment, and for as long as someone else has changed the file.
	rereads    = 10
	rereadWait = 30 * time.Millisecond
)

// read gives a file's bytes and their hash. While a build is being put in place
// it waits, so that a page is not ahead of what it links to.
func (s *Server) read(ctx context.Context, name string) (b []byte, hash string, ok bool) {
	for try := 0; ; try++ {
		f, ok := s.site.Lookup(name)
		if !ok {
			return nil, "", false
		}
		b, err := s.site.Read(name)
		hash := builder.HashOf(b)
		if err == nil && hash == f.Hash {
			return b, hash, true
		}
		if try == rereads {
			select {
			case s.hurt <- struct{}{}:
			default: // it is told already
			}
			return b, hash, err == nil
		}
		select {
		case <-ctx.Done():
			return nil, "", false
		case <-time.After(rereadWait):
		}
	}
}

// send answers with a file, or a part of it, or that the browser has it already.
func send(w http.ResponseWriter, r *http.Request, name string, b []byte, hash string) {
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("ETag", `"`+hash+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

// large is the size in bytes from which a file is not read whole to answer: a
// player asks for a recording in many parts, and it may have gigabytes.
const large = 4 << 20

// sendLarge answers with a large file, or a part of it; false for what is none.
func (s *Server) sendLarge(w http.ResponseWriter, r *http.Request, name string) bool {
	f, ok := s.site.Lookup(name)
	if !ok || f.Size < large || isPage(name) {
		return false
	}
	file, err := s.site.OpenFile(name)
	if err != nil {
		return false
	}
	defer file.Close()
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("ETag", `"`+f.Hash+`"`)
	http.ServeContent(w, r, "", time.Time{}, file)
	return true
}

// notFound answers as hosts of files do: with the site's page for it.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	b, _, ok := s.read(r.Context(), "404.html")
	if !ok {
		b = notice("Not found", "The site has no page here.")
	}
	page(w, r, http.StatusNotFound, b)
}

// page answers with a page that is no file.
func page(w http.ResponseWriter, r *http.Request, status int, b []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(withScript(b))
	}
}

// notice is a page of the server's own. It is loaded anew after every build.
func notice(title, text string) []byte {
	title, text = html.EscapeString(title), html.EscapeString(text)
	return []byte(`<!doctype html>
<html lang="en" data-dixit-notice>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>` + title + `</title>
<body>
<h1>` + title + `</h1>
<p>` + text + `</p>
</body>
</html>
`)
}

// script is put into every page.
const script = `<script type="module" src="/_dixit/reload.js"></script>`

// withScript gives a page with the script before the end of its body, or at its
// end when the body's is left out.
func withScript(b []byte) []byte {
	i := lastFold(b, "</body")
	if i < 0 {
		i = len(b)
	}
	out := make([]byte, 0, len(b)+len(script))
	out = append(out, b[:i]...)
	out = append(out, script...)
	return append(out, b[i:]...)
}

// lastFold gives the last place of an ASCII text in any case, -1 for none.
func lastFold(b []byte, text string) int {
	for i := len(b) - len(text); i >= 0; i-- {
		if b[i] == text[0] && strings.EqualFold(string(b[i:i+len(text)]), text) {
			return i
		}
	}
	return -1
}
