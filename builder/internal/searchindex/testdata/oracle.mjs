// Answers queries over one index, with a host that honours Range and one that
// does not: node oracle.mjs READER {dir, queries}.json
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const { dir, queries } = JSON.parse(await readFile(process.argv[3], 'utf8'))
const out = []
for (const honours of [true, false]) {
  const fetch = async (url, init) => {
    const b = await readFile(path.join(dir, new URL(url).pathname))
    const m = honours && /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('range') ?? '')
    return m ? new Response(b.subarray(Number(m[1]), Number(m[2]) + 1), { status: 206 }) : new Response(b)
  }
  const index = await open('http://index.test/', { fetch })
  const answers = []
  for (const { query, ...how } of queries) {
    const r = await index.search(query, how)
    answers.push({ Hits: r.hits.map((h) => `${h.session} ${h.language} ${h.n}.${h.passage} ${h.score}`), Total: r.total, Exact: r.exact })
  }
  out.push(answers)
}
console.log(JSON.stringify(out))
