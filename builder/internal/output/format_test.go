package output

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const helloHash = "86fd6f7d1395dd2ac33a3086246fa1c7"

func sampleManifest() *manifest {
	m := newManifest()
	m.recorded = true
	m.set("en/hello.html", recordOf([]byte("hello"), Page))
	m.set("zh/你好 二.html", record{size: 12, class: List})
	m.mark(m.add("en"), isFolder)
	m.mark(m.add("zh"), isFolder)
	return m
}

func manifestText(t testing.TB, m *manifest) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.writeTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func journalText(t testing.TB, steps []step) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writeSteps(&b, slices.Values(steps)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestManifestIsTheDocumentedText(t *testing.T) {
	want := string(seal([]byte("dixit manifest 2\n" +
		helloHash + " 5 page en/hello.html\n" +
		"- 12 list zh/你好 二.html\n" +
		"folder en\n" +
		"folder zh\n")))
	got := string(manifestText(t, sampleManifest()))
	if got != want {
		t.Errorf("manifest:\n%s\nwant:\n%s", got, want)
	}
	m, err := parseManifest([]byte(got))
	if err != nil || !m.recorded || string(manifestText(t, m)) != want {
		t.Errorf("read back: %+v %v", m, err)
	}
}

// Paths that lie in folders with those before are told apart as those that do not, also
// where there are more lines than are read together.
func TestManifestsOfManyFoldersAreReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	segments := []string{"a", "b", "a-b", "a.b", "a!", ".dixit-not", "index.html", "会议", "2024-05-01-a-longer-name"}
	m := newManifest()
	for m.files < 2000 {
		path := make([]string, 1+r.IntN(6))
		for i := range path {
			path[i] = segments[r.IntN(len(segments))]
		}
		m.set(strings.Join(path, "/"), record{size: int64(m.files), class: List})
		if r.IntN(4) == 0 {
			m.markAll(m.nodes.at(m.find(strings.Join(path, "/"))).up)
		}
	}
	text := manifestText(t, m)
	if len(text) < 4*linesTogether {
		t.Fatal("too few lines")
	}
	got, err := parseManifest(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(manifestText(t, got), text) || got.files != m.files || got.folders != m.folders {
		t.Error("read back as another")
	}
	for n, want := range m.all() {
		if r, ok := got.get(m.path(n)); !ok || r != *want {
			t.Errorf("%q is %v, want %v", m.path(n), r, *want)
		}
	}
}

func sampleJournal() []step {
	hello := recordOf([]byte("hello"), Page)
	return []step{
		{kind: makeFolder, path: "en"},
		{kind: moveFile, path: "en/hello there.html", staged: 12, record: hello},
		{kind: recordFile, path: "b.html", record: hello},
		{kind: deleteFile, path: "a.html"},
		{kind: forgetFile, path: "c.html"},
		{kind: removeFolder, path: "ru"},
	}
}

func TestJournalIsTheDocumentedText(t *testing.T) {
	want := string(seal([]byte("dixit journal 2\n" +
		"folder en\n" +
		"move 12 " + helloHash + " 5 page en/hello there.html\n" +
		"record " + helloHash + " 5 page b.html\n" +
		"delete a.html\n" +
		"forget c.html\n" +
		"rmdir ru\n")))
	got := string(journalText(t, sampleJournal()))
	if got != want {
		t.Errorf("journal:\n%s\nwant:\n%s", got, want)
	}
	steps, err := parseJournal([]byte(got))
	if err != nil || !reflect.DeepEqual(steps, sampleJournal()) {
		t.Errorf("read back: %+v %v", steps, err)
	}
}

func TestDamagedManifests(t *testing.T) {
	line := helloHash + " 5 page "
	for _, body := range []string{
		"",
		"dixit journal 2\n",
		"dixit manifest 2\n" + line + "../up.html\n",
		"dixit manifest 2\n" + line + ".dixit/lock\n",
		"dixit manifest 2\n" + line + "b\n" + line + "a\n",
		"dixit manifest 2\n" + line + "a\n" + line + "a\n",
		"dixit manifest 2\n" + line + "a/-b\n" + line + "a/../c\n",
		"dixit manifest 2\n" + line + "a/-b\n" + line + "a/.\n",
		"dixit manifest 2\n" + line + "a/-b\n" + line + "a//b\n",
		"dixit manifest 2\n" + line + "a/b\n" + line + "a/b/\n",
		"dixit manifest 2\n" + line + "a/b\n" + line + "a/c\x01\n",
		"dixit manifest 2\nfolder a\n" + line + "b\n",
		"dixit manifest 2\nfolder b\nfolder a\n",
		"dixit manifest 2\n" + strings.ToUpper(helloHash) + " 5 page a\n",
		"dixit manifest 2\n" + helloHash[2:] + " 5 page a\n",
		"dixit manifest 2\n" + helloHash + " 05 page a\n",
		"dixit manifest 2\n" + helloHash + " -5 page a\n",
		"dixit manifest 2\n" + helloHash + " 5 poster a\n",
		"dixit manifest 2\n\n",
	} {
		if _, err := parseManifest(seal([]byte(body))); !errors.Is(err, errDamaged) {
			t.Errorf("%q: %v", body, err)
		}
	}
	sound := manifestText(t, sampleManifest())
	for i := range sound {
		flipped := bytes.Clone(sound)
		flipped[i] ^= 0x20
		if _, err := parseManifest(flipped); !errors.Is(err, errDamaged) {
			t.Errorf("byte %d flipped: %v", i, err)
		}
		if _, err := parseManifest(sound[:i]); !errors.Is(err, errDamaged) {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
}

// What is read is exactly what would be written, so no two texts mean the same
// and nothing unsafe gets through. The fuzzer cannot guess seals; the body is
// sealed for it.
func FuzzManifest(f *testing.F) {
	f.Add("dixit manifest 2\n" + helloHash + " 5 page en/hello.html\n- 12 list zh/你好.html\nfolder en\n")
	f.Add("dixit manifest 2\n- 0 asset ../x\n")
	f.Add("dixit manifest 2\n- 1 page a/b\n- 0 asset a/b/c/.dixit\n- 2 page a/b/d\nfolder a\nfolder a/b\n")
	f.Add("dixit manifest 1\n")
	f.Add("dixit manifest 2\nfolder \n")
	f.Fuzz(func(t *testing.T, body string) {
		text := seal([]byte(body))
		m, err := parseManifest(text)
		if err != nil {
			return
		}
		if got := manifestText(t, m); !bytes.Equal(got, text) {
			t.Errorf("read %q, would write %q", text, got)
		}
		for n := range m.all() {
			if err := checkPath(m.path(n)); err != nil {
				t.Error(err)
			}
		}
	})
}

func FuzzJournal(f *testing.F) {
	body := string(journalText(f, sampleJournal()))
	f.Add(body[:strings.LastIndex(body, sealWord)])
	f.Add("dixit journal 2\nmove 01 - 0 page a\n")
	f.Add("dixit journal 2\nrmdir ..\n")
	f.Fuzz(func(t *testing.T, body string) {
		text := seal([]byte(body))
		steps, err := parseJournal(text)
		if err != nil {
			return
		}
		if got := journalText(t, steps); !bytes.Equal(got, text) {
			t.Errorf("read %q, would write %q", text, got)
		}
	})
}

// A folder that version 1 has written is still ours: its files are known, and written anew.
func TestManifestsOfVersion1(t *testing.T) {
	const sha = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	old := seal([]byte("dixit manifest 1\n" +
		sha + " 5 page en/hello.html\n" +
		"- 12 list zh/你好 二.html\n" +
		"folder en\n" +
		"folder zh\n"))
	want := sampleManifest()
	want.set("en/hello.html", record{size: 5, class: Page})
	if m, err := parseManifest(manifestOfVersion1(old)); err != nil || !bytes.Equal(manifestText(t, m), manifestText(t, want)) {
		t.Errorf("%+v %v", m, err)
	}
	if got := manifestText(t, sampleManifest()); !bytes.Equal(manifestOfVersion1(got), got) {
		t.Error("a manifest of this version is changed")
	}
}

// What a run of version 1 was moving when it was killed is published by the next commit,
// whether it was moved or not, and what it was deleting is deleted.
func TestJournalsOfVersion1(t *testing.T) {
	const sha = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	for name, place := range map[string]string{"moved": "new.html", "staged": stagedName(0)} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			commit(t, openFolder(t, dir), File{"old.html", Page, []byte("hello"), nil})
			write := func(name string, text []byte) {
				t.Helper()
				at := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, text, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			write(place, []byte("hello"))
			write(journalName, seal([]byte("dixit journal 1\nmove 0 "+sha+" 5 page new.html\ndelete old.html\n")))
			commit(t, openFolder(t, dir), File{"new.html", Page, []byte("hello"), nil})
			if got, err := os.ReadFile(filepath.Join(dir, "new.html")); err != nil || string(got) != "hello" {
				t.Errorf("new.html: %q %v", got, err)
			}
			if _, err := os.Stat(filepath.Join(dir, "old.html")); !os.IsNotExist(err) {
				t.Errorf("old.html: %v", err)
			}
		})
	}
}
