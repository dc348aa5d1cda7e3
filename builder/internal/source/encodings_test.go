package source

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
)

// Pieces of texts in many languages, cut at places that a seed chooses, come
// back from sixteen encodings and more: 98 in a hundred, and the rest with a
// warning. The figures of every encoding are printed with -v.
func TestEncodingsComeBack(t *testing.T) {
	texts := map[string]string{"zh-Hans": chinese, "zh-Hant": taiwan, "ja": japaneseText, "ko": koreanText, "el": greekText, "he": hebrewText}
	languages := map[string]string{
		"GB18030": "zh-Hans", "Big5": "zh-Hant", "Shift_JIS": "ja", "EUC-JP": "ja", "EUC-KR": "ko",
		"windows-1251": "ru uk bg be sr mk", "KOI8-R": "ru", "KOI8-U": "uk", "IBM866": "ru",
		"windows-1250": "pl cs sk hu sl hr", "ISO-8859-2": "pl cs", "windows-1252": "fr es de pt it sv da nl",
		"windows-1253": "el", "windows-1254": "tr", "windows-1255": "he", "windows-1256": "ar fa", "windows-1257": "lt lv et",
	}
	for _, c := range candidates {
		for _, length := range []int{200, 500, 2000} {
			rng := rand.New(rand.NewPCG(7, uint64(length)))
			right, all := 0, 0
			for l := range strings.FieldsSeq(languages[c.name]) {
				text := []rune(strings.Repeat(textOf(t, texts, l), 8))
				for range 4 {
					at := rng.IntN(max(1, len(text)-length))
					piece := writable(c.enc.NewEncoder().String, text[at:min(len(text), at+length)])
					raw, err := c.enc.NewEncoder().String(piece)
					if err != nil {
						t.Fatal(err)
					}
					f, list := Decode("a.txt", []byte(raw))
					all++
					if f.Text == piece {
						right++
					} else if len(list) == 0 {
						t.Errorf("%s, %s: read as %s without a word", c.name, l, f.Encoding)
					}
				}
			}
			if all == 0 {
				continue
			}
			t.Logf("%-12s %4d characters: %d of %d", c.name, length, right, all)
			if right*100 < all*98 {
				t.Errorf("%s at %d characters: %d of %d right", c.name, length, right, all)
			}
		}
	}
}

// textOf is a text in a language: of texts, else of the profiles of lang.
func textOf(t *testing.T, texts map[string]string, l string) string {
	if s := texts[l]; s != "" {
		return s
	}
	b, err := os.ReadFile(filepath.Join("..", "lang", "profiles", l+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(b), "\n\n")[1] + "\n"
}

// writable is a text without the characters that an encoding lacks.
func writable(encode func(string) (string, error), text []rune) string {
	var b strings.Builder
	for _, r := range text {
		if _, err := encode(string(r)); err == nil {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// A few letters beyond ASCII are told by the words around them, by the script of
// those, and by what never stands within or beside a word.
func TestFewLettersBeyondASCII(t *testing.T) {
	for name, text := range map[string]string{
		"windows-1252, a word of one letter": "La seduta è aperta. Il presidente legge il verbale della riunione precedente, che è approvato senza modifiche, e passa al primo punto in discussione, il bilancio del porto.",
		"windows-1252, a degree within":      "El informe se hizo público en la sesión del martes. La presidenta preguntó cuándo empiezan las obras del muelle y el director contestó que no lo sabe todavía.",
		"windows-1252, letters that end":     "Formanden åbnede mødet og bød velkommen. Der er kommet et forslag om at lukke den gamle kaj, så den nye kan tages i brug til sommer, og det drøftes her.",
		"windows-1252, a capital":            "Die Vorsitzende bittet um das Protokoll der letzten Sitzung. Das Protokoll der Sitzung wird genehmigt, und der Bericht zur Lage des Hafens wird ohne Aussprache angenommen. Übrig bleibt der Haushalt.",
		"windows-1250, few":                  "Zastupitelstvo projednalo rozpočet na rok dva tisíce a schválilo ho. Starosta potom podal zprávu o stavu mostu a o tom, kdy bude otevřen pro dopravu.",
		"windows-1257, few":                  "Koosoleku juhataja avas istungi ja tutvustas päevakorda. Esimene punkt on sadama eelarve, mille kohta sõna soovis kaks liiget, ja siis mindi edasi.",
		"ISO-8859-2, few":                    "Przewodniczący otworzył posiedzenie i przedstawił porządek obrad. Rada zajmie się dzisiaj sprawą opłat w porcie oraz tym, kto ma naprawić most.",
	} {
		encoding, _, _ := strings.Cut(name, ",")
		for _, c := range candidates {
			if c.name != encoding {
				continue
			}
			raw, err := c.enc.NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			if f, _ := Decode("a.txt", []byte(raw)); f.Text != text {
				t.Errorf("%s: read as %s: %s", name, f.Encoding, f.Text)
			}
		}
	}
}

func TestMostlyASCII(t *testing.T) {
	plain := strings.Repeat("The meeting was opened by the chair, who thanked the members and read the agenda. ", 30)
	want := plain + "The café is closed, says Mme Lefèvre.\n" + plain
	raw := strings.NewReplacer("é", "\xe9", "è", "\xe8").Replace(want)
	f, list := Decode("a.txt", []byte(raw))
	if f.Text != want || len(list) == 0 || list[0].Code != diag.EncodingGuessed {
		t.Errorf("read as %s with %v", f.Encoding, list)
	}
}

const (
	japaneseText = "議長：皆さん、おはようございます。本日の会議では、港の使用料と連絡船の時刻表について話し合います。昨日、子どもたちが、どうして道路が閉鎖されているのかと尋ねましたが、誰も答えられませんでした。私は、誰にでも意見を聞いてもらう権利があると思います。政府は今年は予算がないと言っていますが、住民はもう長い間待っています。質問のある方は、今お願いします。そのあとで採決を行います。工事が終わったら、働いた人たちに正当な賃金を支払わなければなりません。\n"
	koreanText   = "의장: 여러분, 안녕하십니까. 오늘 회의에서는 항만 사용료와 연락선 시간표에 대해 이야기하겠습니다. 어제 아이들이 왜 도로가 막혀 있느냐고 물었지만 아무도 대답하지 못했습니다. 저는 누구에게나 자신의 의견을 말할 권리가 있다고 생각합니다. 정부는 올해 예산이 없다고 하지만 주민들은 이미 오랫동안 기다려 왔습니다. 질문이 있으시면 지금 말씀해 주십시오. 그다음에 표결을 하겠습니다. 공사가 끝나면 일한 사람들에게 정당한 임금을 지급해야 합니다.\n"
	greekText    = "Πρόεδρος: Καλημέρα σε όλους. Σήμερα θα μιλήσουμε για τα τέλη του λιμανιού και για τα δρομολόγια του πλοίου. Χθες τα παιδιά ρώτησαν γιατί ήταν κλειστός ο δρόμος, και κανείς δεν ήξερε τι να απαντήσει. Νομίζω ότι ο καθένας έχει δικαίωμα να ακουστεί. Η κυβέρνηση λέει ότι φέτος δεν υπάρχουν χρήματα, αλλά ο κόσμος περιμένει εδώ και πολύ καιρό. Αν έχετε κάποια ερώτηση, κάντε την τώρα, παρακαλώ· ύστερα θα ψηφίσουμε.\n"
	hebrewText   = "היושבת ראש: בוקר טוב לכולם. היום נדבר על דמי הנמל ועל לוח הזמנים של המעבורת. אתמול שאלו הילדים מדוע הכביש היה סגור, ואיש לא ידע מה לענות. אני חושבת שלכל אדם יש זכות להישמע, בין שהוא גר כאן ובין שבא מארץ אחרת. הממשלה אומרת שאין כסף השנה, אבל אנשים מחכים כבר זמן רב. אם יש לכם שאלה, שאלו אותה עכשיו בבקשה; אחר כך נצביע.\n"
)
