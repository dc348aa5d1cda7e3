package source

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// packed makes a zip of names and contents, in the order given.
func packed(t testing.TB, files ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f[0], Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(e, f[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZipReads(t *testing.T) {
	z, err := OpenZip(packed(t, [2]string{"word/", ""}, [2]string{"word/document.xml", "<a/>"},
		[2]string{`word\notes.xml`, "<b/>"}, [2]string{"./c.xml", "<c/>"}, [2]string{"c.xml", "twice"}))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(z.Names(), " "); got != "word/document.xml word/notes.xml c.xml" {
		t.Errorf("names %q", got)
	}
	for name, want := range map[string]string{"word/document.xml": "<a/>", "word/notes.xml": "<b/>", "c.xml": "<c/>"} {
		if raw, ok, err := z.Read(name); !ok || err != nil || string(raw) != want {
			t.Errorf("%s: %q, %v, %v", name, raw, ok, err)
		}
	}
	if _, ok, err := z.Read("word"); ok || err != nil {
		t.Errorf("a folder was read: %v, %v", ok, err)
	}
}

// Traps: each is refused with a reason that names what is wrong, in two seconds
// and 256 MB.
func TestZipTraps(t *testing.T) {
	small := packed(t, [2]string{"a.xml", strings.Repeat("harbour ", 100)})
	many := make([][2]string, MaxZipEntries+1)
	for i := range many {
		many[i] = [2]string{fmt.Sprint(i), ""}
	}
	zeros := strings.Repeat("\x00", 20<<20)
	lying := bytes.Clone(small) // says 10 bytes in both its lists
	for _, mark := range []struct {
		sig string
		at  int
	}{{"PK\x01\x02", 24}, {"PK\x03\x04", 22}} {
		binary.LittleEndian.PutUint32(lying[bytes.Index(lying, []byte(mark.sig))+mark.at:], 10)
	}
	secret := bytes.Clone(small)
	secret[bytes.Index(secret, []byte("PK\x01\x02"))+8] |= 1
	for _, c := range []struct {
		name, want string
		raw        []byte
	}{
		{"no zip", "damaged", []byte("PK\x03\x04 and then nothing")},
		{"cut short", "damaged", small[:len(small)-10]},
		{"too many entries", "entries", packed(t, many...)},
		{"a list longer than the memory", "entries", bytes.Repeat(append([]byte("PK\x01\x02"), make([]byte, 42)...), 1<<20)},
		{"a bomb", "times", packed(t, [2]string{"a.xml", zeros})},
		{"a bomb in pieces", "more than 200 MB", pieces(t, 300, 900<<10)},
		{"upwards", "leads out", packed(t, [2]string{"../a.xml", ""})},
		{"upwards within", "leads out", packed(t, [2]string{"word/../../a.xml", ""})},
		{"absolute", "leads out", packed(t, [2]string{"/etc/a.xml", ""})},
		{"a drive", "leads out", packed(t, [2]string{`C:\a.xml`, ""})},
		{"of a server", "leads out", packed(t, [2]string{`\\server\a.xml`, ""})},
		{"upwards, the other way", "leads out", packed(t, [2]string{`..\a.xml`, ""})},
		{"says less than it has", "damaged", lying},
		{"encrypted", "encrypted", secret},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			z, err := OpenZip(c.raw)
			if err == nil {
				_, _, err = z.Read("a.xml")
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
			if took > hung || after.TotalAlloc-before.TotalAlloc > 256<<20 {
				t.Errorf("refused after %v and %d MB", took, (after.TotalAlloc-before.TotalAlloc)>>20)
			}
		})
	}
}

// pieces is a zip of n files that each say to have a size below every limit.
func pieces(t testing.TB, n int, size uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range n {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("%d.xml", i), Method: zip.Deflate, CompressedSize64: 0, UncompressedSize64: size}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzOpenZip(f *testing.F) {
	f.Add(packed(f, [2]string{"a.xml", "a"}, [2]string{"b/c.xml", strings.Repeat("b", 5000)}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		z, err := OpenZip(raw)
		if err != nil {
			return
		}
		for _, n := range z.Names() {
			if strings.HasPrefix(n, "/") || strings.HasPrefix(n, "../") {
				t.Errorf("the name %q leads out", n)
			}
			if raw, _, err := z.Read(n); err == nil && len(raw) > MaxZipEntry {
				t.Errorf("%q is of %d bytes", n, len(raw))
			}
		}
	})
}

// hung is far longer than refusing anything takes, which is two seconds at the
// most on an idle machine, so that a busy one fails nothing.
const hung = 20 * time.Second
