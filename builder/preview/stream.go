package preview

import (
	"bytes"
	"fmt"
	"net/http"
	"time"
)

const (
	// maxStreams bounds the streams that are open at a time. A person has tens of
	// tabs, and only those that show have one.
	maxStreams = 4096
	// pulse is the time between signs of life, and what a client has to take one.
	pulse = 5 * time.Second
)

// stream sends Server-Sent Events for as long as the client takes them: at once
// what has happened since the build that it knows, then every build.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	if !s.news.enter() {
		http.Error(w, "too many streams", http.StatusServiceUnavailable)
		return
	}
	defer s.news.leave()

	// A browser that lost the stream says what it got last.
	known := r.Header.Get("Last-Event-ID")
	if known == "" {
		known = r.URL.Query().Get("since")
	}
	if known == "" {
		known, _ = s.news.current()
	}
	out := http.NewResponseController(w)
	give := func(b []byte) bool {
		_ = out.SetWriteDeadline(time.Now().Add(pulse))
		_, err := w.Write(b)
		return err == nil && out.Flush() == nil
	}
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	if !give([]byte("retry: 1000\n\n")) {
		return
	}
	for {
		text, build, more := s.news.wait(known)
		var b bytes.Buffer
		// JSON has no line breaks.
		fmt.Fprintf(&b, "id: %s\ndata: %s\n\n", build, text)
		if !give(b.Bytes()) {
			return
		}
		known = build
	quiet:
		for {
			select {
			case <-r.Context().Done():
				return
			case <-more:
				break quiet
			case <-beat.C:
				if !give([]byte(":\n\n")) {
					return
				}
			}
		}
	}
}
