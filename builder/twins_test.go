package builder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder"
)

// The page that says how an edition was read says how its turns meet those of the
// other languages: here all but the third, which the French edition leaves out.
// A note of the language spoken stands once at its turn.
func TestReadingTellsOfCounterparts(t *testing.T) {
	dir := t.TempDir()
	var en, fr strings.Builder
	for i := range 16 {
		who := [3]string{"Ann Orr", "Bo Lind", "Cem Ada"}[i%3]
		role := ""
		if i == 4 {
			role = " (interpretation from Spanish)"
		}
		words := strings.Repeat("the tide was late again and nobody asked ", 1+i*5%7)
		fmt.Fprintf(&en, "**%s%s:** Point %d, %s.\n\n", who, role, 110+13*i, words)
		if i != 2 {
			fmt.Fprintf(&fr, "**%s :** Point %d, %s.\n\n", who, 110+13*i, strings.Repeat("la marée était encore en retard et personne ", 1+i*5%7))
		}
	}
	write(t, filepath.Join(dir, "dixit.yaml"), "title: Pilots\nlanguages: [en, fr]\n")
	write(t, filepath.Join(dir, "content", "tides.en.md"), "---\ntitle: Tides\n---\n"+en.String())
	write(t, filepath.Join(dir, "content", "tides.fr.md"), "---\ntitle: Marées\n---\n"+fr.String())
	_, res := build(t, builder.Options{Dir: dir})
	read := func(name string) string {
		raw, err := os.ReadFile(filepath.Join(res.Out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	page := read("en/sessions/tides/reading/index.html")
	_, row, _ := strings.Cut(page, ">Français</")
	_, row, _ = strings.Cut(row, `scope="row"`)
	for _, want := range []string{`<td class="num">93</td>`, `<td class="num">15</td>`, `<td class="num">1</td>`, `?turn=3#`} {
		if !strings.Contains(row, want) {
			t.Errorf("no %s in %s", want, row)
		}
	}
	session := read("en/sessions/tides/index.html")
	if n := strings.Count(session, "interpretation from Spanish") + strings.Count(session, `class="spoken"`); n != 1 {
		t.Errorf("the language spoken is noted %d times", n)
	}
}
