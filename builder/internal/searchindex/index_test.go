package searchindex

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// filesOf writes the index of editions and gives its files by name.
func filesOf(t testing.TB, editions []*Edition, workers, memory int) map[string]string {
	t.Helper()
	var mu sync.Mutex
	out := map[string]string{}
	heads := make([]Head, len(editions))
	for i, e := range editions {
		heads[i] = e.Head
	}
	_, err := Write(context.Background(), Input{
		Heads: heads, Workers: workers, Memory: memory,
		Load: func(i int) (*Edition, error) { e := *editions[i]; return &e, nil },
		Put: func(name string, b []byte) error {
			mu.Lock()
			defer mu.Unlock()
			if _, ok := out[name]; ok {
				t.Errorf("%s is put twice", name)
			}
			out[name] = string(b)
			return nil
		},
		Temp: func() (*os.File, error) { return os.CreateTemp(t.TempDir(), "index-") },
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// writeFolder writes the index of editions into a folder.
func writeFolder(t testing.TB, dir string, editions []*Edition) {
	t.Helper()
	putFolder(t, dir, filesOf(t, editions, 1, 0))
}

// putFolder writes files into a folder.
func putFolder(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// runNode runs a script with the reader's module and a file that holds in as
// JSON, and gives what it prints. Without Node the test is skipped, but not
// where CI is to run all of them.
func runNode(t *testing.T, script, dir string, in any) []byte {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("node is not installed, and CI must run reader.js")
		}
		t.Skip("node is not installed: reader.js was not run")
	}
	reader := filepath.Join(dir, "reader.mjs")
	if err := os.WriteFile(reader, ReaderModule(), 0o666); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "in.json")
	if err := os.WriteFile(file, b, 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, script, reader, file)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return out
}
