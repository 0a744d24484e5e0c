import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin, Rolldown } from 'vite'

type OutputAsset = Rolldown.OutputAsset
type OutputChunk = Rolldown.OutputChunk

/** What is of no use without a network, or not before its first use: the township's side, choosing a village, signing in, codes to read out, what a server refused, acting for each other, all of duty but the roster itself, sheets to print, handing the phone over for a rating, news that is read as it comes. */
const RARELY = /\/src\/(township|villager\/(kin|refused|signing|village)|cadre\/people|cadre\/mandate|cadre\/sheets|cadre\/print|cadre\/[Rr]ate|cadre\/[Ss]lips|cadre\/Notices|cadre\/duty\/(Villages|handover|now|posts|roster|swaps|changes|temporary|log)|villager\/duty\/Print|villager\/guide\/Drawing|ui\/Aloud)[/.]/

/** Kept by the worker when they are first used: English words, and what is rarely opened. */
const onDemand = (file: OutputAsset | OutputChunk) =>
  /words\.en-|\/township-/.test(file.fileName)
  || (file.type === 'chunk' && file.moduleIds.every(id => RARELY.test(id)))

/** The files that the worker fetches at once, with everything that they themselves cannot do without. */
function atOnce(bundle: Rolldown.OutputBundle): (OutputAsset | OutputChunk)[] {
  const names = new Set(Object.values(bundle).filter(file => !onDemand(file)).map(file => file.fileName))
  // A set grows while it is walked. What a screen shares with a rare one may stand in a file of its own.
  for (const name of names) {
    const file = bundle[name]
    if (file?.type === 'chunk') file.imports.forEach(each => names.add(each))
  }
  return Object.values(bundle).filter(file => names.has(file.fileName))
}

/**
 * Writes /sw.js: build/service-worker.js with the list of built files and a version that is a hash of their contents.
 * The same sources give the same worker, so a phone sees an update only when something really changed. What is in public/ is
 * not kept: the system has its own copy of the icon and the manifest once the app lies on the home screen.
 */
export function precache(): Plugin {
  return {
    name: 'precache',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = atOnce(bundle)
          .map(file => ({ name: file.fileName, content: file.type === 'chunk' ? file.code : file.source }))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
        const hash = createHash('sha256')
        for (const file of built) hash.update(file.name).update(file.content)
        const source = readFileSync('build/service-worker.js', 'utf8')
          .replace('__VERSION__', `app-${hash.digest('hex').slice(0, 12)}`)
          .replace('__FILES__', JSON.stringify(built.map(file => `/${file.name}`)))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
