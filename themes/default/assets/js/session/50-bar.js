// @ts-check
// The bar at the foot of small screens.

const reduced = matchMedia('(prefers-reduced-motion: reduce)')

/** The bar: where one is, a step back and on, the other languages. */
function addBar() {
  const bar = copyOf('bar')
  if (!bar || !turns.length) return
  const position = bar.el.querySelector('.position')
  let at = 0
  let before = scrollY
  const look = () => {
    const turn = underEye()
    if (turn) at = turns.indexOf(turn)
    if (position) position.textContent = fill(bar.words.position, { turn: numberOf(turns[at]) })
    const away = scrollY > before + 4 && !bar.el.matches(':focus-within')
    if (away || scrollY < before - 4) {
      bar.el.toggleAttribute('data-away', away)
      before = scrollY
    }
  }
  let waiting = false
  addEventListener('scroll', () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      look()
    })
  }, { passive: true })
  bar.el.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const step = event.target.closest('button')?.dataset.step
    if (!step) return
    at = Math.min(Math.max(at + Number(step), 0), turns.length - 1)
    turns[at].scrollIntoView({ block: 'start', behavior: reduced.matches ? 'auto' : 'smooth' })
  })
  document.body.append(bar.el)
  look()
}

addBar()
