package format

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// runningTurns are what a chair says in each language to run a meeting and what
// one says on the matter, a turn on every line.
var runningTurns = []struct{ chair, procedural, substance string }{
	{"Moderator", `Good afternoon and welcome to the third workshop. We will start in a moment.
Welcome back from lunch. Let's get started with the next panel.
Next up is Ruta from the library. Ruta, please.
Thank you, Ruta. Any questions from the room?
The next speaker on the list is the delegate from Norland.
Your three minutes are up. Please conclude.
Could you speak into the microphone, please?
We can't hear you, you're muted.
All those in favour, please raise your hands. Against? Abstentions? Carried.
It is moved and seconded that the minutes be approved. All in favour? Motion carries.
We stand in recess for fifteen minutes.
The committee will come to order.
That brings us to agenda item 7, any other business.
I'm afraid we have run out of time. Thank you all for coming.
This meeting is being recorded.
Can everyone see the slides?
Let's take the next question from the lady at the back.
I'll now hand over to my co-chair.
The amendment is defeated.
Objection sustained.
We'll go to a short break and be right back.
Are there any objections to adopting the agenda? There being none, it is adopted.
Please take your seats.
Thanks, everybody. See you next Thursday.
A quorum is present.`, `The harbour has been closed since March and nobody told the fishermen.
I think the second option is cheaper.
How much did the crane cost last year?
Thank you. But the figures in the table are from 2019 and no longer hold.
Why was the contract given without a tender?
We lost the vote in the county because three members were ill.
The minutes of that year were burnt in the fire, so nobody can prove it.
Tell me how you came to build boats.
That is a good point, and it is why the committee asked for a second survey.
The order for the pumps went out on Monday, and the pumps arrive in May.
I would rather close the bridge for a week than for every night of the summer.
What did your mother say when you left?
My own view is that the tax is unfair to small shops.
The microphone business was started by my uncle in a garage.
In our town the break between the floods was eleven years.
And what happened to the ship?
Did you know him before the war?
We approved a budget that nobody could keep to, and I regret it.
So the river rises every spring?
They carried the stones up by hand.`},
	{"La présidente", `Bonjour à tous et bienvenue à cette troisième réunion du comité.
Nous allons commencer, veuillez prendre place.
Je passe la parole à notre collègue de la mairie.
Merci, monsieur Aubin. Y a-t-il des questions dans la salle ?
Madame Sorel, vous avez la parole.
Nous passons au point suivant de l'ordre du jour.
Je vous demande de conclure, votre temps de parole est écoulé.
Qui est pour ? Qui est contre ? Abstentions ? Le budget est adopté.
Nous faisons une pause de quinze minutes.
La séance est reprise.
On ne vous entend pas, votre micro est coupé.
Est-ce que tout le monde voit l'écran ?
La prochaine question vient du fond de la salle.
S'il n'y a pas d'objection, il en est ainsi décidé.
L'amendement est rejeté.
Nous en avons terminé avec ce point.
Merci à tous et bonne soirée.
À vous, Jules.
Le quorum est atteint, nous pouvons commencer.
Un peu de silence, s'il vous plaît.
La séance est levée à dix-huit heures.`, `Le port est fermé depuis mars et personne n'a prévenu les pêcheurs.
Je pense que la deuxième solution coûte moins cher.
Combien a coûté la grue l'année dernière ?
Merci. Mais les chiffres du tableau datent de 2019.
Pourquoi le marché a-t-il été passé sans appel d'offres ?
Racontez-nous votre arrivée dans la ville.
À mon avis la taxe est injuste pour les petits commerces.
Et le bateau, qu'est-il devenu ?
La pluie a emporté le pont en une nuit.
Que disait votre mère ?`},
	{"Presidenta", `Buenos días a todos y bienvenidos a la tercera reunión.
Vamos a dar comienzo a la reunión, tomen asiento.
Le cedo la palabra a nuestra compañera del ayuntamiento.
Gracias, señor Lobo. ¿Hay preguntas en la sala?
Señora Rey, tiene usted la palabra.
Pasamos al siguiente punto del orden del día.
Le ruego que vaya concluyendo, se le ha acabado el tiempo.
¿Votos a favor? ¿Votos en contra? ¿Abstenciones? Queda aprobado el presupuesto.
Hacemos un descanso de quince minutos.
Se reanuda la sesión.
No le oímos, tiene el micrófono apagado.
¿Todos ven la pantalla?
La siguiente pregunta es del señor del fondo.
Si no hay objeciones, así queda acordado.
Queda rechazada la enmienda.
Muchas gracias a todos y hasta la semana que viene.
Adelante, Julio.
Hay quórum, así que podemos empezar.
Silencio, por favor.
Se levanta la sesión a las seis.
Volvemos después de una pausa.`, `El puerto está cerrado desde marzo y nadie avisó a los pescadores.
Creo que la segunda opción es más barata.
¿Cuánto costó la grúa el año pasado?
Gracias. Pero las cifras de la tabla son de 2019.
¿Por qué se adjudicó el contrato sin concurso?
Cuéntenos cómo llegó usted a la ciudad.
A mi juicio el impuesto es injusto con las tiendas pequeñas.
¿Y qué fue del barco?
La lluvia se llevó el puente en una noche.
¿Qué decía su madre?`},
	{"Presidente", `Bom dia a todos e bem-vindos à terceira reunião.
Vamos dar início à reunião, tomem os seus lugares.
Passo a palavra à nossa colega da câmara.
Obrigado, senhor Lobo. Há perguntas na sala?
Senhora Reis, tem a palavra.
Passamos ao próximo ponto da ordem do dia.
Peço que conclua, o seu tempo terminou.
Quem vota a favor? Quem vota contra? Abstenções? Está aprovado o orçamento.
Fazemos uma pausa de quinze minutos.
Está reaberta a sessão.
Não o ouvimos, o seu microfone está desligado.
Todos veem o ecrã?
A próxima pergunta é do senhor lá do fundo.
Não havendo objeções, fica assim decidido.
Muito obrigado a todos e até para a semana.
Faça favor, Júlio.
Há quórum, podemos começar.
Silêncio, por favor.
Está encerrada a sessão.
Voltamos depois de uma pausa.`, `O porto está fechado desde março e ninguém avisou os pescadores.
Acho que a segunda opção é mais barata.
Quanto custou a grua no ano passado?
Obrigado. Mas os números da tabela são de 2019.
Porque foi dado o contrato sem concurso?
Conte-nos como chegou à cidade.
A meu ver o imposto é injusto para as lojas pequenas.
E o que foi feito do barco?
A chuva levou a ponte numa noite.
O que dizia a sua mãe?`},
	{"Председатель", `Добрый день, уважаемые коллеги, начинаем наше третье совещание.
Прошу занять места, мы начинаем.
Слово предоставляется представителю городской администрации.
Спасибо, Иван Петрович. Есть ли вопросы к докладчику?
Пожалуйста, Мария Сергеевна, вам слово.
Переходим к следующему вопросу повестки дня.
Прошу завершать, ваше время истекло.
Кто за? Кто против? Кто воздержался? Принято единогласно.
Объявляется перерыв на пятнадцать минут.
Продолжаем заседание.
Вас не слышно, включите микрофон.
Всем видно экран?
Следующий вопрос из зала.
Если нет возражений, решение принимается.
Поправка отклоняется.
Всем спасибо, до следующей недели.
Кворум имеется, можно начинать.
Тишина в зале, пожалуйста.
Заседание объявляется закрытым.
Вернёмся после перерыва.`, `Порт закрыт с марта, и рыбакам никто об этом не сказал.
Я думаю, что второй вариант дешевле.
Сколько стоил кран в прошлом году?
Спасибо. Но цифры в таблице за 2019 год.
Почему договор заключили без конкурса?
Расскажите, как вы приехали в город.
По-моему, налог несправедлив к маленьким лавкам.
А что стало с кораблём?
Дождь смыл мост за одну ночь.
Что говорила ваша мать?`},
	{"الرئيس", `صباح الخير جميعا وأهلا بكم في الاجتماع الثالث.
نبدأ الآن، الرجاء الجلوس.
أعطي الكلمة إلى زميلتنا من البلدية.
شكرا يا أستاذ سمير. هل من أسئلة؟
تفضلي يا دكتورة، الكلمة لك.
ننتقل إلى البند التالي من جدول الأعمال.
أرجو الاختصار، انتهى الوقت المخصص لك.
من المؤيد؟ من المعارض؟ اعتمدت الميزانية بالإجماع.
نأخذ استراحة لمدة ربع ساعة.
نستأنف الجلسة.
لا نسمعك، الميكروفون مغلق.
هل يرى الجميع الشاشة؟
السؤال التالي من آخر القاعة.
هل من اعتراض؟ لا اعتراض، تقرر ذلك.
شكرا لكم جميعا وإلى اللقاء في الأسبوع القادم.
النصاب مكتمل ويمكن أن نبدأ.
الهدوء من فضلكم.
رفعت الجلسة.
نعود بعد الفاصل.
يصوت المجلس الآن برفع الأيدي.`, `الميناء مغلق منذ مارس ولم يخبر أحد الصيادين.
أعتقد أن الخيار الثاني أرخص.
كم كلفت الرافعة في العام الماضي؟
شكرا. لكن الأرقام في الجدول قديمة جدا ولا تصلح.
لماذا منح العقد من دون مناقصة؟
حدثنا كيف وصلت إلى المدينة.
في رأيي الضريبة ظالمة للدكاكين الصغيرة.
وماذا حدث للسفينة؟
جرف المطر الجسر في ليلة واحدة.
ماذا كانت أمك تقول؟`},
	{"主持人", `各位下午好，欢迎参加第三次会议。
请各位坐好，我们马上开始。
下面有请市政府的同事发言。
谢谢李先生。大家有什么问题吗？
王女士，请讲。
我们进入下一项议程。
您的时间到了，请尽快结束。
赞成的请举手。反对的？弃权的？全票通过。
休息十五分钟。
会议继续进行。
听不到您的声音，请打开麦克风。
大家能看到屏幕吗？
下一个问题请后排的那位先生。
如果没有异议，就这样决定。
修正案被否决。
谢谢大家，下周再见。
人数已够，可以开会了。
请大家安静。
我宣布会议闭幕。
广告之后回来。
現在表決。贊成的請舉手。通過。`, `港口从三月起就关了，没有人告诉渔民。
我觉得第二个方案便宜一些。
去年那台吊车花了多少钱？
谢谢。不过表里的数字是二〇一九年的。
为什么合同没有招标？
请讲讲你是怎么来到这个城市的。
依我看这个税对小店不公平。
那条船后来怎么样了？
雨水一夜之间把桥冲走了。
你母亲当时怎么说？`},
	{"Vorsitzende", `Guten Morgen, ich begrüße Sie zur dritten Sitzung.
Wir kommen zum nächsten Tagesordnungspunkt.
Frau Berger, Sie haben das Wort.
Wer ist dafür? Gegenstimmen? Enthaltungen? Einstimmig angenommen.
Wir machen eine Pause von fünfzehn Minuten.
Ihre Redezeit ist abgelaufen, kommen Sie bitte zum Schluss.
Die Sitzung ist geschlossen.`, `Der Hafen ist seit März geschlossen, und keiner hat es den Fischern gesagt.
Ich glaube, der zweite Weg ist billiger.
Was hat der Kran im letzten Jahr gekostet?
Danke. Aber die Zahlen in der Tabelle sind von 2019.`},
	{"議長", `ただいまから会議を開きます。
次の議題に移ります。
田中さん、お願いします。
ご異議ありませんか。異議なしと認めます。
ここで十五分間休憩いたします。
これで本日の会議を終わります。
日程第二、議案第四号を議題といたします。
三番、林葵君の発言を許します。`, `港は三月から閉まっていて、漁師には誰も知らせませんでした。
二つ目の案のほうが安いと思います。
去年のクレーンはいくらでしたか。`},
	{"위원장", `안녕하십니까, 의석을 정돈해 주시기 바랍니다.
정족수가 되었으므로 제3차 회의를 개의하겠습니다.
의사일정 제2항 항만 사용료 조례안을 상정합니다.
윤해솔 위원님 질의해 주시기 바랍니다.
이의 없으십니까? 이의가 없으므로 가결되었음을 선포합니다.
십오 분간 정회하겠습니다.
감사합니다. 더 질의하실 위원 계십니까?
이상으로 오늘 회의를 마치겠습니다.`, `항구는 삼월부터 닫혀 있었는데 어민들에게 아무도 알려 주지 않았습니다.
두 번째 안이 더 싸다고 생각합니다.
작년에 크레인 값이 얼마였습니까?
그런데 표에 있는 숫자는 오 년 전 것이라서 맞지 않습니다.
다리는 여름밤마다 막는 것보다 일주일 닫는 것이 낫습니다.`},
	{"सभापति", `नमस्कार, बैठक शुरू करते हैं।
अगले विषय पर चलते हैं।
धन्यवाद। कोई प्रश्न?
बैठक समाप्त हुई।`, `बंदरगाह मार्च से बंद है और मछुआरों को किसी ने नहीं बताया।
मुझे लगता है कि दूसरा रास्ता सस्ता है।
पिछले साल क्रेन पर कितना खर्च हुआ?`},
}

func TestProceduralLanguages(t *testing.T) {
	for _, l := range runningTurns {
		for want, lines := range map[bool]string{true: l.procedural, false: l.substance} {
			for text := range strings.SplitSeq(lines, "\n") {
				tr := &transcript.Transcript{Turns: []transcript.Turn{
					said("Arne Fisk", "", "The piles are sound, all forty of them, and nobody has looked at the crane."),
					said(l.chair, "", text), said("Hanne Voss", "", "I walked on them at low water."),
				}}
				if MarkProcedural(tr); tr.Turns[1].Procedural != want {
					t.Errorf("%s: %q: %v", l.chair, text, !want)
				}
			}
		}
	}
}

// Who runs a meeting is told by what they do where no label says it.
func TestProceduralRunner(t *testing.T) {
	const matter = "The piles are sound, all forty of them, and nobody has looked at the crane."
	tr := &transcript.Transcript{Turns: []transcript.Turn{
		said("Speaker 1", "", "Good evening, everyone. Let's begin with item 1, the report of the harbour master."),
		said("Speaker 2", "", matter),
		said("Speaker 1", "", "Thank you. We move on to item 2, the dues for the winter."),
		said("Speaker 3", "", "We move on to item 2 too fast, since the crane has not been paid."),
		said("Speaker 1", "", "What does the crane cost?"),
		said("Speaker 3", "", matter),
		said("Speaker 1", "", "We will leave it there for today."),
	}}
	MarkProcedural(tr)
	for i, want := range []bool{true, false, true, false, false, false, true} {
		if tr.Turns[i].Procedural != want {
			t.Errorf("turn %d: %v", i, !want)
		}
	}
}
