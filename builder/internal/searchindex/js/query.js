// @ts-check
// What a query asks for.

/**
 * A unit of a query: a word, or two characters of a script without blanks.
 * @typedef {{term: string, form: string, kind: string, start: boolean}} Unit
 *
 * A sequence of units as they followed each other: indexes and positions.
 * @typedef {{unit: number, pos: number}[]} Sequence
 *
 * not is of units of its own, notUnits; cut tells that more was asked for than is
 * looked up. What has a filter of without is left out; unknown are filters that
 * say nothing.
 * @typedef {{units: Unit[], main: Sequence, phrases: Sequence[], not: Sequence[], notUnits: Unit[], cut: boolean, filters: Map<string, string[]>, without: Map<string, string[]>, unknown: string[], words: string[]}} Query
 */

const queryFields = /^(speaker|topic|session|series|section|lang|from|to)[:：]/i
/** What may end what each begins. */
const queryQuotes = /** @type {Record<string, string>} */ ({ '"': '"', '＂': '＂', '“': '”', '„': '“”', '”': '”', '«': '»', '»': '«»', '‹': '›', '›': '‹›', '「': '」', '『': '』' })

/** A quotation mark that stands for gershayim within a Hebrew word. */
const queryInside = /^[\u05d0-\u05ea]"[\u05d0-\u05ea]/

/** The most units that are looked up; a longer query is a pasted page. */
const queryMost = 24
/** The most filters, and units of what is refused, and how long a word or value of a filter may be. */
const queryFilters = 64, queryLetters = 200

/**
 * Where what is quoted from i on ends, or where the text does; -1 if none begins
 * there. What ends one elsewhere begins one only if another follows.
 * @param {string} text @param {number} i
 */
function queryQuote(text, i) {
  const ends = i < text.length ? queryQuotes[text[i]] : undefined
  if (!ends) return -1
  let end = i + 1
  while (end < text.length && !ends.includes(text[end])) end++
  return end === text.length && '”»›'.includes(text[i]) ? -1 : end
}

/**
 * A date as sessions have it, '' for what is none.
 * @param {string} s @param {(text: string) => import('./terms.js').Token[]} tokens
 */
function queryDate(s, tokens) {
  const parts = tokens(s).filter((t) => t.kind !== 'single' || !'年月日'.includes(t.term)).map((t) => t.term)
  const ok = parts.every((p, i) => i ? i < 3 && /^\d{1,2}$/.test(p) && Number(p) > 0 && Number(p) <= (i > 1 ? 31 : 12) : /^\d{4}$/.test(p))
  return ok ? parts.map((p) => p.padStart(2, '0')).join('-') : ''
}

const queryLength = (/** @type {string} */ s) => [...s].length

/**
 * @param {string} text
 * @param {(text: string) => import('./terms.js').Token[]} tokens
 * @param {boolean} prefix whether the last word is still being typed
 * @param {boolean} loose whether what is quoted counts as words
 * @returns {Query}
 */
export function parseQuery(text, tokens, prefix, loose) {
  const filters = new Map()
  const words = /** @type {string[]} */ ([]), phrases = /** @type {string[]} */ ([]), not = /** @type {string[]} */ ([])
  let i = 0
  let last = ''
  const without = new Map(), unknown = /** @type {string[]} */ ([])
  let cut = false, count = 0
  while (i < text.length) {
    if (/\s/.test(text[i])) {
      i++
      continue
    }
    const minus = text[i] === '-' && i + 1 < text.length && !/[\s-]/.test(text[i + 1]) && (i === 0 || /\s/.test(text[i - 1]))
    if (minus) i++
    const field = queryFields.exec(text.slice(i, i + 12))
    if (field) i += field[0].length
    let s
    const end = queryQuote(text, i)
    if (end >= 0) {
      s = text.slice(i + 1, end)
      i = Math.min(end + 1, text.length)
      last = 'phrase'
      if (!field && !minus) {
        ;(loose ? words : phrases).push(s)
        continue
      }
    } else {
      let j = i
      while (j < text.length && !/\s/.test(text[j]) && (queryQuote(text, j) < 0 || queryInside.test(text.slice(j - 1, j + 2)))) j++
      s = text.slice(i, j)
      i = j
      last = 'word'
    }
    if (field) {
      const key = field[1].toLowerCase()
      last = 'field'
      if (!s) continue
      if (++count > queryFilters) {
        cut = true
        continue
      }
      s = [...s].slice(0, queryLetters).join('')
      if (key === 'from' || key === 'to') {
        const date = minus ? '' : queryDate(s, tokens)
        if (!date) {
          unknown.push((minus ? '-' : '') + key + ':' + s)
          continue
        }
        s = date
      }
      const into = minus ? without : filters
      into.set(key, [...(into.get(key) ?? []), s])
    } else if (minus) {
      not.push(s)
      last = 'not'
    } else {
      words.push(s)
    }
  }
  const units = /** @type {Unit[]} */ ([])
  const index = new Map()
  const sequence = (/** @type {string} */ s, /** @type {boolean} */ open) => {
    const out = /** @type {Sequence} */ ([])
    const list = unitsOf(s, tokens)
    list.forEach((t, n) => {
      if (queryLength(t.term) > queryLetters) {
        cut = true
        return
      }
      const start = open && n === list.length - 1 && t.kind === 'word'
      const key = (start ? '*' : '') + t.term + '\0' + t.form
      if (!index.has(key)) {
        if (units.length >= queryMost) {
          cut = true
          return
        }
        index.set(key, units.length)
        units.push({ term: t.term, form: t.form, kind: t.kind, start })
      }
      out.push({ unit: index.get(key), pos: t.pos })
    })
    return out
  }
  const main = sequence(words.join(' '), prefix && last === 'word' && !/\s$/.test(text))
  const sequences = phrases.map((p) => sequence(p, false)).filter((p) => p.length)
  const notUnits = /** @type {Unit[]} */ ([])
  const refused = /** @type {Sequence[]} */ ([])
  for (const s of not) {
    const list = unitsOf(s, tokens)
    if (refused.length === queryFilters || notUnits.length + list.length > queryFilters || list.some((t) => queryLength(t.term) > queryLetters)) cut = true
    else if (list.length) refused.push(list.map((t) => ({ unit: notUnits.push({ term: t.term, form: t.form, kind: t.kind, start: false }) - 1, pos: t.pos })))
  }
  return { units, main, phrases: sequences, not: refused, notUnits, cut, filters, without, unknown, words }
}

/**
 * The tokens that are looked up: a single character only where no pair has it.
 * @param {string} s
 * @param {(text: string) => import('./terms.js').Token[]} tokens
 */
export function unitsOf(s, tokens) {
  const list = tokens(s)
  const paired = new Set()
  for (const t of list) if (t.kind === 'gram') paired.add(t.pos).add(t.pos + 1)
  return list.filter((t) => t.kind !== 'single' || !paired.has(t.pos))
}
