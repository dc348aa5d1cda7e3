// @ts-check
// Side by side: the record with two editions in it, and back. Turns of this
// edition are moved, so that they keep their addresses and what a reader opened in
// them; those of the other are copied.

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
