package searchindex

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// formatVectors are small facts of the format and of the score that hold in any
// language. Bytes are hexadecimal.
type formatVectors struct {
	Hash []struct {
		Text string `json:"text"`
		Hash uint32 `json:"hash"`
	} `json:"hash"`
	Prefix []struct {
		Term   string `json:"term"`
		Word   int    `json:"word"`
		Gram   int    `json:"gram"`
		Prefix string `json:"prefix"`
	} `json:"prefix"`
	Rice []struct {
		K     uint   `json:"k"`
		Value uint32 `json:"value"`
		Bytes string `json:"bytes"`
	} `json:"rice"`
	Gamma []struct {
		Value uint32 `json:"value"`
		Bytes string `json:"bytes"`
	} `json:"gamma"`
	IDF []struct {
		N   int   `json:"n"`
		DF  int   `json:"df"`
		IDF int64 `json:"idf"`
	} `json:"idf"`
	// Impact has classes; they are the writer's.
	Impact []struct {
		TF     int   `json:"tf"`
		Length int   `json:"length"`
		Class  uint8 `json:"class"`
	} `json:"impact"`
	Second []struct {
		First  int64 `json:"first"`
		Run    int   `json:"run"`
		Length int   `json:"length"`
		Exact  bool  `json:"exact"`
		Alone  bool  `json:"alone"`
		Typed  bool  `json:"typed"`
		Score  int64 `json:"score"`
	} `json:"second"`
	// Lists are of words, or of attributes; postings are id, impact and tag.
	Lists []struct {
		Attribute bool       `json:"attribute"`
		Forms     int        `json:"forms"`
		K         uint       `json:"k"`
		Postings  [][3]int64 `json:"postings"`
		Bytes     string     `json:"bytes"`
	} `json:"lists"`
	// Blocks go on with a primer whose code has no counts behind it; what they
	// are deflated to is the writer's.
	Blocks []struct {
		Words  string `json:"words"`
		Primer string `json:"primer"`
		Text   string `json:"text"`
		Bytes  string `json:"bytes"`
	} `json:"blocks"`
}

func readVectors(t *testing.T) (v formatVectors, raw []byte) {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v, raw
}

func TestVectorsInGo(t *testing.T) {
	v, _ := readVectors(t)
	for _, x := range v.Hash {
		if got := hashString(x.Text); got != x.Hash {
			t.Errorf("hash of %q: %d, not %d", x.Text, got, x.Hash)
		}
	}
	for _, x := range v.Prefix {
		if got := prefix(x.Term, x.Word, x.Gram); got != x.Prefix {
			t.Errorf("prefix %d, %d of %q: %q, not %q", x.Word, x.Gram, x.Term, got, x.Prefix)
		}
	}
	for _, x := range v.Rice {
		var w bitWriter
		w.rice(x.Value, x.K)
		b := w.end()
		r := bitReader{in: b}
		if got, back := hex.EncodeToString(b), r.rice(x.K); got != x.Bytes || back != x.Value {
			t.Errorf("rice %d of %d: %s, not %s; read as %d", x.K, x.Value, got, x.Bytes, back)
		}
	}
	for _, x := range v.Gamma {
		var w bitWriter
		w.gamma(x.Value)
		b := w.end()
		r := bitReader{in: b}
		if got, back := hex.EncodeToString(b), r.gamma(); got != x.Bytes || back != x.Value {
			t.Errorf("gamma of %d: %s, not %s; read as %d", x.Value, got, x.Bytes, back)
		}
	}
	for _, x := range v.IDF {
		if got := idf(x.N, x.DF); got != x.IDF {
			t.Errorf("idf of %d in %d: %d, not %d", x.DF, x.N, got, x.IDF)
		}
	}
	for _, x := range v.Impact {
		if got := impactOf(x.TF, x.Length); got != x.Class {
			t.Errorf("impact of %d in %d: %d, not %d", x.TF, x.Length, got, x.Class)
		}
	}
	for _, x := range v.Second {
		if got := secondScore(x.First, x.Run, x.Length, x.Exact, x.Alone, x.Typed); got != x.Score {
			t.Errorf("second score of %+v: %d", x, got)
		}
	}
	for _, x := range v.Lists {
		g, forms := listVector(x.Attribute, x.Forms, x.Postings)
		e, _ := encode(g, &space{files: 1, slots: int(g.posts[len(g.posts)-1].id) + 1}, nil)
		if got := hex.EncodeToString(e.list); got != x.Bytes || e.k != x.K {
			t.Errorf("list %v: %d %s, not %d %s", x.Postings, e.k, got, x.K, x.Bytes)
		}
		b, _ := hex.DecodeString(x.Bytes)
		if back, err := readList(&bitReader{in: b}, len(g.posts), x.K, forms, 1<<32); err != nil || !slices.Equal(back, g.posts) {
			t.Errorf("list %s is read as %v, %v", x.Bytes, back, err)
		}
	}
	for _, x := range v.Blocks {
		p := plainPrimer(x.Words)
		b := (&primedDeflater{p: p}).deflate([]byte(x.Text))
		if hex.EncodeToString(p.file) != x.Primer || hex.EncodeToString(b) != x.Bytes {
			t.Errorf("block %q: primer %x, %x", x.Text, p.file, b)
		}
		back, err := inflate(append(p.file, b...))
		if err != nil || string(back) != x.Words+x.Text {
			t.Errorf("block %q is read as %q, %v", x.Text, back, err)
		}
	}
}

// plainPrimer has its words stored and a code without counts behind it.
func plainPrimer(words string) *primer {
	p := &primer{words: []byte(words), code: newDeflateCode(&tokenCounts{})}
	p.places.learn(p.words)
	p.file = append([]byte{0, byte(len(words)), 0, ^byte(len(words)), 0xff}, words...)
	p.file = append(p.file, p.code.header()...)
	return p
}

func listVector(attributes bool, n int, postings [][3]int64) (*group, []form) {
	term := "a"
	if attributes {
		term = attribute + "a:b"
	}
	g := &group{begin: beginOf(term)}
	for i := range n {
		s := term + strings.Repeat("x", i)
		g.forms = append(g.forms, form{s, s})
	}
	for _, p := range postings {
		g.posts = append(g.posts, posting{id: uint32(p[0]), impact: uint8(p[1]), tag: uint16(p[2])})
	}
	g.df = len(g.posts)
	return g, g.forms
}

// TestVectorsInNode holds the modules of the reader to the vectors.
func TestVectorsInNode(t *testing.T) {
	_, raw := readVectors(t)
	out := runNode(t, "testdata/vectors.mjs", t.TempDir(), json.RawMessage(raw))
	var wrong []string
	if err := json.Unmarshal(out, &wrong); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

// TestFiguresAreThoseOfTheReader compares the figures of score.go with rank.js.
func TestFiguresAreThoseOfTheReader(t *testing.T) {
	want := []int64{
		impactValues[0], impactValues[1], impactValues[2], impactValues[3], nearWeight, fileWeight,
		formExact, formFold, formStem, formGuess, formStart, besideUnits, window, maxWindows, mostUnits, docFiles, FormatVersion,
		longList, int64(shortKeys[0]), int64(shortKeys[1]),
	}
	var got []int64
	out := runNode(t, "testdata/figures.mjs", t.TempDir(), nil)
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	if !slices.Equal(got, want) {
		t.Errorf("figures %v, in Go %v", got, want)
	}
}
