package format

// beneathNames counts against what stands alone on its line right beneath a name that does,
// where that is how the file is set: the country and the group of each speaker, or what can
// be clicked on in the page that the text was copied from. alone are the candidates by that
// mark, in their order, and keys is how many names there are.
func beneathNames(labels []Label, alone []int, keys int) {
	of := make([]beneathFacts, keys)
	for i := range of {
		of[i].last = -1
	}
	names, accepted := 0, 0 // that stand beneath none, and that do
	for n, i := range alone {
		f, passes := &of[labels[i].key], labels[i].Score >= threshold
		f.times++
		switch {
		case n > 0 && isBeneath(&labels[i], &labels[alone[n-1]]):
			f.beneath++
			if above := labels[alone[n-1]].key; above != f.last {
				f.last, f.above = above, f.above+1
			}
			if passes {
				accepted++
			}
		case passes:
			names++
		}
	}
	buttons := 0
	for i := range of {
		if of[i].isButton(names) {
			buttons += of[i].beneath
		}
	}
	habit := accepted >= manyOfStyle && 2*accepted >= names
	for n, i := range alone {
		switch f := &of[labels[i].key]; {
		case f.isButton(names):
			labels[i].Beneath, labels[i].Score = OfMost, never
		// What is above a button and beneath a line of the page is a name.
		case habit && buttons == 0 && labels[i].Score >= threshold && isMostly(f.beneath, f.times):
			if f.above == 1 && n > 0 && isBeneath(&labels[i], &labels[alone[n-1]]) {
				labels[i].Beneath = OfOne
			}
			labels[i].Score = never
		}
	}
}

// beneathFacts is what is known of a name, or of another line: how often it comes, how
// often beneath a name, and, the last of these, of how many in turn.
type beneathFacts struct{ times, beneath, above, last int }

// isButton tells whether a line stands beneath most names of a file, and hardly elsewhere.
func (f *beneathFacts) isButton(names int) bool {
	return f.above > 1 && f.beneath >= manyOfStyle && isMostly(f.beneath, f.times) && isMostly(f.beneath, names)
}

func isBeneath(l, above *Label) bool {
	return above.Line+1 == l.Line && above.key != l.key && above.Score >= threshold
}

// isMostly tells whether n are two thirds of all or more.
func isMostly(n, all int) bool { return n > 0 && 3*n >= 2*all }
