import { computed, signal } from '@preact/signals'
import type { ComponentChild } from 'preact'

const here = signal(location.pathname + location.search)
export const path = computed(() => here.value.split('?')[0] ?? '/')
export const query = computed(() => new URLSearchParams(here.value.split('?')[1] ?? ''))

type Names<P extends string> = P extends `${string}:${infer Name}/${infer Rest}` ? Name | Names<Rest>
  : P extends `${string}:${infer Name}` ? Name : never

/** The values of `:name` parts when `pattern` fits the whole address, else null. */
export function match<P extends string>(pattern: P, address: string): Record<Names<P>, string> | null {
  const wanted = pattern.split('/')
  const given = address.replace(/(.)\/$/, '$1').split('/')
  if (wanted.length !== given.length) return null
  const values: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? ''
    if (part.startsWith(':')) values[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return values as Record<Names<P>, string>
}

export function go(to: string, { replace = false } = {}): void {
  if (to === here.value) return
  history[replace ? 'replaceState' : 'pushState']({ inside: true }, '', to)
  arrive(false)
}

/** One step back inside the app; a person who came by a link goes to `home` instead of leaving. */
export function back(home = '/'): void {
  if ((history.state as { inside?: boolean } | null)?.inside) history.back()
  else go(home, { replace: true })
}

/** How far each page had been scrolled when it was left, for whoever comes back to it. */
const tops = new Map<string, number>()
const scroller = () => document.querySelector('.scroll')

/** A new page, or the next question: at its top, with the heading first for whoever hears it read. */
export function fromTheTop(top = 0): void {
  requestAnimationFrame(() => {
    scroller()?.scrollTo(0, top)
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  })
}

function arrive(returning: boolean): void {
  const samePage = path.value === location.pathname
  tops.set(here.value, scroller()?.scrollTop ?? 0)
  here.value = location.pathname + location.search
  if (!samePage) fromTheTop(returning ? tops.get(here.value) : 0)
}

addEventListener('popstate', () => arrive(true))
document.addEventListener('click', event => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[href^="/"]')
  if (!link || link.target || link.hasAttribute('download') || link.pathname.startsWith('/api/')) return
  event.preventDefault()
  go(link.pathname + link.search)
})

export type Route = (address: string) => ComponentChild

/** A screen at a pattern; the types of its values come from the pattern. */
export const route = <P extends string>(pattern: P, draw: (values: Record<Names<P>, string>) => ComponentChild): Route =>
  address => {
    const values = match(pattern, address)
    return values && draw(values)
  }

/** The first screen that fits the present address, or null. */
export function screenOf(routes: Route[]): ComponentChild {
  for (const each of routes) {
    const screen = each(path.value)
    if (screen) return screen
  }
  return null
}
