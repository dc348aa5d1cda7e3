package lang

import "testing"

// What the tables know of each character is what the foldings do to it.
func TestTablesAreTheFoldings(t *testing.T) {
	for r := range rune(runeTableEnd) {
		s := string(r)
		bits := runeTable()[r]
		if bits&inertBit == 0 {
			continue
		}
		same := searchOnce(s) == s && foldOnce(s) == s
		if got := foldsToItself(r, s); got != same {
			t.Errorf("%U: foldings leave it as it is: %v, and the shorter way says %v", r, same, got)
		}
		if got, want := bits&lowerBit != 0, same && toLower(r) == r && !IsSpace(r); got != want {
			t.Errorf("%U: lower-casing and foldings leave it as it is: %v, and the table says %v", r, want, got)
		}
	}
	for r, got := range searchTable() {
		if want := settle(string(rune(r)), searchOnce); got != want {
			t.Errorf("%U is folded to %q, and the table says %q", r, want, got)
		}
	}
}
