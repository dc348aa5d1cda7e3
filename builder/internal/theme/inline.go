package theme

import (
	"errors"
	"html/template"
	"io"
	"strconv"
	"strings"
	"text/template/parse"
)

// once is what inlined writes in the place of a call: a range over one value, which
// becomes the dot of what was called.
const once = "_once"

var errNotInlined = errors.New("a template that calls itself, or is called without a value")

// escaped gives the tree of a layout with everything that it calls in it, and with
// the escapers that html/template has chosen for each place. So what is made of it
// needs no other tree, and knows no more of HTML than how each escaper works.
func escaped(set *template.Template) (*parse.Tree, error) {
	w := &inliner{set: set}
	if set.Tree == nil {
		return nil, errNotInlined
	}
	if err := w.list(set.Tree.Root, "$"); err != nil {
		return nil, err
	}
	fn := template.FuncMap{once: func(any) []any { return nil }}
	t, err := template.New("inlined").Funcs(funcs).Funcs(fn).Parse(w.text.String())
	if err != nil {
		return nil, err
	}
	// It is escaped before it finds that there is nothing to show.
	var bad *template.Error
	if err := t.Execute(io.Discard, nil); errors.As(err, &bad) {
		return nil, err
	}
	if t.Tree == nil {
		return nil, errNotInlined
	}
	return t.Tree, nil
}

// inliner writes templates anew, as text.
type inliner struct {
	set   *template.Template
	text  strings.Builder
	calls []string // that are being written
	n     int
}

// list writes nodes; root is the name that $ has in them.
func (w *inliner) list(l *parse.ListNode, root string) error {
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		if err := w.node(n, root); err != nil {
			return err
		}
	}
	return nil
}

func (w *inliner) node(n parse.Node, root string) error {
	switch n := n.(type) {
	case *parse.TextNode:
		w.text.Write(n.Text)
	case *parse.ActionNode:
		w.text.WriteString("{{" + rooted(n.Pipe, root) + "}}")
	case *parse.IfNode:
		return w.branch("if", &n.BranchNode, root)
	case *parse.WithNode:
		return w.branch("with", &n.BranchNode, root)
	case *parse.RangeNode:
		return w.branch("range", &n.BranchNode, root)
	case *parse.TemplateNode:
		return w.call(n, root)
	case *parse.CommentNode:
	default:
		return errNotInlined
	}
	return nil
}

func (w *inliner) branch(word string, b *parse.BranchNode, root string) error {
	w.text.WriteString("{{" + word + " " + rooted(b.Pipe, root) + "}}")
	if err := w.list(b.List, root); err != nil {
		return err
	}
	if b.ElseList != nil {
		w.text.WriteString("{{else}}")
		if err := w.list(b.ElseList, root); err != nil {
			return err
		}
	}
	w.text.WriteString("{{end}}")
	return nil
}

func (w *inliner) call(n *parse.TemplateNode, root string) error {
	t := w.set.Lookup(n.Name)
	if t == nil || t.Tree == nil || n.Pipe == nil {
		return errNotInlined
	}
	for _, name := range w.calls {
		if name == n.Name {
			return errNotInlined
		}
	}
	w.n++
	dot := "$_" + strconv.Itoa(w.n)
	w.text.WriteString("{{range " + dot + " := " + once + " (" + rooted(n.Pipe, root) + ")}}")
	w.calls = append(w.calls, n.Name)
	err := w.list(t.Tree.Root, dot)
	w.calls = w.calls[:len(w.calls)-1]
	w.text.WriteString("{{end}}")
	return err
}

// rooted gives a pipeline as text, with another name for $.
func rooted(p *parse.PipeNode, root string) string {
	p = p.CopyPipe()
	rename(p, root)
	return p.String()
}

func rename(n parse.Node, root string) {
	switch n := n.(type) {
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, a := range c.Args {
				rename(a, root)
			}
		}
	case *parse.ChainNode:
		rename(n.Node, root)
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			n.Ident[0] = root
		}
	}
}
