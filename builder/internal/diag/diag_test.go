package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// constants reads the codes out of the source, so that a constant without a row
// in the table is seen.
func constants(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Code" {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out[spec.Names[0].Name] = value
		}
		return true
	})
	return out
}

func TestEveryCodeIsExplained(t *testing.T) {
	named := constants(t)
	codes := Codes()
	if len(named) < 30 {
		t.Fatalf("only %d constants were found", len(named))
	}
	values := map[string]bool{}
	for name, value := range named {
		if values[value] {
			t.Errorf("%s: the code %q is used twice", name, value)
		}
		values[value] = true
		if !slices.Contains(codes, Code(value)) {
			t.Errorf("%s (%q) has no row in the table", name, value)
		}
		if strings.Trim(value, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%s: %q is not written in lower case and hyphens", name, value)
		}
	}
	for _, c := range codes {
		if !values[string(c)] {
			t.Errorf("the row %q has no constant", c)
		}
		if text := c.Explain(); !strings.HasSuffix(text, ".") || len(text) < 30 {
			t.Errorf("%s is not explained: %q", c, text)
		}
		before, after := c.Example()
		if before == "" || after == "" || before == after {
			t.Errorf("%s has no example of a before and an after: %q, %q", c, before, after)
		}
		if c.Severity() == Off {
			t.Errorf("%s has no severity", c)
		}
		if c.Fatal() && c.Severity() != Error {
			t.Errorf("%s stops a build and is no error", c)
		}
		if strings.HasSuffix(c.Hint(), ".") {
			t.Errorf("the hint of %s ends in a full stop", c)
		}
	}
	if len(examples) != len(codes) {
		t.Errorf("%d examples for %d codes", len(examples), len(codes))
	}
	if !slices.IsSorted(codes) {
		t.Error("Codes is not in order")
	}
	if Code("no-such-code").Explain() != "" {
		t.Error("an unknown code is explained")
	}
}

func TestSortedIsOneOrder(t *testing.T) {
	want := List{
		{Code: NothingFound, Message: "of no file"},
		{File: "a.md", Code: FileEmpty},
		{File: "a.md", Line: 2, Column: 1, Code: LabelDoubtful},
		{File: "a.md", Line: 2, Column: 9, Code: DateUnreadable, Message: "x"},
		{File: "a.md", Line: 2, Column: 9, Code: DateUnreadable, Message: "y", Severity: Error},
		{File: "a.md", Line: 2, Column: 9, Code: DateUnreadable, Message: "y", Severity: Warning},
		{File: "a.md", Line: 2, Column: 9, Code: DateUnreadable, Message: "y", Severity: Warning, Hint: "h"},
		{File: "a.md", Line: 10, Column: 1, Code: LabelDoubtful},
		{File: "b.md", Line: 1, Column: 1, Code: LabelDoubtful},
	}
	rng := rand.New(rand.NewSource(1))
	for range 50 {
		mixed := append(slices.Clone(want), want[rng.Intn(len(want))]) // and one twice
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		before := slices.Clone(mixed)
		if got := mixed.Sorted(); !slices.Equal(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
		if !slices.Equal(mixed, before) {
			t.Fatal("Sorted changed the list it was given")
		}
	}
	if got := List(nil).Sorted(); len(got) != 0 {
		t.Errorf("a nil list sorted is %v", got)
	}
}

func TestRelevel(t *testing.T) {
	list := List{
		New(ConfigInvalid, "dixit.yaml", 1, 1, "broken"),
		New(LabelDoubtful, "a.md", 1, 1, "doubtful"),
		New(DateMissing, "a.md", 0, 0, "no date"),
		New(FileUnreadable, "b.md", 0, 0, "unreadable"),
	}
	got := list.Relevel(map[Code]Severity{ConfigInvalid: Off, LabelDoubtful: Error, DateMissing: Off, FileUnreadable: Warning})
	want := []struct {
		code     Code
		severity Severity
	}{{ConfigInvalid, Error}, {LabelDoubtful, Error}, {FileUnreadable, Warning}}
	if len(got) != len(want) {
		t.Fatalf("%d diagnostics are left of the list: %v", len(got), got)
	}
	for i, w := range want {
		if got[i].Code != w.code || got[i].Severity != w.severity {
			t.Errorf("%d: %s is of severity %s; want %s %s", i, got[i].Code, got[i].Severity, w.code, w.severity)
		}
	}
	if list[1].Severity != Warning {
		t.Error("Relevel changed the list it was given")
	}
	if got.Count(Error) != 2 || got.Count(Warning) != 1 || got.Count(Info) != 0 {
		t.Errorf("counts: %d errors, %d warnings, %d infos", got.Count(Error), got.Count(Warning), got.Count(Info))
	}
}

func TestRelevelOfFiles(t *testing.T) {
	files := []FileLevel{
		{DateMissing, Off, "content/old/*"},
		{DateMissing, Error, "1998.md"},
		{DateMissing, Off, "a[1].md"},
		{ConfigInvalid, Off, "dixit.yaml"},
	}
	for _, test := range []struct {
		code Code
		file string
		want Severity
	}{
		{DateMissing, "content/old/1997.md", Off},
		{DateMissing, "old/1997.md", Warning}, // the pattern names content/
		{DateMissing, "content/old/1998.md", Error},
		{DateMissing, "content/a[1].md", Off},
		{DateMissing, "content/new/1999.md", Warning},
		{DateMissing, "", Warning},
		{FileEmpty, "content/old/1997.md", Warning},
		{ConfigInvalid, "dixit.yaml", Error},
	} {
		got := Off
		for _, d := range (List{New(test.code, test.file, 0, 0, "x")}).Relevel(map[Code]Severity{DateMissing: Warning}, files...) {
			got = d.Severity
		}
		if got != test.want {
			t.Errorf("%s in %q is of severity %s; want %s", test.code, test.file, got, test.want)
		}
	}
}

func TestFatal(t *testing.T) {
	for _, test := range []struct {
		name string
		list List
		want bool
	}{
		{"nothing", nil, false},
		{"an error of a transcript", List{New(FileUnreadable, "a.md", 0, 0, "x")}, false},
		{"a transcript's error made of a warning", List{New(LabelDoubtful, "a.md", 1, 1, "x")}.Relevel(map[Code]Severity{LabelDoubtful: Error}), false},
		{"configuration among others", List{New(FileEmpty, "a.md", 0, 0, "x"), New(ConfigUnknownKey, "dixit.yaml", 3, 1, "x")}, true},
		{"the output folder", List{New(OutputUnsafe, "", 0, 0, "x")}, true},
	} {
		if got := test.list.Fatal(); got != test.want {
			t.Errorf("%s: fatal is %v", test.name, got)
		}
	}
}

func TestStringCannotDriveATerminal(t *testing.T) {
	evil := "\x1b[2J\x1b]0;owned\x07\r\b\u009b31m\u202e\u2066\u200f\u061c\u2028"
	d := New(LabelDoubtful, "a"+evil+".md", 3, 2, "label %s", evil).WithHint("do %s", evil)
	got := d.String()
	for _, r := range evil {
		if r != ';' && (r < '0' || r > 'z') && strings.ContainsRune(got, r) && r != '[' {
			t.Errorf("%U reaches the terminal in %q", r, got)
		}
	}
	if !strings.HasPrefix(got, "a\ufffd[2J") || !strings.Contains(got, ".md:3:2: warning: label ") {
		t.Errorf("the rest of the text is not as it was: %q", got)
	}
}

func TestNoLineOfAMessagePassesForADiagnostic(t *testing.T) {
	forged := "x\nother.md:1:1: error: forged [file-empty]"
	d := Diagnostic{File: "in" + forged, Line: 1, Severity: Info, Code: DateMissing, Message: forged, Hint: forged}
	lines := strings.Split(d.String(), "\n")
	for _, l := range lines[1:] {
		if !strings.HasPrefix(l, "    ") {
			t.Errorf("a line begins without indentation: %q", l)
		}
	}
	if len(lines) != 4 {
		t.Errorf("%d lines; want the finding, its second line, the hint and its second line: %q", len(lines), lines)
	}
}

func TestPosition(t *testing.T) {
	for _, test := range []struct {
		d    Diagnostic
		want string
	}{
		{Diagnostic{}, ""},
		{Diagnostic{Line: 4}, ""},
		{Diagnostic{File: "会议.md"}, "会议.md"},
		{Diagnostic{File: "会议.md", Line: 4}, "会议.md:4"},
		{Diagnostic{File: "会议.md", Line: 4, Column: 2}, "会议.md:4:2"},
	} {
		if got := test.d.Position(); got != test.want {
			t.Errorf("%v: %q; want %q", test.d, got, test.want)
		}
	}
}

func TestSeverityNames(t *testing.T) {
	for _, s := range []Severity{Off, Info, Warning, Error} {
		text, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseSeverity(string(text)); err != nil || got != s {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "Error", "fatal", "warn"} {
		if _, err := ParseSeverity(bad); err == nil {
			t.Errorf("%q is a severity", bad)
		} else if !strings.Contains(err.Error(), strconv.Quote(bad)) {
			t.Errorf("the error does not quote %q: %v", bad, err)
		}
	}
}
