package builder_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dixit/builder"
)

// talk is a talk of the corpus whose editor gave topics.
type talk struct {
	id, text string
	tags     []string
}

var (
	tagsOf      = regexp.MustCompile(`(?m)^tags:[ \t]*(\[[^\n]*\]|(?:\n[ \t]*-[^\n]*)+)[ \t]*$`)
	translation = regexp.MustCompile(`\.(es|zh|pt)\.md$`)
)

func talks(t *testing.T, dir string) []talk {
	var out []talk
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".md") || translation.MatchString(p) || strings.HasPrefix(d.Name(), "_") {
			return err
		}
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		m := tagsOf.FindSubmatch(raw)
		if m == nil {
			return nil
		}
		rel, _ := filepath.Rel(dir, p)
		one := talk{id: strings.ReplaceAll(strings.TrimSuffix(rel, ".md"), "/", "-"), text: string(raw)}
		for _, tag := range strings.FieldsFunc(strings.Trim(string(m[1]), "[]\n "), func(r rune) bool { return r == ',' || r == '\n' }) {
			tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "-"), ` "'`)
			if tag != "" {
				one.tags = append(one.tags, strings.ReplaceAll(strings.ToLower(tag), " ", "-"))
			}
		}
		out = append(out, one)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// found exports an archive of talks, of which some keep their topics, and gives
// the topics of each, strongest first.
func found(t *testing.T, all []talk, keeps func(int) bool) map[string][]string {
	dir := t.TempDir()
	ids := map[string]bool{}
	for i, one := range all {
		for _, tag := range one.tags {
			ids[tag] = true
		}
		text := one.text
		if !keeps(i) {
			text = tagsOf.ReplaceAllString(text, "")
		}
		write(t, filepath.Join(dir, "content", one.id+".en.md"), text)
	}
	var topics strings.Builder
	for tag := range ids {
		fmt.Fprintf(&topics, "- id: %q\n  labels: {en: %q}\n", tag, strings.ReplaceAll(tag, "-", " "))
	}
	write(t, filepath.Join(dir, "content/topics.yaml"), topics.String())
	a, err := builder.Open(builder.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var b bytes.Buffer
	if _, err := a.Export(t.Context(), &b, builder.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range bytes.Lines(b.Bytes()) {
		var rec struct {
			Kind, ID string
			Topics   []struct{ ID string }
		}
		if json.Unmarshal(line, &rec) == nil && rec.Kind == "session" {
			for _, topic := range rec.Topics {
				out[rec.ID] = append(out[rec.ID], topic.ID)
			}
		}
	}
	return out
}

// TestTopicsLearned hides the topics of three talks in ten of a real archive and
// looks for them: by labels alone, no talk having an editor's topics, and with
// what is learnt from the other talks. DIXIT_SEEDS says how many times.
func TestTopicsLearned(t *testing.T) {
	all := talks(t, filepath.Join(corpora(t), "talks-en-es"))
	seeds, _ := strconv.Atoi(os.Getenv("DIXIT_SEEDS"))
	seeds = max(seeds, 2)
	byLabels := found(t, all, func(int) bool { return false })
	var f1, recall [2]float64
	for seed := range seeds {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		hidden := make([]bool, len(all))
		for i := range hidden {
			hidden[i] = r.Float64() < 0.3
		}
		learnt := found(t, all, func(i int) bool { return !hidden[i] })
		for k, got := range []map[string][]string{byLabels, learnt} {
			var first, said, want, five int
			for i, one := range all {
				if !hidden[i] {
					continue
				}
				topics := got[one.id]
				want += len(one.tags)
				if len(topics) > 0 {
					said++
					if slices.Contains(one.tags, topics[0]) {
						first++
					}
				}
				for _, topic := range topics[:min(5, len(topics))] {
					if slices.Contains(one.tags, topic) {
						five++
					}
				}
			}
			f1[k] += 2 * float64(first) / float64(said+want) / float64(seeds)
			recall[k] += float64(five) / float64(want) / float64(seeds)
		}
	}
	t.Logf("%d talks, %d seeds: F1 of the first topic %.3f by labels, %.3f learnt; recall in five %.3f by labels, %.3f learnt", len(all), seeds, f1[0], f1[1], recall[0], recall[1])
	if f1[1] <= f1[0] || recall[1] <= recall[0] {
		t.Error("nothing was gained by learning")
	}
}
