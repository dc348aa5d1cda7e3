package webvtt

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format/subrip"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// told gives the turns of captions as "label: text".
func told(tr *transcript.Transcript) []string {
	var out []string
	for _, turn := range tr.Turns {
		line := strings.ReplaceAll(turn.Text(), "\n\n", " / ")
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
		{"voices", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Holm>The gate\n\n00:02.000 --> 00:03.000\n<v Ada Holm>is shut.</v>\n\n00:03.000 --> 00:04.000\n<v.loud Эли Брук>Кто сказал?\n",
			[]string{"Ada Holm: The gate is shut.", "Эли Брук: Кто сказал?"}},
		{"a voice without a name", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lind, Bo>The gate is shut.\n\n00:02.000 --> 00:03.000\nIt was the storm.\n\n00:03.000 --> 00:04.000\n<v >Who says so?\n\n00:04.000 --> 00:05.000\n<v>And since when?</v>\n\n00:05.000 --> 00:06.000\n<v Lind, Bo>Since May.\n\n00:06.000 --> 00:07.000\n<v >[laughter]\n\n00:07.000 --> 00:08.000\n<v Lind, Bo>Or June.\n",
			[]string{"Lind, Bo: The gate is shut. It was the storm.", "Who says so? And since when?", "Lind, Bo: Since May. / [laughter] / Or June."}},
		{"two voices in a cue", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Shut?</v> <v Eli>Shut.</v>\n", []string{"Ada: Shut?", "Eli: Shut."}},
		{"names of cues, settings, no hours", "WEBVTT\n\nintro\n00:01.000 --> 00:02.000 align:start position:10%\nGood morning.\n\n7c1f-2\n00:02.000 --> 00:03.000\nThe gate is shut.\n",
			[]string{"Good morning. The gate is shut."}},
		{"no empty line between cues", "WEBVTT\n00:01.000 --> 00:02.000\nGood morning.\n2\n00:02.000 --> 00:03.000\nThe gate is shut.", []string{"Good morning. The gate is shut."}},
		{"comments, styles, regions", "WEBVTT - a file\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE\nby hand\n\n00:01.000 --> 00:02.000\nNOTE well: it is shut.\n\nNOTE the end\n",
			[]string{"NOTE well: it is shut."}},
		{"marks and references", "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow>The <b>gate</b></c> &amp; <i>lock</i> &lt;7&gt;&nbsp;are <u>shut</u> at 5 < 6 <unknown>\n",
			[]string{"The gate & lock <7> are shut at 5 < 6 <unknown>"}},
		{"what is no mark", "WEBVTT\n\n00:01.000 --> 00:02.000\nSuppose a < b and c > d. For i <s the index> is free, x <> y.\nWe use {\\alpha} here.\n",
			[]string{"Suppose a < b and c > d. For i <s the index> is free, x <> y. We use {\\alpha} here."}},
		{"marks of SubStation", "WEBVTT\n\n00:01.000 --> 00:02.000\n{\\an8}{\\i1\\c&H0000FF&}The\\hgate{\\i0}{\\pos(10,20)}\\Nis <font color=\"red\">shut</font> in C:\\New.\n",
			[]string{"The gate is shut in C:\\New."}},
		{"arrows typed by hand", "00:00:01,000 -> 00:00:02,000\nGood morning.\n\n2\n00:00:02,000 → 00:00:03,000\nThe gate -> is shut.\n", []string{"Good morning. The gate -> is shut."}},
		{"readings", "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>港<rt>みなと</rt>口<rt>ぐち</rt></ruby>は閉じた。\n", []string{"港口は閉じた。"}},
		{"names typed into cues", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAda Holm: Good morning.\n\n00:00:02.000 --> 00:00:03.000\nEli Brook: Morning.\n\n00:00:03.000 --> 00:00:04.000\nAda Holm: The gate is shut.\n\n00:00:04.000 --> 00:00:05.000\nIt is.\n\n00:00:05.000 --> 00:00:06.000\nEli Brook: Since when?\n",
			[]string{"Ada Holm: Good morning.", "Eli Brook: Morning.", "Ada Holm: The gate is shut. It is.", "Eli Brook: Since when?"}},
		{"a name at every cue, and some once", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAda Holm: Good morning.\n\n00:00:02.000 --> 00:00:03.000\nEli Brook: Morning.\n\n00:00:03.000 --> 00:00:04.000\nAda Holm: The gate is shut.\n\n00:00:04.000 --> 00:00:05.000\n16175550134: Hello.\n\n00:00:05.000 --> 00:00:06.000\nEli Brook: Since when?\n\n00:00:06.000 --> 00:00:07.000\nTablet of Cleo: Since May.\n\n00:00:07.000 --> 00:00:08.000\nAda Holm: So it is.\n\n00:00:08.000 --> 00:00:09.000\nEli Brook: I see.\n\n00:00:09.000 --> 00:00:10.000\nAda Holm: It was the storm.\n\n00:00:10.000 --> 00:00:11.000\nBo Lind: And the rain.\n\n",
			[]string{"Ada Holm: Good morning.", "Eli Brook: Morning.", "Ada Holm: The gate is shut.", "16175550134: Hello.", "Eli Brook: Since when?", "Tablet of Cleo: Since May.", "Ada Holm: So it is.", "Eli Brook: I see.", "Ada Holm: It was the storm.", "Bo Lind: And the rain."}},
		{"two who speak in one cue", "WEBVTT\n\n00:01.000 --> 00:02.000\nGood morning.\n\n00:02.000 --> 00:03.000\n- Is the gate\nshut?\n- <i>Since noon.</i>\n\n00:03.000 --> 00:04.000\n- and it stays so\n\n00:04.000 --> 00:05.000\n–Why?\n–The storm.\n\n00:05.000 --> 00:06.000\n-5 degrees\n-7 degrees\n",
			[]string{"Good morning.", "Is the gate shut?", "Since noon. - and it stays so", "Why?", "The storm. -5 degrees -7 degrees"}},
		{"devices and rooms that speak once", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAda Holm: Good morning.\n\n00:00:02.000 --> 00:00:03.000\nEli Brook: Morning.\n\n00:00:03.000 --> 00:00:04.000\niPhone: Can you hear me?\n\n00:00:04.000 --> 00:00:05.000\nAda Holm: We can.\n\n00:00:05.000 --> 00:00:06.000\nRoom 4B | Council: Yes.\n\n00:00:06.000 --> 00:00:07.000\nEli Brook: So can I.\n\n00:00:07.000 --> 00:00:08.000\nAda Holm: The gate is shut.\n\n",
			[]string{"Ada Holm: Good morning.", "Eli Brook: Morning.", "iPhone: Can you hear me?", "Ada Holm: We can.", "Room 4B | Council: Yes.", "Eli Brook: So can I.", "Ada Holm: The gate is shut."}},
		{"bars in speech", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAda Holm: Good morning.\n\n00:00:02.000 --> 00:00:03.000\nEli Brook: Morning.\n\n00:00:03.000 --> 00:00:04.000\nAda Holm: The gate\n\n00:00:04.000 --> 00:00:05.000\nis a|b: we said so.\n\n00:00:05.000 --> 00:00:06.000\nand it is shut.\n\n00:00:06.000 --> 00:00:07.000\nEli Brook: Since when | why: tell.\n\n00:00:07.000 --> 00:00:08.000\nAda Holm: May.\n\n",
			[]string{"Ada Holm: Good morning.", "Eli Brook: Morning.", "Ada Holm: The gate is a|b: we said so. and it is shut.", "Eli Brook: Since when | why: tell.", "Ada Holm: May."}},
		{"captioners' marks within lines", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n>> Good morning. >> Morning.\n\n00:00:02.000 --> 00:00:03.000\n>> The gate is shut.\n\n00:00:03.000 --> 00:00:04.000\n>> Since when?\n",
			[]string{"Good morning.", "Morning.", "The gate is shut.", "Since when?"}},
		{"captioners' marks", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n>> ADA HOLM: Good morning.\n\n00:00:02.000 --> 00:00:03.000\n>> Morning.\n\n00:00:03.000 --> 00:00:04.000\n>> ADA HOLM: The gate is shut.\n\n00:00:04.000 --> 00:00:05.000\n>> Since when?\n",
			[]string{"ADA HOLM: Good morning.", "Morning.", "ADA HOLM: The gate is shut.", "Since when?"}},
		{"voices in the names of cues", "WEBVTT\n\n1 \"Ada Holm\" (1234)\n00:01.000 --> 00:02.000\nGood morning.\n\n2 \"Ada Holm\" (1234)\n00:02.000 --> 00:03.000\nThe gate is shut.\n\n3 \"Eli Brook\" (99)\n00:03.000 --> 00:04.000\nSince when?\n",
			[]string{"Ada Holm: Good morning. The gate is shut.", "Eli Brook: Since when?"}},
		{"times of YouTube's", "0:00:01.000,0:00:02.500\nGood morning, 1.5,2.5 of you.\n\n0:00:03.000,0:00:04.000\nThe gate is shut.\n", []string{"Good morning, 1.5,2.5 of you. The gate is shut."}},
		{"scripts without blanks", "WEBVTT\n\n00:01.000 --> 00:02.000\n港口费\n已经公布。\n", []string{"港口费已经公布。"}},
		{"from right to left", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v سمر>&rlm;البوابة\nمغلقة.\n", []string{"سمر: البوابة مغلقة."}},
		{"nothing but the head", "WEBVTT\n\n", nil},
		{"no head", "00:01.000 --> 00:02.000\nGood morning.\n", []string{"Good morning."}},
	} {
		f, _ := source.Decode("a.vtt", []byte(test.text))
		tr, list := Format{}.Read(f)
		if got := told(tr); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
		for _, d := range list {
			if d.Code == diag.CueTimeUnreadable {
				t.Errorf("%s: %v", test.name, d)
			}
		}
	}
}

func TestHeadAndTimes(t *testing.T) {
	f, _ := source.Decode("a.vtt", []byte("\ufeffWEBVTT\r\nKind: captions\r\nLanguage: pt-BR\r\n\r\n01:02:03.500 --> 01:02:05.000\r\n<v Ada>Bom dia.\r\n\r\n01:02:06.000 --> 01:02:05.000\r\n<v Ada>Obrigada.\r\n"))
	tr, list := Format{}.Read(f)
	if tr.Meta.Lang != "pt-BR" || tr.Meta.Kind != "captions" {
		t.Errorf("language %q, kind %q", tr.Meta.Lang, tr.Meta.Kind)
	}
	if len(list) != 1 || list[0].Code != diag.CueTimeUnreadable || list[0].Line != 8 {
		t.Errorf("a cue that ends before it begins: %v", list)
	}
	if len(tr.Turns) != 1 || tr.Turns[0].Start != 3_723_500 || tr.Turns[0].End != 3_725_000 || tr.Turns[0].Segments[0].Time.Start != 3_723_500 {
		t.Errorf("%+v", tr.Turns)
	}
}

// SubRip has the same cues in another dress.
func TestSubRip(t *testing.T) {
	f, _ := source.Decode("a.srt", []byte("1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color=\"#fff\">Good morning.</font>\r\n\r\n00:00:03,000 --> 00:00:04,000\r\nNOTE: the gate\r\n\r\nis shut.\r\n\r\n3\r\n00:00:05,5 --> 00:00:06,000\r\n- Shut?\r\n- Shut.\r\n"))
	tr, list := subrip.Format{}.Read(f)
	if got, want := told(tr), []string{"Good morning. NOTE: the gate is shut.", "Shut?", "Shut."}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for _, d := range list {
		if d.Severity > diag.Info {
			t.Error(d)
		}
	}
}

func TestMatch(t *testing.T) {
	for p, head := range map[string]string{"a.VTT": "", "a.txt": "WEBVTT\n\n00:01.000"} {
		if (Format{}).Match(p, []byte(head)) == 0 {
			t.Errorf("%s is not known", p)
		}
	}
	for p, head := range map[string]string{"a.txt": "WEBVTT is a format", "a.md": "WEBVTT\n"} {
		if (Format{}).Match(p, []byte(head)) != 0 {
			t.Errorf("%s is taken", p)
		}
	}
}

// letters counts the letters of texts.
func letters(texts ...string) int {
	n := 0
	for _, s := range texts {
		for _, r := range s {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// timed is what stands between the times of a cue, whose name stands before it.
var timed = regexp.MustCompile(`->|–>|—>|→|\d,\d`)

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Good <i>morning\n", "00:01.000 --> x\na\n\n00:02.000 --> 00:03.000\na\nb\n",
		"WEBVTT\n\nNOTE\n\n1\n00:01.000 --> 00:02.000\n<ruby>a<rt>b</ruby>&#x202e;", ">> A: b\n00:00 --> 00:01\n[SPEAKER_00]: c",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file, _ := source.Decode("a.vtt", []byte(s))
		for _, read := range []func(*source.File) (*transcript.Transcript, diag.List){Format{}.Read, subrip.Format{}.Read} {
			tr, list := read(file)
			var kept []string
			last := 0
			for _, turn := range tr.Turns {
				kept = append(kept, turn.Label, turn.Role)
				if turn.Line < last || turn.EndLine < turn.Line || turn.EndLine > file.Lines() {
					t.Errorf("a turn at lines %d to %d after %d", turn.Line, turn.EndLine, last)
				}
				last = turn.Line
				for _, seg := range turn.Segments {
					kept = append(kept, seg.Text)
					if seg.Text == "" {
						t.Error("a segment without text")
					}
					for _, span := range seg.Spans {
						if span.Start < 0 || span.End > len(seg.Text) || span.Start >= span.End {
							t.Errorf("span %v of %q", span, seg.Text)
						}
					}
				}
			}
			for _, d := range tr.Dropped {
				kept = append(kept, d.Text)
			}
			// Without marks, what is no line of times is kept, but for the names of
			// cues before them, and front matter.
			if strings.ContainsAny(s, "<&{") || strings.Contains(s, "---") || strings.Contains(s, "+++") || timed.MatchString(file.Text) || strings.Contains(file.Text, "WEBVTT") || len(list) > 0 {
				continue
			}
			if got, want := letters(kept...), letters(file.Text); got < want {
				t.Errorf("%d of %d letters", got, want)
			}
		}
	})
}
