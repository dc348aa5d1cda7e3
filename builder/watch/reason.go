package watch

import (
	"cmp"
	"fmt"
	"slices"
)

// Reason says why a build is asked for.
type Reason struct {
	// First is set for the first call, which asks for the site as it is.
	First bool
	// Overflow is set when the system lost events.
	Overflow bool
	// Asked is why [Options.Asked] asked for the build, "" where it did not.
	Asked string
	// Quiet is set where nothing but [Options.Later] asks.
	Quiet bool
	// Paths are files and folders that led to the call, absolute and sorted, at
	// most 100 of them. It may be empty.
	Paths []string
	// More is set unless Paths are single files and nothing else is known to have
	// changed since the last call.
	More bool
}

// String names the reason for a log, in a few words.
func (r Reason) String() string {
	switch {
	case r.First:
		return "first build"
	case r.Overflow:
		return "more changes than were told"
	case r.Quiet:
		return "no change for a while"
	case len(r.Paths) == 0 && r.Asked != "":
		return r.Asked
	case len(r.Paths) == 0:
		return "a change"
	case len(r.Paths) == 1:
		return r.Paths[0]
	}
	return fmt.Sprintf("%s and %d more", r.Paths[0], len(r.Paths)-1)
}

// maxPaths bounds what a Reason names: nobody reads more, and a checkout touches
// thousands.
const maxPaths = 100

func (r Reason) and(o Reason) Reason {
	paths := slices.Concat(r.Paths, o.Paths)
	slices.Sort(paths)
	paths = slices.Compact(paths)
	return Reason{
		First:    r.First || o.First,
		Overflow: r.Overflow || o.Overflow,
		Asked:    cmp.Or(r.Asked, o.Asked),
		Quiet:    r.Quiet && o.Quiet,
		Paths:    paths[:min(len(paths), maxPaths)],
		More:     r.More || o.More || len(paths) > maxPaths,
	}
}
