package source

// What a file may ask of dixit. Whoever reads files holds them to these, so
// that no file, however it is made, takes more than two seconds and 256 MB to
// be refused; and every limit stands well above what real records have. A file
// over a limit is refused, or read as far as the limit, with a diagnostic that
// names the limit and what the file asked for: diag.FileTooLarge for size,
// diag.FileRefused for everything else. Limits that shape what is read rather
// than refuse it (the longest label, title, note) stand with their readers.
const (
	// MaxFile is the largest file that is read, in bytes. The longest verbatim
	// records known (a day of a parliament) are under 3 MB as text and under
	// 30 MB as PDF with pictures of the pages.
	MaxFile = 64 << 20
	// LongLine is the longest line, in bytes, that is read without a remark. An
	// hour of speech is about 60 kB; what is longer than a day of it was not
	// written as one paragraph.
	LongLine = 1 << 20
	// MaxTurns is how many turns of one file are read. A day of questions and
	// answers in a court has some 3,000; captions of two days, each cue a turn
	// of its own, 100,000.
	MaxTurns = 100_000
	// MaxParagraphs is how many paragraphs, notes and cells of one document are
	// read: a thousand sheets of a court's questions and answers have 30,000. Each
	// takes some 500 bytes, whatever it says.
	MaxParagraphs = 80_000

	// MaxFrontMatter is the longest front matter in bytes: some TOML costs the
	// square of its length, a fifth of a second at this. MaxValues is how many
	// values front matter has at most, aliases resolved, and MaxAliases how deep
	// aliases lead to aliases. A list of all the people of a parliament is below
	// each; nine lists that each name the one before nine times are not.
	MaxFrontMatter = 128 << 10
	MaxValues      = 20_000
	MaxAliases     = 8

	// MaxBlock is the longest block of Markdown that is parsed for markup, in
	// bytes: half an hour of speech. Some patterns cost goldmark the square of a
	// block's length, and 32 kB of the worst takes it a fifth of a second.
	MaxBlock = 32 << 10
	// MaxMarkers is how many list and quotation markers one line of Markdown may
	// open.
	MaxMarkers = 64

	// MaxJSONDepth is how deep arrays and objects nest. Exports of recognisers
	// and of meeting services nest eight deep at most.
	MaxJSONDepth = 100
	// MaxXMLDepth is how deep elements nest. Each table in a table of a word
	// processor takes four levels; acts and reports in Akoma Ntoso reach 40.
	MaxXMLDepth = 256
	// MaxXMLElements is how many elements of a document are read. A corpus that
	// annotates each word with its part of speech and its place in the sentence
	// has three for each: a day of 200,000 words has 600,000.
	MaxXMLElements = 1_000_000
	// MaxXMLAttributes is how many attributes they have: such a corpus has four a
	// word.
	MaxXMLAttributes = 3_000_000
	// MaxXMLText is how many bytes of words a document has: four times the longest
	// verbatim record known.
	MaxXMLText = 12 << 20

	// MaxTags is how many elements of a web page are read, by their opening tags:
	// those of 20,000 paragraphs as word processors write them, with five each. A
	// tree takes some 700 bytes an element, and more where none is ever closed.
	MaxTags = 100_000

	// MaxZipEntries is how many files a zip (.docx, .odt, .epub) holds. A
	// document with a picture on each of a thousand pages is below it; a zip
	// whose mere list fills the memory is not.
	MaxZipEntries = 10_000
	// MaxZipSize is how much all files of a zip come to when unpacked, in bytes.
	MaxZipSize = 200 << 20
	// MaxZipEntry is how much one of them comes to that is read, in bytes: no
	// more than a file that lies beside it unpacked.
	MaxZipEntry = MaxFile
	// MaxZipXML is how much a part of a document comes to that is XML: the longest
	// record known, each word with marks of its own.
	MaxZipXML = 32 << 20
	// MaxZipEdge is how much the headers and footers of its pages come to.
	MaxZipEdge = 1 << 20
	// MaxZipRatio is how many times its packed size a file of a zip comes to,
	// where that is more than SmallZipEntry bytes. Text of a word processor,
	// which repeats its marks at every word, packs to a twentieth; the format
	// itself allows a thousandth.
	MaxZipRatio   = 100
	SmallZipEntry = 1 << 20

	// MaxPDFPages is how many pages of a PDF are read. A day of a parliament is
	// 300 pages, the record of a year as one volume 4,000.
	MaxPDFPages = 5_000
	// MaxPDFPage is how much text one page comes to that is read, in bytes. A
	// page of newspaper in the smallest print has 40 kB.
	MaxPDFPage = 1 << 20
	// MaxPDFMemory is how much memory, in bytes, opening a PDF takes: room for
	// the pictures of the largest page, within what refusing any file may take.
	MaxPDFMemory = 192 << 20
)
