// @ts-check
// What a hit is worth, and which are the best. The essay on the method stands
// in score.go; the figures here are the same, and a test holds them so.

export const rankImpacts = [85, 95, 105, 119]
export const rankNear = 8, rankFile = 8 // of 16
export const rankExact = 10, rankFold = 9, rankStem = 8, rankGuess = 7, rankStart = 7
export const rankBeside = 3
export const rankWindow = 10, rankWindows = 12, rankMost = 5 * rankWindows

/** How rare a unit in df of n passages is. @param {number} n @param {number} df */
export function idf(n, df) {
  let r = (2 * n + 2) / (2 * df + 1), v = 0
  while (r >= 2) {
    r /= 2
    v += 16
  }
  for (let step = 8; step >= 1; step /= 2) {
    r *= r
    if (r >= 2) {
      r /= 2
      v += step
    }
  }
  return Math.max(v, 1)
}

/** The weight of a unit in df of n passages. @param {number} n @param {number} df */
export const rankWeight = (n, df) => Math.max(1, Math.floor(idf(n, df) ** 2 / 64))

/**
 * What a unit does in a segment: passages in order, with what impact and form
 * count for, multiplied.
 * @typedef {{ids: ArrayLike<number>, values: ArrayLike<number>}} Match
 */

/**
 * The first score of all passages of a segment that have a unit: their numbers
 * in order, how many units each has, and its score by its place among them.
 * What is kept is by passage that was found, not by passage that there is.
 * @param {number} files @param {number} slots
 * @param {(Match | null)[]} matches by unit @param {number[]} weights by unit
 * @param {number} full how many units a passage has at most
 */
export function firstScores(files, slots, matches, weights, full) {
  let n = 0
  for (const m of matches) n += m?.ids.length ?? 0
  const all = new Uint32Array(n)
  n = 0
  for (const m of matches) {
    if (!m) continue
    all.set(m.ids, n)
    n += m.ids.length
  }
  all.sort()
  n = 0
  for (let i = 0; i < all.length; i++) if (!n || all[i] !== all[n - 1]) all[n++] = all[i]
  const found = all.subarray(0, n)
  const own = new Float64Array(n), near = new Float64Array(n), file = new Float64Array(files), units = new Uint8Array(n)
  matches.forEach((m, u) => {
    if (!m) return
    const { ids, values } = m
    let most = 0
    for (let i = 0, at = 0; i < ids.length; i++) {
      const id = ids[i], f = Math.floor(id / slots), v = weights[u] * values[i]
      while (found[at] < id) at++
      own[at] += v
      units[at]++
      if (found[at - 1] === id - 1 && id % slots > 0 && ids[i - 1] !== id - 1) near[at - 1] += v
      if (found[at + 1] === id + 1 && id % slots < slots - 1 && ids[i + 1] !== id + 1) near[at + 1] += v
      most = i > 0 && Math.floor(ids[i - 1] / slots) === f ? Math.max(most, v) : v
      if (i + 1 === ids.length || Math.floor(ids[i + 1] / slots) !== f) file[f] += most
    }
  })
  const first = (/** @type {number} */ at) => {
    const s = own[at] + Math.floor((rankNear * near[at]) / 16) + Math.floor((rankFile * file[Math.floor(found[at] / slots)]) / 16)
    return s + Math.floor((s * units[at] ** 3) / full ** 3)
  }
  /** The first score of the passage a step beside one that has a unit; 0 if it has one too, or no later one of its file has. */
  const beside = (/** @type {number} */ id, /** @type {number} */ step) => {
    const i = found.indexOf(id), f = Math.floor(id / slots), next = found[i + step]
    const here = (/** @type {number} */ x) => Math.floor(x / slots) === f
    if (next === id + step || !here(step > 0 ? next : id + step)) return 0
    const more = next === id + 2 * step && here(next) ? own[i + step] : 0
    return Math.floor((rankNear * (own[i] + more)) / 16) + Math.floor((rankFile * file[f]) / 16)
  }
  return { found, units, first, beside }
}

/**
 * A candidate. segment is its index, units how many of the query's it has.
 * @typedef {{segment: number, id: number, score: number, units: number}} Candidate
 */

/** The order of candidates: by score, then where they stand. @param {Candidate} a @param {Candidate} b */
export const rankOrder = (a, b) => b.score - a.score || a.segment - b.segment || a.id - b.id

/** Keeps the best n of what it is given. @param {number} n */
export function best(n) {
  const list = /** @type {Candidate[]} */ ([])
  return {
    list,
    /** @param {Candidate} c */
    add(c) {
      if (list.length === n) {
        if (!n || rankOrder(c, list[n - 1]) >= 0) return
        list.pop()
      }
      let lo = 0, hi = list.length
      while (lo < hi) {
        const mid = (lo + hi) >> 1
        if (rankOrder(list[mid], c) < 0) lo = mid + 1
        else hi = mid
      }
      list.splice(lo, 0, c)
    },
  }
}

/**
 * Where the units of a query stand in a passage: for each unit, its positions.
 * @param {any[]} list tokens of the passage @param {Map<string, number[]>} byTerm units by term
 * @param {import('./query.js').Unit[]} units
 */
export function places(list, byTerm, units) {
  const at = units.map(() => /** @type {Map<number, any>} */ (new Map()))
  const starts = units.flatMap((u, i) => (u.start ? [i] : []))
  list.forEach((t) => {
    const put = (/** @type {number} */ u) => at[u].has(t.pos) || at[u].set(t.pos, t)
    byTerm.get((t.kind === 'single' ? '\x02' : '') + t.term)?.forEach(put)
    if (t.kind === 'word') starts.forEach((u) => t.term.startsWith(units[u].term) && put(u))
  })
  return at
}

/**
 * The longest run of a sequence in a passage, and where it begins; the first of
 * equal ones.
 * @param {import('./query.js').Sequence} sequence @param {Map<number, any>[]} at
 */
export function longestRun(sequence, at) {
  let length = 0, from = 0, first = -1
  for (let i = 0; i < sequence.length; i++) {
    at[sequence[i].unit].forEach((_, pos) => {
      let j = i + 1
      while (j < sequence.length && at[sequence[j].unit].has(pos + sequence[j].pos - sequence[i].pos)) j++
      if (j - i > length || (j - i === length && pos < first)) {
        length = j - i
        from = i
        first = pos
      }
    })
  }
  return { length, from, first }
}

/**
 * The second score.
 * @param {number} first @param {number} run @param {number} length of the sequence @param {boolean} exact whether a run of all has the very forms @param {boolean} alone @param {boolean} typed whether they stand there as they were typed
 */
export function secondScore(first, run, length, exact, alone, typed) {
  let s = first
  if (length > 1) s = run === length ? first * 4 : first + Math.floor((first * 3 * Math.max(0, run - 1)) / (10 * (length - 1)))
  if (run === length && length > 1 && exact) s += Math.floor(s / 8)
  if (run === length && typed) s += Math.floor(s / 8)
  return alone && run === length ? s + Math.floor(s / 20) : s
}
