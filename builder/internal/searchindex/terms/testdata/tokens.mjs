// Reads a JSON list of texts from standard input, with the pairs of Han
// characters, and prints the tokens of each as terms.js cuts them.
import { readFileSync } from 'node:fs'
import { tokeniser } from '../../js/terms.js'

const { texts, han } = JSON.parse(readFileSync(0, 'utf8'))
const cut = tokeniser(new Map(han))
process.stdout.write(JSON.stringify(texts.map((text) => cut.tokens(text))))
