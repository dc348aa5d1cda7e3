// @ts-check
// Searches an index of static files. FORMAT.md says what they hold.

import { Files, filesDamaged, searchError } from './files.js'
import { best, longestRun, places, rankExact, rankImpacts, rankStem, rankMost, rankOrder, rankWindow, rankWindows, secondScore } from './rank.js'
import { Lookup, lookupLower, lookupSame } from './lookup.js'
import { readerSnippet } from './snippet.js'
import { readerRespell } from './respell.js'

const readerFormat = 12

const readerDocFiles = 9

/** The pages of a segment of the manifest, and where its files are; null for a damaged one. @param {any} s */
function readerParts(s) {
  if (!Array.isArray(s) || typeof s[0] !== 'string') return null
  const folders = s.length > 7 && typeof s.at(-1) === 'string' ? s.at(-1) : ''
  const numbers = s.slice(1, folders ? -1 : s.length), pages = numbers.slice(6)
  const whole = numbers.every((/** @type {any} */ n, /** @type {number} */ i) => Number.isSafeInteger(n) && n >= (i < 3 ? 0 : 1))
  const several = pages.length > 1 ? pages.length : 0, docs = folders.length / 8 - several
  const docPages = Math.ceil(s[3] / readerDocFiles)
  let run = 1
  while (docs >= 1 && Math.ceil(docPages / run) > docs) run *= 2
  if (!pages.length || !whole || !/^[a-z2-7]*$/.test(folders) || docs && Math.ceil(docPages / run) !== docs) return null
  const folder = (/** @type {number} */ i) => folders.slice(8 * i, 8 * i + 8)
  return {
    pages,
    folder: (/** @type {number} */ q) => (several ? folder(q) : s[0]),
    docFolder: (/** @type {number} */ page) => (docs ? folder(several + Math.floor(page / run)) : s[0]),
  }
}

/**
 * Opens the index at base, an absolute address of its folder. fetch is the only way
 * it reads.
 * @param {URL | string} base
 * @param {{fetch: typeof globalThis.fetch}} how
 */
export async function open(base, { fetch }) {
  if (typeof DecompressionStream === 'undefined') throw searchError('no-decompression', 'this browser cannot decompress the index')
  const folder = new URL(base)
  if (!folder.pathname.endsWith('/')) folder.pathname += '/'
  const files = new Files(folder, fetch)
  let manifest
  try {
    manifest = await (await files.get('manifest.json')).json()
  } catch (e) {
    throw /** @type {any} */ (e).code ? e : searchError('fetch', 'manifest.json: ' + e)
  }
  if (manifest?.format !== readerFormat) throw searchError('version', 'the index has format ' + manifest?.format)
  const { han } = manifest
  const lists = Object.entries(manifest.segments ?? {})
  if (!lists.every(([, list]) => Array.isArray(list) && list.every(readerParts)) || !manifest.segments || !Array.isArray(han) || han.length !== 2 || han.some((of) => typeof of !== 'string') || !Array.isArray(manifest.alone ?? []) || !Object.values(manifest.aside ?? {}).every((of) => Array.isArray(of) && of.length % 2 === 0)) throw searchError('version', 'manifest.json: damaged')
  const segments = lists.flatMap(([lang, list]) => list.map((/** @type {any[]} */ s) => {
    const [alone, shared] = [manifest.alone?.includes(s[0]), (/** @type {any} */ of) => (alone ? undefined : of?.[lang])]
    return { lang, id: s[0], passages: s[2], files: s[3], slots: s[4], key: s.slice(5, 7), ...readerParts(s), primer: shared(manifest.primers), lexicon: shared(manifest.lexicons), aside: manifest.aside?.[s[0]] }
  }))
  return new Index(files, { ...manifest, segments })
}

class Index extends Lookup {
  /** What the documents tell of a candidate. @param {any} s @param {number} id @param {any} job */
  async document(s, id, job) {
    const file = Math.floor(id / s.slots)
    const page = Math.floor(file / readerDocFiles)
    const name = `${s.docFolder(page)}/d${page}.bin`
    const list = await this.soft(this.files.text(name, (text) => readerDocs(text, name)), job)
    for (const d of list ?? []) {
      if (file < d.first || file >= d.first + d.count) continue
      const from = Math.max(d.first, Math.floor(file / readerDocFiles) * readerDocFiles)
      const url = d.url || readerAddress(s.lang, d.session)
      return { ...d, file: file - d.first, blocks: d.blocks[file - from], language: s.lang, primer: s.primer, slot: id % s.slots, number: (file - d.first) * d.perFile + (id % s.slots), url }
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
    const text = await this.soft(this.files.block(`text/${d.name}.${d.file}.bin`, at, d.blocks[b + 1], d.primer), job)
    if (text === null) return null
    return readerRecords(text)[slot] ?? null
  }

  /** @param {any} d @param {any} p @param {number} score @param {any[]} snippet */
  hit(d, p, score, snippet) {
    const anchor = p ? p.anchor + (p.passage > 1 ? '.' + p.passage : '') : ''
    return {
      session: d.session, language: d.language, n: p?.n ?? 0, passage: p?.passage ?? 0, anchor, url: d.url + (p ? `?turn=${p.n}#${encodeURIComponent(anchor)}` : ''),
      speaker: p?.speaker[0] ?? '', speakerId: p?.speaker[1] ?? '', series: d.series[0] ?? '', section: p?.section ? d.sections[p.section - 1] : '', title: d.title, date: d.date, score,
      start: p && p.start !== '' ? Number(p.start) / 1000 : null, unit: p?.unit || null, snippet, text: p?.text ?? '',
    }
  }

  /**
   * Looks at the words of a window of candidates and puts it in order. One whose
   * words could not be fetched is a row without p, unless they must be known.
   * dropped are those that are no hits, or cannot be shown.
   * @param {import('./rank.js').Candidate[]} window @param {any} c
   */
  async look(window, c) {
    const documents = await Promise.all(window.map((x) => this.document(c.segments[x.segment], x.id, c.job)))
    const looked = await Promise.all(window.map(async (x, order) => {
      const d = documents[order]
      const p = d && (await this.passage(d, c.job))
      if (p) return { ...this.weigh(p.text, x.score, c), d, p, x, order }
      return d && !c.sifted ? { score: x.score, fits: true, d, p: null, x, order, at: [], run: { length: 0, from: 0, first: -1 } } : null
    }))
    const rows = looked.flatMap((r) => (r && r.fits ? [r] : [])).sort((a, b) => b.score - a.score || a.order - b.order)
    return { rows, dropped: window.filter((_, i) => !looked[i]?.fits) }
  }

  /** @param {any} r @param {any} c */
  row(r, c) {
    return this.hit(r.d, r.p, r.score, r.p ? readerSnippet(r.p.text, r.at, r.run, c.query) : [])
  }

  /**
   * The candidates for a query: those with what it quotes, or if there are none,
   * those with its words.
   * @param {string} text @param {any} opt
   */
  async settle(text, opt) {
    const c = await this.candidates(text, opt, false)
    if (!c.query.phrases.length) return c
    if (c.known.held === null) {
      let held = false
      if (!c.query.cut) {
        const keep = best(rankWindow * rankMost)
        c.each(keep.add)
        for await (const { rows } of this.windows(keep.list, c)) {
          opt.signal?.throwIfAborted()
          held = rows.length > 0
          if (held) break
        }
      }
      c.known.held = held
    }
    return c.known.held ? c : this.candidates(text, opt, true)
  }

  /** Looks at windows of candidates one after the other; some at once, when there have been many. @param {import('./rank.js').Candidate[]} list @param {any} c */
  async *windows(list, c) {
    for (let n = 0; n < list.length;) {
      const few = n < rankWindow * rankWindows ? 1 : 4
      const some = []
      for (let i = 0; i < few && n < list.length; i++, n += rankWindow) some.push(this.look(list.slice(n, n + rankWindow), c))
      for (const w of some) yield await w
    }
  }

  /** The second score of a passage, where its words stand, and whether it has all phrases and nothing that is refused. @param {string} text @param {number} first @param {any} c */
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
    let fits = c.query.phrases.every((/** @type {any} */ p) => longestRun(p, at).length === p.length)
    const { refused, byTerm } = c.refusals
    if (fits && refused.length) {
      const not = places(list, byTerm, c.query.notUnits)
      fits = !refused.some((/** @type {any} */ p) => longestRun(p, not).length === p.length)
    }
    return { score: secondScore(first, run.length, main.length, exact, alone, text.includes(c.query.words.join(' '))), at, run, fits }
  }

  /**
   * The best passages for a query. Of the answer:
   *
   * - hits: one whose words could not be fetched has no snippet and n 0.
   * - total: how many passages have all words and phrases, or where none has all
   *   words, any of them or stand beside the best; at least so many if it is not exact.
   * - some: how many are listed, page after page: total and those with some of
   *   the words.
   * - partial: no passage has all words, or a word is in none.
   * - loose: what was quoted need not be there as it was: no passage with it was
   *   found, or it was too long. More hits, all and facets do the same.
   * - unknown: filters that say nothing, such as from: without a date, which were
   *   left out.
   * - missing: how many files could not be fetched or were not whole.
   * - words: what was asked for; suggestion: the query respelt, null for none.
   *
   * @param {string} text
   * @param {{languages?: string | string[], limit?: number, offset?: number, prefix?: boolean, partial?: (r: any) => void, signal?: AbortSignal}} [opt]
   * @returns {Promise<any>}
   */
  async search(text, opt = {}) {
    const { limit = 10, offset = 0, signal } = opt
    const c = await this.settle(text, opt)
    signal?.throwIfAborted()
    const quoted = c.query.phrases.length > 0, { sifted } = c
    const respelt = c.unknown.length ? this.respell(text, c) : null
    const pages = Math.ceil((offset + limit) / rankWindow) * rankWindow
    const keep = best(quoted ? rankWindow * rankMost : sifted ? pages + rankWindow * rankWindows : pages)
    let { all, complete } = c, doubts = false
    c.each((x) => {
      doubts ||= c.refusals.doubted(x.segment, x.id)
      keep.add(x)
    })
    const answer = {
      hits: /** @type {any[]} */ ([]), total: complete || all, exact: false, some: all, partial: c.units.length > 0 && all > 0 && (!complete || c.weights.includes(0)), loose: c.loose, unknown: c.query.unknown, missing: 0,
      words: [...c.query.words, ...c.query.phrases.map((p) => p.map((x) => c.units[x.unit].form).join(' '))], suggestion: /** @type {string | null} */ (null),
    }
    if (opt.partial && !sifted) {
      const docs = await Promise.all(keep.list.slice(offset, offset + limit).map(async (x) => ({ x, d: await this.document(c.segments[x.segment], x.id, c.job) })))
      signal?.throwIfAborted()
      opt.partial({ ...answer, hits: docs.flatMap(({ x, d }) => (d ? [this.hit(d, null, x.score, [])] : [])) })
    }
    const rows = /** @type {any[]} */ ([])
    const take = (/** @type {Awaited<ReturnType<Index['look']>>} */ w) => {
      rows.push(...w.rows)
      for (const x of w.dropped) {
        all--
        if (x.units >= c.full) complete--
      }
    }
    let whole = !doubts
    if (sifted) {
      let n = 0
      const enough = () => rows.length >= offset + limit || (quoted && n >= rankWindow * rankWindows && rows.length > 0)
      for await (const w of this.windows(keep.list, c)) {
        signal?.throwIfAborted()
        take(w)
        n += rankWindow
        if (enough()) break
      }
      whole ||= n >= c.all
      if (quoted) {
        all = complete = rows.length
        whole = n >= c.all && c.whole
        answer.partial = false
      }
      rows.splice(0, offset)
    } else {
      const from = Math.floor(offset / rankWindow) * rankWindow
      const windows = []
      for (let n = from; n < Math.min(keep.list.length, offset + limit); n += rankWindow) windows.push(this.look(keep.list.slice(n, n + rankWindow), c))
      for (const w of await Promise.all(windows)) take(w)
      rows.splice(0, offset - from)
    }
    signal?.throwIfAborted()
    answer.hits = rows.slice(0, limit).map((r) => this.row(r, c))
    answer.suggestion = await respelt
    answer.missing = c.job.missing
    // Of nothing that could be shown, there is no count.
    if (c.job.missing && !rows.length && !offset) all = complete = 0
    answer.total = complete || all
    answer.some = all
    if (!quoted) answer.partial = c.units.length > 0 && all > 0 && (!complete || c.weights.includes(0))
    answer.exact = whole && (quoted || !c.pruned) && !c.query.cut && !c.job.missing
    return answer
  }

  /** A query with its unknown words respelt, null for none. @param {string} text @param {any} c */
  async respell(text, c) {
    const langs = [...new Set(c.segments.map((/** @type {any} */ s) => s.lang))].flatMap((l) => this.manifest.words?.[/** @type {string} */ (l)] ?? [])
    const words = c.units.filter((/** @type {any} */ u, /** @type {number} */ i) => u.kind === 'word' && c.unknown.includes(i))
    if (!words.length) return null
    const lists = await Promise.all(langs.map((name) => this.soft(this.files.text(name, String), c.job)))
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

  /**
   * Every hit that search counts in its total, best first, with its text.
   * @param {string} text @param {any} [opt]
   */
  async *all(text, opt = {}) {
    const c = await this.settle(text, opt)
    const list = /** @type {import('./rank.js').Candidate[]} */ ([])
    c.each((x) => list.push(x))
    list.sort(rankOrder)
    let found = false
    const parts = c.least ? [list.filter((x) => x.units >= c.least), list.filter((x) => x.units < c.least)] : [list]
    for (const part of parts) {
      for (let n = 0; n < part.length; n += rankWindow) {
        opt.signal?.throwIfAborted()
        for (const r of (await this.look(part.slice(n, n + rankWindow), c)).rows) {
          found = true
          yield this.row(r, c)
        }
      }
      // What has only some of the words counts if nothing else is left.
      if (found) break
    }
  }

  /**
   * How many passages there are of each kind: by language and year exactly, by
   * speaker, topic and series among the best. exact tells that all that search
   * counts were counted, loose is as there.
   * @param {string} text @param {any} [opt]
   */
  async facets(text, opt = {}) {
    const c = await this.settle(text, opt)
    const languages = new Map(), years = new Map(), speakers = new Map(), topics = new Map(), series = new Map(), labels = new Map()
    const up = (/** @type {Map<string, number>} */ m, /** @type {string} */ k) => k && m.set(k, (m.get(k) ?? 0) + 1)
    const dates = await Promise.all(c.segments.map((/** @type {any} */ s) => this.dates(s, c.job)))
    const keep = best(rankWindow * 4)
    let all = 0
    c.each((x) => {
      const { segment: s, id } = x
      if (x.units < c.least) return
      all++
      up(languages, c.segments[s].lang)
      up(years, (dates[s][Math.floor(id / c.segments[s].slots)]?.date ?? '').slice(0, 4))
      keep.add(x)
    })
    opt.signal?.throwIfAborted()
    for (const r of (await this.look(keep.list, c)).rows) {
      if (!r.p) continue
      const h = this.hit(r.d, r.p, 0, [])
      up(speakers, h.speakerId)
      labels.set(h.speakerId, h.speaker)
      for (const t of new Set([...r.d.topics.slice(0, r.d.whole), ...r.p.topics.map((/** @type {string} */ i) => r.d.topics[Number(i)])])) up(topics, t)
      for (const s of r.d.series) up(series, s)
    }
    const rows = (/** @type {Map<string, number>} */ m) => [...m].map(([value, count]) => ({ value, label: labels.get(value) ?? value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { languages: rows(languages), years: rows(years), speakers: rows(speakers), topics: rows(topics), series: rows(series), exact: all <= keep.list.length && !c.pruned && !c.sifted && !c.query.cut && !c.job.missing, loose: c.loose }
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

// An array taken apart by a pattern is walked by its iterator, which makes four
// times the machine code of reading it by index, and a page is opened to search
// once: what runs hot here reads by index.

const readerDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Passages and bytes of each block of a text file. @param {string} s */
function readerBlocks(s) {
  const out = /** @type {number[]} */ ([])
  let n = 0, scale = 1
  for (const c of s) {
    const v = readerDigits.indexOf(c)
    n += (v & 31) * scale
    scale *= 32
    if (v < 32) {
      out.push(n)
      n = 0
      scale = 1
    }
  }
  return out
}

/** The editions that a page of documents tells of. @param {string} text @param {string} name */
function readerDocs(text, name) {
  const docs = JSON.parse(text)
  if (!Array.isArray(docs)) throw filesDamaged(name)
  return docs.map((d) => {
    if (d.length !== 13) throw filesDamaged(name)
    return { first: d[0], count: d[1], perFile: d[2], name: d[3], session: d[4], title: d[5], date: d[6], url: d[7], series: d[8], topics: d[9], whole: d[10], sections: d[11], blocks: d[12].map(readerBlocks) }
  })
}

/** Where an edition's page is, unless its document says otherwise. @param {string} lang @param {string} session */
const readerAddress = (lang, session) => `../${lang}/sessions/${session.split('/').map(encodeURIComponent).join('/')}/`

/** The passages of a block. @param {string} text */
function readerRecords(text) {
  let turn = /** @type {any} */ ({ n: 0 })
  const named = /** @type {string[][]} */ ([]) // name and id
  const speaker = (/** @type {string} */ s) => {
    if (s >= '0' && s < ':') return named[Number(s)]
    const [name, id = lookupLower(name).replaceAll(' ', '-')] = s.replace(/^\x1d/, '').split('\x1d')
    named.push([name, id])
    return [name, id]
  }
  return text.split('\x1e').map((record) => {
    const f = record.split('\x1f') // words, passage, n, anchor, speaker, section, start, unit, topics
    if (f[3] !== undefined) turn = { n: f[2] ? Number(f[2]) : turn.n + 1, anchor: f[3], speaker: f[4] ? speaker(f[4]) : [], section: Number(f[5] ?? 0), start: f[6] ?? '', unit: Number(f[7] ?? 0), topics: f[8] ? f[8].split(',') : [] }
    return { ...turn, text: f[0], passage: Number(f[1]) }
  })
}
