// @ts-check
// What is asked for, and the address that says so: ?q= what stands in the box,
// ?in= the filters that were chosen, as the same tokens, ?with= a language to
// set beside.

/** @typedef {{ q: string, filters: string[], beside: string }} Asked */

/** Cuts a query into tokens; quotes hold one together.
 * @param {string} s
 * @returns {string[]} */
const tokensOf = (s) => s.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []

/** A filter as a token.
 * @param {string} key
 * @param {string} value */
const token = (key, value) => key + ':' + (/[\s"]/.test(value) ? '"' + value.replaceAll('"', '') + '"' : value)

/** The key and value of a token, if it is a filter: in capitals or not, with a
 * colon of any width.
 * @param {string} t */
function filterOf(t) {
  const m = /^(session|speaker|topic|series|section|lang|from|to)[:：](.+)$/i.exec(t)
  if (!m) return null
  const key = m[1].toLowerCase(), value = m[2].replaceAll('"', '')
  return { key, value: key === 'lang' ? knownTag(value) : value }
}

/** A tag as the site writes it, 'all' for all; what it does not know stays as it is.
 * @param {string} tag */
function knownTag(tag) {
  const low = tag.toLowerCase()
  return ['all', ...knownLanguages].find((l) => l.toLowerCase() === low) ?? knownLanguages.find((l) => low.startsWith(l.toLowerCase() + '-')) ?? tag
}

/** A token as it is compared with others.
 * @param {string} t */
function plainToken(t) {
  const f = filterOf(t)
  return f ? token(f.key, f.value) : t
}

/** @returns {Asked} */
function readAddress() {
  const p = new URLSearchParams(location.search)
  return { q: (p.get('q') ?? '').trim(), filters: tokensOf(p.get('in') ?? '').map(plainToken), beside: p.get('with') ?? '' }
}

/** The address that asks for something, relative to the page.
 * @param {Asked} asked */
function addressOf(asked) {
  const p = new URLSearchParams()
  if (asked.q) p.set('q', asked.q)
  if (asked.filters.length) p.set('in', asked.filters.join(' '))
  if (asked.beside) p.set('with', asked.beside)
  const s = p.toString()
  return location.pathname + (s ? '?' + s : '')
}

/** What is asked for with a filter more, in place of others of its kind where there can be one.
 * @param {Asked} asked
 * @param {...[string, string]} more */
function withFilters(asked, ...more) {
  const alone = ['session', 'from', 'to']
  const keys = more.map(([key]) => key).filter((key) => alone.includes(key))
  const kept = asked.filters.filter((t) => !keys.includes(filterOf(t)?.key ?? ''))
  return { ...asked, filters: [...new Set([...kept, ...more.map(([key, value]) => token(key, value))])] }
}

/** @param {Asked} asked
 * @param {...string} gone tokens */
const withoutFilters = (asked, ...gone) => ({ ...asked, filters: asked.filters.filter((t) => !gone.includes(t)) })

/** The languages that are asked for by name; none for those that go without saying, ['all'] for all.
 * @param {Asked} asked */
const namedLanguages = (asked) => [...tokensOf(asked.q), ...asked.filters].map(filterOf).filter((f) => f?.key === 'lang').map((f) => f?.value ?? '')

/** The languages to search: those asked for, else the page's own; undefined for all.
 * @param {Asked} asked
 * @returns {string[] | undefined} */
function languagesOf(asked) {
  const named = namedLanguages(asked)
  if (named.includes('all')) return undefined
  if (named.length) return named
  return knownLanguages.length > 1 && knownLanguages.includes(pageLanguage) ? [pageLanguage] : undefined
}

/** The query as the index takes it: filters first, for a quote that is left open
 * would take in what follows it, and the last word may be the beginning of one.
 * Languages are given to it apart.
 * @param {Asked} asked */
function queryOf(asked) {
  const own = tokensOf(asked.q)
  const filters = [...own, ...asked.filters].filter((t) => filterOf(t) && filterOf(t)?.key !== 'lang').map(plainToken)
  return [...new Set(filters), ...asked.filters.filter((t) => !filterOf(t)), ...own.filter((t) => !filterOf(t))].join(' ')
}

/** How a query is searched, wherever it is: for its answer, for more of it, its
 * filters and its table. The last word may go on, whether it is still being
 * typed or not, so that an address always has the same answer.
 * @param {string[] | undefined} languages */
const waysOf = (languages) => ({ languages, prefix: true })
