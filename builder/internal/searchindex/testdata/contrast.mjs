// Answers searches, each in an index of its own: node contrast.mjs READER SEARCHES.json
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const searches = JSON.parse(await readFile(process.argv[3], 'utf8'))
const out = []
for (const { dir, query } of searches) {
  const fetch = async (url) => new Response(await readFile(path.join(dir, new URL(url).pathname)))
  const index = await open('http://index.test/', { fetch })
  const { hits } = await index.search(query)
  out.push(hits.map((h) => h.session))
}
console.log(JSON.stringify(out))
