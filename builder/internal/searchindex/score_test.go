package searchindex

import "testing"

// TestLengthsAlike holds that passages of lengths that are alike weigh the same, and that
// most lengths are like the next.
func TestLengthsAlike(t *testing.T) {
	var a lengthsAlike
	parted := 0
	for n := uint16(1); n < mostLength+100; n++ {
		same := true
		for tf := 1; tf <= maxTF; tf++ {
			same = same && impactOf(tf, int(n)) == impactOf(tf, int(n-1))
		}
		switch alike := a.of(n) == a.of(n-1); {
		case alike && !same, n < mostLength && alike != same:
			t.Errorf("%d and %d: alike %v, of the same impact %v", n-1, n, alike, same)
		case !alike && n < mostLength:
			parted++
		}
	}
	if parted > mostLength/8 {
		t.Errorf("of %d lengths %d are not like the one before", mostLength, parted)
	}
}
