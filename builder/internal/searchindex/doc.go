// Package searchindex writes the search index of an archive and holds its readers.
//
// Goal: whoever remembers a few words of what was said finds the very passage,
// in any language of the archive, from files that any host can serve. The
// writer is in Go; the reader (js, published as reader.js) runs in a browser or
// in a program and fetches only what a search needs. [Reader] is the same in Go,
// the reference for what the files mean. FORMAT.md specifies the files, score.go
// what a hit is worth.
//
// Non-goals: a server; words of pages that are no transcripts; translation of
// a query, synonyms, meaning; a complete list for a word that is in every
// second passage (its list is pruned, and the reader says that the count is not
// exact); an index that is updated in place.
//
// Rules:
//
//   - The index is a function of the set of editions. Their order, the number
//     of workers, the memory and what was written before have no part in it:
//     what is remembered of the index before ([Made], [Input.Cache]) only spares
//     work. Only what is laid over it in memory ([Overlay]) depends on the order
//     of changes.
//   - A file never changes under its name, but for the manifest and the reader.
//     Whatever would change a file of a segment must be part of the segment's
//     hash, constants too. Whoever changes how the files are laid out
//     raises [FormatVersion]; whoever changes tokens or stems, [terms.Version].
//   - Memory is bounded by a partition for each worker, not by the archive:
//     what a worker collects is sorted by term a batch at a time, batches
//     beyond [Input.Memory] are spilled, texts are put as they are
//     read. What stays of an edition is its document and the lengths and numbers
//     of its passages; what is known of words is forgotten when it is much.
//   - No variables of the package change but in tests. It touches no disk but
//     the temporary file and the cache that it is given, and all that it publishes
//     goes through [Input.Put].
//   - Scores are made of integers, rounded as score.go says, so that all
//     readers agree.
//   - The constants of reader.js (rank.js; the keys in js/lookup.js, the length
//     of a long list in js/files.js and the files of a page of documents in
//     js/reader.js) are those here.
//
// Where to begin reading: FORMAT.md for the picture, then [Write] (write.go), which
// calls everything in order: segments (segment.go), prime (primer.go, shingles.go,
// deflate.go), readLexicons (lexicon.go), readAll (editions.go), which writes texts
// (text.go, primed.go), collects (collect.go, near.go, spelling.go) and keeps batches
// (batch.go, spill.go), and writeSegments (segment_files.go), which gathers groups
// (gather.go, glossary.go, stems.go, group.go, postings.go) and makes pages (page.go,
// bits.go) and documents (docs.go, docs_packed.go), beside it writeWords (words.go), and
// at last the manifest (manifest.go). Files are put, or kept, by put.go. What need not be
// made again is in made.go and, from run to run, made_kept.go; what is quicker to read than to collect
// again, in batch_kept.go, and opened ahead, in opened.go; what is shown before it is
// written, in overlay.go. On the other side, open and Index.search in js/reader.js:
// query.js cuts the query, files.js fetches and decodes, rank.js scores; query.go,
// read.go, rank.go and search.go do so in Go. publish.go joins the modules into one file
// and offline.go wraps files for pages opened from a folder.
//
// Package terms cuts text into terms for both sides.
package searchindex
