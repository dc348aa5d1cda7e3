package preview

import (
	"cmp"
	"path"
	"strings"

	"dixit/builder/internal/source"
)

// types are the content types of files but recordings, by extension. The table of the system
// differs from machine to machine, and what a host says must be known.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".jsonl":       "application/jsonl; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".xml":         "application/xml; charset=utf-8",
	".tei":         "application/tei+xml; charset=utf-8",
	".akn":         "application/xml; charset=utf-8",
	".tmx":         "application/xml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".md":          "text/markdown; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".tsv":         "text/tab-separated-values; charset=utf-8",
	".vtt":         "text/vtt; charset=utf-8",
	".srt":         "application/x-subrip; charset=utf-8",
	".ris":         "application/x-research-info-systems; charset=utf-8",
	".bib":         "application/x-bibtex; charset=utf-8",
	".ics":         "text/calendar; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".gif":         "image/gif",
	".webp":        "image/webp",
	".avif":        "image/avif",
	".ico":         "image/x-icon",
	".woff":        "font/woff",
	".woff2":       "font/woff2",
	".ttf":         "font/ttf",
	".otf":         "font/otf",
	".pdf":         "application/pdf",
	".zip":         "application/zip",
	".gz":          "application/gzip",
	".wasm":        "application/wasm",
}

func contentType(name string) string {
	return cmp.Or(types[strings.ToLower(path.Ext(name))], source.MediaType(name), "application/octet-stream")
}

// isPage tells whether a file is a page of HTML.
func isPage(name string) bool { return strings.EqualFold(path.Ext(name), ".html") }
