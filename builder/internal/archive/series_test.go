package archive

import (
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/transcript"
)

func seriesByID(a *Archive, id string) *Series {
	if i := slices.IndexFunc(a.Series, func(s *Series) bool { return s.ID == id }); i >= 0 {
		return a.Series[i]
	}
	return nil
}

func TestSeriesNestAsFoldersDo(t *testing.T) {
	a, _ := world{languages: "en", files: []*transcript.Transcript{
		say("Assembly/Committee A/Panel_2/x.en.md", none, "Words of the panel."),
		say("Assembly/Committee A/y.en.md", none, "Words of the committee."),
		say("Assembly/Committee B/z.en.md", none, "Words of the other committee."),
		say("alone.en.md", none, "Words of nobody in particular."),
	}}.link(t)
	var got []string
	for _, s := range a.Series {
		parent := ""
		if s.Parent != nil {
			parent = s.Parent.ID
		}
		got = append(got, strings.Join([]string{s.ID, s.Titles[""], parent}, "|"))
	}
	want := []string{
		"assembly|Assembly|",
		"assembly/committee-a|Committee A|assembly",
		"assembly/committee-a/panel-2|Panel 2|assembly/committee-a",
		"assembly/committee-b|Committee B|assembly",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	top := seriesByID(a, "assembly")
	if h := a.Holding(top); len(h.Sessions) != 0 || len(a.SessionsIn(top)) != 3 || len(h.Children) != 2 {
		t.Errorf("%d sessions of its own, %d in all, %d series", len(h.Sessions), len(a.SessionsIn(top)), len(h.Children))
	}
	if a.Sessions[0].ID != "alone" || a.Sessions[0].Series != nil {
		t.Errorf("a session in no folder is in the series %+v", a.Sessions[0].Series)
	}
}

func TestSeriesOfFrontMatter(t *testing.T) {
	a, _ := world{languages: "en fr", files: []*transcript.Transcript{
		say("2019/one.en.md", none, "Words of one evening."),
		say("2019/one.fr.md", transcript.Meta{Series: "Evening Show"}, "Les mots d'un soir."),
		say("2020/two.en.md", transcript.Meta{Series: "evening-show"}, "Words of two evenings."),
		say("夜话/三.en.md", none, "Words of three evenings."),
	}}.link(t)
	s := seriesByID(a, "evening-show")
	if s == nil || len(a.Holding(s).Sessions) != 2 {
		t.Fatalf("%+v", a.Series)
	}
	if s.Titles[""] != "Evening Show" {
		t.Errorf("its title is %q", s.Titles[""])
	}
	if seriesByID(a, "2019") != nil {
		t.Error("a folder is a series although front matter names another")
	}
	if s := seriesByID(a, "夜话"); s == nil || s.Titles[""] != "夜话" {
		t.Errorf("%+v", s)
	}
}

func TestIndexGivesASeriesTitleAndText(t *testing.T) {
	para := func(s string) []transcript.Segment { return []transcript.Segment{{Text: s}} }
	a, list := world{
		languages: "en ar zh",
		files: []*transcript.Transcript{
			say("harbour/quays/one.en.md", none, "Words of one quay."),
			say("zh/harbour/quays/one.md", none, "码头的话说了很多。"),
		},
		series: []SeriesText{
			{Path: "harbour/_index.ar.md", Folder: "harbour", Lang: "ar", Title: "الميناء", Segments: para("نص")},
			{Path: "harbour/_index.md", Folder: "harbour", Lang: "en", Title: "The Harbour", Segments: para("Text")},
			{Path: "harbour/quays/_index.md", Folder: "harbour/quays", Lang: "en", Segments: para("No title")},
			{Path: "nowhere/_index.md", Folder: "nowhere", Lang: "en", Title: "Nowhere"},
			{Path: "zh/harbour/_index.md", Folder: "zh/harbour", Lang: "zh", Title: "港口", Segments: para("文")},
		},
	}.link(t)
	s := seriesByID(a, "harbour")
	for l, want := range map[string]string{"en": "The Harbour", "ar": "الميناء", "zh": "港口", "fr": "The Harbour"} {
		if got, _ := s.Titles.In(tags(l)[0], a.Languages...); got != want {
			t.Errorf("in %s it is called %q, want %q", l, got, want)
		}
	}
	if len(s.Texts) != 3 || s.Texts["ar"][0].Text != "نص" {
		t.Errorf("%+v", s.Texts)
	}
	quays := seriesByID(a, "harbour/quays")
	if title, _ := quays.Titles.In("en"); title != "quays" || quays.Texts["en"][0].Text != "No title" {
		t.Errorf("%+v", quays)
	}
	if got := codes(list, diag.FilePassedOver); !slices.Equal(got, []string{"file-passed-over nowhere/_index.md"}) {
		t.Errorf("%v", list)
	}
}

func TestSeriesNarrowNamesakes(t *testing.T) {
	entries := []people.Entry{{ID: "a", Names: people.Text{"": "Ana Ruiz"}, In: []string{"Committee A"}}}
	if e, _ := people.NewIndex(entries).Find("ana ruiz", "committee-a/1", "committee-a"); e == nil {
		t.Error("a series under `in:` is not found as it is written on its folder")
	}
}
