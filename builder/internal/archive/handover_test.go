package archive

import (
	"slices"
	"testing"

	"dixit/builder/internal/transcript"
)

func TestWhoMayHaveSpokenForADelegation(t *testing.T) {
	for _, c := range []struct {
		about string
		lines []string
		want  []string
	}{
		{"a first name that is whole elsewhere", []string{"主席甲: 谢谢大家。乔万尼，请讲。", "瑞士代表: 谢谢。", "主席甲: 我们听到乔万尼的话，乔万尼·贝利尼说得好。"}, []string{"乔万尼·贝利尼"}},
		{"a whole name", []string{"主席甲: 我看到玛尔塔·费雷罗 已经举手了。", "秘鲁代表: 大家好。", "主席甲: 谢谢玛尔塔。"}, []string{"玛尔塔·费雷罗"}},
		{"English", []string{"Ana Ruiz: Thank you all. I give the floor to Giovanni Bellini.", "Switzerland's representative: Thank you."}, []string{"Giovanni Bellini"}},
		{"English, by first name", []string{"Ana Ruiz: Giovanni, please.", "Representative of Switzerland: Thank you.", "Ana Ruiz: We thank Giovanni Bellini."}, []string{"Giovanni Bellini"}},
		{"French", []string{"Ana Ruiz: Giovanni, vous avez la parole.", "Délégué de la Suisse: Merci."}, []string{"Giovanni"}},
		{"Spanish", []string{"Ana Ruiz: Marta Ferrero, adelante.", "Representante de Suiza: Gracias."}, []string{"Marta Ferrero"}},
		{"Russian", []string{"Анна Руис: Спасибо. Джованни, пожалуйста.", "Представитель Швейцария: Спасибо."}, []string{"Джованни"}},
		{"the country alone", []string{"Ana Ruiz: Switzerland, please.", "Representative of Switzerland: Thank you."}, nil},
		{"one who speaks under a name", []string{"Ana Ruiz: Bo Li, please.", "Representative of Switzerland: No, me.", "Bo Li: Yes."}, nil},
		{"nobody is named", []string{"Ana Ruiz: Who is next?", "Representative of Switzerland: I am."}, nil},
		{"no delegation", []string{"Ana Ruiz: Giovanni, please.", "Bo Li: I am not he."}, nil},
		{"the first turn of all", []string{"Representative of Switzerland: Good morning."}, nil},
	} {
		f := facts(t, say("1.md", transcript.Meta{}, c.lines...))
		var got []string
		for _, g := range f.Guesses {
			got = append(got, g.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

func TestAGuessLinksNobody(t *testing.T) {
	a, _ := world{languages: "en", files: []*transcript.Transcript{
		say("1.en.md", none, "Ana Ruiz: Giovanni Bellini, please.", "Representative of Switzerland: Thank you."),
		say("2.en.md", none, "Giovanni Bellini: I spoke for nobody."),
	}}.link(t)
	if got := ids(a); got != "ana-ruiz giovanni-bellini representative-of-switzerland" {
		t.Fatal(got)
	}
	s := a.Appearance(speaker(a, "representative-of-switzerland"))
	if len(s.Guesses) != 1 || s.Guesses[0].Name != "Giovanni Bellini" || s.Guesses[0].In.Turns.At(s.Guesses[0].Turn).Voice != 1 || s.Turns != 1 {
		t.Errorf("%+v", s)
	}
}
