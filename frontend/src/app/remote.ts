import { signal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { address, type Params, Problem, read } from '../api/client'
import type { Kin, Page, Reads, Row, Ticket } from '../api/types'
import { forget, keep, kept } from './local'
import { me, online, owner } from './store'

/** What is known of one address: the last value seen, whether the server has confirmed it, and what went wrong. */
export interface Seen<T> { value: T | undefined; fresh: boolean; problem: Problem | null }

/** `sent` counts the questions, `shown` is the number of the one whose answer stands there: an older answer that comes late says nothing. */
interface Known<T> { seen: Signal<Seen<T>>; asked: number; turn: number; sent: number; shown: number }
const known = new Map<string, Known<unknown>>()
const again = signal(0)
/** Everything on the screen is asked for again: after something was sent, or when the phone is looked at again. */
export const refresh = () => { again.value++ }
/** Several parts of a screen read the same address, and a screen is soon followed by the next: one question serves them. */
const FRESH_MS = 10_000

function about<T>(id: string): Known<T> {
  let entry = known.get(id)
  if (!entry) known.set(id, entry = { seen: signal({ value: undefined, fresh: false, problem: null }), asked: 0, turn: -1, sent: 0, shown: 0 })
  return entry as Known<T>
}

const PUBLIC = ['/places', '/board/{village_code}', '/board/{village_code}/posts', '/catalogue', '/catalogue/{code}']
const CONFIDENTIAL: string[] = ['medical', 'dispute']
const discreet = (row: Row): Row => CONFIDENTIAL.includes(row.service)
  ? { ...row, title: row.service_label, sentence: row.state_label, beneficiary_name: '' } : row

/** What of an answer may lie on the phone: no word of an illness or a quarrel. `undefined` keeps nothing. */
function forThePhone(path: keyof Reads, value: unknown): unknown {
  if (path === '/tickets') return { ...(value as Page<Row>), items: (value as Page<Row>).items.map(discreet) }
  if (path === '/tickets/{ticket_id}') return CONFIDENTIAL.includes((value as Ticket).service) ? undefined : value
  // Who may act stays, in what does not: it may be for an illness.
  if (path === '/kin') return { helpers: (value as Kin).helpers.map(each => ({ ...each, services: [], evidence: null, files: [] })), helped: [], asked: [], offered_to_me: [] }
  if (path === '/sign-in/slips' || path === '/people' || path === '/audit') return undefined
  return value
}

/** Whose it is, and what: the public things are everybody's. */
const idOf = (path: keyof Reads, params: Params) => `${PUBLIC.includes(path) ? '' : owner.value} ${address(path, params)}`

async function load<P extends keyof Reads>(path: P, params: Params, id: string, entry: Known<Reads[P]>): Promise<void> {
  const { seen } = entry
  const mine = ++entry.sent
  const user = id.split(' ')[0] ?? ''
  if (seen.value.value === undefined) {
    const last = await kept<{ id: string; user: string; value: Reads[P] }>('cache', id).catch(() => undefined)
    if (last && seen.value.value === undefined) seen.value = { value: last.value, fresh: false, problem: null }
  }
  try {
    const value = await read(path, params)
    if (mine < entry.shown) return
    entry.shown = mine
    const keepable = forThePhone(path, value)
    // Kept before it is shown: what somebody has seen is there again without a network, even if the page closes at once.
    const keeping = keepable === undefined ? undefined : keep('cache', { id, user, value: keepable })
    seen.value = { value, fresh: true, problem: null }
    online.value = true
    await keeping
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 0) online.value = false
    if (error.status === 401) me.value = null
    if (mine < entry.shown) return
    const gone = error.status === 403 || error.status === 404
    if (gone) await forget('cache', id)
    seen.value = { value: gone ? undefined : seen.value.value, fresh: false, problem: error }
  }
}

/** Asks for an address unless that was done just now. At the start it is called before anything is drawn. */
export function ask<P extends keyof Reads>(path: P, params: Params = {}): void {
  const id = idOf(path, params)
  const entry = about<Reads[P]>(id)
  const turn = again.peek()
  if (entry.turn === turn && Date.now() - entry.asked < FRESH_MS) return
  Object.assign(entry, { turn, asked: Date.now() })
  void load(path, params, id, entry)
}

/** Reads an address: what was seen last at once, then what the server says. A `null` path reads nothing yet. */
export function useRemote<P extends keyof Reads>(path: P | null, params: Params = {}): Seen<Reads[P]> {
  const id = path ? idOf(path, params) : ''
  const turn = again.value
  useEffect(() => { if (path) ask(path, params) }, [id, turn])
  return about<Reads[P]>(id).seen.value
}

/** Puts an answer that a write brought back where the screens look for it. */
export function learned<P extends keyof Reads>(path: P, params: Params, value: Reads[P]): void {
  const entry = about<Reads[P]>(idOf(path, params))
  entry.shown = ++entry.sent
  entry.seen.value = { value, fresh: true, problem: null }
}

/** Signing out: nothing of the last person may stay in memory either. */
export const forgetSeen = () => known.clear()

addEventListener('online', refresh)
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh() })
setInterval(() => { if (!document.hidden) refresh() }, 60_000)
