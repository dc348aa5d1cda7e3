// @ts-check
// What the lists of an index say of a query: which passages may be meant, and
// what each is worth before its words are looked at.

import { tokeniser } from './terms.js'
import { parseQuery } from './query.js'
import { Files, filesDamaged, readList, searchError } from './files.js'
import { best, firstScores, rankBeside, rankExact, rankFold, rankGuess, rankImpacts, rankStart, rankStem, rankWeight, rankWindow } from './rank.js'

const lookupEncoder = new TextEncoder()

/** FNV-1a over UTF-8, stirred as in MurmurHash3. @param {string} s */
export function lookupHash(s) {
  let h = 2166136261
  for (const b of lookupEncoder.encode(s)) h = Math.imul(h ^ b, 16777619)
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
function lookupGuess(groups, term, endings) {
  let guess = /** @type {import('./files.js').Group | null} */ (null), most = 0
  const asked = [...term]
  groups.forEach((g) => {
    if (g.stem < 3 || g.stem <= most || !endings.has(asked.slice(g.stem).join(''))) return
    const first = [...g.forms[0].term]
    if (first.slice(0, g.stem).join('') !== asked.slice(0, g.stem).join('') || !endings.has(first.slice(g.stem).join(''))) return
    guess = g
    most = g.stem
  })
  if (guess) return guess
  groups.forEach((g) => g.forms.forEach((f) => {
    if (f.term < ' ') return
    const a = [...f.term]
    let n = 0
    while (n < a.length && a[n] === asked[n]) n++
    if (n >= 4 && n * 5 >= Math.max(a.length, asked.length) * 3 && n > most) {
      most = n
      guess = g
    }
  }))
  return guess
}

/** The characters of a term that choose where it stands. @param {string} term @param {number} word @param {number} gram @param {(r: number) => boolean} unspaced */
export function lookupPrefix(term, word, gram, unspaced) {
  if (term < ' ') return term
  const c = [...term]
  return c.slice(0, unspaced(/** @type {number} */ (c[0].codePointAt(0))) ? gram : word).join('')
}

/** The lower case of each character by itself, and one for each. @param {string} s */
export const lookupLower = (s) => [...s].map((c) => String.fromCodePoint(/** @type {number} */ (c.toLowerCase().codePointAt(0)))).join('')

/** The keys of segments that refer to a lexicon. */
export const lookupShort = [3, 1]

/** Whether a language was asked for. */
export const lookupSame = (/** @type {string} */ asked, /** @type {string} */ lang) => (lookupLower(lang) + '-').startsWith(lookupLower(asked) + '-')

/** Whether a text file of a segment counts as if it were not there. @param {any} s @param {number} file */
const lookupAside = (s, file) => s.aside?.some((/** @type {number} */ first, /** @type {number} */ i) => i % 2 === 0 && file >= first && file < first + s.aside[i + 1])

/** Finds passages in the lists of an index. */
export class Lookup {
  /** @param {Files} files @param {any} manifest */
  constructor(files, manifest) {
    this.files = files
    this.manifest = manifest
    const from = [...manifest.han[0]], to = [...manifest.han[1]]
    from.forEach((c, i) => {
      if (c >= '\u4e00' && c <= '\u9fff' && !files.traditional.has(to[i])) files.traditional.set(to[i], c)
    })
    const { tokens, unspaced } = tokeniser(new Map(from.map((c, i) => [c, to[i]])))
    this.tokens = tokens
    this.unspaced = unspaced
    this.last = /** @type {(Awaited<ReturnType<Lookup['seek']>> & {key: string})[]} */ ([])
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
    const q = s.pages.length === 1 ? 0 : lookupHash(lookupPrefix(term, 3, 1, this.unspaced)) % s.pages.length
    const n = lookupHash(lookupPrefix(term, s.key[0], s.key[1], this.unspaced)) % s.pages[q]
    const name = `${s.folder(q)}/${q}-${n}.bin`
    const known = this.known(s, n, s.pages[q])
    this.files.bytes(name).catch(() => {}) // at once; it shows below
    const page = await this.soft(known.then((lexicon) => this.files.page(name, lexicon, s.files * s.slots)), job)
    return page && { ...page, q }
  }

  /** The groups of the lexicon that may stand in page n of so many, and what its names go on with. @param {any} s @param {number} n @param {number} pages */
  async known(s, n, pages) {
    const x = s.lexicon
    if (!x || s.key[0] !== lookupShort[0] || s.key[1] !== lookupShort[1]) return { groups: [], code: null }
    const hash = (/** @type {string} */ term) => lookupHash(lookupPrefix(term, lookupShort[0], lookupShort[1], this.unspaced))
    const { groups, code } = await this.files.lexicon(`lexicon-${x.id}-${n % x.pages}.bin`, hash)
    return { groups: groups.filter((g) => /** @type {number[]} */ (g.hashes).some((h) => h % pages === n)), code }
  }

  /** A group's postings. @param {any} s @param {any} page @param {import('./files.js').Group} g @param {any} job */
  async list(s, page, g, job) {
    const decode = (/** @type {Uint8Array} */ bytes) => readList(g, bytes, s.files * s.slots)
    const list = g.big < 0
      ? await this.soft(Promise.resolve(page.lists).then(decode), job)
      : await this.soft(this.files.whole(`${s.folder(page.q)}/b${page.q}-${g.big}.bin`, decode), job)
    if (list && s.aside) {
      const { ids, impacts, tags } = list, keep = (/** @type {number} */ _, /** @type {number} */ i) => !lookupAside(s, Math.floor(ids[i] / s.slots))
      return { ids: ids.filter(keep), impacts: impacts.filter(keep), tags: tags.filter(keep) }
    }
    return list ?? { ids: new Uint32Array(0), impacts: new Uint8Array(0), tags: new Uint8Array(0) }
  }

  /** The groups that hold a unit in a segment. @param {any} s @param {import('./query.js').Unit} u @param {any} job */
  async find(s, u, job) {
    const term = (u.kind === 'single' ? '\x02' : '') + u.term
    const page = await this.page(s, term, job)
    if (!page) return { page, groups: [], guess: [], from: null }
    const open = u.start && [...u.term].length >= s.key[0]
    const groups = page.groups.filter((g) => g.forms.some((f) => f.term === term || (open && f.term.startsWith(term))))
    // Of what stands in the page by chance, nothing is guessed.
    const key = (/** @type {string} */ t) => lookupPrefix(t, s.key[0], s.key[1], this.unspaced)
    const own = key(term)
    const guess = groups.length || u.kind !== 'word' ? null : lookupGuess(page.groups.filter((g) => g.forms.some((f) => key(f.term) === own)), term, this.endings(s.lang))
    const more = u.kind === 'single' && s.key[1] === 1 && groups.some((g) => g.pruned) ? await this.pairs(s, u, job) : null
    return { page, groups: more ? [...groups, ...more.keys()] : groups, guess: guess ? [guess] : [], from: more }
  }

  /** The pairs that begin with a single, whose own list is pruned, with their page. @param {any} s @param {import('./query.js').Unit} u @param {any} job */
  async pairs(s, u, job) {
    const page = await this.page(s, u.term, job)
    const groups = /** @type {import('./files.js').Group[]} */ (page ? page.groups : [])
    return new Map(groups.filter((g) => !g.pruned && g.forms.some((f) => f.term.startsWith(u.term))).map((g) => [g, page]))
  }

  /** The passages of a segment that have an attribute. @param {any} s @param {string} field @param {string} value @param {any} job */
  async attribute(s, field, value, job) {
    const term = `\x01${field}:${lookupLower(value)}`
    const page = await this.page(s, term, job)
    const g = page?.groups.find((g) => g.forms[0].term === term)
    return new Set(g ? (await this.list(s, page, g, job)).ids : [])
  }

  /**
   * What the lists of the segments tell of each refused word or phrase: the
   * passages that have each of its units, and whether a list is pruned. What is
   * doubtful must be looked for in the words.
   * @param {any[]} segments @param {import('./query.js').Query} query @param {any} job
   */
  async refusals(segments, query, job) {
    const byTerm = /** @type {Map<string, number[]>} */ (new Map())
    const list = await Promise.all(query.not.map(async (steps) => {
      const found = await Promise.all(segments.map(async (s) => {
        let pruned = false
        const sets = await Promise.all(steps.map(async ({ unit }) => {
          const { page, groups, from } = await this.find(s, query.notUnits[unit], job)
          for (const g of groups) {
            if (g.pruned) pruned = true
            for (const { term } of g.forms) {
              const known = byTerm.get(term) ?? []
              if (!known.includes(unit)) byTerm.set(term, [...known, unit])
            }
          }
          const ids = new Set(/** @type {number[]} */ ([]))
          for (const l of await Promise.all(groups.map((g) => this.list(s, from?.get(g) ?? page, g, job)))) for (const id of l.ids) ids.add(id)
          return ids
        }))
        return { sets, pruned, has: (/** @type {number} */ id) => sets.every((set) => set.has(id)) }
      }))
      return { steps, found, doubtful: steps.length > 1 || found.some((f) => f.pruned) }
    }))
    const refused = list.filter((r) => r.doubtful).map((r) => r.steps)
    /** Whether a passage may have what is refused. @param {number} i @param {number} id */
    const doubted = (i, id) => list.some((r) => r.doubtful && (r.found[i].pruned || r.found[i].has(id)))
    /** Whether the lists say that it has. @param {number} i @param {number} id */
    const has = (i, id) => list.some((r) => (!r.doubtful || r.steps.length === 1) && r.found[i].has(id))
    return { list, refused, byTerm, doubted, has }
  }

  /**
   * What the filters and refusals of a query leave of a segment; null for all.
   * @param {any} s @param {number} i its index @param {import('./query.js').Query} query
   * @param {Awaited<ReturnType<Lookup['refusals']>>} refusals @param {any} job
   */
  async allowed(s, i, query, refusals, job) {
    const any = async (/** @type {string} */ field, /** @type {string[]} */ values) => {
      const list = await Promise.all(values.map(async (v) => {
        if (field !== 'section') return this.attribute(s, field, field === 'speaker' || field === 'topic' ? v.trim().replace(/\s+/g, '-') : v, job)
        const each = await Promise.all(this.tokens(v).map((t) => this.attribute(s, field, t.term, job)))
        return each.reduce((a, b) => new Set([...a].filter((id) => b.has(id))), each[0] ?? new Set())
      }))
      return (/** @type {number} */ id) => list.some((set) => set.has(id))
    }
    const parts = /** @type {Promise<(id: number) => boolean>[]} */ ([])
    for (const [field, values] of query.filters) {
      if (field === 'lang') continue
      if (field === 'from' || field === 'to') {
        parts.push(this.dates(s, job).then((dates) => (id) => {
          const d = dates[Math.floor(id / s.slots)]?.date ?? ''
          return d !== '' && values.every((v) => {
            // A date is all the time that it may mean.
            const a = d.slice(0, v.length), b = v.slice(0, d.length)
            return field === 'from' ? a >= b : a <= b
          })
        }))
        continue
      }
      parts.push(any(field, values))
    }
    for (const [field, values] of query.without) if (field !== 'lang') parts.push(any(field, values).then((has) => (id) => !has(id)))
    if (query.not.length) parts.push(Promise.resolve((id) => !refusals.has(i, id)))
    // Without words, the passages are those that there are.
    if ((parts.length || query.filters.has('lang') || query.without.has('lang')) && !query.units.length) parts.push(this.dates(s, job).then((dates) => (id) => id % s.slots < (dates[Math.floor(id / s.slots)]?.count ?? 0)))
    const tests = await Promise.all(parts)
    return tests.length ? (/** @type {number} */ id) => tests.every((t) => t(id)) : null
  }

  /** The date of each text file of a segment, and how many passages it has. @param {any} s @param {any} job @returns {Promise<{date: string, count: number}[]>} */
  async dates(s, job) {
    const name = s.id + '/dates.bin'
    const dates = this.files.text(name, (text) => {
      const out = /** @type {{date: string, count: number}[]} */ ([])
      for (const line of text.split('\n')) {
        if (!line) continue
        const [files, perFile, count, date] = line.split(' ')
        if (!(Number(files) <= s.files)) throw filesDamaged(name)
        for (let i = 0; i < Number(files); i++) out.push({ date, count: lookupAside(s, out.length) ? 0 : Math.min(Number(perFile), Number(count) - i * Number(perFile)) })
      }
      if (out.length !== s.files) throw filesDamaged(name)
      return out
    })
    return (await this.soft(dates, job)) ?? []
  }

  /**
   * All passages that a query may mean, with their first scores. Those of the
   * last query are kept, as long as no file was missing: its facets, its table
   * and more of its hits are asked for next. loose tells that what is quoted
   * counts as words.
   * @param {string} text @param {any} opt @param {boolean} loose
   */
  async candidates(text, opt, loose) {
    const key = JSON.stringify([text, opt.languages ?? null, opt.prefix ?? false, loose])
    const last = this.last.find((l) => l.key === key)
    if (last && !last.job.missing) return { ...last, job: { got: 1, missing: 0 } }
    const found = await this.seek(text, opt, loose)
    this.last = [{ key, ...found }, ...this.last.filter((l) => l.key !== key)].slice(0, 2)
    return found
  }

  /** @param {string} text @param {any} opt @param {boolean} loose */
  async seek(text, opt, loose) {
    const job = { got: 0, missing: 0 }
    const query = parseQuery(text, this.tokens, opt.prefix ?? false, loose)
    const asked = query.filters.get('lang')
    const segments = /** @type {any[]} */ (this.manifest.segments).map((/** @type {any} */ s, /** @type {number} */ n) => ({ ...s, n }))
      .filter((/** @type {any} */ s) => (!opt.languages || [opt.languages].flat().some((/** @type {string} */ l) => lookupSame(l, s.lang))) && (!asked || asked.some((l) => lookupSame(l, s.lang))) && !query.without.get('lang')?.some((l) => lookupSame(l, s.lang)))
    const { units } = query
    const found = await Promise.all(segments.map((/** @type {any} */ s) => Promise.all(units.map((u) => this.find(s, u, job)))))
    const passages = segments.reduce((/** @type {number} */ n, /** @type {any} */ s) => n + s.passages, 0)
    const byTerm = /** @type {Map<string, number[]>} */ (new Map())
    const unknown = /** @type {number[]} */ ([]), common = /** @type {boolean[]} */ ([])
    const weights = units.map((_, u) => {
      if (found.every((f) => !f[u].groups.length)) {
        unknown.push(u)
        found.forEach((f) => (f[u].groups = f[u].guess))
      }
      let df = 0
      common[u] = false
      const put = (/** @type {{term: string}} */ { term }) => {
        const list = byTerm.get(term)
        if (!list) byTerm.set(term, [u])
        else if (!list.includes(u)) list.push(u)
      }
      found.forEach((f) => f[u].groups.forEach((g) => {
        if (units[u].kind !== 'single' || g.forms[0].term < ' ') df += g.df
        if (g.pruned) common[u] = true
        g.forms.forEach(put)
      }))
      return df ? rankWeight(passages, df) : 0
    })
    // Where all lists are pruned, they make the candidates, but not all there are.
    const pruned = common.includes(true)
    const only = pruned && common.every((c, u) => c || !weights[u])
    if (only) common.fill(false)
    const full = units.filter((_, u) => weights[u] > 0 && !common[u]).length
    const refusals = await this.refusals(segments, query, job)
    const allowed = await Promise.all(segments.map((/** @type {any} */ s, i) => this.allowed(s, i, query, refusals, job)))
    const scored = await Promise.all(segments.map(async (/** @type {any} */ s, i) => {
      const matches = await Promise.all(units.map(async (u, n) => {
        const { page, groups, from } = found[i][n]
        if (!groups.length || common[n]) return null
        const lists = await Promise.all(groups.map((g) => this.list(s, from?.get(g) ?? page, g, job)))
        return lookupMatch(u, groups, lists, unknown.includes(n))
      }))
      return { ...firstScores(s.files, s.slots, matches, weights, full), matches }
    }))
    if (job.missing && !job.got) throw searchError('fetch', 'no file of the index could be fetched')
    const required = new Set(query.phrases.flatMap((p) => p.map((x) => x.unit)))
    const must = [...required].filter((u) => !common[u])
    const beside = /** @type {import('./rank.js').Candidate[]} */ ([])
    /** Calls f for each candidate. @param {(c: import('./rank.js').Candidate) => void} f */
    const each = (f) => {
      segments.forEach((/** @type {any} */ s, i) => {
        const ok = allowed[i]
        const { found, units: n, first, matches } = scored[i]
        if (!units.length) {
          if (ok) for (let id = 0; id < s.files * s.slots; id++) if (ok(id)) f({ segment: i, id, score: 0, units: 0 })
          return
        }
        const sets = must.map((u) => new Set(matches[u]?.ids ?? []))
        found.forEach((id, at) => {
          if ((!ok || ok(id)) && sets.every((set) => set.has(id))) f({ segment: i, id, score: first(at), units: n[at] })
        })
      })
      beside.forEach(f)
    }
    let all = 0, complete = 0
    const top = best(rankWindow)
    each((x) => {
      all++
      if (x.units >= full) complete++
      top.add(x)
    })
    if (!complete && full >= rankBeside && !query.phrases.length && !query.not.length) {
      top.list.forEach(({ segment, id: at }) => [-1, 1].forEach((step) => {
        const score = scored[segment].beside(at, step), ok = allowed[segment], id = at + step
        if (score && (!ok || ok(id)) && !beside.some((x) => x.segment === segment && x.id === id)) beside.push({ segment, id, score, units: 0 })
      }))
      all += beside.length
    }
    return {
      job, query, segments, units, weights, common, unknown, byTerm, full, each, refusals, all, complete, pruned, loose,
      /** Whether all that has the phrases is among the candidates. */ whole: !only && must.length > 0,
      /** Of how many units a hit must have, to be counted. */ least: complete ? full : 0,
      /** Whether some candidates may be no hits. */ sifted: query.phrases.length > 0 || refusals.refused.length > 0,
      /** Whether a passage has the phrases, once that is known. */ known: { held: /** @type {boolean | null} */ (null) },
    }
  }
}

/** The postings of a unit, with what impact and form count for. @param {import('./query.js').Unit} u @param {import('./files.js').Group[]} groups @param {{ids: Uint32Array, impacts: Uint8Array, tags: Uint8Array}[]} lists @param {boolean} guess */
function lookupMatch(u, groups, lists, guess) {
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
