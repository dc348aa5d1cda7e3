// @ts-check
// Filters: what the hits have in common, each a link that limits the search to
// it, and those that were chosen, each a link that takes it away again.

/** How many values of a kind are shown before the rest is folded away. */
const fewValues = 10

/** What values are called, by token, as far as something found has said so.
 * @type {Map<string, { text: string, language?: string }>} */
const labels = new Map()

/** @param {string} t a token
 * @param {string} text
 * @param {string} [language] */
function label(t, text, language) {
  if (text && !labels.has(t)) labels.set(t, { text, language })
}

// Topics and series, which the index names by id alone.
for (const el of words.content.querySelectorAll('[data-token]')) label(el.getAttribute('data-token') ?? '', el.textContent ?? '', el.getAttribute('lang') ?? undefined)

/** The filters that were chosen.
 * @param {Asked} asked */
function showChips(asked) {
  const chips = one('.chips')
  chips.hidden = !asked.filters.length
  chips.replaceChildren(...asked.filters.map((t) => {
    const f = filterOf(t)
    const name = f?.key === 'lang' ? { text: f.value === 'all' ? say('all') : languageOf(f.value).name, language: f.value } : labels.get(t)
    const text = name?.text ?? (f?.key === 'from' || f?.key === 'to' ? dateOf(f.value) : f?.value ?? t)
    const kind = f ? words.dataset['is' + f.key[0].toUpperCase() + f.key.slice(1)] : ''
    return make('a', { class: 'chip', href: addressOf(withoutFilters(asked, t)), 'data-go': true, 'aria-label': say('remove', { filter: (kind ? kind + ': ' : '') + text }) },
      kind && kind + ': ', isolated(text, name?.language === 'all' ? undefined : name?.language), make('span', { class: 'away', 'aria-hidden': 'true' }, '×'))
  }))
  const n = asked.filters.length
  one('.filters .num').textContent = n ? number(n) : ''
}

/** A bar, as the page's other charts have it.
 * @param {number} share of the largest, 0 to 100 */
function bar(share) {
  const svg = /** @type {Element} */ (words.content.querySelector('.bar')?.cloneNode(true))
  svg.firstElementChild?.setAttribute('width', String(share))
  return svg
}

/** @typedef {{ value: string, label: string, count: number }} Value */
/** @typedef {{ languages: Value[], years: Value[], speakers: Value[], topics: Value[], series: Value[], exact: boolean }} Facets */

/** A group of filters of one kind.
 * @param {string} id
 * @param {HTMLElement[]} entries
 * @param {string} [kind] */
function group(id, entries, kind = 'counts') {
  if (!entries.length) return null
  const list = (/** @type {HTMLElement[]} */ of) => make('ul', { class: kind }, ...of.map((e) => make('li', {}, e)))
  const rest = entries.slice(fewValues)
  return make('section', {}, make('h2', {}, say(id)), list(entries.slice(0, fewValues)),
    rest.length > 0 && make('details', {}, make('summary', {}, count('rest', entries.length)), list(rest)))
}

/** @param {Facets} facets
 * @param {Asked} asked
 * @param {string[] | undefined} searched the languages that were searched
 * @param {Value[]} languages with their counts, whichever of them are searched
 * @param {{ total: number, exact: boolean }} answer */
function showFacets(facets, asked, searched, languages, answer) {
  // Languages and years are counted over all that was found, the others over the
  // best of it. Where the counts are not those of the answer, as with words in
  // quotes, they are left out.
  const counted = facets.languages.reduce((n, v) => n + v.count, 0) === answer.total
  const whole = counted ? (answer.exact ? '' : '≥ ') : null
  const some = facets.exact ? '' : '≥ '
  /** @param {string} facet what it is, by a name that stays
   * @param {Asked} to
   * @param {Node | string} name
   * @param {number | null} n
   * @param {string | null} about what stands before the number; null for no number
   * @param {boolean} [current]
   * @param {Element | null} [chart] */
  const entry = (facet, to, name, n, about, current, chart) => make('a', { href: addressOf(to), 'data-go': true, 'data-facet': facet, 'aria-current': current && 'true' },
    make('span', { class: 'k' }, name), chart && ' ', chart, n != null && about != null && ' ', n != null && about != null && make('bdi', { class: 'num' }, about + number(n)))

  /** @param {string} key
   * @param {Value[]} values */
  const values = (key, values) => values.map((v) => {
    const t = token(key, v.value), chosen = asked.filters.includes(t)
    label(t, v.label !== v.value ? v.label : '')
    const name = labels.get(t)
    return entry(t, chosen ? withoutFilters(asked, t) : withFilters(asked, [key, v.value]), name ? isolated(name.text, name.language) : make('bdi', { dir: 'auto' }, v.label), v.count, some, chosen)
  })

  const plain = withoutFilters(asked, ...asked.filters.filter((t) => t.startsWith('lang:')))
  const inLanguages = (/** @type {string[]} */ tags) => withFilters(plain, .../** @type {[string, string][]} */ (tags.map((tag) => ['lang', tag])))
  const inEach = languages.map((v) => {
    const on = !!searched?.includes(v.value)
    const to = on ? searched.filter((l) => l !== v.value) : [...(searched ?? []), v.value]
    return entry(token('lang', v.value), to.length ? inLanguages(to) : inLanguages(['all']), isolated(languageOf(v.value).name, v.value), v.count, whole, on)
  })
  if (inEach.length > 1 || languages.some((v) => !searched?.includes(v.value))) inEach.unshift(entry('lang:all', inLanguages(['all']), say('all'), null, null, !searched))
  else inEach.length = 0

  const most = Math.max(1, ...facets.years.map((v) => v.count))
  const spans = asked.filters.filter((t) => /^(from|to):/.test(t))
  // In order of time, as bars are read, with what has no date at the end.
  const years = [...facets.years].sort((a, b) => Number(b.value) - Number(a.value)).map((v) => {
    const chosen = spans.includes('from:' + v.value) && spans.includes('to:' + v.value)
    return entry('year:' + v.value, chosen ? withoutFilters(asked, ...spans) : withFilters(asked, ['from', v.value], ['to', v.value]), figures(v.label || v.value), v.count, whole, chosen, bar(Math.round(v.count * 100 / most)))
  })

  // What the hits could only name by id.
  for (const el of one('.hits').querySelectorAll('[data-label]')) el.textContent = labels.get(el.getAttribute('data-label') ?? '')?.text ?? el.textContent
  replaceFacets(.../** @type {HTMLElement[]} */ ([
    group('languages', inEach, 'counts ticks'), group('years', years, 'bars'), group('speakers', values('speaker', facets.speakers)),
    group('topics', values('topic', facets.topics)), group('series', values('series', facets.series)),
  ].filter((g) => g)))
}

/** Puts filters in place of those that stood there. The focus stays on the same
 * one; where that is gone it goes to what was chosen, or to the box.
 * @param {...HTMLElement} groups */
function replaceFacets(...groups) {
  const place = one('.facets')
  const focus = place.contains(document.activeElement) ? document.activeElement : null
  const facet = focus?.getAttribute('data-facet')
  place.replaceChildren(...groups)
  if (!focus) return
  const same = /** @type {HTMLElement | null} */ (facet ? place.querySelector('[data-facet="' + CSS.escape(facet) + '"]') : null)
  same?.closest('section > details')?.setAttribute('open', '')
  ;(same ?? /** @type {HTMLElement | null} */ (one('.chips').querySelector('a')) ?? one('#q')).focus({ preventScroll: true })
}
