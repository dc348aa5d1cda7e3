// @ts-check
// Marks the words that a reader searched for, who came from the search page:
// its links carry them as ?find=, each as it stands in the record, a "*" at the
// end where it is the beginning of a word.

/** The most marks that a page is given: enough for what a reader looks through. */
const mostMarks = 2000

/** Letters of scripts that put no blank between words, and of Hangul, whose
 * words are found within longer ones. */
const unspaced = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A pattern for words as they are asked for.
 * @param {string[]} words */
function patternOf(words) {
  const of = words.map((w) => {
    const open = w.endsWith('*')
    const text = (open ? w.slice(0, -1) : w).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[iıİ]\u0307?/giu, '[iıİ]\u0307?')
    if (!text || unspaced.test(w)) return text
    return '(?<![\\p{L}\\p{M}\\p{N}])' + text + (open ? '' : '(?![\\p{L}\\p{M}\\p{N}])')
  }).filter((w) => w)
  return of.length ? new RegExp(of.join('|'), 'giu') : null
}

/** Where a pattern stands in the record.
 * @param {RegExp} pattern */
function* placesOf(pattern) {
  for (const said of document.querySelectorAll('.said')) {
    const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const m of (node.nodeValue ?? '').matchAll(pattern)) {
        const range = document.createRange()
        range.setStart(node, m.index)
        range.setEnd(node, m.index + m[0].length)
        yield range
      }
    }
  }
}

/** Marks ranges, without a change to the record where the browser can.
 * @param {Range[]} ranges */
function mark(ranges) {
  if ('highlights' in CSS && typeof Highlight === 'function') {
    CSS.highlights.set('found', new Highlight(...ranges))
    return
  }
  // From the last to the first, for to wrap one changes what follows it.
  for (const range of ranges.reverse()) range.surroundContents(document.createElement('mark'))
}

/** Marks the words that the address asks for, and gives their places. */
function markAsked() {
  const words = new URLSearchParams(location.search).getAll('find').map((w) => w.trim())
  const pattern = patternOf(words)
  const ranges = []
  for (const range of pattern ? placesOf(pattern) : []) {
    ranges.push(range)
    if (ranges.length === mostMarks) break
  }
  return ranges
}

/** Marks the words that the address asks for, and shows those of its turn.
 * @returns {boolean} whether there are any to show */
function markFound() {
  const ranges = markAsked()
  if (!ranges.length) return false
  const target = document.getElementById(asked())
  const turn = target?.closest('.turn')
  const after = (/** @type {Range} */ r) => !!turn?.contains(r.startContainer) && !!target && !!(target.compareDocumentPosition(r.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING)
  const first = target && (ranges.find((r) => target.contains(r.startContainer)) ?? ranges.find(after))
  const top = first?.startContainer.parentElement
  mark(ranges)
  if (!target) return false
  keepInView(target, () => (first && (first.collapsed ? top : first))?.getBoundingClientRect())
  return true
}

/** Scrolls to a passage, and on to its first mark where that stands below the
 * screen.
 * @param {Element} target
 * @param {() => DOMRect | undefined} place of the mark */
function keepInView(target, place) {
  let shown = false
  settle(() => {
    let rect = place()
    if (rect && rect.top >= 0 && rect.bottom <= innerHeight - 48 && shown) return
    shown = true
    // Sizes of parts that were put off are known only now.
    target.scrollIntoView({ block: 'start', behavior: 'instant' })
    rect = place()
    if (rect && rect.bottom > innerHeight - 48) scrollBy({ top: rect.top - innerHeight / 2, behavior: 'instant' })
  })
}

if (!markFound() && !resumed) stayAtAddress()
