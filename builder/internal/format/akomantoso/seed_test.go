package akomantoso

// seeds are small debates of all versions of the standard, with what publishers
// do and what none should. Their words and people are invented.
var seeds = map[string]string{
	"ends before it begins": `<narrative>Noon</narrative><question startTime="10:00" endTime="0:00"><p>Who?</p></question>`,

	"three": `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
 <debate name="hansard">
  <meta>
   <identification source="#src">
    <FRBRWork><FRBRthis value="/akn/xx/debate/2031-05-19/main"/><FRBRuri value="/akn/xx/debate/2031-05-19"/><FRBRdate date="2031-05-19" name="debate"/><FRBRauthor href="#src"/><FRBRcountry value="xx"/></FRBRWork>
    <FRBRExpression><FRBRthis value="x"/><FRBRuri value="x"/><FRBRdate date="2031-05-20" name="markup"/><FRBRlanguage language="eng"/></FRBRExpression>
   </identification>
   <references source="#src">
    <TLCOrganization eId="src" href="/ontology/organization/src" showAs="Harbour archive"/>
    <TLCPerson eId="AdaLim" href="https://people.example/ada" showAs="Ada Lim"/>
    <TLCPerson eId="JanOrt" href="/ontology/person/jan" showAs="Jan Ort"/>
    <TLCRole eId="chair" href="/ontology/role/chair" showAs="Chair of the council"/>
   </references>
  </meta>
  <coverPage><p>Volume 7</p></coverPage>
  <preface><p><docTitle>Harbour council</docTitle>, <docDate date="2031-05-19">Monday, 19 May 2031</docDate></p></preface>
  <debateBody>
   <debateSection name="opening" eId="s1">
    <heading>Opening <recordedTime time="2031-05-19T10:00:00+01:00">10.00</recordedTime></heading>
    <narrative>The council met at ten.</narrative>
    <speech by="#AdaLim" as="#chair" eId="sp1">
     <from>The Chair (Ada Lim):</from>
     <p>I open the <i>ninth</i> session. <remark type="laughter">[laughter]</remark> Thank you.</p>
     <p>First <a href="https://a.example/1">paper</a>.<eol/>Next.</p>
    </speech>
    <scene>A bell is rung.</scene>
    <debateSection name="question" eId="s2">
     <num>1.</num><heading>Dredging</heading><subheading>Oral answer</subheading>
     <question by="#JanOrt" to="#AdaLim" startTime="2031-05-19T10:12:30.5+01:00" endTime="2031-05-19T10:13:00+01:00"><from>Jan Ort</from><p>Will it be dredged?</p></question>
     <answer by="#AdaLim" as="#chair"><p>Yes.<recordedTime time="2031-05-19T10:14:00+01:00"/></p><blockList><item><num>(a)</num><p>by May;</p></item></blockList></answer>
     <speech by="#UnaHolm"><p>Heard.</p></speech>
     <speech><p>Nobody is named.</p><p><omissis>…</omissis></p></speech>
     <summary title="division">Question put: 5 for, <quantity refersTo="#no">2</quantity> against.</summary>
    </debateSection>
    <speech by="#JanOrt" xml:lang="fr"><from>Jan Ort:</from><p>Merci.</p><table><caption>Votes</caption><tr><td><p>5</p></td><td>2</td></tr></table></speech>
   </debateSection>
   <adjournment><p>Adjourned.</p></adjournment>
  </debateBody>
 </debate>
</akomaNtoso>`,
	"two":       `<an:akomaNtoso xmlns:an="http://www.akomantoso.org/2.0"><an:debate><an:meta><an:references source="#"><an:TLCPerson id="mora" href="/x" showAs="Clara Mora"/></an:references></an:meta><an:preface><an:docTitle>One</an:docTitle><an:docTitle>Two</an:docTitle></an:preface><an:debateBody><an:questions id="q"><an:heading id="t">Water</an:heading><an:speech by="#mora" recordedTime="1:02:03"><an:p>Words<an:br/>and lines</an:p></an:speech></an:questions></an:debateBody></an:debate></an:akomaNtoso>`,
	"two froms": `<akomaNtoso><debate><debateBody><debateSection><speech by="#a"><from>A</from><p>one</p><p><from>B:</from> two <b>bold</b></p></speech>loose <i>words</i></debateSection></debateBody></debate></akomaNtoso>`,
	"an act":    `<akomaNtoso><act><body><section><num>1</num><heading>Short title</heading><content><p>This is the Act.</p></content></section></body></act></akomaNtoso>`,
	"cut":       `<akomaNtoso><debate><debateBody><speech by="#x"><p>Half a sent`,
	"entities":  `<!DOCTYPE a [<!ENTITY a "aaaa">]><akomaNtoso><debate>&a;</debate></akomaNtoso>`,
	"not xml":   "plain words",
	"empty":     `<akomaNtoso/>`,
}
