package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWritesAnArchiveOnce(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site", "content")
	args := []string{"-n", "3", "-langs", "en,zh", "-format", "plain", "-out", out}
	var said strings.Builder
	if status := run(args, &said); status != statusDone || !strings.HasPrefix(said.String(), "3 meetings, 6 files, ") {
		t.Fatalf("status %d: %s", status, said.String())
	}
	list, err := filepath.Glob(filepath.Join(out, "meetings", "????-??-??-*-0000[012].*.txt"))
	if err != nil || len(list) != 6 {
		t.Fatalf("%q, %v", list, err)
	}
	if err := os.Remove(list[0]); err != nil {
		t.Fatal(err)
	}
	said.Reset()
	if status := run(args, &said); status != statusError || !strings.Contains(said.String(), "is not empty; delete it") {
		t.Errorf("status %d: %s", status, said.String())
	}
}

func TestMistakesOfUse(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"", `synthetic: -out is missing; name the folder to write to`},
		{"-out x -langs en,tlh", `synthetic: unknown language "tlh" in -langs; known are en, fr, es, de, ru, ar, zh, hi, th`},
		{"-out x -langs en,en", `synthetic: language "en" stands twice in -langs; name it once`},
		{"-out x -format html", `synthetic: unknown -format "html"; write markdown or plain`},
		{"-out x -n -1", `synthetic: -n is -1; it must not be negative`},
		{"-n 5 x", `synthetic: unexpected argument "x"; the folder is named with -out`},
		{"-size 5", `synthetic: flag provided but not defined: -size`},
	} {
		var said strings.Builder
		if status := run(strings.Fields(test.args), &said); status != statusUsage || strings.TrimSpace(said.String()) != test.want {
			t.Errorf("%q: status %d\n got %s\nwant %s", test.args, status, said.String(), test.want)
		}
	}
}
