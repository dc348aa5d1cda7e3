package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// said is a message, and how it stands in HTML.
type said struct{ text, escaped string }

// shown writes a value through the escapers that html/template has put after it.
func (c *compiler) shown(p *parse.PipeNode, dot value) step {
	v := c.command(p.Cmds[0], dot)
	var escapers []string
	for _, cmd := range p.Cmds[1:] {
		id, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || len(cmd.Args) != 1 {
			panic(unknown("shown " + p.String()))
		}
		escapers = append(escapers, strings.TrimPrefix(id.Ident, "_html_template_"))
	}
	if v.t == nil {
		panic(unknown("shown " + p.String()))
	}
	switch way := strings.Join(escapers, " "); way {
	case "htmlescaper", "attrescaper", "rcdataescaper":
		if v.t == reflect.TypeFor[template.HTML]() {
			if way != "htmlescaper" {
				panic(unknown("shown " + p.String()))
			}
			if v.append != nil {
				return func(s *page) { s.buf.Write(v.append(s, s.buf.AvailableBuffer())) }
			}
			return func(s *page) { s.buf.WriteString(v.get(s).String()) }
		}
		if v.words != nil {
			return func(s *page) { s.buf.WriteString(v.words(s).escaped) }
		}
		text := textOf(v)
		return func(s *page) { appendEscaped(s.buf, text(s)) }
	case "urlfilter urlnormalizer attrescaper":
		if v.t.Kind() != reflect.String || v.t == reflect.TypeFor[template.URL]() {
			panic(unknown("shown " + p.String()))
		}
		text := textOf(v)
		return func(s *page) { appendURL(s.buf, text(s), wholeURL) }
	case "urlfilter attrescaper":
		if v.t.Kind() != reflect.String || v.t == reflect.TypeFor[template.URL]() {
			panic(unknown("shown " + p.String()))
		}
		text := textOf(v)
		return func(s *page) { appendURL(s.buf, text(s), refreshURL) }
	case "urlescaper attrescaper":
		if v.t.Kind() != reflect.String || v.t == reflect.TypeFor[template.URL]() {
			panic(unknown("shown " + p.String()))
		}
		text := textOf(v)
		return func(s *page) { appendURL(s.buf, text(s), partOfURL) }
	}
	panic(unknown("shown " + p.String()))
}

var (
	stringerType = reflect.TypeFor[fmt.Stringer]()
	errorType    = reflect.TypeFor[error]()
	safeTypes    = map[reflect.Type]bool{
		reflect.TypeFor[template.CSS](): true, reflect.TypeFor[template.HTML](): true, reflect.TypeFor[template.HTMLAttr](): true, reflect.TypeFor[template.JS](): true,
		reflect.TypeFor[template.JSStr](): true, reflect.TypeFor[template.URL](): true, reflect.TypeFor[template.Srcset](): true,
	}
)

// textOf gives the text of a value that is shown.
func textOf(v value) func(*page) string {
	if v.t.Implements(stringerType) || v.t.Implements(errorType) || safeTypes[v.t] {
		panic(unknown("textOf " + v.t.String()))
	}
	get := v.get
	switch v.t.Kind() {
	case reflect.String:
		return func(s *page) string { return get(s).String() }
	case reflect.Int:
		return func(s *page) string { return strconv.FormatInt(get(s).Int(), 10) }
	}
	panic(unknown("textOf " + v.t.String()))
}

// written gives what a method of a view gives, where it has another, of the same name
// behind Append, that appends the same to the page.
func written(v value, name string) (value, bool) {
	if v.t == nil || v.t.Kind() != reflect.Struct || !isMethod(v.t, name) || !isMethod(v.t, "Append"+name) {
		return value{}, false
	}
	m, _ := v.t.MethodByName("Append" + name)
	pointed, _ := reflect.PointerTo(v.t).MethodByName("Append" + name)
	appending := func(s *page, dst []byte) []byte {
		x, m := v.get(s), m
		if x.CanAddr() { // and need not be copied
			x, m = x.Addr(), pointed
		}
		switch do := x.Method(m.Index).Interface().(type) {
		case func([]byte) []byte:
			return do(dst)
		case func([]byte) ([]byte, error):
			out, err := do(dst)
			if err != nil {
				panic(failed{err})
			}
			return out
		}
		panic(unexpected{})
	}
	out := computed(reflect.TypeFor[template.HTML](), func(s *page) reflect.Value { return reflect.ValueOf(template.HTML(appending(s, nil))) })
	out.append = appending
	return out, true
}

// replaced are the bytes that HTML needs written otherwise, as html/template writes
// them.
var replaced = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

func appendEscaped(buf *bytes.Buffer, s string) {
	from := 0
	for i := range len(s) {
		if to := replaced[s[i]]; to != "" {
			buf.WriteString(s[from:i])
			buf.WriteString(to)
			from = i + 1
		}
	}
	buf.WriteString(s[from:])
}

// address is a place for an address, or for a part of one: the characters that stand
// there as they are, and how html/template writes whatever it is.
type address struct {
	plain         string // besides letters and digits of ASCII
	before, after string
	any           *template.Template
}

func newAddress(plain, before string) *address {
	const after = `">`
	return &address{plain, before, after, template.Must(template.New("address").Parse(before + "{{.}}" + after))}
}

var (
	wholeURL   = newAddress("-._~/#?=", `<a href="`)
	partOfURL  = newAddress("-._~", `<a href="?a=`)
	refreshURL = newAddress("-._~/#?=", `<meta http-equiv="refresh" content="0; url=`)
)

// appendURL writes an address. All but the usual characters are left to
// html/template, and so are schemes.
func appendURL(buf *bytes.Buffer, s string, to *address) {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(to.plain, c) >= 0:
		default:
			var b bytes.Buffer
			if to.any.Execute(&b, s) != nil {
				panic(unexpected{})
			}
			buf.WriteString(strings.TrimSuffix(strings.TrimPrefix(b.String(), to.before), to.after))
			return
		}
	}
	buf.WriteString(s)
}
