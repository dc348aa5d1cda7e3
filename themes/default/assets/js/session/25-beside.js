// @ts-check
// Two editions side by side: ?with=LANGUAGE. Here the page of the other edition is
// fetched, once, and its turns are put into rows with this one's: which belong
// together is told by the links that both pages have from turn to turn.
// 26-passages.js pairs the paragraphs of a turn, 27-lay.js changes the page.

/** @typedef {{ ours: HTMLElement[], theirs: HTMLElement[], late: boolean }} Row turns of one unit; one list may be empty, late where the rest of its unit stands above */

const besideMenu = copyOf('beside-menu')
/** The language that stands beside, '' for none. */
let beside = ''
/** What was fetched, by language. @type {Map<string, Promise<Document>>} */
const editions = new Map()

/** @param {string} language */
const besideLink = (language) => /** @type {HTMLAnchorElement | null} */ (besideMenu?.el.querySelector('a[hreflang="' + CSS.escape(language) + '"]') ?? null)

/** The address of the other edition's page.
 * @param {HTMLAnchorElement} link */
const pageOf = (link) => new URL(link.dataset.page ?? '', location.href).href

/** The page of another edition, with its links made to hold here.
 * @param {HTMLAnchorElement} link */
function fetchEdition(link) {
  const known = editions.get(link.hreflang)
  if (known) return known
  const page = (async () => {
    const answer = await fetch(pageOf(link))
    if (!answer.ok) throw new Error(String(answer.status))
    const doc = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const a of doc.querySelectorAll('.record a[href]')) a.setAttribute('href', new URL(a.getAttribute('href') ?? '', answer.url).href)
    return doc
  })()
  editions.set(link.hreflang, page)
  page.catch(() => editions.delete(link.hreflang))
  return page
}

/** The part of an address after "#", decoded.
 * @param {HTMLAnchorElement | null} link */
const idOf = (link) => (link ? decodeURIComponent(new URL(link.href).hash.slice(1)) : '')

/** The turns of two editions in rows, one for each unit. Who stands alone comes
 * where it was said.
 * @param {HTMLElement[]} theirs
 * @param {string} language of theirs */
function rowsOf(theirs, language) {
  // A unit goes by the first turn that the other edition has of it.
  const unitOf = new Map(turns.map((t) => [t.id, idOf(counterpart(t, language))]))
  const here = document.documentElement.lang
  const ours = turns.map((t) => unitOf.get(t.id) ?? '')
  const other = theirs.map((t) => unitOf.get(idOf(counterpart(t, here))) ?? '')
  const known = new Set(other)
  const done = new Set()
  /** @type {Row[]} */
  const rows = []
  let i = 0, j = 0
  while (i < turns.length || j < theirs.length) {
    const unit = ours[i], twin = other[j]
    /** @type {Row} */
    const row = { ours: [], theirs: [], late: false }
    if (i < turns.length && (!unit || !known.has(unit) || done.has(unit))) {
      row.late = done.has(unit)
      row.ours.push(turns[i++])
    } else if (j < theirs.length && (unit !== twin || i === turns.length)) {
      row.late = done.has(twin)
      row.theirs.push(theirs[j++])
    } else {
      // A unit that goes on in the next section is cut there.
      const part = turns[i].parentElement
      while (i < turns.length && ours[i] === unit && turns[i].parentElement === part) row.ours.push(turns[i++])
      while (j < theirs.length && other[j] === twin) row.theirs.push(theirs[j++])
      done.add(unit)
    }
    rows.push(row)
  }
  return rows
}
