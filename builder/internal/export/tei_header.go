package export

import (
	"cmp"

	"dixit/builder/internal/source"
)

func (t *teiWriter) header(d *Document) {
	t.line(1)
	t.open("teiHeader")
	t.line(2)
	t.open("fileDesc")
	t.line(3)
	t.open("titleStmt")
	t.line(4)
	t.open("title", "type", "main", "xml:lang", string(d.Lang))
	t.text(d.Title)
	t.close("title")
	t.line(3)
	t.close("titleStmt")
	t.line(3)
	t.w.WriteString("<publicationStmt><publisher/>")
	t.with(4, "idno", d.Session, "type", "session")
	if d.Meta.Rights != "" {
		t.w.WriteString("<availability>")
		t.with(4, "licence", d.Meta.Rights)
		t.w.WriteString("</availability>")
	}
	t.w.WriteString("</publicationStmt>")
	if d.Series != "" {
		t.line(3)
		t.w.WriteString("<seriesStmt>")
		t.with(4, "title", d.Series)
		t.w.WriteString("</seriesStmt>")
	}
	t.notes(d)
	t.source(d)
	t.line(2)
	t.close("fileDesc")
	if t.persons {
		t.taxonomy()
	}
	t.line(2)
	t.open("profileDesc")
	if d.Date != "" {
		t.line(3)
		t.w.WriteString("<settingDesc><setting>")
		t.empty("date", "when", string(d.Date))
		t.w.WriteString("</setting></settingDesc>")
	}
	if len(d.Topics) > 0 {
		t.line(3)
		t.w.WriteString("<textClass><keywords>")
		for _, s := range d.Topics {
			t.with(4, "term", s)
		}
		t.w.WriteString("</keywords></textClass>")
	}
	if t.persons {
		t.listPerson(d)
	}
	t.line(2)
	t.close("profileDesc")
	t.line(1)
	t.close("teiHeader")
}

// notes writes front matter that has no other place.
func (t *teiWriter) notes(d *Document) {
	m := d.Meta
	var all [][2]string
	add := func(key string, values ...string) {
		for _, v := range values {
			if v != "" {
				all = append(all, [2]string{key, v})
			}
		}
	}
	add("summary", m.Summary)
	add("kind", m.Kind)
	add("original", string(m.Original))
	add("made_by", m.MadeBy)
	add("status", m.Status)
	add("corrected", string(m.Corrected))
	add("speakers", d.alone())
	add("documents", m.Documents...)
	add("transcript_by", m.TranscriptBy...)
	add("translation_by", m.TranslationBy...)
	add("aliases", m.Aliases...)
	if len(all) == 0 {
		return
	}
	t.line(3)
	t.open("notesStmt")
	for _, n := range all {
		t.with(4, "note", n[1], "type", n[0])
	}
	t.close("notesStmt")
}

// alone is the name of the only speaker of turns that have no label, "" where
// there is none.
func (d *Document) alone() string {
	for _, turn := range d.Turns {
		if turn.Label != "" {
			return ""
		}
	}
	for _, turn := range d.Turns {
		for _, s := range d.Speakers {
			if turn.Speaker == s.ID {
				return s.name(d)
			}
		}
	}
	return ""
}

// name gives the name of a speaker in the language of a document, else the
// first, else the id.
func (s Speaker) name(d *Document) string {
	for _, n := range s.Names {
		if n.Lang == d.Lang {
			return n.Text
		}
	}
	if len(s.Names) > 0 {
		return s.Names[0].Text
	}
	return s.ID
}

func (t *teiWriter) source(d *Document) {
	t.line(3)
	t.open("sourceDesc")
	t.line(4)
	t.open("bibl")
	for _, s := range d.Meta.Source {
		t.with(5, "idno", s, "type", "URI")
	}
	t.close("bibl")
	if len(d.Meta.Media) > 0 {
		t.line(4)
		t.w.WriteString("<recordingStmt><recording>")
		for _, m := range d.Meta.Media {
			t.line(5)
			t.empty("media", "mimeType", cmp.Or(source.MediaType(m), "application/octet-stream"), "url", m)
		}
		t.w.WriteString("</recording></recordingStmt>")
	}
	t.line(3)
	t.close("sourceDesc")
}

// types are ParlaMint's types of speakers, with what they mean.
var types = [][2]string{{"chair", "chairs the meeting"}, {"regular", "a member of the body"}, {"guest", "no member of the body"}}

func (t *teiWriter) taxonomy() {
	t.line(2)
	t.w.WriteString(`<encodingDesc><classDecl><taxonomy xml:id="speaker_types">`)
	for _, kind := range types {
		t.line(3)
		t.open("category", "xml:id", kind[0])
		t.w.WriteString("<catDesc>" + kind[1] + "</catDesc></category>")
	}
	t.line(2)
	t.w.WriteString("</taxonomy></classDecl></encodingDesc>")
}

func (t *teiWriter) listPerson(d *Document) {
	if len(d.Speakers) == 0 {
		return
	}
	t.line(3)
	t.w.WriteString("<particDesc><listPerson>")
	for _, s := range d.Speakers {
		kind := s.Kind
		if kind == "person" {
			kind = ""
		}
		t.line(4)
		t.open("person", "xml:id", t.ids[s.ID], "role", kind)
		for _, n := range s.Names {
			t.with(5, "persName", n.Text, "xml:lang", string(n.Lang))
		}
		if s.Sex != "" {
			t.line(5)
			t.empty("sex", "value", s.Sex)
		}
		for _, a := range s.Affiliations {
			t.line(5)
			t.open("affiliation", "from", a.From, "to", a.To)
			for _, n := range a.Role {
				t.with(6, "roleName", n.Text, "xml:lang", string(n.Lang))
			}
			for _, n := range a.Org {
				t.with(6, "orgName", n.Text, "xml:lang", string(n.Lang))
			}
			t.close("affiliation")
		}
		for _, l := range s.Links {
			t.with(5, "idno", l, "type", "URI")
		}
		if t.ids[s.ID] != s.ID {
			t.with(5, "idno", s.ID, "type", "dixit")
		}
		t.line(4)
		t.close("person")
	}
	t.line(3)
	t.w.WriteString("</listPerson></particDesc>")
}
