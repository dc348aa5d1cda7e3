package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts run the program as a person would, each in a folder of its own.
// The test binary stands in for dixit.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dixit": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			e.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"bytes":   writeBytes,
			"zipped":  zipped,
			"absent":  absent,
			"present": present,
			"keys":    keys,
			"lines":   lines,
			"same":    same,
			"note":    note,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// status runs dixit and checks its exit status: status 2 build --jobs x. A
// script that means success writes status 0, so that no phase leaves it open.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N ARGUMENT…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("dixit", args[1:]...)
	got := 0
	if err != nil {
		// Exec gives no *exec.ExitError in what it returns but its text.
		if _, e := fmt.Sscanf(err.Error(), "exit status %d", &got); e != nil {
			ts.Fatalf("dixit %s: %v", strings.Join(args[1:], " "), err)
		}
	}
	if got != want {
		ts.Fatalf("dixit %s: status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// writeBytes writes what a script cannot hold: bytes FILE TEXT [TIMES]. TEXT is
// as within quotes of Go.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: bytes FILE TEXT [TIMES]")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	times := 1
	if len(args) == 3 {
		times, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(text, times)), 0o666))
}

// zipped packs a folder as word processors pack a document: zipped FILE FOLDER.
// The file that says what it is stands first, as it is.
func zipped(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: zipped FILE FOLDER")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	dir := ts.MkAbs(args[1])
	add := func(name string, method uint16) {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		ts.Check(err)
		w, err := z.CreateHeader(&zip.FileHeader{Name: filepath.ToSlash(name), Method: method})
		ts.Check(err)
		_, err = w.Write(bytes.TrimSuffix(raw, []byte("\n")))
		ts.Check(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "mimetype")); err == nil {
		add("mimetype", zip.Store)
	}
	ts.Check(filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != "mimetype" {
			name, _ := filepath.Rel(dir, p)
			add(name, zip.Deflate)
		}
		return err
	}))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o666))
}

// filesWith lists the files below a folder whose bytes or path hold what a
// pattern finds. The private folder of dixit counts as well.
func filesWith(ts *testscript.TestScript, dir, pattern string) []string {
	re, err := regexp.Compile(pattern)
	ts.Check(err)
	var found []string
	seen := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		seen++
		raw, err := os.ReadFile(p)
		rel, _ := filepath.Rel(ts.MkAbs(dir), p)
		if err == nil && (re.Match(raw) || re.MatchString(filepath.ToSlash(rel))) {
			found = append(found, rel)
		}
		return err
	}))
	if seen == 0 {
		ts.Fatalf("%s holds no file", dir)
	}
	return found
}

// absent checks that a pattern is found in no file of a folder, and in no name
// of one: absent FOLDER PATTERN.
func absent(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: absent FOLDER PATTERN")
	}
	if found := filesWith(ts, args[0], args[1]); len(found) > 0 {
		ts.Fatalf("%q is in %s", args[1], strings.Join(found, ", "))
	}
}

// present checks that a pattern is found in some file of a folder.
func present(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: present FOLDER PATTERN")
	}
	if len(filesWith(ts, args[0], args[1])) == 0 {
		ts.Fatalf("%q is nowhere in %s", args[1], args[0])
	}
}

// keys checks the names of a JSON object's members and their order, which are
// the contract with other programs: keys FILE PATH NAMES. PATH leads into the
// object by names and indices, as turns.0; "." is the object itself.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: keys FILE PATH NAME…")
	}
	var raw json.RawMessage // the first value, of lines of JSON the first line
	ts.Check(json.NewDecoder(strings.NewReader(ts.ReadFile(args[0]))).Decode(&raw))
	for _, step := range strings.FieldsFunc(args[1], func(r rune) bool { return r == '.' }) {
		if i, err := strconv.Atoi(step); err == nil {
			var list []json.RawMessage
			ts.Check(json.Unmarshal(raw, &list))
			if i >= len(list) {
				ts.Fatalf("%s: no element %d of %d", args[1], i, len(list))
			}
			raw = list[i]
			continue
		}
		var m map[string]json.RawMessage
		ts.Check(json.Unmarshal(raw, &m))
		raw = m[step]
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		ts.Fatalf("%s is no object", args[1])
	}
	var got []string
	for dec.More() {
		tok, err := dec.Token()
		ts.Check(err)
		got = append(got, tok.(string))
		var skip json.RawMessage
		ts.Check(dec.Decode(&skip))
	}
	if !slices.Equal(got, args[2:]) {
		ts.Fatalf("%s has the keys\n%s, want\n%s", args[1], strings.Join(got, " "), strings.Join(args[2:], " "))
	}
}

// lines keeps the lines of JSON of one kind, for stdout to look at: lines FILE
// KIND; without KIND, the kinds of all, each run of equal ones once.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: lines FILE [KIND]")
	}
	var out strings.Builder
	last := ""
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		var rec struct{ Kind string }
		ts.Check(json.Unmarshal([]byte(line), &rec))
		switch {
		case len(args) == 2 && rec.Kind == args[1]:
			out.WriteString(line)
		case len(args) == 1 && rec.Kind != last:
			out.WriteString(rec.Kind + "\n")
		}
		last = rec.Kind
	}
	_, err := ts.Stdout().Write([]byte(out.String()))
	ts.Check(err)
}

// tree is a hash over the paths and bytes of a built site, without dixit's own
// notes.
func tree(ts *testscript.TestScript, dir string) string {
	h := sha256.New()
	ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".dixit" {
				return fs.SkipDir
			}
			return nil
		}
		raw, err := os.ReadFile(p)
		fmt.Fprintf(h, "%s %d\n%s", p, len(raw), raw)
		return err
	}))
	return hex.EncodeToString(h.Sum(nil))
}

// note remembers every file of a folder with its bytes: note NAME FOLDER.
func note(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: note NAME FOLDER")
	}
	ts.Setenv("NOTED_"+args[0], tree(ts, args[1]))
}

// same checks that a folder is as it was when it was noted; ! same that it is
// not: same NAME FOLDER.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same NAME FOLDER")
	}
	was := ts.Getenv("NOTED_" + args[0])
	if was == "" {
		ts.Fatalf("nothing was noted as %s", args[0])
	}
	if is := tree(ts, args[1]); (is == was) == neg {
		ts.Fatalf("%s: changed=%v", args[1], is != was)
	}
}
