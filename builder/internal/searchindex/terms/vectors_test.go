package terms

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the tokens of testdata/vectors.json anew; judge every difference")

const vectorFile = "testdata/vectors.json"

// vectors is the file of vectors, which any implementation can read.
type vectors struct {
	About   string   `json:"about"`
	Version int      `json:"version"`
	Cases   []vector `json:"cases"`
}

// vector is a text, what it shows, and its tokens.
type vector struct {
	Shows  string    `json:"shows"`
	Text   string    `json:"text"`
	Tokens []jsToken `json:"tokens"`
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	data, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// write writes the vectors with one token a line.
func (v vectors) write(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	line := func(x any) {
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(x); err != nil {
			t.Fatal(err)
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteString("{\n\"about\": ")
	line(v.About)
	b.WriteString(",\n\"version\": ")
	line(Version)
	b.WriteString(",\n\"cases\": [")
	for i, c := range v.Cases {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n{\"shows\": ")
		line(c.Shows)
		b.WriteString(", \"text\": ")
		line(c.Text)
		b.WriteString(", \"tokens\": [")
		for j, k := range c.Tokens {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString("\n  ")
			line(k)
		}
		b.WriteString("]}")
	}
	b.WriteString("\n]}\n")
	if err := os.WriteFile(vectorFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestVectorsInGo(t *testing.T) {
	v := readVectors(t)
	if *update {
		for i, c := range v.Cases {
			v.Cases[i].Tokens = asJS(c.Text)
		}
		v.write(t)
		return
	}
	if v.Version != Version {
		t.Errorf("vectors are of version %d, not %d", v.Version, Version)
	}
	for _, c := range v.Cases {
		if diff := cmp.Diff(c.Tokens, asJS(c.Text)); diff != "" {
			t.Errorf("%s: %q: want -, got +\n%s", c.Shows, c.Text, diff)
		}
	}
}

func TestVectorsInNode(t *testing.T) {
	v := readVectors(t)
	var texts []string
	for _, c := range v.Cases {
		texts = append(texts, c.Text)
	}
	for i, got := range nodeTokens(t, texts) {
		if diff := cmp.Diff(v.Cases[i].Tokens, got); diff != "" {
			t.Errorf("%s: %q: want -, got +\n%s", v.Cases[i].Shows, v.Cases[i].Text, diff)
		}
	}
}
