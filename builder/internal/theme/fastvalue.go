package theme

import (
	"fmt"
	"reflect"
	"slices"
	"text/template/parse"
)

// value is what an expression gives, and how to get it.
type value struct {
	t    reflect.Type // nil for fields, and for a list of values of different types
	get  func(*page) reflect.Value
	slot int // where isSlot
	// fields are those of a dict, in the place of t and get: they are known by name
	// where they are used.
	fields map[string]value
	// literal is the constant itself, nil for what is none.
	literal any
	// append appends HTML that get gives, see written.
	append func(s *page, dst []byte) []byte
	// words gives a message, where the value is one that needs no others.
	words func(*page) *said
	any   []value // of and, or: only their truth can be told
	all   bool    // of and
}

// absent is what a dict was not given: it is not true, and nothing else is known
// of it.
var absent = value{any: []value{}, slot: -1}

func (v value) isAbsent() bool { return v.any != nil && len(v.any) == 0 }

func (v value) isSlot() bool { return v.slot >= 0 && v.t != nil && v.literal == nil }

func computed(t reflect.Type, get func(*page) reflect.Value) value {
	return value{t: t, get: get, slot: -1}
}

// pipe gives the value of a pipeline of one command.
func (c *compiler) pipe(p *parse.PipeNode, dot value) value {
	if len(p.Cmds) != 1 {
		panic(unknown("pipe"))
	}
	return c.command(p.Cmds[0], dot)
}

func (c *compiler) command(cmd *parse.CommandNode, dot value) value {
	if len(cmd.Args) == 1 {
		return c.arg(cmd.Args[0], dot)
	}
	args := make([]value, len(cmd.Args)-1)
	for i, a := range cmd.Args[1:] {
		args[i] = c.arg(a, dot)
	}
	switch n := cmd.Args[0].(type) {
	case *parse.IdentifierNode:
		return c.function(n.Ident, args)
	case *parse.FieldNode:
		return c.method(dot, n.Ident, args)
	case *parse.VariableNode:
		return c.method(c.variable(n.Ident[0]), n.Ident[1:], args)
	}
	panic(unknown("command"))
}

func (c *compiler) arg(n parse.Node, dot value) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.field(dot, n.Ident)
	case *parse.VariableNode:
		return c.field(c.variable(n.Ident[0]), n.Ident[1:])
	case *parse.PipeNode:
		return c.pipe(n, dot)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64))
		}
	}
	panic(unknown("arg"))
}

func constant(x any) value {
	v := reflect.ValueOf(x)
	return value{t: v.Type(), get: func(*page) reflect.Value { return v }, literal: x, slot: -1}
}

func (c *compiler) variable(name string) value {
	for _, b := range slices.Backward(c.scope) {
		if b.name == name {
			return b.is
		}
	}
	panic(unknown("variable"))
}

// field gives what stands at a path of names.
func (c *compiler) field(v value, path []string) value {
	for i, name := range path {
		if v.fields != nil {
			f, ok := v.fields[name]
			if !ok {
				f = absent
			}
			v = f
			continue
		}
		if w, ok := written(v, name); ok && i == len(path)-1 {
			return w
		}
		if i == len(path)-1 && v.t != nil && isMethod(v.t, name) && printerOf(v) != nil {
			return c.method(v, path[i:], nil)
		}
		v = structField(v, name)
	}
	return v
}

func isMethod(t reflect.Type, name string) bool {
	_, ok := t.MethodByName(name)
	return ok
}

// structField gives a field of a struct, or of what a pointer to one leads to.
func structField(v value, name string) value {
	t := v.t
	if t == nil {
		panic(unknown("structField"))
	}
	pointer := t.Kind() == reflect.Pointer
	if isMethod(t, name) || !pointer && isMethod(reflect.PointerTo(t), name) {
		panic(unknown("structField")) // a method comes before a field of its name
	}
	if pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		panic(unknown("structField"))
	}
	f, ok := t.FieldByName(name)
	if !ok || !f.IsExported() || f.Type.Kind() == reflect.Interface || f.Type.Kind() == reflect.Map {
		panic(unknown("structField"))
	}
	get, index := v.get, f.Index
	for at, k := t, 0; k < len(index)-1; k++ {
		if at = at.Field(index[k]).Type; at.Kind() != reflect.Struct {
			panic(unknown("structField")) // through a pointer that may be nil
		}
	}
	return computed(f.Type, func(s *page) reflect.Value {
		x := get(s)
		if pointer {
			if x.IsNil() {
				panic(unexpected{})
			}
			x = x.Elem()
		}
		for _, i := range index {
			x = x.Field(i)
		}
		return x
	})
}

var printerType = reflect.TypeFor[*Printer]()

// printerOf gives the words of the interface that are embedded in a view, nil for
// what has none.
func printerOf(v value) func(*page) *Printer {
	t := v.t
	if t == nil {
		return nil
	}
	if t == printerType {
		return func(s *page) *Printer { return printerIn(v.get(s)) }
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	f, ok := t.FieldByName(printerType.Elem().Name())
	if !ok || !f.Anonymous || f.Type != printerType {
		return nil
	}
	for at, k := t, 0; k < len(f.Index)-1; k++ {
		if at = at.Field(f.Index[k]).Type; at.Kind() != reflect.Struct {
			return nil
		}
	}
	get, index := v.get, f.Index
	return func(s *page) *Printer { return printerIn(get(s).FieldByIndex(index)) }
}

func printerIn(v reflect.Value) *Printer {
	p, ok := v.Interface().(*Printer)
	if !ok || p == nil {
		panic(unexpected{})
	}
	return p
}

// method calls a method of the words of the interface.
func (c *compiler) method(v value, path []string, args []value) value {
	if len(path) == 0 {
		panic(unknown("method"))
	}
	v = c.field(v, path[:len(path)-1])
	name := path[len(path)-1]
	printer := printerOf(v)
	if printer == nil {
		panic(unknown("method"))
	}
	// Unless the view has a method of the name for itself.
	method, ok := v.t.MethodByName(name)
	theirs, has := printerType.MethodByName(name)
	if !ok || !has || v.t != printerType && method.Type.NumIn() != theirs.Type.NumIn() {
		panic(unknown("method"))
	}
	text := reflect.TypeFor[string]()
	var get func(*page) string
	switch {
	case name == "T" && len(args) == 1 && args[0].literal != nil:
		id, ok := args[0].literal.(string)
		if !ok {
			panic(unknown("method"))
		}
		key := any(message(id)) // made once
		out := computed(text, func(s *page) reflect.Value { return reflect.ValueOf(printer(s).T(id)) })
		out.words = func(s *page) *said { return printer(s).message(key, id) }
		return out
	case name == "T" && len(args) > 0 && isString(args[0]):
		get = func(s *page) string { return printer(s).T(args[0].get(s).String(), values(s, args[1:])...) }
	case name == "Plural" && len(args) > 1 && isString(args[0]) && isInt(args[1]):
		get = func(s *page) string {
			return printer(s).Plural(args[0].get(s).String(), int(args[1].get(s).Int()), values(s, args[2:])...)
		}
	case name == "Number" && len(args) == 1 && isInt(args[0]):
		get = func(s *page) string { return printer(s).Number(int(args[0].get(s).Int())) }
	case name == "Forms" && len(args) == 1 && isString(args[0]):
		get = func(s *page) string { return printer(s).Forms(args[0].get(s).String()) }
	default:
		panic(unknown("method"))
	}
	return computed(text, func(s *page) reflect.Value { return reflect.ValueOf(get(s)) })
}

func isString(v value) bool { return v.t != nil && v.t == reflect.TypeFor[string]() }
func isInt(v value) bool    { return v.t != nil && v.t == reflect.TypeFor[int]() }

func values(s *page, args []value) []any {
	if len(args) == 0 {
		return nil
	}
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a.get(s).Interface()
	}
	return out
}

// function calls a function of templates.
func (c *compiler) function(name string, args []value) value {
	switch name {
	case "dict":
		fields := map[string]value{}
		for i := 0; i+1 < len(args); i += 2 {
			key, ok := args[i].literal.(string)
			if !ok {
				panic(unknown("function"))
			}
			fields[key] = args[i+1]
		}
		return value{fields: fields, slot: -1}
	case "and", "or":
		return value{any: args, all: name == "and", slot: -1}
	case "not":
		if len(args) == 1 {
			is := c.truth(args[0])
			return boolean(func(s *page) bool { return !is(s) })
		}
	case "len":
		if len(args) == 1 && args[0].t != nil && slices.Contains([]reflect.Kind{reflect.Slice, reflect.String, reflect.Map}, args[0].t.Kind()) {
			get := args[0].get
			return computed(reflect.TypeFor[int](), func(s *page) reflect.Value { return reflect.ValueOf(get(s).Len()) })
		}
	case "eq", "ne", "gt", "lt":
		if len(args) == 2 {
			return comparison(name, args[0], args[1])
		}
	case "print":
		for _, a := range args {
			if a.t == nil {
				panic(unknown("function"))
			}
		}
		return computed(reflect.TypeFor[string](), func(s *page) reflect.Value { return reflect.ValueOf(fmt.Sprint(values(s, args)...)) })
	}
	panic(unknown("function"))
}

func boolean(is func(*page) bool) value {
	return computed(reflect.TypeFor[bool](), func(s *page) reflect.Value { return reflect.ValueOf(is(s)) })
}

func comparison(name string, a, b value) value {
	switch {
	case a.t == nil || b.t == nil:
	case a.t.Kind() == reflect.String && b.t.Kind() == reflect.String:
		switch name {
		case "eq":
			return boolean(func(s *page) bool { return a.get(s).String() == b.get(s).String() })
		case "ne":
			return boolean(func(s *page) bool { return a.get(s).String() != b.get(s).String() })
		}
	case a.t.Kind() == reflect.Int && b.t.Kind() == reflect.Int:
		return boolean(func(s *page) bool {
			x, y := a.get(s).Int(), b.get(s).Int()
			switch name {
			case "eq":
				return x == y
			case "ne":
				return x != y
			case "gt":
				return x > y
			}
			return x < y
		})
	}
	panic(unknown("comparison"))
}

// truth tells whether templates take a value for true.
func (c *compiler) truth(v value) func(*page) bool {
	if v.any != nil {
		var is []func(*page) bool
		for _, a := range v.any {
			is = append(is, c.truth(a))
		}
		all := v.all
		return func(s *page) bool {
			for _, one := range is {
				if one(s) != all {
					return !all
				}
			}
			return all
		}
	}
	if v.t == nil {
		panic(unknown("truth"))
	}
	get := v.get
	switch v.t.Kind() {
	case reflect.Bool:
		return func(s *page) bool { return get(s).Bool() }
	case reflect.String, reflect.Slice, reflect.Map:
		return func(s *page) bool { return get(s).Len() > 0 }
	case reflect.Int:
		return func(s *page) bool { return get(s).Int() != 0 }
	case reflect.Pointer:
		return func(s *page) bool { return !get(s).IsNil() }
	case reflect.Struct:
		return func(*page) bool { return true }
	}
	panic(unknown("truth"))
}
