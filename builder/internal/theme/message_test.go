package theme

import "testing"

// A message says the same whoever fills its blanks.
func TestBlanksAreFilledAsTemplatesAre(t *testing.T) {
	full := map[string]any{"From": "12", "To": "14", "File": "a.md", "Day": "1"}
	for _, src := range []string{
		"", "nothing", "{{.From}}", "Lines {{.From}} to {{.To}}.", "{{.From}}{{.To}}",
		"Lines {{.From}}{{if .File}} of {{.File}}{{end}}.", "{{if .File}}{{.File}} {{end}}{{.From}}", "{{if .File}}{{end}}x",
		"{{if .File}}a{{if .To}}b{{end}}c{{end}}", "{{.Day}}{{if eq .Day \"1\"}}er{{end}}", "{{ .From }}", "{{if .Nobody}}a{{end}}b", "{{.Nobody}}", "{{.From.To}}",
	} {
		for _, values := range []map[string]any{full, {"From": "", "To": "", "File": "", "Day": ""}, {"From": 3, "To": nil, "File": 0, "Day": 1}} {
			fast, err := parser.Parse(src, "", "")
			if err != nil {
				t.Fatalf("%q: %v", src, err)
			}
			slow, err := parser.TextParser.Parse(src, "", "")
			if err != nil {
				t.Fatalf("%q: %v", src, err)
			}
			got, gotErr := fast.Execute(values)
			want, wantErr := slow.Execute(values)
			if got != want || (gotErr == nil) != (wantErr == nil) {
				t.Errorf("%q of %v is %q, %v; want %q, %v", src, values, got, gotErr, want, wantErr)
			}
		}
	}
}
