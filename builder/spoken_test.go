package builder_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder"
)

// A turn in another language than its record has its own lang and dir, on the
// page of the session and where lists show how it begins.
func TestTurnInAnotherLanguage(t *testing.T) {
	const arabic = "شكرا سيدتي الرئيسة. أود أن أعود إلى رسوم الميناء لأننا لم نحصل بعد على أرقام السنة الماضية من المكتب."
	files := map[string]string{
		"dixit.yaml": "title: Council\nlanguages: [en]\n",
		"content/2024-03-13-council.en.md": "---\nlang: en\n---\n**Hanne Voss:** Good morning, everybody. We shall take the harbour dues first, and then the timetable of the ferry.\n\n" +
			"**Noor Saleh:** " + arabic + "\n\n**Hanne Voss:** Thank you. We shall come back to that when the office has sent us the figures.\n",
	}
	_, res := build(t, builder.Options{Dir: folderOf(t, files)})
	s := load(t, res.Out)
	session := pageOf(t, res.Out, "en/sessions/2024-03-13-council/index.html")
	if n := strings.Count(session, `<div class="said" lang="ar" dir="rtl">`); n != 1 || strings.Count(session, `<div class="said">`) != 2 {
		t.Errorf("%d turns of the page are in Arabic", n)
	}
	for file := range s.pages {
		if strings.Contains(file, "speakers/noor-saleh/turns/index.html") {
			if page := pageOf(t, res.Out, file); !strings.Contains(page, `class="excerpt" lang="ar" dir="rtl"`) {
				t.Errorf("%s does not say that the turn is in Arabic", file)
			}
			return
		}
	}
	t.Error("no list of the turns of the speaker")
}

// What a note says of the language spoken stands at the turn, in the words of
// the page, and in what is exported; not where it was the language of the words,
// and not once more where the bracket after the name says so.
func TestLanguageSpoken(t *testing.T) {
	files := map[string]string{
		"dixit.yaml": "title: Council\nlanguages: [en]\n",
		"content/2024-03-13-council.en.md": "**Hanne Voss:** Good morning.\n\n**Ilya Orlov (interpretation from Russian):** We agree.\n\n" +
			"**Hanne Voss:** (spoke in English) Thank you.\n\n**Marie Roux:** [spoke in French] So do we.\n",
	}
	a, res := build(t, builder.Options{Dir: folderOf(t, files)})
	page := pageOf(t, res.Out, "en/sessions/2024-03-13-council/index.html")
	if strings.Count(page, `class="spoken"`) != 1 || !strings.Contains(page, `<p class="spoken">spoken in French</p>`) || !strings.Contains(page, "[spoke in French]") {
		t.Error("the page does not say which turn was spoken in French, or the note is gone")
	}
	if strings.Count(page, "Russian") != 1 || !strings.Contains(page, "interpretation from Russian") {
		t.Error("the page does not say once that a turn was spoken in Russian")
	}
	var out strings.Builder
	if _, err := a.Export(t.Context(), &out, builder.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	for _, l := range []string{"ru", "en", "fr"} {
		if strings.Count(out.String(), `"original":"`+l+`"`) != 1 {
			t.Errorf("the export does not say once that %q was spoken", l)
		}
	}
}

func pageOf(t *testing.T, out, file string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
