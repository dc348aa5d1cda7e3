// Asks for counterparts: node counterpart.mjs READER {dir}.json
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const { dir } = JSON.parse(await readFile(process.argv[3], 'utf8'))
const index = await open('http://index.test/', { fetch: async (url) => new Response(await readFile(path.join(dir, new URL(url).pathname))) })
const out = []
for (const [query, language] of [['harbour', 'fr'], ['moved', 'fr'], ['harbour', 'ar']]) {
  const { hits } = await index.search(query, { languages: ['en'] })
  const twin = await index.counterpart(hits[0], language)
  out.push(twin ? twin.text : 'none')
}
console.log(JSON.stringify(out))
