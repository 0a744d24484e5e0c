import type { Plugin } from 'vite'

/** Comments and indentation of index.html are for those who read the source; every first visit would carry them. */
export const slimHtml = (): Plugin => ({
  name: 'slim-html',
  apply: 'build',
  transformIndexHtml: html => html.replace(/<!--.*?-->/gs, '').replace(/\n\s*/g, '\n'),
})
