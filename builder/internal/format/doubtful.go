package format

import (
	"slices"

	"dixit/builder/internal/lang"
)

// Some candidates look like what agendas, lists and glossaries have as much as like labels.
// They count only where those of a file say together that they are labels.

// without leaves out the doubtful among candidates, unless they are believed. Both functions
// are asked of candidates of which by their numbers.
func without(labels []Label, which []int, isDoubtful func(*Candidate) bool, areBelieved func(doubtful []int) bool) []int {
	var doubtful, rest []int
	for _, i := range which {
		if isDoubtful(&labels[i].Candidate) {
			doubtful = append(doubtful, i)
		}
	}
	if len(doubtful) == 0 || areBelieved(doubtful) {
		return which
	}
	for _, i := range which {
		if !isDoubtful(&labels[i].Candidate) {
			rest = append(rest, i)
		}
	}
	return rest
}

// withoutAgenda leaves out what is behind times without brackets, or in <>, unless two names
// come again there and a time is none of whole five minutes.
func (w *weighing) withoutAgenda(labels []Label, which []int) []int {
	return without(labels, which, func(c *Candidate) bool { return c.bare }, func(bare []int) bool {
		exact := func(i int) bool { return !labels[i].round }
		return slices.ContainsFunc(bare, exact) && w.comesAgain(labels, bare, 2)
	})
}

// withoutItems leaves out what is behind a circle and a blank, unless two names come again
// there, one of them somebody's, or of two words with capitals.
func (w *weighing) withoutItems(labels []Label, which []int, lines []string) []int {
	return without(labels, which, func(c *Candidate) bool { return c.item }, func(items []int) bool {
		isFull := func(i int) bool { return lang.IsUpper(firstLetter(labels[i].Name)) && IsFull(labels[i].Name) }
		return w.comesAgain(labels, items, 2) && (slices.ContainsFunc(items, isFull) || w.addressed(labels, items, 2, lines))
	})
}

// withoutChairs leaves out titles before a stop where no name before one comes again: a
// glossary tells of chairs and clerks, and records have more people than those.
func (w *weighing) withoutChairs(labels []Label, which []int) []int {
	return without(labels, which, func(c *Candidate) bool { return c.presides }, func([]int) bool {
		return slices.ContainsFunc(w.nth(labels, which, 2), func(i int) bool { return !labels[i].presides })
	})
}
