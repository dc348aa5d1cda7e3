// Package recognised reads what speech recognisers write as JSON: Whisper and
// WhisperX, whisper.cpp, and the transcripts of the podcast namespace, which are
// mostly made by them; and AWS Transcribe, Deepgram, AssemblyAI and Azure
// (services.go). They share one shape, a list of stretches of speech with times,
// and differ in its names. What is made of stretches is package cues'.
//
// A speaker whom a recogniser only numbers ("SPEAKER_00") is a label like any
// other; front matter beside the file says who it is.
package recognised

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math"
	"path"
	"strconv"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/cues"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "recognised".
func (Format) Name() string { return "recognised" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 4 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows JSON by the list of stretches, or by the text that Whisper writes
// before it, which may be longer than the head.
func (Format) Match(p string, head []byte) format.Confidence {
	if !strings.EqualFold(path.Ext(p), ".json") {
		return format.No
	}
	if head == nil {
		return format.Maybe // by its name alone, nobody can say
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil) // UTF-16, of which the names are ASCII
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n{")
	switch {
	case bytes.Contains(head, []byte(`"segments"`)), bytes.Contains(head, []byte(`"transcription"`)):
		return format.Sure
	case bytes.Contains(head, []byte(`"recognizedPhrases"`)), bytes.Contains(head, []byte(`"combinedPhrases"`)),
		bytes.Contains(head, []byte(`"results"`)) && (bytes.Contains(head, []byte(`"transcripts"`)) || bytes.Contains(head, []byte(`"channels"`))),
		bytes.Contains(head, []byte(`"language_code"`)) && bytes.Contains(head, []byte(`"acoustic_model"`)),
		bytes.Contains(head, []byte(`"utterances"`)) && bytes.Contains(head, []byte(`"speaker"`)):
		return format.Sure
	case bytes.HasPrefix(start, []byte(`"text"`)), bytes.Contains(head, []byte(`"text"`)) && bytes.Contains(head, []byte(`"language"`)):
		return format.Likely
	}
	return format.No
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "recognised", Lines: f.Lines()}
	if err := format.CheckJSON(f.Text); err != nil {
		return t, diag.List{diag.New(diag.FileRefused, f.Path, 1, 1, "%v", err)}
	}
	doc, at, err := parse(f)
	var list diag.List
	if err != nil {
		line, column := f.Position(min(at, len(f.Text)))
		list = append(list, diag.New(diag.JSONInvalid, f.Path, line, column, "%v; what stands before it was read", err))
	}
	if len(doc.stretches) == 0 {
		doc.stretches = doc.spare
	}
	if l, err := lang.Parse(doc.language); err == nil {
		t.Meta.Lang = l
	}
	t.Meta.Kind = "captions"
	if doc.machine {
		t.Meta.MadeBy = "machine"
	}
	t.Dropped = doc.dropped
	return t, append(list, cues.Assemble(t, doc.cues())...)
}

// document is a file taken apart.
type document struct {
	language  string
	machine   bool // a recogniser wrote it
	stretches []stretch
	spare     []stretch // made of words, for where there are no stretches
	whole     stretch   // the text in one piece, for where there are no stretches
	dropped   []transcript.Dropped
}

// stretch is what was recognised in one stretch of time, by any of the names.
type stretch struct {
	line int

	Text       string `json:"text"`
	Body       string `json:"body"`
	Transcript string `json:"transcript"`
	Speaker    any    `json:"speaker"` // a name, or the number or letter of a voice

	Start     *number `json:"start"` // seconds
	End       *number `json:"end"`
	StartTime *number `json:"startTime"`
	EndTime   *number `json:"endTime"`
	Offsets   *struct {
		From, To number // milliseconds
	} `json:"offsets"`

	begin number // Start, or that of the stretch before it in its channel

	Words  []word `json:"words"`
	Tokens []word `json:"tokens"` // parts of words, and marks in brackets
}

// in takes times that are counted in parts of a second to seconds.
func (s *stretch) in(unit number) {
	if unit <= 1 {
		return
	}
	seconds := func(n **number) {
		if *n != nil {
			v := **n / unit
			*n = &v
		}
	}
	seconds(&s.Start)
	seconds(&s.End)
	for i := range s.Words {
		seconds(&s.Words[i].Start)
		seconds(&s.Words[i].End)
	}
}

// word is a word with the recogniser's confidence in it, from 0 to 1.
type word struct {
	Word           string  `json:"word"`
	PunctuatedWord string  `json:"punctuated_word"`
	Text           string  `json:"text"`
	Speaker        any     `json:"speaker"`
	Start          *number `json:"start"` // seconds
	End            *number `json:"end"`
	Score          *number `json:"score"`
	Probability    *number `json:"probability"`
	Confidence     *number `json:"confidence"`
}

// printed is the word as it stands in the text.
func (w word) printed() string { return cmp.Or(w.PunctuatedWord, w.Word, w.Text) }

// number is a number, which some programs write as a string. NaN is one that
// cannot be read.
type number float64

// UnmarshalJSON reads it.
func (n *number) UnmarshalJSON(data []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(data), "\" "), 64)
	if err != nil {
		v = math.NaN()
	}
	*n = number(v)
	return nil
}

// sure is the confidence, 1 where none is given.
func (w word) sure() float64 {
	switch {
	case w.Probability != nil && *w.Probability >= 0:
		return float64(*w.Probability)
	case w.Score != nil && *w.Score >= 0:
		return float64(*w.Score)
	case w.Confidence != nil && *w.Confidence >= 0:
		return float64(*w.Confidence)
	}
	return 1
}

// parse takes a file apart as it streams by, so that each stretch has its line
// and all before a fault is read. at is where a fault stands, in bytes.
func parse(f *source.File) (doc document, at int, err error) {
	dec := json.NewDecoder(strings.NewReader(f.Text))
	fault := func(err error) (document, int, error) { return doc, int(dec.InputOffset()), err }
	if _, err := dec.Token(); err != nil { // the brace
		return fault(err)
	}
	var (
		words []word
		line  int         // of words
		unit  = number(1) // that their times are counted in, in parts of a second
	)
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fault(err)
		}
		switch key {
		case "segments", "transcription":
			doc.machine = doc.machine || key == "transcription"
			if err := doc.list(f, dec, 1); err != nil {
				return fault(err)
			}
		case "utterances": // of AssemblyAI, which counts milliseconds
			doc.machine = true
			if err := doc.list(f, dec, 1000); err != nil {
				return fault(err)
			}
		case "results":
			doc.machine = true
			if err := doc.results(f, dec); err != nil {
				return fault(err)
			}
		case "recognizedPhrases", "phrases":
			doc.machine = true
			if err := doc.list(f, dec, 0); err != nil {
				return fault(err)
			}
		case "words": // which serve where nothing else has times
			line = f.LineAt(int(dec.InputOffset()))
			if err := dec.Decode(&words); err != nil {
				return fault(err)
			}
		case "acoustic_model": // of AssemblyAI
			unit = 1000
			var skipped json.RawMessage
			if err := dec.Decode(&skipped); err != nil {
				return fault(err)
			}
		case "language_code":
			if err := dec.Decode(&doc.language); err != nil {
				return fault(err)
			}
			doc.language = strings.ReplaceAll(doc.language, "_", "-")
			doc.machine = true
		case "text":
			doc.whole.line = f.LineAt(int(dec.InputOffset()))
			var text any
			if err := dec.Decode(&text); err != nil {
				return fault(err)
			}
			doc.whole.Text, _ = text.(string)
		case "language":
			if err := dec.Decode(&doc.language); err != nil {
				return fault(err)
			}
			doc.machine = true
		case "result":
			var result struct{ Language string }
			if err := dec.Decode(&result); err != nil {
				return fault(err)
			}
			doc.language = result.Language
		default:
			// Models and settings: what is said of the recogniser.
			var skipped json.RawMessage
			if err := dec.Decode(&skipped); err != nil {
				return fault(err)
			}
		}
	}
	if len(doc.stretches) == 0 && len(doc.spare) == 0 && len(words) > 0 {
		doc.machine = true
		all := stretch{Words: words}
		all.in(unit)
		doc.said(line, all.Words)
	}
	return doc, 0, nil
}

// enter goes into the next value; false for one that does not open so, which it skips,
// and for an error.
func enter(dec *json.Decoder, open json.Delim) (bool, error) {
	is, err := dec.Token()
	if err != nil || is == open {
		return err == nil, err
	}
	depth := 0
	for {
		switch is {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return false, nil
		}
		if is, err = dec.Token(); err != nil {
			return false, err
		}
	}
}

// list reads the list of stretches. unit is what their times are counted in, in
// parts of a second; 0 says that they are phrases.
func (doc *document) list(f *source.File, dec *json.Decoder, unit number) error {
	if ok, err := enter(dec, '['); !ok {
		return err
	}
	for dec.More() {
		from := int(dec.InputOffset())
		var s stretch
		if unit == 0 {
			var p phrase
			if err := dec.Decode(&p); err != nil {
				return err
			}
			doc.language = cmp.Or(doc.language, p.Locale)
			s = p.stretch()
		} else if err := dec.Decode(&s); err != nil {
			return err
		}
		s.in(unit)
		rest := f.Text[from:]
		s.line = f.LineAt(from + len(rest) - len(strings.TrimLeft(rest, ", \t\r\n")))
		doc.machine = doc.machine || len(s.Words) > 0 || len(s.Tokens) > 0
		doc.stretches = append(doc.stretches, s)
	}
	_, err := dec.Token()
	return err
}
