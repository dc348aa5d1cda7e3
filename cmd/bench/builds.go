package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// ran is what one run of a program took.
type ran struct {
	wall, cpu time.Duration
	memory    int64 // bytes, at most; 0 where the system does not say
	said      string
}

// command runs a program to its end.
func (b *bench) command(ctx context.Context, name string, args ...string) (ran, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	err := cmd.Run()
	r := ran{wall: time.Since(began), said: said.String()}
	if err != nil {
		return r, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, r.said)
	}
	r.cpu, r.memory = cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), memoryOf(cmd.ProcessState)
	return r, nil
}

// version asks a program for its version, "" for one that is not installed.
func (b *bench) version(ctx context.Context, name string, args ...string) string {
	r, err := b.command(ctx, name, args...)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(r.said, "\n")
	return strings.TrimSpace(line)
}

// row is a line of the table of builds.
type row struct {
	name string
	runs []ran
}

// builds measures builds from nothing, and those after which nothing is to be done.
func (b *bench) builds(ctx context.Context, site string, size int64) error {
	hugo, pagefind := "", ""
	if b.others {
		hugo, pagefind = b.version(ctx, "hugo", "version"), b.version(ctx, "pagefind", "--version")
		if hugo == "" {
			pagefind = "" // which has nothing to work on
		}
	}
	rows := []row{{name: "dixit, from nothing"}, {name: "dixit again, nothing changed"}, {name: "dixit again, one file changed"}, {name: "Hugo"}, {name: "Pagefind after Hugo"}}
	add := func(i int, r ran, err error) error {
		rows[i].runs = append(rows[i].runs, r)
		return err
	}
	dixit := func() (ran, error) {
		return b.command(ctx, b.dixit, "build", "--verbose", "--no-color", "--config", filepath.Join(site, "dixit.yaml"), "--base-url", "https://archive.example.org", site)
	}
	// The cache is beside the site, so that it goes with it.
	if err := os.WriteFile(filepath.Join(site, "dixit.yaml"), []byte("title: Meetings\ncache: cache\n"), 0o666); err != nil {
		return err
	}
	stages := ""
	for range b.rounds {
		for _, dir := range []string{"public", "cache", "hugo", "hugo-public"} {
			if err := os.RemoveAll(filepath.Join(site, dir)); err != nil {
				return err
			}
		}
		r, err := dixit()
		if err := add(0, r, err); err != nil {
			return err
		}
		stages = r.said
		r, err = dixit()
		if err := add(1, r, err); err != nil {
			return err
		}
		if err := touch(site); err != nil {
			return err
		}
		r, err = dixit()
		if err := add(2, r, err); err != nil {
			return err
		}
		if hugo == "" {
			continue
		}
		if err := unpack(filepath.Join(site, "hugo")); err != nil {
			return err
		}
		r, err = b.command(ctx, "hugo", append(hugoFlags(site, filepath.Join(site, "hugo")), "--destination", filepath.Join(site, "hugo-public"), "--quiet")...)
		if err := add(3, r, err); err != nil {
			return err
		}
		if pagefind == "" {
			continue
		}
		r, err = b.command(ctx, "pagefind", "--site", filepath.Join(site, "hugo-public"))
		if err := add(4, r, err); err != nil {
			return err
		}
	}
	b.stageTable(stages)
	b.buildTable(rows, size)
	files, bytes, err := measure(filepath.Join(site, "public"))
	fmt.Fprintf(b.out, "\nThe site has %d files, %.0f MB.", files, float64(bytes)/1e6)
	if hugo != "" {
		files, bytes, err = measure(filepath.Join(site, "hugo-public"))
		fmt.Fprintf(b.out, " That of Hugo (%s) has %d, %.0f MB.", hugo, files, float64(bytes)/1e6)
	}
	fmt.Fprintln(b.out)
	return err
}

// touch changes a word of one meeting.
func touch(site string) error {
	files, err := meetings(site)
	if err != nil {
		return err
	}
	name := files[len(files)/2]
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	at := strings.LastIndex(strings.TrimSpace(string(text)), " ")
	return os.WriteFile(name, []byte(string(text[:at])+" indeed"+string(text[at:])), 0o666)
}

// meetings lists the files of the archive.
func meetings(site string) ([]string, error) {
	return filepath.Glob(filepath.Join(site, "content", "meetings", "*.md"))
}

// stage is a line of what `build --verbose` says of its stages.
var stage = regexp.MustCompile(`(?m)^ +(\w+) +([\d.]+) s, +([\d.]+) s of processors(?:; (\d+ \w+), \d+ a second)?(?:; ([\d.]+) MB, (\d+) MB a second)?$`)

func (b *bench) stageTable(said string) {
	fmt.Fprint(b.out, "| stage of the last build from nothing | s | s of processors | items | MB | MB/s |\n|---|--:|--:|--:|--:|--:|\n")
	for _, m := range stage.FindAllStringSubmatch(said, -1) {
		fmt.Fprintf(b.out, "| %s |\n", strings.Join(m[1:], " | "))
	}
}

// buildTable prints the median of each row, which for memory is the most.
func (b *bench) buildTable(rows []row, size int64) {
	fmt.Fprintf(b.out, "\n| build, median of %d | s | s of processors | of Hugo's time | MB/s of transcripts | memory, MB |\n|---|--:|--:|--:|--:|--:|\n", b.rounds)
	var hugo time.Duration
	for _, r := range rows {
		if r.name == "Hugo" {
			hugo, _, _ = medians(r.runs)
		}
	}
	for _, r := range rows {
		if len(r.runs) == 0 {
			continue
		}
		wall, cpu, memory := medians(r.runs)
		ratio := "–"
		if hugo > 0 {
			ratio = fmt.Sprintf("%.2f", wall.Seconds()/hugo.Seconds())
		}
		fmt.Fprintf(b.out, "| %s | %.2f | %.2f | %s | %.1f | %d |\n", r.name, wall.Seconds(), cpu.Seconds(), ratio, float64(size)/1e6/wall.Seconds(), memory>>20)
	}
}

func medians(runs []ran) (wall, cpu time.Duration, memory int64) {
	var walls, cpus []time.Duration
	for _, r := range runs {
		walls, cpus, memory = append(walls, r.wall), append(cpus, r.cpu), max(memory, r.memory)
	}
	return quantile(walls, .5), quantile(cpus, .5), memory
}
