// Tells of each query what search, its next pages, all and facets say: node
// told.mjs READER {dir, queries}.json
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const { dir, queries } = JSON.parse(await readFile(process.argv[3], 'utf8'))
const fetch = async (url) => new Response(await readFile(path.join(dir, decodeURIComponent(new URL(url).pathname).replace('/search/', '/'))))
const out = []
const name = (h) => (h.n > 1 ? `${h.session}.${h.n}` : h.session)
for (const query of queries) {
  const index = await open('http://index.test/search', { fetch }) // as a folder is often written
  const r = await index.search(query)
  const { lang } = index.languages[0]
  const one = await index.search(query, { languages: lang }), list = await index.search(query, { languages: [lang] })
  if (JSON.stringify(one) !== JSON.stringify(list)) throw new Error(`${query}: one language is no list of one`)
  const listed = r.hits.map(name)
  for (let more = r.hits; more.length;) {
    more = (await index.search(query, { offset: listed.length })).hits
    listed.push(...more.map(name))
  }
  const all = []
  for await (const h of index.all(query)) all.push(name(h))
  const facets = await index.facets(query)
  out.push({
    Total: r.total, Exact: r.exact, Some: r.some, Partial: r.partial, Loose: r.loose, Suggestion: r.suggestion ?? '', Unknown: r.unknown ?? [], Listed: listed, All: all,
    Counted: facets.languages.reduce((n, l) => n + l.count, 0), FacetsExact: facets.exact, FacetsLoose: facets.loose,
  })
}
console.log(JSON.stringify(out))
