package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// span is when a cue is spoken, in seconds, and by whom.
type span struct {
	from, to float64
	voice    string
}

var cue = regexp.MustCompile(`(?m)^(\d+):(\d+):(\d+\.\d+) --> (\d+):(\d+):(\d+\.\d+)\n<v ([^>]+)>`)

// times gives the cues of captions in WebVTT, whose voices are named.
func times(text string) ([]span, error) {
	var out []span
	for _, m := range cue.FindAllStringSubmatch(text, -1) {
		out = append(out, span{clock(m[1:4]), clock(m[4:7]), m[7]})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no cues")
	}
	return out, nil
}

func clock(parts []string) float64 {
	t := 0.0
	for _, p := range parts {
		n, _ := strconv.ParseFloat(p, 64)
		t = 60*t + n
	}
	return t
}

// rate is half of half the rate of a compact disc: enough for the tones, and the
// recording stays small.
const rate = 5512

// tones writes a recording (RIFF WAVE, 8 bits, one channel) in which each cue is
// a soft tone, higher for every further voice, and between cues there is silence.
func tones(spans []span) []byte {
	pitch := map[string]float64{}
	samples := bytes.Repeat([]byte{128}, int(math.Ceil(spans[len(spans)-1].to*rate)))
	for _, s := range spans {
		if pitch[s.voice] == 0 {
			pitch[s.voice] = 220 * math.Pow(1.25, float64(len(pitch)))
		}
		from, to := int(s.from*rate), int(s.to*rate)
		for i := from; i < to && i < len(samples); i++ {
			t := float64(i-from) / rate
			edge := min(t, float64(to-i)/rate, 0.05) / 0.05 // no clicks
			// Three syllables a second.
			loud := 18 * edge * (0.6 + 0.4*math.Sin(2*math.Pi*3*t))
			samples[i] = byte(128 + math.Round(loud*math.Sin(2*math.Pi*pitch[s.voice]*t)))
		}
	}
	var b bytes.Buffer
	b.WriteString("RIFF")
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // into memory
	put(uint32(36 + len(samples)))
	b.WriteString("WAVEfmt ")
	put(uint32(16))
	put([]uint16{1, 1})
	put([]uint32{rate, rate})
	put([]uint16{1, 8})
	b.WriteString("data")
	put(uint32(len(samples)))
	b.Write(samples)
	return b.Bytes()
}
