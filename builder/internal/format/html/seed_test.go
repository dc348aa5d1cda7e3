package html

// seeds are small pages as archives publish transcripts, and as programs save
// them. Their words and people are invented.
var seeds = map[string]string{
	"classes": `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour dues – Lower Basin Council</title>
<meta name="dc.date" content="2031-05-19"><meta name="author" content="admin"><meta name="DC.Rights" content="Free to use"><meta name="keywords" content="harbour, council">
<link rel="canonical" href="https://council.example/2031/19"><script>var x = "<p>not text</p>";</script><style>.v { color: red }</style>
</head><body class="with-sidebar">
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<header><a href="/">Lower Basin Council</a><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main><h1>Harbour dues</h1><p>19 May 2031</p>
<audio controls><source src="dues.ogg">Your browser plays no sound.</audio>
<h2 id="s1">Opening</h2>
<div class="turn" id="t1"><span class="name">Amina Duarte (Chair)</span> <span class="time">00:01:02</span> <p>Good morning. We shall take
the harbour&shy; dues first.</p><p>(Laughter)</p></div>
<div class="turn" id="t2"><a href="#t2">#</a> <span class="time">00:01:30</span> <span class="name">Karel Oduya</span>: <p>Thank you, <i>Madam</i> Chair.</p></div>
<div class="turn" id="t3"><span class="name">Amina Duarte</span> <p lang="fr">Merci.<br>Et <a href="https://a.example/">voilà</a>.<sup><a href="#f1">1</a></sup></p></div>
<p hidden>Draft</p></main><aside>Other debates</aside><footer><p>© 2031 Council</p></footer></body></html>`,

	"offices": `<article class="turn"><header class="who"><h3 class="name"><a href="/ada">Ada Holm</a></h3><p class="role">Chair, Harbour board</p></header>
<details><summary>⋯</summary><div class="menu"><a href="/fr">Français</a></div></details><div class="said"><p>The lamp was dark.</p></div></article>
<article class="turn"><span class="who">Bo Lind</span> <span class="party">(Pilots)</span> <div>I was told of it in the morning.</div></article>`,

	"dashes":       `<p>M. LIND. – Bonjour à tous, et merci d’être venus si nombreux ce matin sur le môle.</p><p>Mme AALTO. – Merci.</p><p>M. LIND. – Alors.</p><p>Mme AALTO. – Non.</p><p>M. LIND. – Si.</p>`,
	"bold, a dash": `<p><b>M. Lindqvist.</b> – Bonjour.</p><p><b>Mme Aaltonen.</b> – Merci.</p><p><b>M. Lindqvist.</b> – Alors.</p><p><b>Mme Aaltonen.</b> – Non.</p>`,

	"word": `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:st1="urn:x"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>Minutes</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>somebody</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0} span.Name {font-weight:bold} --></style></head>
<body lang=EN-GB><div class=WordSection1>
<p class=MsoTitle>Harbour Board, sixth meeting<o:p></o:p></p>
<p class=MsoNormal><b><span lang=EN-GB style='mso-ansi-language:EN-GB'>Ada Holm:</span></b><span style='mso-spacerun:yes'>&nbsp; </span>The lamp at the end of the
mole was dark.<o:p>&nbsp;</o:p></p>
<p class=MsoNormal><span class=Name>Bo Lind:</span> I have it <st1:place>here</st1:place>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>one lamp</p>
<p class=MsoNormal><b>Ada Holm:</b> Thank you.</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
</div></body></html>`,

	"paragraphs": `<html><head><title>Hearing</title></head><body><form action="/find"><label>Find</label><input name=q></form>
<h3>Afternoon</h3><p><b>Mr. Lind:</b> Where was the lamp?</p><p><strong>Ms. Aalto</strong>: On the mole.</p><p>It was dark.</p>
<p><b>Mr. Lind:</b> For <b>how</b> long?</p><p><b>Ms. Aalto:</b> Three nights. <em>(applause)</em></p></body></html>`,

	"bold alone": `<center><h1>The lamp</h1></center><font size=2>
<b>ADA HOLM</b><br>The lamp was dark.<br><br><b>BO LIND</b><br>I have it here.<br><br>
<b>ADA HOLM</b><br>Thank you.<br><br><b>BO LIND</b><br>Not at all.<br></font>`,

	"terms": `<dl><dt>Ada</dt><dd>Good.</dd><dt>Bo</dt><dd>Yes.</dd><dd>It is.</dd><dt>Ada</dt><dd>No.</dd></dl>
<dl><dt>Place</dt><dd>The town hall</dd><dt>Clerk</dt><dd>Una Brenn</dd></dl>`,

	"table": `<h1>Hearing</h1><table><tr><th>Speaker</th><th>Words</th></tr>
<tr><td>Ada Holm</td><td><p>The lamp at the end of the mole was dark for three nights.</p><p>Who was told?</p></td></tr>
<tr><td>Bo Lind</td><td>I was. I have it here, and I shall read it to the board.</td></tr>
<tr><td>Ada Holm</td><td>Please do so at once, if the board agrees with that.</td></tr></table>
<table><tr><th>Name</th><th>Post</th></tr><tr><td>Ada <b>Holm</b></td><td>Chair</td></tr><tr><td></td><td></td></tr></table>
<table><tr><td><table><tr><td>within a table</td></tr></table></td></tr></table>`,

	"timed table": `<table><tr><td>00:00:05</td><td>Ada</td><td>The lamp at the end of the mole was dark.</td></tr>
<tr><td>00:00:09</td><td>Bo</td><td>I was told of it in the morning by the pilot.</td></tr>
<tr><td>00:00:15</td><td>Ada</td><td>Then we should write it down and go on from there.</td></tr></table>`,

	"headed table": `<table><tr><td>Time</td><td>Speaker</td><td>Text</td></tr><tr><td>00:05</td><td>Ada</td><td>The lamp was dark.</td></tr>
<tr><td>00:09</td><td>Bo</td><td>I was told of it.</td></tr><tr><td></td><td>Cleo</td><td>So was I.</td></tr><tr><td colspan=2>Break</td></tr></table>
<table><tr><th>Name</th><th>Text</th></tr><tr><td>The lamp at the end of the mole</td><td>dark</td></tr></table>`,

	"a time above": "<p>0:05</p>\n<p><b>Ada:</b> Yes.</p>\n<p>0:09</p>\n<p><b>Bo:</b> No.</p>\n<p>0:14</p>\n<p><b>Ada:</b> So.</p>",

	"rows of lines": "<table>\n<tr>\n<td>0:05</td>\n<td>Ada</td>\n<td>The lamp was dark.</td>\n</tr>\n<tr>\n<td>0:09</td>\n<td>Bo</td>\n<td>I was told of it.</td>\n</tr>\n<tr>\n<td>0:15</td>\n<td>Ada</td>\n<td>Then we should write it down.</td>\n</tr>\n</table>",

	"a time outside its table": "<table><td>Time<td>Speaker<td>Text<tr><td><td>A0<td>0000\n<tr>0:00",

	"a tag of three lines": "<article class=\"turn\"><b class= who\n\nid=a>(01)A",

	"items": `<ol start=4><li><b>Ada:</b> Yes.</li><li><b>Bo:</b> No.</li><li><b>Ada:</b> Yes.</li></ol>
<ul><li>the lamp<ol><li>on the mole</li></ol></li><li>the gate</li></ul><blockquote><p>The lamp is dark.</p></blockquote>`,

	"typed": "<html><head><title>The lamp</title></head><body><a href=/>Home</a>\n<pre>\nADA HOLM: The lamp at the end of the mole was\ndark for three nights.\n\nBO LIND: I was told of it.\n\nADA HOLM: And then?\n\nBO LIND: We lit it &amp; went home.\n</pre></body></html>",

	"East Asian": `<html lang=ja><p><b>議長：</b><ruby>灯台<rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>は
暗かった。</p><p><b>林：</b>はい。</p><p><b>議長：</b>以上です。</p></html>`,

	"right to left": `<html lang=ar dir=rtl><body><p class="speaker">الرئيسة</p><p>صباح الخير.</p><p class="speaker">السيد حداد</p><p>شكرا.</p><p dir=ltr lang=en>Thank you.</p></body></html>`,

	"quotations": `<p>He said: <q>Yes</q> &amp; went&nbsp;: out. 1&nbsp;000 lamps</p><pre>a  b
 c</pre><img src=a.png alt="A lamp"><img src=b.png><math><mi>x</mi></math><svg><text>drawn</text></svg><iframe src="https://a.example/v"></iframe><noscript><p>No script</p></noscript>`,

	"broken":       `<p><b>Ada: <i>yes<p></b>no<table>stray<tr><td>x<li>y</table></div><h2>End<script>`,
	"fragments":    "",
	"front matter": "---\ntitle: The lamp\nlang: en\n---\n<html><title>Another</title><p>Ada: Yes.</p><p>Bo: No.</p><p>Ada: So.</p>",
}
