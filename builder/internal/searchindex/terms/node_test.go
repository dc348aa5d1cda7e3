package terms

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf16"
)

// jsToken is a token as terms.js gives it, and as it is written in vectors. Its
// borders are UTF-16 units.
type jsToken struct {
	Term  string `json:"term"`
	Form  string `json:"form"`
	Kind  string `json:"kind"`
	Pos   int    `json:"pos"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// asJS are the tokens of text as terms.js should give them.
func asJS(text string) []jsToken {
	units := func(s string) int { return len(utf16.Encode([]rune(s))) }
	out := []jsToken{}
	for _, k := range Append(nil, text) {
		start := units(text[:k.Start])
		out = append(out, jsToken{k.Term, k.Form, k.Kind.String(), k.Pos, start, start + units(text[k.Start:k.End])})
	}
	return out
}

// nodeTokens are the tokens that terms.js gives for each of the texts.
func nodeTokens(t *testing.T, texts []string) [][]jsToken {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("node is not installed, and CI must run terms.js")
		}
		t.Skip("node is not installed: terms.js was not run")
	}
	var in struct {
		Texts []string    `json:"texts"`
		Han   [][2]string `json:"han"`
	}
	in.Texts = texts
	for from, to := range Pairs() {
		in.Han = append(in.Han, [2]string{string(from), string(to)})
	}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/tokens.mjs")
	cmd.Stdin = bytes.NewReader(data)
	var errs strings.Builder
	cmd.Stderr = &errs
	data, err = cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	var out [][]jsToken
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
