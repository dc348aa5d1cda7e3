// Searches an index with files that are not whole: node damage.mjs READER {dir, query, quoted}.json
// Gives a line for whatever goes wrong.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const { dir, query, quoted } = JSON.parse(await readFile(process.argv[3], 'utf8'))
const wrong = []

const kinds = {
  texts: /^text\//, documents: /\/d\d+\.bin$/, pages: /\/\d+-\d+\.bin$/, 'big lists': /\/b\d+-\d+\.bin$/,
  dates: /dates\.bin$/, words: /^words-/, all: /\.bin$/,
}
const damages = {
  empty: () => new Uint8Array(0),
  endless: () => new Uint8Array(9).fill(255),
  cut: (b) => b.subarray(0, b.length >> 1),
  page: () => new TextEncoder().encode('<!doctype html><title>Not found</title><p>There is no such page.'),
  missing: () => null,
}
const host = (damaged, damage) => async (url, init) => {
  const name = new URL(url).pathname.slice(1)
  let b = new Uint8Array(await readFile(path.join(dir, name)))
  if (damaged.test(name)) {
    b = damage(b)
    if (!b) return new Response('', { status: 404 })
    if (damage !== damages.cut) return new Response(b)
  }
  const m = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('range') ?? '')
  return m ? new Response(b.subarray(Number(m[1]), Number(m[2]) + 1), { status: 206 }) : new Response(b)
}
for (const [kind, names] of Object.entries(kinds)) {
  for (const [how, damage] of Object.entries(damages)) {
    for (const q of [query, quoted, query + ' from:2019', query + ' zzzzzz', 'from:2019']) {
      const index = await open('http://index.test/', { fetch: host(names, damage) })
      const asked = { search: () => index.search(q), facets: () => index.facets(q), all: async () => { for await (const h of index.all(q)) void h } }
      for (const [name, ask] of Object.entries(asked)) {
        const said = `${name} ${q} with ${kind} ${how}`
        try {
          const r = await ask()
          if (name !== 'search') continue
          if (kind === 'all' && !r.missing) wrong.push(said + ': nothing is missing')
          if (r.missing && r.exact) wrong.push(said + ': the count is exact')
          if (r.total && !r.hits.length) wrong.push(`${said}: ${r.total} and no hit`)
          if (kind === 'texts' && q === query && !(r.hits.length && r.missing)) wrong.push(said + ': no hit is listed')
        } catch (e) {
          if (e.code !== 'fetch') wrong.push(`${said}: ${e.stack}`)
        }
      }
    }
  }
}
// Manifests of this format of which something is wrong; all would be opened with this segment.
const right = ['a', 1, 1, 1, 1, 3, 1, 1]
const { format } = JSON.parse(await readFile(path.join(dir, 'manifest.json'), 'utf8'))
const manifestOf = (en, more) => JSON.stringify({ format, segments: { en }, han: ['', ''], ...more })
const changed = (at, to) => manifestOf([right.with(at, to)])
await open('http://index.test/', { fetch: async () => new Response(manifestOf([right])) })
for (const text of [
  '', 'null', '{}', '<!doctype html>', '{"format":1}', JSON.stringify({ format }), JSON.stringify({ format, segments: {}, han: 1 }),
  manifestOf([{}]), manifestOf(3), manifestOf([right.slice(0, 7)]),
  changed(0, null), changed(0, {}), changed(3, '1'), changed(3, -1), changed(4, 0), changed(4, 1.5), changed(7, [1]), changed(7, true), changed(7, 1.5),
  manifestOf([right]).replace('"a",1,1,1', '"a",1,1,1e999'),
  manifestOf([[...right, 'abcdefg']]), manifestOf([[...right, 1, 'abcdefgh']]), manifestOf([[...right, 'abcdefgh'.repeat(3)]]), manifestOf([[...right, '../../..']]),
  manifestOf([right], { han: [1, 2] }), manifestOf([right], { alone: 3 }), manifestOf([right], { aside: { a: 3 } }), manifestOf([right], { aside: { a: [0] } }),
]) {
  try {
    await open('http://index.test/', { fetch: async () => new Response(text) })
    wrong.push(`the manifest ${text} is opened`)
  } catch (e) {
    if (e.code !== 'version' && e.code !== 'fetch') wrong.push(`the manifest ${text}: ${e.stack}`)
  }
}
console.log(JSON.stringify(wrong))
