// @ts-check
// All that was found as a table: RFC 4180, with a mark of UTF-8 at its head,
// without which Excel takes it for something else.

const columns = ['session', 'title', 'date', 'language', 'turn', 'speaker', 'text', 'url']

/** A field. One that a spreadsheet would take for a formula is kept a text.
 * @param {string | number} value */
function field(value) {
  let s = String(value ?? '')
  if (/^[=+\-@\t\r]/.test(s)) s = "'" + s
  return /[",\r\n]/.test(s) ? '"' + s.replaceAll('"', '""') + '"' : s
}

/** @param {Hit} hit */
const line = (hit) => [hit.session, hit.title, hit.date, hit.language, hit.n, hit.speaker, hit.text ?? '', new URL(hit.url, indexBase).href].map(field).join(',') + '\r\n'

/** Gathers every hit into a file.
 * @param {AsyncIterable<Hit>} hits
 * @param {(n: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<{ rows: number, file: Blob } | null>} null where it was stopped */
async function tableOf(hits, progress, signal) {
  const lines = ['\ufeff' + columns.join(',') + '\r\n']
  for await (const hit of hits) {
    if (signal.aborted) return null
    lines.push(line(hit))
    if (lines.length % 50 === 0) progress(lines.length - 1)
  }
  if (signal.aborted) return null
  return { rows: lines.length - 1, file: new Blob(lines, { type: 'text/csv;charset=utf-8' }) }
}

/** Hands a file to the reader.
 * @param {Blob} file
 * @param {string} name */
function save(file, name) {
  const a = make('a', { href: URL.createObjectURL(file), download: name })
  a.click()
  setTimeout(() => URL.revokeObjectURL(/** @type {HTMLAnchorElement} */ (a).href), 60_000)
}
