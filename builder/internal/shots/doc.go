// Package shots holds what is proved of the built pages in a real browser:
// that every kind of page opens without an error and asks no other host, that
// nothing scrolls sideways, that colours and names can be read and heard, that
// pages are whole without scripts, and what the scripts add. It takes pictures
// of every kind of page as well.
//
// All of it is tests. They build the sample archive of the repository and a
// made-up one of long sessions, serve them on loopback as any host of plain
// files would, and open them in one headless Chromium. Without Chromium they
// are skipped, but fail where CI=true.
//
// The package does not say what a page should hold: package builder's tests
// compare pages with the archive, and the theme's README says what a layout is.
package shots
