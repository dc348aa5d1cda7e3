package transcript

import "testing"

func TestPackedAddressesAreSpelledAsTheyWere(t *testing.T) {
	var given []byte
	stand := 0
	for _, want := range []string{"t-00000000", "t-zzzzzzzz", "t-k3f9x2ab", "t-k3f9x2al", "t-k3f9x2a", "t-k3f9x2ab0", "thing", "t1", "T-k3f9x2ab", ""} {
		before := len(given)
		packed := packAnchor(want, &given)
		if len(given) > before {
			stand++
		}
		if got := packed.In(string(given)); got != want {
			t.Errorf("%q is spelled %q", want, got)
		}
	}
	if stand != 7 { // all that are not made of words
		t.Errorf("%d stand in full", stand)
	}
}
