package preview

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"dixit/builder"
)

const (
	// keptBuilds is how many builds back a page can catch up without being loaded
	// anew. A tab that was hidden for longer has nothing to lose.
	keptBuilds = 64
	// maxChanged bounds the paths that a message names. A build that changes more
	// has most likely changed every page.
	maxChanged = 1000
	// maxFindings bounds the diagnostics that a message shows. The terminal has
	// all of them.
	maxFindings = 200
)

// message is what a page is told: what has changed since the build that it knows.
type message struct {
	Build     string    `json:"build"`     // the build that it is told of
	Published bool      `json:"published"` // a site is there
	All       bool      `json:"all"`       // anything may have changed
	Changed   []string  `json:"changed"`   // paths with other bytes, sorted
	Gone      []string  `json:"gone"`      // paths that are no more, sorted
	Errors    int       `json:"errors"`
	Warnings  int       `json:"warnings"`
	Findings  []finding `json:"findings"` // errors, then warnings; not all of them when there are many
}

// finding is a diagnostic as a page shows it.
type finding struct {
	Severity string `json:"severity"`
	Place    string `json:"place"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// change is what one build did to the files.
type change struct {
	all   bool
	paths map[string]bool // whether the file is there
}

// news remembers what the builds have changed, and wakes who waits for it. No
// client has a queue: each asks for all that came after what it knows.
type news struct {
	site Site
	// run tells this run of the program from others at the same address, whose
	// builds a tab may know.
	run string

	mu       sync.Mutex
	builds   int // told of
	ready    bool
	changes  []change // of the last builds, the newest last
	state    message  // without the changes
	step     []byte   // what who knows the build before the last is told
	next     chan struct{}
	nStreams int
}

func newNews(site Site) *news {
	n := &news{site: site, run: strings.ToLower(rand.Text()[:8]), next: make(chan struct{})}
	n.state = findings(nil, nil)
	n.state.Build = n.id(0)
	return n
}

func (n *news) id(build int) string { return n.run + "-" + strconv.Itoa(build) }

// current gives the last build, and whether there is a site to be shown.
func (n *news) current() (build string, ready bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.state.Build, n.ready
}

// publish takes what a build returned.
func (n *news) publish(result *builder.Result, err error) {
	c := change{paths: map[string]bool{}}
	if result != nil && result.Published {
		changed := slices.DeleteFunc(slices.Clone(result.Changed), indexData)
		c.all = len(changed) > maxChanged
		for _, p := range changed {
			// What is gone is named in any case: a page must not be loaded anew
			// that is no more.
			if _, there := n.site.Lookup(p); !c.all || !there && len(c.paths) < maxChanged {
				c.paths[p] = there
			}
		}
	}
	state := findings(result, err)

	n.mu.Lock()
	defer n.mu.Unlock()
	n.builds++
	n.ready = n.ready || result != nil && result.Published
	state.Build, state.Published = n.id(n.builds), n.ready
	n.state = state
	n.changes = append(n.changes, c)
	if len(n.changes) > keptBuilds {
		n.changes = slices.Delete(n.changes, 0, len(n.changes)-keptBuilds)
	}
	n.step = n.since(n.id(n.builds - 1))
	close(n.next)
	n.next = make(chan struct{})
}

// indexData tells whether a file is of the search index, by a name that is of its
// content. No page has it in view before another file that names it has changed.
func indexData(path string) bool {
	rest, ok := strings.CutPrefix(path, "search/")
	return ok && strings.Contains(rest, "/")
}

// findings gives what a page is to show of a build.
func findings(result *builder.Result, err error) message {
	var (
		m        message
		errors   []finding
		warnings []finding
	)
	if err != nil {
		errors = append(errors, finding{Severity: "error", Code: "build-failed", Message: plain("the build failed: " + err.Error())})
	}
	if result != nil {
		for _, d := range result.Diagnostics {
			f := finding{Severity: d.Severity.String(), Place: plain(d.Position()), Code: string(d.Code), Message: plain(d.Message), Hint: plain(d.Hint)}
			switch d.Severity {
			case builder.Error:
				errors = append(errors, f)
			case builder.Warning:
				warnings = append(warnings, f)
			}
		}
	}
	m.Errors, m.Warnings = len(errors), len(warnings)
	m.Findings = slices.Concat(errors, warnings)
	m.Findings = m.Findings[:min(len(m.Findings), maxFindings)]
	if m.Findings == nil {
		m.Findings = []finding{}
	}
	return m
}

// plain makes characters visible that would change how a text around them reads:
// controls, and those that turn the direction of writing. A file name may have
// them.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r == 0x061c, 0x200e <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// wait gives what who knows a build is to be told, with the build that it knows
// then, and a channel that is closed when there is more.
func (n *news) wait(known string) (text []byte, build string, more <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.builds > 0 && known == n.id(n.builds-1) {
		return n.step, n.state.Build, n.next
	}
	return n.since(known), n.state.Build, n.next
}

// since gives the message for who knows a build. n.mu is held.
func (n *news) since(known string) []byte {
	m := n.state
	paths := map[string]bool{}
	if first, ok := n.number(known); !ok || n.builds-first > len(n.changes) {
		m.All = true
	} else {
		for _, c := range n.changes[len(n.changes)-(n.builds-first):] {
			m.All = m.All || c.all
			maps.Copy(paths, c.paths)
		}
	}
	m.Changed, m.Gone = []string{}, []string{}
	if m.All = m.All || len(paths) > maxChanged; m.All {
		// Who may load everything anew still has to know what is no more there.
		maps.DeleteFunc(paths, func(_ string, there bool) bool { return there })
	}
	for _, p := range slices.SortedFunc(maps.Keys(paths), cmp.Compare) {
		if paths[p] {
			m.Changed = append(m.Changed, p)
		} else if len(m.Gone) < maxChanged {
			m.Gone = append(m.Gone, p)
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		// Texts and numbers only; it cannot fail.
		panic(err)
	}
	return text
}

// number gives the number of a build of this run.
func (n *news) number(build string) (int, bool) {
	digits, ok := strings.CutPrefix(build, n.run+"-")
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(digits)
	return i, err == nil && 0 <= i && i <= n.builds
}

// enter takes a place among the streams, if there is one.
func (n *news) enter() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.nStreams >= maxStreams {
		return false
	}
	n.nStreams++
	return true
}

func (n *news) leave() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.nStreams--
}
