package sound

import "testing"

func TestNamesThatAreOneSoundAlike(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		whole  int // at least
		family bool
	}{
		{"Marina Valdés", "玛丽娜·巴尔德斯", 85, false},
		{"Viktor Lindqvist", "维克托·林德奎斯特", 80, false},
		{"Ya-Ting Chou", "周雅婷", 85, true},
		{"Mei-Hua Hsieh", "謝美華", 80, true},
		{"Shu-Yu Hsi", "席書瑜", 85, true},
		{"Roberta Zheng", "鄭小明", 0, true},
		{"Anton Kuznetsov", "Антон Кузнецов", 85, false},
		{"Farid Mansour", "فريد منصور", 85, false},
		{"Eleni Papadaki", "Ελένη Παπαδάκη", 85, false},
		{"Rivka Mizrahi", "רבקה מזרחי", 70, false},
		{"Min-jun Park", "박민준", 75, true},
		{"Daniel Costa", "ダニエル・コスタ", 85, false},
		{"Антон Кузнецов", "安东·库兹涅佐夫", 80, false},
	} {
		got := Compare(Of(c.a), Of(c.b))
		back := Compare(Of(c.b), Of(c.a))
		if got.Whole < c.whole || c.family && !got.Family {
			t.Errorf("%s and %s: %+v, want %d, %v", c.a, c.b, got, c.whole, c.family)
		}
		if got != back {
			t.Errorf("%s and %s are %+v, the other way round %+v", c.a, c.b, got, back)
		}
	}
}

func TestNamesOfTwoPeopleDoNot(t *testing.T) {
	for _, c := range [][2]string{
		{"Marina Valdés", "维克托·林德奎斯特"}, {"Viktor Lindqvist", "玛丽娜·巴尔德斯"}, {"Ya-Ting Chou", "鄭小明"},
		{"Anton Kuznetsov", "Елена Морозова"}, {"Farid Mansour", "ليلى حداد"}, {"Eleni Papadaki", "Γιώργος Νικολάου"},
		{"Min-jun Park", "김서연"}, {"Marina Valdés", "मरीना"}, {"Bo", "波"}, {"", "周雅婷"}, {"Marina Valdés", "Marina Valdes"},
	} {
		if got := Compare(Of(c[0]), Of(c[1])); got.Whole >= 70 || got.Family {
			t.Errorf("%s and %s: %+v", c[0], c[1], got)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Marina Valdés", "玛丽娜·巴尔德斯")
	f.Add("\xff", "ﾔﾏﾀﾞ")
	f.Add("ー", "ㅎ")
	f.Fuzz(func(t *testing.T, a, b string) {
		if got := Compare(Of(a), Of(b)); got.Whole < 0 || got.Whole > 100 {
			t.Errorf("%+v", got)
		}
	})
}
