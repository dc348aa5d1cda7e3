package builder

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func TestTurnsOverTheLimitAreNamed(t *testing.T) {
	tr := &transcript.Transcript{File: "a.txt", Turns: make([]transcript.Turn, 5)}
	for i := range tr.Turns {
		tr.Turns[i].Line = 10 * (i + 1)
	}
	if list := keepTurns(tr, 5); len(list) > 0 || len(tr.Turns) != 5 {
		t.Errorf("as many as may be: %v, %d turns", list, len(tr.Turns))
	}
	list := keepTurns(tr, 3)
	if len(list) != 1 || list[0].Code != diag.FileTooLarge || list[0].Line != 40 || len(tr.Turns) != 3 {
		t.Errorf("too many: %v, %d turns", list, len(tr.Turns))
	}
}

func TestInspectRefusesWhatIsTooLarge(t *testing.T) {
	huge := filepath.Join(t.TempDir(), "huge.txt")
	if err := os.WriteFile(huge, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, source.MaxFile+1); err != nil { // a file with a hole takes no room
		t.Fatal(err)
	}
	if _, err := Inspect(huge, ""); err == nil || !strings.Contains(err.Error(), "64 MB") {
		t.Errorf("got %v", err)
	}
}

func TestInspectSaysOfARefusedFileOnlyWhy(t *testing.T) {
	deep := filepath.Join(t.TempDir(), "deep.json")
	text := `{"segments": ` + strings.Repeat("[", source.MaxJSONDepth+1) + strings.Repeat("]", source.MaxJSONDepth+1) + `}`
	if err := os.WriteFile(deep, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	in, err := Inspect(deep, "")
	if err != nil || len(in) != 1 || len(in[0].Diagnostics) != 1 || in[0].Diagnostics[0].Code != diag.FileRefused {
		t.Errorf("got %+v, %v", in, err)
	}
}
