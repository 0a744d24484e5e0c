import type { Plugin } from 'vite'

/** Comments and indentation of index.html are for those who read the source, and nothing here crosses origins; every first visit would carry them. */
export const slimHtml = (): Plugin => ({
  name: 'slim-html',
  apply: 'build',
  transformIndexHtml: { order: 'post', handler: html => html.replace(/<!--.*?-->/gs, '').replace(/\n\s*| crossorigin/g, '') },
})
