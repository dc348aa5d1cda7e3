package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dixit/builder"
)

var _ Site = (*builder.Archive)(nil)

// patience is how long a test waits for what must come. Nothing waits that long
// when all is well.
const patience = 30 * time.Second

// memory is a built site in memory.
type memory struct {
	mu    sync.Mutex
	files map[string]string
	// stale are files whose bytes are in place already, but not told of: a build
	// that is just being put in place.
	stale map[string]string
	// gone is a file that is told of, and not in place.
	gone string
	// opened counts the files that were read in parts.
	opened int
}

func (m *memory) Lookup(p string) (builder.File, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	text, ok := m.files[p]
	return builder.File{Size: int64(len(text)), Hash: builder.HashOf([]byte(text))}, ok
}

func (m *memory) Read(p string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p == m.gone {
		return nil, fs.ErrNotExist
	}
	if text, ok := m.stale[p]; ok {
		return []byte(text), nil
	}
	text, ok := m.files[p]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

// opened is a file that is read in parts.
type opened struct{ *strings.Reader }

func (opened) Close() error { return nil }

func (m *memory) OpenFile(p string) (io.ReadSeekCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.opened++
	return opened{strings.NewReader(m.files[p])}, nil
}

func (m *memory) Check(context.Context) (*builder.Report, error) {
	return nil, errors.New("the disk is gone")
}

// set makes the files those given ("" removes one), and tells which differ.
func (m *memory) set(files map[string]string) (changed []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for p, text := range files {
		if m.files[p] != text {
			changed = append(changed, p)
		}
		if m.files[p] = text; text == "" {
			delete(m.files, p)
		}
	}
	slices.Sort(changed)
	return changed
}

const home = "<!doctype html><html><body><h1>Plénière</h1></body></html>\n"

func sample() *memory {
	return &memory{files: map[string]string{
		"index.html":                    home,
		"404.html":                      "<!doctype html><title>?</title><BODY><p>ничего нет</BODY>",
		"en/index.html":                 "<p>no body tag",
		"fr/sessions/2024/index.html":   home,
		"assets/main.0a1b.css":          "body { margin: 0 }",
		"assets/theme.js":               "export {}",
		"zh/sessions/议会/index.html":     home,
		"zh/sessions/议会/transcript.txt": "主席：开会。",
		"en/feed.xml":                   "<feed/>",
		"search/a.bin":                  "\x00\x01\x02",
		"en/..hidden":                   "two dots do not make a folder",
	}}
}

// start serves a site that has been built once.
func start(t *testing.T, m *memory) (*Server, *httptest.Server) {
	t.Helper()
	s := New(m)
	s.Publish(&builder.Result{Published: true, Changed: slices.Sorted(maps.Keys(m.files))}, nil)
	ts := httptest.NewUnstartedServer(s.Handler())
	ts.Config.DisableGeneralOptionsHandler = true
	ts.Start()
	t.Cleanup(ts.Close)
	return s, ts
}

type answer struct {
	status int
	header http.Header
	body   string
}

// raw sends a request as it is, without what a client library would mend.
func raw(t *testing.T, ts *httptest.Server, request string) answer {
	t.Helper()
	c, err := net.Dial("tcp", ts.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(request, " ")
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	return answer{res.StatusCode, res.Header, string(body)}
}

func port(ts *httptest.Server) string {
	_, p, _ := net.SplitHostPort(ts.Listener.Addr().String())
	return p
}

// ask sends a request for a target as it is written, from this machine.
func ask(t *testing.T, ts *httptest.Server, method, target string, headers ...string) answer {
	t.Helper()
	return raw(t, ts, method+" "+target+" HTTP/1.1\r\nHost: localhost:"+port(ts)+"\r\n"+strings.Join(append(headers, "Connection: close"), "\r\n")+"\r\n\r\n")
}

func TestOnlyThisMachineIsAnswered(t *testing.T) {
	_, ts := start(t, sample())
	p := port(ts)
	n, _ := strconv.Atoi(p)
	for _, host := range []string{
		"localhost:" + p, "LOCALHOST:" + p, "127.0.0.1:" + p, "[::1]:" + p,
	} {
		if a := raw(t, ts, "GET / HTTP/1.1\r\nHost: "+host+"\r\n\r\n"); a.status != 200 {
			t.Errorf("host %q: %d", host, a.status)
		}
	}
	for _, host := range []string{
		"", "localhost", "127.0.0.1", "[::1]", "::1", "localhost:", "localhost:80", fmt.Sprint("localhost:", n+1), "localhost:0" + p,
		"localhost.:" + p, "localhost.evil.example:" + p, "evil.example", "evil.example:" + p, "evil.localhost:" + p,
		"127.0.0.1.evil.example:" + p, "127.0.0.1.:" + p, "127.0.0.2:" + p, "127.1:" + p, "2130706433:" + p, "0x7f000001:" + p, "0177.0.0.1:" + p,
		"0.0.0.0:" + p, "[::]:" + p, "[::ffff:127.0.0.1]:" + p, "[0:0:0:0:0:0:0:1]:" + p, "[::1%25lo]:" + p, "[::1%lo]:" + p, "192.168.0.1:" + p,
		"localhost:" + p + ":" + p, "user@localhost:" + p, "localhost:" + p + "@evil.example", "localhost:" + p + "/", "localhost:" + p + "#",
		"localhost,evil.example:" + p, "ｌocalhost:" + p, "loca1host:" + p, "localhost:" + p + ".evil.example",
	} {
		a := raw(t, ts, "GET / HTTP/1.1\r\nHost: "+host+"\r\n\r\n")
		// 400 is net/http's own for what is no host at all.
		if a.status != 403 && a.status != 400 || strings.Contains(a.body, "Plénière") {
			t.Errorf("host %q: %d %q", host, a.status, a.body)
		}
	}
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: localhost:" + p + "\r\nHost: evil.example\r\n\r\n",
		"GET / HTTP/1.1\r\n\r\n",
		"GET / HTTP/1.0\r\n\r\n",
		"GET http://evil.example/ HTTP/1.1\r\nHost: localhost:" + p + "\r\n\r\n",
		"GET http://localhost:" + p + "/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"GET /_dixit/events HTTP/1.1\r\nHost: evil.example:" + p + "\r\n\r\n",
		"GET /_dixit/reload.js HTTP/1.1\r\nHost: evil.example:" + p + "\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n",
	} {
		if a := raw(t, ts, request); a.status != 403 && a.status != 400 {
			t.Errorf("%q: %d", request, a.status)
		}
	}
}

func TestAddresses(t *testing.T) {
	_, ts := start(t, sample())
	const live = script
	cases := []struct {
		target   string
		status   int
		body     string // of 200
		location string
	}{
		{"/", 200, "<!doctype html><html><body><h1>Plénière</h1>" + live + "</body></html>\n", ""},
		{"/index.html", 200, "<!doctype html><html><body><h1>Plénière</h1>" + live + "</body></html>\n", ""},
		{"/en/", 200, "<p>no body tag" + live, ""},
		{"/en", 307, "", "/en/"},
		{"/en?q=a&b=%2e%2e", 307, "", "/en/?q=a&b=%2e%2e"},
		{"/fr/sessions/2024?turn=12", 307, "", "/fr/sessions/2024/?turn=12"},
		{"/zh/sessions/%E8%AE%AE%E4%BC%9A", 307, "", "/zh/sessions/%E8%AE%AE%E4%BC%9A/"},
		{"/zh/sessions/%E8%AE%AE%E4%BC%9A/transcript.txt", 200, "主席：开会。", ""},
		{"/zh/sessions/议会/transcript.txt", 200, "主席：开会。", ""},
		{"/assets/main.0a1b.css?raw??", 200, "body { margin: 0 }", ""},
		{"/assets/main.0a1b.css?file=../../etc/passwd", 200, "body { margin: 0 }", ""},
		{"/en/..hidden", 200, "two dots do not make a folder", ""},
		{"/en/feed.xml/", 404, "", ""},
		{"/fr/sessions/", 404, "", ""},
		{"/fr/sessions", 404, "", ""},
		{"/assets/", 404, "", ""},
		{"/assets", 404, "", ""},
		{"/EN/", 404, "", ""},
		{"/nothing", 404, "", ""},
		{"/_dixit/", 404, "", ""},
		{"/_dixit/news.go", 404, "", ""},
		{"/_dixit/../index.html", 404, "", ""},
		{"/_dixit", 404, "", ""},
	}
	for _, c := range cases {
		a := ask(t, ts, "GET", c.target)
		if a.status != c.status || a.header.Get("Location") != c.location || c.status == 200 && a.body != c.body {
			t.Errorf("%s: %d, location %q, body %q", c.target, a.status, a.header.Get("Location"), a.body)
		}
	}
}

func TestNothingElseIsServed(t *testing.T) {
	_, ts := start(t, sample())
	var targets []string
	for _, up := range []string{"..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "..;", "%c0%ae%c0%ae", "%u002e%u002e", "．．"} {
		for _, slash := range []string{"/", "%2f", "%2F", "\\", "%5c", "%255c", "%252f", "//", "/./", "%c0%af", "∕"} {
			for _, begin := range []string{"/", "/en/", "/assets/", "//", "/_dixit/"} {
				targets = append(targets, begin+up+slash+up+slash+"etc/passwd", begin+up+slash+"go.mod", begin+up+slash+"index.html")
			}
		}
	}
	targets = append(targets,
		"//", "///", "//en/", "//evil.example", "//evil.example/", "/\\evil.example", "/en//", "/en/./", "/./en/", "/en/.", "/en/..", "/.", "/..",
		"/en/index.html/", "/en/index.html/.", "/index.html%00.css", "/%00", "/en%2findex.html", "/en%2Findex.html", "/en%5cindex.html", "/en\\index.html",
		"/assets%2fmain.0a1b.css", "/%2e/index.html", "/index.html%20", "/index.html.", "/index.html::$DATA", "/C:/Windows/win.ini", "/c:%5cwindows",
		"/.git/config", "/.env", "/proc/self/environ", "/dev/null", "/file:///etc/passwd", "/@fs/etc/passwd", "/etc/passwd?raw", "/etc/passwd?import&raw??",
		"/index.html#", "/index.html%23", "/%ff%fe", "/"+strings.Repeat("a/", 1000), "/"+strings.Repeat("../", 1000)+"etc/passwd",
	)
	if len(targets) < 500 {
		t.Fatalf("only %d targets", len(targets))
	}
	for _, target := range targets {
		a := ask(t, ts, "GET", target)
		if a.status != 404 && a.status != 400 && a.status != 403 {
			t.Errorf("%s: %d %q", target, a.status, a.header.Get("Location"))
		}
		if a.status == 404 && !strings.HasPrefix(target, own) && !strings.Contains(a.body, "ничего нет"+script+"</BODY>") {
			t.Errorf("%s: not the site's page: %q", target, a.body)
		}
	}
}

func TestMethods(t *testing.T) {
	_, ts := start(t, sample())
	for _, m := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "BREW"} {
		for _, target := range []string{"/", "/_dixit/events", "/_dixit/reload.js"} {
			if a := ask(t, ts, m, target, "Content-Length: 0"); a.status != 405 || a.header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d", m, target, a.status)
			}
		}
	}
	for _, target := range []string{"/", "/nothing", "/assets/theme.js", "/en", "/_dixit/reload.js"} {
		get, head := ask(t, ts, "GET", target), ask(t, ts, "HEAD", target)
		if head.status != get.status || head.body != "" || head.header.Get("ETag") != get.header.Get("ETag") || head.header.Get("Content-Type") != get.header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d %v %q", target, head.status, head.header, head.body)
		}
	}
	if a := ask(t, ts, "HEAD", "/_dixit/events"); a.status != 200 || a.body != "" {
		t.Errorf("HEAD of the stream: %+v", a)
	}
}

func TestHeaders(t *testing.T) {
	_, ts := start(t, sample())
	for target, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/nothing": "text/html; charset=utf-8", "/assets/main.0a1b.css": "text/css; charset=utf-8",
		"/assets/theme.js": "text/javascript; charset=utf-8", "/en/feed.xml": "application/xml; charset=utf-8", "/search/a.bin": "application/octet-stream",
		"/_dixit/reload.js": "text/javascript; charset=utf-8", "/_dixit/overlay.css": "text/css; charset=utf-8", "/_dixit/x": "text/plain; charset=utf-8",
		"/en": "",
	} {
		a := ask(t, ts, "GET", target, "Origin: http://evil.example")
		for name, want := range map[string]string{
			"Content-Type": kind, "Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'self'",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "",
		} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s: %q, want %q", target, name, got, want)
			}
		}
	}
	if a := raw(t, ts, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"); a.header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
		t.Errorf("a refusal without CORP: %v", a.header)
	}
}

func TestWhatTheBrowserHasIsNotSentAgain(t *testing.T) {
	m := sample()
	s, ts := start(t, m)
	for _, target := range []string{"/", "/assets/main.0a1b.css", "/_dixit/reload.js"} {
		first := ask(t, ts, "GET", target)
		tag := first.header.Get("ETag")
		if len(tag) < 32 || tag[0] != '"' || tag[len(tag)-1] != '"' {
			t.Fatalf("%s: tag %q", target, tag)
		}
		for given, status := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, strings.Trim(tag, `"`): 200} {
			a := ask(t, ts, "GET", target, "If-None-Match: "+given)
			if a.status != status || status == 304 && a.body != "" {
				t.Errorf("%s, If-None-Match %s: %d", target, given, a.status)
			}
		}
	}
	old := ask(t, ts, "GET", "/").header.Get("ETag")
	s.Publish(&builder.Result{Published: true, Changed: m.set(map[string]string{"index.html": "<body>new</body>"})}, nil)
	if a := ask(t, ts, "GET", "/", "If-None-Match: "+old); a.status != 200 || !strings.Contains(a.body, "new") {
		t.Errorf("after a change: %+v", a)
	}
}

func TestRanges(t *testing.T) {
	_, ts := start(t, sample())
	for given, want := range map[string]struct {
		status int
		body   string
	}{
		"bytes=0-3": {206, "body"}, "bytes=-1": {206, "}"}, "bytes=5-": {206, "{ margin: 0 }"},
		"bytes=99-": {416, ""}, "bytes=3-0": {416, ""}, "bytes=0-9223372036854775808": {416, ""}, "lines=1-2": {416, ""},
	} {
		a := ask(t, ts, "GET", "/assets/main.0a1b.css", "Range: "+given)
		if a.status != want.status || want.status == 206 && a.body != want.body {
			t.Errorf("%s: %d %q", given, a.status, a.body)
		}
	}
	many := "bytes=0-" + strings.Repeat(",0-", 1000)
	if a := ask(t, ts, "GET", "/assets/main.0a1b.css", "Range: "+many); len(a.body) > 2*len("body { margin: 0 }") {
		t.Errorf("overlapping ranges: %d bytes", len(a.body))
	}
}

func TestWhereTheScriptGoes(t *testing.T) {
	for in, want := range map[string]string{
		"":                               script,
		"<p>x":                           "<p>x" + script,
		"<body>x</body></html>":          "<body>x" + script + "</body></html>",
		"<BODY>x</BODY >":                "<BODY>x" + script + "</BODY >",
		"<pre>&lt;/body></pre></body>":   "<pre>&lt;/body></pre>" + script + "</body>",
		"<!-- </body> --><body>会</body>": "<!-- </body> --><body>会" + script + "</body>",
		"<template></body></template>":   "<template>" + script + "</body></template>", // nobody writes that
		"</bod":                          "</bod" + script,
	} {
		if got := string(withScript([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAPageIsNotAheadOfItsBuild(t *testing.T) {
	m := sample()
	_, ts := start(t, m)
	m.stale = map[string]string{"index.html": "<body>links to what is not told of yet</body>"}
	got := make(chan answer)
	go func() { got <- ask(t, ts, "GET", "/") }()
	m.set(map[string]string{"index.html": m.stale["index.html"]})
	if a := <-got; a.status != 200 || !strings.Contains(a.body, "not told of yet") {
		t.Errorf("%+v", a)
	}
	// A file that someone else has changed is shown as it is, under its own tag.
	m.mu.Lock()
	m.stale = map[string]string{"assets/theme.js": "alert(1)"}
	m.mu.Unlock()
	if a := ask(t, ts, "GET", "/assets/theme.js"); a.body != "alert(1)" || a.header.Get("ETag") != `"`+builder.HashOf([]byte("alert(1)"))+`"` {
		t.Errorf("%+v", a)
	}
}

func TestBeforeTheFirstBuild(t *testing.T) {
	m := &memory{files: map[string]string{}}
	s := New(m)
	ts := httptest.NewServer(s.Handler())
	defer ts.Close()
	waiting := func(target string) {
		t.Helper()
		if a := ask(t, ts, "GET", target); a.status != 503 || !strings.Contains(a.body, script) || !strings.Contains(a.body, "data-dixit-notice") {
			t.Errorf("%s: %d %q", target, a.status, a.body)
		}
	}
	waiting("/")
	waiting("/en/")
	// The page's script takes every list for one.
	if text, _, _ := s.news.wait(s.news.id(0)); strings.Contains(string(text), "null") || !strings.Contains(string(text), `"findings":[]`) {
		t.Errorf("the first news: %s", text)
	}
	s.Publish(&builder.Result{Diagnostics: []builder.Diagnostic{{Severity: builder.Error}}}, nil)
	waiting("/")
	s.Publish(nil, errors.New("no space left"))
	waiting("/")
	s.Publish(&builder.Result{Published: true, Changed: m.set(map[string]string{"index.html": home})}, nil)
	if a := ask(t, ts, "GET", "/"); a.status != 200 {
		t.Errorf("after it: %d", a.status)
	}
	if a := ask(t, ts, "GET", "/x"); a.status != 404 || !strings.Contains(a.body, "data-dixit-notice") {
		t.Errorf("a site without a page for it: %+v", a)
	}
}

// ---- Events ----

// events is an open stream.
type events struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Scanner
	id   string
}

func listenTo(t *testing.T, ts *httptest.Server, since string, headers ...string) *events {
	t.Helper()
	c, err := net.Dial("tcp", ts.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patience))
	target := "/_dixit/events"
	if since != "" {
		target += "?since=" + url.QueryEscape(since)
	}
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost:%s\r\n%s\r\n", target, port(ts), strings.Join(append(headers, ""), "\r\n"))
	r := bufio.NewReader(c)
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Fatalf("stream: %d %v", res.StatusCode, res.Header)
	}
	sc := bufio.NewScanner(res.Body)
	sc.Buffer(nil, 1<<24)
	return &events{t: t, conn: c, in: sc}
}

func (e *events) next() message {
	e.t.Helper()
	e.conn.SetDeadline(time.Now().Add(patience))
	for e.in.Scan() {
		line := e.in.Text()
		if id, ok := strings.CutPrefix(line, "id: "); ok {
			e.id = id
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			var m message
			if err := json.Unmarshal([]byte(data), &m); err != nil {
				e.t.Fatalf("%q: %v", data, err)
			}
			if m.Build != e.id {
				e.t.Errorf("event %q of build %q", e.id, m.Build)
			}
			return m
		}
	}
	e.t.Fatalf("the stream ended: %v", e.in.Err())
	return message{}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("%s: %s, want %s", what, g, w)
	}
}

func TestPagesAreToldOfBuilds(t *testing.T) {
	m := sample()
	s, ts := start(t, m)
	page := ask(t, ts, "GET", "/")
	build := strings.TrimSuffix(strings.TrimPrefix(page.header.Get("Server-Timing"), `build;desc="`), `"`)

	e := listenTo(t, ts, build)
	first := e.next()
	if first.Build != build || first.All || len(first.Changed) > 0 || !first.Published {
		t.Errorf("at first: %+v", first)
	}
	changed := m.set(map[string]string{"index.html": "<body>2</body>", "en/index.html": ""})
	s.Publish(&builder.Result{Published: true, Changed: changed, Diagnostics: []builder.Diagnostic{
		{File: "content/a.md", Line: 3, Column: 1, Severity: builder.Warning, Code: "date-unreadable", Message: "no date", Hint: "write one"},
		{File: "content/x.md", Severity: builder.Info, Message: "for the log only"},
		{File: "content/\u202eb.md", Line: 7, Severity: builder.Error, Code: "file-unreadable", Message: "<b>cannot</b> be read\x1b[1m"},
	}}, nil)
	got := e.next()
	equal(t, "changed", got.Changed, []string{"index.html"})
	equal(t, "gone", got.Gone, []string{"en/index.html"})
	equal(t, "counts", []int{got.Errors, got.Warnings}, []int{1, 1})
	equal(t, "findings", got.Findings, []finding{
		{"error", "content/\ufffdb.md:7", "file-unreadable", "<b>cannot</b> be read\ufffd[1m", ""},
		{"warning", "content/a.md:3:1", "date-unreadable", "no date", "write one"},
	})

	s.Publish(nil, fmt.Errorf("write %q: no space left", "x"))
	if got = e.next(); got.Errors != 1 || !got.Published || len(got.Changed) > 0 || !strings.Contains(got.Findings[0].Message, "no space left") {
		t.Errorf("a build that failed: %+v", got)
	}
	s.Publish(&builder.Result{}, context.Canceled) // of no account
	s.Publish(&builder.Result{Published: true}, nil)
	if got = e.next(); got.Errors+got.Warnings+len(got.Findings)+len(got.Changed) > 0 {
		t.Errorf("a clean build without a change: %+v", got)
	}

	// Whoever was away catches up, by either way of saying what it knows.
	for _, late := range []*events{listenTo(t, ts, build), listenTo(t, ts, "", "Last-Event-ID: "+build), listenTo(t, ts, "nonsense", "Last-Event-ID: "+build)} {
		got = late.next()
		equal(t, "changed meanwhile", []any{got.Build, got.All, got.Changed, got.Gone}, []any{e.id, false, []string{"index.html"}, []string{"en/index.html"}})
	}
	// What is gone and comes back has changed.
	s.Publish(&builder.Result{Published: true, Changed: m.set(map[string]string{"en/index.html": "back"})}, nil)
	got = listenTo(t, ts, build).next()
	equal(t, "after all", []any{got.Changed, got.Gone}, []any{[]string{"en/index.html", "index.html"}, []string{}})
	// What this run does not know may be anything.
	for _, since := range []string{"other-1", build + "0000", strings.TrimSuffix(build, "1") + "-1", "x"} {
		if got = listenTo(t, ts, since).next(); !got.All {
			t.Errorf("since %q: %+v", since, got)
		}
	}
	if got = listenTo(t, ts, "").next(); got.All || len(got.Changed) > 0 {
		t.Errorf("who knows nothing begins now: %+v", got)
	}
}

func TestLargeBuildsAreToldInShort(t *testing.T) {
	m := sample()
	s, ts := start(t, m)
	e := listenTo(t, ts, "")
	e.next()
	var changed []string
	var found []builder.Diagnostic
	for i := range 20 * maxChanged {
		p := fmt.Sprintf("en/p/%d/index.html", i)
		if i%100 > 0 {
			m.set(map[string]string{p: "x"})
		}
		changed = append(changed, p)
		found = append(found, builder.Diagnostic{File: p, Severity: builder.Warning, Message: "m"})
	}
	s.Publish(&builder.Result{Published: true, Changed: changed, Diagnostics: found}, nil)
	got := e.next()
	equal(t, "in short", []any{got.All, len(got.Changed), len(got.Gone), len(got.Findings), got.Warnings}, []any{true, 0, 20 * maxChanged / 100, maxFindings, 20 * maxChanged})
	known := e.id
	for i := range keptBuilds + 1 {
		s.Publish(&builder.Result{Published: true, Changed: []string{"index.html"}}, nil)
		if want := i >= keptBuilds; listenTo(t, ts, known).next().All != want {
			t.Errorf("%d builds later: all = %v", i+1, !want)
		}
	}
}

func TestStreamIsForThisSiteOnly(t *testing.T) {
	_, ts := start(t, sample())
	p := port(ts)
	for _, h := range []string{
		"Origin: http://evil.example", "Origin: null", "Origin: ", "Origin: http://localhost", "Origin: https://localhost:" + p, "Origin: http://127.0.0.1:" + p,
		"Origin: http://[::1]:" + p, "Origin: http://192.168.0.7:" + p, "Origin: http://localhost:" + p + ".evil.example", "Origin: file://",
		"Origin: http://localhost:" + p + "\r\nOrigin: http://evil.example",
		"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
	} {
		if a := ask(t, ts, "GET", "/_dixit/events", h); a.status != 403 {
			t.Errorf("%q: %d", h, a.status)
		}
	}
	listenTo(t, ts, "", "Origin: http://localhost:"+p, "Sec-Fetch-Site: same-origin").next()
}

func TestSlowAndDeadClientsKeepNobodyWaiting(t *testing.T) {
	m := sample()
	s, ts := start(t, m)
	const clients = 8
	for range clients {
		listenTo(t, ts, "") // and never reads
	}
	for range clients {
		listenTo(t, ts, "").conn.Close()
	}
	e := listenTo(t, ts, "")
	e.next()
	// More than all buffers on the way hold.
	var found []builder.Diagnostic
	for range maxFindings {
		found = append(found, builder.Diagnostic{Severity: builder.Error, Message: strings.Repeat("长", 2000)})
	}
	for i := range 20 {
		s.Publish(&builder.Result{Published: true, Changed: []string{fmt.Sprint(i)}, Diagnostics: found}, nil)
		if got := e.next(); len(got.Findings) != maxFindings {
			t.Fatalf("build %d: %d findings", i, len(got.Findings))
		}
	}
	if a := ask(t, ts, "GET", "/"); a.status != 200 {
		t.Errorf("a page meanwhile: %d", a.status)
	}
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		s.news.mu.Lock()
		n := s.news.nStreams
		s.news.mu.Unlock()
		if n <= 1 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d streams are kept for nobody", n-1)
		}
	}
}

func TestAStreamThatMissesBuildsGetsThemInOne(t *testing.T) {
	n := newNews(sample())
	n.publish(&builder.Result{Published: true}, nil)
	_, known, more := n.wait(n.id(0))
	n.publish(&builder.Result{Published: true, Changed: []string{"index.html"}}, nil)
	<-more
	n.publish(&builder.Result{Published: true, Changed: []string{"en/index.html", "nothing"}}, nil)
	text, build, _ := n.wait(known)
	var m message
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	equal(t, "both", []any{m.Changed, m.Gone, build}, []any{[]string{"en/index.html", "index.html"}, []string{"nothing"}, n.id(3)})
}

// ---- Listening ----

func TestPorts(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	p := taken.Addr().(*net.TCPAddr).Port
	s, _ := start(t, sample())

	err = s.ListenAndServe(t.Context(), p, true, func(string) { t.Error("it took a port that is taken") })
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("port %d is taken", p)) {
		t.Errorf("exactly a port that is taken: %v", err)
	}
	for _, want := range []int{p, 0} {
		ctx, cancel := context.WithCancel(t.Context())
		ready, ended := make(chan string, 1), make(chan error, 1)
		go func() { ended <- s.ListenAndServe(ctx, want, false, func(u string) { ready <- u }) }()
		var at string
		select {
		case at = <-ready:
		case err := <-ended:
			t.Fatal(err)
		}
		u, err := url.Parse(at)
		if err != nil || u.Port() == fmt.Sprint(p) || u.Port() == "0" || at != "http://localhost:"+u.Port()+"/" {
			t.Errorf("told address %q", at)
		}
		for _, host := range []string{"localhost", "127.0.0.1", "[::1]"} {
			if host == "[::1]" && !hasIPv6() {
				continue
			}
			res, err := http.Get("http://" + host + ":" + u.Port() + "/")
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != 200 {
				t.Errorf("%s: %d", host, res.StatusCode)
			}
		}
		// Nobody on the network sees it.
		if c, err := net.Dial("tcp", net.JoinHostPort(outside(), u.Port())); err == nil {
			c.Close()
			t.Errorf("it listens at %s", outside())
		}
		// An open stream does not keep it from ending.
		res, err := http.Get(at + "_dixit/events")
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("at the end: %v", err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Logf("the stream ended with %v", err)
		}
		res.Body.Close()
		http.DefaultClient.CloseIdleConnections()
	}
}

func TestLocalhostIsNotSharedWithAnother(t *testing.T) {
	if !hasIPv6() {
		t.Skip("no IPv6 here")
	}
	six, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	defer six.Close()
	p := six.Addr().(*net.TCPAddr).Port
	err = New(sample()).ListenAndServe(t.Context(), p, true, func(string) { t.Error("a browser may ask the other") })
	if err == nil || !strings.Contains(err.Error(), "is taken") {
		t.Errorf("%v", err)
	}
}

func TestImpossiblePorts(t *testing.T) {
	for _, p := range []int{-1, 65536, 1 << 20} {
		if err := New(sample()).ListenAndServe(t.Context(), p, false, nil); err == nil || !strings.Contains(err.Error(), fmt.Sprint(p)) {
			t.Errorf("port %d: %v", p, err)
		}
	}
}

func TestHeadersHaveALimit(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ready := make(chan string, 1)
	s, _ := start(t, sample())
	go s.ListenAndServe(ctx, 0, false, func(u string) { ready <- u })
	at := <-ready
	for size, status := range map[int]int{headerSize / 2: 200, 2 * headerSize: 431} {
		r, _ := http.NewRequest("GET", at, nil)
		r.Header.Set("X-Long", strings.Repeat("x", size))
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			if status == 200 {
				t.Errorf("%d bytes: %v", size, err)
			}
			continue // the server may have hung up before all was sent
		}
		res.Body.Close()
		if res.StatusCode != status {
			t.Errorf("%d bytes: %d", size, res.StatusCode)
		}
	}
}

func hasIPv6() bool {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// outside is an address of this machine that others see, or one that nobody has.
func outside() string {
	addrs, _ := net.InterfaceAddrs()
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			return n.IP.String()
		}
	}
	return "127.0.0.254"
}

// A recording is not read whole for each part that a player asks for.
func TestLargeFilesAreSentInParts(t *testing.T) {
	m := &memory{files: map[string]string{"index.html": "<p>", "talk.mp3": strings.Repeat("0123456789", large/10+1)}}
	_, ts := start(t, m)
	got := ask(t, ts, "GET", "/talk.mp3", "Range: bytes=4000005-4000009")
	if got.status != 206 || got.body != "56789" || m.opened != 1 || got.header.Get("Content-Type") != "audio/mpeg" {
		t.Errorf("%d %q, opened %d times, %v", got.status, got.body, m.opened, got.header)
	}
	if again := ask(t, ts, "GET", "/talk.mp3", "If-None-Match: "+got.header.Get("ETag")); again.status != 304 {
		t.Errorf("asked again: %d", again.status)
	}
}

// What a build told of and another hand deleted or changed, a build must restore.
func TestAFileThatAnotherHandChangedIsTold(t *testing.T) {
	for about, stale := range map[string]string{"deleted": "", "changed": "<p>other words"} {
		site := sample()
		server, ts := start(t, site)
		get := func(address string) {
			answer, err := http.Get(ts.URL + address)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
		}
		told := func() bool {
			select {
			case <-server.Hurt():
				return true
			default:
				return false
			}
		}
		if get("/"); told() {
			t.Errorf("%s: the site is as it was left, and a build is asked for", about)
		}
		if get("/en/nowhere/"); told() {
			t.Errorf("%s: a page that never was asks for a build", about)
		}
		site.stale = map[string]string{"index.html": stale}
		if stale == "" {
			site.gone = "index.html"
		}
		if get("/"); !told() {
			t.Errorf("%s: no build is asked for", about)
		}
	}
}
