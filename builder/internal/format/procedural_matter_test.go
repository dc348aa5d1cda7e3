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
Going ahead without a permit would cost us the grant.`,
	"Le président": `L'enregistrement date de l'hiver où mon grand-père est mort.
La pause d'hiver coûte au village la moitié de ses recettes.
Le silence de la préfecture dure depuis deux ans maintenant.
Le micro de la gare annonce toujours les anciens trains.
Le vote de la commune aurait été différent sans la crue.
Les points de vente ont fermé les uns après les autres.
Le premier point du rapport me paraît faux et dangereux.
Combien de bateaux la compagnie avait-elle ?`,
	"Presidente": `La grabación la hizo mi abuelo en el invierno del treinta y uno.
El silencio del ministerio dura ya dos años enteros.
La pausa de invierno le cuesta al pueblo la mitad de sus ingresos.
Empezamos con cuatro barcos y acabamos sin ninguno.
El acta de nacimiento apareció dentro de un libro de cocina.
El orden de las casas en la calle no tiene ningún sentido.
¿Cuántos barcos tenía la compañía?
Su tiempo en la fábrica, ¿cómo lo recuerda?`,
	"Председатель": `Заседание прошлого года показало, что денег на мост нет.
Слово моего деда весило больше любого договора.
Протокол тех лет сгорел вместе с архивом и половиной улицы.
Микрофон на вокзале до сих пор объявляет старые поезда.
Перерыв в поставках обошёлся городу в половину бюджета.
Вопрос о мосте решали три года и не решили.
Порядок в архиве навела только ваша сестра.
Сколько кораблей было у компании?`,
	"主持人": `录音是我祖父在三一年冬天做的。
会议室的屋顶漏水已经漏了三年。
发言稿里写的数字我觉得不对。
通过这条路可以到老码头。
下一个冬天洪水会把学校冲走。
公司当时有几条船？
反对的理由其实很简单，就是没有钱。
签字的那个人后来搬到了南方。`,
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

func TestProceduralChairOnMatter(t *testing.T) {
	for chair, lines := range chairsOnMatter {
		for text := range strings.SplitSeq(lines, "\n") {
			tr := &transcript.Transcript{Turns: []transcript.Turn{
				said("Arne Fisk", "", "The piles are sound, all forty of them."),
				said(chair, "", text), said("Hanne Voss", "", "I walked on them at low water."),
			}}
			if MarkProcedural(tr); tr.Turns[1].Procedural {
				t.Errorf("%s: %q", chair, text)
			}
		}
	}
}
