package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"sync"
	"text/template/parse"
)

// fast is a layout made ready for views of one type. html/template finds each field
// and method anew by its name, each time it is shown; that took more time than all
// else about pages. Here it is found once, and a page is what is left: steps, one
// after the other, that write bytes.
//
// It does what html/template does and nothing else: it works on the tree that
// html/template has escaped, and a test compares the two. What it does not know
// (it knows what layouts are likely to have), or finds in a value that it did not
// expect, is left to html/template.
type fast struct {
	steps []step
	slots int       // of dots and variables
	spare sync.Pool // of *page
}

// step writes a part of a page.
type step func(s *page)

// page is a page that is being written.
type page struct {
	buf  *bytes.Buffer
	vars []reflect.Value
}

// unknown is what compiling ends with, by a panic, at what it does not know: where
// that was.
type unknown string

// unexpected is thrown at a value that html/template is to judge.
type unexpected struct{}

// failed is thrown where what is shown could not be made.
type failed struct{ err error }

// newFast makes a layout ready for views of a type; the error says why that cannot
// be.
func newFast(set *template.Template, view reflect.Type) (f *fast, err error) {
	tree, err := escaped(set)
	if err != nil {
		return nil, err
	}
	c := &compiler{}
	defer func() {
		if r := recover(); r != nil {
			at, mine := r.(unknown)
			if !mine {
				panic(r)
			}
			f, err = nil, fmt.Errorf("%s knows no such thing", string(at))
		}
	}()
	root := c.slot(view)
	c.bind("$", root)
	steps := c.list(tree.Root, root)
	return &fast{steps: steps, slots: c.slots}, nil
}

// write writes a page; false leaves the buffer as it was. The error is that of a part
// which could not be made.
func (f *fast) write(buf *bytes.Buffer, view any) (ok bool, err error) {
	begin := buf.Len()
	s, _ := f.spare.Get().(*page)
	if s == nil {
		s = &page{vars: make([]reflect.Value, f.slots)}
	}
	s.buf, s.vars[0] = buf, reflect.ValueOf(view)
	defer func() {
		s.buf = nil
		clear(s.vars)
		f.spare.Put(s)
		if r := recover(); r != nil {
			switch r := r.(type) {
			case unexpected:
				buf.Truncate(begin)
			case failed:
				ok, err = true, r.err
			default:
				panic(r)
			}
		}
	}()
	s.run(f.steps)
	return true, nil
}

func (s *page) run(steps []step) {
	for _, do := range steps {
		do(s)
	}
}

// compiler makes steps of nodes. It knows of each value its type.
type compiler struct {
	slots int
	scope []binding
}

// binding is a variable in scope.
type binding struct {
	name string
	is   value
}

func (c *compiler) bind(name string, is value) { c.scope = append(c.scope, binding{name, is}) }

// slot gives the value of a new slot.
func (c *compiler) slot(t reflect.Type) value {
	i := c.slots
	c.slots++
	return value{t: t, get: func(s *page) reflect.Value { return s.vars[i] }, slot: i}
}

func (c *compiler) list(l *parse.ListNode, dot value) []step {
	if l == nil {
		return nil
	}
	defer func(n int) { c.scope = c.scope[:n] }(len(c.scope))
	var out []step
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			text := n.Text
			out = append(out, func(s *page) { s.buf.Write(text) })
		case *parse.ActionNode:
			out = append(out, c.action(n.Pipe, dot)...)
		case *parse.IfNode:
			v := c.pipe(n.Pipe, dot)
			if v.isAbsent() {
				out = append(out, c.list(n.ElseList, dot)...)
				continue
			}
			out = append(out, branch(c.truth(v), c.list(n.List, dot), c.list(n.ElseList, dot)))
		case *parse.WithNode:
			out = append(out, c.with(n, dot))
		case *parse.RangeNode:
			out = append(out, c.each(n, dot))
		case *parse.CommentNode:
		default:
			panic(unknown("list"))
		}
	}
	return out
}

func branch(cond func(*page) bool, then, otherwise []step) step {
	return func(s *page) {
		if cond(s) {
			s.run(then)
		} else {
			s.run(otherwise)
		}
	}
}

// action shows a value, or gives it a name.
func (c *compiler) action(p *parse.PipeNode, dot value) []step {
	if len(p.Decl) == 0 {
		return []step{c.shown(p, dot)}
	}
	if len(p.Decl) != 1 || p.IsAssign {
		panic(unknown("action"))
	}
	v, set := c.kept(c.pipe(p, dot))
	c.bind(p.Decl[0].Ident[0], v)
	if set == nil {
		return nil
	}
	return []step{set}
}

// kept gives a value that is worked out once, and the step that does so: nil for
// one that need not be.
func (c *compiler) kept(v value) (value, step) {
	if v.fields != nil || v.isSlot() || v.t == nil {
		return v, nil
	}
	k := c.slot(v.t)
	return k, func(s *page) { s.vars[k.slot] = v.get(s) }
}

func (c *compiler) with(n *parse.WithNode, dot value) step {
	defer func(n int) { c.scope = c.scope[:n] }(len(c.scope))
	v, set := c.kept(c.pipe(n.Pipe, dot))
	if v.isAbsent() {
		steps := c.list(n.ElseList, dot)
		return func(s *page) { s.run(steps) }
	}
	switch len(n.Pipe.Decl) {
	case 0:
	case 1:
		c.bind(n.Pipe.Decl[0].Ident[0], v)
	default:
		panic(unknown("with"))
	}
	do := branch(c.truth(v), c.list(n.List, v), c.list(n.ElseList, dot))
	if set == nil {
		return do
	}
	return func(s *page) {
		set(s)
		do(s)
	}
}

func (c *compiler) each(n *parse.RangeNode, dot value) step {
	defer func(n int) { c.scope = c.scope[:n] }(len(c.scope))
	if of, ok := c.called(n.Pipe, dot); ok {
		v, set := c.kept(of)
		c.bind(n.Pipe.Decl[0].Ident[0], v)
		steps := c.list(n.List, v)
		return func(s *page) {
			if set != nil {
				set(s)
			}
			s.run(steps)
		}
	}
	list := c.pipe(n.Pipe, dot)
	if list.t == nil || list.t.Kind() != reflect.Slice {
		panic(unknown("each"))
	}
	item := c.slot(list.t.Elem())
	index := item // where none is asked for, the slot is written twice
	switch decl := n.Pipe.Decl; len(decl) {
	case 0:
	case 1:
		c.bind(decl[0].Ident[0], item)
	case 2:
		index = c.slot(reflect.TypeFor[int]())
		c.bind(decl[0].Ident[0], index)
		c.bind(decl[1].Ident[0], item)
	}
	steps, otherwise := c.list(n.List, item), c.list(n.ElseList, dot)
	return func(s *page) {
		v := list.get(s)
		if v.Len() == 0 {
			s.run(otherwise)
		}
		for i := range v.Len() {
			if index.slot != item.slot {
				s.vars[index.slot] = reflect.ValueOf(i)
			}
			s.vars[item.slot] = v.Index(i)
			s.run(steps)
		}
	}
}

// called gives the value of a call that was inlined.
func (c *compiler) called(p *parse.PipeNode, dot value) (value, bool) {
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 2 {
		return value{}, false
	}
	if id, ok := p.Cmds[0].Args[0].(*parse.IdentifierNode); !ok || id.Ident != once {
		return value{}, false
	}
	return c.arg(p.Cmds[0].Args[1], dot), true
}
