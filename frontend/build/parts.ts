import type { Plugin } from 'vite'

/** Vite's own name for what every `import()` of the app goes through. */
const HELPER = '\0vite/preload-helper.js'

/**
 * Fetches a part of the app together with what it needs. What the page has from the start is not fetched again, since styles
 * that come twice come last; one that did not come fails the part, and is asked for anew with it. Vite's own helper does the
 * same for any site, with nonces and bases that there are none of here, at several times the size.
 */
const fetching = `
const begun = {}
const fetched = file => begun[file] ??= document.querySelector('[href="/' + file + '"]') || new Promise((done, lost) => {
  const style = file.endsWith('.css')
  const link = Object.assign(document.createElement('link'), { rel: style ? 'stylesheet' : 'modulepreload', href: '/' + file })
  if (style) {
    link.onload = done
    link.onerror = () => { link.remove(); delete begun[file]; lost(Error(file)) }
  } else done()
  document.head.append(link)
})
export const __vitePreload = (part, files = []) => Promise.all(files.map(fetched)).then(part)
`

export const lightParts = (): Plugin => ({
  name: 'light-parts',
  apply: 'build',
  enforce: 'pre',
  load: id => (id === HELPER ? fetching : undefined),
})
