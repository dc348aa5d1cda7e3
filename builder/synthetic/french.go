package synthetic

var french = &language{
	tag: "fr",
	common: `de la le et les à des en que nous est un une du pour qui dans a je vous ce pas il sur ne
plus avec on au se cette par c'est sont mais ou ces comme si sa y être tout fait aussi leur
son été bien ont d'une d'un même très donc faire elle deux tous ils peut où n'est merci
monsieur madame question point travail temps dire avons entre j'ai encore sans nos notre
leurs ses votre après avant toujours quand dont alors autres autre ici lui contre sous
depuis déjà peu trop avoir dit faut était cela ça quelques chaque première premier
année séance président présidente commission rapport projet groupe membres parole vote
procès-verbal budget ordre jour débat avis proposition texte article`,
	stem: newSyllables(
		"r d t p l c m s v n f b g j - tr pr qu ch gr br pl cr fr cl fl gl vr bl ph h gn st",
		"e a i o u é e a i ou ai oi eu è au ie ui eau ê ô",
		"r n s l t m c nt nd x rt st ns f lle tte rd nne ct sse que ge p",
		22, 62).stem,
	affixes: "-s -e -es -er -ent -ée -ement -ation -ations -ait -eur re- -eux -able -ité dé- -ique",
	blank:   " ", gap: " ", comma: ", ", stop: ".", ask: "\u00a0?",
}
