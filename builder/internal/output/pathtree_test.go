package output

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A path is found in another tree by its number in one.
func TestCounterpartsAreTheSamePaths(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	random := func() string {
		path := make([]string, 1+r.IntN(4))
		for i := range path {
			path[i] = fmt.Sprint("s", r.IntN(6))
		}
		return strings.Join(path, "/")
	}
	for n := range 50 {
		x, y := new(pathTree[int]), new(pathTree[bool])
		for range n {
			x.set(random(), n)
			if n%7 > 0 {
				y.add(random())
			}
		}
		same := counterparts(x, y)
		if len(same) != x.nodes.n {
			t.Fatalf("%d are told of %d", len(same), x.nodes.n)
		}
		for i := int32(1); i < int32(x.nodes.n); i++ {
			if want := y.find(x.path(i)); same[i] != want {
				t.Errorf("%q is at %d, want %d", x.path(i), same[i], want)
			}
		}
	}
}

// A tree of paths tells what maps of them would, in any sequence of changes, and so does
// a copy of it, which changes for itself.
func TestPathTreeIsAMapOfPaths(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	segments := []string{"a", "b", "a-b", "a.b", "a!", "ab", "index.html", "zh", "会议", "2024-05-01-a-longer-name"}
	for i := range 40 {
		segments = append(segments, fmt.Sprint("s", i))
	}
	random := func() string {
		path := make([]string, 1+r.IntN(4))
		for i := range path {
			path[i] = segments[r.IntN(len(segments))]
		}
		return strings.Join(path, "/")
	}
	paths, values, marks := new(pathTree[int]), map[string]int{}, map[string]mark{}
	check := func(paths *pathTree[int], values map[string]int, marks map[string]mark) {
		t.Helper()
		var files, folders []string
		for _, n := range paths.sorted() {
			path := paths.path(n)
			if paths.find(path) != n {
				t.Fatalf("%q is at %d and at %d", path, n, paths.find(path))
			}
			if v := paths.value(n); v != nil {
				files = append(files, path)
				if *v != values[path] {
					t.Fatalf("%q has %d, want %d", path, *v, values[path])
				}
			}
			if m := paths.folder(path); m != noFolder {
				folders = append(folders, path)
				if m != marks[path] {
					t.Fatalf("%q is marked %d, want %d", path, m, marks[path])
				}
			}
		}
		if want := slices.Sorted(maps.Keys(values)); !slices.Equal(files, want) || paths.files != len(want) {
			t.Fatalf("%d files: %q\nwant %q", paths.files, files, want)
		}
		if want := slices.Sorted(maps.Keys(marks)); !slices.Equal(folders, want) || paths.folders != len(want) {
			t.Fatalf("%d folders: %q\nwant %q", paths.folders, folders, want)
		}
		all := 0
		for n, v := range paths.all() {
			if path := paths.path(n); values[path] != *v {
				t.Fatalf("%q has %d, want %d", path, *v, values[path])
			}
			all++
		}
		if all != len(values) {
			t.Fatalf("%d files are yielded of %d", all, len(values))
		}
	}
	if paths.has("a") || paths.folder("a") != noFolder || paths.sorted() != nil {
		t.Error("an empty tree has something")
	}
	for i := range 20_000 {
		path := random()
		v, has := paths.get(path)
		if want, wants := values[path]; v != want || has != wants || paths.has(path) != wants {
			t.Fatalf("%q: %d %v, want %d %v", path, v, has, want, wants)
		}
		switch r.IntN(5 + i/5000) { // in the end more is taken away than given
		case 0, 1:
			paths.set(path, i)
			values[path] = i
		case 2:
			m := mark(1 + r.IntN(2))
			paths.mark(paths.add(path), m)
			marks[path] = m
		case 3:
			paths.markAll(paths.add(path))
			for folder := range above(path + "/") {
				if marks[folder] == noFolder {
					marks[folder] = isFolder
				}
			}
		case 4:
			paths.unmark(path)
			delete(marks, path)
		default:
			paths.drop(path)
			delete(values, path)
		}
		if i%1000 == 999 {
			check(paths, values, marks)
			was, had, marked := paths, maps.Clone(values), maps.Clone(marks)
			paths = paths.clone()
			for range 50 {
				path := random()
				paths.set(path, -i)
				values[path] = -i
			}
			check(paths, values, marks)
			check(was, had, marked)
		}
	}
	for path := range values {
		paths.drop(path)
	}
	for path := range marks {
		paths.unmark(path)
	}
	paths = paths.clone()
	paths.set("a/b", 1)
	check(paths, map[string]int{"a/b": 1}, nil)
	if paths.nodes.n > 3 {
		t.Errorf("a copy holds %d paths that nobody wants", paths.nodes.n)
	}
}

// A value stays where it is, whatever is added: a commit fills in what it has claimed.
func TestValuesOfAPathTreeStay(t *testing.T) {
	var paths pathTree[int]
	first := paths.give(paths.add("first"), 0)
	for i := range 5_000 {
		paths.set(fmt.Sprint("other/", i), i)
	}
	*first = 7
	if v, _ := paths.get("first"); v != 7 {
		t.Errorf("%d", v)
	}
}
