package synthetic

var english = &language{
	tag: "en",
	common: `the to and of a that in is we I it you for this on have be are with not as so but at they
or if what can from by will do there our all an was would think one about just us has
which more when very some like your know how my no their who up also them then been thank
it's time other because any need out well get may good these should people now could make
don't way only those that's say see work into want had here first right point question two
than were me go take where let going really thing much chair look please issue next said
sure new even part last between after over before many same around back still meeting
being agree mean day year comment made course put community group members report start
able through most today does each both come help different move might important he his she
her why such without since number process policy discussion agenda item vote against
proposal draft final remarks minutes concern support response board committee public`,
	stem: newSyllables(
		"t r s l n d m c p - b f v g st h t r l n w pr tr ch sh gr j br pl k cr fr th cl dr fl sp bl str qu z",
		"e a i o u e a i o u e a ea ou ai y ee oo ie oa",
		"n r t l s d m nd st ct c nt ss ck p ng ll rd rt g x ft mp sh rm nk",
		15, 62).stem,
	affixes: "-s -ed -ing -er -ly -ation -ment -al -able re- -ness un- -ive -ity over- -less -ism",
	blank:   " ", gap: " ", comma: ", ", stop: ".", ask: "?",
}
