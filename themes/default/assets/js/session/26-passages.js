// @ts-check
// Side by side: which paragraphs of two turns that render each other do so
// themselves. They meet by their lengths and by the figures and Latin words that
// both have. No page is built for a pair of languages, so the browser finds this
// out; what it takes is a part of what builder/internal/archive/align does with
// whole sessions.

/** What a paragraph has that translation keeps.
 * @param {string} text */
const marksOf = (text) => new Set(text.match(/\d{2,}|[A-Z][A-Za-z]{2,}/g) ?? [])

/** Which paragraphs of two turns render each other, as groups: dynamic programming
 * over lengths and marks, in the manner of Gale and Church. The spread of lengths
 * (.01 + 2 / length) and its long tails (2.5 ln (1 + z / 4)) are those that package
 * align measured. A paragraph without a counterpart costs 4, as much as one of 400
 * letters whose counterpart is twice as long; two for one costs 2 besides its
 * lengths; a mark that both have saves 1, four at most. Eight letters more on either
 * side keep a short paragraph from being odd for a word.
 * @param {Element[]} a
 * @param {Element[]} b */
function passagesOf(a, b) {
  const measure = (/** @type {Element[]} */ list) => list.map((e) => ({ length: (e.textContent ?? '').length + 1, marks: marksOf(e.textContent ?? '') }))
  const x = measure(a), y = measure(b)
  const sum = (/** @type {{ length: number }[]} */ list) => list.reduce((n, e) => n + e.length, 0)
  const ratio = sum(y) / sum(x)
  const cost = (/** @type {typeof x} */ p, /** @type {typeof y} */ q) => {
    if (!p.length || !q.length) return 4
    const here = sum(p) * ratio, there = sum(q)
    const off = Math.log((there + 8) / (here + 8)) ** 2 / (2 * (.01 + 2 / Math.sqrt(here * there)))
    let shared = 0
    for (const e of p) for (const m of e.marks) if (q.some((f) => f.marks.has(m))) shared++
    return 2.5 * Math.log(1 + off / 4) + (p.length + q.length > 2 ? 2 : 0) - Math.min(shared, 4)
  }
  const ways = [[1, 1], [1, 2], [2, 1], [1, 0], [0, 1]]
  const best = Array.from({ length: x.length + 1 }, () => Array.from({ length: y.length + 1 }, () => ({ cost: Infinity, way: ways[0] })))
  best[0][0].cost = 0
  for (let i = 0; i <= x.length; i++) {
    for (let j = 0; j <= y.length; j++) {
      for (const way of ways) {
        const [m, n] = way
        if (i < m || j < n) continue
        const c = best[i - m][j - n].cost + cost(x.slice(i - m, i), y.slice(j - n, j))
        if (c < best[i][j].cost) best[i][j] = { cost: c, way }
      }
    }
  }
  const groups = []
  for (let i = x.length, j = y.length; i || j;) {
    const [m, n] = best[i][j].way
    groups.unshift({ a: a.slice(i - m, i), b: b.slice(j - n, j) })
    i -= m
    j -= n
  }
  return groups
}

/** Gives the paragraphs of two turns their rows, for when they stand beside each
 * other, and their lines, for when they stand under each other.
 * @param {HTMLElement} pair
 * @param {Element} ours
 * @param {Element} theirs */
function layPassages(pair, ours, theirs) {
  const blocks = (/** @type {Element} */ turn) => [...turn.querySelectorAll('.said > *')]
  const a = blocks(ours), b = blocks(theirs)
  if (a.length < 2 || b.length < 2) return
  let row = 1, line = 1
  for (const group of passagesOf(a, b)) {
    const most = Math.max(group.a.length, group.b.length)
    for (const list of [group.a, group.b]) {
      list.forEach((el, i) => {
        if (!(el instanceof HTMLElement)) return
        el.style.setProperty('--row', String(row + i))
        el.style.setProperty('--span', String(i === list.length - 1 ? most - i : 1))
        el.style.setProperty('--line-of', String(line++))
      })
    }
    row += most
  }
  pair.classList.add('passages')
  pair.style.setProperty('--rows', String(row - 1))
  pair.style.setProperty('--lines', String(line - 1))
}
