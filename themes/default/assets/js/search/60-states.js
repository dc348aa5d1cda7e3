// @ts-check
// What the page says of an answer, or of why there is none, and what may help.

/** How often the status may speak, at most, in milliseconds. */
const statusEvery = 1000

/** What the status says of the last answer. */
let reported = ''

/** The one voice of the page for those who do not see it. */
const status = (() => {
  const el = one('.status')
  let last = -Infinity, timer = 0
  return (/** @type {string} */ text) => {
    clearTimeout(timer)
    const set = () => {
      last = performance.now()
      if (el.textContent !== text) el.textContent = text
    }
    const wait = last + statusEvery - performance.now()
    if (wait <= 0) set()
    else timer = setTimeout(set, wait)
  }
})()

/** Shows or hides the answer; where there is none, the lists stand in its place.
 * @param {boolean} there */
function showAnswer(there) {
  one('.answer').hidden = !there
  one('.ways').hidden = there
}

/** What may help on, below the status.
 * @param {...(Node | null | false | undefined)} what */
function advise(...what) {
  const list = what.filter((x) => x)
  one('.advice').hidden = !list.length
  one('.advice').replaceChildren(.../** @type {Node[]} */ (list))
}

/** A link that asks for something else.
 * @param {Asked} to
 * @param {string} text */
const ask = (to, text) => make('a', { href: addressOf(to), 'data-go': true }, make('bdi', {}, text))

/** @param {string} text
 * @param {() => void} action */
function button(text, action) {
  const b = make('button', { type: 'button' }, text)
  b.addEventListener('click', action)
  return b
}

/** Says why there is no answer.
 * @param {any} error */
function fail(error) {
  showAnswer(false)
  one('.answer').removeAttribute('aria-busy')
  const code = error?.code
  if (!code) reportError(error)
  const again = button(say('retry'), () => search())
  if (code === 'no-decompression') status(say('browser')), advise()
  else if (code === 'version') status(say('version')), advise(button(say('reload'), () => location.reload()))
  else if (!navigator.onLine) status(say('offline')), advise(again)
  else status(say('failed')), advise(again)
}

/** What was searched, and what can be tried, where nothing was found.
 * @param {any} answer */
function otherWays(answer) {
  const out = []
  const words = [answer.words ?? []].flat().join(' · ')
  if (words) out.push(make('p', {}, say('understood', { words })))
  const unlanguaged = asked.filters.filter((t) => !t.startsWith('lang:'))
  const own = tokensOf(asked.q).filter((t) => !filterOf(t))
  if (own.length > 1) out.push(make('p', {}, say('fewer'), ...own.slice(0, 6).flatMap((t) => [' ', ask({ ...asked, q: t }, t)])))
  const ways = []
  const filtered = asked.filters.length || own.length < tokensOf(asked.q).length
  if (filtered && own.length) ways.push(ask({ ...asked, q: own.join(' '), filters: [] }, say('unfiltered')))
  if (languagesOf(asked)) ways.push(ask({ ...asked, filters: [...unlanguaged, 'lang:all'] }, say('all')))
  if (ways.length) out.push(make('p', {}, ...ways.flatMap((w) => [w, ' '])))
  return out
}

/** A respelt query, with the filters that were typed and without those that were
 * added to them.
 * @param {any} answer */
function suggestion(answer) {
  if (!answer.suggestion) return null
  const typed = tokensOf(asked.q).filter(filterOf)
  const q = [...tokensOf(answer.suggestion).filter((t) => !filterOf(t)), ...typed].join(' ')
  return q && q !== asked.q ? make('p', {}, say('suggestion') + ' ', ask({ ...asked, q }, q)) : null
}

/** Filters for languages that the site does not have.
 * @param {Asked} asked */
const strangeLanguages = (asked) => namedLanguages(asked).filter((l) => l !== 'all' && !knownLanguages.some((k) => k === l || k.startsWith(l + '-'))).map((l) => token('lang', l))

/** @param {any} answer
 * @param {boolean} widened */
function report(answer, widened) {
  const passages = count('passages', answer.total, answer.exact)
  let text = answer.total ? passages : say('nothing')
  if (answer.total && answer.sessions) text = say('found', { passages, sessions: count('sessions', answer.sessions, answer.exact) })
  const languages = languagesOf(asked)
  if (languages?.length === 1 && knownLanguages.length > 1) {
    const language = languageOf(languages[0]).name
    if (widened) text = say('widened', { language }) + ' ' + text
    else if (!answer.total) text = say('nothingIn', { language })
  }
  if (answer.total && answer.loose) text += ' · ' + say('loose')
  else if (answer.total && answer.some > answer.total) text += ' · ' + say('some')
  const strange = [...new Set([...[answer.unknown ?? []].flat(), ...strangeLanguages(asked)])]
  if (strange.length) text += ' · ' + say('unknown', { filter: strange.join(' ') })
  if (answer.missing) text += ' · ' + count('missing', answer.missing)
  reported = text
  status(text)
}
