// @ts-check
// The page: it reads what is asked for from the address and the box, searches,
// and shows the answer. An answer that comes after a later question is dropped.

const box = /** @type {HTMLInputElement} */ (one('#q'))
const besideBox = /** @type {HTMLSelectElement | null} */ (place.querySelector('[name=with]'))
const csvButton = one('.csv')

/** How many hits an answer has. */
const perAnswer = 20
/** How many are asked for at once, at most. */
const mostAtOnce = 160
/** How long typing must rest before it is searched, in milliseconds. */
const rest = 120

let asked = readAddress()
/** @type {Hit[]} */
let shown = []
/** How many hits were asked for to come to those that are shown. */
let reached = 0
/** How the answer was searched. */
let answeredBy = waysOf(undefined)
/** Whether what was asked for could not be answered, or not in full. */
let wanting = false
/** Which question is the last; one more with each. */
let question = 0
let stop = new AbortController()
/** @type {AbortController | null} */
let csvStop = null
/** @type {Promise<any> | null} */
let opening = null

/** The index, opened once; again after a failure. */
function index() {
  opening ??= (async () => {
    const classic = /** @type {any} */ (globalThis).dixitSearch
    const reader = classic ?? await import(new URL(place.dataset.reader ?? '', location.href).href).catch((e) => Promise.reject(Object.assign(new Error(String(e)), { code: 'fetch' })))
    return reader.open(indexBase, { fetch: reader.fetch ?? globalThis.fetch.bind(globalThis) })
  })()
  opening.catch(() => { opening = null })
  return opening
}

/** Searches for what is asked for.
 * @param {{ more?: boolean }} [how] */
async function search({ more = false } = {}) {
  const mine = ++question
  const current = () => mine === question
  stop.abort()
  stop = new AbortController()
  const { signal } = stop
  document.title = asked.q ? asked.q + ' · ' + pageTitle : pageTitle
  csvStop?.abort()
  showChips(asked)
  const query = queryOf(asked)
  if (!query) {
    shown = []
    showAnswer(false)
    one('.answer').removeAttribute('aria-busy')
    advise()
    status(asked.q || asked.filters.length ? say('wordless') : '')
    return
  }
  const busy = one('.answer')
  busy.setAttribute('aria-busy', 'true')
  const slow = setTimeout(() => current() && status(say('searching')), 400)
  try {
    const ix = await index()
    let by = more ? answeredBy : waysOf(languagesOf(asked))
    let widened = more && !by.languages && !!languagesOf(asked)
    const options = {
      limit: perAnswer, offset: more ? reached : 0, signal,
      partial: (/** @type {any} */ first) => {
        if (!current() || more || !first.hits.length) return
        showAnswer(true)
        showHits(first.hits, asked, false)
      },
    }
    let answer = await ix.search(query, { ...options, ...by })
    // Nothing in the page's own language, which nobody asked for: then in any.
    if (!answer.total && !more && by.languages && !namedLanguages(asked).length) {
      const wide = waysOf(undefined)
      const wider = await ix.search(query, { ...options, ...wide })
      if (wider.total) [answer, by, widened] = [wider, wide, true]
    }
    if (!current()) return
    const before = more ? shown : [], rows = more ? one('.hits').querySelectorAll('.found').length : 0
    let all = false
    shown = before
    for (;;) {
      const known = new Set(shown.map(keyOf))
      shown = [...shown, ...answer.hits.filter((/** @type {Hit} */ h) => !known.has(keyOf(h)))]
      reached = options.offset + options.limit
      all = !answer.hits.length || (answer.exact && Math.max(shown.length, reached) >= answer.total)
      answeredBy = by
      showAnswer(answer.total > 0 || asked.filters.length > 0)
      showHits(shown, asked, all)
      if (!more || all || one('.hits').querySelectorAll('.found').length > rows) break
      // What came only adds to sessions that are summed up: then more at a time.
      options.offset = reached
      options.limit = Math.min(options.limit * 2, mostAtOnce)
      answer = await ix.search(query, { ...options, ...by })
      if (!current()) return
    }
    wanting = answer.missing > 0
    one('.hits').setAttribute('data-total', answer.total)
    if (more) focusFirst(shown.slice(before.length))
    one('.more-hits').hidden = all
    one('.answer-tools').hidden = !answer.total
    busy.removeAttribute('aria-busy')
    clearTimeout(slow) // what follows the answer may take long, too
    report(answer, widened)
    advise(suggestion(answer), ...(answer.total ? [] : otherWays(answer)))
    showChips(asked)
    if (!answer.total) one('.ways').hidden = false
    await Promise.all([
      showCounterparts(ix, shown, asked.beside, current),
      more ? null : facets(ix, query, answer, by, signal, current),
    ])
  } catch (error) {
    if (current() && !signal.aborted) wanting = true, fail(error)
  } finally {
    clearTimeout(slow)
  }
}

/** Moves the focus to the first of some hits that is shown: of a session with
 * many, the last ones are only counted. Where none is, it goes to the end.
 * @param {Hit[]} hits */
function focusFirst(hits) {
  for (const hit of hits) {
    const link = one('.hits').querySelector('[data-key="' + CSS.escape(keyOf(hit)) + '"] a')
    if (link instanceof HTMLElement) return link.focus()
  }
  const links = one('.hits').querySelectorAll('a')
  links[links.length - 1]?.focus()
}

/** Fills in the filters, once the answer stands.
 * @param {any} ix
 * @param {string} query
 * @param {any} answer
 * @param {ReturnType<typeof waysOf>} by
 * @param {AbortSignal} signal
 * @param {() => boolean} current */
async function facets(ix, query, answer, by, signal, current) {
  try {
    const here = await ix.facets(query, { ...by, signal })
    if (!current()) return
    showFacets(here, asked, by.languages, here.languages, answer)
    showChips(asked) // whose names are known now
    if (!by.languages || knownLanguages.length < 2) return
    // How many there are in languages that are not searched costs more to know.
    const all = await ix.facets(query, { ...waysOf(undefined), signal })
    if (current()) showFacets(here, asked, by.languages, all.languages, answer)
  } catch (error) {
    if (current() && !signal.aborted) wanting = true, replaceFacets()
  }
}

/** Asks for something else.
 * @param {Asked} to
 * @param {{ push?: boolean }} [how] */
function go(to, { push = true } = {}) {
  asked = to
  try {
    // Some browsers allow no change of address to a page out of a folder.
    history[push ? 'pushState' : 'replaceState'](null, '', addressOf(to))
  } catch {}
  if (besideBox) besideBox.value = to.beside
  search()
}

let timer = 0
/** @param {Event} event */
function typed(event) {
  clearTimeout(timer)
  if (event instanceof InputEvent && event.isComposing) return // letters that are still on their way to be words
  timer = setTimeout(() => go({ ...asked, q: box.value.trim() }, { push: false }), rest)
}
box.addEventListener('input', typed)
box.addEventListener('compositionend', typed)
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing || !box.value) return
  event.preventDefault()
  box.value = ''
  clearTimeout(timer)
  go({ ...asked, q: '' }, { push: false })
})
box.form?.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(timer)
  go({ ...asked, q: box.value.trim() })
})

place.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[data-go]')
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const p = new URL(link.href).searchParams
  // Filters may be those of an answer before; what stands in the box is meant.
  const to = { q: link.closest('.facets') ? box.value.trim() : (p.get('q') ?? ''), filters: tokensOf(p.get('in') ?? '').map(plainToken), beside: p.get('with') ?? '' }
  clearTimeout(timer)
  box.value = to.q
  go(to)
  // What was clicked goes away; who has no mouse goes on from the box.
  if (!link.closest('.facets')) box.focus()
})

besideBox?.addEventListener('change', () => {
  go({ ...asked, beside: besideBox.value })
})
one('.more-hits').addEventListener('click', () => search({ more: true }))

csvButton.addEventListener('click', async () => {
  if (csvStop) return csvStop.abort()
  const mine = csvStop = new AbortController()
  const done = one('.csv-done'), name = csvButton.textContent
  const total = number(Number(one('.hits').getAttribute('data-total')))
  csvButton.textContent = say('stop')
  let text = ''
  try {
    const ix = await index()
    const table = await tableOf(ix.all(queryOf(asked), { ...answeredBy, signal: mine.signal }), (n) => { done.textContent = say('csvProgress', { n: number(n), total }) }, mine.signal)
    if (table) {
      save(table.file, (asked.q.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'search') + '.csv')
      text = count('csvDone', table.rows)
    }
  } catch {
    if (!mine.signal.aborted) text = say('csvFailed')
  }
  csvStop = null
  csvButton.textContent = name
  done.textContent = ''
  if (text) status(reported + ' ' + text)
})

function arrive() {
  asked = readAddress()
  box.value = asked.q
  if (besideBox) besideBox.value = asked.beside
  search()
}
addEventListener('popstate', arrive)
addEventListener('online', () => { if (wanting && queryOf(asked)) search() })
one('.no-script').remove()
place.classList.add('live')
arrive()
