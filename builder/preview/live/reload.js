// @ts-check
/**
 * Keeps a page of the preview up to date, and shows what the last build had to
 * say. The preview puts it into pages as it sends them; no file of the site
 * names it.
 *
 * Rules: texts go into the page as text, never as markup. A browser opens six
 * connections to one host at most, for all tabs and windows together: only a page
 * that is seen listens, and of those that are seen only one keeps the stream. A
 * page is loaded anew once for a build, whatever happens.
 */

/**
 * @typedef {object} Finding
 * @property {string} severity "error" or "warning"
 * @property {string} place file:line:column, or less
 * @property {string} code
 * @property {string} message
 * @property {string} hint
 *
 * @typedef {object} News
 * @property {string} build the last build
 * @property {boolean} published a site is there
 * @property {boolean} all anything may have changed
 * @property {string[]} changed paths of files with other bytes
 * @property {string[]} gone paths of files that are no more
 * @property {number} errors
 * @property {number} warnings
 * @property {Finding[]} findings errors first; not all of them when there are many
 *
 * @typedef {object} Place
 * @property {string} page address of the page
 * @property {string} id of an element in view, or ""
 * @property {number} offset of that element from the top of the window
 * @property {number} x
 * @property {number} y
 */

const own = '/_dixit/'

// ---- What is remembered over a reload ----

/**
 * @param {string} key
 * @returns {string | null}
 */
function recall(key) {
  try {
    return sessionStorage.getItem('dixit:' + key)
  } catch {
    return null // storage is switched off
  }
}

/**
 * @param {string} key
 * @param {string} value
 * @returns {boolean} whether it will be remembered
 */
function remember(key, value) {
  try {
    sessionStorage.setItem('dixit:' + key, value)
    return true
  } catch {
    return false
  }
}

// ---- The place on the page ----

const here = location.pathname + location.search

/** @returns {Place} */
function place() {
  const was = { page: here, id: '', offset: 0, x: scrollX, y: scrollY }
  let least = Infinity
  // What the reader looks at is above the middle, and not under the overlay.
  // Between two paragraphs there is only what holds both, so look a little down.
  for (let y = innerHeight / 4; y < innerHeight / 2; y += 8) {
    const element = document.elementFromPoint(innerWidth / 2, y)?.closest('[id]')
    const box = element?.getBoundingClientRect()
    if (!element || !box || box.height >= least || stays(element)) continue
    least = box.height
    was.id = element.id
    was.offset = box.top
  }
  return was
}

/**
 * @param {Element} element
 * @returns {boolean} whether it stays in view, so that it tells nothing of the place
 */
function stays(element) {
  for (let e = /** @type {Element | null} */ (element); e; e = e.parentElement) {
    if (['fixed', 'sticky'].includes(getComputedStyle(e).position)) return true
  }
  return false
}

/** Goes back to where the page was when it was loaded anew. */
function restore() {
  const text = recall('place')
  remember('place', '')
  if (!text) return
  /** @type {Place} */
  const was = JSON.parse(text)
  if (was.page !== here) return
  const go = () => {
    const element = was.id ? document.getElementById(was.id) : null
    // Rather the same words than the same distance: lines may have come above.
    const top = element && was.y > 0 ? scrollY + element.getBoundingClientRect().top - was.offset : was.y
    scrollTo({ left: was.x, top, behavior: 'instant' })
  }
  // The browser goes to the fragment, or to a place of its own, once it has
  // loaded everything; unless the reader has moved by then, we go last.
  let moved = false
  for (const kind of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(kind, () => { moved = true }, { once: true, passive: true })
  }
  go()
  if (document.readyState !== 'complete') {
    addEventListener('load', () => setTimeout(() => { if (!moved) go() }), { once: true })
  }
}

// ---- Whether news concern this page ----

/** @type {PerformanceNavigationTiming | undefined} */
const navigation = /** @type {any} */ (performance.getEntriesByType('navigation')[0])

/** The files that may be this page. */
const files = (() => {
  let path
  try {
    path = decodeURIComponent(location.pathname).slice(1)
  } catch {
    path = location.pathname.slice(1)
  }
  return path === '' || path.endsWith('/') ? [path + 'index.html'] : [path, path + '/index.html']
})()

/** Whether the page is the server's own, and only stands in for one. */
const notice = document.documentElement.hasAttribute('data-dixit-notice')

/**
 * @param {string} path
 * @returns {boolean} whether the page is made of that file
 */
function uses(path) {
  if (files.includes(path) || path.startsWith('assets/')) return true
  if (navigation?.responseStatus === 404 && path === '404.html') return true
  const address = new URL('/' + path.split('/').map(encodeURIComponent).join('/'), location.origin).href
  return performance.getEntriesByName(address, 'resource').length > 0
}

/**
 * @param {News} news
 * @returns {'' | 'changed' | 'gone'}
 */
function concern(news) {
  if (notice) return news.published && seen !== news.build ? 'changed' : ''
  const missing = navigation?.responseStatus === 404
  if (!missing && files.some(f => news.gone.includes(f)) && !files.some(f => news.changed.includes(f))) return 'gone'
  if (news.all || news.changed.some(uses)) return 'changed'
  if (news.gone.some(path => path.startsWith('assets/'))) return 'changed'
  return ''
}

/**
 * Loads the page anew, once for a build.
 * @param {string} build
 */
function reload(build) {
  const once = build + ' ' + here
  if (recall('reloaded') === once) return
  // Where nothing is remembered nothing stops a page from reloading for ever.
  if (!remember('reloaded', once)) return
  remember('place', JSON.stringify(place()))
  location.reload()
}

// ---- The overlay ----

/**
 * @param {string} name
 * @param {string} kind class
 * @param {string} [text]
 * @returns {HTMLElement}
 */
function make(name, kind, text) {
  const element = document.createElement(name)
  element.className = kind
  if (text !== undefined) element.textContent = text
  return element
}

/**
 * @param {number} n
 * @param {string} one
 * @returns {string}
 */
function count(n, one) {
  return n === 1 ? `1 ${one}` : `${n} ${one}s`
}

class Overlay {
  constructor() {
    this.host = make('div', '')
    this.host.lang = 'en'
    this.host.dir = 'ltr'
    this.host.id = 'dixit-overlay'
    const root = this.host.attachShadow({ mode: 'open' })
    const style = document.createElement('link')
    style.rel = 'stylesheet'
    style.href = own + 'overlay.css'
    this.panel = make('section', 'panel')
    this.panel.tabIndex = -1
    this.panel.setAttribute('aria-label', 'Findings of the last build')
    this.head = make('p', 'head')
    this.head.setAttribute('role', 'status')
    this.close = make('button', 'close', 'Close')
    this.list = make('ol', 'list')
    this.badge = make('button', 'badge')
    this.note = make('p', 'note')
    this.note.setAttribute('role', 'status')
    this.questions = document.createElement('a')
    this.questions.className = 'questions'
    this.questions.textContent = 'All findings, and what settles them'
    this.questions.href = own + 'check'
    this.panel.append(this.head, this.close, this.list, this.questions)
    this.body = make('div', 'all')
    this.body.append(this.panel, this.note, this.badge)
    // Nothing is seen until it can be seen as it should be.
    this.body.hidden = true
    style.addEventListener('load', () => { this.body.hidden = false })
    root.append(style, this.body)
    this.panel.hidden = this.badge.hidden = this.note.hidden = true
    this.close.addEventListener('click', () => this.dismiss())
    this.badge.addEventListener('click', () => {
      if (!this.panel.hidden) return this.dismiss()
      this.open()
      this.panel.focus()
    })
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !this.panel.hidden && !event.defaultPrevented) this.dismiss()
    })
    /** What is shown, to tell whether it was dismissed before. */
    this.what = ''
  }

  open() {
    this.panel.hidden = false
    this.badge.setAttribute('aria-expanded', 'true')
  }

  shut() {
    this.panel.hidden = true
    this.badge.setAttribute('aria-expanded', 'false')
  }

  dismiss() {
    const inside = this.host.shadowRoot?.activeElement
    this.shut()
    remember('dismissed', this.what)
    if (inside && this.panel.contains(inside)) this.badge.focus()
  }

  /** @param {News} news */
  show(news) {
    const errors = news.findings.filter(f => f.severity === 'error')
    const what = JSON.stringify(errors)
    if (!this.host.isConnected && news.findings.length > 0) document.documentElement.append(this.host)
    const counts = []
    if (news.errors > 0) counts.push(count(news.errors, 'error'))
    if (news.warnings > 0) counts.push(count(news.warnings, 'warning'))
    const summary = counts.join(', ')
    if (this.head.textContent !== summary) this.head.textContent = summary
    this.badge.textContent = summary
    this.badge.hidden = summary === ''
    this.badge.classList.toggle('bad', news.errors > 0)
    this.list.replaceChildren(...news.findings.map(finding))
    const left = news.errors + news.warnings - news.findings.length
    if (left > 0) this.list.append(make('li', 'left', `and ${left} more, in the terminal`))
    if (news.errors === 0) {
      // Whatever was open was about errors, or the reader is done with it.
      if (this.what !== what || summary === '') this.shut()
    } else if (recall('dismissed') !== what) {
      this.open()
    } else if (this.what !== what) {
      this.shut()
    }
    this.what = what
    if (news.errors === 0) remember('dismissed', '')
  }

  /** @param {string} text "" for none @param {string} [to] a page to go to in its place @param {string} [name] of that */
  say(text, to, name) {
    if (text && !this.host.isConnected) document.documentElement.append(this.host)
    this.note.textContent = text
    if (to && name) {
      const link = document.createElement('a')
      link.href = to
      link.textContent = name
      this.note.append(' ', link)
    }
    this.note.hidden = text === ''
  }
}

/**
 * @param {Finding} f
 * @returns {HTMLElement}
 */
function finding(f) {
  const item = make('li', f.severity)
  const first = make('p', 'what')
  first.append(make('span', 'severity', f.severity), ' ', make('bdi', 'message', f.message))
  if (f.code) first.append(' ', make('span', 'code', f.code))
  if (f.place) item.append(make('bdi', 'place', f.place))
  item.append(first)
  if (f.hint) item.append(make('p', 'hint', f.hint))
  return item
}

const overlay = new Overlay()

// ---- The stream ----

/** The build that this page is of, as the answer that brought it said; "" for unknown. */
let seen = navigation?.serverTiming?.find(entry => entry.name === 'build')?.description ?? ''

/** @type {EventSource | null} */
let source = null
/** @type {ReturnType<typeof setTimeout> | undefined} */
let again

function close() {
  clearTimeout(again)
  source?.close()
  source = null
}

/** Asks what has happened since, and goes on listening if this page leads. */
function listen() {
  if (source) return
  clearTimeout(again)
  called = ''
  const stream = new EventSource(own + 'events' + (seen ? '?since=' + encodeURIComponent(seen) : ''))
  source = stream
  stream.addEventListener('message', event => {
    if (source !== stream) return
    if (!leads) close()
    take(JSON.parse(event.data))
    if (leads) channel?.postMessage(seen)
    else if (called && called !== seen) listen()
  })
  stream.addEventListener('error', () => {
    // The browser tries again by itself, unless it was turned away.
    if (source !== stream || stream.readyState !== EventSource.CLOSED) return
    close()
    again = setTimeout(listen, 2000)
  })
}

/** The list that the page was in: the address above it that leads to one. */
function nearest() {
  const parts = location.pathname.split('/')
  const at = parts.findIndex((part) => ['sessions', 'speakers', 'topics', 'series'].includes(part))
  return at > 0 ? parts.slice(0, at + 1).join('/') + '/' : '/'
}

/** @param {News} news */
function take(news) {
  const what = concern(news)
  seen = news.build
  overlay.show(news)
  if (what === 'gone') overlay.say('This page is no longer part of the site. If it was renamed, it is in', nearest(), 'the list.')
  if (what === 'changed') reload(news.build)
}

// ---- Who listens ----

/** The pages that are seen, in all windows; the one that leads calls builds out.
 * @type {BroadcastChannel | null} */
let channel = null
/** The last build that was called out while this page was asking. */
let called = ''
let leads = false
/** Ends this page's part, while it has one.
 * @type {AbortController | null} */
let part = null

function join() {
  if (part) return
  const end = part = new AbortController()
  if (navigator.locks && typeof BroadcastChannel === 'function') {
    channel = new BroadcastChannel('dixit')
    channel.addEventListener('message', event => {
      if (event.data === seen) return
      called = event.data
      listen()
    })
    // Whoever has the lock leads. It passes on when that page is left or hidden.
    navigator.locks.request('dixit', { signal: end.signal }, () => {
      if (end.signal.aborted) return
      leads = true
      listen()
      return new Promise(done => end.signal.addEventListener('abort', done))
    }).catch(() => {}) // it was left before it came to lead
  } else {
    leads = true
  }
  listen()
}

function leave() {
  part?.abort()
  part = null
  leads = false
  channel?.close()
  channel = null
  close()
}

function follow() {
  if (document.visibilityState === 'visible') join()
  else leave()
}

restore()
document.addEventListener('visibilitychange', follow)
addEventListener('pagehide', leave)
addEventListener('pageshow', follow)
follow()
