package builder

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/align"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// exportTMX prints a translation memory (TMX 1.4b, LISA): what renders the same
// speech, a unit for each unit of the archive, and for each group of passages
// where the turns of a unit have several. What stands in one language only is not
// in it. The id of a unit is that of its session and its number, and the number
// of the group.
func (r *run) exportTMX(w *bufio.Writer, only string) error {
	if only != "" && !slices.ContainsFunc(r.linked.Sessions, func(s *archive.Session) bool { return s.ID == only }) {
		return fmt.Errorf("no session %q", only)
	}
	fmt.Fprintf(w, "%s<tmx version=\"1.4\">\n<header creationtool=\"dixit\" creationtoolversion=\"%s\" segtype=\"paragraph\" o-tmf=\"dixit\" adminlang=\"en\" srclang=\"*all*\" datatype=\"plaintext\"/>\n<body>\n", xml.Header, escaped(r.a.opt.Version))
	for _, s := range r.linked.Sessions {
		if only != "" && s.ID != only {
			continue
		}
		if err := r.sessionTMX(w, s); err != nil {
			return err
		}
	}
	_, err := w.WriteString("</body>\n</tmx>\n")
	return err
}

// rendering is what an edition says in one unit.
type rendering struct {
	edition *archive.Edition
	speaker string // id of who says it, "" for nobody or several
	texts   []string
}

// sessionTMX prints the units of a session, in order.
func (r *run) sessionTMX(w *bufio.Writer, s *archive.Session) error {
	units := map[int][]rendering{}
	last := 0
	for _, e := range s.Editions {
		texts := make([]*transcript.Transcript, len(e.Parts))
		for i, p := range e.Parts {
			t, _, ok := r.a.store.Get(p.Key)
			if !ok {
				return errGone
			}
			texts[i] = t
		}
		for _, t := range e.Turns.All() {
			if t.Unit == 0 {
				continue
			}
			unit := int(t.Unit)
			last = max(last, unit)
			speaker := ""
			if t.Voice >= 0 && e.Voices[t.Voice].Speaker != nil {
				speaker = e.Voices[t.Voice].Speaker.ID
			}
			all := units[unit]
			if n := len(all); n == 0 || all[n-1].edition != e {
				all = append(all, rendering{edition: e, speaker: speaker})
			}
			d := &all[len(all)-1]
			if d.speaker != speaker {
				d.speaker = ""
			}
			for _, seg := range texts[t.Part].Turns[t.Index].Segments {
				if text := strings.Join(strings.Fields(seg.Text), " "); text != "" {
					d.texts = append(d.texts, text)
				}
			}
			units[unit] = all
		}
	}
	for u := 1; u <= last; u++ {
		r.unitTMX(w, fmt.Sprintf("%s:%d", s.ID, u), units[u])
	}
	return nil
}

// unitTMX prints one unit: passage by passage where these can be told.
func (r *run) unitTMX(w *bufio.Writer, id string, all []rendering) {
	groups := passageGroups(all)
	for g, texts := range groups {
		name := id
		if len(groups) > 1 {
			name = fmt.Sprintf("%s.%d", id, g+1)
		}
		fmt.Fprintf(w, "<tu tuid=\"%s\">", escaped(name))
		if who := all[0].speaker; who != "" {
			fmt.Fprintf(w, "<prop type=\"x-speaker\">%s</prop>", escaped(who))
		}
		w.WriteByte('\n')
		for i, text := range texts {
			if text != "" {
				fmt.Fprintf(w, "<tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n", escaped(string(all[i].edition.Script)), escaped(text))
			}
		}
		w.WriteString("</tu>\n")
	}
}

// passageGroups gives, for each group of passages that render each other, their
// text by rendering, "" where one has none of it. Where groups cannot be told,
// all is one.
func passageGroups(all []rendering) [][]string {
	in := make([]align.Edition, len(all))
	several := 0
	for i, d := range all {
		if len(d.texts) > 1 {
			several++
		}
		for _, text := range d.texts {
			var m align.Marks
			m.Add(text)
			_, length := lang.Measure(text)
			in[i].Turns = append(in[i].Turns, align.Turn{Length: int32(length), Voice: -1, Start: -1, Marks: m.AppendTo(nil)})
		}
	}
	var groups [][]string
	if several > 1 {
		for i, units := range align.Passages(in) {
			for k, u := range units {
				for int(u) > len(groups) {
					groups = append(groups, make([]string, len(all)))
				}
				if u > 0 {
					groups[u-1][i] = strings.TrimSpace(groups[u-1][i] + " " + all[i].texts[k])
				}
			}
		}
	}
	if len(groups) > 1 {
		return groups
	}
	whole := make([]string, len(all))
	said := 0
	for i, d := range all {
		whole[i] = strings.Join(d.texts, " ")
		if whole[i] != "" {
			said++
		}
	}
	if said < 2 {
		return nil // notes without words
	}
	return [][]string{whole}
}

// escaped is a text as XML has it; characters that it cannot have are replaced.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // writing to a Builder does not fail
	return b.String()
}
