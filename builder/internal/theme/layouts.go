package theme

import (
	"errors"
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"dixit/builder/internal/diag"
)

// funcs are the functions that layouts may use beside the methods of views.
var funcs = template.FuncMap{
	// dict makes a value of names and values, to hand several to a partial.
	"dict": func(args ...any) (map[string]any, error) {
		if len(args)%2 != 0 {
			return nil, errors.New("dict: a name without a value")
		}
		m := make(map[string]any, len(args)/2)
		for i := 0; i < len(args); i += 2 {
			name, ok := args[i].(string)
			if !ok {
				return nil, fmt.Errorf("dict: %v is not a name", args[i])
			}
			m[name] = args[i+1]
		}
		return m, nil
	},
}

// templates parses each layout with base and all partials into a set of its
// own, so that blocks of one layout are not those of another.
func (l *loader) templates(t *Theme) {
	shared := template.New("base").Funcs(funcs)
	ok := l.parse(shared, "layouts/base.html", "base")
	for _, p := range l.names("partials", ".html") {
		ok = l.parse(shared, p, stem(p)) && ok
	}
	if !ok {
		return
	}
	for _, name := range layouts {
		set, err := shared.Clone()
		if err != nil {
			l.bad("layouts/base.html", 0, "%v", err)
			return
		}
		file := "layouts/" + name + ".html"
		if l.parse(set, file, name) && l.complete(set, file) {
			t.sets[name] = &layout{Template: set}
		}
	}
}

// call is the place where a template calls another.
type call struct {
	file, name string
	line       int
}

// complete tells whether everything that a layout and what it shares with
// others call is there, and reports what is not.
func (l *loader) complete(set *template.Template, layout string) bool {
	ok := true
	for _, c := range l.calls {
		if strings.HasPrefix(c.file, "layouts/") && c.file != layout && c.file != "layouts/base.html" || set.Lookup(c.name) != nil {
			continue
		}
		ok = false
		d := diag.New(diag.ThemeInvalid, c.file, c.line, 0, "there is no template %q", c.name)
		if !slices.Contains(l.list, d) {
			l.list = append(l.list, d)
		}
	}
	return ok
}

// callsIn lists the calls of a node and what stands in it.
func callsIn(n parse.Node, file string) (out []call) {
	branch := func(b *parse.BranchNode) {
		for _, list := range []*parse.ListNode{b.List, b.ElseList} {
			if list != nil {
				out = append(out, callsIn(list, file)...)
			}
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, m := range n.Nodes {
			out = append(out, callsIn(m, file)...)
		}
	case *parse.TemplateNode:
		out = append(out, call{file, n.Name, n.Line})
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	}
	return out
}

func (l *loader) parse(set *template.Template, p, name string) bool {
	b, ok := l.read(p)
	if !ok {
		return false
	}
	tmpl := set
	if set.Name() != name {
		tmpl = set.New(name)
	}
	// The unminified text is parsed first, so that an error names its line.
	whole, err := template.New(name).Funcs(funcs).Parse(string(b))
	if err != nil {
		l.bad(p, errorLine(err), "%s", cause(err))
		return false
	}
	for _, part := range whole.Templates() {
		if part.Tree != nil {
			l.calls = append(l.calls, callsIn(part.Tree.Root, p)...)
		}
	}
	if small, err := l.minify.small("text/html", b); err == nil {
		b = small
	}
	if _, err := tmpl.Parse(string(b)); err != nil {
		l.bad(p, 0, "%s", cause(err))
		return false
	}
	return true
}

func stem(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// errorLine takes the line out of "template: name:12: …".
func errorLine(err error) int {
	var n int
	parts := strings.SplitN(err.Error(), ":", 4)
	if len(parts) > 2 {
		fmt.Sscanf(parts[2], "%d", &n)
	}
	return n
}

func cause(err error) string {
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "template: "), "html/template: ")
}
