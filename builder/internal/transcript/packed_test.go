package transcript

import "testing"

func TestPackedAddressesAreSpelledAsTheyWere(t *testing.T) {
	var given []string
	for _, want := range []string{"t-00000000", "t-zzzzzzzz", "t-k3f9x2ab", "t-k3f9x2al", "t-k3f9x2a", "t-k3f9x2ab0", "thing", "t1", "T-k3f9x2ab"} {
		if got := PackAnchor(want, &given).In(given); got != want {
			t.Errorf("%q is spelled %q", want, got)
		}
	}
	if len(given) != 6 { // all that are not made of words
		t.Errorf("%q stand in full", given)
	}
}
