package diag

import (
	"maps"
	"slices"
)

// Code names a kind of diagnostic for ever: scripts and dixit.yaml refer to it.
type Code string

// The codes. Their rows in the table below explain them.
const (
	ConfigInvalid      Code = "config-invalid"
	ConfigUnknownKey   Code = "config-unknown-key"
	ContentMissing     Code = "content-missing"
	ThemeInvalid       Code = "theme-invalid"
	OutputUnsafe       Code = "output-unsafe"
	OutputForeign      Code = "output-foreign-file"
	HostLimit          Code = "host-limit"
	CacheUnusable      Code = "cache-unusable"
	PathClash          Code = "path-clash"
	AliasUnusable      Code = "alias-unusable"
	FilePassedOver     Code = "file-passed-over"
	FileUnreadable     Code = "file-unreadable"
	FileEmpty          Code = "file-empty"
	FileTooLarge       Code = "file-too-large"
	FileRefused        Code = "file-refused"
	ReaderFailed       Code = "reader-failed"
	FileOutside        Code = "file-outside"
	FormatUnknown      Code = "format-unknown"
	CueTimeUnreadable  Code = "cue-time-unreadable"
	JSONInvalid        Code = "json-invalid"
	TableInvalid       Code = "table-invalid"
	ColumnsUnknown     Code = "columns-unknown"
	EncodingGuessed    Code = "encoding-guessed"
	EncodingInvalid    Code = "encoding-invalid"
	ControlCharacters  Code = "control-characters"
	LongLine           Code = "long-line"
	FrontMatterOpen    Code = "front-matter-open"
	FrontMatterInvalid Code = "front-matter-invalid"
	FrontMatterKey     Code = "front-matter-key"
	FrontMatterTypo    Code = "front-matter-typo"
	DateUnreadable     Code = "date-unreadable"
	DateMissing        Code = "date-missing"
	TimesMissing       Code = "times-missing"
	LanguageUnknown    Code = "language-unknown"
	LanguageUnlisted   Code = "language-unlisted"
	LanguageGuessed    Code = "language-guessed"
	EditionTwice       Code = "edition-twice"
	EditionApart       Code = "edition-apart"
	PartMissing        Code = "part-missing"
	MediaMissing       Code = "media-missing"
	MediaHeldBack      Code = "media-held-back"
	LabelDoubtful      Code = "label-doubtful"
	LabelRejected      Code = "label-rejected"
	HTMLDropped        Code = "html-dropped"
	BlockTooComplex    Code = "block-too-complex"
	GapsFound          Code = "gaps-found"
	LettersLost        Code = "letters-lost"
	PageSilent         Code = "page-silent"
	ListUnreadable     Code = "list-unreadable"
	PeopleInvalid      Code = "people-invalid"
	PeopleAmbiguous    Code = "people-ambiguous"
	SpeakerUnknown     Code = "speaker-unknown"
	PersonUnlisted     Code = "person-unlisted"
	TopicsInvalid      Code = "topics-invalid"
	TopicAmbiguous     Code = "topic-ambiguous"
	AnchorTwice        Code = "anchor-twice"
	NothingFound       Code = "nothing-found"
	MessageMissing     Code = "message-missing"
	LabelsAlike        Code = "labels-alike"
	LabelNew           Code = "label-new"
	SpeakerMoved       Code = "speaker-moved"
	SpeakersLikely     Code = "speakers-likely"
	TopicLikely        Code = "topic-likely"
	DuplicateLikely    Code = "duplicate-likely"
	EditionOrphan      Code = "edition-orphan"
	SessionsAlike      Code = "sessions-alike"
	CharacterNoise     Code = "character-noise"
	TextLost           Code = "text-lost"
)

// row is what is known of a code.
type row struct {
	severity Severity
	fatal    bool   // stops a build before anything is written
	hint     string // what to do, when the place that reports it does not know better
	explain  string // what `dixit explain` prints
}

var table = map[Code]row{
	ConfigInvalid:    {Error, true, "mend the value; the README says what it may be", "dixit.yaml could not be read, or a value in it is not of the kind its key asks for. Nothing is built until it is right, so that a slip never republishes the archive under another name."},
	ConfigUnknownKey: {Error, true, "", "dixit.yaml has a key that dixit does not know. A misspelt key would be silently without effect; so it is an error, with the nearest known key named."},
	ContentMissing:   {Error, true, "name a folder that exists, with --content or as the argument", "The folder of transcripts is not there or cannot be read."},
	ThemeInvalid:     {Error, true, "mend the file, or take it out of the folder of the theme", "A layout, partial, stylesheet, script or catalogue of the theme could not be used. The last good site stays as it was."},
	OutputUnsafe:     {Error, true, "choose another folder with --out", "The output folder is the file system's root, a home folder, the content folder or one that holds it. dixit deletes pages it no longer makes, so it refuses to work there."},
	OutputForeign:    {Error, true, "move the file away, or choose another folder with --out", "A file that dixit did not write stands where a page would go. Files of others are never touched, so nothing was written."},
	CacheUnusable:    {Warning, false, "name a folder that can be written to, or none: then dixit has one of its own", "The folder in which readings are to be kept between builds cannot be made, or takes no files. The site is built all the same, and so is the next one, from nothing."},
	HostLimit:        {Warning, false, "put it on another host; `host-limit: off` under `diagnostics` in dixit.yaml ends the warning", "The site has more files, or larger ones, than a widely used host takes. It is built all the same, and no matter if it goes elsewhere: a server of one's own takes any number."},
	PathClash:        {Error, false, "rename one of the files, or give one a `session:` of its own", "Two pages would have the same address, or addresses that differ only in letter case, which many file systems cannot tell apart. The first in order of file name is published."},
	AliasUnusable:    {Warning, false, "write it as /old/address/, or as the former id of the session, or remove it", "Front matter names a former address of a session, and no page can be put there: it is none of this site, or another page has it. Links to it do not lead to the session."},

	FilePassedOver:    {Info, false, "", "A file was found among the transcripts and is none: a README, a licence, a dot-file, something `ignore` names, or a kind of file that is not read."},
	FileUnreadable:    {Error, false, "let it be read, or put it under `ignore` in dixit.yaml", "A file could not be opened or read. Everything else was published."},
	FileEmpty:         {Warning, false, "write something in it, or delete it", "A file holds no text. It is no session."},
	FileTooLarge:      {Error, false, "split it into parts (`part:` in front matter)", "A file is larger than dixit reads in one piece."},
	FileRefused:       {Error, false, "save it anew from the program that made it, or as plain text", "A file asks for more than any record does: a zip that unpacks to a hundred times its size or has names that lead out of its folder, XML that defines entities, elements or lists nested without end. Such files are made to fill a memory or a disk, so it was not read; the message names the limit."},
	ReaderFailed:      {Error, false, "build again when the machine has memory and time to spare; else save the file as text", "What reads files of this kind, as the engine for PDFs does, could not be started. That says nothing of the file, and the next build tries again."},
	FileOutside:       {Error, false, "copy the file into the folder", "A symbolic link leads out of the content folder. What lies outside is never published by accident, so it was not followed."},
	TableInvalid:      {Error, false, "close the quotation mark, or save the table anew as CSV", "A quotation mark that begins a cell of a table has no end. The cell was read up to the end of its line, and the rows after it as usual; all were published."},
	ColumnsUnknown:    {Warning, false, "name the column of what was said `text` and that of who said it `speaker`, or put the file under `ignore`", "A table has no column of what was said, by the headings in its first row, so it is no transcript."},
	JSONInvalid:       {Error, false, "save it anew from the recogniser", "A file of a recogniser is no JSON from some place on: mostly it was cut off. What stands before that place was published."},
	CueTimeUnreadable: {Warning, false, "write the times as 00:12:03.500 --> 00:12:05.000", "The times of a caption could not be read, or it ends before it begins. Its words are kept, without a time."},
	FormatUnknown:     {Info, false, "", "No reader knows this kind of file, so it is no session."},

	EncodingGuessed:   {Warning, false, "save the file as UTF-8", "A file is not UTF-8; its encoding was guessed from its bytes."},
	EncodingInvalid:   {Error, false, "save the file as UTF-8", "Bytes of a file are no text in any encoding that was tried. Each is shown as U+FFFD."},
	ControlCharacters: {Warning, false, "remove them", "A file holds control characters (NUL and the like) that no page can show. They were dropped and counted."},
	LongLine:          {Warning, false, "", "A single line of a file is so long that it can hardly be one paragraph. It was read as one."},

	FrontMatterOpen:    {Error, false, "close it with a line that is only ---", "Front matter was opened and never closed. The file was read as if it had none, so that no words are lost."},
	FrontMatterInvalid: {Error, false, "mend the value, or take it out", "Front matter could not be read as YAML or TOML, or a value in it is not of the kind its key asks for."},
	FrontMatterKey:     {Info, false, "", "Front matter has a key that dixit does not use. It is kept and has no effect."},
	FrontMatterTypo:    {Warning, false, "", "Front matter has a key that dixit does not use and that is nearly one that hides something. If it was meant, the file is shown though it should not be."},
	DateUnreadable:     {Warning, false, "give the date in front matter, as 2006-01-02", "A date was written that could not be understood."},
	DateMissing:        {Info, false, "give the date in front matter, or begin the file name with it", "Neither front matter, title, file name nor text gives a date. The session is listed as undated."},
	TimesMissing:       {Warning, false, "", "Captions were asked for of transcripts that say no times. No file is written of these."},
	LanguageUnknown:    {Error, false, "use a BCP 47 tag such as en, fr or zh-Hans", "A language tag is not one that BCP 47 knows. The language was taken from the text instead."},
	LanguageUnlisted:   {Warning, false, "add it to `languages`; `language-unlisted: off` under `diagnostics` says that it is meant", "Transcripts are in a language that `languages` in dixit.yaml does not name. The site is without them. Where dixit.yaml names no languages, it has all that are found."},
	LanguageGuessed:    {Info, false, "name the language in the file name (name.fr.md) or in front matter", "The language was taken from the text alone, and the text gave little evidence."},
	EditionTwice:       {Error, false, "give one of them another name, or `part:` or `session:` in front matter", "Two files claim to be the same session in the same language. The first in order of file name is published."},
	EditionApart:       {Warning, false, "if they are one session all the same, write its `session:` in the front matter of one of them; if not, give that one another name", "By their names two files are editions of one session, but lengths, speakers, figures and names agree no better than those of any two files. Both are published; their turns are not set side by side, and no speaker is linked by them. Where front matter says which session a file is, that is believed."},
	PartMissing:        {Warning, false, "add the part, or number the others anew", "Parts of a session are numbered, and a number is missing between them."},
	MediaMissing:       {Warning, false, "put the file beside the transcript, or give the address of the recording", "Front matter names a recording under `media`, and the file is not there. The session is published without it."},
	MediaHeldBack:      {Warning, false, "publish an edited recording elsewhere and give its address under `media`", "Words of a session are under `redact`, and a recording of it says them all. Files of recordings of such a session are not published. An address under `media` is: what is at it is not dixit's to hold back."},

	LabelDoubtful:   {Warning, false, "if it is a speaker, name it under `speakers` in front matter, or in people.yaml", "A line was read as a speaker's label with little evidence. An entry in people.yaml settles it in all files, `speakers` in front matter in one."},
	LabelRejected:   {Info, false, "if it is a speaker, name it under `speakers` in front matter", "A line looks like a speaker's label and was read as speech, because the evidence is against it."},
	HTMLDropped:     {Warning, false, "", "HTML that is not in the safe subset stands in a transcript. Its text is kept; the markup and what it would have loaded are not."},
	BlockTooComplex: {Warning, false, "part it by empty lines", "A block of Markdown is too large or too deeply nested to be formatted in reasonable time. Its words are shown as they stand."},
	GapsFound:       {Info, false, "", "Letters or digits are missing from the text, as when a PDF lost its Latin letters. The gaps are shown as such."},

	LettersLost:     {Warning, false, "make the PDF anew with another program, or publish the text it was made from", "Fonts of a PDF do not say which letters they show, so that nobody can search or copy what is on the page. Where such letters stand, the text has a gap."},
	PageSilent:      {Warning, false, "recognise the pages with a program for that (OCR), which adds their text to the PDF", "Pages of a PDF are pictures, as a scanner makes them, and hold no text. What is on them is in no turn, and no search finds it."},
	ListUnreadable:  {Error, true, "mend the line; a value with a colon or a bracket stands in quotation marks", "people.yaml or topics.yaml could not be read as a list of entries. Nothing is built until it can, so that a slip never takes the people or the topics off every page."},
	PeopleInvalid:   {Error, false, "", "An entry of people.yaml is not right. The other entries are used."},
	PeopleAmbiguous: {Warning, false, "give one of them `in:` with the series or sessions it belongs to", "Two entries of people.yaml claim the same name in the same place. The first is used."},
	PersonUnlisted:  {Info, false, "put the file with the list of persons, such as ParlaMint-XX-listPerson.xml, among the transcripts, or give the id as an alias in people.yaml", "A file says by an id who speaks, and no file of the folder lists the person. The id tells the speakers apart; their names are those printed at their turns, else the id in words. Said once, of the first."},
	SpeakerUnknown:  {Warning, false, "add the person to people.yaml, or correct the id", "A session's map of labels names a person that people.yaml does not have. The name is used as it stands."},
	TopicsInvalid:   {Error, false, "", "An entry of topics.yaml is not right. The other entries are used."},
	TopicAmbiguous:  {Warning, false, "remove it from one of them", "Two topics claim the same label or alias in one language. The first is used."},
	AnchorTwice:     {Warning, false, "rename one of them", "Two turns of a session carry the same explicit {#id}. The second gets an address of its own."},
	NothingFound:    {Error, true, "name the folder that holds the transcripts", "Not one file in the content folder was read as a transcript."},
	MessageMissing:  {Warning, false, "write it in the catalogue", "A catalogue of the interface lacks a message that English has. English is shown in its place."},

	// What only `dixit check` looks for: no build reports it.
	LabelsAlike:     {Warning, false, "if they are one person, add the alias to people.yaml; if two, give each an entry", "Two labels of one series differ in one letter, or one is the beginning of the other. They are two speakers until people.yaml says that they are one. An entry with one as an alias of the other settles it, and so do two entries, one each."},
	LabelNew:        {Info, false, "if the name is right, there is nothing to do; the next build takes it as known", "Somebody speaks whom the last build did not know. A misspelt name looks like this on the day it arrives. An entry in people.yaml settles it, and so does the next build."},
	SpeakerMoved:    {Info, false, "the entry keeps the old address; without it the next build moves the page, and the old address leads to it", "The address of a speaker without an entry is the name in the site's first language, else the label used most. It is another than at the last build, as such a name has come or labels have changed. An entry in people.yaml gives the speaker an id that stays."},
	DuplicateLikely: {Warning, false, "delete one of the files, or say in dixit.yaml that both are meant", "Two sessions in one language share most of their turns, word for word: the same meeting was most likely filed twice. When both are meant, `diagnostics: {duplicate-likely: {off: [file]}}` in dixit.yaml settles it."},
	TopicLikely:     {Info, false, "put the entries that are topics into topics.yaml, under the words you would use; `topic-likely: off` under `diagnostics` ends the question", "A term is spoken of that no topic is called by: its words belong together, and it is said again and again in a part of a session, or of some sessions, rather than everywhere. A site without topics.yaml has pages for the most certain of these; an entry keeps the address of such a page, and lets you add what else the topic is called, or leave it out."},
	SpeakersLikely:  {Info, false, "put the entry into people.yaml if they are; two entries keep them apart if they are not", "Two names in different languages are most likely one person: turns that render each other stand under them, they sound alike, or a bracket says so. One of these alone, or too few turns, is not enough to link them without asking."},
	EditionOrphan:   {Warning, false, "give it the `session:` of the session it renders, or say in dixit.yaml that it stands alone", "A session exists in one language only, and most of its series exist in another language: a translation whose original is missing or bears another name. When it stands alone, `diagnostics: {edition-orphan: {off: [file]}}` in dixit.yaml settles it."},
	SessionsAlike:   {Warning, false, "name the session under `session:` in the front matter of one of them", "Two sessions have names that differ in one letter, and no language in common: most likely editions of one session with a slip in a file name. `session:` in front matter joins them. When they are two, `diagnostics: {sessions-alike: {off: [file]}}` in dixit.yaml settles it."},
	CharacterNoise:  {Warning, false, "recognise the scan again with the right language, or say in dixit.yaml that the file is meant so", "Words of a file mix letters of two scripts that look alike, such as Latin o in a Cyrillic word, as when a scan was recognised in the wrong script. Nobody finds such words by searching. When the file is meant so, `diagnostics: {character-noise: {off: [file]}}` in dixit.yaml settles it."},
	TextLost:        {Warning, false, "report it, with the lines around; it is a fault of dixit, not of the file", "A reader left words of a file out and did not say so. All that a file says is in a turn or is listed as left out, and check holds every reading to that. It is always a fault of dixit. Until it is mended, write the lines in another way; `dixit inspect` shows what was read of them."},
}

// Severity is the code's usual severity.
func (c Code) Severity() Severity { return table[c].severity }

// Fatal tells whether an error of this code stops a build before anything is
// written.
func (c Code) Fatal() bool { return table[c].fatal }

// Hint is what to do about it when the reporter knows nothing better; may be "".
func (c Code) Hint() string { return table[c].hint }

// Explain is the paragraph that `dixit explain` prints, "" for an unknown code.
func (c Code) Explain() string { return table[c].explain }

// Codes lists all codes in order of name.
func Codes() []Code { return slices.Sorted(maps.Keys(table)) }
