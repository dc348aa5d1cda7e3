package transcript

import (
	"bytes"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// full is a transcript with a value in every field, so that a field the codec
// forgets is seen.
func full() *Transcript {
	t := &Transcript{
		File: "会议/1.zh.md", Format: "markdown", Gaps: 3, Lines: 99, Nth: 1, Of: 2,
		Meta: Meta{
			Title: "Harbour dues", Date: "2024-03-13", Lang: "zh-Hant", Session: "s", Series: "council", Part: 2,
			Speakers: []string{"Ana", "林"}, Labels: []Naming{{"Speaker 1", "ortiz"}}, Topics: []string{"ferries"},
			Media: []string{"a.mp3"}, Source: []string{"b.pdf"}, Documents: []string{"c"}, TranscriptBy: []string{"d"}, TranslationBy: []string{"e"},
			Rights: "CC0", Summary: "s", Aliases: []string{"old"}, Original: "fr", Kind: "verbatim", MadeBy: "human", Status: "draft",
			Corrected: "2025", Draft: true, Embargo: "2030-01", Withdrawn: "why", Redact: []string{"x y"},
			People: []Person{{ID: "OrtizAna", Kind: "person", Names: []Name{{"es", "Ana Ortiz"}, {"", "Ortiz"}}, Affiliations: []Affiliation{{[]Name{{"en", "chair"}}, []Name{{"", "council"}}, "2020", "2024"}}, Sex: "F", Links: []string{"https://example.org/ortiz"}}},
		},
		Sections: []Section{{1, "Opening", 4}, {3, "", -1}},
		Turns: []Turn{
			{Section: 1, Label: "林女士", Role: "Chair", Line: 5, EndLine: 9, Start: 12500, End: NoTime, Confidence: 0.93, Procedural: true, ID: "open", Lang: "zh-Hans", Original: "fr", Who: "OrtizAna", Segments: []Segment{
				{Kind: Item, Quote: true, Depth: 2, Number: 7, Line: 6, Page: 12, Time: Interval{0, NoTime}, Going: Spaced, Text: "好 [笑声]", Spans: []Span{{0, 3, Link, "https://example.org"}, {4, 12, Event, "laughter"}}, Cues: []Cue{{0, Interval{5, 9}}, {4, Interval{9, NoTime}}}},
				{Text: strings.Repeat("长", 5000)},
			}},
			{},
		},
		More:    []Transcript{{File: "b"}},
		Dropped: []Dropped{{7, 8, RunningFooter, "Page 1"}},
		Origin:  Origin{SHA256: "ab12", Encoding: "UTF-8", Remarks: []Remark{{7, "label-doubtful", "m"}}},
	}
	return t
}

func TestFullIsFull(t *testing.T) {
	v := reflect.ValueOf(*full())
	for _, v := range []reflect.Value{v, v.FieldByName("Meta"), v.FieldByName("Origin"), reflect.ValueOf(full().Turns[0]), reflect.ValueOf(full().Turns[0].Segments[0])} {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s.%s has no value in the test's transcript", v.Type().Name(), v.Type().Field(i).Name)
			}
		}
	}
}

func TestPackedMetaRoundTrip(t *testing.T) {
	for _, want := range []Meta{{}, {Draft: true}, full().Meta} {
		if got := want.Packed().Meta(); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v is %+v once it was packed", want, got)
		}
	}
}

func TestCodecRoundTrip(t *testing.T) {
	for _, want := range []*Transcript{{}, full()} {
		enc := Encode([]byte("before"), want)
		if !bytes.HasPrefix(enc, []byte("before")) {
			t.Fatal("Encode does not append")
		}
		got, err := Decode(enc[len("before"):])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestDecodeDamage(t *testing.T) {
	enc := Encode(nil, full())
	for n := range len(enc) {
		if _, err := Decode(enc[:n]); err == nil {
			t.Fatalf("cut at %d of %d bytes it is still a transcript", n, len(enc))
		}
	}
	if _, err := Decode(append(enc, 0)); err == nil {
		t.Error("a byte too many is not noticed")
	}
	rng := rand.New(rand.NewSource(4))
	for range 5000 { // damage may give another transcript, and never a panic
		bad := bytes.Clone(enc)
		for range 1 + rng.Intn(4) {
			bad[rng.Intn(len(bad))] ^= byte(1 << rng.Intn(8))
		}
		Decode(bad)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(nil, &Transcript{}))
	small := full()
	small.Turns[0].Segments = small.Turns[0].Segments[:1]
	f.Add(Encode(nil, small))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		tr, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Decode(Encode(nil, tr))
		if err != nil {
			t.Fatalf("what was decoded cannot be decoded again: %v", err)
		}
		if !bytes.Equal(Encode(nil, tr), Encode(nil, again)) {
			t.Fatal("encoding is not stable")
		}
	})
}

func BenchmarkCodec(b *testing.B) {
	t := full()
	for range 60 { // as a meeting has
		t.Turns = append(t.Turns, Turn{Label: "Ana Ortiz", Line: 80, EndLine: 90, Segments: []Segment{
			{Line: 80, Text: strings.Repeat("The quay is to be mended before winter. ", 8)}, {Line: 84, Text: strings.Repeat("So it is. ", 20)}}})
	}
	enc := Encode(nil, t)
	b.Run("encode", func(b *testing.B) {
		b.SetBytes(int64(len(enc)))
		b.ReportAllocs()
		buf := make([]byte, 0, len(enc))
		for b.Loop() {
			Encode(buf, t)
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(enc)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Decode(enc); err != nil {
				b.Fatal(err)
			}
		}
	})
}
