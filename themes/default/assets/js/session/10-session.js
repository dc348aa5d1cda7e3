// @ts-check
// What a script adds to a session: copying from a turn's menu, and a word about
// links whose words have changed. Every word it shows stands in a <template> of the page. Without it the page
// lacks nothing else.

const turns = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.turn')])

/**
 * A copy of what a template holds, and the template for its words.
 * @param {string} id
 */
function copyOf(id) {
  const t = document.getElementById(id)
  if (!(t instanceof HTMLTemplateElement)) return null
  const el = /** @type {HTMLElement | null} */ (t.content.firstElementChild?.cloneNode(true) ?? null)
  return el && { el, words: t.dataset }
}

/**
 * Fills in {blanks}.
 * @param {string | undefined} pattern
 * @param {Record<string, string>} values
 */
const fill = (pattern, values) => (pattern ?? '').replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)

/** The number of a turn as the page writes it.
 * @param {Element} turn */
const numberOf = (turn) => turn.querySelector('.n')?.textContent ?? ''

/**
 * Who speaks a turn: a turn of the same voice as the one before names nobody.
 * @param {number} i
 */
function nameOf(i) {
  while (i > 0 && turns[i].classList.contains('cont')) i--
  return (turns[i].querySelector('.name :is(a, bdi)')?.textContent ?? '').trim()
}

/** An address that leads to a turn, by its words and by its number.
 * @param {number} i */
function addressOf(i) {
  const u = new URL(location.href)
  u.search = '?turn=' + (i + 1)
  u.hash = turns[i].id
  return u.href
}

/** @param {HTMLElement} menu */
function addTools(menu) {
  const turn = /** @type {HTMLElement | null} */ (menu.closest('.turn'))
  const tools = copyOf('turn-tools')
  if (!turn || !tools || menu.querySelector('.copy')) return
  const i = turns.indexOf(turn)
  const status = tools.el.querySelector('[role=status]')
  tools.el.addEventListener('click', async (event) => {
    const action = event.target instanceof HTMLElement && event.target.dataset.do
    if (!action) return
    let text = addressOf(i)
    if (action === 'quotation') {
      const chosen = getSelection()
      const said = turn.querySelector('.said')
      const part = chosen && !chosen.isCollapsed && said?.contains(chosen.anchorNode) && said.contains(chosen.focusNode)
      const words = (part ? chosen.toString() : (said?.textContent ?? '')).trim().replace(/\s+/g, ' ')
      text = fill(tools.words.quotation, { text: words, name: nameOf(i) || tools.words.nobody || '', turn: numberOf(turn) }) + '\n' + text
    }
    let done = tools.words.copied
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      done = tools.words.failed
    }
    if (status) status.textContent = done ?? ''
  })
  menu.prepend(tools.el)
}

document.addEventListener('toggle', (event) => {
  const d = event.target
  if (!(d instanceof HTMLDetailsElement) || !d.matches('.more') || !d.open) return
  for (const other of document.querySelectorAll('.more[open]')) if (other !== d) other.removeAttribute('open')
  const menu = d.querySelector('.menu')
  if (menu instanceof HTMLElement) addTools(menu)
}, true)

document.addEventListener('keydown', (event) => {
  const open = event.key === 'Escape' && document.querySelector('.more[open], .flip[open]')
  if (!open) return
  open.removeAttribute('open')
  open.querySelector('summary')?.focus()
})

document.addEventListener('click', (event) => {
  for (const d of document.querySelectorAll('.more[open], .flip[open]')) {
    if (event.target instanceof Node && !d.contains(event.target)) d.removeAttribute('open')
  }
})

/** The element id that the address asks for; '' for none or one written badly. */
function asked() {
  try {
    return decodeURIComponent(location.hash.slice(1))
  } catch {
    return ''
  }
}

/** Says where a link leads whose words are gone. */
function arrive() {
  const id = asked()
  const n = Number(new URLSearchParams(location.search).get('turn'))
  if (!turns.length || (id ? document.getElementById(id) || !(n || id.startsWith('t-')) : !n)) return
  // A passage may have gone with the turn still there.
  const turn = document.getElementById(id.replace(/\.\d+$/, '')) ?? turns[n - 1]
  const say = id ? copyOf('arrival') : null
  if (say) {
    say.el.textContent = fill(turn ? say.words.moved : say.words.gone, { turn: turn ? numberOf(turn) : '' })
    const before = turn ?? document.querySelector('.record')
    before?.before(say.el)
  }
  (say?.el ?? turn)?.scrollIntoView({ block: 'start' })
}

arrive()
addEventListener('hashchange', arrive)
