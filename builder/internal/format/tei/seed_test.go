package tei

// seeds are small records with what corpora do, and what none should. Their
// words and people are invented.
var seeds = map[string]string{
	"parlamint": `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de" xml:id="ParlaMint-XX_2031-05-19" ana="#parla.sitting">
  <teiHeader xml:lang="en">
    <fileDesc>
      <titleStmt>
        <title type="main" xml:lang="de">Protokolle des Hafenrats ParlaMint-XX [ParlaMint]</title>
        <title type="main" xml:lang="en">Records of the harbour council ParlaMint-XX [ParlaMint]</title>
        <title type="sub" xml:lang="de">159. Sitzung des Hafenrats</title>
        <title type="sub" xml:lang="en">Sitting 159 of the harbour council</title>
        <meeting n="159" corresp="#HR" ana="#parla.lower #parla.sitting">159. Sitzung</meeting>
        <respStmt><persName>Ulla Brenn</persName><resp xml:lang="en">encoding</resp></respStmt>
      </titleStmt>
      <extent><measure unit="speeches" quantity="3">3 speeches</measure></extent>
      <publicationStmt><publisher><orgName>Hafenarchiv</orgName></publisher><idno type="URI">https://archive.example/11</idno>
        <availability status="free"><licence>http://creativecommons.org/licenses/by/4.0/</licence><p>Frei.</p></availability><date when="2033-01-01">2033</date></publicationStmt>
      <sourceDesc><bibl><title type="main" xml:lang="de">Stenogramm</title><idno type="URI">https://hafen.example/159.html</idno><date when="2031-05-19">19.05.2031</date></bibl>
        <recordingStmt><recording type="audio"><media xml:id="a1" mimeType="audio/mp3" source="https://hafen.example/159.mp3" url="159.mp3"/></recording></recordingStmt></sourceDesc>
    </fileDesc>
    <profileDesc>
      <settingDesc><setting><name type="city">Port Amsel</name><date when="2031-05-19" ana="#parla.sitting">2031-05-19</date></setting></settingDesc>
      <langUsage><language ident="de" usage="90">Deutsch</language><language ident="fr" usage="10">Französisch</language></langUsage>
      <particDesc>
        <listOrg><org xml:id="party.H" role="parliamentaryGroup"><orgName full="yes" xml:lang="de">Hafenpartei</orgName><orgName full="abb">H</orgName></org></listOrg>
        <listPerson>
          <person xml:id="BrennUlla"><persName><surname>Brenn</surname><forename>Ulla</forename><roleName>Dr.</roleName></persName><persName xml:lang="zh"><surname>布伦</surname><forename>乌拉</forename></persName><sex value="F"/><birth when="1980-01-01"><placeName>Hestvik</placeName></birth><affiliation ref="#party.H" role="member" from="2030-01-01"/><idno type="URI">https://people.example/brenn</idno></person>
          <person xml:id="OrtJan.1980"><persName>Jan Ort</persName></person>
        </listPerson>
      </particDesc>
    </profileDesc>
  </teiHeader>
  <text ana="#reference"><body>
    <div type="debateSection">
      <head>Tagesordnung</head>
      <note type="time">Beginn der Sitzung: <time when="2031-05-19T09:00:00">9.00 Uhr</time></note>
      <pb n="12" source="https://hafen.example/p12"/>
      <note type="speaker">Präsidentin Dr. Brenn:</note>
      <u who="#BrennUlla" ana="#chair" xml:id="u1">
        <seg>Die Sitzung ist   eröffnet. <kinesic type="applause"><desc xml:lang="de">(Beifall.)</desc></kinesic> Bitte.</seg>
        <vocal type="laughter"><desc xml:lang="de">Heiterkeit bei der H</desc><desc xml:lang="en">laughter</desc></vocal>
        <seg>Punkt eins<pb n="13"/> folgt.</seg>
        <gap reason="editorial"><desc xml:lang="en">Table omitted</desc><desc xml:lang="de">Tabelle entfernt</desc></gap>
        <note>Sie läutet.</note>
      </u>
      <incident type="break"><desc>Die Sitzung wird unterbrochen</desc></incident>
      <note type="speaker">Jan Ort (Werft)</note>
      <u who="#OrtJan.1980" ana="#guest" xml:lang="fr"><seg xml:lang="fr">Je suis <hi rend="italic">là</hi><gap reason="inaudible"/>.</seg></u>
      <u who="#BrennUlla" ana="#chair"><seg>Danke.</seg></u>
      <note type="speaker">Zuruf von der Galerie</note>
      <div><head>Fragestunde</head><head type="sub">mündlich</head>
        <u who="#HolmAda.1975 #OrtJan.1980"><seg>Gemeinsam.</seg></u>
        <u who="pm:HolmAda"><seg/></u>
        <u><seg>Wer spricht?</seg></u>
      </div>
      <u who="#unknown_1">Ohne Absatz.<note type="comment">leise</note> Doch.</u>
    </div>
  </body></text>
</TEI>`,
	"ana": `<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr"><teiHeader><fileDesc><titleStmt><title>Séance</title></titleStmt></fileDesc></teiHeader><text><body><div>
<u who="#LimAda"><seg>
  <s><w lemma="il">Il</w> <w>vient</w>
     <w>du<w norm="de"/><w norm="le"/></w> <name type="LOC"><w>Port</w><w join="right">Amsel</w></name>
     <pc>.</pc><linkGrp type="UD-SYN"><link ana="ud-syn:root" target="#a #b"/></linkGrp></s>
  <s><pc join="right">«</pc><w join="right">Oui</w><pc join="right">»</pc><pc>!</pc> <gap reason="inaudible"><desc>inaudible</desc></gap></s>
</seg></u></div></body></text></TEI>`,
	"literal words": `<TEI><text xml:lang="en"><body><u><s><w>Hello</w><pc>,</pc> <w>world</w>
<pc>.</pc></s></u></body></text></TEI>`,
	"iso": `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><langUsage><language ident="eng"/></langUsage></profileDesc></teiHeader>
<text><timeline unit="s"><when xml:id="T0"/><when xml:id="T1" interval="2.5" since="T0"/><when xml:id="T2" interval="1.25" since="#T1"/><when xml:id="T3" since="T2"/></timeline>
<body><annotationBlock who="SPK0" start="T1" end="T2"><u><seg type="utterance">Hm <pause dur="PT1S"/> well<anchor synch="T2"/></seg></u><spanGrp type="pos"><span>UH RB</span></spanGrp></annotationBlock>
<annotationBlock who="SPK1" start="T2" end="T3"><u><anchor synch="T2"/>yes</u></annotationBlock></body></text></TEI>`,
	"late clock": `<TEI><text><body><u start="#b" end="#c"><seg synch="#b">one<anchor synch="#c"/></seg></u><u start="12.5">two</u></body></text>
<timeline><when xml:id="b" absolute="2031-01-01T10:00:05Z"/><when xml:id="a" absolute="2031-01-01T10:00:00Z"/><when xml:id="c" interval="2" since="#b"/><when xml:id="x" interval="1" since="#y"/>stray<when xml:id="y" interval="1" since="#x"/></timeline></TEI>`,
	"corpus": `<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader><fileDesc><titleStmt><title>All</title></titleStmt></fileDesc><profileDesc><particDesc><listPerson><head>Who</head><person xml:id="A"><persName xml:lang="en">Ada Lim</persName><persName xml:lang="zh">林艾达</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<TEI xml:lang="en"><teiHeader><fileDesc><titleStmt><title>One</title></titleStmt></fileDesc></teiHeader><text><body><u who="#A">First.</u></body></text></TEI>
<TEI xml:lang="zh"><text><body><u who="#A">第一。</u></body></text></TEI><xi:include href="more.xml"/></teiCorpus>`,
	"list": `<listPerson xmlns="http://www.tei-c.org/ns/1.0" xml:id="ParlaMint-XX-listPerson"><head>Speakers</head>
<person xml:id="LimAda"><persName><forename>Ada</forename><surname>Lim</surname></persName><affiliation role="member" ref="#H"><orgName xml:lang="en">Harbour council</orgName></affiliation></person></listPerson>`,
	"no id": `<listPerson><person><persName><forename>Ada</forename></persName><affiliation><orgName>Council</orgName></affiliation></person></listPerson>`,
	"drama": `<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><front><titlePart>Act</titlePart></front><body><div1><head>I</head><sp who="#a"><speaker>ANNA.</speaker><p>Come. <stage>She goes.</stage></p><l>A line</l></sp><stage>Exeunt</stage></div1><p>Loose words</p>tail</body></text></TEI>`,
	"rich": `<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:lang="ja"><body><u><seg><ruby><rb>港</rb><rt>みなと</rt></ruby>の<unclear cert="0.82">話</unclear><choice><sic>をを</sic><corr>を</corr></choice> <ref target="https://a.example/x">link</ref> a<gap reason="lost"/>b<lb rend="break"/>c<lb break="no"/>d <hi rend="strikethrough">x</hi><del>, y</del></seg>
<list rend="numbered"><head>L</head><item>one</item><item>two <note place="foot">a note</note></item></list><table><row role="label"><cell>h</cell><cell>i</cell></row><row><cell>1</cell> <cell>2</cell></row></table><seg xml:space="preserve" type="code">  if x
    y</seg><quote>said</quote></u></body></text></TEI>`,
	"no text":    `<TEI xmlns="http://www.tei-c.org/ns/1.0"/>`,
	"not xml":    `plain words`,
	"cut":        `<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><u who="#a"><seg>Half a sent`,
	"entities":   `<!DOCTYPE TEI [<!ENTITY a "aaaa">]><TEI><text><body><u>&a;</u></body></text></TEI>`,
	"crossed":    `<TEI><text><body><u><seg>a</u></seg></body></text></TEI>`,
	"many roots": `<TEI><text>a</text></TEI>stray<listOrg><org xml:id="o"><orgName>O</orgName></org></listOrg>`,
}
