// @ts-check
// Two editions side by side: ?with=LANGUAGE. The page of the other edition is
// fetched once, and its turns are set in rows with this one's. Which belong
// together is told by the links that both pages have from turn to turn; within a
// turn, paragraphs meet by their lengths and by the figures and Latin words that
// both have.

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

/** What a paragraph has that translation keeps.
 * @param {string} text */
const marksOf = (text) => new Set(text.match(/\d{2,}|[A-Z][A-Za-z]{2,}/g) ?? [])

/** Which paragraphs of two turns render each other, as groups: dynamic programming
 * over lengths and marks, in the manner of Gale and Church.
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

/** A turn of the other edition as it stands beside: its words and its number, and
 * who speaks where nobody of this edition does.
 * @param {HTMLElement} turn
 * @param {HTMLElement} root of its page
 * @param {boolean} named */
function visitor(turn, root, named) {
  const el = /** @type {HTMLElement} */ (document.importNode(turn, true))
  for (const e of [el, ...el.querySelectorAll('[id]')]) e.removeAttribute('id')
  el.removeAttribute('data-item')
  el.querySelector('.more')?.remove()
  if (!named) el.querySelector('.who')?.remove()
  el.lang = root.lang
  el.dir = root.dir
  return el
}

/** An element of a class that holds others.
 * @param {string} name
 * @param {...(Element | string)} content */
function box(name, ...content) {
  const el = document.createElement('div')
  el.className = name
  el.append(...content)
  return el
}

/** Where no counterpart is, that is said.
 * @param {Row} row */
function missing(row) {
  const p = document.createElement('p')
  p.className = 'none'
  p.textContent = row.late ? '' : besideMenu?.words.none ?? ''
  return p
}

/** Sets the turns of the other page beside this one's.
 * @param {Document} doc
 * @param {HTMLAnchorElement} link */
function lay(doc, link) {
  const root = doc.documentElement
  const theirs = /** @type {HTMLElement[]} */ ([...doc.querySelectorAll('.record .turn')])
  /** @type {Element | null} */
  let last = null
  for (const row of rowsOf(theirs, link.hreflang)) {
    const [first] = row.ours
    const cells = [box('cell'), box('cell')]
    const pair = box('pair', ...cells)
    const head = headOf(row)
    if (first) first.before(pair)
    else if (last) last.after(pair)
    else document.querySelector('.record .part')?.prepend(pair)
    if (head) {
      const own = first?.parentElement?.firstElementChild
      const there = /** @type {HTMLElement} */ (document.importNode(head, true))
      there.lang = root.lang
      there.dir = root.dir
      const heads = box('pair heads', box('cell'), box('cell', there))
      if (own === pair.previousElementSibling && own?.matches('h2')) heads.firstElementChild?.append(own)
      pair.before(heads)
    }
    cells[0].append(...(first ? row.ours : [missing(row)]))
    cells[1].append(...(row.theirs.length ? row.theirs.map((t) => visitor(t, root, !first)) : [missing(row)]))
    pair.classList.toggle('alone', !first || !row.theirs.length)
    if (first && counterpart(first, link.hreflang)?.classList.contains('loose')) pair.classList.add('loose')
    if (row.ours.length === 1 && row.theirs.length === 1) layPassages(pair, first, cells[1].children[0])
    last = pair
  }
}

/** The heading of the other edition that stands before a row.
 * @param {Row} row */
function headOf(row) {
  const [turn] = row.theirs
  const head = turn?.parentElement?.firstElementChild
  return head?.matches('h2') && head.nextElementSibling === turn ? head : null
}

/** Puts the record back as it was. */
function unlay() {
  for (const pair of document.querySelectorAll('.pair')) {
    pair.before(...[...(pair.firstElementChild?.children ?? [])].filter((e) => !e.matches('.none')))
    pair.remove()
  }
}

/** Changes the record, and keeps in place what is under the eye.
 * @param {() => void} change */
function inPlace(change) {
  const turn = underEye()
  const top = turn?.getBoundingClientRect().top ?? 0
  change()
  if ('highlights' in CSS) mark(markAsked()) // what was moved has lost its marks
  if (turn) hold(turn, top)
}

/** Shows the edition that the address names beside this one, or none. */
async function showBeside() {
  const language = new URLSearchParams(location.search).get('with') ?? ''
  const link = besideLink(language)
  const session = document.querySelector('.session')
  const status = document.querySelector('.beside-status')
  if (!besideMenu || !session || beside === (link ? language : '')) return
  beside = link ? language : ''
  if (status) status.textContent = link ? besideMenu.words.loading ?? '' : ''
  /** @type {Document | null} */
  let doc = null
  try {
    doc = link && await fetchEdition(link)
  } catch {
    if (beside !== language) return
    if (status) status.textContent = besideMenu.words.failed ?? ''
    beside = ''
  }
  if (doc && beside !== language) return // another was asked for meanwhile
  inPlace(() => {
    document.querySelector('.beside-head')?.remove()
    unlay()
    session.classList.toggle('two', !!doc)
    if (!doc || !link) return
    lay(doc, link)
    const head = copyOf('beside-head')
    const to = head?.el.querySelector('a')
    if (!head || !to) return
    to.href = pageOf(link) + '?with=' + encodeURIComponent(document.documentElement.lang)
    to.hreflang = to.lang = link.hreflang
    to.dir = link.dir
    to.textContent = link.textContent
    document.querySelector('.record')?.before(head.el)
  })
  if (status && doc) status.textContent = ''
  for (const a of besideMenu.el.querySelectorAll('a')) {
    if (a.hreflang === beside) a.setAttribute('aria-current', 'true')
    else a.removeAttribute('aria-current')
  }
}

/** Asks for a language beside; '' for none.
 * @param {string} language */
function ask(language) {
  const u = new URL(location.href)
  if (language) u.searchParams.set('with', language)
  else u.searchParams.delete('with')
  history.pushState(null, '', u)
  showBeside()
}

// Copying from one column yields that column only.
document.addEventListener('pointerdown', (event) => {
  const cell = event.target instanceof Element && event.target.closest('.pair > .cell')
  const record = document.querySelector('.record')
  if (record instanceof HTMLElement && cell) record.dataset.copy = cell.nextElementSibling ? 'first' : 'second'
})

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
  const link = event.target.closest('.beside a')
  if (link instanceof HTMLAnchorElement) {
    event.preventDefault()
    link.closest('details')?.removeAttribute('open')
    ask(link.hreflang)
  } else if (event.target.closest('.beside-head button')) {
    ask('')
    besideMenu?.el.querySelector('summary')?.focus({ preventScroll: true })
  }
})

if (besideMenu) {
  document.querySelector('.editions')?.append(besideMenu.el)
  addEventListener('popstate', showBeside)
  showBeside()
}
