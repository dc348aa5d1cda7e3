package table

import "dixit/builder/internal/format"

// column is what a column holds, as its heading says.
type column = format.Column

// The columns that are read.
const (
	said     = format.ColumnSaid
	speaker  = format.ColumnSpeaker
	role     = format.ColumnRole
	session  = format.ColumnSession
	title    = format.ColumnTitle
	date     = format.ColumnDate
	language = format.ColumnLanguage
	section  = format.ColumnSection
	start    = format.ColumnStart
	end      = format.ColumnEnd
	original = format.ColumnOriginal
)

// isHead tells whether cells are headings: of what was said and of something
// more, so that no word of a title is one.
func isHead(cells []string) bool {
	heads := format.Columns(cells)
	_, ok := heads[said]
	return ok && len(heads) > 1
}
