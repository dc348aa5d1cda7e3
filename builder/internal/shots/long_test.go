package shots_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// tongue is what the made-up archive says in one language.
type tongue struct {
	site, title  string
	names        [5]string
	headings     [4]string
	columns      [7]string
	point        string // %d: which
	sentences    [8]string
	letterTitle  string
	letterWords  [3]string
	continuation string
}

// order is who speaks: about a third of the turns go on with the same voice,
// as in records of meetings.
var order = [11]int{0, 0, 0, 1, 0, 2, 2, 0, 3, 3, 4}

const longTurns = 60

var tongues = map[string]tongue{
	"en": {
		site: "Harbour Hearings", title: "Hearing on the deepening of the inner basin",
		names:    [5]string{"Oren Tassil", "Maud Kerrigen", "Bilal Osmani", "Xu Yalan", "Pia Lindqvar"},
		headings: [4]string{"Opening", "Soundings of the inner basin", "Dredged mud and where it goes", "Questions from the floor"},
		columns:  [7]string{"Station", "Depth", "Mud", "Gravel", "Oxygen", "Temperature", "Remarks of the surveyor"},
		point:    "Point %d.",
		sentences: [8]string{
			"The basin has lost forty centimetres since the last survey, most of it beside the coal quay.",
			"I have read the report twice and I still do not know who signed the second page.",
			"Nobody has asked the pilots, and they are the ones who turn the ships at night.",
			"The figures are in https://harbour.example/records/2024/04/09/annex-b/tide-tables-and-soundings-of-the-inner-basin.csv as they were last spring.",
			"Thank you. [laughter] I shall be brief, then, since the tide is not going to wait for me.",
			"What was measured in March was measured from a rowing boat with a lead line.",
			"If the mud is clean it may go to the eastern bank; if it is not, it has to go ashore.",
			"I would rather have an honest no than a yes that is taken back in autumn.",
		},
		continuation: "One thing more, so that it stands in the record.",
		letterTitle:  "A letter on the old crane",
		letterWords: [3]string{
			"The old crane on the northern mole was built for stone and has lifted nothing but visitors for thirty years.",
			"We ask that it be painted before the winter, for the rust has reached the ladder and the ladder is what children climb.",
			"The money is not much. It would come to less than the fireworks did.",
		},
	},
	"fr": {
		site: "Auditions du port", title: "Audition sur l’approfondissement du bassin intérieur",
		names:    [5]string{"Oren Tassil", "Maud Kerrigen", "Bilal Osmani", "Xu Yalan", "Pia Lindqvar"},
		headings: [4]string{"Ouverture", "Sondages du bassin intérieur", "La vase draguée et sa destination", "Questions de la salle"},
		columns:  [7]string{"Station", "Profondeur", "Vase", "Gravier", "Oxygène", "Température", "Remarques de l’hydrographe"},
		point:    "Point %d.",
		sentences: [8]string{
			"Le bassin a perdu quarante centimètres depuis le dernier levé, surtout le long du quai au charbon.",
			"J’ai lu le rapport deux fois et je ne sais toujours pas qui a signé la deuxième page.",
			"Personne n’a consulté les pilotes, et ce sont eux qui font tourner les navires la nuit.",
			"Les chiffres du printemps dernier se trouvent à l’annexe B, avec les tables de marée.",
			"Merci. [rires] Je serai donc bref, puisque la marée ne va pas m’attendre.",
			"Ce qui a été mesuré en mars l’a été depuis une barque, à la ligne de sonde.",
			"Si la vase est propre, elle peut aller sur le banc est ; sinon, il faut la mettre à terre.",
			"J’aime mieux un non franc qu’un oui que l’on reprend à l’automne.",
		},
		continuation: "Encore une chose, pour que ce soit écrit.",
	},
	"es": {
		site: "Audiencias del puerto", title: "Audiencia sobre el dragado de la dársena interior",
		names:    [5]string{"Oren Tassil", "Maud Kerrigen", "Bilal Osmani", "Xu Yalan", "Pia Lindqvar"},
		headings: [4]string{"Apertura", "Sondeos de la dársena interior", "El lodo dragado y su destino", "Preguntas de la sala"},
		columns:  [7]string{"Estación", "Profundidad", "Lodo", "Grava", "Oxígeno", "Temperatura", "Observaciones del hidrógrafo"},
		point:    "Punto %d.",
		sentences: [8]string{
			"La dársena ha perdido cuarenta centímetros desde el último levantamiento, sobre todo junto al muelle del carbón.",
			"He leído el informe dos veces y sigo sin saber quién firmó la segunda página.",
			"Nadie ha preguntado a los prácticos, y son ellos quienes giran los buques de noche.",
			"Las cifras de la primavera pasada están en el anexo B, con las tablas de mareas.",
			"Gracias. [risas] Seré breve, pues, ya que la marea no va a esperarme.",
			"Lo que se midió en marzo se midió desde un bote, con una sonda de plomo.",
			"Si el lodo está limpio puede ir al banco oriental; si no lo está, hay que llevarlo a tierra.",
			"Prefiero un no sincero a un sí que se retira en otoño.",
		},
		continuation: "Una cosa más, para que conste en acta.",
	},
	"ar": {
		site: "جلسات استماع الميناء", title: "جلسة استماع بشأن تعميق الحوض الداخلي",
		names:    [5]string{"أورين تاسيل", "مود كيريغن", "بلال عثماني", "شو يالان", "بيا ليندكفار"},
		headings: [4]string{"الافتتاح", "قياسات أعماق الحوض الداخلي", "الطمي المجروف ومصيره", "أسئلة الحضور"},
		columns:  [7]string{"المحطة", "العمق", "الطمي", "الحصى", "الأكسجين", "درجة الحرارة", "ملاحظات المسّاح"},
		point:    "النقطة %d.",
		sentences: [8]string{
			"فقد الحوض أربعين سنتيمترًا من عمقه منذ المسح الأخير، ومعظم ذلك بجوار رصيف الفحم.",
			"قرأت التقرير مرتين وما زلت لا أعرف من وقّع الصفحة الثانية.",
			"لم يسأل أحد المرشدين، وهم الذين يديرون السفن ليلًا.",
			"الأرقام منشورة في https://harbour.example/records/2024/04/09/annex-b/tide-tables-and-soundings-of-the-inner-basin.csv كما كانت في الربيع الماضي.",
			"شكرًا. [ضحك] سأوجز إذن، فالمد لن ينتظرني.",
			"ما قيس في مارس قيس من قارب تجديف بحبل ورصاصة.",
			"إذا كان الطمي نظيفًا جاز نقله إلى الضفة الشرقية، وإلا وجب نقله إلى البر.",
			"أفضّل رفضًا صريحًا على موافقة تُسحب في الخريف.",
		},
		continuation: "أمر آخر، كي يثبت في المحضر.",
		letterTitle:  "رسالة بشأن الرافعة القديمة",
		letterWords: [3]string{
			"بُنيت الرافعة القديمة على الحاجز الشمالي لرفع الحجارة، ولم ترفع منذ ثلاثين عامًا سوى أنظار الزوار.",
			"نرجو طلاءها قبل الشتاء، فقد بلغ الصدأ السلّم، والسلّم هو ما يتسلقه الأطفال.",
			"المبلغ ليس كبيرًا، وهو أقل مما كلفته الألعاب النارية.",
		},
	},
	"zh": {
		site: "港口听证会", title: "关于加深内港池的听证会",
		names:    [5]string{"奥伦·塔西尔", "莫德·克里根", "比拉勒·奥斯马尼", "许雅兰", "皮娅·林德克瓦"},
		headings: [4]string{"开场", "内港池的水深测量", "挖出的淤泥与去处", "现场提问"},
		columns:  [7]string{"测站", "水深", "淤泥", "砾石", "氧气", "水温", "测量员的备注"},
		point:    "第%d点。",
		sentences: [8]string{
			"自上次测量以来，港池变浅了四十厘米，多半是在煤码头旁边。",
			"报告我读了两遍，还是不知道第二页是谁签的字。",
			"没有人问过引航员，而夜里让船掉头的正是他们。",
			"数据在https://harbour.example/records/2024/04/09/annex-b/tide-tables-and-soundings-of-the-inner-basin.csv里，还是去年春天的。",
			"谢谢。[笑声]那我就说短一点，潮水不会等我。",
			"三月份的那次测量，是坐着小划艇用铅锤绳量的。",
			"淤泥要是干净，可以运到东岸；要是不干净，就得运上岸处理。",
			"我宁可听一个老实的“不”，也不要一个秋天又收回去的“好”。",
		},
		continuation: "还有一件事，请记录在案。",
		letterTitle:  "关于旧起重机的一封信",
		letterWords: [3]string{
			"北防波堤上的旧起重机是为吊石料造的，三十年来什么也没吊过，只有游客来看它。",
			"我们请求在入冬以前给它刷一遍漆，锈已经长到梯子上了，而孩子们爬的正是那架梯子。",
			"花不了多少钱，比上次放的烟花还要少。",
		},
	},
}

// writeLong writes an archive whose sessions strain a page: one of sixty turns
// in five languages, with a wide table, code and an address that has no blank,
// and one of prose in which nobody is named.
func writeLong(dir string) error {
	var yaml strings.Builder
	yaml.WriteString("title:\n")
	var people strings.Builder
	for i := range tongues["en"].names {
		fmt.Fprintf(&people, "- id: p%d\n  names:\n", i+1)
		for _, l := range []string{"en", "fr", "es", "ar", "zh"} {
			fmt.Fprintf(&people, "    %s: %s\n", l, tongues[l].names[i])
		}
	}
	files := map[string]string{"content/people.yaml": people.String()}
	for _, l := range []string{"en", "fr", "es", "ar", "zh"} {
		w := tongues[l]
		fmt.Fprintf(&yaml, "  %s: %s\n", l, w.site)
		files["content/harbour/2024-04-09-hearing."+l+".md"] = w.hearing()
		for _, day := range []string{"2021-11-02", "2022-03-08"} {
			files["content/harbour/"+day+"-questions."+l+".md"] = w.questions(day)
		}
		if w.letterTitle != "" {
			files["content/harbour/2023-02-01-letter."+l+".md"] = fmt.Sprintf("---\ntitle: %s\ndate: 2023-02-01\nlang: %s\n---\n\n%s\n", w.letterTitle, l, strings.Join(w.letterWords[:], "\n\n"))
		}
	}
	yaml.WriteString("languages: [en, fr, es, ar, zh]\n")
	files["dixit.yaml"] = yaml.String()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sentence gives what is said at a turn. The one with an address, which would
// be a stop of the Tab key each time, is said once.
func (w tongue) sentence(i int) string {
	s := w.sentences[i%len(w.sentences)]
	if i > len(w.sentences) {
		if before, _, ok := strings.Cut(s, "https://"); ok {
			return before + "K-7."
		}
	}
	return s
}

// questions is a session in which two take turns so often that two of its kind fill
// more than a page of each one's list.
func (w tongue) questions(day string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndate: %s\n---\n", w.headings[3], day)
	for i := range 220 {
		fmt.Fprintf(&b, "\n### %s:\n\n%s\n", w.names[3+i%2], fmt.Sprintf(w.point, i+1))
	}
	return b.String()
}

func (w tongue) hearing() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndate: 2024-04-09\nkind: interpretation\nstatus: reviewed\n---\n", w.title)
	for i := range longTurns {
		if i%15 == 0 {
			fmt.Fprintf(&b, "\n## %s\n", w.headings[i/15])
		}
		fmt.Fprintf(&b, "\n### %s:\n\n%s %s\n", w.names[order[i%len(order)]], fmt.Sprintf(w.point, i+1), w.sentence(i))
		if i%6 == 0 {
			fmt.Fprintf(&b, "\n%s\n", w.continuation)
		}
		switch i {
		case 17:
			fmt.Fprintf(&b, "\n| %s |\n|%s\n", strings.Join(w.columns[:], " | "), strings.Repeat("---|", len(w.columns)))
			for s := range 4 {
				fmt.Fprintf(&b, "| K-%d | 7.%d m | 1.2 m | 0.4 m | 6.1 mg/l | 9.4 °C | %s |\n", s+1, s, w.continuation)
			}
		case 20:
			b.WriteString("\n```\nstation;latitude;longitude;depth_m;mud_m;gravel_m;oxygen_mg_l;temperature_c;surveyor;vessel;remarks\n```\n")
		}
	}
	return b.String()
}
