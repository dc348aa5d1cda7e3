package markup

import (
	"strings"
	"testing"
)

func TestExcerpt(t *testing.T) {
	got := string(AppendExcerpt(nil, &Excerpt{Href: "../s/?turn=8#t-a", Number: "8", Words: Phrase{Text: `a <b> & "c"`}}))
	if want := `<li class="row hit" data-item><div class="margin"><bdi class="num">8</bdi></div>` +
		`<blockquote class="excerpt"><a href="../s/?turn=8#t-a">a &lt;b&gt; &amp; &#34;c&#34;</a></blockquote></li>` + "\n"; got != want {
		t.Errorf("a speaker's own turn:\n%s", got)
	}
	got = string(AppendExcerpt(nil, &Excerpt{
		Href: "x", Number: "٨", Name: Phrase{Text: "林", Lang: "zh"}, Session: Phrase{Text: "Dues"}, SessionHref: "s", Date: "13 Mar", DateISO: "2024-03-13",
		Words: Phrase{Text: "مرحبا", Lang: "ar", Dir: "rtl"},
	}))
	for _, part := range []string{
		`<span class="name"><bdi lang="zh">林</bdi></span> <bdi class="num">٨</bdi> <span class="of"><a href="s">Dues</a> <time datetime="2024-03-13">13 Mar</time></span>`,
		`<blockquote class="excerpt" lang="ar" dir="rtl"><a href="x">مرحبا</a>`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("no %s in\n%s", part, got)
		}
	}
	// A turn of nothing that can be shown is named by its number, and no address
	// that a page may not lead to becomes one.
	got = string(AppendExcerpt(nil, &Excerpt{Href: "javascript:alert(1)", Number: "9"}))
	if !strings.Contains(got, `<a><bdi>9</bdi></a>`) {
		t.Error(got)
	}
}
