// Package site says what is to be shown: the pages of an archive, their
// addresses, and a typed view for each layout. How it is shown is the theme's
// affair.
//
// Views hold text, never markup, but for Body fields, which package markup has
// rendered and escaped. What is long has two methods in the place of a field: Body gives
// it, and AppendBody, which theme.Execute calls where a layout shows it, appends it to the
// page without a copy. A layout that also asks whether there is any has it made once more.
// Every href is relative to the page that holds it.
// Numbers and dates come twice: as written in the page's language, and as a
// machine reads them.
package site

import (
	"html/template"

	"dixit/builder/internal/theme"
)

// Text is words with their language. Lang and Dir are empty where they are
// those of the page, so that only what differs is marked.
type Text struct {
	Text string
	Lang string
	Dir  string
}

// Link is words that lead somewhere. Href is "" for a place that is only named.
type Link struct {
	Text
	Href string
	// Current marks the link to the page itself, or to the part of the site it
	// stands in.
	Current bool
}

// Count is a link to a list and the number of its entries. The number is
// shown inside <a data-count> and equals data-total of the list at Href.
type Count struct {
	Link
	N      int
	Number string // N in the page's numerals
	Share  int    // of the largest beside it, 0 to 100, for a bar
	Note   string // what the reader should know of it, "" for nothing
}

// Language is a version of the page in another language.
type Language struct {
	Tag     string
	Name    string // the language's own name
	Dir     string
	Href    string
	Current bool
}

// Base is what every layout gets.
type Base struct {
	*theme.Printer // T, Plural, Number: words of the interface

	Lang        string
	Dir         string
	Title       string // of the page; "" on the home page
	Description string
	SiteTitle   string
	// SiteDescription is the owner's sentence, "" for none.
	SiteDescription Text
	Home            string // href of the home page in this language
	Menu            []Link
	Footer          []Link
	Rights          Text
	// Languages are the versions of this page; fewer than two are not shown.
	Languages []Language
	// Alternates and Canonical are absolute; empty without a base URL.
	Alternates []Alternate
	Canonical  string
	Feed       string // href of the feed that belongs to the page, "" for none
	NoIndex    bool
	Crumbs     []Link
	CSS        []string // hrefs
	JS         []string // hrefs of scripts
	// Classic says that scripts cannot be modules: the page is opened from a
	// folder, from which browsers load none.
	Classic bool
	Search  string // href of the search page
	// OpenSearch is the href of what tells browsers how to search here, "" without
	// a base URL.
	OpenSearch string
	Icon       string // href of the icon, "" for none
	Section    string // the part of the site: home, sessions, series, speakers, topics, years, search, page
	Generator  string
}

// Alternate is an hreflang link.
type Alternate struct {
	Lang string // "x-default" for the page that chooses
	Href string
}

// Row is a session in a list.
type Row struct {
	Href    string
	Title   Text
	Date    string // as written, without the year where the list stands by years
	DateISO string // "" for undated
	Series  *Link  // nil for none, or where the list is of one series
	Langs   []Language
	// Elsewhere says that the session has no edition in the page's language, so
	// that Href leads to one in another.
	Elsewhere bool
	// Why is why the session is in the list of a topic, "" in other lists.
	Why string
	// Turns is the number of turns that the list is about: a speaker's, a
	// topic's. nil where it is about none.
	Turns *Count
	// Excerpt is from the turns the list is about; Text "" for none.
	Excerpt     Text
	ExcerptHref string
	ExcerptTurn string // number of the turn, in the page's numerals
}

// Group is rows under a heading, a year as a rule.
type Group struct {
	ID    string // element id
	Title string
	Href  string // "" for none
	Rows  []Row
}

// Pager leads through the pages of a list; nil for a list of one page.
type Pager struct {
	Prev, Next string // hrefs, "" for none
	Pages      []Link
	Position   string // "page 2 of 7"
}

// Root chooses a language. Layout root.
type Root struct {
	Base
	Titles []Link // the site's title in each language, leading there
}

// Lists are the ways into the archive that are no search.
type Lists struct {
	Sessions, Speakers, Topics, Series Count // totals
	SeriesList                         []Count
	Years                              []Count
	SpeakerList                        []Count
	TopicList                          []Count
}

// Home is the first page in a language. Layout home.
type Home struct {
	Base
	Lists
	Span   string // "2003–2026", "" when nothing is dated
	Newest []Row
	// Unclear leads to the turns with places that could not be heard or read.
	Unclear Count
	// Coverage is the href of the table of sessions by language, "" for none.
	Coverage string
	Try      []Link // examples of searches, out of the archive
}

// Search is the search page. Layout search. A script fills in what was found;
// without it, or where it cannot search, the lists lead on.
type Search struct {
	Base
	Lists
	Index    string     // href of the folder of the index, with a slash at its end
	Reader   string     // href of what reads it
	Manifest string     // href of the file it reads first
	Known    []Language // the languages that are searched, as Languages has them
	Digits   string     // the ten digits of the page's language
	Names    []Name     // of what the index names by id alone: topics and series
	Try      []Link
}

// Name is what a filter of the search is called, such as "topic:budget".
type Name struct {
	Text
	Token string
}

// Sessions is a list of sessions: all, of a year, of a series, of a folder.
// Layout sessions.
type Sessions struct {
	Base
	Here     string // what a search here is limited to, "" for no such search
	Heading  Text
	Body     template.HTML // the owner's words about a series, "" for none
	BodyLang Text          // their language (Text is unused)
	Children []Count       // series below, years
	Coverage string        // href of the table of sessions by language; "" but for all sessions of an archive in several
	Total    int
	Number   string
	Groups   []Group
	Pager    *Pager
}

// Coverage shows which sessions exist in which languages. Layout coverage.
type Coverage struct {
	Base
	Heading Text
	Up      Link
	Tongues []Language    // the columns: the languages of the site
	Sums    []CoverageSum // by year, by series; none but on the first page
	Rows    []CoverageRow
	Total   int    // sessions
	Pager   *Pager // of Rows
}

// CoverageSum sums up sessions by something.
type CoverageSum struct {
	Heading string
	Name    string // of what a row is
	Rows    []CoverageSumRow
}

// CoverageSumRow is some sessions, with a cell for each language of the site.
type CoverageSumRow struct {
	Count
	Cells []CoverageCell
}

// CoverageCell is how many sessions there are in a language. Numbers are as
// written.
type CoverageCell struct {
	Have string
	Lack string // how many there are not; "" for none
}

// CoverageRow is a session, with its editions in the languages of the site; Href
// is "" for one that is missing.
type CoverageRow struct {
	Link
	Date, DateISO string // "" for undated
	Editions      []Language
}

// Index is a list of series, years, speakers or topics. Layout index.
type Index struct {
	Base
	Heading string
	Total   int
	Number  string
	Groups  []IndexGroup
	Pager   *Pager
}

// IndexGroup is entries under a letter, or under none.
type IndexGroup struct {
	Title   string // "" for none
	Entries []IndexEntry
}

// IndexEntry is one line of an index.
type IndexEntry struct {
	Count
	Note Text // a role, a description; Text "" for none
}

// Speaker is the page of a speaker. Layout speaker.
type Speaker struct {
	Base
	Here     string // what a search here is limited to
	Heading  Text
	Names    []Text // in other languages
	Kind     string // person, delegation, group, role
	Tenures  []Tenure
	Bio      Text
	URL      string
	Sessions Count // leads to the list below
	Turns    Count // leads to the list of turns
	Span     string
	Years    []Count // turns by year
	Topics   []Link
	Groups   []Group // sessions by year, each with its turns and an excerpt
	Guesses  []Link  // who may have spoken for a delegation; each leads to the turn
	Forms    []Form
	Total    int
	Pager    *Pager // of Groups
}

// Tenure is a role with its time.
type Tenure struct {
	Role        Text
	Affiliation Text
	Span        string // "2017–2023", "" for always
}

// Form is a form of a speaker's name and why it is theirs.
type Form struct {
	Link            // to the turn where it stands first
	Language string // name of the language it was printed in
	Number   string // turns
	Evidence string
}

// Topic is the page of a topic. Layout topic.
type Topic struct {
	Base
	Here     string // what a search here is limited to
	Heading  Text
	Labels   []Link // in other languages: the same page there
	About    Text
	Found    bool // no editor has named it: the words alone tell it
	Broader  *Link
	Narrower []Link
	Sessions Count
	Turns    Count
	Years    []Count
	first    []TurnRow // of Key
	Groups   []Group
	Speakers []Link
	Related  []Link
	Total    int
	Pager    *Pager // of Groups
}

// Key is turns worth reading first; "" for none.
func (v Topic) Key() template.HTML { return template.HTML(v.AppendKey(nil)) }

// AppendKey appends Key.
func (v Topic) AppendKey(dst []byte) []byte { return appendRows(dst, v.first) }

// Turns is a list of turns: of a speaker or about a topic. The overview has
// Years and no Groups; the list of a year has Groups. Layout turns.
type Turns struct {
	Base
	Heading Text   // the speaker or topic
	Lead    string // what the list is for, "" for nothing said of it
	Report  string // href to send in what is missing, "" for none
	Up      Link   // to its page
	Year    string
	Years   []Count
	Total   int
	Number  string
	Lists   []TurnList
	Pager   *Pager
}

// TurnList is the turns of a year where all years stand on one page, else all that
// the page has: then it has neither ID nor Title.
type TurnList struct {
	ID     string
	Title  string
	Total  int
	Groups []TurnGroup
}

// TurnGroup is the turns of one session.
type TurnGroup struct {
	ID    string
	Row   Row
	Total int
	rows  []TurnRow // of Turns
}

// Turns is the turns.
func (g TurnGroup) Turns() template.HTML { return template.HTML(g.AppendTurns(nil)) }

// AppendTurns appends Turns.
func (g TurnGroup) AppendTurns(dst []byte) []byte { return appendRows(dst, g.rows) }

// TurnRow is a turn in a list, with an excerpt of at most 240 graphemes. Lists
// have thousands of them, so appendRows writes them and no template. What holds rows is not
// exported, and of such fields a Digester takes plain values only: no Key and no Edition.
type TurnRow struct {
	Href    string
	N       string
	Name    Text // "" in a speaker's own list
	Session *Row // nil within a TurnGroup
	Excerpt Text
}

// Session is an edition. Layout session.
type Session struct {
	Base
	Here       string // what a search here is limited to
	Heading    Text
	Date       string
	DateISO    string
	Series     []Link
	TurnCount  string // "59 turns", in words
	VoiceCount string // "16 speakers"
	Editions   []Language
	Beside     []Language // the editions that have counterparts of its turns
	Kind       []string   // interpretation, machine-made, reviewed …: what kind of words these are
	By         []string   // who made them
	Summary    string
	Gaps       string // the sentence about lost letters, "" for none
	Unclear    *Count // turns with places that could not be heard or read; nil for none
	Contents   []Section
	Voices     []Voice
	Topics     []Count
	Media      []Medium // what is played on the page
	Documents  []Link   // sources, papers, and media that are not played here
	Downloads  []Download
	Terms      string // what may be done with this record, "" for nothing said of it
	Turns      int
	record     func(dst []byte) ([]byte, error) // appends Body
	Prev, Next *Link                            // neighbours in the series
	Reading    string                           // href of how this was read
	Edit       string                           // href to edit the source, "" for none
	Report     string                           // href to report a mistake, "" for none
}

// Body is the record: sections and turns, as package markup writes them.
func (v Session) Body() (template.HTML, error) {
	b, err := v.AppendBody(nil)
	return template.HTML(b), err
}

// AppendBody appends Body.
func (v Session) AppendBody(dst []byte) ([]byte, error) { return v.record(dst) }

// Download is a file beside the page of a session.
type Download struct {
	Link
	Size string // in the page's numerals, with its unit
	Save string // the name to save it under, "" for that of Href
}

// Medium is a recording that is played on the page of a session.
type Medium struct {
	Link        // words for it, and where it is
	Kind string // audio, video
	Type string // of its contents, such as audio/mpeg
	// Host is where it is, "" for this site. Nothing is asked of another host
	// before the reader clicks.
	Host     string
	Size     string // of one on this site
	Captions string // href of the edition as captions, "" where it is not timed
	Track    Language
}

// Section is a line of a session's contents.
type Section struct {
	Count
	Level int
}

// Voice is one who speaks in a session. Link leads to the speaker's page, if
// there is one; the count leads to the speaker's turns in this session.
type Voice struct {
	Link
	Count Count
	Color int // 1 to 8, as the margin's bar has it
	Dash  int // 0 solid, 1 dashed, 2 dotted: which round of the colours
	Role  string
}

// Reading is how an edition was read. Layout reading.
type Reading struct {
	Base
	Heading Text
	Up      Link // to the edition
	Files   []ReadFile
	Twins   []ReadTwin // the other editions of the session
}

// ReadTwin is how the turns of an edition meet those of another. Numbers are as
// written.
type ReadTwin struct {
	Link             // to the other edition
	Percent   string // of turns that have a counterpart, rounded down
	Single    string // turns that meet one turn
	Joined    string // turns of units in which either edition has several
	Alone     string // turns without a counterpart
	Stretches []Link // of turns without one, each leading to its first
	More      string // stretches that are not listed, "" for none
}

// ReadFile is what a reader made of one file. Numbers are as written.
type ReadFile struct {
	Path     string
	Format   string
	Encoding string
	SHA256   string // "" where it is not to be said
	Lines    string
	Turns    string
	Gaps     string // "" for none
	Dropped  []DroppedText
	Doubtful []DoubtfulTurn
	Remarks  []Remark
}

// DroppedText is text that was left out of the record.
type DroppedText struct {
	Lines string // "7", "7–8"
	Kind  string // why, in words
	Text  Text
}

// DoubtfulTurn is a turn whose label was read with little confidence. The link
// leads to it.
type DoubtfulTurn struct {
	Link
	Number  string // of the turn
	Percent string
}

// Remark is a diagnostic about a file.
type Remark struct {
	Line string // "" for the whole file
	Code string
	Text Text
}

// OrdinaryPage is a page of _pages/. Layout page.
type OrdinaryPage struct {
	Base
	Heading  Text
	Body     template.HTML
	BodyLang Text
}

// Redirect leads to another address. Layout redirect.
type Redirect struct {
	Base
	To string
}

// NotFound is 404.html. Layout notfound.
type NotFound struct {
	Base
	Links []Link
}
