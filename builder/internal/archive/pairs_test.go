package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"dixit/builder/internal/lang"
)

// rendered is what may be said in a meeting of a harbour board, each sentence by
// language, and who says it. The last of the speakers is a role.
var rendered = []struct {
	lang      lang.Tag
	speakers  [6]string
	sentences [12]string
}{
	{"en", [6]string{"Marina Valdés", "Anton Kuznetsov", "Pierre Lambert", "Hana Mori", "Layla Haddad", "The Chair"}, [12]string{
		"Thank you.", "The quay must be repaired before winter.",
		"I do not agree with the figures that the office sent us last week, because they leave out the cost of the pumps.",
		"Who will pay for it?", "The fishermen asked for a lamp at the end of the pier, and nobody answered them.",
		"We counted 48 boats in May and 31 in June.", "That is another question.",
		"If the storm had come a day earlier, the crane would have fallen into the water and taken two men with it.",
		"Let us write that down and come back to it after the break.", "No.",
		"My office has measured the depth of the channel every month, and every month there is a little more sand in it.", "The report is on the table."}},
	{"ru", [6]string{"Марина Вальдес", "Антон Кузнецов", "Пьер Ламбер", "Хана Мори", "Лейла Хаддад", "Председатель"}, [12]string{
		"Спасибо.", "Причал нужно починить до зимы.",
		"Я не согласна с цифрами, которые контора прислала нам на прошлой неделе, потому что в них нет стоимости насосов.",
		"Кто за это заплатит?", "Рыбаки просили поставить фонарь в конце пирса, и никто им не ответил.",
		"В мае мы насчитали 48 лодок, а в июне 31.", "Это другой вопрос.",
		"Если бы буря пришла днём раньше, кран упал бы в воду и утянул за собой двух человек.",
		"Давайте запишем это и вернёмся к этому после перерыва.", "Нет.",
		"Моя контора каждый месяц измеряла глубину канала, и каждый месяц песка в нём становилось немного больше.", "Отчёт лежит на столе."}},
	{"ja", [6]string{"マリナ・バルデス", "アントン・クズネツォフ", "ピエール・ランベール", "森花", "レイラ・ハダド", "議長"}, [12]string{
		"ありがとうございます。", "岸壁は冬までに修理しなければなりません。",
		"先週事務所から送られてきた数字には賛成できません。ポンプの費用が抜けているからです。",
		"誰が払うのですか。", "漁師たちは桟橋の端に灯りを付けてほしいと頼みましたが、誰も答えませんでした。",
		"5月には48隻、6月には31隻を数えました。", "それは別の問題です。",
		"嵐が一日早く来ていたら、クレーンは海に落ち、二人を巻き込んでいたでしょう。",
		"それを書き留めて、休憩の後に戻りましょう。", "いいえ。",
		"私の事務所は毎月水路の深さを測ってきましたが、毎月少しずつ砂が増えています。", "報告書は机の上にあります。"}},
	{"ar", [6]string{"مارينا فالديس", "أنطون كوزنيتسوف", "بيير لامبير", "هانا موري", "ليلى حداد", "الرئيس"}, [12]string{
		"شكرا.", "يجب إصلاح الرصيف قبل الشتاء.",
		"لا أوافق على الأرقام التي أرسلها إلينا المكتب في الأسبوع الماضي لأنها لا تشمل تكلفة المضخات.",
		"من سيدفع ثمن ذلك؟", "طلب الصيادون مصباحا في نهاية الرصيف ولم يجبهم أحد.",
		"عددنا 48 قاربا في مايو و31 في يونيو.", "هذه مسألة أخرى.",
		"لو جاءت العاصفة قبل يوم لسقطت الرافعة في الماء وأخذت معها رجلين.",
		"لنكتب ذلك ونعد إليه بعد الاستراحة.", "لا.",
		"قاس مكتبي عمق القناة كل شهر، وفي كل شهر يزداد الرمل فيها قليلا.", "التقرير على الطاولة."}},
	{"ko", [6]string{"마리나 발데스", "안톤 쿠즈네초프", "피에르 랑베르", "모리 하나", "레일라 하다드", "의장"}, [12]string{
		"감사합니다.", "부두는 겨울 전에 고쳐야 합니다.",
		"지난주 사무소가 우리에게 보낸 숫자에 동의하지 않습니다. 펌프 비용이 빠져 있기 때문입니다.",
		"누가 그 값을 냅니까?", "어부들이 방파제 끝에 등을 달아 달라고 했지만 아무도 대답하지 않았습니다.",
		"5월에 배 48척, 6월에 31척을 세었습니다.", "그것은 다른 문제입니다.",
		"폭풍이 하루 일찍 왔더라면 기중기가 물에 빠지고 두 사람을 데려갔을 것입니다.",
		"그것을 적어 두고 쉬는 시간 뒤에 다시 이야기합시다.", "아니요.",
		"우리 사무소는 달마다 수로의 깊이를 재었는데, 달마다 모래가 조금씩 늘었습니다.", "보고서는 책상 위에 있습니다."}},
	{"fr", [6]string{"Marina Valdés", "Anton Kouznetsov", "Pierre Lambert", "Hana Mori", "Leïla Haddad", "Le Président"}, [12]string{
		"Merci.", "Le quai doit être réparé avant l'hiver.",
		"Je ne suis pas d'accord avec les chiffres que le bureau nous a envoyés la semaine dernière, car il y manque le coût des pompes.",
		"Qui va payer ?", "Les pêcheurs ont demandé une lampe au bout de la jetée, et personne ne leur a répondu.",
		"Nous avons compté 48 bateaux en mai et 31 en juin.", "C'est une autre question.",
		"Si la tempête était venue un jour plus tôt, la grue serait tombée à l'eau et aurait emporté deux hommes.",
		"Notons cela et revenons-y après la pause.", "Non.",
		"Mon bureau a mesuré chaque mois la profondeur du chenal, et chaque mois il y a un peu plus de sable.", "Le rapport est sur la table."}},
	{"de", [6]string{"Marina Valdés", "Anton Kusnezow", "Pierre Lambert", "Hana Mori", "Laila Haddad", "Die Vorsitzende"}, [12]string{
		"Danke.", "Der Kai muss vor dem Winter ausgebessert werden.",
		"Mit den Zahlen, die uns das Amt letzte Woche geschickt hat, bin ich nicht einverstanden, denn die Kosten der Pumpen fehlen darin.",
		"Wer bezahlt das?", "Die Fischer haben um eine Lampe am Ende der Mole gebeten, und niemand hat ihnen geantwortet.",
		"Im Mai haben wir 48 Boote gezählt, im Juni 31.", "Das ist eine andere Frage.",
		"Wäre der Sturm einen Tag früher gekommen, so wäre der Kran ins Wasser gefallen und hätte zwei Männer mitgerissen.",
		"Schreiben wir das auf und kommen wir nach der Pause darauf zurück.", "Nein.",
		"Mein Amt hat jeden Monat die Tiefe der Fahrrinne gemessen, und jeden Monat liegt etwas mehr Sand darin.", "Der Bericht liegt auf dem Tisch."}},
	{"zh", [6]string{"玛丽娜·巴尔德斯", "安东·库兹涅佐夫", "皮埃尔·朗贝尔", "森花", "莱拉·哈达德", "主席"}, [12]string{
		"谢谢。", "码头必须在冬天之前修好。",
		"我不同意办公室上周寄给我们的数字，因为里面没有水泵的费用。",
		"谁来付钱？", "渔民们请求在防波堤的尽头装一盏灯，可是没有人答复他们。",
		"我们在5月数到48条船，在6月数到31条。", "那是另一个问题。",
		"如果风暴早来一天，起重机就会掉进水里，还会带走两个人。",
		"我们把它记下来，休息之后再谈。", "不。",
		"我的办公室每个月都测量航道的深度，每个月里面的沙都多了一点。", "报告在桌子上。"}},
}

// said is one turn of an invented meeting: who speaks, as a number, and which
// sentences; of holds the turns of the meeting that it has.
type said struct {
	who       int
	sentences []int
	of        []int
}

func meeting_(r *rand.Rand, turns int) []said {
	var out []said
	who := 5
	for i := range turns {
		if next := r.IntN(6); next != who {
			who = next
		} else {
			who = (who + 1) % 6
		}
		s := said{who: who, of: []int{i}}
		for range 1 + r.IntN(1+r.IntN(6)) {
			s.sentences = append(s.sentences, r.IntN(12))
		}
		out = append(out, s)
	}
	return out
}

// damage leaves out a share of the turns, and joins as many with the next.
func damage(r *rand.Rand, all []said, share float64) []said {
	var out []said
	for i := 0; i < len(all); i++ {
		s := all[i]
		switch x := r.Float64(); {
		case x < share:
			continue
		case x < 2*share && i+1 < len(all):
			i++
			s.sentences = append(slices.Clone(s.sentences), all[i].sentences...)
			s.of = append(slices.Clone(s.of), all[i].of...)
		}
		out = append(out, s)
	}
	return out
}

// Six meetings of fifty turns, in any two of eight languages and six scripts: their
// turns are linked as well as those of official records, every speaker is found, also
// who is called by Han characters that are read otherwise, and none is taken for
// another.
func TestEveryPairOfLanguagesIsLinked(t *testing.T) {
	for a, here := range rendered {
		for _, there := range rendered[a+1:] {
			for _, c := range []struct{ share, least float64 }{{0, .995}, {.05, .98}, {.10, .95}} {
				r := rand.New(rand.NewPCG(7, uint64(100*c.share)))
				w := world{languages: string(here.lang) + " " + string(there.lang)}
				gold := map[string][2][]said{}
				for n := range 6 {
					whole := meeting_(r, 50)
					less := damage(r, whole, c.share)
					id := fmt.Sprintf("m%d", n)
					gold[id] = [2][]said{whole, less}
					for k, turns := range gold[id] {
						in := here
						if k == 1 {
							in = there
						}
						var lines []string
						for _, s := range turns {
							line := in.speakers[s.who] + ": "
							for _, i := range s.sentences {
								line += in.sentences[i] + " "
							}
							lines = append(lines, line)
						}
						w.files = append(w.files, say(id+"."+string(in.lang)+".md", none, lines...))
					}
				}
				linked, _ := w.link(t)
				hit, got, want := 0, 0, 0
				for _, s := range linked.Sessions {
					x, y := s.Edition(here.lang), s.Edition(there.lang)
					for i, p := range gold[s.ID][0] {
						for j, q := range gold[s.ID][1] {
							same, right := x.Turns.At(i).Unit > 0 && x.Turns.At(i).Unit == y.Turns.At(j).Unit, slices.Contains(q.of, p.of[0])
							if same && right {
								hit++
							}
							if same {
								got++
							}
							if right {
								want++
							}
						}
					}
				}
				pair := fmt.Sprintf("%s and %s at %.0f %%", here.lang, there.lang, 100*c.share)
				if f1 := 2 * float64(hit) / float64(got+want); f1 < c.least {
					t.Errorf("%s: links have F1 %.4f", pair, f1)
				}
				for who := range 5 {
					for other := range 5 {
						x, y := named(linked, here.lang, here.speakers[who]), named(linked, there.lang, there.speakers[other])
						if (x == y) != (who == other) {
							t.Errorf("%s: %q and %q are one: %t", pair, here.speakers[who], there.speakers[other], x == y)
						}
					}
				}
				if len(linked.Speakers) != 5 {
					t.Errorf("%s: speakers %s", pair, ids(linked))
				}
			}
		}
	}
}

// named is the speaker whom a label means in a language, of sessions that agree.
func named(a *Archive, l lang.Tag, label string) *Speaker {
	for _, s := range a.Sessions {
		if who := s.Edition(l).SpeakerOf(label); who != nil {
			return who
		}
	}
	return nil
}
