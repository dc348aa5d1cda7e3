package preview

import (
	"bytes"
	"net/http"
	"time"
)

// serveCheck answers with the questions that the transcripts put, as `check
// --html` prints them. They are found when they are asked for: it takes as long
// as reading the archive through, and nobody waits for it at a build.
func (s *Server) serveCheck(w http.ResponseWriter, r *http.Request) {
	// Another site's page is not to keep this machine busy.
	if !sameOrigin(r) {
		http.Error(w, "only for pages of this site", http.StatusForbidden)
		return
	}
	if r.Method == http.MethodHead {
		w.Header().Set("Content-Type", contentType("check.html"))
		return
	}
	answer := http.NewResponseController(w)
	_ = answer.SetWriteDeadline(time.Time{}) // the time is for sending
	report, err := s.site.Check(r.Context())
	_ = answer.SetWriteDeadline(time.Now().Add(answerTime))
	if r.Context().Err() != nil {
		return // nobody is waiting any more
	}
	var page bytes.Buffer
	if err == nil {
		err = report.HTML(&page, "The site in this preview")
	}
	if err != nil {
		http.Error(w, "the site could not be checked: "+err.Error(), http.StatusInternalServerError)
		return
	}
	// The page brings its style with it and needs nothing else.
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.Header().Set("Content-Type", contentType("check.html"))
	_, _ = w.Write(page.Bytes()) // whoever has left does not see it
}
