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
 * looked up.
 * @typedef {{units: Unit[], main: Sequence, phrases: Sequence[], not: Sequence[], notUnits: Unit[], cut: boolean, filters: Map<string, string[]>, words: string[]}} Query
 */

const queryFields = /^(speaker|topic|session|series|section|lang|from|to):/i
const queryQuotes = /** @type {Record<string, string>} */ ({ '"': '"', '“': '”', '„': '“', '«': '»', '「': '」' })

/** A quotation mark that stands for gershayim within a Hebrew word. */
const queryInside = /^[\u05d0-\u05ea]"[\u05d0-\u05ea]/

/** The most units that are looked up; a longer query is a pasted page. */
const queryMost = 24

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
  const quoted = () => {
    const end = text.indexOf(queryQuotes[text[i]], i + 1)
    const s = text.slice(i + 1, end < 0 ? text.length : end)
    i = end < 0 ? text.length : end + 1
    return s
  }
  while (i < text.length) {
    if (/\s/.test(text[i])) {
      i++
      continue
    }
    const minus = text[i] === '-' && i + 1 < text.length && !/[\s-]/.test(text[i + 1]) && (i === 0 || /\s/.test(text[i - 1]))
    if (minus) i++
    const field = minus ? null : queryFields.exec(text.slice(i))
    if (field) i += field[0].length
    let s
    if (queryQuotes[text[i]]) {
      s = quoted()
      last = 'phrase'
      if (!field && !minus) {
        ;(loose ? words : phrases).push(s)
        continue
      }
    } else {
      let j = i
      while (j < text.length && !/\s/.test(text[j]) && (!queryQuotes[text[j]] || queryInside.test(text.slice(j - 1, j + 2)))) j++
      s = text.slice(i, j)
      i = j
      last = 'word'
    }
    if (field) {
      const key = field[1].toLowerCase()
      if (s) filters.set(key, [...(filters.get(key) ?? []), s])
      last = 'field'
    } else if (minus) {
      not.push(s)
      last = 'not'
    } else {
      words.push(s)
    }
  }
  const units = /** @type {Unit[]} */ ([])
  const index = new Map()
  let cut = false
  const sequence = (/** @type {string} */ s, /** @type {boolean} */ open) => {
    const out = /** @type {Sequence} */ ([])
    const list = unitsOf(s, tokens)
    list.forEach((t, n) => {
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
  const refused = not.map((s) => unitsOf(s, tokens).map((t) => ({ unit: notUnits.push({ term: t.term, form: t.form, kind: t.kind, start: false }) - 1, pos: t.pos }))).filter((p) => p.length)
  return { units, main, phrases: sequences, not: refused, notUnits, cut, filters, words }
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
