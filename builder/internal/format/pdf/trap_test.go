package pdf

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
)

// forms is a page whose drawing is a form that draws the next one ten times, and
// so on, depth deep.
func forms(depth int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n")
	b.WriteString("3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> /XObject << /X 10 0 R >> >> /Contents 5 0 R >> endobj\n")
	b.WriteString("4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n5 0 obj << /Length 6 >>\nstream\n/X Do \nendstream\nendobj\n")
	draw := strings.Repeat("/X Do ", 10)
	for i := range depth {
		body := draw
		if i == depth-1 {
			body = "BT /F1 11 Tf 72 700 Td (deep) Tj ET"
		}
		fmt.Fprintf(&b, "%d 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> /XObject << /X %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream\nendobj\n", 10+i, 11+i, len(body), body)
	}
	b.WriteString("trailer << /Root 1 0 R >>\n")
	return b.Bytes()
}

// A page that is drawn by forms within forms without end is refused.
func TestTrapsAreRefused(t *testing.T) {
	read(t, write(meeting(1, 1))) // starts the engine
	began := time.Now()
	got, list := read(t, forms(25))
	if len(got.Turns) > 0 || len(list) != 1 || list[0].Code != diag.FileRefused && list[0].Code != diag.FileUnreadable || strings.Contains(list[0].Message, "\n") {
		t.Errorf("%d turns, %v", len(got.Turns), list)
	}
	if took := time.Since(began); took > 10*maxPageTime { // the machine may be busy
		t.Errorf("it took %v", took)
	}
}

// An instance takes the memory of the one before, and finds nothing of it there.
func TestMemoryIsTakenOverEmpty(t *testing.T) {
	spare := &sync.Pool{}
	first := &memory{spare: spare}
	b := first.Reallocate(1 << 16)
	for i := range b {
		b[i] = 0xff
	}
	kept := first.bytes[:0]
	first.Free()
	next := &memory{spare: spare, bytes: kept} // as withMemory hands it over; a pool may forget
	for _, size := range []uint64{1 << 10, 1 << 16, 1 << 17} {
		for i, v := range next.Reallocate(size) {
			if v != 0 {
				t.Fatalf("byte %d of %d is %#x", i, size, v)
			}
		}
	}
}

// A module that is damaged on disk, as by a disk that was full, is no reason not to read:
// it is removed, so that the next engine makes it anew.
func TestADamagedModuleIsMadeAnew(t *testing.T) {
	if testing.Short() {
		t.Skip("the engine is compiled anew")
	}
	dir := filepath.Join(t.TempDir(), "pdfium")
	raw := write(meeting(1, 1))
	first := NewEngine(dir, 1)
	if tr, list := (Format{first}).Read(source.NewBinary("record.pdf", raw)); len(tr.Turns) == 0 {
		t.Fatalf("%d turns, said %v", len(tr.Turns), list)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	modules := 0
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		modules++
		return os.Truncate(p, 1000)
	})
	if err != nil || modules == 0 {
		t.Fatalf("%d modules: %v", modules, err)
	}
	e := NewEngine(dir, 1)
	defer e.Close()
	tr, list := Format{e}.Read(source.NewBinary("record.pdf", raw))
	if len(tr.Turns) == 0 {
		t.Errorf("%d turns, said %v", len(tr.Turns), list)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the damaged module is still there")
	}
}

// What lies in the machine is not said of the file.
func TestAnEngineThatDoesNotStartIsNoFault(t *testing.T) {
	e := NewEngine("", 1)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, list := (Format{e}).Read(source.NewBinary("record.pdf", write(meeting(1, 1)))); len(list) != 1 || list[0].Code != diag.ReaderFailed {
		t.Errorf("said %v", list)
	}
}
