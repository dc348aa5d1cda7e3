// @ts-check
// The player: a time leads to that place of the recording on the page itself,
// and the words that are being spoken are marked. Without it, a time opens the
// recording at that place. A recording on another host is asked for when the
// reader clicks, and not before.

{
  /** @typedef {{ at: number, link: HTMLAnchorElement, said: Element }} Stamp */

  /** The times of each recording, by its address, in order of the page.
   * @type {Map<string, Stamp[]>} */
  const stamps = new Map()
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('.record a:is(.time, .at)')])
  for (const link of links) {
    const [address, at] = link.href.split('#t=')
    const said = link.matches('.at') ? link.parentElement : link.closest('.turn')?.querySelector('.said > *')
    if (!said) continue
    const list = stamps.get(address) ?? []
    list.push({ at: Number(at), link, said })
    stamps.set(address, list)
  }

  /** The words that are marked.
   * @type {Element | undefined} */
  let spoken

  /** Marks what is spoken now.
   * @param {HTMLMediaElement} media */
  function mark(media) {
    let now
    for (const s of stamps.get(media.src) ?? []) if (s.at <= media.currentTime + 0.05) now = s.said
    if (now === spoken) return
    spoken?.removeAttribute('aria-current')
    now?.setAttribute('aria-current', 'true')
    spoken = now
  }

  /** @param {HTMLMediaElement} media */
  function follow(media) {
    media.addEventListener('timeupdate', () => mark(media))
    media.addEventListener('seeking', () => mark(media))
    media.addEventListener('play', () => {
      for (const other of document.querySelectorAll('.player')) {
        const has = other.contains(media)
        other.toggleAttribute('data-on', has)
        if (!has) other.querySelector('audio, video')?.pause()
      }
    })
  }

  /** Puts a player in the place of a link to another host. Where the recording
   * cannot be played here, the link that was clicked is followed.
   * @param {HTMLAnchorElement} link
   * @param {string} clicked */
  function putIn(link, clicked) {
    const media = document.createElement(link.dataset.kind === 'video' ? 'video' : 'audio')
    media.controls = true
    media.setAttribute('aria-label', link.textContent ?? '')
    media.addEventListener('error', () => {
      if (media.readyState) return
      media.replaceWith(link)
      location.href = clicked
    })
    media.src = link.href
    link.replaceWith(media)
    follow(media)
    return media
  }

  /** The player of a recording, null where the page has none.
   * @param {string} address
   * @param {string} clicked */
  function playerOf(address, clicked) {
    for (const box of document.querySelectorAll('.player')) {
      const media = box.querySelector('audio, video')
      if (media instanceof HTMLMediaElement && media.src === address) return media
      const link = box.querySelector('a.load')
      if (link instanceof HTMLAnchorElement && link.href === address) return putIn(link, clicked)
    }
    return null
  }

  /** Plays from a time, in seconds.
   * @param {HTMLMediaElement} media
   * @param {number} at */
  function playFrom(media, at) {
    const go = () => {
      media.currentTime = at
      mark(media)
    }
    if (media.readyState) go()
    else media.addEventListener('loadedmetadata', go, { once: true })
    media.play().catch(() => {}) // the reader can press play
  }

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a:is(.time, .at, .load)') : null
    if (!(link instanceof HTMLAnchorElement)) return
    const [address, at] = link.href.split('#t=')
    const media = playerOf(address, link.href)
    if (!media) return
    event.preventDefault()
    playFrom(media, Number(at ?? 0))
    if (link.matches('.load')) media.focus()
  })

  // Up and down lead from time to time, also to those within a turn, which are no
  // stops of the tab key.
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const i = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement))
    if (!step || i < 0 || !links[i + step]) return
    event.preventDefault()
    links[i + step].focus()
  })

  for (const media of document.querySelectorAll('.player :is(audio, video)')) if (media instanceof HTMLMediaElement) follow(media)
}
