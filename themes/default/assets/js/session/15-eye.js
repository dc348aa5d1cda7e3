// @ts-check
// Where the reader reads: which turn is under the eye, and how it keeps its place
// while the page around it changes, also when another language's page takes the
// place of this one.

/** How far below the top of the window the eye is taken to be, in pixels: below
 * what stands fixed there. */
const eyeLine = 72

/** The turn under the eye: the first of this edition at or below the line, null
 * above the record. */
function underEye() {
  for (let y = eyeLine; y < innerHeight / 2; y += 24) {
    const at = document.elementFromPoint(innerWidth / 2, y)
    if (!at?.closest('.record')) continue
    const turn = /** @type {HTMLElement | null} */ (at.closest('.pair')?.querySelector('.turn[id]') ?? at.closest('.turn'))
    if (turn && turns.includes(turn)) return turn
  }
  return null
}

/** Does what puts a page in its place, now and until sizes are known: parts that
 * were put off, faces of type, the browser's own scrolling to an address.
 * Whoever scrolls by hand is left alone.
 * @param {() => void} place */
function settle(place) {
  let left = false
  const leave = () => { left = true }
  for (const kind of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(kind, leave, { once: true, passive: true })
  const show = () => { if (!left) place() }
  show()
  if (document.readyState !== 'complete' && returning()) return // to where the reader was
  const again = (frames = 3) => {
    show()
    if (frames) requestAnimationFrame(() => again(frames - 1))
  }
  if (document.readyState === 'complete') again()
  else addEventListener('load', () => again(), { once: true })
  document.fonts?.ready.then(() => again())
}

/** Whether the browser itself puts the page where the reader had left it. */
function returning() {
  const way = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType('navigation')[0])?.type
  return way === 'reload' || way === 'back_forward'
}

/** Keeps in the upper half of the window what the address leads to: a browser
 * goes there by sizes that are still guessed. */
function stayAtAddress() {
  const there = document.getElementById(asked())
  if (there && !returning()) settle(() => {
    const { top } = there.getBoundingClientRect()
    if (top < -1 || top > innerHeight / 2) there.scrollIntoView({ block: 'start', behavior: 'instant' })
  })
}

/** Holds an element where it is in the window.
 * @param {Element} el
 * @param {number} top */
function hold(el, top) {
  settle(() => {
    const off = el.getBoundingClientRect().top - top
    if (Math.abs(off) > .5) scrollBy({ top: off, behavior: 'instant' })
  })
}

/** The link from a turn to its counterpart in a language, null for none.
 * @param {Element} turn
 * @param {string} language */
const counterpart = (turn, language) => /** @type {HTMLAnchorElement | null} */ (turn.querySelector('.others a[hreflang="' + CSS.escape(language) + '"]'))

/** Under this name the place is kept while one page follows another. */
const eyeKey = 'dixit-eye'

/** Makes a link to the page in another language lead to what is under the eye,
 * and notes where in the window that stands.
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} turn under the eye */
function carryEye(link, turn) {
  let i = turns.indexOf(turn)
  while (i > 0 && !counterpart(turns[i], link.hreflang)) i--
  const twin = counterpart(turns[i], link.hreflang)
  if (!twin) return
  // A unit of several turns stands where its first does.
  while (i > 0 && counterpart(turns[i - 1], link.hreflang)?.href === twin.href) i--
  const to = new URL(twin.href)
  to.search = new URL(link.href).search
  link.href = to.href
  const { top, height } = turns[i].getBoundingClientRect()
  // Deep within a long turn, as far into the other as into this one.
  const share = top < -innerHeight / 2 ? (eyeLine - top) / height : 0
  try {
    sessionStorage.setItem(eyeKey, JSON.stringify({ id: decodeURIComponent(to.hash.slice(1)), top, share }))
  } catch {
    // Without storage the link leads to the turn all the same.
  }
}

/** Puts what was under the eye on the page before where it stood there.
 * @returns {boolean} whether there was any */
function resumeEye() {
  let kept = null
  try {
    kept = JSON.parse(sessionStorage.getItem(eyeKey) ?? 'null')
    sessionStorage.removeItem(eyeKey)
  } catch {
    return false
  }
  const turn = kept && kept.id === asked() && document.getElementById(kept.id)
  if (!turn) return false
  if (kept.share > 0) settle(() => {
    const { top, height } = turn.getBoundingClientRect()
    scrollBy({ top: top + Math.min(kept.share, 1) * height - eyeLine, behavior: 'instant' })
  })
  else hold(turn, kept.top)
  return true
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[hreflang]')
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
  const own = link.closest('.others')?.closest('.turn')
  const turn = own instanceof HTMLElement && turns.includes(own) ? own : link.closest('.editions, .flip, .beside-head') && underEye()
  if (turn) carryEye(link, turn)
})

const resumed = resumeEye()
