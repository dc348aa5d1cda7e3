package archive

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unique"

	"dixit/builder/internal/archive/term"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// invented makes the facts of an archive: sessions of some turns, each in
// several languages, in which 400 people speak under names of their own in every
// language.
func invented(sessions, turns int, languages []string) []*Facts {
	var out []*Facts
	for s := range sessions {
		speech := rand.New(rand.NewPCG(uint64(s), 1))
		words, who := make([]int32, turns), make([]int, turns)
		for i := range words {
			words[i], who[i] = 1+int32(speech.IntN(1+speech.IntN(90))), speech.IntN(12)
		}
		for k, l := range languages {
			r := rand.New(rand.NewPCG(uint64(s), uint64(k)+2))
			f := &Facts{Path: fmt.Sprintf("s%05d.%s.md", s, l), Key: store.Key{byte(s), byte(s >> 8), byte(k)}, Front: frontOf(transcript.Meta{Date: "2020-01-01"}), Detected: tags(l)[0], Sure: 1, End: transcript.NoTime, Spoken: &Spoken{}}
			for v := range 12 {
				f.Labels = append(f.Labels, unique.Make(Label{Printed: fmt.Sprintf("%s Person%d", l, (s*7+v)%400)}))
			}
			for i, n := range words {
				if r.IntN(50) == 0 {
					continue
				}
				f.Marks = append(f.Marks, uint32(i))
				f.Turns = append(f.Turns, TurnFacts{Hash: transcript.WordsHash(s*turns+i+1) << 20, Start: transcript.NoTime, Label: int32(who[i]), Words: n, Letters: 5*n + int32(r.IntN(int(n)+1)), Marks: int32(len(f.Marks)), Confidence: 1})
			}
			for n := range 32 {
				at := r.IntN(5000)
				f.Terms = append(f.Terms, term.Term{Text: fmt.Sprint(l, " term ", at), Printed: fmt.Sprint(l, " Term ", at), Count: 6, Turns: []int32{int32(n % 20), 21, 22}, Weight: 60 + int32(at%40), Blocks: 2, BlocksBy: 80, TurnsBy: 80})
			}
			f.Sought = true
			out = append(out, f)
		}
	}
	return out
}

// BenchmarkLink links archives of 600,000 turns; /again does so when the words of one
// file of them have changed since, /label when a label in it is another, /turn when it
// has lost a turn.
func BenchmarkLink(b *testing.B) {
	for _, c := range []struct {
		sessions, turns int
		languages       string
	}{{1000, 100, "ar en es fr ru zh"}, {10000, 30, "en zh"}} {
		in := Input{Files: invented(c.sessions, c.turns, strings.Fields(c.languages)), Languages: tags(c.languages), Vocabulary: topic.None(), Found: 12}
		name := fmt.Sprint("sessions=", c.sessions)
		b.Run(name+"/all", func(b *testing.B) {
			for b.Loop() {
				Link(in)
			}
		})
		in.Memory = &Memory{}
		Link(in)
		edits := 0
		again := func(of string, edit func(*Facts)) {
			b.Run(name+"/"+of, func(b *testing.B) {
				for b.Loop() {
					edits++
					i := edits * 7919 % len(in.Files)
					edited := *in.Files[i]
					binary.BigEndian.PutUint64(edited.Key[24:], uint64(edits))
					edited.Turns = slices.Clone(edited.Turns)
					edit(&edited)
					in.Files[i] = &edited
					Link(in)
				}
			})
		}
		again("again", func(f *Facts) { f.Turns[0].Hash++; f.Turns[0].Letters++ })
		again("label", func(f *Facts) {
			f.Labels = slices.Clone(f.Labels)
			f.Labels[edits%12] = unique.Make(Label{Printed: fmt.Sprintf("%s Person%d", f.Detected, edits%400)})
		})
		again("turn", func(f *Facts) { f.Turns = f.Turns[:len(f.Turns)-1] })
	}
}
