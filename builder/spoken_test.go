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
		if strings.Contains(file, "speakers/noor-saleh/turns/2024/") {
			if page := pageOf(t, res.Out, file); !strings.Contains(page, `class="excerpt" lang="ar" dir="rtl"`) {
				t.Errorf("%s does not say that the turn is in Arabic", file)
			}
			return
		}
	}
	t.Error("no list of the turns of the speaker")
}

func pageOf(t *testing.T, out, file string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
