// @ts-check
// The files of an index: fetched once, decompressed by the browser.

/** @param {string} code @param {string} message */
export function searchError(code, message) {
  return Object.assign(new Error(message), { code })
}

/** @param {Uint8Array[]} parts @returns {Promise<Uint8Array>} */
async function inflateRaw(...parts) {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  // What goes wrong in writing shows in reading.
  for (let i = 0; i < parts.length; i++) writer.write(/** @type {any} */ (parts[i])).catch(() => {})
  writer.close().catch(() => {})
  return new Uint8Array(await new Response(stream.readable).arrayBuffer())
}

const fileText = new TextDecoder()

/** What a file that is not whole is: as good as missing. @param {string} name */
export const filesDamaged = (name) => searchError('fetch', name + ': damaged')

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
    /** @type {Map<string, string>} */
    this.traditional = new Map() // for simplified characters, see groupGuess
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

  /**
   * What a file holds. One that is empty, cut short or something else, such as a
   * page of the host's own, counts as missing, and is asked for anew next time.
   * @template T
   * @param {string} name @param {(bytes: Uint8Array) => Promise<T> | T} decode
   * @returns {Promise<T>}
   */
  async whole(name, decode) {
    const bytes = await this.bytes(name)
    try {
      return await decode(bytes)
    } catch {
      this.kept.delete(name)
      throw filesDamaged(name)
    }
  }

  /**
   * What a compressed text says, as decode makes it.
   * @template T
   * @param {string} name @param {(text: string) => T} decode
   * @returns {Promise<T>}
   */
  text(name, decode) {
    return this.once('text ' + name, () => this.whole(name, async (bytes) => decode(fileText.decode(await inflateRaw(bytes)))))
  }

  /**
   * Part of a file, decompressed. A host that does not honour Range sends the
   * whole file, which is then kept. It goes on with a primer, if there is one.
   * @param {string} name @param {number} from @param {number} length @param {{file: string, bytes: number} | undefined} primer
   */
  block(name, from, length, primer) {
    return this.once(`${name} ${from}`, async () => {
      const begin = primer && this.bytes(primer.file)
      begin?.catch(() => {}) // it shows below
      let bytes, ranges = this.ranges
      if (ranges && !this.kept.has(name)) {
        const r = await this.get(name, { headers: { range: `bytes=${from}-${from + length - 1}` } })
        bytes = new Uint8Array(await r.arrayBuffer())
        if (r.status !== 206 || bytes.length !== length) {
          if (r.status === 206) bytes = await new Response((await this.get(name)).body).arrayBuffer().then((b) => new Uint8Array(b))
          ranges = false
          this.kept.set(name, Promise.resolve(bytes))
          bytes = bytes.subarray(from, from + length)
        }
      } else {
        bytes = (await this.bytes(name)).subarray(from, from + length)
      }
      const before = await begin
      try {
        const text = fileText.decode(before && primer ? (await inflateRaw(before, bytes)).subarray(primer.bytes) : await inflateRaw(bytes))
        this.ranges = this.ranges && ranges
        return text
      } catch {
        this.kept.delete(name)
        if (primer) this.kept.delete(primer.file)
        throw filesDamaged(name)
      }
    })
  }

  /**
   * A page: its head, decompressed, and its lists.
   * @param {string} name
   */
  page(name) {
    return this.once('page ' + name, () => this.whole(name, async (bytes) => {
      const from = { at: 0 }
      const end = readNumber(bytes, from) + from.at
      const groups = readGroups(await inflateRaw(bytes.subarray(from.at, end)), this.traditional)
      const lists = bytes.subarray(end)
      const last = groups[groups.length - 1]
      if (last && last.at + last.length > lists.length) throw filesDamaged(name)
      return { groups, lists }
    }))
  }
}

/**
 * A group as its page tells of it; stem is how many characters of the first term
 * are its stem, at is where its list begins.
 * @typedef {{forms: {term: string, form: string}[], stem: number, k: number, df: number, n: number, pruned: boolean, big: number, at: number, length: number}} Group
 */

/**
 * A number, and goes on behind it. Behind the last byte there are zeros, so that
 * reading ends; that it went so far is seen by the caller.
 * @param {Uint8Array} b @param {{at: number}} from
 */
function readNumber(b, from) {
  let n = 0, scale = 1, c
  do {
    c = b[from.at++]
    n += (c & 127) * scale
    scale *= 128
  } while (c > 127)
  return n
}

const groupEncoder = new TextEncoder()

/** How a term with Han characters most likely was written. @param {string} term @param {Map<string, string>} traditional */
const groupGuess = (term, traditional) => groupEncoder.encode([...term].map((c) => traditional.get(c) ?? c).join(''))

/** The groups of a page's head. @param {Uint8Array} b @param {Map<string, string>} traditional @returns {Group[]} */
function readGroups(b, traditional) {
  const from = { at: 0 }
  const front = (/** @type {Uint8Array} */ before) => {
    const c = b[from.at++]
    let same = c >> 4, rest = c & 15
    if (c === 255) {
      same = readNumber(b, from)
      rest = readNumber(b, from)
    }
    if (same > before.length || from.at + rest > b.length) throw filesDamaged('')
    const out = new Uint8Array(same + rest)
    out.set(before.subarray(0, same))
    out.set(b.subarray(from.at, from.at += rest), same)
    return out
  }
  const out = /** @type {Group[]} */ ([])
  let term = new Uint8Array(0)
  let list = 0
  for (let left = readNumber(b, from); left > 0; left--) {
    const flags = b[from.at++]
    const forms = []
    for (let n = flags & 128 ? readNumber(b, from) : 1; n > 0; n--) {
      term = front(term)
      const s = fileText.decode(term)
      forms.push({ term: s, form: flags & 128 ? fileText.decode(front(traditional.size && s > '\u2e80' ? groupGuess(s, traditional) : term)) : s })
    }
    const stem = b[from.at++]
    const n = readNumber(b, from)
    const df = flags & 32 ? readNumber(b, from) : n
    const last = readNumber(b, from)
    const big = flags & 64 ? last : -1
    const length = flags & 64 ? 0 : last
    if (from.at > b.length || !forms.length) throw filesDamaged('')
    out.push({ forms, stem, k: flags & 31, df, n, pruned: (flags & 32) > 0, big, at: list, length })
    list += length
  }
  return out
}

/**
 * Decodes a list of postings, whose numbers are under limit.
 * @param {Group} g @param {Uint8Array} b @param {number} limit
 * @returns {{ids: Uint32Array, impacts: Uint8Array, tags: Uint8Array}}
 */
export function readList(g, b, limit) {
  if (g.n > b.length * 8) throw filesDamaged('')
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
    if (id >= limit) throw filesDamaged('')
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
