package format

// What stands on the line of a name besides it tells which lines are names: a time, or an
// office behind a dash.

// besideTimes counts against what stands alone without a time and never comes again
// in a file that has times beside the names that stand alone: a heading, as
// exports have them above the first turn.
func besideTimes(labels []Label, alone []int) {
	stamped, times := 0, map[int]int{}
	for _, i := range alone {
		times[labels[i].key]++
		if labels[i].Way&Stamped != 0 && labels[i].Score >= threshold {
			stamped++
		}
	}
	if stamped < manyOfStyle {
		return
	}
	for _, i := range alone {
		if labels[i].Way&Stamped == 0 && times[labels[i].key] == 1 {
			labels[i].Score += otherStyle
		}
	}
}

// takeTitles makes candidates that stand alone on their lines of names and offices with a
// dash between, as reports of companies have them: "Ada Holm -- Chief Pilot". There one of
// them comes again with the same office, and hardly anything else is behind a dash.
func takeTitles(labels []Label) {
	all, again := 0, false
	var which []int
	seen := map[string]bool{} // names with their offices
	for i := range labels {
		c := &labels[i].Candidate
		if c.Mark != Dash {
			continue
		}
		all++
		if c.Role == "" && isTitle(c.After) {
			both := c.Name + "\n" + c.After
			again = again || seen[both]
			seen[both] = true
			which = append(which, i)
		}
	}
	if !again || !isMostly(len(which), all) {
		return
	}
	for _, i := range which {
		c := &labels[i].Candidate
		c.Mark, c.Role, c.Size, c.After = Alone, c.After, c.Size+len(c.After), "…"
		c.Way |= OnOwnLine
	}
}
