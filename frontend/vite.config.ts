import { defineConfig } from 'vite'
import { compressed } from './build/compressed.ts'
import { lightParts } from './build/parts.ts'
import { precache } from './build/precache.ts'
import { slimHtml } from './build/slimHtml.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../app/static',
    emptyOutDir: true,
    // The oldest WebViews that are still met in the villages: Android 7 with Chrome 80, iOS 14.
    // Both know ES2020 by themselves; named one by one they would be spared `?.`, for a fault of Chrome's before 91 in calls
    // with a spread, of which there are none here.
    target: 'es2020',
    cssTarget: ['chrome80', 'safari14'],
    // The first files are there when any other is asked for. What the desk and the township need is not named in the files of
    // the villagers, who would carry the names: there one more round trip costs a cadre less than it costs them.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (name, files) => files.filter(file => !/\/(index|rolldown-runtime)-/.test(file) && (!/\/(cadre|township)-/.test(name) || file.endsWith('.css'))),
    },
    // The content security policy allows no data: scripts or styles, so nothing may be inlined.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Names stand in the first file of all; eight letters of chance in each would cost half a kilobyte, and six do not tell this many apart.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        entryFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        // Few files: over a village's line a round trip costs more than a kilobyte. One for the first screen, one for what
        // all forms share, one for the first question of a request and one for those that follow, one for photos and voices,
        // one for the page of a matter, one for what the desk's forms share. Whoever comes for the first time chooses a village, which needs a form and no request.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'] },
            { name: 'forms', test: /src\/(ui\/Field|outbox\/sending|app\/useDraft)/ },
            { name: 'dates', test: /src\/(app\/dates|ui\/Face)/ },
            { name: 'request', test: /src\/(villager\/request\/((?!PickOne|Tell|Check|Sent|outgoing|telling|words\.en)[\w.]+|kinds\/(index|catalogue|errand|errand\.words)\.tsx?)$)/ },
            { name: 'attach', test: /src\/(outbox\/shrink|ui\/(Photos|Voice|attach\.(css|words\.ts)))/ },
            { name: 'telling', test: /src\/villager\/request\/(PickOne|Tell|Check|Sent|outgoing|telling\.words|kinds\/Item\w+)\.tsx?$/ },
            { name: 'ticket', test: /src\/ticket\/(?!words\.en)/ },
            { name: 'acts', test: /src\/cadre\/(Tiles|identity|people\/fields)\.tsx?$/ },
          ],
        },
      },
    },
  },
  plugins: [lightParts(), slimHtml(), precache(), compressed()],
  server: { port: 5173, proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? 8000}` } },
})
