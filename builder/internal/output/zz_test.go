package output
import ("testing";"time";"fmt")
func BenchmarkPhases(b *testing.B) {
	for b.Loop() {
		dir := b.TempDir()
		f, _, _ := Open(dir, nil)
		t0 := time.Now()
		c, _ := f.Begin()
		each(b, 'a', func(i int, data []byte) error { return c.Put(File{benchPath(i), Page, data}) })
		t1 := time.Now()
		p, _ := c.plan()
		t2 := time.Now()
		c.writeJournal(p.steps)
		t3 := time.Now()
		for _, s := range p.steps { f.do(c.old, s) }
		t4 := time.Now()
		f.writeManifest(c.old)
		t5 := time.Now()
		fmt.Println("put",t1.Sub(t0),"plan",t2.Sub(t1),"journal",t3.Sub(t2),"moves",t4.Sub(t3),"manifest",t5.Sub(t4))
		f.Close()
	}
}
