package format

import (
	"strings"
	"testing"
)

// A number is taken off names where it runs through the file, and those behind it come again
// and may be names.
func TestNumbersThatRunThroughAFile(t *testing.T) {
	for _, test := range []struct{ what, lines, want string }{
		{"of turns", "1. Ada Holm:|2. Bo Lind:|3. Ada Holm:|4. Bo Lind:", "Ada Holm|Bo Lind|Ada Holm|Bo Lind"},
		{"of a few turns", "1. Ada Holm:|Bo Lind:|2. Bo Lind:|Ada Holm:", "Ada Holm|Bo Lind|Bo Lind|Ada Holm"},
		{"of one chapter and the next", "1. Ada Holm:|2. Bo Lind:|3. Ada Holm:|4. Bo Lind:|5. Ada Holm:|1. Bo Lind:", "Ada Holm|Bo Lind|Ada Holm|Bo Lind|Ada Holm|Bo Lind"},
		{"of the chair, too", "1. Chair:|2. Bo Lind:|3. Chair:|4. Bo Lind:", "Chair|Bo Lind|Chair|Bo Lind"},
		{"said to be of speeches", "Nr. 1 Holm:|Nr. 2 Lind:|Nr. 3 Holm:|Nr. 4 Lind:", "Holm|Lind|Holm|Lind"},
		{"of lists", "1. Old Rules:|2. New Rules:|1. Old Rules:|2. New Rules:", "1. Old Rules|2. New Rules|1. Old Rules|2. New Rules"},
		{"of single words", "1. Rules:|2. Costs:|3. Rules:|4. Costs:", "1. Rules|2. Costs|3. Rules|4. Costs"},
		{"of what comes once", "1. Old Rules:|2. New Costs:|3. Old Rules:|4. Dues:", "1. Old Rules|2. New Costs|3. Old Rules|4. Dues"},
	} {
		var labels []Label
		for i, line := range strings.Split(test.lines, "|") {
			c, ok := FindAny(line)
			if !ok {
				t.Fatalf("%q is no candidate", line)
			}
			c.Line = i + 1
			labels = append(labels, Label{Candidate: c})
		}
		withoutNumbers(labels)
		var got []string
		for _, l := range labels {
			got = append(got, l.Name)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}
