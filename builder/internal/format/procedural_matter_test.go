package format

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// chairsOnMatter are what chairs and hosts say on the matter in words that also
// run meetings. None of it is procedure.
var chairsOnMatter = map[string]string{
	"Chair": `The recording was made by my grandfather in the winter of 1931.
The clerk of the town lost the minutes and with them the deed.
A vote in the village would have gone the other way, I am sure of it.
The next flood will take the lower road and then the school.
We started with four boats and ended with none.
Item 4 cost us more than the whole of last year.
Your line of boats, how many passengers did it carry?
The session on water was the best that I have been to in years.
Did they adopt the plan because of the mill?
Order in the archive is what we have never had since the move.
The break in the pipe was found by a boy with a dog.
The floor of the hall is rotten.
Next year the price doubles again.
Going ahead without a permit would cost us the grant.
I invite trouble every time I cook.
We'll take two boats and leave the third one here.
We resume the work on the dam in April, when the ice is gone.
Thank you, but that is wrong.
For the record, I never liked the bridge.
We continue with the old pumps because there is no money.`,
	"Le président": `L'enregistrement date de l'hiver où mon grand-père est mort.
La pause d'hiver coûte au village la moitié de ses recettes.
Le silence de la préfecture dure depuis deux ans maintenant.
Le micro de la gare annonce toujours les anciens trains.
Le vote de la commune aurait été différent sans la crue.
Les points de vente ont fermé les uns après les autres.
Le premier point du rapport me paraît faux et dangereux.
Combien de bateaux la compagnie avait-elle ?
Nous prenons deux bateaux et nous laissons le troisième.
Nous reprenons les travaux en avril, après la glace.
Merci, mais c'est faux.`,
	"Presidente": `La grabación la hizo mi abuelo en el invierno del treinta y uno.
El silencio del ministerio dura ya dos años enteros.
La pausa de invierno le cuesta al pueblo la mitad de sus ingresos.
Empezamos con cuatro barcos y acabamos sin ninguno.
El acta de nacimiento apareció dentro de un libro de cocina.
El orden de las casas en la calle no tiene ningún sentido.
¿Cuántos barcos tenía la compañía?
Su tiempo en la fábrica, ¿cómo lo recuerda?
Seguimos con las bombas viejas porque no hay dinero.
Gracias, pero eso es falso.`,
	"Председатель": `Заседание прошлого года показало, что денег на мост нет.
Слово моего деда весило больше любого договора.
Протокол тех лет сгорел вместе с архивом и половиной улицы.
Микрофон на вокзале до сих пор объявляет старые поезда.
Перерыв в поставках обошёлся городу в половину бюджета.
Вопрос о мосте решали три года и не решили.
Порядок в архиве навела только ваша сестра.
Сколько кораблей было у компании?
Мы продолжим ремонт дамбы в апреле, когда сойдёт лёд.
Спасибо, но это неправда.`,
	"主持人": `录音是我祖父在三一年冬天做的。
会议室的屋顶漏水已经漏了三年。
发言稿里写的数字我觉得不对。
通过这条路可以到老码头。
下一个冬天洪水会把学校冲走。
公司当时有几条船？
反对的理由其实很简单，就是没有钱。
签字的那个人后来搬到了南方。
我们继续用旧水泵，因为没有钱。
谢谢，但这不对。`,
	"الرئيس": `التسجيل الذي سمعتموه صنعه جدي في شتاء بعيد.
النظام القديم كان يكلف المدينة نصف ميزانيتها.
كلمة جدي كانت أثقل من أي عقد مكتوب.
الجلسة الماضية أظهرت أن الجسر لا يحتمل الشاحنات.
كم سفينة كانت تملك الشركة؟
الهدوء في الحي القديم انتهى مع وصول المصنع.`,
	"Presidenta": `A gravação foi feita pelo meu avô no inverno de trinta e um.
O silêncio do ministério dura há dois anos inteiros.
O intervalo entre as cheias foi de onze anos.
Começamos com quatro barcos e acabámos sem nenhum.
Quantos barcos tinha a companhia?`,
	"Vorsitzender": `Die Aufnahme hat mein Großvater im Winter gemacht.
Die Sitzung im Mai hat gezeigt, dass das Geld nicht reicht.
Die Pause im Winter kostet das Dorf die Hälfte der Einnahmen.
Das Protokoll von damals ist mit dem Archiv verbrannt.
Wie viele Schiffe hatte die Gesellschaft?`,
}

// chairsOnProcedure are further ways to say what runs a meeting.
var chairsOnProcedure = map[string]string{
	"Chair": `Thank you, Deputy. Next we have Senator Brill, followed by Ms. Okafor.
Yes, the gentleman in the second row.
Noted. We now proceed to the vote on draft resolution L.4.
Good evening. I'd ask everyone to switch off their phones before we start.
Councillor Reyes, the floor is yours for three minutes.
Thank you for that presentation. We'll take two questions.
The ayes have it. The resolution is passed.
Moving to the consent calendar.
Please state your name and address for the record.
I see no more hands. We'll close the discussion here.
We'll reconvene after lunch at one thirty.
Hi everyone, thanks for making it on such short notice.
Professor Lind, you may proceed when ready.
Could someone mute, please? There's an echo.
We have a motion on the table. Is there any discussion?
Seven in favour, two against. The proposal passes.
Let's pause here until the translators are back.`,
	"Le président": `Bonsoir, merci d'être venus si nombreux.
Monsieur le maire, c'est à vous.
Merci pour cet exposé. Nous prenons deux questions.
Je constate que la résolution est adoptée à l'unanimité.
On reprend après le déjeuner, à treize heures trente.
Je ne vois plus de mains levées, nous clôturons le débat.
Veuillez vous présenter, s'il vous plaît.
Soyez brefs, il nous reste dix minutes.
Monsieur Lind, je vous écoute.
Sept voix pour, deux contre. La proposition est retenue.
On s'interrompt le temps que les interprètes reviennent.`,
	"Presidenta": `Buenas noches, gracias por venir.
Señor alcalde, su turno.
Gracias por la exposición. Tomamos dos preguntas.
La resolución queda aprobada por unanimidad.
Retomamos después de comer, a la una y media.
No veo más manos levantadas, cerramos el debate.
Diga su nombre, por favor.
Sean breves, nos quedan diez minutos.
Señor Lind, le escuchamos.
Siete votos a favor y dos en contra. Se aprueba la propuesta.
Paramos un momento hasta que vuelvan los intérpretes.`,
	"Presidente": `Boa noite, obrigado por terem vindo.
Senhor vereador, é a sua vez.
Obrigado pela apresentação. Vamos a duas perguntas.
A resolução foi aprovada por unanimidade.
Retomamos depois do almoço, às treze e trinta.
Não vejo mais inscrições, encerramos o debate.`,
	"Председатель": `Добрый вечер, спасибо, что пришли.
Господин мэр, ваша очередь.
Спасибо за доклад. Возьмём два вопроса.
Резолюция принята единогласно.
Продолжим после обеда, в половине второго.
Больше желающих нет, закрываем прения.
Прошу покороче, осталось десять минут.
Господин Линд, слушаем вас.
Семь за, двое против. Предложение принято.`,
	"الرئيس": `مساء الخير وشكرا على حضوركم.
السيد رئيس البلدية، دورك الآن.
شكرا على العرض. نأخذ سؤالين.
اعتمد القرار بالإجماع.
نستأنف بعد الغداء في الواحدة والنصف.
لا توجد طلبات أخرى، نغلق باب النقاش.`,
	"主持人": `各位晚上好，感谢大家光临。
市长先生，轮到您了。
谢谢您的介绍。我们请两位提问。
决议一致通过。
午饭后一点半继续开会。
没有人再举手，讨论结束。
请简短一些，还剩十分钟。
林先生，您可以开始了。
七票赞成，两票反对，提案通过。`,
}

func TestProceduralChairs(t *testing.T) {
	for want, chairs := range map[bool]map[string]string{true: chairsOnProcedure, false: chairsOnMatter} {
		for chair, lines := range chairs {
			for text := range strings.SplitSeq(lines, "\n") {
				tr := &transcript.Transcript{Turns: []transcript.Turn{
					said("Arne Fisk", "", "The piles are sound, all forty of them."),
					said(chair, "", text), said("Hanne Voss", "", "I walked on them at low water."),
				}}
				if MarkProcedural(tr); tr.Turns[1].Procedural != want {
					t.Errorf("%s: %q: %v", chair, text, !want)
				}
			}
		}
	}
}
