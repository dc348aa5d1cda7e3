// @ts-check
// Searches an index of static files. FORMAT.md says what they hold.

import { Files, searchError } from './files.js'
import { best, longestRun, places, rankExact, rankImpacts, rankStem, rankWindow, rankWindows, secondScore } from './rank.js'
import { Lookup, lookupLower, lookupSame } from './lookup.js'
import { readerSnippet } from './snippet.js'
import { readerRespell } from './respell.js'

const readerFormat = 1
const readerDocFiles = 5

/**
 * Opens the index at base. fetch is the only way it reads.
 * @param {URL | string} base
 * @param {{fetch: typeof globalThis.fetch}} how
 */
export async function open(base, { fetch }) {
  if (typeof DecompressionStream === 'undefined') throw searchError('no-decompression', 'this browser cannot decompress the index')
  const files = new Files(new URL(base), fetch)
  let manifest
  try {
    manifest = await (await files.get('manifest.json')).json()
  } catch (e) {
    throw /** @type {any} */ (e).code ? e : searchError('fetch', 'manifest.json: ' + e)
  }
  if (manifest.format !== readerFormat) throw searchError('version', 'the index has format ' + manifest.format)
  return new Index(files, manifest)
}

class Index extends Lookup {
  /** What the documents tell of a candidate. @param {any} s @param {number} id @param {any} job */
  async document(s, id, job) {
    const file = Math.floor(id / s.slots)
    const text = await this.soft(this.files.text(`${s.id}/d${Math.floor(file / readerDocFiles)}.bin`), job)
    if (text === null) return null
    for (const d of JSON.parse(text)) {
      const [first, count, perFile, name, session, title, date, url, series, speakers, topics, whole, sections, blocks] = d
      if (file < first || file >= first + count) continue
      const from = Math.max(first, Math.floor(file / readerDocFiles) * readerDocFiles)
      return { session, title, date, series, speakers, topics, whole, sections, name, file: file - first, blocks: blocks[file - from], language: s.lang, slot: id % s.slots, number: (file - first) * perFile + (id % s.slots), url: url || `../${s.lang}/sessions/${session.split('/').map(encodeURIComponent).join('/')}/` }
    }
    return null
  }

  /** The passage of a document's slot. @param {any} d @param {any} job */
  async passage(d, job) {
    let at = 0, slot = d.slot, b = 0
    for (; b < d.blocks.length && slot >= d.blocks[b]; b += 2) {
      slot -= d.blocks[b]
      at += d.blocks[b + 1]
    }
    if (b >= d.blocks.length) return null
    const text = await this.soft(this.files.block(`text/${d.name}.${d.file}.bin`, at, d.blocks[b + 1]), job)
    if (text === null) return null
    return readerRecords(text)[slot]
  }

  /** @param {any} d @param {any} p @param {number} score @param {any[]} snippet */
  hit(d, p, score, snippet) {
    const speaker = p?.speaker === '' || !p ? -1 : Number(p.speaker) * 2
    const name = speaker < 0 ? '' : d.speakers[speaker + 1]
    const id = speaker < 0 ? '' : d.speakers[speaker] === '=' ? lookupLower(name).replaceAll(' ', '-') : d.speakers[speaker]
    const anchor = p ? p.anchor + (p.passage > 1 ? '.' + p.passage : '') : ''
    return {
      session: d.session, language: d.language, n: p?.n ?? 0, passage: p?.passage ?? 0, anchor, url: d.url + (p ? `?turn=${p.n}#${encodeURIComponent(anchor)}` : ''),
      speaker: name, speakerId: id, series: d.series[0] ?? '', section: p?.section ? d.sections[p.section - 1] : '', title: d.title, date: d.date, score,
      start: p && p.start !== '' ? Number(p.start) / 1000 : null, unit: p?.unit || null, snippet, text: p?.text ?? '',
    }
  }

  /** Looks at the words of a window of candidates and puts it in order. @param {import('./rank.js').Candidate[]} window @param {any} c */
  async look(window, c) {
    const documents = await Promise.all(window.map((x) => this.document(c.segments[x.segment], x.id, c.job)))
    const rows = await Promise.all(window.map(async (x, order) => {
      const d = documents[order]
      const p = d && (await this.passage(d, c.job))
      return p && { ...this.weigh(p.text, x.score, c), d, p, x, order }
    }))
    return rows.flatMap((r) => (r && r.phrases ? [r] : [])).sort((a, b) => b.score - a.score || a.order - b.order)
  }

  /** The second score of a passage, and where its words stand. @param {string} text @param {number} first @param {any} c */
  weigh(text, first, c) {
    const list = this.tokens(text)
    const at = places(list, c.byTerm, c.units)
    c.common.forEach((/** @type {boolean} */ is, /** @type {number} */ u) => {
      if (!is || !at[u].size) return
      const exact = [...at[u].values()].some((t) => t.form === c.units[u].form)
      first += c.weights[u] * rankImpacts[1] * (exact ? rankExact : rankStem)
    })
    const { main } = c.query
    const run = longestRun(main, at)
    let exact = true, alone = false
    if (run.length === main.length && main.length) {
      for (const x of main) if (at[x.unit].get(run.first + x.pos - main[0].pos).form !== c.units[x.unit].form) exact = false
      const begin = at[main[0].unit].get(run.first)
      const last = main[main.length - 1], end = at[last.unit].get(run.first + last.pos - main[0].pos)
      const cut = (/** @type {number} */ r) => !this.unspaced(r) || (r >= 0x3040 && r <= 0x30ff)
      alone = begin.kind === 'gram' && (begin.start === 0 || cut(text.charCodeAt(begin.start - 1))) && (end.end >= text.length || cut(text.charCodeAt(end.end)))
    }
    const phrases = c.query.phrases.every((/** @type {any} */ p) => longestRun(p, at).length === p.length)
    return { score: secondScore(first, run.length, main.length, exact, alone), at, run, phrases }
  }

  /**
   * The best passages for a query.
   * @param {string} text
   * @param {{languages?: string[], limit?: number, offset?: number, prefix?: boolean, partial?: (r: any) => void, signal?: AbortSignal}} [opt]
   * @returns {Promise<any>}
   */
  async search(text, opt = {}) {
    const { limit = 10, offset = 0, signal } = opt
    const c = await this.candidates(text, opt)
    signal?.throwIfAborted()
    const quoted = c.query.phrases.length > 0
    const respelt = c.unknown.length ? this.respell(text, c) : null
    const keep = best(quoted ? rankWindow * rankWindows : Math.ceil((offset + limit) / rankWindow) * rankWindow)
    let all = 0, complete = 0
    c.each((s, id, score, n) => {
      all++
      if (n >= c.full) complete++
      keep.add(s, id, score)
    })
    const answer = {
      hits: /** @type {any[]} */ ([]), total: complete || all, exact: !c.common.includes(true) && !quoted, missing: 0,
      words: [...c.query.words, ...c.query.phrases.map((p) => p.map((x) => c.units[x.unit].form).join(' '))], suggestion: /** @type {string | null} */ (null),
    }
    if (opt.partial && !quoted) {
      const docs = await Promise.all(keep.list.slice(offset, offset + limit).map(async (x) => ({ x, d: await this.document(c.segments[x.segment], x.id, c.job) })))
      signal?.throwIfAborted()
      opt.partial({ ...answer, hits: docs.flatMap(({ x, d }) => (d ? [this.hit(d, null, x.score, [])] : [])) })
    }
    const rows = /** @type {any[]} */ ([])
    if (quoted) {
      let n = 0
      for (; n < keep.list.length && rows.length < offset + limit; n += rankWindow) {
        rows.push(...(await this.look(keep.list.slice(n, n + rankWindow), c)))
        signal?.throwIfAborted()
      }
      answer.total = rows.length
      answer.exact = n >= all
      rows.splice(0, offset)
    } else {
      const from = Math.floor(offset / rankWindow) * rankWindow
      const windows = []
      for (let n = from; n < Math.min(keep.list.length, offset + limit); n += rankWindow) windows.push(this.look(keep.list.slice(n, n + rankWindow), c))
      for (const w of await Promise.all(windows)) rows.push(...w)
      rows.splice(0, offset - from)
    }
    signal?.throwIfAborted()
    // Words that nobody said in this order may still have been said.
    if (quoted && !rows.length && !offset) return { ...(await this.search(text.replace(/["“”„«»「」]/g, ' '), { ...opt, partial: undefined })), exact: false }
    answer.hits = rows.slice(0, limit).map((r) => this.hit(r.d, r.p, r.score, readerSnippet(r.p.text, r.at, r.run, c.query)))
    answer.suggestion = await respelt
    answer.missing = c.job.missing
    return answer
  }

  /** A query with its unknown words respelt, null for none. @param {string} text @param {any} c */
  async respell(text, c) {
    const langs = [...new Set(c.segments.map((/** @type {any} */ s) => s.lang))].flatMap((l) => this.manifest.words?.[/** @type {string} */ (l)] ?? [])
    const words = c.units.filter((/** @type {any} */ u, /** @type {number} */ i) => u.kind === 'word' && c.unknown.includes(i))
    if (!words.length) return null
    const lists = await Promise.all(langs.map((name) => this.soft(this.files.text(name), c.job)))
    let out = text, changed = false
    for (const u of words) {
      const better = readerRespell(u.term, lists.filter((l) => l !== null).join(''))
      const token = better && this.tokens(out).find((t) => t.term === u.term)
      if (!better || !token) continue
      out = out.slice(0, token.start) + better + out.slice(token.end)
      changed = true
    }
    return changed ? out : null
  }

  /** Every hit, best first, with its text. @param {string} text @param {any} [opt] */
  async *all(text, opt = {}) {
    const c = await this.candidates(text, opt)
    const list = /** @type {any[]} */ ([])
    c.each((segment, id, score, n) => {
      if (n >= c.full) list.push({ segment, id, score })
    })
    list.sort((a, b) => b.score - a.score || a.segment - b.segment || a.id - b.id)
    for (let n = 0; n < list.length; n += rankWindow) {
      opt.signal?.throwIfAborted()
      for (const r of await this.look(list.slice(n, n + rankWindow), c)) yield this.hit(r.d, r.p, r.score, readerSnippet(r.p.text, r.at, r.run, c.query))
    }
  }

  /**
   * How many passages there are of each kind: by language and year exactly, by
   * speaker, topic and series among the best.
   * @param {string} text @param {any} [opt]
   */
  async facets(text, opt = {}) {
    const c = await this.candidates(text, opt)
    const languages = new Map(), years = new Map(), speakers = new Map(), topics = new Map(), series = new Map(), labels = new Map()
    const up = (/** @type {Map<string, number>} */ m, /** @type {string} */ k) => k && m.set(k, (m.get(k) ?? 0) + 1)
    const dates = await Promise.all(c.segments.map((/** @type {any} */ s) => this.dates(s, c.job)))
    const keep = best(rankWindow * 4)
    let all = 0
    c.each((s, id, score, n) => {
      if (n < c.full) return
      all++
      up(languages, c.segments[s].lang)
      up(years, (dates[s][Math.floor(id / c.segments[s].slots)]?.date ?? '').slice(0, 4))
      keep.add(s, id, score)
    })
    opt.signal?.throwIfAborted()
    for (const r of await this.look(keep.list, c)) {
      const h = this.hit(r.d, r.p, 0, [])
      up(speakers, h.speakerId)
      labels.set(h.speakerId, h.speaker)
      for (const t of new Set([...r.d.topics.slice(0, r.d.whole), ...r.p.topics.map((/** @type {string} */ i) => r.d.topics[Number(i)])])) up(topics, t)
      for (const s of r.d.series) up(series, s)
    }
    const rows = (/** @type {Map<string, number>} */ m) => [...m].map(([value, count]) => ({ value, label: labels.get(value) ?? value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { languages: rows(languages), years: rows(years), speakers: rows(speakers), topics: rows(topics), series: rows(series), exact: all <= keep.list.length && !c.common.includes(true) && !c.query.phrases.length }
  }

  /** The same unit of speech in another language, null where there is none. @param {any} hit @param {string} language */
  async counterpart(hit, language) {
    if (!hit.unit) return null
    const job = { got: 0, missing: 0 }
    for (const s of this.manifest.segments) {
      if (!lookupSame(language, s.lang)) continue
      for (const id of await this.attribute(s, 'session', hit.session, job)) {
        const d = await this.document(s, id, job)
        const p = d && (await this.passage(d, job))
        if (p && p.unit === hit.unit) return this.hit(d, p, 0, [{ text: p.text, mark: false }])
      }
    }
    return null
  }
}

/** The passages of a block. @param {string} text */
function readerRecords(text) {
  let turn = /** @type {any} */ ({ n: 0 })
  return text.split('\x1e').map((record) => {
    const [words, passage, n, anchor, speaker, section, start, unit, topics] = record.split('\x1f')
    if (anchor !== undefined) turn = { n: n ? Number(n) : turn.n + 1, anchor, speaker: speaker ?? '', section: Number(section ?? 0), start: start ?? '', unit: Number(unit ?? 0), topics: topics ? topics.split(',') : [] }
    return { ...turn, text: words, passage: Number(passage) }
  })
}
