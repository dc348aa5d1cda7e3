package format

import "testing"

func TestIsAuthor(t *testing.T) {
	for name, want := range map[string]bool{
		"Ilse Neuhäuser":           true,
		"Jean Hauser":              true,
		"阿米娜":                      true,
		"Microsoft Office User":    false,
		"Windows User":             false,
		"admin":                    false,
		"https://example.org/ a b": false,
		"":                         false,
	} {
		if got := IsAuthor(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
