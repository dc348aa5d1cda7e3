// @ts-check
// Respellings: the nearest of the words that an archive uses most.

/**
 * The edits between two words, counting a swap of neighbours as one (optimal
 * string alignment), or more than most.
 * @param {string[]} a @param {string[]} b @param {number} most
 */
function respellEdits(a, b, most) {
  let before = /** @type {number[]} */ ([]), row = b.map((_, j) => j).concat(b.length)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      let d = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2] + 1)
      next.push(d)
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[b.length]
}

/**
 * The best respelling of a word, '' for none. Lines are a digit for how much a
 * word is used, and the word.
 * @param {string} word @param {string} lines
 */
export function readerRespell(word, lines) {
  const a = [...word]
  if (a.length < 4) return ''
  const most = a.length < 7 ? 1 : 2
  let out = '', least = most + 1, use = -1
  for (const line of lines.split('\n')) {
    if (!line) continue
    const b = [...line.slice(1)]
    if (Math.abs(a.length - b.length) > most) continue
    const d = respellEdits(a, b, most), n = Number(line[0])
    if (d > 0 && (d < least || (d === least && n > use))) {
      out = line.slice(1)
      least = d
      use = n
    }
  }
  return least > most ? '' : out
}
