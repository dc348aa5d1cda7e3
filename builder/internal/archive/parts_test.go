package archive

import "testing"

// Names are asked for parts by a quick look first, which must overlook none.
func TestNoNameOfAPartIsOverlooked(t *testing.T) {
	for _, name := range []string{
		"board/hearing-part-2", "Hearing PART II", "hearing_pt.2", "hearing (2 of 3)", "hearing (2of3)", "séance (partie 2 sur 3)", "seance parte 2", "sitzung teil 3",
		"Sitzung 2 von 3", "seance 2 sur 3", "sesion (2 de 3)", "zitting-deel-2", "часть вторая", "会议第二部分", "회의 제2부", "hearing part 2 of 3",
	} {
		if partName.MatchString("x "+name) && !mayNamePart("x "+name) {
			t.Errorf("%q is overlooked", name)
		} else if !partName.MatchString("x " + name) {
			t.Errorf("%q names no part", name)
		}
	}
	if mayNamePart("meetings/2022-06-12-assembly-of-districts-01027") {
		t.Error("a name without a part is looked at closely")
	}
}
