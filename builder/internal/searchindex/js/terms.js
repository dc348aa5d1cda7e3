// @ts-check
// The tokeniser of the search index. It gives the same tokens as package terms
// in Go does, whose comment has the rules; nothing here asks the browser's own
// Unicode tables.

import { termBare, termFold, termHidden, termLead, termMade, termMark, termOther, termPoint, termSpread, termUnit, termZero } from './tables.js'

/**
 * A word or piece of a text. term is the key, form the word as written but for
 * case and width; start and end are UTF-16 units of the text.
 * @typedef {{term: string, form: string, kind: 'word' | 'gram' | 'single', pos: number, start: number, end: number}} Token
 *
 * A folded character: its code point, its class, and what of the text it is.
 * @typedef {{r: number, k: number, start: number, end: number}} TermChar
 */

// Classes of characters. What has none is a letter, mark or digit of a script
// with blanks.
const termOTHER = 1
const termHIDDEN = 2
const termMARK = 3
const termUNIT = 4
const termLEAD = 5
const termPOINT = 6

/** The numbers of a table: digits of base 32, the lowest first, all but the last with 32 added. */
const termNumbers = (/** @type {string} */ s) => {
  const out = []
  for (let i = 0, n = 0, shift = 0; i < s.length; i++) {
    const d = s.charCodeAt(i) - 40
    n |= (d & 31) << shift
    shift += 5
    if (d < 32) {
      out.push(n)
      n = shift = 0
    }
  }
  return out
}

const termUnsign = (/** @type {number} */ n) => (n & 1 ? -(n + 1) / 2 : n / 2)

const termString = String.fromCodePoint

/** Pairs of a letter and what it becomes. */
const termPairs = (/** @type {string} */ s) => new Map(s.split(' ').map(x => [x.codePointAt(0), x.slice(/** @type {number} */ (x.codePointAt(0)) > 0xffff ? 2 : 1)]))

/**
 * A tokeniser, with its tables, which it takes some milliseconds and 400 kB to
 * make; nothing of them outlives it. han has the simplified characters for the
 * traditional ones of a text.
 * @param {Map<string, string>} han
 */
export function tokeniser(han) {
  const termClasses = new Uint8Array(0x20000)
  ;[termOther, termHidden, termMark, termUnit, termLead, termPoint].forEach((s, k) => {
    const n = termNumbers(s)
    for (let i = 0, at = 0; i < n.length; i += 2) {
      at += n[i]
      termClasses.fill(k + 1, at, (at += n[i + 1] + 1))
    }
  })

  const termClass = (/** @type {number} */ r) => (r < 0x20000 ? termClasses[r] : r < 0x40000 ? termUNIT : r >> 12 == 0xe0 ? termHIDDEN : termOTHER)

  /** Calls f for each row of a table of three columns, each written after the other. */
  const termRows = (/** @type {string} */ s, /** @type {(a: number, b: number, c: number) => void} */ f) => {
    const n = termNumbers(s)
    const rows = n.length / 3
    for (let i = 0; i < rows; i++) f(n[i], n[i + rows], n[i + 2 * rows])
  }

  const termFolds = termPairs(termSpread)
  {
    let r = 0
    let to = 0
    termRows(termFold, (gap, run, by) => {
      r += gap
      to += termUnsign(by)
      const kind = run % 3
      const step = kind == 1 ? 2 : 1
      for (let j = (run - kind) / 3; j >= 0; j--) {
        termFolds.set(r, termString(to))
        r += j ? step : 1
        to += kind < 2 ? step : j ? 0 : 1
      }
    })
    r = 0
    for (const step of termNumbers(termZero)) {
      r += step
      for (let d = 0; d < 10; d++) termFolds.set(r + d, '' + d)
    }
  }

  const termBares = termPairs(termBare)

  /** What two characters make, and the reverse. @type {Map<string, number>} */
  const termMakes = new Map()
  /** @type {Map<number, number[]>} */
  const termParts = new Map()
  {
    let r = 0
    let a = 0
    termRows(termMade, (step, of, by) => {
      const b = 0x300 + termUnsign(by)
      termMakes.set((a += termUnsign(of)) + ' ' + b, (r += step))
      termParts.set(r, [a, b])
    })
  }

  const termMake = (/** @type {number} */ a, /** @type {number} */ b) => termMakes.get(a + ' ' + b) || 0

  /** The character that a and b behind it make, or 0: Hangul and kana by rule, others by table. */
  const termCompose = (/** @type {number} */ a, /** @type {number} */ b) => {
    if (b < 0x300 || b > 0x33ff) return 0
    const kana = a > 0x30a0 && a < 0x30ff ? a - 0x60 : a
    const ha = kana > 0x306e && kana < 0x307c && kana % 3 == 0
    const syllable = a - 0xac00
    if (b == 0x309a) return ha ? a + 2 : 0
    if (b == 0x3099) {
      if (kana == 0x3046) return a + 0x4e
      if (ha || (kana > 0x304a && kana < 0x3063 && kana & 1) || kana == 0x3064 || kana == 0x3066 || kana == 0x3068 || kana == 0x309d) return a + 1
      return a > 0x30ee && a < 0x30f3 ? a + 8 : 0
    }
    if (b > 0x1160 && b < 0x1176 && a > 0x10ff && a < 0x1113) return 0xac00 + ((a - 0x1100) * 21 + b - 0x1161) * 28
    if (b > 0x11a7 && b < 0x11c3 && syllable >= 0 && syllable < 11172 && syllable % 28 == 0) return a + b - 0x11a7
    const made = termMake(a, b)
    if (made) return made
    const parts = termParts.get(a)
    const of = parts ? parts[0] : 0, by = parts ? parts[1] : 0
    const other = termMake(of, b)
    return other && termMake(other, by)
  }

  /** The folded and composed characters of a text. */
  const termRead = (/** @type {string} */ text) => {
    /** @type {TermChar[]} */
    const chars = []
    /** @type {TermChar | undefined} */
    let last
    for (let start = 0, end; start < text.length; start = end) {
      const r = /** @type {number} */ (text.codePointAt(start))
      end = start + (r > 0xffff ? 2 : 1)
      const folded = termFolds.get(r)
      if (!folded && termClass(r) == termHIDDEN) {
        // What is of the same grapheme goes with the character before.
        const directs = r == 0xad || r == 0x61c || r == 0x180e || r == 0x200b || (r > 0x200d && r < 0x2070) || r == 0xfeff
        if (last && !directs && last.end == start) last.end = end
        continue
      }
      for (const c of folded || [r]) {
        const to = typeof c == 'string' ? /** @type {number} */ (c.codePointAt(0)) : c
        const made = last && termCompose(last.r, to)
        if (last && made) {
          last.r = made
          last.end = end
        } else chars.push((last = { r: to, k: termClass(to), start, end }))
      }
    }
    return chars
  }

  /** Whether r is a letter whose marks are not in a term: Latin or Greek. */
  const termSheds = (/** @type {number} */ r) => r < 0x400 || (r > 0x1cff && r < 0x2000) || (r > 0x2c5f && r < 0x2c80) || (r > 0xa71f && r < 0xa800)

  /** What characters are in a term. */
  const termOf = (/** @type {TermChar[]} */ chars) => {
    let out = ''
    let base = 0
    for (let { r, k } of chars) {
      if (k == termOTHER || k == termPOINT) continue
      const cyrillic = (base > 0x3ff && base < 0x530) || (base > 0xa63f && base < 0xa6a0)
      if (k != termMARK) base = r
      else if (termSheds(base) || (r == 0x301 && cyrillic)) continue
      let parts
      while (!termBares.has(r) && termSheds(r) && (parts = termParts.get(r))) r = parts[0]
      out += termBares.get(r) || termString(r)
    }
    return out
  }

  const termElided = /^([cdjlmnstv]|(jusq|lorsq|puisq|quoiq|q)u|un|(a|co|da|de|ne|que|su)ll|quest|sant|anch|tutt)$/

  const termDigit = (/** @type {TermChar | undefined} */ c) => c && c.r > 47 && c.r < 58

  /**
   * Whether r, a code point of a term, is of a script without blanks between
   * words, or of Hangul.
   * @param {number} r
   */
  function unspaced(r) {
    const k = termClass(r)
    return k == termUNIT || k == termLEAD
  }

  /**
   * The tokens of a text, ordered by start; a single before the gram that begins
   * with it.
   * @param {string} text
   * @returns {Token[]}
   */
  function tokens(text) {
    /** @type {Token[]} */
    const out = []
    const chars = termRead(text)
    let pos = 0
    let i = 0

    const is = (/** @type {number} */ at, /** @type {number} */ k) => at < chars.length && chars[at].k == k
    const form = (/** @type {number} */ from, /** @type {number} */ to) => chars.slice(from, to).map(c => termString(c.r)).join('')

    /** @type {(kind: Token['kind'], term: string, form: string, from: number, to: number) => void} */
    const add = (kind, term, form, from, to) => {
      out.push({ term, form, kind, pos, start: chars[from].start, end: chars[to - 1].end })
    }

    /** Emits the word of chars[from] to chars[to]; what is from bare on is not in its term. */
    const emit = (/** @type {number} */ from, /** @type {number} */ bare, /** @type {number} */ to) => {
      const term = termOf(chars.slice(from, bare)).replace(/^و(?=...)/u, '').replace(/^(ال|بال|كال|فال|لل)(?!له$)(?=..)/u, '')
      if (term) {
        add('word', term, form(from, to), from, to)
        pos++
      }
    }

    /** Single letters with dots between; whether there were any. */
    const initials = () => {
      const from = i
      let to = i
      let letters = 0
      for (; ; to++) {
        if (!is(to, 0) || termDigit(chars[to])) return false
        while (is(++to, termMARK));
        letters++
        if (!is(to + 1, 0) || chars[to].r != 46) break
      }
      const term = termOf(chars.slice(from, to))
      if (letters < 2 || !term || is(to, 0)) return false
      i = to
      if (is(to, termOTHER) && chars[to].r == 46) i++
      add('word', term, form(from, to), from, i)
      pos++
      return true
    }

    const word = () => {
      if (initials()) return
      let from = i
      let mark = -1
      let separator = 0
      for (; i < chars.length; i++) {
        const { r, k } = chars[i]
        if (!k || k == termMARK || k == termPOINT) continue
        if (k != termOTHER || !is(i + 1, 0)) break
        const before = chars[i - 1].r
        const after = chars[i + 1].r
        if (r == 39) {
          if (mark < 0 && termElided.test(termOf(chars.slice(from, i))) && /^[aeiouyh\d]/.test(termOf([chars[i + 1]]))) {
            emit(from, i, i)
            from = i + 1
          } else mark = i
        } else if (r == 34) {
          if (before < 0x591 || before > 0x5f2 || after < 0x591 || after > 0x5f2) break
        } else if (r == 0xb7) {
          if (before != 108 || after != 108) break
        } else if (r == 44 || r == 46) {
          // Between groups of three digits.
          if (separator ? separator != r : !/^[1-9]\d{0,2}$/.test(form(from, i))) break
          if (!/^\d{3}$/.test(form(i + 1, i + 4)) || termDigit(chars[i + 4])) break
          separator = r
        } else break
      }
      emit(from, mark > 0 && mark == i - 2 && chars[i - 1].r == 115 ? mark : i, i)
    }

    /** A run of a script without blanks: its units and every two neighbours. */
    const run = () => {
      /** @type {number[][]} */
      const units = []
      for (; i < chars.length; i++) {
        const { k } = chars[i]
        if (k < termMARK || k == termPOINT) break
        const last = units.length ? chars[i - 1] : { r: 0, k: 0 }
        const next = chars[i + 1]?.r == 0x1037 ? chars[i + 2] : chars[i + 1]
        const attaches = k == termMARK || (k == termUNIT && (last.k == termLEAD || last.r == 0x17d2 || last.r == 0x1039 || last.r == 0x1a60 || next?.r == 0x103a || next?.r == 0x1039))
        if (units.length && attaches) units[units.length - 1][1] = i + 1
        else units.push([i, i + 1])
      }
      units.forEach(([from, to], n) => {
        const simple = (/** @type {string} */ s) => [...s].map(c => han.get(c) || c).join('')
        const one = form(from, to)
        add('single', simple(one), one, from, to)
        if (units[n + 1]) {
          const two = form(from, units[n + 1][1])
          add('gram', simple(two), two, from, units[n + 1][1])
        }
        pos++
      })
    }

    while (i < chars.length) {
      const { k } = chars[i]
      if (!k) word()
      else if (k == termUNIT || k == termLEAD) run()
      else i++
    }
    return out
  }
  return { tokens, unspaced }
}
