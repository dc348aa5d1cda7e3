package recognised

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
)

// What services on the net write differs from what Whisper does in that some
// give words alone, in a list for all of the file. They are made stretches here.

// longPause is how many seconds of silence end a stretch of words where no stop does.
const longPause = 1

// results reads what AWS Transcribe and Deepgram have under that name.
func (doc *document) results(f *source.File, dec *json.Decoder) error {
	if ok, err := enter(dec, '{'); !ok {
		return err
	}
	var (
		labels []stretchOfVoice
		items  []word
		line   int
	)
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		line = f.LineAt(int(dec.InputOffset()))
		switch key {
		case "language_code":
			err = dec.Decode(&doc.language)
		case "speaker_labels":
			var l struct{ Segments []stretchOfVoice }
			err = dec.Decode(&l)
			labels = l.Segments
		case "items":
			var list []item
			err = dec.Decode(&list)
			items = wordsOf(list)
		case "channels":
			err = doc.channels(f, dec)
		case "utterances":
			err = doc.list(f, dec, 1)
		default:
			var skipped json.RawMessage
			err = dec.Decode(&skipped)
		}
		if err != nil {
			return err
		}
	}
	voices(items, labels)
	doc.said(line, items)
	_, err := dec.Token()
	return err
}

// stretchOfVoice is when AWS Transcribe heard which voice.
type stretchOfVoice struct {
	Start *number `json:"start_time"`
	End   *number `json:"end_time"`
	Label string  `json:"speaker_label"`
}

// item is a word or a stop of AWS Transcribe, with what else it may be.
type item struct {
	stretchOfVoice
	Type         string
	Channel      string `json:"channel_label"`
	Alternatives []struct {
		Content    string
		Confidence *number
	}
}

// wordsOf gives the words, each with the stops that follow it.
func wordsOf(items []item) []word {
	var out []word
	for _, i := range items {
		if len(i.Alternatives) == 0 {
			continue
		}
		said := i.Alternatives[0]
		if i.Type == "punctuation" && len(out) > 0 {
			out[len(out)-1].Word += said.Content
			continue
		}
		w := word{Word: said.Content, Start: i.Start, End: i.End, Confidence: said.Confidence}
		if voice := cmp.Or(i.Label, i.Channel); voice != "" {
			w.Speaker = voice
		}
		out = append(out, w)
	}
	return out
}

// voices gives words without a voice that of the stretch in which they begin.
// Both are in the order of time.
func voices(words []word, labels []stretchOfVoice) {
	n := 0
	for i := range words {
		w := &words[i]
		if w.Speaker != nil || w.Start == nil {
			continue
		}
		for n < len(labels) && (labels[n].End == nil || *labels[n].End <= *w.Start) {
			n++
		}
		if n < len(labels) && labels[n].Start != nil && *labels[n].Start <= *w.Start {
			w.Speaker = labels[n].Label
		}
	}
}

// channels reads the channels of Deepgram: of each what is likeliest.
func (doc *document) channels(f *source.File, dec *json.Decoder) error {
	line := f.LineAt(int(dec.InputOffset()))
	var list []struct {
		Language     string `json:"detected_language"`
		Alternatives []struct {
			Transcript string
			Words      []word
		}
	}
	if err := dec.Decode(&list); err != nil {
		return err
	}
	for n, c := range list {
		if len(c.Alternatives) == 0 {
			continue
		}
		doc.language = cmp.Or(doc.language, c.Language)
		first, begin := len(doc.spare), number(0)
		said := c.Alternatives[0]
		for i := range said.Words {
			if w := &said.Words[i]; w.Speaker == nil && len(list) > 1 {
				w.Speaker = map[string]any{"id": float64(n)}
			}
		}
		doc.said(line, said.Words)
		if len(said.Words) == 0 && said.Transcript != "" {
			doc.spare = append(doc.spare, stretch{line: line, Text: said.Transcript})
		}
		for i := range doc.spare[first:] {
			s := &doc.spare[first+i]
			if s.Start != nil {
				begin = *s.Start
			}
			s.begin = begin
		}
	}
	slices.SortStableFunc(doc.spare, func(a, b stretch) int { return cmp.Compare(a.begin, b.begin) })
	return nil
}

// said makes stretches of words: each as long as one voice speaks, without a stop
// or a pause. They serve where the file has no stretches of its own.
func (doc *document) said(line int, words []word) {
	var s stretch
	end := func() {
		if len(s.Words) > 0 {
			s.line, s.Speaker, s.Start, s.End = line, s.Words[0].Speaker, s.Words[0].Start, s.Words[len(s.Words)-1].End
			doc.spare = append(doc.spare, s)
		}
		s = stretch{}
	}
	var text strings.Builder
	for _, w := range words {
		w.Word = clean(w.printed())
		if w.Word == "" {
			continue
		}
		if n := len(s.Words); n > 0 {
			before := s.Words[n-1]
			last, _ := utf8.DecodeLastRuneInString(before.Word)
			if strings.ContainsRune(".?!。？！…؟।", last) || voiceOf(before.Speaker) != voiceOf(w.Speaker) ||
				before.End != nil && w.Start != nil && *w.Start-*before.End >= longPause {
				s.Text = text.String()
				text.Reset()
				end()
			}
		}
		if n := len(s.Words); n > 0 {
			text.WriteString(format.Seam(s.Words[n-1].Word, w.Word))
		}
		text.WriteString(w.Word)
		w.PunctuatedWord = ""
		s.Words = append(s.Words, w)
	}
	s.Text = text.String()
	end()
}

// phrase is what Azure writes of one stretch of speech, in batches and at once.
type phrase struct {
	Speaker      any
	Locale       string
	Text         string
	Offset       *number                    `json:"offsetMilliseconds"`
	Duration     *number                    `json:"durationMilliseconds"`
	OffsetTicks  *number                    `json:"offsetInTicks"` // of a tenth of a microsecond
	LengthTicks  *number                    `json:"durationInTicks"`
	Alternatives []struct{ Display string } `json:"nBest"`
}

// stretch gives the phrase as others write it.
func (p phrase) stretch() stretch {
	s := stretch{Text: p.Text, Speaker: p.Speaker}
	if s.Text == "" && len(p.Alternatives) > 0 {
		s.Text = p.Alternatives[0].Display
	}
	from, length, unit := p.Offset, p.Duration, number(1e3)
	if from == nil {
		from, length, unit = p.OffsetTicks, p.LengthTicks, 1e7
	}
	if from != nil {
		start := *from / unit
		s.Start = &start
		if length != nil {
			end := start + *length/unit
			s.End = &end
		}
	}
	return s
}
