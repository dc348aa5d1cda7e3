package archive

import (
	"math/rand"
	"reflect"
	"testing"
	"testing/quick"
	"unique"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dixit/builder/internal/transcript"
)

// Facts come back as they were, every field of them, and what is damaged does not come
// back.
func TestFactsComeBack(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for n := range 60 {
		v, ok := quick.Value(reflect.TypeFor[Facts](), r)
		if !ok {
			t.Fatal("facts cannot be made up")
		}
		f := v.Interface().(Facts)
		if f.Spoken = nil; n == 0 {
			f = Facts{}
		}
		b := f.Append([]byte("x"))
		got, err := FactsIn(b[1:], f.Path, f.Key)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&f, got, cmpopts.EquateEmpty(), cmp.AllowUnexported(Front{}), cmpopts.EquateComparable(unique.Handle[Label]{})); d != "" {
			t.Fatalf("facts %d:\n%.2000s", n, d)
		}
		for range 50 {
			if cut := 1 + r.Intn(len(b)-1); cut < len(b) {
				if _, err := FactsIn(b[1:cut], f.Path, f.Key); err == nil {
					t.Errorf("%d of %d bytes are believed", cut-1, len(b)-1)
				}
			}
		}
		for range 50 { // nothing that is read takes more than it has bytes for
			damaged := append([]byte(nil), b[1:]...)
			damaged[r.Intn(len(damaged))] = byte(r.Intn(256))
			_, _ = FactsIn(damaged, f.Path, f.Key)
		}
	}
}

// Generate makes front matter up.
func (Front) Generate(r *rand.Rand, _ int) reflect.Value {
	m, _ := quick.Value(reflect.TypeFor[transcript.Meta](), r)
	return reflect.ValueOf(frontOf(m.Interface().(transcript.Meta)))
}

// Generate makes labels up.
func (Labels) Generate(r *rand.Rand, _ int) reflect.Value {
	list, _ := quick.Value(reflect.TypeFor[[]Label](), r)
	return reflect.ValueOf(labelsOf(list.Interface().([]Label)...))
}
