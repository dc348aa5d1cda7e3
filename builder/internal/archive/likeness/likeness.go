// Package likeness decides which names are one speaker, across languages and
// scripts, from evidence of different kinds:
//
//   - together: turns that render each other stand under the two names. Counted
//     over the whole archive, so that who speaks once in each of ten sessions
//     becomes certain.
//   - bracket: one name stands in brackets after the other, "玛丽娜 (Marina Valdés)"
//   - sound: the names sound alike, or the family name does
//   - role: what stands in brackets after both has an abbreviation in common
//   - alone: both speak in a session, each in its edition, and neither has a
//     counterpart or may be anybody else who has none
//
// Two names are linked without asking only where two kinds agree, or where one
// speaks so clearly that there is no doubt: a name printed in another script's
// brackets, or many turns together and hardly any with anybody else. What is
// likely is proposed, with the evidence, and a person decides.
//
// Two who speak in one edition are never one. Nor are two whom a person has given
// entries of their own: what is decided stays as it is, whatever is added.
//
// The package knows no sessions and no files. The same evidence gives the same
// links, in whatever order it comes, and whatever came before: see Decider.
package likeness

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Name is a name that may be one of a speaker's.
type Name struct {
	Key      string // different for every name; says which of equal evidence comes first
	Forms    []string
	Brackets []string // parts of what was printed in brackets after it
	Entry    bool     // a person decided of it
	Editions []int32  // in which it speaks, sorted
	Turns    int
}

// Met is what aligning has shown of two names, as indices: how many units have
// one on this side and one on that, and how many have either on its side, of
// which the more is Of. Rival is the most that one of them has with a third.
type Met struct {
	A, B         int
	Together, Of int
	Rival        int
}

// Proof is why two names are one, or may be.
type Proof struct {
	Together, Of int
	Sound        int  // in hundredths, 0 where it is no evidence
	Family       bool // the family name sounds alike
	Bracket      bool
	Role         bool
	Alone        bool // neither may be anybody else who has no counterpart
}

// String says it in English, for reports and exports.
func (p Proof) String() string {
	var out []string
	if p.Together > 0 {
		out = append(out, fmt.Sprintf("%d of %d turns render each other", p.Together, p.Of))
	}
	if p.Bracket {
		out = append(out, "one is printed in brackets after the other")
	}
	switch {
	case p.Sound > 0:
		out = append(out, fmt.Sprintf("they sound alike (%d %%)", p.Sound))
	case p.Family:
		out = append(out, "the family name sounds alike")
	}
	if p.Role {
		out = append(out, "the brackets after both have an abbreviation in common")
	}
	if p.Alone {
		out = append(out, "nobody else there is without a counterpart")
	}
	return strings.Join(out, "; ")
}

// Link is two names that are one speaker, or may be.
type Link struct {
	A, B  int // A is the one that was decided of or has more turns
	Proof Proof
}

const (
	// alikeSound is how alike two names sound that are evidence: of names of
	// different people in one session, one pair in a hundred is above it.
	alikeSound = 70
	// verySound is how alike two names sound of which one turn together is enough,
	// even where one of them has as many with somebody else.
	verySound = 85
	// clearTurns and clearShare are how many turns together, of how many in a
	// hundred, leave no doubt where there is no rival with a quarter of them.
	clearTurns = 8
	clearShare = 75
)

// second tells whether a comes after b: what a person decided is first, then the
// name of more turns.
func second(a, b Name) bool {
	if a.Entry != b.Entry {
		return b.Entry
	}
	return cmp.Or(cmp.Compare(b.Turns, a.Turns), strings.Compare(a.Key, b.Key)) > 0
}

// grade is how sure it is that two names are one speaker.
type grade int

const (
	unlikely grade = iota
	worthAsking
	certain
)

// candidate is a link that the evidence speaks for.
type candidate struct {
	Link
	rival int
	grade grade
}

// weight puts candidates of one grade in order.
func (c candidate) weight() int {
	w := c.Proof.Together*10 + c.Proof.Sound
	if c.Proof.Bracket {
		w += 1000
	}
	return w
}

// judge weighs the evidence.
func (c candidate) judge() grade {
	p := c.Proof
	half := p.Together > 0 && 2*p.Together >= p.Of
	together := half && p.Together > c.rival
	against := p.Of >= 3 && 5*p.Together < p.Of
	switch {
	case p.Bracket && !against:
		return certain
	case together && p.Together >= clearTurns && 100*p.Together >= clearShare*p.Of && 4*c.rival <= p.Together:
		return certain
	case together && p.Sound > 0, half && p.Sound >= verySound && p.Together >= c.rival:
		return certain
	case together && p.Together >= 2 && (p.Family || p.Role):
		return certain
	case together && (p.Together >= 2 || p.Family), p.Sound > 0 && p.Together > 0, p.Bracket:
		return worthAsking
	}
	return unlikely
}

// groups are names that are one.
type groups struct {
	into     []int
	entry    []bool
	editions [][]int32
}

func newGroups(names []Name) *groups {
	g := &groups{make([]int, len(names)), make([]bool, len(names)), make([][]int32, len(names))}
	for i, n := range names {
		g.into[i], g.entry[i], g.editions[i] = i, n.Entry, n.Editions
	}
	return g
}

// of is the name that stands for a name's group.
func (g *groups) of(i int) int {
	for g.into[i] != i {
		i = g.into[i]
	}
	return i
}

// possible tells whether a link would make one of two groups that may be.
func (g *groups) possible(l Link) bool {
	a, b := g.of(l.A), g.of(l.B)
	return a != b && !(g.entry[a] && g.entry[b]) && !meet(g.editions[a], g.editions[b])
}

// take makes the sure links one by one, unless they would make one of two who
// cannot be, and appends them to sure.
func (g *groups) take(candidates []candidate, sure []Link) []Link {
	for _, c := range candidates {
		if c.grade != certain || !g.possible(c.Link) {
			continue
		}
		a, b := g.of(c.A), g.of(c.B)
		if g.entry[b] { // what a person decided stands for the others
			a, b, c.A, c.B = b, a, c.B, c.A
		}
		g.into[b] = a
		g.entry[a] = g.entry[a] || g.entry[b]
		g.editions[a] = union(g.editions[a], g.editions[b])
		sure = append(sure, c.Link)
	}
	return sure
}

// shareAffiliation tells whether the brackets after two names have an
// abbreviation in common.
func shareAffiliation(a, b []string) bool {
	for _, x := range a {
		for _, w := range abbreviations(x) {
			for _, y := range b {
				if slices.Contains(abbreviations(y), w) {
					return true
				}
			}
		}
	}
	return false
}

// abbreviations are the words of two capitals and more.
func abbreviations(s string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > 'z' || r > '9' && r < 'A' || r > 'Z' && r < 'a' }), func(w string) bool {
		return len(w) < 2 || strings.ToUpper(w) != w
	})
}

// meet tells whether two sorted lists have something in common.
func meet(a, b []int32) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}

// union merges two sorted lists.
func union(a, b []int32) []int32 {
	out := make([]int32, 0, len(a)+len(b))
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			out = append(out, a[i])
			i++
		case i == len(a) || b[j] < a[i]:
			out = append(out, b[j])
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}
