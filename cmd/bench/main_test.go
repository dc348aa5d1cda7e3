package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The whole of a small run: builds, saves, and that what is served is what a clean
// build gives. It says nothing of times.
func TestMeasuresBuildsAndSaves(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the programs that it measures")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	opt, err := parse(strings.Fields("-n 3 -edits 8 -clean 4 -idle 0 -others=false"), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	opt.folder = t.TempDir()
	var out, log strings.Builder
	if err := run(context.Background(), opt, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	// The settings of a site that is there are those of the build that it is compared with.
	site := filepath.Join(opt.folder, "3")
	if err := os.WriteFile(filepath.Join(site, "dixit.yaml"), []byte("cache: cache\ndescription: Of another site\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	opt.site, opt.edits, opt.clean = site, 4, 4
	if err := run(context.Background(), opt, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	wants := []string{"## 3 meetings: 3 files", "\n| read | ", "\n| search | ", "| dixit, from nothing | ", "| page: a turn in the middle | ", "| search index: all | ", "| saves, 4 | "}
	if _, err := os.Stat("/proc/self/status"); err == nil {
		wants = append(wants, "| after 8, when it is quiet | ")
	}
	for _, want := range wants {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// Hugo sees the same saves where it is installed.
func TestMeasuresSavesBesideHugo(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the programs that it measures")
	}
	for _, name := range []string{"go", "hugo"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(err)
		}
	}
	opt, err := parse(strings.Fields("-n 3 -edits 4 -idle 0"), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	opt.folder = t.TempDir()
	var out, log strings.Builder
	if err := run(context.Background(), opt, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	_, hugo, ok := strings.Cut(out.String(), "| saves beside hugo server, 4 | ")
	if !ok || !strings.Contains(hugo, "| page: the label of a turn | ") {
		t.Errorf("no saves beside hugo server in\n%s", out.String())
	}
}

func TestMistakes(t *testing.T) {
	for args, want := range map[string]string{
		"-n 10,x":   `-n: "x" is no number of meetings`,
		"-rounds 0": "-rounds is 0",
		"here":      `unexpected argument "here"`,
	} {
		if _, err := parse(strings.Fields(args), io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
