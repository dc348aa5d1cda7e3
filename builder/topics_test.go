package builder_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
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
// the topics of each, strongest first, and those that labels alone give it: the
// more turns say one, and the fewer talks, the sooner (TF·IDF).
func found(t *testing.T, all []talk, keeps func(int) bool) (topics, labels map[string][]string) {
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
	var vocabulary strings.Builder
	for tag := range ids {
		fmt.Fprintf(&vocabulary, "- id: %q\n  labels: {en: %q}\n", tag, strings.ReplaceAll(tag, "-", " "))
	}
	write(t, filepath.Join(dir, "content/topics.yaml"), vocabulary.String())
	a, err := builder.Open(builder.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var b bytes.Buffer
	if _, err := a.Export(t.Context(), &b, builder.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	topics, labels = map[string][]string{}, map[string][]string{}
	turns := map[string]map[string]float64{} // that say a label, by talk and topic
	for line := range bytes.Lines(b.Bytes()) {
		var session struct {
			Kind, ID string
			Topics   []struct{ ID string }
		}
		var turn struct {
			Kind, Session string
			Topics        []string
		}
		if json.Unmarshal(line, &session) == nil && session.Kind == "session" {
			for _, topic := range session.Topics {
				topics[session.ID] = append(topics[session.ID], topic.ID)
			}
		}
		if json.Unmarshal(line, &turn) == nil && turn.Kind == "turn" {
			if turns[turn.Session] == nil {
				turns[turn.Session] = map[string]float64{}
			}
			for _, topic := range turn.Topics {
				turns[turn.Session][topic]++
			}
		}
	}
	in := map[string]float64{}
	for _, said := range turns {
		for topic := range said {
			in[topic]++
		}
	}
	for id, said := range turns {
		weight := func(topic string) float64 { return said[topic] * math.Log(float64(len(turns))/in[topic]) }
		labels[id] = slices.SortedFunc(maps.Keys(said), func(x, y string) int {
			return cmp.Or(cmp.Compare(weight(y), weight(x)), strings.Compare(x, y))
		})
	}
	return topics, labels
}

// TestTopicsLearned hides the topics of three talks in ten of a real archive and
// looks for them: by labels alone, by all that the words tell where no talk has an
// editor's topics, and with what is learnt from the other talks. DIXIT_SEEDS says
// how many times.
func TestTopicsLearned(t *testing.T) {
	all := talks(t, filepath.Join(corpora(t), "talks-en-es"))
	seeds, _ := strconv.Atoi(os.Getenv("DIXIT_SEEDS"))
	seeds = max(seeds, 2)
	unlearnt, byLabels := found(t, all, func(int) bool { return false })
	ways := []string{"by labels alone", "without editors", "learnt"}
	var f1, recall [3]float64
	for seed := range seeds {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		hidden := make([]bool, len(all))
		for i := range hidden {
			hidden[i] = r.Float64() < 0.3
		}
		learnt, _ := found(t, all, func(i int) bool { return !hidden[i] })
		for k, got := range []map[string][]string{byLabels, unlearnt, learnt} {
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
	t.Logf("%d talks, %d seeds", len(all), seeds)
	for k, way := range ways {
		t.Logf("%-16s F1 of the first topic %.3f (%.2f times), recall in five %.3f (%.2f times)", way, f1[k], f1[k]/f1[0], recall[k], recall[k]/recall[0])
	}
	least := 1.2
	if seeds >= 10 { // a few trials are luck
		least = 1.3
	}
	if f1[2] < least*f1[0] || recall[2] < 1.15*recall[0] || f1[2] <= f1[1] {
		t.Error("too little was gained by learning")
	}
}
