// @ts-check
// Reads files through script elements, for pages opened from a folder, which
// may not fetch. Beside each file of the index lies a script of the same name
// with .js added, which hands over the file's bytes in base 64.

const classicWaiting = /** @type {Map<string, (base64: string) => void>} */ (new Map())
const classicFiles = /** @type {Map<string, Promise<string>>} */ (new Map())

Object.assign(globalThis, { dixitFile: (/** @type {string} */ name, /** @type {string} */ base64) => classicWaiting.get(name)?.(base64) })

/** @param {string} address @param {string} name @returns {Promise<string>} */
function classicLoad(address, name) {
  return new Promise((done, fail) => {
    const script = document.createElement('script')
    classicWaiting.set(name, done)
    script.src = address + '.js'
    script.onload = () => script.remove()
    script.onerror = () => {
      script.remove()
      classicFiles.delete(name)
      fail(new TypeError(name))
    }
    document.head.append(script)
  })
}

/** @param {any} address @returns {Promise<Response>} */
export async function classicFetch(address) {
  const name = decodeURIComponent(new URL(address).pathname.split('/search/').pop() ?? '')
  let file = classicFiles.get(name)
  if (!file) classicFiles.set(name, (file = classicLoad(String(address), name)))
  return new Response(Uint8Array.from(atob(await file), (c) => c.charCodeAt(0)))
}
