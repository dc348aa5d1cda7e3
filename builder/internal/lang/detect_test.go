package lang

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/unicode/norm"
)

// samples are a few sentences of talk in each language.
var samples = map[Tag]string{
	"en":      "Good morning, everyone. I would like to come back to what was said about the buoys, because I do not think that we have the figures yet.",
	"fr":      "Bonjour à toutes et à tous. Je voudrais revenir sur ce qui a été dit au sujet des bouées, parce que nous n'avons pas encore les chiffres.",
	"es":      "Buenos días a todos. Quisiera volver sobre lo que se ha dicho de las boyas, porque todavía no tenemos las cifras del año pasado.",
	"pt":      "Bom dia a todos. Gostaria de voltar ao que foi dito sobre as boias, porque ainda não temos os números do ano passado.",
	"de":      "Guten Morgen. Ich möchte noch einmal auf die Bojen zurückkommen, denn wir haben die Zahlen für das letzte Jahr noch nicht.",
	"it":      "Buongiorno a tutti. Vorrei tornare su quello che è stato detto delle boe, perché non abbiamo ancora le cifre dell'anno scorso.",
	"nl":      "Goedemorgen allemaal. Ik wil graag terugkomen op wat er over de boeien is gezegd, want we hebben de cijfers nog niet.",
	"ca":      "Bon dia a tothom. Voldria tornar al que s'ha dit de les boies, perquè encara no tenim les xifres de l'any passat, i això és molt important.",
	"ro":      "Bună dimineața tuturor. Aș vrea să revin la ce s-a spus despre geamanduri, pentru că nu avem încă cifrele de anul trecut.",
	"pl":      "Dzień dobry państwu. Chciałbym wrócić do tego, co powiedziano o bojach, ponieważ nie mamy jeszcze danych za ubiegły rok.",
	"cs":      "Dobrý den. Rád bych se vrátil k tomu, co bylo řečeno o bójích, protože ještě nemáme čísla za loňský rok.",
	"sk":      "Dobrý deň. Rád by som sa vrátil k tomu, čo bolo povedané o bójach, pretože ešte nemáme čísla za minulý rok.",
	"sv":      "God morgon allihopa. Jag skulle vilja återkomma till det som sades om bojarna, eftersom vi inte har siffrorna för förra året ännu.",
	"da":      "Godmorgen alle sammen. Jeg vil gerne vende tilbage til det, der blev sagt om bøjerne, for vi har ikke tallene for sidste år endnu.",
	"nb":      "God morgen alle sammen, og takk for at dere kom. Jeg vil gjerne komme tilbake til det som ble sagt om bøyene, for vi har ikke tallene for i fjor ennå.",
	"fi":      "Hyvää huomenta kaikille. Haluaisin palata siihen, mitä poijuista sanottiin, koska meillä ei ole vielä viime vuoden lukuja.",
	"hu":      "Jó reggelt mindenkinek. Szeretnék visszatérni arra, ami a bójákról elhangzott, mert még nincsenek meg a tavalyi adatok.",
	"tr":      "Herkese günaydın. Şamandıralar hakkında söylenenlere geri dönmek istiyorum, çünkü geçen yılın rakamları henüz bizde yok.",
	"id":      "Selamat pagi semuanya. Saya ingin kembali ke apa yang dikatakan tentang pelampung itu, karena kita belum memiliki angka untuk tahun lalu.",
	"vi":      "Chào buổi sáng mọi người. Tôi muốn quay lại những gì đã nói về các phao, vì chúng ta vẫn chưa có số liệu của năm ngoái.",
	"hr":      "Dobro jutro svima. Htio bih se vratiti na ono što je prije rečeno o plutačama, jer još nemamo točne brojke za prošlu godinu.",
	"lt":      "Labas rytas visiems. Norėčiau grįžti prie to, kas buvo pasakyta apie plūdurus, nes mes dar neturime praėjusių metų skaičių.",
	"lv":      "Labrīt visiem. Es gribētu atgriezties pie tā, kas tika teikts par bojām, jo mums vēl nav pagājušā gada skaitļu.",
	"et":      "Tere hommikust kõigile. Tahaksin tagasi tulla selle juurde, mida poide kohta öeldi, sest meil ei ole veel eelmise aasta arve.",
	"sw":      "Habari za asubuhi nyote. Ningependa kurudi kwa yale yaliyosemwa kuhusu maboya, kwa sababu hatuna takwimu za mwaka jana bado na ni lazima tuwe nazo.",
	"ru":      "Доброе утро всем. Я хотел бы вернуться к тому, что было сказано о буях, потому что у нас ещё нет данных за прошлый год.",
	"uk":      "Доброго ранку всім. Я хотів би повернутися до того, що було сказано про буї, тому що ми ще не маємо даних за минулий рік.",
	"bg":      "Добро утро на всички. Бих искал да се върна към това, което беше казано за шамандурите, защото още нямаме данните за миналата година.",
	"sr-Latn": "Dobro jutro svima. Hteo bih da se vratim na ono što je rečeno o bovama, jer još nemamo tačne brojke za prošlu godinu, a posle ćemo da vidimo gde su.",
	"gl":      "Bos días a todos. Quería volver ao que se dixo das boias, porque aínda non temos as cifras do ano pasado.",
	"sl":      "Dobro jutro vsem. Rad bi se vrnil k temu, kar je bilo rečeno o bojah, ker še nimamo številk za lansko leto.",
	"az":      "Sabahınız xeyir. Şamandıralar haqqında deyilənlərə qayıtmaq istəyirəm, çünki keçən ilin rəqəmləri hələ bizdə yoxdur.",
	"ms":      "Selamat pagi semua. Saya ingin kembali kepada apa yang dikatakan tentang boya itu, kerana kita belum mempunyai angka bagi tahun lepas daripada kerajaan.",
	"fil":     "Magandang umaga sa lahat. Gusto kong bumalik sa sinabi tungkol sa mga boya, dahil wala pa tayong mga bilang ng nakaraang taon.",
	"eu":      "Egun on guztioi. Buien gaira itzuli nahi nuke, oraindik ez baititugu iazko datuak.",
	"sr":      "Добро јутро свима. Хтео бих да се вратим на оно што је речено о бовама, јер још немамо бројке за прошлу годину.",
	"be":      "Добрай раніцы ўсім. Я хацеў бы вярнуцца да таго, што было сказана пра буі, бо мы яшчэ не маем лічбаў за мінулы год.",
	"mk":      "Добро утро на сите. Би сакал да се вратам на тоа што беше кажано за пловките, бидејќи сѐ уште ги немаме бројките од минатата година.",
	"ar":      "صباح الخير جميعاً. أود أن أعود إلى ما قيل عن العوامات، لأن أرقام العام الماضي ليست لدينا بعد.",
	"fa":      "صبح همگی بخیر. می\u200cخواهم به آنچه درباره بویه\u200cها گفته شد برگردم، چون هنوز آمار سال گذشته را نداریم.",
	"ur":      "سب کو صبح بخیر۔ میں اس بات پر واپس آنا چاہتا ہوں جو تیرتے نشانوں کے بارے میں کہی گئی، کیونکہ ہمارے پاس ابھی پچھلے سال کے اعداد نہیں ہیں۔",
	"he":      "בוקר טוב לכולם. אני רוצה לחזור למה שנאמר על המצופים, כי עדיין אין לנו הנתונים של השנה שעברה.",
	"el":      "Καλημέρα σε όλους. Θα ήθελα να επανέλθω σε όσα ειπώθηκαν για τις σημαδούρες, γιατί δεν έχουμε ακόμη τα στοιχεία.",
	"hi":      "सबको सुप्रभात। मैं उस बात पर लौटना चाहता हूँ जो बोयों के बारे में कही गई थी, क्योंकि हमारे पास पिछले साल के आँकड़े नहीं हैं।",
	"mr":      "सर्वांना सुप्रभात. मी त्या मुद्द्यावर परत येतो आहे, कारण आपल्याकडे गेल्या वर्षाचे आकडे अजून नाहीत आणि ते मिळाले पाहिजेत.",
	"bn":      "সবাইকে সুপ্রভাত। বয়া নিয়ে যা বলা হয়েছে সেখানে ফিরে যেতে চাই।",
	"ta":      "அனைவருக்கும் காலை வணக்கம். மிதவைகள் பற்றி மீண்டும் பேச விரும்புகிறேன்.",
	"th":      "สวัสดีตอนเช้าทุกท่าน ผมขอกลับไปที่เรื่องทุ่น เพราะเรายังไม่มีตัวเลขของปีที่แล้ว",
	"km":      "អរុណសួស្តីទាំងអស់គ្នា ខ្ញុំចង់ត្រឡប់ទៅរឿងនោះវិញ",
	"my":      "မင်္ဂလာပါ၊ အချက်အလက်များ မရသေးပါ။",
	"ka":      "დილა მშვიდობისა ყველას. მინდა დავუბრუნდე იმას, რაც ითქვა.",
	"hy":      "Բարի լույս բոլորին։ Ուզում եմ վերադառնալ ասվածին։",
	"am":      "እንደምን አደራችሁ። ወደ ተባለው ነገር መመለስ እፈልጋለሁ።",
	"ja":      "皆さん、おはようございます。昨年の数字がまだ届いていないので、ブイの件に戻りたいと思います。",
	"ko":      "여러분 안녕하십니까. 작년 수치가 아직 없으므로 부표에 관한 이야기로 돌아가고 싶습니다.",

	"yue":     "各位早晨。我想返去講返啱啱嗰個浮標嘅問題，因為我哋仲未有舊年嘅數字，呢件事應該先搞掂佢。",
	"zh-Hans": "各位早上好。我想回到刚才关于浮标的发言，因为我们还没有去年的数据，这个问题应该先解决。",
	"zh-Hant": "各位早安。我想回到剛才關於浮標的發言，因為我們還沒有去年的數據，這個問題應該先解決。",
}

func tags() []Tag {
	var all []Tag
	for tag := range samples {
		all = append(all, tag)
	}
	slices.Sort(all)
	return all
}

func TestDetect(t *testing.T) {
	for _, want := range tags() {
		got, sure := Detect(samples[want], nil)
		if got != want || sure < 0.5 || sure > 1 {
			t.Errorf("%s: got %q, sure %.2f", want, got, sure)
		}
		if decomposed, _ := Detect(norm.NFD.String(samples[want]), nil); decomposed != want {
			t.Errorf("%s decomposed: got %q", want, decomposed)
		}
		if title, _ := Detect(strings.ToUpper(samples[want]), nil); title != want {
			t.Errorf("%s in capitals: got %q", want, title)
		}
	}
}

func TestDetectSureGrowsWithTheText(t *testing.T) {
	for _, tag := range tags() {
		s := samples[tag]
		_, less := Detect(s, nil)
		if got, more := Detect(strings.Repeat(s+"\n", 5), nil); got != tag || more < less {
			t.Errorf("%s: %.3f once, %q %.3f five times", tag, less, got, more)
		}
	}
}

func TestDetectNothing(t *testing.T) {
	for _, s := range []string{"", " \n", "2024-03-13", "— … !", "https://example.org/watch?v=abc", "<br/><hr>", "Xyzzq Plughk"} {
		if got, sure := Detect(s, nil); got != "" || sure != 0 {
			t.Errorf("Detect(%q) = %q, %v; want nothing", s, got, sure)
		}
	}
}

func TestDetectMixed(t *testing.T) {
	en, zh, fr, ar := samples["en"], samples["zh-Hans"], samples["fr"], samples["ar"]
	for _, c := range []struct {
		name, text string
		want       Tag
	}{
		{"Chinese with English names", strings.Repeat("莱拉·马尔祖克-哈登 (Leila Marzouq-Hadden)：感谢 Port Amsel 的代表。我们现在讨论海底电缆的问题。\n", 9), "zh-Hans"},
		{"English with some Chinese", strings.Repeat(en+" 陶文桥（奥斯特马克群岛）\n", 9), "en"},
		{"English form before a French text", "---\ntitle: Minutes of the meeting\nspeakers: [Dausanne]\nkind: verbatim\n---\n" + strings.Repeat(fr, 3), "fr"},
		{"Arabic with French quotations", strings.Repeat(ar+" «dispositif de séparation»\n", 5), "ar"},
		{"Chinese with many links", strings.Repeat("请见 <https://example.org/a/very/long/address/that/has/words.html> 的说明。这个问题还没有解决。\n", 9), "zh-Hans"},
		{"Chinese that quotes Japanese", strings.Repeat(zh, 4) + "「ありがとう」", "zh-Hans"},
		{"German full of Spanish names", "Zu Gast waren auch Ramiro Etxeandia de la Peña, José Luis Carrascosa und Beatriz Ibarrola Quiñones, ferner der frühere Minister Joaquim Fontdevila i Puig sowie Inés Salvatierra, María del Mar Olazábal und Hernán Cifuentes Paredes.", "de"},
		{"Russian full of foreign names", "Среди гостей были Доминик Феррарис, Хоаким Фонтдевила, Беатрис Ибаррола Киньонес, Эрнан Сифуэнтес Паредес и Лоренцо Монтальбани; премьер-министр Роуэн Хьюз, а также Сэм Окойе и Нильс Бьярнасон.", "ru"},
		{"Romanian in its older spelling", strings.NewReplacer("ș", "ş", "ț", "ţ").Replace(samples["ro"]), "ro"},
		{"two thirds French", strings.Repeat(fr, 4) + strings.Repeat(en, 2), "fr"},
		{"a long form, then the talk", strings.Repeat("Seite Datum Ort\n", 500) + strings.Repeat(fr, 900), "fr"},
	} {
		if got, sure := Detect(c.text, nil); got != c.want || sure < 0.5 {
			t.Errorf("%s: got %q, sure %.2f; want %q", c.name, got, sure, c.want)
		}
	}
}

func TestDetectAmong(t *testing.T) {
	for _, c := range []struct {
		name, text string
		among      []Tag
		want       Tag
	}{
		{"a region is taken from what is expected", samples["pt"], []Tag{"en", "pt-BR"}, "pt-BR"},
		{"but not chosen between two", samples["pt"], []Tag{"pt-PT", "pt-BR"}, "pt"},
		{"others are not excluded", samples["de"], []Tag{"en", "fr"}, "de"},
		{"nor another script", samples["zh-Hant"], []Tag{"en", "zh-Hans"}, "zh-Hant"},
		{"zh does not hide the script", samples["zh-Hant"], []Tag{"zh"}, "zh-Hant"},
		{"too few characters to tell", "中文文本", nil, "zh"},
		{"are what is expected", "中文文本", []Tag{"en", "zh-Hant"}, "zh-Hant"},
		{"unless both are", "中文文本", []Tag{"zh-Hans", "zh-Hant"}, "zh"},
		{"a close call: Danish", "Tak for ordet", []Tag{"da", "en"}, "da"},
		{"a language with the words of another", samples["hr"], []Tag{"bs", "en"}, "bs"},
		{"Norwegian by its other name", samples["nb"], []Tag{"no"}, "no"},
		{"a language without a profile", strings.Repeat("Ụtụtụ ọma, unu niile. Achọrọ m ịlaghachi n'ihe e kwuru banyere ihe ndị ahụ. ", 5), []Tag{"ig", "zh"}, "ig"},
		{"a name, with one Latin language expected", "Xyzzq Plughk", []Tag{"mt", "ar"}, "mt"},
		{"Persian without Persian letters", "سلام دوستان", []Tag{"fa"}, "fa"},
		{"not Arabic, though it is expected", samples["fa"], []Tag{"ar"}, "fa"},
	} {
		if got, _ := Detect(c.text, c.among); got != c.want {
			t.Errorf("%s: Detect among %q = %q, want %q", c.name, c.among, got, c.want)
		}
	}
}

func TestDetectShort(t *testing.T) {
	for text, want := range map[string]Tag{
		"Thank you very much": "en", "Merci beaucoup": "fr", "Muchas gracias": "es", "Muito obrigado": "pt", "Vielen Dank": "de",
		"Grazie": "it", "Dank u wel": "nl", "Dziękuję bardzo": "pl", "Děkuji": "cs", "Tack så mycket": "sv", "Teşekkür ederim": "tr",
		"Terima kasih": "id", "Cảm ơn": "vi", "Спасибо": "ru", "Дякую": "uk", "شكراً": "ar", "你好主席": "zh", "谢谢你们": "zh-Hans", "ありがとう": "ja",
	} {
		if got, sure := Detect(text, nil); got != want || sure > 0.95 {
			t.Errorf("Detect(%q) = %q, %.2f; want %q", text, got, sure, want)
		}
	}
}

func TestProfiles(t *testing.T) {
	if want := int(oneLanguage) + len(soleScripts); numScripts != want {
		t.Errorf("numScripts is %d, want %d", numScripts, want)
	}
	for _, s := range soleScripts {
		if tag, err := Parse(string(s.tag)); err != nil || tag != s.tag {
			t.Errorf("%q is no canonical tag", s.tag)
		}
	}
}

// Simplified characters are in GB 2312 and traditional ones in Big5; what is
// in GB 2312 marks no traditional text (but for two that it has for names and
// the classics).
func TestHanMarks(t *testing.T) {
	in := func(encode func(string) (string, error), r rune) bool {
		_, err := encode(string(r))
		return err == nil
	}
	gb := simplifiedchinese.HZGB2312.NewEncoder().String
	big5 := traditionalchinese.Big5.NewEncoder().String
	pairs := []rune(hanPairs)
	if len(pairs)%2 != 0 {
		t.Fatal("hanPairs is not made of pairs")
	}
	seen := map[rune]bool{}
	once := func(r rune) {
		if seen[r] {
			t.Errorf("%q is there twice", r)
		}
		seen[r] = true
	}
	for i := 0; i < len(pairs); i += 2 {
		s, tr := pairs[i], pairs[i+1]
		once(s)
		once(tr)
		if !in(gb, s) || in(gb, tr) || !in(big5, tr) {
			t.Errorf("%q and %q are not a simplified and a traditional character", s, tr)
		}
	}
	for _, r := range hanTraditional {
		once(r)
		if !in(big5, r) || in(gb, r) && r != '後' && r != '於' {
			t.Errorf("%q is no mark of traditional text", r)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, tag := range tags() {
		f.Add(samples[tag])
	}
	for _, s := range append(foldSeeds, "a<b>c</b", "x://", "<", strings.Repeat("é", 9000), strings.Repeat("\x80", 9000)) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, among := range [][]Tag{nil, {"zh-Hant", "eu"}, {"", "pt-BR", "tlh"}} {
			tag, sure := Detect(s, among)
			if !(sure >= 0 && sure <= 1) || (tag == "") != (sure == 0) {
				t.Errorf("Detect(%q, %q) = %q, %v", s, among, tag, sure)
			}
		}
	})
}

// What was read before changes nothing of what a text is found to be, although words
// are remembered from one to the next.
func TestDetectKeepsNothingOfOtherTexts(t *testing.T) {
	weigh := func(tally *tally, text string) ([]int32, int) {
		tally.read(text)
		return slices.Clone(tally.against(latin)), tally.least[latin]
	}
	used := &rareWords{}
	for range 2 {
		for tag, text := range samples {
			text = strings.ToUpper(text[:1]) + text[1:] + " " + strings.ToUpper(text) // as words, and as names
			fresh := newTally()
			fresh.rare = &rareWords{}
			after := newTally()
			after.rare = used
			want, least := weigh(fresh, text)
			if got, l := weigh(after, text); l != least || !slices.Equal(got, want) {
				t.Errorf("%s: after other texts %d, %v; alone %d, %v", tag, l, got, least, want)
			}
		}
	}
}

// Lines give the pieces of the text that they make, whatever characters stand where.
func TestPiecesOfLines(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		lines := make([]string, 1+rng.IntN(12))
		for i := range lines {
			for range rng.IntN(40) {
				lines[i] += []string{"a", " ", "é", "港", "𝄞", "\x80"}[rng.IntN(6)]
			}
		}
		n, size := 2+rng.IntN(4), 1+rng.IntN(30)
		text := strings.Join(lines, "\n")
		var want []string
		if len(text) <= n*size {
			want = []string{text}
		} else {
			for i := range n {
				start := i * (len(text) - size) / (n - 1)
				end := start + size
				for start < end && !utf8.RuneStart(text[start]) {
					start++
				}
				for end > start && end < len(text) && !utf8.RuneStart(text[end]) {
					end--
				}
				want = append(want, text[start:end])
			}
		}
		if got := pieces(nil, lines, n, size); !slices.Equal(got, want) {
			t.Fatalf("%d pieces of %d bytes of %q are %q, not %q", n, size, lines, got, want)
		}
	}
}
