// @ts-check
// Searches an index of static files. FORMAT.md says what they hold.

import { tokens, unspaced } from './terms.js'
import { parseQuery, unitsOf } from './query.js'
import { Files, readList, searchError } from './files.js'
import { best, firstScores, idf, longestRun, places, rankExact, rankFold, rankGuess, rankImpacts, rankStart, rankStem, rankWindow, rankWindows, secondScore } from './rank.js'
import { readerSnippet } from './snippet.js'
import { readerRespell } from './respell.js'

const readerFormat = 1
const readerDocFiles = 6
const readerEncoder = new TextEncoder()

/** FNV-1a over UTF-8, stirred as in MurmurHash3. @param {string} s */
export function readerHash(s) {
  let h = 2166136261
  for (const b of readerEncoder.encode(s)) h = Math.imul(h ^ b, 16777619)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * The group that a word of no group most likely belongs to: that of the longest
 * stem which it is an inflection of, else of the term that begins most like it.
 * @param {import('./files.js').Group[]} groups @param {string} term @param {Set<string>} endings
 */
function readerGuess(groups, term, endings) {
  let guess = null, most = 0
  const asked = [...term]
  for (const g of groups) {
    if (g.stem < 3 || g.stem <= most || !endings.has(asked.slice(g.stem).join(''))) continue
    const first = [...g.forms[0].term]
    if (first.slice(0, g.stem).join('') !== asked.slice(0, g.stem).join('') || !endings.has(first.slice(g.stem).join(''))) continue
    guess = g
    most = g.stem
  }
  if (guess) return guess
  for (const g of groups) {
    for (const f of g.forms) {
      if (f.term < ' ') continue
      const a = [...f.term]
      let n = 0
      while (n < a.length && a[n] === asked[n]) n++
      if (n >= 4 && n * 5 >= Math.max(a.length, asked.length) * 3 && n > most) {
        most = n
        guess = g
      }
    }
  }
  return guess
}

/** The characters of a term that choose where it stands. @param {string} term @param {number} word @param {number} gram */
export function readerPrefix(term, word, gram) {
  if (term < ' ') return term
  const c = [...term]
  return c.slice(0, unspaced(/** @type {number} */ (c[0].codePointAt(0))) ? gram : word).join('')
}

/** The lower case of each character by itself, and one for each. @param {string} s */
const readerLower = (s) => [...s].map((c) => String.fromCodePoint(/** @type {number} */ (c.toLowerCase().codePointAt(0)))).join('')

const readerSame = (/** @type {string} */ asked, /** @type {string} */ lang) => lang === asked || lang.startsWith(asked + '-')

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

class Index {
  /** @param {Files} files @param {any} manifest */
  constructor(files, manifest) {
    this.files = files
    this.manifest = manifest
    const from = [...manifest.han[0]], to = [...manifest.han[1]]
    this.han = { map: new Map(from.map((c, i) => [c, to[i]])) }
    const n = new Map()
    for (const s of manifest.segments) n.set(s.lang, (n.get(s.lang) ?? 0) + s.passages)
    this.languages = [...n].map(([lang, passages]) => ({ lang, passages }))
  }

  /** The inflections of a language, none among them. @param {string} lang @returns {Set<string>} */
  endings(lang) {
    return new Set(['', ...(this.manifest.endings?.[lang] ?? '').split(' ')])
  }

  /** Fetches what may fail without failing the search. @template T @param {Promise<T>} p @param {any} job @returns {Promise<T | null>} */
  async soft(p, job) {
    try {
      const v = await p
      job.got++
      return v
    } catch (e) {
      if (/** @type {any} */ (e).code !== 'fetch') throw e
      job.missing++
      return null
    }
  }

  /** The page of a segment in which a term stands. @param {any} s @param {string} term @param {any} job */
  async page(s, term, job) {
    const q = s.pages.length === 1 ? 0 : readerHash(readerPrefix(term, 3, 1)) % s.pages.length
    const n = readerHash(readerPrefix(term, s.key[0], s.key[1])) % s.pages[q]
    const page = await this.soft(this.files.page(`${s.id}/${q}-${n}.bin`), job)
    return page && { ...page, q }
  }

  /** A group's postings. @param {any} s @param {any} page @param {import('./files.js').Group} g @param {any} job */
  async list(s, page, g, job) {
    const bytes = g.big < 0 ? page.lists.subarray(g.at, g.at + g.length) : await this.soft(this.files.bytes(`${s.id}/b${page.q}-${g.big}.bin`), job)
    return bytes ? readList(g, bytes) : { ids: new Uint32Array(0), impacts: new Uint8Array(0), tags: new Uint8Array(0) }
  }

  /** The groups that hold a unit in a segment. @param {any} s @param {import('./query.js').Unit} u @param {any} job */
  async find(s, u, job) {
    const term = (u.kind === 'single' ? '\x02' : '') + u.term
    const page = await this.page(s, term, job)
    if (!page) return { page, groups: [], guess: [] }
    const open = u.start && [...u.term].length >= s.key[0]
    const groups = page.groups.filter((g) => g.forms.some((f) => f.term === term || (open && f.term.startsWith(term))))
    // Of what stands in the page by chance, nothing is guessed.
    const key = (/** @type {string} */ t) => readerPrefix(t, s.key[0], s.key[1])
    const guess = groups.length || u.kind !== 'word' ? null : readerGuess(page.groups.filter((g) => g.forms.some((f) => key(f.term) === key(term))), term, this.endings(s.lang))
    return { page, groups, guess: guess ? [guess] : [] }
  }

  /** The passages of a segment that have an attribute. @param {any} s @param {string} field @param {string} value @param {any} job */
  async attribute(s, field, value, job) {
    const term = `\x01${field}:${readerLower(value)}`
    const page = await this.page(s, term, job)
    const g = page?.groups.find((g) => g.forms[0].term === term)
    return new Set(g ? (await this.list(s, page, g, job)).ids : [])
  }

  /** What the filters and refusals of a query leave of a segment; null for all. @param {any} s @param {import('./query.js').Query} query @param {any} job */
  async allowed(s, query, job) {
    const parts = /** @type {Promise<(id: number) => boolean>[]} */ ([])
    for (const [field, values] of query.filters) {
      if (field === 'lang') continue
      if (field === 'from' || field === 'to') {
        parts.push(this.dates(s, job).then((dates) => (id) => {
          const d = dates[Math.floor(id / s.slots)]?.date ?? ''
          return d !== '' && values.every((v) => (field === 'from' ? d.slice(0, v.length) >= v : d.slice(0, v.length) <= v))
        }))
        continue
      }
      const sets = Promise.all(values.map(async (v) => {
        if (field !== 'section') return this.attribute(s, field, field === 'speaker' || field === 'topic' ? v.trim().replace(/\s+/g, '-') : v, job)
        const each = await Promise.all(tokens(v, this.han).map((t) => this.attribute(s, field, t.term, job)))
        return each.reduce((a, b) => new Set([...a].filter((id) => b.has(id))), each[0] ?? new Set())
      }))
      parts.push(sets.then((list) => (id) => list.some((set) => set.has(id))))
    }
    for (const units of query.not) {
      parts.push(Promise.all(units.map(async (u) => {
        const { page, groups } = await this.find(s, u, job)
        return new Set((await Promise.all(groups.map((g) => this.list(s, page, g, job)))).flatMap((l) => [...l.ids]))
      })).then((sets) => (id) => !sets.every((set) => set.has(id))))
    }
    // Without words, the passages are those that there are.
    if (parts.length && !query.units.length) parts.push(this.dates(s, job).then((dates) => (id) => id % s.slots < (dates[Math.floor(id / s.slots)]?.count ?? 0)))
    const tests = await Promise.all(parts)
    return tests.length ? (/** @type {number} */ id) => tests.every((t) => t(id)) : null
  }

  /** The date of each text file of a segment, and how many passages it has. @param {any} s @param {any} job @returns {Promise<{date: string, count: number}[]>} */
  async dates(s, job) {
    const text = await this.soft(this.files.text(s.id + '/dates.bin'), job)
    return (text ?? '').split('\n').flatMap((line) => {
      const [files, perFile, count, date] = line.split(' ')
      return Array.from({ length: Number(files) }, (_, i) => ({ date, count: Math.min(Number(perFile), Number(count) - i * Number(perFile)) }))
    })
  }

  /** All passages that a query may mean, with their first scores. @param {string} text @param {any} opt */
  async candidates(text, opt) {
    const job = { got: 0, missing: 0 }
    const query = parseQuery(text, this.han, opt.prefix ?? false)
    const asked = query.filters.get('lang')
    const segments = this.manifest.segments.map((/** @type {any} */ s, /** @type {number} */ n) => ({ ...s, n }))
      .filter((/** @type {any} */ s) => (!opt.languages || opt.languages.some((/** @type {string} */ l) => readerSame(l, s.lang))) && (!asked || asked.some((l) => readerSame(l, s.lang))))
    const { units } = query
    const found = await Promise.all(segments.map((/** @type {any} */ s) => Promise.all(units.map((u) => this.find(s, u, job)))))
    const passages = segments.reduce((/** @type {number} */ n, /** @type {any} */ s) => n + s.passages, 0)
    const byTerm = /** @type {Map<string, number[]>} */ (new Map())
    const unknown = /** @type {number[]} */ ([]), common = /** @type {boolean[]} */ ([])
    const weights = units.map((_, u) => {
      const all = () => found.flatMap((f) => f[u].groups)
      if (!all().length) {
        unknown.push(u)
        for (const f of found) f[u].groups = f[u].guess
      }
      let df = 0
      common[u] = false
      for (const g of all()) {
        df += g.df
        if (g.pruned) common[u] = true
        for (const { term } of g.forms) {
          const list = byTerm.get(term) ?? []
          if (!list.includes(u)) byTerm.set(term, [...list, u])
        }
      }
      return df ? idf(passages, df) : 0
    })
    if (common.every((c, u) => c || !weights[u])) common.fill(false)
    const allowed = await Promise.all(segments.map((/** @type {any} */ s) => this.allowed(s, query, job)))
    const scored = await Promise.all(segments.map(async (/** @type {any} */ s, i) => {
      const matches = await Promise.all(units.map(async (u, n) => {
        const { page, groups } = found[i][n]
        if (!groups.length || common[n]) return null
        const lists = await Promise.all(groups.map((g) => this.list(s, page, g, job)))
        return readerMatch(u, groups, lists, unknown.includes(n))
      }))
      return { ...firstScores(s.files, s.slots, matches, weights), matches }
    }))
    if (job.missing && !job.got) throw searchError('fetch', 'no file of the index could be fetched')
    const needed = units.map((_, u) => weights[u] > 0 && !common[u])
    const full = needed.filter(Boolean).length
    const required = new Set(query.phrases.flatMap((p) => p.map((x) => x.unit)))
    /** Calls f for each candidate. @param {(segment: number, id: number, score: number, units: number) => void} f */
    const each = (f) => segments.forEach((/** @type {any} */ s, i) => {
      const ok = allowed[i]
      const { own, units: n, first, matches } = scored[i]
      if (!units.length) {
        if (ok) for (let id = 0; id < s.files * s.slots; id++) if (ok(id)) f(i, id, 0, 0)
        return
      }
      const must = [...required].filter((u) => !common[u]).map((u) => new Set(matches[u]?.ids ?? []))
      for (let id = 0; id < own.length; id++) if (own[id] > 0 && (!ok || ok(id)) && must.every((set) => set.has(id))) f(i, id, first(id), n[id])
    })
    return { job, query, segments, units, weights, common, unknown, byTerm, full, each }
  }

  /** What the documents tell of a candidate. @param {any} s @param {number} id @param {any} job */
  async document(s, id, job) {
    const file = Math.floor(id / s.slots)
    const text = await this.soft(this.files.text(`${s.id}/d${Math.floor(file / readerDocFiles)}.bin`), job)
    if (text === null) return null
    for (const d of JSON.parse(text)) {
      const [first, count, perFile, name, session, title, date, url, series, speakers, topics, sections, blocks] = d
      if (file < first || file >= first + count) continue
      const from = Math.max(first, Math.floor(file / readerDocFiles) * readerDocFiles)
      return { session, title, date, series, speakers, topics, sections, name, file: file - first, blocks: blocks[file - from], language: s.lang, slot: id % s.slots, number: (file - first) * perFile + (id % s.slots), url: url || `../${s.lang}/sessions/${session.split('/').map(encodeURIComponent).join('/')}/` }
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
    const id = speaker < 0 ? '' : d.speakers[speaker] === '=' ? readerLower(name).replaceAll(' ', '-') : d.speakers[speaker]
    const anchor = p ? p.anchor + (p.passage > 1 ? '.' + p.passage : '') : ''
    return {
      session: d.session, language: d.language, n: p?.n ?? 0, passage: p?.passage ?? 0, anchor, url: d.url + (p ? `?turn=${p.n}#${encodeURIComponent(anchor)}` : ''),
      speaker: name, speakerId: id, series: d.series[0] ?? '', section: p?.section ? d.sections[p.section - 1] : '', title: d.title, date: d.date, score,
      start: p && p.start !== '' ? Number(p.start) / 1000 : null, unit: p?.unit || null, snippet, text: p?.text ?? '',
    }
  }

  /** Looks at the words of a window of candidates and puts it in order. @param {import('./rank.js').Candidate[]} window @param {any} c */
  async look(window, c) {
    const rows = await Promise.all(window.map(async (x, order) => {
      const d = await this.document(c.segments[x.segment], x.id, c.job)
      const p = d && (await this.passage(d, c.job))
      if (!p) return null
      return { ...this.weigh(p.text, x.score, c), d, p, x, order }
    }))
    return rows.flatMap((r) => (r && r.phrases ? [r] : [])).sort((a, b) => b.score - a.score || a.order - b.order)
  }

  /** The second score of a passage, and where its words stand. @param {string} text @param {number} first @param {any} c */
  weigh(text, first, c) {
    const list = tokens(text, this.han)
    const at = places(list, c.byTerm, c.units)
    c.common.forEach((/** @type {boolean} */ is, /** @type {number} */ u) => {
      if (!is || !at[u].size) return
      const exact = [...at[u].values()].some((t) => t.form === c.units[u].form)
      first += c.weights[u] * rankImpacts[1] * (exact ? rankExact : rankStem)
    })
    const { main } = c.query
    const run = longestRun(main, at)
    let alone = false
    if (run.length === main.length && main.length) {
      const begin = at[main[0].unit].get(run.first)
      const last = main[main.length - 1], end = at[last.unit].get(run.first + last.pos - main[0].pos)
      const cut = (/** @type {number} */ r) => !unspaced(r) || (r >= 0x3040 && r <= 0x30ff)
      alone = begin.kind === 'gram' && (begin.start === 0 || cut(text.charCodeAt(begin.start - 1))) && (end.end >= text.length || cut(text.charCodeAt(end.end)))
    }
    const phrases = c.query.phrases.every((/** @type {any} */ p) => longestRun(p, at).length === p.length)
    return { score: secondScore(first, run.length, main.length, alone), at, run, phrases }
  }

  /**
   * @param {string} text
   * @param {{languages?: string[], limit?: number, offset?: number, prefix?: boolean, partial?: (r: any) => void, signal?: AbortSignal}} [opt]
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
      const token = better && tokens(out, this.han).find((t) => t.term === u.term)
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
      for (const t of r.d.topics) up(topics, t)
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
      if (!readerSame(language, s.lang)) continue
      for (const id of await this.attribute(s, 'session', hit.session, job)) {
        const d = await this.document(s, id, job)
        const p = d && (await this.passage(d, job))
        if (p && p.unit === hit.unit) return this.hit(d, p, 0, [{ text: p.text, mark: false }])
      }
    }
    return null
  }
}

/** The postings of a unit, with what impact and form count for. @param {import('./query.js').Unit} u @param {import('./files.js').Group[]} groups @param {{ids: Uint32Array, impacts: Uint8Array, tags: Uint8Array}[]} lists @param {boolean} guess */
function readerMatch(u, groups, lists, guess) {
  const term = (u.kind === 'single' ? '\x02' : '') + u.term
  const one = lists.map((l, i) => {
    const { forms } = groups[i]
    const worth = [...forms, null].map((f) => (guess ? rankGuess : !f ? rankFold : f.term === term ? (f.form === u.form || u.kind === 'single' ? rankExact : rankFold) : u.start && f.term.startsWith(term) ? rankStart : rankStem))
    const values = new Float64Array(l.ids.length)
    for (let j = 0; j < values.length; j++) values[j] = rankImpacts[l.impacts[j]] * worth[l.tags[j]]
    return { ids: l.ids, values }
  })
  if (one.length === 1) return one[0]
  const most = new Map()
  for (const { ids, values } of one) ids.forEach((id, i) => most.set(id, Math.max(most.get(id) ?? 0, values[i])))
  const ids = [...most.keys()].sort((a, b) => a - b)
  return { ids, values: ids.map((id) => most.get(id)) }
}

/** The passages of a block. @param {string} text */
function readerRecords(text) {
  let turn = /** @type {any} */ ({ n: 0 })
  return text.split('\x1e').map((record) => {
    const [words, passage, n, anchor, speaker, section, start, unit] = record.split('\x1f')
    if (anchor !== undefined) turn = { n: n ? Number(n) : turn.n + 1, anchor, speaker: speaker ?? '', section: Number(section ?? 0), start: start ?? '', unit: Number(unit ?? 0) }
    return { ...turn, text: words, passage: Number(passage) }
  })
}
