package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

var update = flag.Bool("update", false, "write what is found as what is wanted")

// record has something of everything that the formats treat in their own way.
func record() *Document {
	turn := func(n int, label, role, speaker string, start, end transcript.Time, segs ...transcript.Segment) Turn {
		return Turn{N: n, Anchor: "t-k3f9x2a" + string(rune('a'+n)), Speaker: speaker, Turn: transcript.Turn{Section: 1, Label: label, Role: role, Start: start, End: end, Segments: segs}}
	}
	say := func(text string, spans ...transcript.Span) transcript.Segment {
		return transcript.Segment{Text: text, Spans: spans}
	}
	cue := func(text string, from, to transcript.Time, going transcript.Going) transcript.Segment {
		return transcript.Segment{Text: text, Time: transcript.Interval{Start: from, End: to}, Going: going}
	}
	return &Document{
		Session: "council/2031-05-19", Series: "council", Lang: "en", Title: "Dues & <tolls>", Date: "2031-05-19", Topics: []string{"dues"},
		Meta:     transcript.Meta{Kind: "verbatim", Media: []string{"https://a.example/a.mp3", "b.opus"}, Rights: "CC0"},
		Sections: []transcript.Section{{Level: 2, Title: "Opening: # one"}},
		Turns: []Turn{
			turn(1, "Ada Lim", "chair", "1-lim", 12_500, transcript.NoTime,
				say("=SUM(A1) opens. [laughter] 1. No list & <tag> *star*.", transcript.Span{Start: 16, End: 26, Kind: transcript.Event, Value: "laughter"}),
				say("- a dash\nand a line", transcript.Span{Start: 2, End: 3, Kind: transcript.Strong})),
			turn(2, "Ünal Çelik", "Board (Lower)", "", transcript.NoTime, transcript.NoTime, transcript.Segment{Kind: transcript.Note, Text: "(applause)", Spans: []transcript.Span{{Start: 0, End: 10, Kind: transcript.Event, Value: "applause"}}}),
			turn(3, "Ada Lim", "", "1-lim", 3_723_004, 3_730_000,
				cue("One cue --> goes", 3_723_004, 3_725_000, transcript.Anew), cue("on.", 3_725_000, 3_726_000, transcript.Spaced), cue("字", 3_726_000, transcript.NoTime, transcript.Joined)),
			turn(4, "", "", "", transcript.NoTime, transcript.NoTime, say("港口 没有人。")),
		},
		Speakers: []Speaker{{Person: transcript.Person{ID: "1-lim", Kind: "delegation", Names: []transcript.Name{{Lang: "en", Text: "Ada Lim"}, {Lang: "zh", Text: "林艾达"}}, Affiliations: []transcript.Affiliation{{Role: []transcript.Name{{Lang: "en", Text: "Chair"}}, From: "2030"}}}}},
	}
}

func TestGolden(t *testing.T) {
	for _, f := range Formats {
		var b bytes.Buffer
		switch {
		case f.Write != nil:
			if err := f.Write(&b, record()); err != nil {
				t.Fatal(f.Name, err)
			}
		case f.Name == "csv":
			table, err := NewTable(&b)
			if err != nil {
				t.Fatal(err)
			}
			if err := table.Add(record()); err != nil {
				t.Fatal(err)
			}
		default:
			continue
		}
		name := filepath.Join("testdata", "record."+f.Name)
		if *update {
			if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s:\n%s", name, b.String())
		}
	}
}

// Ids in XML are unique and names that it allows; every reference leads to one.
func TestReferencesInXML(t *testing.T) {
	for _, write := range []func(io.Writer, *Document) error{TEI, AkomaNtoso} {
		var b bytes.Buffer
		if err := write(&b, record()); err != nil {
			t.Fatal(err)
		}
		ids, refs := map[string]bool{}, []string{}
		dec := xml.NewDecoder(&b)
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			start, ok := tok.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "id", "eId":
					if ids[a.Value] || a.Value != ncName(a.Value) {
						t.Errorf("id %q", a.Value)
					}
					ids[a.Value] = true
				case "who", "ana", "start", "end", "synch", "since", "origin", "by", "as":
					refs = append(refs, strings.Fields(a.Value)...)
				}
			}
		}
		if len(refs) < 4 {
			t.Errorf("references %q", refs)
		}
		for _, r := range refs {
			if !ids[strings.TrimPrefix(r, "#")] {
				t.Errorf("%q leads nowhere", r)
			}
		}
	}
}

func TestNamesThatXMLAllows(t *testing.T) {
	for in, want := range map[string]string{"ortiz": "ortiz", "3d-lab": "_3d-lab", "": "_", "a b/c": "a_b_c", "林": "林", "玛娜尔·伊": "玛娜尔·伊", "-x": "_-x", "́a": "_́a", "a:b": "a_b", "ا": "ا"} {
		if got := ncName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// No cell of a table is a formula, and a program that reads it gets the text
// back but for the apostrophe.
func TestTableCells(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@A1", "\tx", "plain", "'quoted", `"a","b"`, "line\nbreak", ""} {
		d := &Document{Turns: []Turn{{Turn: transcript.Turn{Start: transcript.NoTime, End: transcript.NoTime, Segments: []transcript.Segment{{Text: text}}}}}}
		var b bytes.Buffer
		table, _ := NewTable(&b)
		if err := table.Add(d); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatal(rows, err)
		}
		cell := rows[1][len(columns)-1]
		if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t") || strings.TrimPrefix(cell, "'") != strings.TrimPrefix(text, "'") {
			t.Errorf("%q became %q", text, cell)
		}
	}
}

func TestRecordsAsOneObject(t *testing.T) {
	for _, in := range [][]string{{}, {"turn"}, {"session", "session", "turn", "turn"}, {"session", "speaker", "topic", "turn"}, {"speaker"}} {
		var b bytes.Buffer
		r := NewRecords(&b, true)
		for _, kind := range in {
			if err := r.Add(kind, map[string]string{"kind": kind}); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		var all map[string][]map[string]string
		if err := json.Unmarshal(b.Bytes(), &all); err != nil || len(all) != len(kinds) {
			t.Fatalf("%v of %s", err, b.String())
		}
		for _, k := range kinds {
			n := 0
			for _, kind := range in {
				if kind == k {
					n++
				}
			}
			if len(all[k+"s"]) != n {
				t.Errorf("%v: %d %ss", in, len(all[k+"s"]), k)
			}
		}
	}
}
