package recognised

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func read(text string) (*transcript.Transcript, diag.List) {
	f, _ := source.Decode("call.json", []byte(text))
	return Format{}.Read(f)
}

func told(tr *transcript.Transcript) []string {
	var out []string
	for _, turn := range tr.Turns {
		line := turn.Text()
		if turn.Label != "" {
			line = turn.Label + ": " + line
		}
		out = append(out, line)
	}
	return out
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"whisper", `{"text": " Good morning. The gate is shut.", "segments": [{"id": 0, "start": 0.0, "end": 2.5, "text": " Good morning."}, {"id": 1, "start": 2.5, "end": 4, "text": " The gate is shut."}], "language": "en"}`,
			[]string{"Good morning. The gate is shut."}},
		{"whisperx", `{"segments": [{"start": 0, "end": 2, "text": " Shut? Shut.", "speaker": "SPEAKER_00", "words": [{"word": "Shut?", "score": 0.9, "speaker": "SPEAKER_00"}, {"word": "Shut.", "score": 0.9, "speaker": "SPEAKER_01"}]}, {"start": 2, "end": 3, "text": "港口关了。", "speaker": "SPEAKER_01"}], "word_segments": []}`,
			[]string{"SPEAKER_00: Shut?", "SPEAKER_01: Shut. 港口关了。"}},
		{"whisper.cpp", `{"systeminfo": "x", "model": {"type": "base"}, "result": {"language": "ru"}, "transcription": [{"timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"}, "offsets": {"from": 0, "to": 2000}, "text": " Ворота закрыты."}]}`,
			[]string{"Ворота закрыты."}},
		{"podcast", "{\"version\": \"1.0.0\",\n\"segments\": [\n{\"speaker\": \"Ada Holm\", \"startTime\": 0.5, \"endTime\": 1.5, \"body\": \"Good morning.\"},\n{\"startTime\": 1.5, \"endTime\": 2.5, \"body\": \"The gate\", \"speaker\": \"Eli Brook\"}]}",
			[]string{"Ada Holm: Good morning.", "Eli Brook: The gate"}},
		{"a numbered voice", `{"segments": [{"speaker": 1, "start": 0, "end": 1, "text": "Shut?"}, {"speaker": 2, "start": 1, "end": 2, "text": "Shut."}]}`,
			[]string{"Speaker 1: Shut?", "Speaker 2: Shut."}},
		{"a number as a string", `{"segments": [{"start": 0, "end": 1, "text": "Good morning."}, {"start": "11.1", "end": "late", "text": "The gate is shut."}]}`, []string{"Good morning. The gate is shut."}},
		{"the text alone", `{"text": "Good morning.\nThe gate is shut.", "language": "en"}`, []string{"Good morning. The gate is shut."}},
		{"a speaker as an object", `{"segments": [{"start": 0, "end": 1, "text": "Shut?", "speaker": {"id": 4, "name": "Ada Holm"}}]}`, []string{"Ada Holm: Shut?"}},
		{"AWS Transcribe", `{"jobName": "gate", "results": {"language_code": "en-GB", "transcripts": [{"transcript": "Shut? Since noon."}], "items": [
			{"type": "pronunciation", "start_time": "0.5", "end_time": "0.9", "speaker_label": "spk_0", "alternatives": [{"confidence": "0.99", "content": "Shut"}]},
			{"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "?"}]},
			{"type": "pronunciation", "start_time": "1.0", "end_time": "1.2", "speaker_label": "spk_1", "alternatives": [{"confidence": "0.9", "content": "Since"}]},
			{"type": "pronunciation", "start_time": "1.2", "end_time": "1.6", "speaker_label": "spk_1", "alternatives": [{"confidence": "0.9", "content": "noon"}]},
			{"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]}], "audio_segments": [{"transcript": "Shut? Since noon."}]}}`,
			[]string{"spk_0: Shut?", "spk_1: Since noon."}},
		{"AWS Transcribe, voices apart from words", `{"results": {"transcripts": [], "speaker_labels": {"speakers": 2, "segments": [{"start_time": "0.4", "end_time": "0.95", "speaker_label": "spk_0"}, {"start_time": "0.95", "end_time": "1.7", "speaker_label": "spk_1"}]}, "items": [
			{"type": "pronunciation", "start_time": "0.5", "end_time": "0.9", "alternatives": [{"content": "Shut"}]},
			{"type": "pronunciation", "start_time": "1.0", "end_time": "1.2", "alternatives": [{"content": "Yes"}]}]}}`,
			[]string{"spk_0: Shut", "spk_1: Yes"}},
		{"Deepgram", `{"metadata": {"channels": 1}, "results": {"channels": [{"alternatives": [{"transcript": "Shut? Shut.", "words": [{"word": "shut", "punctuated_word": "Shut?", "start": 0.1, "end": 0.4, "confidence": 0.9, "speaker": 0}, {"word": "shut", "punctuated_word": "Shut.", "start": 0.5, "end": 0.8, "confidence": 0.9, "speaker": 1}]}]}]}}`,
			[]string{"Speaker 0: Shut?", "Speaker 1: Shut."}},
		{"Deepgram, stretches too", `{"results": {"channels": [{"alternatives": [{"transcript": "Shut?", "words": [{"word": "shut", "start": 0.1, "end": 0.4}]}]}], "utterances": [{"start": 0.1, "end": 0.4, "transcript": "Shut?", "speaker": 0}]}}`,
			[]string{"Speaker 0: Shut?"}},
		{"Deepgram, two channels", `{"results": {"channels": [{"alternatives": [{"words": [{"word": "Shut?", "start": 0.1, "end": 0.4}, {"word": "Why?", "start": 0.9, "end": 1.1}]}]}, {"alternatives": [{"words": [{"word": "Shut.", "start": 0.5, "end": 0.8}]}]}]}}`,
			[]string{"Speaker 0: Shut?", "Speaker 1: Shut.", "Speaker 0: Why?"}},
		{"AssemblyAI", `{"language_code": "en_us", "acoustic_model": "x", "text": "Shut? Shut.", "utterances": [{"speaker": "A", "start": 100, "end": 400, "text": "Shut?", "words": [{"text": "Shut?", "start": 100, "end": 400, "confidence": 0.9, "speaker": "A"}]}, {"speaker": "B", "start": 500, "end": 800, "text": "Shut."}]}`,
			[]string{"Speaker A: Shut?", "Speaker B: Shut."}},
		{"AssemblyAI, no voices told apart", `{"language_code": "en_us", "acoustic_model": "x", "text": "Shut? Since noon. Yes", "words": [{"text": "Shut?", "start": 100, "end": 400}, {"text": "Since", "start": 500, "end": 700}, {"text": "noon.", "start": 700, "end": 900}, {"text": "Yes", "start": 9000, "end": 9400}], "utterances": null}`,
			[]string{"Shut? Since noon. Yes"}},
		{"words without blanks", `{"results": {"transcripts": [{"transcript": "港口关了。"}], "items": [
			{"type": "pronunciation", "start_time": "0.4", "end_time": "0.9", "alternatives": [{"content": "港口"}]}, {"type": "pronunciation", "start_time": "0.9", "end_time": "1.2", "alternatives": [{"content": "关了"}]}, {"type": "punctuation", "alternatives": [{"content": "。"}]}]}}`,
			[]string{"港口关了。"}},
		{"words of two scripts", `{"results": {"channels": [{"alternatives": [{"words": [{"word": "会議", "start": 0.1, "end": 0.4}, {"word": "を", "start": 0.4, "end": 0.5}, {"word": "AI", "start": 0.5, "end": 0.8}, {"word": "と", "start": 0.8, "end": 0.9}]}]}]}}`,
			[]string{"会議を AI と"}},
		{"results of another shape", `{"name": "transcripts", "results": [{"alternatives": [{"transcript": "Shut."}]}, ["x"]], "segments": [{"start": 0, "end": 1, "text": "Good morning."}]}`, []string{"Good morning."}},
		{"a list that is none", `{"segments": {"a": [1, {"b": 2}]}, "utterances": [{"start": 100, "end": 400, "text": "Shut?"}]}`, []string{"Shut?"}},
		{"Azure", `{"combinedRecognizedPhrases": [{"display": "Shut? Shut."}], "recognizedPhrases": [{"speaker": 1, "offset": "PT0.1S", "offsetInTicks": 1000000, "durationInTicks": 3000000, "nBest": [{"confidence": 0.9, "display": "Shut?"}, {"display": "Shot?"}]}, {"speaker": 2, "offsetInTicks": 5000000, "durationInTicks": 3000000, "nBest": [{"display": "Shut."}]}]}`,
			[]string{"Speaker 1: Shut?", "Speaker 2: Shut."}},
		{"Azure at once", `{"combinedPhrases": [{"text": "Shut?"}], "phrases": [{"speaker": 0, "offsetMilliseconds": 100, "durationMilliseconds": 300, "text": "Shut?", "locale": "en-US"}]}`,
			[]string{"Speaker 0: Shut?"}},
		{"control characters", `{"segments": [{"start": 0, "end": 1, "text": "Sh\u0000ut.", "speaker": "A\u0000da"}]}`, []string{"Ada: Shut."}},
		{"UTF-16", utf16le(`{"text": "Shut.", "segments": [{"start": 0, "end": 1, "text": "Ворота."}]}`), []string{"Ворота."}},
		{"cut off", `{"segments": [{"start": 0, "end": 1, "text": "Good morning."}, {"start": 1, "en`, []string{"Good morning."}},
		{"nothing said", `{"segments": []}`, nil},
	} {
		tr, _ := read(test.text)
		if got := told(tr); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

// utf16le is a text as PowerShell writes it.
func utf16le(s string) string {
	out := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

func TestMatchByNames(t *testing.T) {
	for text, want := range map[string]format.Confidence{
		`{"text": "Shut."}`:                               format.Likely,
		`{"language": "en", "text": "Shut."}`:             format.Likely,
		utf16le(`{"text": "Shut.", "segments": []}`):      format.Sure,
		`{"name": "a package", "version": "1.0.0"}`:       format.No,
		`{"language": "en", "depth": [1, 2], "unit": ""}`: format.No,
	} {
		if got := (Format{}).Match("call.json", []byte(text)); got != want {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
}

// Of two voices in a stretch each has the time of its own words.
// Services count in seconds, thousandths and ten-millionths of them.
func TestTimesOfServices(t *testing.T) {
	for _, text := range []string{
		`{"results": {"items": [{"type": "pronunciation", "start_time": "61.5", "end_time": "62", "alternatives": [{"content": "Shut"}]}]}}`,
		`{"results": {"utterances": [{"start": 61.5, "end": 62, "transcript": "Shut."}]}}`,
		`{"utterances": [{"start": 61500, "end": 62000, "text": "Shut."}]}`,
		`{"acoustic_model": "x", "words": [{"text": "Shut.", "start": 61500, "end": 62000}], "utterances": null}`,
		`{"text": "Shut.", "words": [{"word": "Shut.", "start": 61.5, "end": 62}]}`,
		`{"recognizedPhrases": [{"offsetInTicks": 615000000, "durationInTicks": 5000000, "nBest": [{"display": "Shut."}]}]}`,
		`{"phrases": [{"offsetMilliseconds": 61500, "durationMilliseconds": 500, "text": "Shut."}]}`,
	} {
		tr, list := read(text)
		if len(tr.Turns) != 1 || tr.Turns[0].Start != 61_500 || tr.Turns[0].End != 62_000 || tr.Meta.MadeBy != "machine" || len(list) > 0 {
			t.Errorf("%s: %+v, %v", text, tr.Turns, list)
		}
	}
}

func TestTimesOfVoices(t *testing.T) {
	tr, _ := read(`{"segments": [{"start": 1, "end": 5, "text": "Shut? Shut.", "words": [{"word": "Shut?", "start": 1, "end": 2, "speaker": "A"}, {"word": "Shut.", "start": "4.0", "end": 5, "speaker": "B"}]}]}`)
	if len(tr.Turns) != 2 || tr.Turns[0].Start != 1000 || tr.Turns[0].End != 2000 || tr.Turns[1].Start != 4000 || tr.Turns[1].End != 5000 {
		t.Errorf("%+v", tr.Turns)
	}
}

func TestWhatIsKnownOfTheFile(t *testing.T) {
	tr, list := read("{\"language\": \"es\",\n \"segments\": [\n  {\"start\": 1.25, \"end\": 2, \"text\": \"Buenos días.\"},\n  {\"start\": -1, \"end\": 3, \"text\": \"Sin hora.\"}\n]}")
	if len(list) > 0 || tr.Meta.Lang != "es" || tr.Meta.MadeBy != "machine" || tr.Meta.Kind != "captions" {
		t.Errorf("%+v, %v", tr.Meta, list)
	}
	turn := tr.Turns[0]
	if turn.Start != 1250 || turn.End != 2000 || turn.Line != 3 || turn.EndLine != 4 {
		t.Errorf("%+v", turn)
	}
	_, list = read(`{"segments": [{"start": 0, "end": 1, "text": "Good morning."}, {"start": 1, "en`)
	if len(list) != 1 || list[0].Code != diag.JSONInvalid {
		t.Errorf("a file that is cut off: %v", list)
	}
	_, list = read(strings.Repeat(`{"segments":[`, 1000))
	if len(list) != 1 || list[0].Code != diag.FileRefused {
		t.Errorf("a file that nests: %v", list)
	}
}

// Words that the recogniser was not sure of are marked, but no more than one in
// ten.
func TestUnsureWords(t *testing.T) {
	words := func(sure ...float64) string {
		var text, list []string
		for i, p := range sure {
			w := fmt.Sprintf("w%d", i)
			text = append(text, w)
			list = append(list, fmt.Sprintf(`{"word": " %s", "probability": %v}`, w, p))
		}
		return fmt.Sprintf(`{"segments": [{"start": 0, "end": 9, "text": "%s", "words": [%s]}]}`, strings.Join(text, " "), strings.Join(list, ","))
	}
	good := slices.Repeat([]float64{0.97}, 29)
	tr, _ := read(words(append([]float64{0.31}, good...)...))
	seg := tr.Turns[0].Segments[0]
	if len(seg.Spans) != 1 || seg.Spans[0].Kind != transcript.Unsure || seg.Spans[0].Value != "31" || seg.Text[seg.Spans[0].Start:seg.Spans[0].End] != "w0" {
		t.Errorf("%+v", seg.Spans)
	}
	var poor []float64
	for i := range 100 {
		poor = append(poor, 0.2+float64(i)/1000)
	}
	tr, _ = read(words(poor...))
	n := 0
	for _, s := range tr.Turns[0].Segments {
		n += len(s.Spans)
	}
	if n == 0 || n > 10 {
		t.Errorf("%d of a hundred words are marked", n)
	}
}

func TestMatch(t *testing.T) {
	for text, want := range map[string]format.Confidence{
		`{"segments": [`: format.Sure, "{\n \"text\": \"long": format.Likely, `{"name": "x"}`: format.No, `{"jobName": "x", "results": {"transcripts": [`: format.Sure, `{"results": {"channels": [`: format.Sure, `{"phrases": 1}`: format.No,
		`{"results": [], "name": "x"}`: format.No, `[]`: format.No,
	} {
		if got := (Format{}).Match("a.json", []byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if (Format{}).Match("a.txt", []byte(`{"segments": [`)) != format.No {
		t.Error("a text file is taken")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"segments": [{"speaker": "A", "start": 0, "end": 1, "text": "a b", "words": [{"word": "a", "score": 0.1, "speaker": "B"}]}]}`,
		`{"text":"x","transcription":[{"offsets":{"from":1,"to":0},"text":"x"}]}`, `{"results":{"items":[{"type":"punctuation","alternatives":[{"content":"?"}]},{"start_time":"1","alternatives":[{"confidence":"0.1","content":"a b"}]}],"speaker_labels":{"segments":[null,{"end_time":"2"}]}}}`,
		`{"results":{"channels":[null,{"alternatives":[{"words":[{"word":"a","confidence":0.1},{"start":1}]},1]}],"utterances":[]}}`, `{"results":[]}`, `{"phrases":[{"offsetInTicks":"1e99","nBest":[]}],"utterances":[{"start":1,"text":"x"}]}`,
		`{"segments":{}}`, `{"segments":[null,1,"a"]}`, `[`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tr, _ := read(s)
		for _, turn := range tr.Turns {
			for _, seg := range turn.Segments {
				for _, span := range seg.Spans {
					if span.Start < 0 || span.End > len(seg.Text) || span.Start >= span.End {
						t.Errorf("span %v of %q", span, seg.Text)
					}
				}
			}
		}
	})
}
