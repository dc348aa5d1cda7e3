// Package preview shows a built site to a browser on the same machine, and
// brings every open page up to date when a build has changed it.
//
// Goal: what a browser shows here is what any host of files would show, and it
// is the newest.
//
// Non-goals: it is no server for others. It listens on the loopback only, and
// answers nobody whom another page sends.
//
// Rules:
//   - Only files of the site are served, by exactly the path that a build gives
//     them: those that the last one made and, of the one under way, those that it
//     shows ahead of the disk. No other file can be asked for, whatever a request
//     says.
//   - Nothing on disk is changed. One script is put into pages as they are sent,
//     so that a published site knows nothing of the preview.
//   - Its own addresses all begin with /_dixit/: reload.js, overlay.css, events,
//     and check, the questions that the transcripts put.
//   - A client that is slow, or gone, keeps nobody waiting.
package preview

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dixit/builder"
)

// Site is a built site. *builder.Archive is one.
type Site interface {
	// Lookup gives a file of the site by its slash path: of the last build that was
	// published, or of one under way that shows its pages already.
	Lookup(path string) (builder.File, bool)
	// Read gives its bytes, which need not be on disk yet.
	Read(path string) ([]byte, error)
	// OpenFile opens one that is too large to be read whole.
	OpenFile(path string) (io.ReadSeekCloser, error)
	// Check says what a build would say, and what is in doubt across the site. It
	// gives up when the context ends.
	Check(ctx context.Context) (*builder.Report, error)
}

// Server serves one site. It is safe for concurrent use.
type Server struct {
	site Site
	news *news
	open openPages
	hurt chan struct{}
}

// New makes a server of a site that has not been built yet. Until the first
// Publish of a build that was published it asks the site for nothing, and shows
// that it is waiting.
func New(site Site) *Server {
	return &Server{site: site, news: newNews(site), hurt: make(chan struct{}, 1)}
}

// Publish tells of a build, with what Build returned. Pages that it changed are
// loaded anew in every browser, and its diagnostics are shown there. A build that
// was given up because its context ended changes nothing.
func (s *Server) Publish(result *builder.Result, err error) {
	if errors.Is(err, context.Canceled) || result == nil && err == nil {
		return
	}
	s.news.publish(result, err)
}

// Open lists the pages that browsers asked for lately, as slash paths of their
// files, the latest first. Somebody may look at any of them.
func (s *Server) Open() []string { return s.open.list() }

// Hurt tells when somebody asked for a file of the site that is not on disk, or
// has other bytes than the last build gave it: another build puts it right.
func (s *Server) Hurt() <-chan struct{} { return s.hurt }

//go:embed live/reload.js live/overlay.css
var live embed.FS

// own are the server's own addresses.
const own = "/_dixit/"

// CheckPage is the address, below the preview's, of the questions that the
// transcripts put.
const CheckPage = "_dixit/check"

// answerTime is how long the sending of one answer may take. What a browser on
// the same machine has not taken by then, it will not take.
const answerTime = 2 * time.Minute

// Handler answers requests for the site. It answers only those that name the
// address at which they came in as that of this machine.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	// Fails for a writer without deadlines only, which is then not a connection.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerTime))
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", "default-src 'self'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	if !addressedHere(r) {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintln(w, "This preview answers only under the address that it was started with, at localhost.")
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if name, mine := strings.CutPrefix(r.URL.Path, own); mine {
		s.serveOwn(w, r, name)
		return
	}
	s.serveSite(w, r)
}

// addressedHere tells whether a request was meant for this machine: its target is
// a path, and its host is a name of the loopback with the port that it came in
// at. A page elsewhere whose host name has been made to lead here still sends its
// own name.
func addressedHere(r *http.Request) bool {
	if !strings.HasPrefix(r.RequestURI, "/") {
		return false
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	_, port, err := net.SplitHostPort(local.String())
	if err != nil {
		return false
	}
	host := strings.ToLower(r.Host)
	for _, name := range []string{"localhost", "127.0.0.1", "[::1]"} {
		if host == name+":"+port || port == strconv.Itoa(80) && host == name {
			return true
		}
	}
	return false
}

// sameOrigin tells whether a request was not sent by another site's page. A
// browser names the origin of everything that a script of another site could
// read; it may leave it out for a site's own.
func sameOrigin(r *http.Request) bool {
	if from := r.Header.Values("Origin"); len(from) > 0 && (len(from) > 1 || !strings.EqualFold(from[0], "http://"+r.Host)) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return false
}

// serveOwn answers for the server's own addresses.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		if !sameOrigin(r) {
			http.Error(w, "only for pages of this site", http.StatusForbidden)
			return
		}
		s.stream(w, r)
	case "check":
		s.serveCheck(w, r)
	case "reload.js", "overlay.css":
		b, err := live.ReadFile("live/" + name)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		send(w, r, name, b, builder.HashOf(b))
	default:
		http.Error(w, "not found", http.StatusNotFound)
	}
}
