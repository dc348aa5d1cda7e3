// @ts-check
// The page's elements, words and figures. Every word that is shown stands in a
// template of the page, with {blanks}.

const place = /** @type {HTMLElement} */ (document.getElementById('search'))
const words = /** @type {HTMLTemplateElement} */ (document.getElementById('search-words'))
const pageLanguage = document.documentElement.lang
const pageTitle = document.title

/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (place.querySelector(selector))

/** A message.
 * @param {string} id
 * @param {Record<string, string>} [values] */
const say = (id, values = {}) => (words.dataset[id] ?? '').replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)

const rules = new Intl.PluralRules(pageLanguage)
const digits = [...(place.dataset.digits ?? '')]
const counting = new Intl.NumberFormat(pageLanguage, { numberingSystem: 'latn' })

/** Figures as they stand, such as those of a year. @param {string | number} s */
const figures = (s) => String(s).replace(/\d/g, (d) => digits[+d] ?? d)

/** A number of things. @param {number} n */
const number = (n) => figures(digits[0] === '٠' ? counting.format(n).replaceAll(',', '٬') : counting.format(n))

/** A message that counts, in the form that the number asks for; "≥" before a number that may be too small.
 * @param {string} id
 * @param {number} n
 * @param {boolean} [exact] */
function count(id, n, exact = true) {
  const forms = JSON.parse(words.dataset[id] ?? '{}')
  const form = exact ? (forms[rules.select(n)] ?? forms.other) : forms.other
  return (form ?? '').replace('{n}', (exact ? '' : '≥ ') + number(n))
}

/** A date as the site writes it: a day, a month or a year.
 * @param {string} iso */
function dateOf(iso) {
  const [year, month, day] = (iso ?? '').split('-')
  if (!year) return say('undated')
  if (!month) return figures(year)
  const values = { year, month: say('months').split('|')[+month - 1] ?? '', number: String(+month), day: String(+day) }
  return figures(say(!day ? 'dateMonth' : +day === 1 ? 'dateFirst' : 'date', values))
}

/** A time of the recording. @param {number} seconds */
function clock(seconds) {
  const s = Math.floor(seconds)
  const pad = (/** @type {number} */ n) => String(n).padStart(2, '0')
  const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60
  return figures((h ? h + ':' + pad(m) : m) + ':' + pad(s % 60))
}

/** The languages that can be searched. @type {HTMLElement[]} */
const tongues = [...words.content.querySelectorAll('span')]
const knownLanguages = tongues.map((el) => el.lang)

/** What is known of a language: how it calls itself, and where it begins.
 * @param {string} tag */
function languageOf(tag) {
  const el = tongues.find((el) => el.lang === tag)
  return { name: el?.textContent ?? tag, dir: el?.dir ?? 'auto' }
}

/** An element with attributes and what stands in it; null is left out.
 * @param {string} name
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined | false)} inner */
function make(name, attributes = {}, ...inner) {
  const el = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value != null && value !== false) el.setAttribute(key, value === true ? '' : String(value))
  el.append(.../** @type {(Node | string)[]} */ (inner.filter((x) => x)))
  return el
}

/** Words of a language, set apart where it is not the page's.
 * @param {string} text
 * @param {string} [language] */
const isolated = (text, language) => make('bdi', language && language !== pageLanguage ? { lang: language, dir: languageOf(language).dir } : {}, text)
