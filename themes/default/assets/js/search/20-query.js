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

/** The key and value of a token, if it is a filter.
 * @param {string} t */
function filterOf(t) {
  const m = /^(session|speaker|topic|series|section|lang|from|to):(.+)$/.exec(t)
  return m && { key: m[1], value: m[2].replaceAll('"', '') }
}

/** @returns {Asked} */
function readAddress() {
  const p = new URLSearchParams(location.search)
  return { q: (p.get('q') ?? '').trim(), filters: tokensOf(p.get('in') ?? ''), beside: p.get('with') ?? '' }
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

/** The query as the index takes it. Languages are given to it apart.
 * @param {Asked} asked */
const queryOf = (asked) => [...tokensOf(asked.q), ...asked.filters].filter((t) => filterOf(t)?.key !== 'lang').join(' ')
