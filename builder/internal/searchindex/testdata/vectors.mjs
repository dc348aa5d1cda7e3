// Checks vectors and prints what is wrong: node vectors.mjs READER VECTORS.json
import { readFile } from 'node:fs/promises'
import { Files, readList } from '../js/files.js'
import { idf, secondScore } from '../js/rank.js'
import { lookupHash, lookupPrefix } from '../js/lookup.js'
import { tokeniser } from '../js/terms.js'

const v = JSON.parse(await readFile(process.argv[3], 'utf8'))
const { unspaced } = tokeniser(new Map())
const wrong = []
const same = (what, x, got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) wrong.push(`${what} ${JSON.stringify(x)}: ${JSON.stringify(got)}`)
}
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'))
for (const x of v.hash) same('hash', x, lookupHash(x.text), x.hash)
for (const x of v.prefix) same('prefix', x, lookupPrefix(x.term, x.word, x.gram, unspaced), x.prefix)
for (const x of v.rice) same('rice', x, readList({ forms: [{ term: '\x01' }], n: 1, k: x.k, at: 0 }, bytes(x.bytes), 2 ** 33).ids[0], x.value)
for (const x of v.idf) same('idf', x, idf(x.n, x.df), x.idf)
for (const x of v.second) same('second', x, secondScore(x.first, x.run, x.length, x.exact, x.alone, x.typed), x.score)
for (const x of v.lists) {
  const forms = Array.from({ length: x.forms }, () => ({ term: x.attribute ? '\x01a:b' : 'a' }))
  const { ids, impacts, tags } = readList({ forms, n: x.postings.length, k: x.k, at: 0 }, bytes(x.bytes), 2 ** 33)
  same('list', x, [...ids].map((id, i) => [id, impacts[i], tags[i]]), x.postings)
}
for (const x of v.blocks) {
  const files = new Files(new URL('http://x/'), async (name) => new Response(bytes(name.endsWith('primer') ? x.primer : x.bytes)))
  const text = await files.block('block', 0, x.bytes.length / 2, { file: 'primer', bytes: Buffer.byteLength(x.words) })
  same('block', x, text, x.text)
}
console.log(JSON.stringify(wrong))
