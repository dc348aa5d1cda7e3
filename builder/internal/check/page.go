package check

import (
	_ "embed"
	"html/template"
	"io"

	"dixit/builder/internal/diag"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// mostOnPage is how many examples of a question a page shows; it says how many
// more there are.
const mostOnPage = 25

// HTML writes the report as one page that needs nothing else: no script, no
// font, no style from elsewhere.
func (r *Report) HTML(w io.Writer, title string) error {
	type question struct {
		Question
		Shown []diag.Diagnostic
		More  int
	}
	count := diag.List(r.Diagnostics).Count
	view := struct {
		Title     string
		Sum       []string
		Questions []question
	}{
		Title: title,
		Sum:   []string{plural(count(diag.Error), "error"), plural(count(diag.Warning), "warning"), plural(count(diag.Info), "note")},
	}
	for _, q := range r.Questions {
		n := min(q.Count, mostOnPage)
		view.Questions = append(view.Questions, question{q, q.Examples[:n], q.Count - n})
	}
	return page.Execute(w, view)
}
