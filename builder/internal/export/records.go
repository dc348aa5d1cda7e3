package export

import (
	"encoding/json"
	"io"
)

// SessionRecord is a session; a date or series that it lacks is nil.
type SessionRecord struct {
	Kind      string            `json:"kind"`
	ID        string            `json:"id"`
	Date      *string           `json:"date"`
	Series    *string           `json:"series"`
	Titles    map[string]string `json:"titles"`
	Languages []string          `json:"languages"`
	Topics    []TopicScore      `json:"topics"`
}

// TopicScore is a topic of a session.
type TopicScore struct {
	ID     string  `json:"id"`
	Score  float64 `json:"score"`
	Source string  `json:"source"`
}

// SpeakerRecord is a speaker with the labels that mean them, and why.
type SpeakerRecord struct {
	Kind     string            `json:"kind"`
	ID       string            `json:"id"`
	Names    map[string]string `json:"names"`
	Labels   []string          `json:"labels"`
	Evidence []string          `json:"evidence"`
}

// TopicRecord is a topic.
type TopicRecord struct {
	Kind   string            `json:"kind"`
	ID     string            `json:"id"`
	Labels map[string]string `json:"labels"`
}

// TurnRecord is a turn; what it lacks is nil.
type TurnRecord struct {
	Kind       string   `json:"kind"`
	Session    string   `json:"session"`
	Language   string   `json:"language"`
	N          int      `json:"n"`
	Anchor     string   `json:"anchor"`
	Label      *string  `json:"label"`
	Role       string   `json:"role,omitempty"`    // as printed beside the label
	Section    string   `json:"section,omitempty"` // title of the section it stands in
	Speaker    *string  `json:"speaker"`
	Unit       *int     `json:"unit"`
	Page       int      `json:"page,omitempty"` // of the original, 0 for none
	Start      *float64 `json:"start"`
	End        *float64 `json:"end"`
	Topics     []string `json:"topics"`
	Procedural bool     `json:"procedural,omitempty"`
	Original   string   `json:"original,omitempty"` // language spoken, where the transcript says so
	Text       string   `json:"text"`
}

// Records writes records as they come: one a line, or as an object that holds
// the list of each kind.
type Records struct {
	w     io.Writer
	enc   *json.Encoder
	whole bool
	kind  string // of the list that is open
	err   error
}

// NewRecords begins a list of records. whole makes one object of all: sessions,
// speakers, topics and turns, whose records must come in this order.
func NewRecords(w io.Writer, whole bool) *Records {
	r := &Records{w: w, whole: whole, enc: json.NewEncoder(w)}
	r.enc.SetEscapeHTML(false)
	return r
}

// kinds are the lists of the object in their order.
var kinds = []string{"session", "speaker", "topic", "turn"}

// Add writes a record of a kind.
func (r *Records) Add(kind string, record any) error {
	if r.whole {
		if kind == r.kind {
			r.put(",")
		}
		r.reach(kind)
	}
	if r.err == nil {
		r.err = r.enc.Encode(record)
	}
	return r.err
}

// reach opens the list of a kind, and those before it that nothing came for.
func (r *Records) reach(kind string) {
	for _, k := range kinds {
		if r.kind == kind {
			return
		}
		if r.kind != "" && !after(k, r.kind) {
			continue
		}
		if r.kind == "" {
			r.put("{")
		} else {
			r.put("],")
		}
		r.put(`"` + k + `s":[` + "\n")
		r.kind = k
	}
}

// after tells whether a kind comes after another.
func after(kind, other string) bool {
	for _, k := range kinds {
		switch k {
		case kind:
			return false
		case other:
			return true
		}
	}
	return false
}

func (r *Records) put(s string) {
	if r.err == nil {
		_, r.err = io.WriteString(r.w, s)
	}
}

// Close ends the list.
func (r *Records) Close() error {
	if r.whole {
		r.reach("turn")
		r.put("]}\n")
	}
	return r.err
}
