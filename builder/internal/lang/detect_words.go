package lang

// profile is what a language of a script with several is known by.
type profile struct {
	tag     Tag
	script  script
	words   string // commonest words of speech, commonest first; what an apostrophe cuts off is a word
	letters string // small letters that others of its script lack
}

// profiles in the order that breaks ties. The words are in lower case and NFC.
// Where two languages are close (da and nb, cs and sk, es and ca, ru and uk),
// the words that differ are what counts; they are in even if less common.
var profiles = []profile{
	{"en", latin, `the to and of a that i in it is you we s for this on have be so are was with but they not as do
		what can if or there at just like all about one from by think an my which know would your more will
		were been because has how people our had he when then t some out who up them no also very their these
		don m re ve ll me into could other than only now where us she his any her those want should get really
		going thank well did let here make way see over question something time back first good two being yes`, ``},
	{"fr", latin, `de la le et les à est que l des en un d c qui une pas on dans qu a pour il ce sur nous vous je ça
		n au plus par avec du y sont mais ne ont cette se j avons s être ou fait tout aussi si son très bien comme
		elle même ai était ces leur donc là faire où merci sa ils deux nos peut quand été alors parce sans notre
		encore entre aux dire cela autres rien après votre ses mon moi aujourd hui oui non ici avez avoir voilà
		temps toujours quelque chose premier monsieur madame`, `éèêàâîôûçœëïù`},
	{"es", latin, `de que la y el en los a es no un se una por lo las para con del más pero como está eso muy o si al
		hay este esta porque su también sobre cuando qué todo son nos gracias fue ya bien yo muchas entonces hacer
		ser tiene todos me algo sí estamos le han dos está cada desde así mi donde ha entre sin les puede estos
		aquí vamos solo tenemos bueno ese años parte era todas creo uno otro después tienen usted ustedes señor
		hasta quiero ahora decir gente tiempo cómo esto nosotros ella él eran otra mucho estas`, `ñáéíóú¿¡`},
	{"pt", latin, `de que e a o é não um para os do uma da em com no se na por mais as como dos mas isso muito ao
		eu você ele está das também à tem ou já foi são nos quando ser pelo pela gente então isto até porque nós
		há fazer obrigado vai ter sobre bem só esse essa aqui vocês meu sua seu todos ela era muito depois este esta
		pode temos eles mesmo uns agora assim estamos coisa ainda onde dois anos estão sem fosse foram nas num
		todo tudo entre lá bom senhor podemos dizer acho qual`, `ãõçáéíóúâêô`},
	{"de", latin, `die und der das ist in wir ich zu nicht auch es den ein mit auf eine sie dass so für von haben
		an als sich wie im dem aber man hat werden sind wenn oder noch was bei aus um dann einen sehr nur hier
		schon kann uns diese ja wird des zum da zur nach über vor mehr haben vielen dank jetzt einer durch muss
		er gibt mal war immer können weil bin keine ihr einem ganz habe alle unsere wurde diesem mir eben etwas
		denn doch vielleicht damit heute ob bis unter sein worden machen herr frau wieder selbst`, `äöüß`},
	{"it", latin, `di che e la il è per in non un l una a si del i con ma le da della come anche più sono questo dei
		questa nel ha se cosa c lo al quindi alla delle o quello perché mi ci abbiamo molto noi ho gli grazie
		essere stato su tutti dal nella fare poi ed anni era quando hanno dell solo dalla siamo bene tutto ai così
		dove può fatto due questi prima ne sua suo loro io loro quella parte proprio senza ancora ad degli tra dire
		deve sul sempre adesso allora già qui oggi signor nostro vorrei stati`, `àèéìòù`},
	{"nl", latin, `de en het een van dat is in we ik niet te je op voor met die ook er zijn maar om aan wat als dan
		naar heeft dit bij hebben wel ze nog uit kan over door zo of worden heel hij veel moet was wordt meer deze
		geen al kunnen daar hier hoe waar mensen jullie dus dank ons onze toch moeten gaan omdat goed gaat echt
		maken hun nu zou haar zich tot mijn heb had doen jaar tegen willen eigenlijk andere iets even want mij
		hen zeer onder zoals alle zij werd twee na wij elkaar bent`, `ĳ`},
	{"ca", latin, `de que la i a el és en l els d un no les per una del amb és però al es més s ha hi aquest com
		aquesta molt va o això són perquè també ens ser han si m n fer quan tot hem jo tenim gràcies està ja on
		dels què aquí aquests tots nosaltres pot entre sobre cada després molts fins bé doncs vam seva seu estem
		nostra nostre sense tenir ara estat em només avui dia anys temps gent cosa vostè vosaltres altres dos
		així mateix ho li us vull crec pel pels als sí té`, `àèéíòóúïüç`},
	{"ro", latin, `de și în a să la o că este cu nu pe un mai care am din pentru se e ce ca au sunt fi fost dar
		ne avem asta noi o aceste foarte acest această lui ei ale lor sau prin cum când dacă mulțumesc unde tot doar
		toate toți fie ai le i s l m era fac acum poate eu după fără bine până aici două are aceasta acestea cel
		cea cei prea apoi însă mult multe vă dumneavoastră aș vom va voi domnul doamna iar despre între pot nici
		astăzi atunci așa ani oameni face putea`, `ășțşţîâ`},
	{"pl", latin, `w i się na nie z to do że jest jak o a po co tak ale czy od za już dla są przez być tego może
		bardzo tym ze był my tylko te ja jego tej które który jeszcze mamy będzie ich mnie nas kiedy jako więc czyli
		bo przy jeśli nam dziękuję pan pani państwo która także oraz przed ma jednak gdzie teraz ten ta była było
		by można żeby gdy mi im ona on tu coś raz nasze trzeba wszystko bez więcej tam jednym lat również właśnie
		mają nad pod jej wszystkich takie każdy`, `ąćęłńśźż`},
	{"cs", latin, `a je se v na že to s z do o i jsme jako pro tak ale by za jsem co k ve si jsou když už nebo není
		které který jak být po aby tom která protože od byl bylo jen jste děkuji může mít ještě má před jeho taky
		také více u při tady máme tím toho tedy ji ten kde asi než bude bych dobrý den jsi my nás nám pak velmi
		mezi ze proto jejich právě něco všechno ty ta první rok roku lidí byla byly budeme musí teď či podle
		mě své svou pane paní kteří až`, `ěščřžýůďťň`},
	{"sv", latin, `och det att i är en som på vi för jag av med har inte till den de så om ett kan var men man också
		du vad när från här alla ni hur mycket eller nu kommer finns där skulle ska mer än vara han nej ja sig då
		tack många två få göra någon efter bara oss dem vill hade något väldigt mig sedan upp år ut måste säga
		dessa denna detta mot därför andra våra vår under hon går utan blir mellan ta deras själv ju lite sin
		varit gör redan hela skall bra eftersom`, `åäö`},
	{"da", latin, `det og at er i en vi til den på jeg som der de for har af ikke med så et kan men om også man du
		var hvad vil skal fra her nu jo meget når hvor eller bliver mange tak os dem været sig noget være have
		mere to ud op ved han blev alle havde hvordan efter nogle andre dette disse fordi sådan end år lige kun
		må mig ind hele godt vores ham hun gøre selv bare over kommer får ja nej derfor hvis dag siger ville
		kunne skulle uden mod nogen dig blive jeres hendes`, `æøå`},
	{"nb", latin, `det og er i at en vi som til på jeg har for den de av ikke med så et men om kan også man du
		var hva vil skal fra her nå jo veldig når hvor eller blir mange takk oss dem vært seg noe være ha mer to
		ut opp ved han ble alle hadde hvordan etter noen andre dette disse fordi sånn enn år litt bare må meg inn
		hele bra våre ham hun gjøre selv over kommer får ja nei derfor hvis dag sier ville kunne skulle uten mot
		deg bli deres hennes mye`, `æøå`},
	{"fi", latin, `ja on ei että se ole oli tai kun niin mutta ovat myös joka mitä tämä sen me olemme tässä nyt kuin
		hän jos ne voi sitä tämän siitä vain minä mukaan meidän kaikki olen mikä jotka ollut sitten kanssa siis
		hyvin kiitos vielä meillä aika siinä paljon pitää koska joo enää jo olisi nämä näitä tätä minun te teidän
		sekä eli ennen jälkeen ilman tosi aina hän heidän niitä nyt täällä siellä missä miten miksi kyllä
		voidaan voimme tulee saa eikä vuoden vuotta ihmiset asia eivät kuitenkin jossa`, `äö`},
	{"hu", latin, `a az és hogy nem is egy ez meg van azt de ha mint csak már volt ezt azért még én kell el ki lehet
		vagy mert akkor nagyon be itt vannak lesz köszönöm mi minden ezek azok aki ami amit most igen jó pedig
		amely ne úgy így sem azonban után között olyan valamint több két kérem tehát ön önök volna ezért nagy
		illetve nekünk vagyunk tudom ott magyar nekem engem hanem szerint először lenne során fel csak ezen
		abban arra rá sok éppen mondta`, `őűáéíóöúü`},
	{"tr", latin, `bir ve bu da de için çok ne o ile var daha gibi olarak ama değil en olan biz ben sonra kadar her
		şey yok mi ki diye şimdi teşekkür ederim olduğu bunu onu bize ya mı çünkü kendi böyle bunun bizim büyük
		iki benim nasıl zaman şu hem veya olduğunu olan ise sayın önce yani burada oldu göre hiç var bugün tüm
		sadece siz sizin ancak üzerinde bazı olur olacak insan iyi evet hayır gün yıl eder ilk arasında vardı`, `ğışöüç`},
	{"id", latin, `yang dan di untuk dengan ini itu kita dari tidak ada ke saya akan bisa pada dalam juga kami adalah
		atau karena lebih sudah mereka sebagai oleh apa telah anda jadi seperti tapi orang secara kalau para
		banyak tetapi harus bagi terima kasih satu tersebut menjadi hanya dapat hal semua saat dia sangat masih
		kepada kemudian bahwa belum agar antara maka lagi seorang tahun lain bagaimana setelah baik mungkin
		sekarang kembali kalian bapak ibu sehingga beberapa`, ``},
	{"vi", latin, `và là của có không tôi cho các được một những này trong người chúng đã với để ta khi như đến thì
		cũng nhưng ở ra về rất đó làm vào từ phải nhiều hay sẽ còn nếu anh cảm ơn vì đang bạn lại gì mà hơn thể
		việc nào năm sự trên đi họ thế biết nói đây vấn đề rằng nhất theo cả sau ông bà cần qua điều trước thời
		gian lên mình chỉ ai tất nước bị xin bởi cùng`, `ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ`},
	{"sk", latin, `a je sa v na že to s z do o aj sme ako pre tak ale by za som čo k vo si sú keď už alebo nie
		ktoré ktorý ktorá byť po aby tom pretože od bol bolo len ste ďakujem môže mať ešte má pred jeho tiež
		viac u pri tu máme tým toho teda ju ten kde asi než bude chcem dobrý deň my nás nám potom veľmi medzi
		zo preto ich práve niečo všetko prvý rok ľudí bola boli budeme musí teraz podľa mňa iba pán pani`, `ľĺŕäôčďňšťž`},
	{"hr", latin, `i je u se da na to za su od što sam smo ne a s koji o kao ali ili koja bi ovo iz te ima samo
		kako koje bilo hvala jer imamo će biti mi vrlo vam nam li ako sve do kada po jako već više treba dakle
		nije nisu ove ovaj ova ono dok može tako gdje nakon bio bila onda još dana ja vi ste prije između zbog
		protiv bez sada ljudi vas nas gospodin gospođa možemo također godine godina neke jedan`, `čćđšž`},
	{"lt", latin, `ir kad yra tai į iš su ne bet kaip mes o už labai apie ar jau tik kurie buvo aš dar jūs čia mūsų
		kas kai taip per nuo dėl bus gali jie po todėl ačiū reikia turime šis šios prie ką kuris kuri savo yra tuo
		kur jeigu nes esame būti nėra jo jos jų tas ta šiandien dabar daug mums jums pat visi kiek bei arba`, `ąčęėįšųūž`},
	{"lv", latin, `un ir ka uz ar no par tas es mēs kas to kā ļoti arī nav bet jau lai pie tikai vai ja ko šo bija
		jo kad tā mums šis viņi tad gan pēc paldies varam mūsu vēl būs var šī līdz nevar tiek esam būt viņš viņa
		savu kur ne jūs jums šeit tagad visi daudz tāpēc starp bez pret kuri kurš kura šodien laikā ļauj`, `āčēģīķļņšūž`},
	{"et", latin, `ja on et ei see ka mis kui oli seda aga me ma siis või nii oma meie kes selle väga ning seal need
		kuid ole juba sest ta ainult aitäh kõik siin peab mida olema mul teie veel nad olla saab meil ise nagu
		just selleks mitte pole olnud olen oleme tema midagi siin praegu täna palju kus kuidas miks nende
		neid pärast enne kohta üks kaks vaid poolt`, `õäöü`},
	{"sw", latin, `na ya wa kwa ni la katika za hii kuwa cha hiyo huo sisi lakini pia kama watu sana hapa asante
		tuna yetu hivyo kwamba wetu wao kila yake wake mimi hayo bila ambayo ambao hizo baada kabla wakati
		nini ndiyo hapana leo sasa bado zaidi moja mbili wote yote hivi huu huyo yeye lazima tunaweza`, ``},

	{"ru", cyrillic, `и в не на что я с это как мы по у так к но а то вы он о же из за от все для бы да если его
		было только вот есть или когда уже они очень был еще ещё мне нет чтобы можно до нас вас наш где ни ли
		спасибо потому может были этого этом была при кто которые который сейчас во со об их вам нам там здесь
		тоже она себя тем чем без после просто будет сказать более того меня мой надо нужно`, `ыэёъщ`},
	{"uk", cyrillic, `і в не на що я з це як ми та у до але а ви він о про за від все для б так якщо його було
		тільки ось є або коли вже вони дуже був ще мені немає щоб можна нас вас наш де ні чи дякую тому може
		були цього цьому була при хто які який зараз їх вам нам там тут теж вона себе тим ніж без після просто
		буде сказати більше й із зі під мене треба потрібно також яка між`, `іїєґ`},
	{"bg", cyrillic, `на да и е се в за от че не с това ще са по как които ние до но към или ли бъде има като
		този тази много който така само вече със след може благодаря тук те ни си ви при бих което един една
		още във аз беше защото трябва какво тези когато който няма бяха имаме сме съм можем там където
		господин госпожо ако без през между преди всички един два`, `ъщ`},
	{"sr", cyrillic, `и је у се да на то за су од што сам смо не а са који о као али или која би ово из те има
		само како које било хвала јер имамо ће бити ми веома вам нам ли ако све до када по врло већ више треба
		дакле није нису ове овај ова оно док може тако где након био била онда још дана ја ви сте пре између
		због против без сада људи вас нас господин`, `јљњџђћ`},
	{"be", cyrillic, `і ў не на што я з гэта як мы па у да але а вы ён аб пра за ад усё для б так калі яго было
		толькі вось ёсць або ужо яны вельмі быў яшчэ мне няма каб можна нас вас наш дзе ні ці дзякуй таму можа
		былі гэтага была пры хто якія які зараз іх вам нам там тут таксама яна сябе чым без пасля`, `ўыэё`},
	{"mk", cyrillic, `на и да се во е за од ја со не го што ќе беше а како по но до ова сум ние или дека ги има само
		кој која кои тие ни ви сме благодарам може бидејќи многу тоа овој оваа уште при сите тука после
		кога дали треба нема биде со господин ако меѓу сега`, `јљњџѓќѕ`},
	{"kk", cyrillic, `және бұл бір үшін де мен деп болып бар сол осы жоқ рахмет біз сіз ол керек туралы емес`, `әғқңөұүһі`},
	{"mn", cyrillic, `нь бол энэ байна юм гэж хүн бид та тэр баярлалаа ба бас байгаа өөр нэг`, `өү`},

	{"hi", devanagari, `है के में की और का को से हैं यह हम कि पर एक नहीं भी ने तो इस जो कर हो था ही लिए आप मैं
		अपने बहुत वह ये थे थी क्या गया कुछ उस उन रहा रहे किया धन्यवाद साथ बात जब तक यहाँ हमारे होता`, ``},
	{"mr", devanagari, `आहे आणि या च्या हे ते आहेत नाही मी तर की हा ही आपण होते होता साठी काय केले पण त्या मध्ये
		आम्ही झाले असे तो करून म्हणून एक धन्यवाद आपल्या त्यांनी`, `ळ`},
	{"ne", devanagari, `छ र हो को मा छन् यो भने पनि लागि हामी गर्न गरेको भएको हुन्छ छैन गर्ने त्यो मेरो तपाईं अनि
		धन्यवाद हाम्रो लाई बाट थियो एक हुन् नेपाल`, ``},
}

// kin are the languages that a profile also stands for, because their
// commonest words are nearly the same. They are answered when they are among
// the expected ones and the profile's own language is not.
func kin(t Tag) []Tag {
	switch t {
	case "hr":
		return []Tag{"bs", "sr-Latn"}
	case "id":
		return []Tag{"ms"}
	case "nb":
		return []Tag{"no", "nn"}
	case "fa":
		return []Tag{"prs"}
	}
	return nil
}
