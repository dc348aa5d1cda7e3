package markup

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// payloads are what somebody would write into a transcript to run a program in
// the pages of its readers.
var payloads = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
	`"><script>alert(1)</script>`,
	`'><script>alert(1)</script>`,
	`</p></article><script>alert(1)</script>`,
	`</code></pre><script>alert(1)</script>`,
	`</td></tr></table><script>alert(1)</script>`,
	`</a></h3></header><img src=x onerror=alert(1)>`,
	`<img src=x onerror=alert(1)>`,
	`<img src="x" onerror="alert(1)"/>`,
	`"><img src=x onerror=alert(1)>`,
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><animate onbegin=alert(1) attributeName=x dur=1s>`,
	`<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>">`,
	`<object data="javascript:alert(1)">`,
	`<embed src="data:text/html,<script>alert(1)</script>">`,
	`<body onload=alert(1)>`,
	`<details open ontoggle=alert(1)>`,
	`<input autofocus onfocus=alert(1)>`,
	`<video><source onerror=alert(1)>`,
	`<a href="javascript:alert(1)">x</a>`,
	`<form action="javascript:alert(1)"><button>`,
	`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
	`<base href="https://evil.example/">`,
	`<link rel=stylesheet href=//evil.example/x.css>`,
	`<style>@import "//evil.example/x.css"</style>`,
	`<template><script>alert(1)</script></template>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<!--><script>alert(1)</script>-->`,
	`<![CDATA[<script>alert(1)</script>]]>`,
	`<?xml version="1.0"?><script>alert(1)</script>`,
	`<plaintext>`,
	`<textarea><script>alert(1)</script>`,
	`<title></title><script>alert(1)</script>`,
	`x" onmouseover="alert(1)`,
	`x' onmouseover='alert(1)`,
	`x onmouseover=alert(1) y`,
	"x`onmouseover=alert(1)",
	`" autofocus onfocus=alert(1) x="`,
	`" style="background:url(javascript:alert(1))`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&#60;script&#62;alert(1)&#60;/script&#62;`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	"<scr\x00ipt>alert(1)</scr\x00ipt>",
	`<ſcript>alert(1)</ſcript>`,
	`＜script＞alert(1)＜/script＞`,
	`{{.Secret}}{{template "x"}}`,
	`${alert(1)}`,
	`javascript:alert(1)`,
	` javascript:alert(1)`,
	"java\nscript:alert(1)",
	"java\tscript:alert(1)",
	"\x01javascript:alert(1)",
	`JaVaScRiPt:alert(1)`,
	`javascript&colon;alert(1)`,
	`javascript&#58;alert(1)`,
	`&#106;avascript:alert(1)`,
	`data:text/html;base64,PHNjcmlwdD4=`,
	`vbscript:msgbox(1)`,
	`view-source:javascript:alert(1)`,
	`//evil.example/"onclick="alert(1)`,
	`https://evil.example/"><script>alert(1)</script>`,
	"\u202e<script>", "\ufeff<script>",
}

// TestNothingInATurnBecomesMarkup puts each payload into each field of a turn,
// a part and a segment, and holds that every one is a string that a reader sees
// or an attribute holds: read fails on any element or attribute that this
// package does not write.
func TestNothingInATurnBecomesMarkup(t *testing.T) {
	if len(payloads) < 40 {
		t.Fatal("payloads are gone")
	}
	shown := map[string]bool{"Number": true, "Name": true, "Role": true, "Time": true, "How": true, "Page": true, "HowSource": true, "Spoken": true}
	for _, evil := range payloads {
		clean := strings.ReplaceAll(evil, "\x00", "\ufffd")
		words := &Words{Event: func(string) string { return evil }, Unclear: evil}
		kind := reflect.TypeFor[Turn]()
		for i := range kind.NumField() {
			if kind.Field(i).Type.Kind() != reflect.String {
				continue
			}
			turn := Turn{Anchor: "t-1", Name: "A", Color: 1, HowSource: "x", Page: "p", Time: "1", Role: "r", Segments: []seg{{Text: "said"}}}
			reflect.ValueOf(&turn).Elem().Field(i).SetString(evil)
			text := read(t, string(AppendTurn(nil, &turn, words)))
			if name := kind.Field(i).Name; strings.Contains(text, clean) != shown[name] {
				t.Errorf("%q as %s: the turn reads %q", evil, name, text)
			}
		}
		for _, p := range []Part{{ID: evil, Title: "x"}, {Title: evil}} {
			read(t, string(ClosePart(OpenPart(nil, p))))
		}
		for k := transcript.Speech; k <= transcript.Note+1; k++ {
			for _, value := range []string{"", evil} {
				for span := transcript.Emphasis; span <= transcript.Ruby+1; span++ {
					s := seg{Kind: k, Text: evil, Spans: []transcript.Span{{Start: 0, End: len(evil), Kind: span, Value: value}}}
					want := plain([]seg{s})
					if got := read(t, string(Segments(nil, []seg{s}, Places{evil, []int{2}, []Stamp{{evil, evil}}}, words))); got != want {
						t.Errorf("%q in a segment of kind %d, span %d: reads %q", evil, k, span, got)
					}
				}
			}
		}
	}
}

func TestSafeLink(t *testing.T) {
	for _, c := range []struct {
		address string
		safe    bool
	}{
		{"", false}, {" ", false}, {"\n", false},
		{"b/", true}, {"../b.html?x=1#y", true}, {"/b", true}, {"#t-1", true}, {"?p=2", true}, {"./a:b", true}, {"//example.org/x", true}, {"//", false},
		{"会议/第一次", true}, {"a b", true},
		{"http://example.org", true}, {"https://example.org/a:b", true}, {"HTTPS://EXAMPLE.ORG", true}, {" https://example.org ", true},
		{"mailto:a@example.org", true}, {"tel:+41", true}, {"ftp://example.org", true}, {"doi:10.1/x", true}, {"urn:isbn:1", true},
		{"javascript:alert(1)", false}, {"JAVASCRIPT:x", false}, {" javascript:x", false}, {"\u00a0javascript:x", false}, {"\u200bjavascript:x", false}, {"java\tscript:x", false}, {"java\nscript:x", false}, {"java\x00script:x", false}, {"\x7fjavascript:x", false},
		{"data:text/html,x", false}, {"vbscript:x", false}, {"file:///etc/passwd", false}, {"blob:x", false}, {"about:blank", false}, {"view-source:x", false}, {"ws://x", false}, {"chrome:x", false}, {"x:y", false}, {":x", false}, {"C:\\x", false},
		{"javascript%3Ax", true}, // no scheme: a browser takes it for a relative address
		{"%6Aavascript:x", false},
		{"x/javascript:y", true}, {"?javascript:y", true}, {"#javascript:y", true},
		{"12:30", false},
	} {
		if got := SafeLink(c.address); got != c.safe {
			t.Errorf("%q is safe: %v", c.address, got)
		}
	}
}

func FuzzSegments(f *testing.F) {
	for _, p := range payloads {
		f.Add(p, p, 0, 3, uint8(6), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text, value string, start, end int, span, kind uint8) {
		if text = strings.ToValidUTF8(text, ""); strings.Contains(text, "\r") {
			t.Skip() // a parser makes line feeds of them
		}
		s := seg{Kind: transcript.Kind(kind), Text: text, Depth: int(span) - 2, Number: start, Quote: end%2 == 0, Spans: []transcript.Span{{Start: start, End: end, Kind: transcript.SpanKind(span), Value: value}, {Start: start + 1, End: end, Kind: transcript.Link, Value: value}}}
		if got, want := read(t, string(Segments(nil, []seg{s, {Text: "x"}, s}, Places{value, []int{2, 3, 4}, []Stamp{{value, value}}}, nil))), plain([]seg{s, {Text: "x"}, s}); got != want {
			t.Errorf("%s", fmt.Sprintf("reads %q, want %q", got, want))
		}
	})
}
