package theme

import (
	"bytes"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
)

// minifier shortens templates, stylesheets and scripts, once, when a theme is
// loaded. Templates keep what their actions may stand in: quotes, end tags and
// document tags. SVG and JSON are left alone, which the library changes.
type minifier struct{ m *minify.M }

func newMinifier() minifier {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		TemplateDelims: html.GoTemplateDelims, KeepQuotes: true, KeepEndTags: true, KeepDocumentTags: true, KeepDefaultAttrVals: true,
	})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	return minifier{m}
}

func (m minifier) small(mediaType string, b []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := m.m.Minify(mediaType, &out, bytes.NewReader(b)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Script shortens a script that is no part of a theme.
func Script(b []byte) ([]byte, error) { return newMinifier().small("text/javascript", b) }
