package synthetic

import (
	"unicode"
	"unicode/utf8"
)

var germanSyllables = newSyllables(
	"d s g b w h m r l n t v k f st z sch - p tr gr pr br schl kl fr bl fl kr schw spr gl zw str j pf kn dr",
	"e a i u o e a ie ei au ä ü ö eu e",
	"n r t s l ch nd rt m ng st cht ck g ss ff tz lt rn nn ll d b tt f rk nk rm gt",
	48, 74)

// A noun is written with a capital, and four words of ten are nouns.
const germanNouns = 40

var german = &language{
	tag: "de",
	common: `die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so
eine auch als an nach wie im für man aber aus durch wenn nur war noch werden bei hat wir
was wird sein einen welche sind oder zur um haben einer mir über ihm diese einem ihr uns
da zum kann doch vor dieser mich ihn du hatte seine mehr am denn nun unter sehr selbst
schon hier bis habe ihre dann ihnen seiner alle wieder meine Zeit gegen vom ganz einzelnen
wo muss ohne eines können sei ja jetzt immer wurde keine würde diesen Frau Herr Punkt Frage
Sitzung Ausschuss Bericht Antrag Danke Arbeit Gruppe Mitglieder Haushalt Vorsitzende
Tagesordnung Protokoll Beschluss Abstimmung Vorschlag Entwurf bitte gut heute`,
	stem: func(s *stream, size int) string {
		w := germanSyllables.stem(s, size)
		if s.percent(germanNouns) {
			return capital(w)
		}
		return w
	},
	affixes: "-en -e -er -es -t -te -ung -ungen -lich -st -igkeit -isch -bar -los -schaft -heit -ern",
	blank:   " ", gap: " ", comma: ", ", stop: ".", ask: "?",
}

// capital writes the first letter of a word as a capital.
func capital(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[n:]
}
