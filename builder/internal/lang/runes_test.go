package lang

import "testing"

// What the tables know of each character is what the foldings do to it.
func TestTablesAreTheFoldings(t *testing.T) {
	for r := range rune(runeTableEnd) {
		s := string(r)
		if runeTable()[r]&inertBit == 0 {
			continue
		}
		if got, want := foldsToItself(r, s), searchOnce(s) == s && foldOnce(s) == s; got != want {
			t.Errorf("%U: foldings leave it as it is: %v, and the table says %v", r, want, got)
		}
	}
	for r, got := range searchTable() {
		if want := settle(string(rune(r)), searchOnce); got != want {
			t.Errorf("%U is folded to %q, and the table says %q", r, want, got)
		}
	}
}
