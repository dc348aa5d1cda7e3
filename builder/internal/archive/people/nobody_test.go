package people

import "testing"

func TestNobodyInParticular(t *testing.T) {
	for _, label := range []string{
		"Speaker", "Speaker 1", "SPEAKER_00", "Speaker #12", "speaker-3a", "Speaker A", "Ｓｐｅａｋｅｒ　１", "Voice 2", "Guest 1", "Man", "Woman 2", "Q", "Q1", "A.",
		"Mr. Chairman", "Madam President", "Orateur 2", "Оратор 1", "Участник №3", "المتحدث ١", "发言人１", "发言人甲", "話者2", "参加者B", "참석자 3", "진행자",
		"J", "JD", "J.D.", "ÉL", "12", "—", "…", "１２", "",
	} {
		if !Nobody(label) {
			t.Errorf("%q is taken for a person", label)
		}
	}
	for _, label := range []string{
		"Manu", "Mandy", "Manuel", "Manal", "Man Ray", "Guest Al", "Voz Mediano", "Person Smith", "President Grant", "Speaker Pelosi", "Al", "Bo", "Ann", "Ana R.", "王一", "李三", "王记者", "记者王", "Host Family Inc",
		"NASA", "UNESCO", "Ку", "田中", "김", "主席马尔祖克-哈登", "الرئيس سالم", "Participant's lawyer",
	} {
		if Nobody(label) {
			t.Errorf("%q is taken for nobody", label)
		}
	}
}

func TestKeyOfANameIsStable(t *testing.T) {
	for _, name := range []string{"Ana Ruiz", "ＡＮＡ　ＲＵＩＺ", "安娜・鲁伊斯", "O’Dea", "Straße 1", "محمـد", ""} {
		if k := Key(name); Key(k) != k {
			t.Errorf("the key of %q is %q, whose key is %q", name, k, Key(k))
		}
	}
}

// Capitals of Turkish do not tell an i with a dot from one without.
func TestTurkishNamesInCapitals(t *testing.T) {
	for _, names := range [][]string{{"Işık Yıldız", "IŞIK YILDIZ", "ışık yıldız"}, {"İpek Çelik", "İPEK ÇELİK", "ipek çelik", "I\u0307PEK ÇELI\u0307K"}} {
		for _, name := range names {
			if Key(name) != Key(names[0]) {
				t.Errorf("the key of %q is %q, and that of %q %q", name, Key(name), names[0], Key(names[0]))
			}
		}
	}
}

func TestFindPrefersWhoBelongsThere(t *testing.T) {
	x := NewIndex([]Entry{
		{ID: "any", Names: Text{"en": "Kim Lee"}},
		{ID: "here", Names: Text{"en": "Kim Lee"}, In: []string{"board"}},
		{ID: "also", Aliases: []string{"kim lee"}, In: []string{"board/2020"}},
		{ID: "blank", Aliases: []string{"", " "}},
	})
	for _, c := range []struct {
		session, series string
		id              string
		others          int
	}{
		{"talk", "", "any", 0},
		{"board/1", "board", "here", 0},
		{"boarding/1", "boarding", "any", 0},
		{"board/2020/x", "board/2020", "here", 1},
		{"x", "board/2020", "here", 1},
	} {
		e, others := x.Find("KIM  LEE", c.session, c.series)
		if e == nil || e.ID != c.id || others != c.others {
			t.Errorf("in %q of %q: %+v and %d others", c.session, c.series, e, others)
		}
	}
	for _, name := range []string{"", " ", "Kim"} {
		if e, _ := x.Find(name, "a", "a"); e != nil {
			t.Errorf("%q is %q", name, e.ID)
		}
	}
	if x.ByID("nobody") != nil {
		t.Error("an id that is not there is found")
	}
}
