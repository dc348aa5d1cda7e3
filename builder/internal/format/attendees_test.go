package format

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dixit/builder/internal/transcript"
)

func TestInitialsOfNames(t *testing.T) {
	for _, c := range []struct {
		initials, name string
		want           bool
	}{
		{"AH", "Ada Holm", true},
		{"ABH", "Ada Bo Holm", true},
		{"AH", "Ada Bo Holm", true},
		{"ABH", "Ada Bo-Holm", true},
		{"AH", "Prof. Dr. Ada Holm", true},
		{"HA", "Holm, Ada", true},
		{"AH", "HOLM Ada", true},
		{"CVM", "Cleo Vandermeer", true},
		{"AvH", "Ada von Holm", true},
		{"EO", "Éva Östlund", true},
		{"ГС", "Глеб Сомов", true},
		{"ГАС", "Глеб Ааронович Сомов", true},
		{"ΑΠ", "Άννα Παππά", true},
		{"AH", "Bo Holm", false},
		{"AH", "Ada", false},
		{"AB", "Ada Bo Holm", false},
		{"AH", "and here we go", false},
		{"CXM", "Cleo Vandermeer", false},
		{"AH", "Aisle 4, Hall", false},
	} {
		if got := initialsOf(c.initials, c.name); got != c.want {
			t.Errorf("%s of %q: %v", c.initials, c.name, got)
		}
	}
}

func TestInitialsAreNamedByATable(t *testing.T) {
	for _, c := range []struct{ about, table, want string }{
		{"columns of blanks", "Name          Abbr.  Organisation\nAda Bo Holm   ABH    Harbour board\nCleo Aas      CA     Tarrow Institute", "ABH=Ada Bo Holm (Harbour board); CA=Cleo Aas (Tarrow Institute)"},
		{"columns of tabs, initials first", "ABH\tAda Bo Holm\tHarbour board\nCA\tCleo Aas\t", "ABH=Ada Bo Holm (Harbour board); CA=Cleo Aas ()"},
		{"Markdown", "| Name | Initials |\n|---|---|\n| **Ada Bo Holm** | ABH |\n| Cleo Aas | CA |", "ABH=Ada Bo Holm (); CA=Cleo Aas ()"},
		{"a list", "- ABH - Ada Bo Holm (Harbour board)\n- CA – Dr Cleo Aas (Tarrow, Institute)", "ABH=Ada Bo Holm (Harbour board); CA=Dr Cleo Aas (Tarrow, Institute)"},
		{"initials in brackets", "1. Ada Bo Holm (ABH), Harbour board\n2. Cleo Aas (CA), Tarrow Institute", "ABH=Ada Bo Holm (Harbour board); CA=Cleo Aas (Tarrow Institute)"},
		{"a role in brackets", "Ada Bo Holm   A.B.H. (chair)   Harbour board\nCleo Aas      C.A.   a@example.org", "ABH=Ada Bo Holm (chair, Harbour board); CA=Cleo Aas ()"},
		{"one row is a coincidence", "Ada Bo Holm   ABH   Harbour board", ""},
		{"rows far apart", "Ada Bo Holm   ABH\n\n\n\n\n\n\n\nCleo Aas   CA", ""},
		{"two people", "Ada Bo Holm   ABH\nCleo Aas   CA\nCarl Ahn   CA", "ABH=Ada Bo Holm ()"},
		{"other people", "Ada Bo Lund   ABH\nBo Aas   CA", ""},
		{"what was said", "ABH: Thank you, CA.\nCA: I thank ABH for her words, Cleo said.", ""},
	} {
		tr := &transcript.Transcript{Turns: []transcript.Turn{{}, {Label: "ABH"}, {Label: "CA"}, {Label: "ABH"}}}
		NameInitials(tr, strings.Split(c.table, "\n"))
		var got []string
		for _, n := range tr.Meta.Labels {
			role := ""
			for _, turn := range tr.Turns {
				if turn.Label == n.Label {
					role += turn.Role
				}
			}
			got = append(got, fmt.Sprintf("%s=%s (%s)", n.Label, n.Person, role))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", c.about, s, c.want)
		}
	}
}

func TestFrontMatterNamesInitialsFirst(t *testing.T) {
	tr := &transcript.Transcript{
		Meta:  transcript.Meta{Labels: []transcript.Naming{{Label: "ABH", Person: "holm"}}},
		Turns: []transcript.Turn{{Label: "ABH"}, {Label: "CA", Role: "clerk"}},
	}
	NameInitials(tr, []string{"Ada Bo Holm\tABH\tBoard", "Cleo Aas\tCA\tBoard"})
	if got := fmt.Sprint(tr.Meta.Labels, tr.Turns[0].Role, tr.Turns[1].Role); got != "[{ABH holm} {CA Cleo Aas}]clerk" {
		t.Error(got)
	}
}

func TestInitialsAreNamedWhereTheyAreIntroduced(t *testing.T) {
	tr := &transcript.Transcript{Turns: []transcript.Turn{
		{Label: "Ada van Holm", Role: "AvH"}, {Label: "Cleo Aas", Role: "guest, CA"}, {Label: "Bo Lund", Role: "CEO"}, {Label: "AvH"}, {Label: "CA"}, {Label: "CEO"},
	}}
	NameInitials(tr, nil)
	if got := fmt.Sprint(tr.Meta.Labels, tr.Turns[3].Role); got != "[{AvH Ada van Holm} {CA Cleo Aas}]" {
		t.Error(got)
	}
}

func TestATableNamesLabelsInFull(t *testing.T) {
	table := func(rows ...string) transcript.Turn {
		var turn transcript.Turn
		for _, r := range rows {
			turn.Segments = append(turn.Segments, transcript.Segment{Kind: transcript.Row, Text: r})
		}
		return turn
	}
	for _, c := range []struct {
		about string
		turns []transcript.Turn
		want  string
	}{
		{"a family name, and one with a form of address", []transcript.Turn{table("Ada Holm\tBoard", "2\tBo Lund\tPilots"), {Label: "Ms. Holm"}, {Label: "Lund"}, {Label: "Holm"}}, "[{Ms. Holm Ada Holm} {Lund Bo Lund} {Holm Ada Holm}] Board/Pilots/Board"},
		{"a given name", []transcript.Turn{table("Ada Holm\tBoard", "Bo Lund\tPilots"), {Label: "Ada"}, {Label: "Bo"}}, "[{Ada Ada Holm} {Bo Bo Lund}] Board/Pilots"},
		{"two of one name are nobody", []transcript.Turn{table("Ada Holm\tBoard", "Eva Holm\tBoard", "Bo Lund\tPilots"), {Label: "Holm"}, {Label: "Lund"}}, "[] /"},
		{"one row may be chance", []transcript.Turn{table("Ada Holm\tBoard", "Cleo Aas\tPilots"), {Label: "Holm"}, {Label: "Lund"}}, "[] /"},
		{"a table within the speech is none of attendees", []transcript.Turn{{Label: "Holm"}, table("Ada Holm\tBoard", "Bo Lund\tPilots"), {Label: "Lund"}}, "[] //"},
		{"a role of the label's own stays", []transcript.Turn{table("Ada Holm\tBoard", "Bo Lund\tPilots"), {Label: "Holm", Role: "chair"}, {Label: "Lund"}}, "[{Holm Ada Holm} {Lund Bo Lund}] chair/Pilots"},
	} {
		tr := &transcript.Transcript{Turns: c.turns}
		NameInitials(tr, nil)
		var roles []string
		for _, turn := range tr.Turns {
			if turn.Label != "" || len(turn.Segments) > 0 && c.turns[0].Label != "" {
				roles = append(roles, turn.Role)
			}
		}
		if got := fmt.Sprint(tr.Meta.Labels, " ", strings.Join(roles, "/")); got != c.want {
			t.Errorf("%s: %s, want %s", c.about, got, c.want)
		}
	}
}

// As many rows as labels take a second, where each was held against each they
// took minutes.
func TestManyLabelsAndRows(t *testing.T) {
	tr := &transcript.Transcript{Turns: []transcript.Turn{{}}}
	var lines []string
	for i := range 20_000 {
		name := fmt.Sprintf("N%c%c%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26)
		tr.Turns[0].Segments = append(tr.Turns[0].Segments, transcript.Segment{Kind: transcript.Row, Text: "Ada " + name + "\tBoard"})
		tr.Turns = append(tr.Turns, transcript.Turn{Label: name})
		lines = append(lines, "Ada "+name+", "+name+" ("+name+")")
	}
	from := time.Now()
	NameInitials(tr, lines)
	if spent := time.Since(from); spent > 15*time.Second {
		t.Errorf("took %v", spent)
	}
}
