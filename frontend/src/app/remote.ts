import { signal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { address, type Params, Problem, read } from '../api/client'
import type { Kin, Page, Reads, Row, Ticket } from '../api/types'
import { fate, waitBefore } from '../outbox/rules'
import { forget, keep, kept } from './local'
import { me, online, owner } from './store'

/** What is known of one address: the last value seen, whether the server has confirmed it, and what went wrong. */
export interface Seen<T> { value: T | undefined; fresh: boolean; problem: Problem | null }

/**
 * `sent` counts the questions, `shown` is the number of the one whose answer stands there: an older answer that comes late says
 * nothing. `lost` counts those in a row that brought nothing; before `hold` the server wants no other.
 */
interface Known<T> { seen: Signal<Seen<T>>; asked: number; turn: number; sent: number; shown: number; lost: number; hold: number }
const known = new Map<string, Known<unknown>>()
const again = signal(0)
/** Everything on the screen is asked for again: after something was sent, or when the phone is looked at again. */
export const refresh = () => { again.value++ }
/** How many parts of the screen show what was seen earlier, because the server gave no answer just now. */
export const older = signal(0)
/** Several parts of a screen read the same address, and a screen is soon followed by the next: one question serves them. */
const FRESH_MS = 10_000

function about<T>(id: string): Known<T> {
  let entry = known.get(id)
  if (!entry) known.set(id, entry = { seen: signal({ value: undefined, fresh: false, problem: null }), asked: 0, turn: -1, sent: 0, shown: 0, lost: 0, hold: 0 })
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
    entry.lost = entry.hold = 0
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
    entry.lost++
    entry.asked = 0
    entry.hold = Date.now() + 1000 * (error.retryAfter ?? 0)
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
  const now = Date.now()
  if (now < entry.hold || (entry.turn === turn && now - entry.asked < FRESH_MS)) return
  Object.assign(entry, { turn, asked: now })
  void load(path, params, id, entry)
}

/**
 * Reads an address: what was seen last at once, then what the server says. Without an answer it is asked again in a few
 * seconds, then less and less often, while somebody looks. A `null` path reads nothing yet.
 */
export function useRemote<P extends keyof Reads>(path: P | null, params: Params = {}): Seen<Reads[P]> {
  const id = path ? idOf(path, params) : ''
  const turn = again.value
  useEffect(() => { if (path) ask(path, params) }, [id, turn])
  const entry = about<Reads[P]>(id)
  const { value, problem } = entry.seen.value
  useEffect(() => {
    if (!path || !problem || fate(problem) !== 'again') return
    const old = value === undefined ? 0 : 1
    older.value += old
    const timer = setTimeout(() => { if (!document.hidden) ask(path, params) }, 1000 * waitBefore(entry.lost - 1, problem.retryAfter))
    return () => { older.value -= old; clearTimeout(timer) }
  }, [id, problem])
  return entry.seen.value
}

/** Puts an answer that a write brought back where the screens look for it. */
export function learned<P extends keyof Reads>(path: P, params: Params, value: Reads[P]): void {
  const entry = about<Reads[P]>(idOf(path, params))
  entry.shown = ++entry.sent
  entry.seen.value = { value, fresh: true, problem: null }
}

/** Signing out: nothing of the last person may stay in memory either. */
export const forgetSeen = () => known.clear()

const look = () => { if (!document.hidden) refresh() }
addEventListener('online', refresh)
document.addEventListener('visibilitychange', look)
setInterval(look, 60_000)
