package diag

// example is what a code is shown with: what brings it about, and what the same
// place looks like when it is settled.
type example struct{ before, after string }

// Example gives what brings a code about and what settles it, both as short
// text of a file or of the command line; "" for an unknown code.
func (c Code) Example() (before, after string) {
	e := examples[c]
	return e.before, e.after
}

var examples = map[Code]example{
	ConfigInvalid:    {"dixit.yaml:\n  languages: en", "dixit.yaml:\n  languages: [en]"},
	ConfigUnknownKey: {"dixit.yaml:\n  titel: Harbour board", "dixit.yaml:\n  title: Harbour board"},
	ContentMissing:   {"dixit build --content transcrips", "dixit build --content transcripts"},
	ThemeInvalid:     {"themes/layouts/session.html:\n  {{ .Title", "themes/layouts/session.html:\n  {{ .Title }}"},
	OutputUnsafe:     {"dixit build --out ~", "dixit build --out ~/harbour-site"},
	HostLimit:        {"a site of 30,000 files", "dixit.yaml:\n  diagnostics: {host-limit: off}"},
	CacheUnusable:    {"dixit.yaml:\n  cache: /proc/dixit", "dixit.yaml:\n  cache: .dixit-cache"},
	OutputForeign:    {"public/en/index.html, written by hand before the first build", "the page kept elsewhere, and public/ left to dixit"},
	PathClash:        {"content/_pages/about.md\ncontent/_pages/About.md", "content/_pages/about.md\ncontent/_pages/history.md"},
	AliasUnusable:    {"content/gate.md:\n  ---\n  aliases: [https://example.org/gate]\n  ---", "content/gate.md:\n  ---\n  aliases: [/gate/]\n  ---"},

	FilePassedOver:    {"content/notes.md~, which an editor left", "content/notes.md, if it is a transcript"},
	FileUnreadable:    {"content/gate.md, which only another user may read", "the same file after chmod a+r content/gate.md"},
	FileEmpty:         {"content/gate.md, with nothing in it", "content/gate.md:\n  **Ada Holm:** The gate is shut."},
	FileTooLarge:      {"content/1974.txt, all of a year in one file", "content/1974-part-1.txt\ncontent/1974-part-2.txt"},
	ReaderFailed:      {"content/gate.pdf, on a machine that has no memory left", "content/gate.pdf, built again"},
	FileRefused:       {"content/gate.docx, which unpacks to a thousand times its size", "content/gate.docx, saved anew by the word processor"},
	FileOutside:       {"content/gate.md -> ../../private/gate.md", "content/gate.md, a copy of it"},
	TableInvalid:      {"content/gate.csv:\n  speaker,text\n  Ada Holm,\"The gate", "content/gate.csv:\n  speaker,text\n  Ada Holm,\"The gate is shut.\""},
	ColumnsUnknown:    {"content/gate.csv:\n  Ada Holm,The gate is shut.", "content/gate.csv:\n  speaker,text\n  Ada Holm,The gate is shut."},
	JSONInvalid:       {"content/gate.json:\n  {\"segments\": [{\"start\": 0, \"text\": \"The gate", "content/gate.json:\n  {\"segments\": [{\"start\": 0, \"text\": \"The gate is shut.\"}]}"},
	CueTimeUnreadable: {"content/gate.vtt:\n  00:12:xx --> 00:12:05\n  The gate is shut.", "content/gate.vtt:\n  00:12:03.500 --> 00:12:05.000\n  The gate is shut."},
	FormatUnknown:     {"content/plan.dwg", "dixit.yaml:\n  ignore: [\"*.dwg\"]"},

	EncodingGuessed:   {"content/ferry.txt, in Windows-1251", "content/ferry.txt, saved as UTF-8"},
	EncodingInvalid:   {"Le caf\\xe9 est fermé.   (a byte that is no letter in UTF-8)", "Le café est fermé."},
	ControlCharacters: {"The ferry\\x00 is late.", "The ferry is late."},
	LongLine:          {"a whole meeting in one line", "a line or a paragraph for each turn"},

	FrontMatterOpen:    {"---\ntitle: The ferry\nAda Holm: It is late.", "---\ntitle: The ferry\n---\nAda Holm: It is late."},
	FrontMatterInvalid: {"---\nkind: loud\n---", "---\nkind: verbatim\n---"},
	FrontMatterKey:     {"---\nweather: fog\n---", "---\nsummary: The ferry waited for the fog.\n---"},
	FrontMatterTypo:    {"---\nembrago: 2031-05-01\n---", "---\nembargo: 2031-05-01\n---"},
	DateUnreadable:     {"---\ndate: the day of the fog\n---", "---\ndate: 2024-11-03\n---"},
	DateMissing:        {"content/ferry.md, which names no day", "content/2024-11-03-ferry.md"},
	TimesMissing:       {"content/gate.md:\n  **Ada Holm:** The gate is shut.", "content/gate.md:\n  **Ada Holm:** [00:12:03] The gate is shut."},
	LanguageUnknown:    {"---\nlang: english\n---", "---\nlang: en\n---"},
	LanguageUnlisted:   {"dixit.yaml:\n  languages: [en]\ncontent/gate.fr.md", "dixit.yaml:\n  languages: [en, fr]"},
	LanguageGuessed:    {"content/ferry.md:\n  **Ada Holm:** No.", "content/ferry.en.md:\n  **Ada Holm:** No."},
	EditionTwice:       {"content/ferry.en.md\ncontent/ferry-en.txt", "content/ferry.en.md\ncontent/ferry-minutes.en.txt"},
	EditionApart:       {"content/ferry.en.md, of which content/ferry.fi.md is no translation", "content/ferry.en.md\ncontent/ice.fi.md"},
	PartMissing:        {"content/ferry-part-1.md\ncontent/ferry-part-3.md", "content/ferry-part-1.md\ncontent/ferry-part-2.md\ncontent/ferry-part-3.md"},
	MediaMissing:       {"content/gate.md:\n  ---\n  media: gate.mp3\n  ---", "content/gate.md\ncontent/gate.mp3"},
	MediaHeldBack:      {"content/gate.md:\n  ---\n  media: gate.mp3\n  redact: [Ada Holm]\n  ---", "content/gate.md:\n  ---\n  media: https://example.org/gate-edited.mp3\n  redact: [Ada Holm]\n  ---"},

	LabelDoubtful:   {"Note to self: the ferry is late.", "---\nspeakers: [Ada Holm]\n---\nAda Holm: The ferry is late."},
	LabelRejected:   {"Remember this: the ferry is late.", "---\nspeakers: [Ada Holm]\n---\nAda Holm: The ferry is late."},
	HTMLDropped:     {"<script>count()</script>The ferry is late.", "The ferry is late."},
	BlockTooComplex: {"> > > > > and so on, a thousand deep", "> The ferry is late."},
	GapsFound:       {"The  erry is  ate.   (letters that the PDF lost)", "The ferry is late."},

	LettersLost: {"a PDF from which copying \"The ferry is late.\" gives signs", "the same record as .docx, or printed to PDF by another program"},
	PageSilent:  {"a scan", "the scan with a layer of text"},

	ListUnreadable:  {"people.yaml:\n  - id: ada-holm\n    aliases: [Holm", "people.yaml:\n  - id: ada-holm\n    aliases: [Holm]"},
	PeopleInvalid:   {"people.yaml:\n  - id: Ada Holm\n    names: {en: Ada Holm}", "people.yaml:\n  - id: ada-holm\n    names: {en: Ada Holm}"},
	PeopleAmbiguous: {"people.yaml:\n  - {id: holm, names: {en: Holm}}\n  - {id: holm-2, names: {en: Holm}}", "people.yaml:\n  - {id: holm, names: {en: Holm}}\n  - {id: holm-2, names: {en: Holm}, in: [ferry-board]}"},
	PersonUnlisted:  {"content/2023-05-16.xml, in which who=\"#LimAda\" speaks", "content/2023-05-16.xml, and beside it a listPerson in which xml:id=\"LimAda\" has a persName"},
	SpeakerUnknown:  {"---\nspeakers: {\"Speaker 1\": ada-hom}\n---", "---\nspeakers: {\"Speaker 1\": ada-holm}\n---"},
	TopicsInvalid:   {"topics.yaml:\n  - labels: {en: Ferries}", "topics.yaml:\n  - id: ferries\n    labels: {en: Ferries}"},
	TopicAmbiguous:  {"topics.yaml:\n  - {id: ferries, labels: {en: Ferries}, aliases: {en: [boats]}}\n  - {id: boats, labels: {en: Boats}}", "topics.yaml:\n  - {id: ferries, labels: {en: Ferries}}\n  - {id: boats, labels: {en: Boats}}"},
	AnchorTwice:     {"**Ada Holm:** It is late. {#late}\n**Ben Aas:** So am I. {#late}", "**Ada Holm:** It is late. {#late}\n**Ben Aas:** So am I. {#late-too}"},
	NothingFound:    {"dixit build empty-folder", "dixit build transcripts"},
	MessageMissing:  {"themes/i18n/active.fi.yaml, without the message \"sessions\"", "themes/i18n/active.fi.yaml:\n  sessions: Istunnot"},

	LabelsAlike:     {"Ada Holm: The ferry is late.\nAda Holn: It is not.", "people.yaml:\n  - id: ada-holm\n    names: {en: Ada Holm}\n    aliases: [Ada Holn]"},
	SpeakerMoved:    {"content/ferry.en.md:\n  Ada Holm: The first record in English.", "people.yaml:\n  - id: ада-хольм\n    names: {ru: Ада Хольм, en: Ada Holm}"},
	LabelNew:        {"Cleo Brandt: I speak for the first time.", "people.yaml:\n  - id: cleo-brandt\n    names: {en: Cleo Brandt}"},
	DuplicateLikely: {"content/ferry.en.md\ncontent/copy-of-ferry.en.md", "content/ferry.en.md"},
	TopicLikely:     {"… and then the berth fees. … that berth fees were raised …", "topics.yaml:\n  - id: berth-fees\n    labels: {en: Berth fees}"},
	SpeakersLikely:  {"Ada Holm: …, in the English edition\nАда Хольм: …, in the Russian one", "people.yaml:\n  - id: ada-holm\n    names: {en: Ada Holm, ru: Ада Хольм}"},
	EditionOrphan:   {"content/board/ice.en.md\ncontent/board/jaa.fi.md, which renders it", "content/board/jaa.fi.md:\n  ---\n  session: board/ice\n  ---"},
	SessionsAlike:   {"content/harbour-dues.en.md\ncontent/harbor-dues.fr.md", "content/harbor-dues.fr.md:\n  ---\n  session: harbour-dues\n  ---"},
	CharacterNoise:  {"Кoмитет пocтановил   (with Latin o and c)", "Комитет постановил"},
	TextLost:        {"Ada Holm: The ferry is late.   (of which `dixit inspect` shows: \"The is late.\")", "Ada Holm: The ferry is late.   (read as it stands, by the next version)"},
}
