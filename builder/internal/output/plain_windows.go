package output

// plainFile is nothing: on Windows nobody asks whether a file is one to wait for.
const plainFile = 0
