package builder

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"unsafe"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/format/pdf"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// What an archive holds of a file for good must not hold the file's text: a single
// word that is a part of it would.
func TestFactsHoldNoText(t *testing.T) {
	words, _ := topic.NewVocabulary("topics.yaml", nil)
	readers := newReaders(pdf.NewEngine("", 1))
	check := func(p string, raw []byte) {
		fm := readers.of(p, raw)
		f, list := decoded(fm, p, raw)
		tr, more := fm.Read(f)
		for _, s := range transcript.Sessions(tr) {
			facts := archive.FactsOf(store.Key{}, s, archive.Asked{Vocabulary: words, Terms: true, EveryTerm: true})
			if at := partOf(reflect.ValueOf(facts), f.Text, "facts"); at != "" {
				t.Errorf("%s: %s is a part of the text", p, at)
			}
		}
		if at := partOf(reflect.ValueOf(append(list, more...)), f.Text, "diagnostics"); at != "" {
			t.Errorf("%s: %s is a part of the text", p, at)
		}
	}
	check("usual.md", []byte("---\ntitle: \"Quay fees\"\nspeakers:\n  - \"Ada Holm\"\ntopics:\n  - Fees\nrights: none\n---\n\n**Ada Holm:** Good morning.\n\n**Bo Lund:** To you too.\n"))
	read := 0
	err := filepath.WalkDir("../content", func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if fm := readers.of(p, raw); fm != nil && !fm.Binary() {
			read++
			check(p, raw)
		}
		return nil
	})
	if err != nil || read == 0 {
		t.Fatalf("%d files read: %v", read, err)
	}
}

// partOf finds a string in v whose bytes lie in text, and says where; "" for none.
func partOf(v reflect.Value, text, at string) string {
	switch v.Kind() {
	case reflect.String:
		from, to := uintptr(unsafe.Pointer(unsafe.StringData(text))), uintptr(len(text))
		if p := uintptr(unsafe.Pointer(unsafe.StringData(v.String()))); v.Len() > 0 && p-from < to {
			return at + " " + v.String()
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return partOf(v.Elem(), text, at)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if s := partOf(v.Index(i), text, at); s != "" {
				return s
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if s := partOf(v.Field(i), text, at+"."+v.Type().Field(i).Name); s != "" {
				return s
			}
		}
	}
	return ""
}
