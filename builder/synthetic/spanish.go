package synthetic

var spanish = &language{
	tag: "es",
	common: `de la que el en y a los se del las un por con no una su para es al lo como más o pero sus
le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy
años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene
él uno donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa eso
hace otra gobierno tan durante siempre día tanto ella tres sí dijo sido gran país según
menos mundo año antes estado contra casa quién gracias señor señora presidenta comisión
informe punto orden sesión acta voto propuesta trabajo pregunta grupo miembros proyecto
presupuesto acuerdo debate palabra artículo nuestra nuestro`,
	stem: newSyllables(
		"r d t c l m s p n b v - g f j tr pr qu ch ll gr br pl cr fr cl fl ñ h bl rr z",
		"a e o i u a e o ie ia ue io ó í á",
		"n r s l d z m c ns",
		26, 38).stem,
	affixes: "-s -es -a -o -os -as -ar -ado -ando -ción -mente -aba -ero re- -able -idad des- -ista",
	blank:   " ", gap: " ", comma: ", ", stop: ".", open: "¿", ask: "?",
}
