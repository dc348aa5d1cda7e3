//go:build !unix

package output

// plainFile is nothing: on Windows nobody asks whether a file is one to wait for, and
// some of the other systems have no word for it.
const plainFile = 0
