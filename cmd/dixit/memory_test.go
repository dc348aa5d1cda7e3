package main

import "testing"

// What is in use at most neither jumps down as more lives, nor goes past twice the limit
// as long as a third of what lives is free below that.
func TestGarbageLeavesRoomAndKeepsToABound(t *testing.T) {
	const limit = 320 << 20
	before := int64(0)
	for lives := int64(1 << 20); lives < 4*limit; lives += 1 << 20 {
		percent, limited := garbage(lives, limit)
		most := lives + lives*int64(percent)/100
		if limited {
			most = min(most, limit)
		}
		if percent < room {
			t.Fatalf("of %d MB that live garbage may be %d %%, less than %d", lives>>20, percent, room)
		}
		if limited && lives > limit/2 {
			t.Fatalf("the limit holds while %d MB live, and half of it is %d", lives>>20, limit/2>>20)
		}
		if most > 2*limit && percent > room {
			t.Fatalf("of %d MB that live %d are in use at most, more than %d", lives>>20, most>>20, 2*limit>>20)
		}
		if most < before-lives/100 { // a percent is lost where one is cut to a whole
			t.Fatalf("of %d MB that live %d are in use at most, and of fewer %d", lives>>20, most>>20, before>>20)
		}
		before = most
	}
}
