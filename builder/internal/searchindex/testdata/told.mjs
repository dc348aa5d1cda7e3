// Tells of each query what search, its next pages, all and facets say: node
// told.mjs READER {dir, queries}.json
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const { dir, queries } = JSON.parse(await readFile(process.argv[3], 'utf8'))
const fetch = async (url) => new Response(await readFile(path.join(dir, decodeURIComponent(new URL(url).pathname))))
const out = []
for (const query of queries) {
  const index = await open('http://index.test/', { fetch })
  const r = await index.search(query)
  const listed = r.hits.map((h) => h.session)
  for (let more = r.hits; more.length;) {
    more = (await index.search(query, { offset: listed.length })).hits
    listed.push(...more.map((h) => h.session))
  }
  const all = []
  for await (const h of index.all(query)) all.push(h.session)
  const facets = await index.facets(query)
  out.push({
    Total: r.total, Exact: r.exact, Some: r.some, Partial: r.partial, Loose: r.loose, Unknown: r.unknown ?? [], Listed: listed, All: all,
    Counted: facets.languages.reduce((n, l) => n + l.count, 0), FacetsExact: facets.exact, FacetsLoose: facets.loose,
  })
}
console.log(JSON.stringify(out))
