// @ts-check
// What a script adds to every page: a key that leads to the box for words, and
// folds that behave as menus do.

/** The box for words that is nearest to what the reader does: of the page, else of its head. */
const box = () => /** @type {HTMLInputElement | null} */ (document.querySelector('.big input[type=search]') ?? document.querySelector('.finder input[type=search]'))

document.addEventListener('keydown', (event) => {
  const at = event.target
  if (event.key === 'Escape') {
    const open = document.querySelector('.top .fold[open]')
    if (!open) return
    open.removeAttribute('open')
    if (open.contains(document.activeElement)) open.querySelector('summary')?.focus()
    return
  }
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'))) return
  const to = box()
  if (!to) return
  event.preventDefault()
  to.closest('details')?.setAttribute('open', '')
  to.focus()
  to.select()
})

// Who opens the box in the head wants to write in it.
document.querySelector('.finder')?.addEventListener('toggle', (event) => {
  const fold = event.currentTarget
  if (fold instanceof HTMLDetailsElement && fold.open && fold.contains(document.activeElement)) box()?.focus()
})

// Browsers that cannot show a closed fold open it on wide screens.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 64rem)').matches) {
  for (const d of document.querySelectorAll('.fold')) {
    d.removeAttribute('name')
    d.setAttribute('open', '')
  }
}
