// @ts-check
// The few words of a passage that are shown with a hit.

const snippetBefore = 60, snippetSize = 220 // UTF-16 units
const snippetCut = /[\s\u3000-\u303f\uff00-\uff0f]/

/**
 * @param {string} text @param {Map<number, any>[]} at @param {{length: number, from: number, first: number}} run
 * @param {import('./query.js').Query} query
 */
export function readerSnippet(text, at, run, query) {
  const found = at.flatMap((m) => [...m.values()]).sort((a, b) => a.start - b.start || b.end - a.end)
  const begin = run.length ? at[query.main[run.from].unit].get(run.first) : found[0]
  let from = begin ? Math.max(0, begin.start - snippetBefore) : 0
  let to = Math.min(text.length, from + snippetSize)
  const cut = (/** @type {number} */ i) => snippetCut.test(text[i])
  if (from > 0) for (let i = from; i < (begin?.start ?? 0); i++) if (cut(i)) { from = i + 1; break }
  if (to < text.length) for (let i = to; i > to - 40 && i > (begin?.end ?? 0); i--) if (cut(i)) { to = i; break }
  if (from > 0 && text.charCodeAt(from) >> 10 === 55) from-- // between halves of a character
  if (to < text.length && text.charCodeAt(to) >> 10 === 55) to++
  const out = /** @type {{text: string, mark: boolean}[]} */ ([])
  const push = (/** @type {string} */ s, /** @type {boolean} */ mark) => s && out.push({ text: s, mark })
  let pos = from
  let open = -1, end = -1
  const flush = () => {
    if (open < 0) return
    push(text.slice(pos, open), false)
    push(text.slice(open, end), true)
    pos = end
    open = -1
  }
  found.forEach((t) => {
    if (t.start < from || t.end > to) return
    if (open >= 0 && t.start <= end) end = Math.max(end, t.end)
    else {
      flush()
      open = t.start
      end = t.end
    }
  })
  flush()
  push(text.slice(pos, to), false)
  if (!out.length) return []
  if (from > 0) out.unshift({ text: '… ', mark: false })
  if (to < text.length) out.push({ text: ' …', mark: false })
  return out
}
