package format

// beneathNames counts against what stands alone on its line right beneath a name that does:
// what can be clicked on in the page that the text was copied from, and the country and the
// group of each speaker where that is how the file is set. alone are the candidates by that
// mark, in their order.
func (w *weighing) beneathNames(labels []Label, alone []int) {
	type facts struct{ times, beneath, above, last int }
	of := make([]facts, w.keys)
	for i := range of {
		of[i].last = -1
	}
	names, beneath := 0, 0 // that stand beneath none, and that do, but for buttons
	for n, i := range alone {
		l, f := &labels[i], &of[labels[i].key]
		f.times++
		switch {
		case n > 0 && isBeneath(l, &labels[alone[n-1]]):
			f.beneath++
			if above := labels[alone[n-1]].key; above != f.last {
				f.last, f.above = above, f.above+1
			}
			if l.Score >= threshold && !isButton(w.names[l.name].folded) {
				beneath++
			}
		case l.Score >= threshold:
			names++
		}
	}
	habit := beneath >= manyOfStyle && 2*beneath >= names
	for n, i := range alone {
		l, f := &labels[i], of[labels[i].key]
		button := isButton(w.names[l.name].folded)
		if n == 0 || !isBeneath(l, &labels[alone[n-1]]) {
			if button {
				l.Score = never
			}
			continue
		}
		switch {
		case button && f.beneath >= manyOfStyle:
			l.Beneath, l.Score = OfPage, never
		case l.Score >= threshold && f.beneath == f.times && f.above == 1 && habit:
			l.Beneath, l.Score = OfOne, never
		case f.beneath >= manyOfStyle && isMostly(f.beneath, f.times) && 2*f.beneath >= names:
			l.Score = never // what most begin with, as "Here" in a roll call
		}
	}
}

func isBeneath(l, above *Label) bool {
	return above.Line+1 == l.Line && above.key != l.key && above.Score >= threshold
}

// isMostly tells whether n are two thirds of all or more.
func isMostly(n, all int) bool { return n > 0 && 3*n >= 2*all }
