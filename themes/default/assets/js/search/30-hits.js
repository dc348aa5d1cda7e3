// @ts-check
// What was found, as a list: sessions, and under each the passages, every one a
// link with its margin.

/** @typedef {{ session: string, language: string, n: number, passage: number, anchor: string, url: string, speaker: string, speakerId: string, series: string, section: string, title: string, date: string, start: number | null, unit: number | null, snippet: { text: string, mark: boolean }[], text?: string }} Hit */

/** How many passages of one session stand together before they are summed up. */
const together = 3

const indexBase = new URL(place.dataset.index ?? '', location.href)
const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(pageLanguage, { granularity: 'grapheme' }) : null

/** A snippet whose marks begin and end where letters do, so that none is torn from its accents.
 * @param {{ text: string, mark: boolean }[]} snippet */
function whole(snippet) {
  if (!segmenter) return snippet
  const text = snippet.map((s) => s.text).join('')
  const letters = segmenter.segment(text)
  const out = []
  let at = 0, done = 0
  snippet.forEach(({ text: part, mark }, i) => {
    at += part.length
    let end = at
    const letter = at < text.length ? letters.containing(at) : undefined
    // The letter that a border would cut goes to the mark.
    if (letter && letter.index < at) end = mark || !snippet[i + 1]?.mark ? letter.index + letter.segment.length : letter.index
    if (end > done) out.push({ text: text.slice(done, end), mark })
    done = Math.max(done, end)
  })
  return out
}

/** The words of a snippet, and before and after them an ellipsis where it has one.
 * @param {Hit} hit */
function excerpt(hit) {
  const parts = whole(hit.snippet)
  const language = languageOf(hit.language)
  const first = parts[0]?.text ?? '', last = parts.at(-1)?.text ?? ''
  const words = make('bdi', {})
  parts.forEach((p, i) => {
    let text = p.text
    if (i === 0) text = text.replace(/^\s*…\s*/, '')
    if (i === parts.length - 1) text = text.replace(/\s*…\s*$/, '')
    words.append(p.mark ? make('mark', {}, text) : text)
  })
  const other = hit.language !== pageLanguage
  return make('span', { class: 'excerpt', lang: other && hit.language, dir: other && language.dir },
    /^\s*…/.test(first) && '… ', words, /…\s*$/.test(last) && ' …')
}

/** Where a hit leads: to its passage, with the words to be marked there.
 * @param {Hit} hit
 * @param {string} [beside] a language to be set beside it there */
function leadsTo(hit, beside) {
  const u = new URL(hit.url, indexBase)
  if (beside) u.searchParams.set('with', beside)
  if (u.protocol === 'file:' && u.pathname.endsWith('/')) u.pathname += 'index.html'
  // As they stand in the record: case is not the same in every language.
  const found = new Map()
  hit.snippet.forEach((p, i) => {
    const next = hit.snippet[i + 1]?.text ?? ''
    if (!p.mark) return
    const word = p.text.trim() + (/^[\p{L}\p{M}\p{N}]/u.test(next) ? '*' : ''), folded = word.toLowerCase()
    if (!found.has(folded)) found.set(folded, word)
  })
  for (const w of [...found.values()].slice(0, 12)) u.searchParams.append('find', w)
  return u.href
}

/** The margin of a hit: who, which turn, when; in which language, where it is not the page's.
 * @param {Hit} hit
 * @param {boolean} [named] */
function margin(hit, named = true) {
  return make('span', { class: 'margin' },
    named && make('span', { class: 'name' }, hit.speaker ? isolated(hit.speaker, hit.language) : say('nobody')), named && ' ',
    make('bdi', { class: 'num' }, number(hit.n)),
    hit.start != null && ' ', hit.start != null && make('bdi', { class: 'time' }, clock(hit.start)),
    hit.language !== pageLanguage && ' ', hit.language !== pageLanguage && make('span', { class: 'in' }, isolated(languageOf(hit.language).name, hit.language)))
}

/** @param {Hit} hit */
const keyOf = (hit) => hit.language + ' ' + hit.session + ' ' + hit.anchor

/** @param {Hit} hit */
const row = (hit) => make('li', { class: 'found', 'data-key': keyOf(hit) }, make('a', { class: 'row hit', href: leadsTo(hit) }, margin(hit), ' ', excerpt(hit)))

/** Shows what was found, sessions in the order of their first passage.
 * @param {Hit[]} hits
 * @param {Asked} asked
 * @param {boolean} all whether there are no more */
function showHits(hits, asked, all) {
  const groups = new Map()
  for (const hit of hits) groups.set(hit.session, [...(groups.get(hit.session) ?? []), hit])
  const limit = asked.filters.some((t) => t.startsWith('session:')) ? Infinity : together
  const list = one('.hits')
  const focus = list.contains(document.activeElement) ? document.activeElement?.closest('.found')?.getAttribute('data-key') : null
  const fresh = document.createDocumentFragment()
  for (const [session, own] of groups) {
    const { title, date, series, language } = own[0]
    label(token('session', session), title, language)
    fresh.append(make('section', { class: 'group' },
      make('h2', {}, make('time', { datetime: date || null }, dateOf(date)), ' · ', isolated(title, language), series && ' · ', series && make('span', { class: 'of', 'data-label': token('series', series) }, labels.get(token('series', series))?.text ?? series)),
      make('ol', { class: 'rows' }, ...own.slice(0, limit).map(row)),
      own.length > limit && make('p', { class: 'all' }, make('a', { href: addressOf(withFilters(asked, ['session', session])), 'data-go': true }, count('moreHere', own.length - limit, all)))))
  }
  list.replaceChildren(fresh)
  if (focus) /** @type {HTMLElement | null} */ (list.querySelector('[data-key="' + CSS.escape(focus) + '"] a'))?.focus()
}

/** Sets beside a hit the same speech in another language, if there is one.
 * @param {{ counterpart(hit: Hit, language: string): Promise<Hit | null> }} index
 * @param {Hit[]} hits
 * @param {string} beside the language that was asked for, '' for none
 * @param {() => boolean} current whether the hits are still those on the page */
async function showCounterparts(index, hits, beside, current) {
  one('.hits').classList.toggle('beside', !!beside)
  await Promise.all(hits.map(async (hit) => {
    const language = beside && hit.language !== beside ? beside : pageLanguage
    if (language === hit.language || !knownLanguages.includes(language)) return
    const twin = await index.counterpart(hit, language).catch(() => null)
    const at = one('.hits').querySelector('[data-key="' + CSS.escape(keyOf(hit)) + '"]')
    if (!current() || !at || at.querySelector('.twin') || !(twin || beside)) return
    const name = languageOf(language).name
    if (twin && beside) /** @type {HTMLAnchorElement} */ (at.firstElementChild).href = leadsTo(hit, language)
    if (!twin) return void at.append(make('p', { class: 'twin none' }, say('noCounterpart', { language: name })))
    const [before, after] = say('counterpart').split('{language}')
    at.append(make('p', { class: 'twin' }, make('span', { class: 'which' }, before, isolated(name, language), after, ' ', make('bdi', { class: 'num' }, number(twin.n))), ' ', make('a', { href: leadsTo(twin, beside && hit.language) }, excerpt(twin))))
  }))
}
