package synthetic

import "strings"

var (
	arabicRadicals = strings.Split("ر ل م ن ب ع ق د س ف ح ج ش ك ت ه ص خ ط ز و غ ض ي ث ذ ظ", " ")
	arabicRadical  = ranked(len(arabicRadicals))
	// The patterns of stems of two, three and four syllables; 1, 2 and 3 are the
	// consonants of the root.
	arabicPatterns = [][]string{
		strings.Fields("123 1ا23 12ا3 12ي3 12و3 م123 أ123 ت123 123ة 1و23"),
		strings.Fields("م12و3 ت12ي3 1ا23ة ا1ت2ا3 ت1ا23 إ12ا3 م1ا23 123ان م123ة ا12123 مت123"),
		strings.Fields("است12ا3 م1ت2و3 مست123 ا1ت2ا3ية 12و3ية م1ا2ي3 ان12ا3 ت12ي3ات مست12و3"),
	}
)

// Arabic stems are roots of three consonants put into patterns, so that words
// share roots as they do in the language.
var arabic = &language{
	tag: "ar",
	common: `في من على أن إلى هذا التي هذه ما لا مع كان عن هو الذي كل نحن قد أو ذلك بين بعد هناك كما
لقد إن ثم هي حيث أيضا لم لكن شكرا عند حتى إذا غير يمكن أي لن قبل خلال لدينا أنا كانت يجب
بعض جدا عندما أكثر منذ حول الآن اليوم سيدي الرئيس الرئيسة السيد السيدة سؤال اللجنة الجلسة
التقرير المشروع القرار العمل المجموعة الأعضاء الميزانية الاقتراح التصويت البند جدول الأعمال
المناقشة النص عام سنة مرة جميع عدد نقطة ضد لأن لهذا بهذا فيها منها عليه به له لنا لكم أنه
إنه أننا ليس وقت كيف لماذا متى أين فقط نعم وهذا وهو ومن وفي`,
	stem: func(s *stream, size int) string {
		patterns := arabicPatterns[min(size-2, len(arabicPatterns)-1)]
		var root [3]string
		for i := range root {
			root[i] = arabicRadicals[arabicRadical.roll(s)]
			for i > 0 && root[i] == root[i-1] {
				root[i] = arabicRadicals[arabicRadical.roll(s)]
			}
		}
		return strings.NewReplacer("1", root[0], "2", root[1], "3", root[2]).Replace(patterns[s.below(len(patterns))])
	},
	affixes: "ال- -ات -ين و- وال- -ون -ها بال- -هم لل- -نا ي- -ي ب- -كم ف-",
	blank:   " ", gap: " ", comma: "، ", stop: ".", ask: "؟",
}
