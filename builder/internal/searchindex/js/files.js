// @ts-check
// The files of an index: fetched once, decompressed by the browser.

/** @param {string} code @param {string} message */
export function searchError(code, message) {
  return Object.assign(new Error(message), { code })
}

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
async function inflateRaw(bytes) {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  // What goes wrong in writing shows in reading.
  writer.write(/** @type {any} */ (bytes)).catch(() => {})
  writer.close().catch(() => {})
  return new Uint8Array(await new Response(stream.readable).arrayBuffer())
}

const fileText = new TextDecoder()

/** Fetches the files of one index. */
export class Files {
  /** @param {URL} base @param {typeof fetch} fetch */
  constructor(base, fetch) {
    this.base = base
    this.fetch = fetch
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map()
    this.ranges = true // until the host shows that it does not honour them
    this.missing = 0
  }

  /**
   * Remembers what make gives, but no failure.
   * @template T
   * @param {string} key
   * @param {() => Promise<T>} make
   * @returns {Promise<T>}
   */
  once(key, make) {
    let p = this.kept.get(key)
    if (!p) {
      p = make()
      this.kept.set(key, p)
      p.catch(() => this.kept.delete(key))
    }
    return p
  }

  /** @param {string} name @param {any} [init] */
  async get(name, init) {
    let r
    try {
      const { fetch } = this // a browser's own must not be called as a method
      r = await fetch(new URL(name, this.base).href, init)
    } catch (e) {
      throw searchError('fetch', `${name}: ${e}`)
    }
    if (!r.ok) throw searchError('fetch', `${name}: ${r.status}`)
    return r
  }

  /** @param {string} name @returns {Promise<Uint8Array>} */
  bytes(name) {
    return this.once(name, async () => new Uint8Array(await (await this.get(name)).arrayBuffer()))
  }

  /** The text of a compressed file. @param {string} name */
  text(name) {
    return this.once('text ' + name, async () => fileText.decode(await inflateRaw(await this.bytes(name))))
  }

  /**
   * Part of a file, decompressed. A host that does not honour Range sends the
   * whole file, which is then kept.
   * @param {string} name @param {number} from @param {number} length
   */
  block(name, from, length) {
    return this.once(`${name} ${from}`, async () => {
      let bytes
      if (this.ranges && !this.kept.has(name)) {
        const r = await this.get(name, { headers: { range: `bytes=${from}-${from + length - 1}` } })
        bytes = new Uint8Array(await r.arrayBuffer())
        if (r.status !== 206 || bytes.length !== length) {
          if (r.status === 206) bytes = await new Response((await this.get(name)).body).arrayBuffer().then((b) => new Uint8Array(b))
          this.ranges = false
          this.kept.set(name, Promise.resolve(bytes))
          bytes = bytes.subarray(from, from + length)
        }
      } else {
        bytes = (await this.bytes(name)).subarray(from, from + length)
      }
      return fileText.decode(await inflateRaw(bytes))
    })
  }

  /**
   * A page: its head, decompressed, and its lists.
   * @param {string} name
   */
  page(name) {
    return this.once('page ' + name, async () => {
      const bytes = await this.bytes(name)
      let at = 0, n = 0
      for (let shift = 0; ; shift += 7) {
        const b = bytes[at++]
        n |= (b & 127) << shift
        if (b < 128) break
      }
      return { groups: readGroups(await inflateRaw(bytes.subarray(at, at + n))), lists: bytes.subarray(at + n) }
    })
  }
}

/**
 * A group as its page tells of it; stem is how many characters of the first term
 * are its stem, at is where its list begins.
 * @typedef {{forms: {term: string, form: string}[], stem: number, k: number, df: number, n: number, pruned: boolean, big: number, at: number, length: number}} Group
 */

/** @param {Uint8Array} b @returns {Group[]} */
function readGroups(b) {
  let at = 0
  const number = () => {
    let n = 0
    for (let scale = 1; ; scale *= 128) {
      const c = b[at++]
      n += (c & 127) * scale
      if (c < 128 || at >= b.length) return n
    }
  }
  const front = (/** @type {Uint8Array} */ before) => {
    const c = b[at++]
    let same = c >> 4, rest = c & 15
    if (c === 255) {
      same = number()
      rest = number()
    }
    const out = new Uint8Array(same + rest)
    out.set(before.subarray(0, same))
    out.set(b.subarray(at, at + rest), same)
    at += rest
    return out
  }
  const out = /** @type {Group[]} */ ([])
  let term = new Uint8Array(0)
  let list = 0
  for (let left = number(); left > 0; left--) {
    const flags = b[at++]
    const forms = []
    for (let n = flags & 128 ? number() : 1; n > 0; n--) {
      term = front(term)
      const s = fileText.decode(term)
      forms.push({ term: s, form: flags & 128 ? fileText.decode(front(term)) : s })
    }
    const stem = b[at++]
    const n = number()
    const df = flags & 32 ? number() : n
    const last = number()
    const big = flags & 64 ? last : -1
    const length = flags & 64 ? 0 : last
    out.push({ forms, stem, k: flags & 31, df, n, pruned: (flags & 32) > 0, big, at: list, length })
    list += length
  }
  return out
}

/**
 * Decodes a list of postings.
 * @param {Group} g @param {Uint8Array} b
 * @returns {{ids: Uint32Array, impacts: Uint8Array, tags: Uint8Array}}
 */
export function readList(g, b) {
  const ids = new Uint32Array(g.n), impacts = new Uint8Array(g.n), tags = new Uint8Array(g.n)
  const words = g.forms[0].term.charCodeAt(0) !== 1, many = g.forms.length > 1
  let at = 0, acc = 0, have = 0
  const bit = () => {
    if (!have) {
      acc = b[at++] ?? 0
      have = 8
    }
    const v = acc & 1
    acc >>= 1
    have--
    return v
  }
  const take = (/** @type {number} */ n) => {
    let v = 0
    for (let got = 0; got < n;) {
      if (!have) {
        acc = b[at++] ?? 0
        have = 8
      }
      const m = Math.min(have, n - got)
      v += (acc & ((1 << m) - 1)) * 2 ** got
      acc >>= m
      have -= m
      got += m
    }
    return v
  }
  let id = -1
  for (let i = 0; i < g.n; i++) {
    let q = 0
    while (q < 24 && bit()) q++
    id += 1 + (q === 24 ? take(32) : q * 2 ** g.k + take(g.k))
    ids[i] = id
    if (words) impacts[i] = take(2)
    if (many) {
      let n = 0
      while (n < 31 && !bit()) n++
      tags[i] = 2 ** n + take(n) - 1
    }
  }
  return { ids, impacts, tags }
}
