import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Files of public/ that the app needs when it opens without a network. */
const PUBLIC_FILES = ['manifest.webmanifest', 'icons/icon-192.png']

/** English words are kept by the worker when somebody has chosen English. */
const ON_DEMAND = /words\.en-/

/**
 * Writes /sw.js: build/service-worker.js with the list of built files and a version that is a hash of their contents.
 * The same sources give the same worker, so a phone sees an update only when something really changed.
 */
export function precache(): Plugin {
  return {
    name: 'precache',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.values(bundle)
          .filter(file => !ON_DEMAND.test(file.fileName))
          .map(file => ({ name: file.fileName, content: file.type === 'chunk' ? file.code : file.source }))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
        const kept = PUBLIC_FILES.map(name => ({ name, content: readFileSync(`public/${name}`) as string | Uint8Array }))
        const hash = createHash('sha256')
        for (const file of [...built, ...kept]) hash.update(file.name).update(file.content)
        const source = readFileSync('build/service-worker.js', 'utf8')
          .replace('__VERSION__', `app-${hash.digest('hex').slice(0, 12)}`)
          .replace('__FILES__', JSON.stringify([...built, ...kept].map(file => `/${file.name}`)))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
