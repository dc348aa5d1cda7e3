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
   * The groups of a page of a lexicon, and what names in pages go on with. hash
   * gives what chooses the page of a term.
   * @param {string} name @param {(term: string) => number} hash
   */
  lexicon(name, hash) {
    return this.once('lexicon ' + name, () => this.whole(name, async (bytes) => {
      const from = { at: 0 }
      const begin = readNumber(bytes, from) + from.at
      const b = await inflateRaw(bytes.subarray(begin)), names = new Names(b, this.traditional)
      const out = /** @type {Group[]} */ ([])
      while (names.at < b.length) {
        const g = names.group()
        out.push({ ...g, hashes: g.forms.map((f) => hash(f.term)) })
      }
      return { groups: out, code: bytes.subarray(from.at, begin) }
    }))
  }

  /**
   * A page: its groups, and the bits that their lists are in. known are those of
   * the lexicon that may stand in it, code is what its names go on with; numbers
   * in lists are under limit.
   * @param {string} name @param {{groups: Group[], code: Uint8Array | null}} lexicon @param {number} limit
   */
  page(name, { groups: known, code }, limit) {
    return this.once('page ' + name, () => this.whole(name, async (bytes) => {
      const from = { at: 0 }
      const end = readNumber(bytes, from) + from.at
      if (!(end < bytes.length)) throw filesDamaged(name)
      const head = bytes.subarray(from.at, end), lists = bytes.subarray(end)
      const names = new Names(head.length ? await (code ? inflateRaw(code, head) : inflateRaw(head)) : head, this.traditional)
      return { groups: readGroups(lists, names, known, limit), lists }
    }))
  }
}

/**
 * A group as its page tells of it; stem is how many characters of the first term
 * are its stem, hashes those of the page of each form, at is the bit at which its
 * list begins.
 * @typedef {{forms: {term: string, form: string}[], stem: number, hashes?: number[], k: number, df: number, n: number, pruned: boolean, big: number, at: number}} Group
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

/** Reads names of groups. */
class Names {
  /** @param {Uint8Array} b @param {Map<string, string>} traditional */
  constructor(b, traditional) {
    this.b = b
    this.at = 0
    this.traditional = traditional
    this.before = new Uint8Array(0)
  }

  /** A string that was written after another. @param {Uint8Array} before */
  front(before) {
    const { b } = this, c = b[this.at++]
    let same = c >> 4, rest = c & 15
    if (c === 255) {
      same = readNumber(b, this)
      rest = readNumber(b, this)
    }
    if (same > before.length || this.at + rest > b.length) throw filesDamaged('')
    const out = new Uint8Array(same + rest)
    out.set(before.subarray(0, same))
    out.set(b.subarray(this.at, this.at += rest), same)
    return out
  }

  term() {
    return fileText.decode((this.before = this.front(this.before)))
  }

  forms() {
    const out = []
    for (let n = readNumber(this.b, this); n > 0; n--) {
      const term = this.term()
      out.push({ term, form: fileText.decode(this.front(this.traditional.size && term > '\u2e80' ? groupGuess(term, this.traditional) : this.before)) })
    }
    return out
  }

  /** @returns {Group} */
  group() {
    const x = readNumber(this.b, this)
    let { forms } = /** @type {{forms: {term: string, form: string}[]}} */ ({ forms: [] })
    if (x & 1) forms = this.forms()
    else {
      const term = this.term()
      forms.push({ term, form: term })
    }
    if (!forms.length) throw filesDamaged('')
    return { forms, stem: x > 1 ? [...forms[0].term].length + 1 - (x >> 1) : 0, k: 0, df: 0, n: 0, pruned: false, big: -1, at: 0 }
  }
}

/** Reads bits, the lowest of a byte first. Behind the last there are zeros. */
class Bits {
  /** @param {Uint8Array} b @param {number} at the first bit */
  constructor(b, at) {
    this.b = b
    this.at = at
  }

  /** @param {number} n 24 at most */
  few(n) {
    const { b, at } = this, i = at >> 3
    this.at = at + n
    return ((b[i] | (b[i + 1] << 8) | (b[i + 2] << 16) | (b[i + 3] << 24)) >>> (at & 7)) & ((1 << n) - 1)
  }

  /** @param {number} n 32 at most */
  take(n) {
    return n > 24 ? this.few(24) + this.few(n - 24) * 16777216 : this.few(n)
  }

  /** How many bits are as the first one, most at most, and goes on behind the one that is not. @param {number} bit 0 or 1 @param {number} most */
  run(bit, most) {
    const { b } = this, flip = bit ? -1 : 0
    let n = 0
    for (let at = this.at; ; ) {
      const i = at >> 3, left = 24 - (at & 7)
      const v = (((b[i] | (b[i + 1] << 8) | (b[i + 2] << 16)) ^ flip) >>> (at & 7)) & ((1 << left) - 1)
      if (v) {
        const zeros = 31 - Math.clz32(v & -v)
        if (n + zeros < most) {
          this.at = at + zeros + 1
          return n + zeros
        }
      }
      if (n + left >= most || v) {
        this.at += most
        return most
      }
      n += left
      at += left
    }
  }

  gamma() {
    const n = this.run(0, 32)
    return n > 31 ? 0 : 2 ** n + this.take(n)
  }
}

const readLong = 32 // postings of a list that says its parameter and size

/** The groups of a page. @param {Uint8Array} b @param {Names} names @param {Group[]} known @param {number} limit @returns {Group[]} */
function readGroups(b, names, known, limit) {
  const bits = new Bits(b, 0), end = 8 * b.length
  const special = bits.few(1)
  const out = /** @type {Group[]} */ ([])
  const entry = (/** @type {Group} */ g) => {
    const n = bits.gamma()
    g.n = g.df = n
    if (special) {
      if (bits.few(1)) {
        g.pruned = true
        g.df = bits.gamma()
      }
      if (bits.few(1)) g.big = 0
    }
    g.k = n < readLong ? readUsual(n, limit) : bits.few(5)
    if (g.big === 0) g.big = bits.gamma() - 1
    else {
      const size = n < readLong ? 0 : bits.gamma()
      g.at = bits.at
      if (size) bits.at += size
      else readPostings(g, bits)
    }
    if (!n || bits.at > end) throw filesDamaged('')
    out.push(g)
  }
  for (let i = 0; i < known.length; i++) {
    if (!bits.few(1)) continue
    const { forms, stem } = known[i]
    entry({ forms: bits.few(1) ? [...forms, ...names.forms()] : forms, stem, k: 0, df: 0, n: 0, pruned: false, big: -1, at: 0 })
  }
  while (names.at < names.b.length) entry(names.group())
  return out
}

/** The parameter of a short list. @param {number} n @param {number} limit */
const readUsual = (n, limit) => Math.max(31 - Math.clz32(Math.floor(Math.floor(limit * 11 / 16) / (n + 1))), 0)

/**
 * Goes through a list of postings, and keeps it, if there is room.
 * @param {Group} g @param {Bits} bits @param {{ids: Uint32Array, impacts: Uint8Array, tags: Uint8Array} | null} [into] @param {number} [limit]
 */
function readPostings(g, bits, into = null, limit = 0) {
  const words = g.forms[0].term.charCodeAt(0) !== 1, many = g.forms.length > 1
  const { k, n } = g, end = 8 * bits.b.length
  let id = -1
  for (let i = 0; i < n; i++) {
    const q = bits.run(1, 24)
    id += 1 + (q === 24 ? bits.take(32) : q * 2 ** k + bits.take(k))
    const impact = words ? bits.few(2) : 0
    const tag = many ? bits.gamma() - 1 : 0
    if (bits.at > end) throw filesDamaged('')
    if (!into) continue
    if (id >= limit || tag > g.forms.length) throw filesDamaged('')
    into.ids[i] = id
    into.impacts[i] = impact
    into.tags[i] = tag
  }
}

/**
 * Decodes a list of postings, whose numbers are under limit.
 * @param {Group} g @param {Uint8Array} b @param {number} limit
 * @returns {{ids: Uint32Array, impacts: Uint8Array, tags: Uint8Array}}
 */
export function readList(g, b, limit) {
  if (g.n > b.length * 8) throw filesDamaged('')
  const out = { ids: new Uint32Array(g.n), impacts: new Uint8Array(g.n), tags: new Uint8Array(g.n) }
  readPostings(g, new Bits(b, g.at), out, limit)
  return out
}
