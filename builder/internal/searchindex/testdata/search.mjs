// Answers queries over one index, with a host that honours Range, and each third
// of them with one that does not: node search.mjs READER {dir, queries}.json
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { open } = await import(pathToFileURL(process.argv[2]).href)
const { dir, queries } = JSON.parse(await readFile(process.argv[3], 'utf8'))
const kept = new Map()
const read = (name) => kept.get(name) ?? kept.set(name, readFile(path.join(dir, name))).get(name)
const out = []
for (const honours of [true, false]) {
  const fetch = async (url, init) => {
    const b = await read(new URL(url).pathname)
    const m = honours && /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('range') ?? '')
    return m ? new Response(b.subarray(Number(m[1]), Number(m[2]) + 1), { status: 206 }) : new Response(b)
  }
  const index = await open('http://index.test/', { fetch })
  const answers = []
  for (const { query, ...how } of queries.filter((_, i) => honours || i % 3 === 0)) {
    const r = await index.search(query, how)
    const hits = r.hits.map((h) => ({
      Session: h.session, Language: h.language, N: h.n, Passage: h.passage, Anchor: h.anchor, URL: h.url, Score: h.score,
      Speaker: h.speaker, SpeakerID: h.speakerId, Title: h.title, Date: h.date,
    }))
    answers.push({ Hits: hits, Total: r.total, Exact: r.exact, Some: r.some, Partial: r.partial, Loose: r.loose, Unknown: r.unknown })
  }
  out.push(answers)
}
console.log(JSON.stringify(out))
