/**
 * The one door for every write of the app. An act gets its id on the phone, is stored, and is then sent; sending twice
 * gives one row on the server because the id stays the same. One bad act never blocks the others, and nothing is dropped
 * without the person saying so.
 */
import { computed, effect, signal } from '@preact/signals'
import { address, Problem, request, type Params } from '../api/client'
import type { Writes } from '../api/types'
import { allOf, forget, keep } from '../app/local'
import { refresh } from '../app/remote'
import { me, online, owner } from '../app/store'
import { discard, upload } from './attachments'
import { fate, waitBefore } from './rules'

/** What a person reads about an act that has not gone out, and where it can be mended. */
export interface About { title: string; edit?: { href: string; draft: string; value: unknown } }

export interface Waiting {
  id: string; user: string; method: string; url: string; body: object | null; files: string[]; about: About
  made_at: string; tries: number; next_at: number; hold_until: number
  state: 'waiting' | 'failed'; problem: { status: number; code: string; zh: string; en: string } | null
}
export type Outcome<T> = { state: 'sent'; answer: T } | { state: 'waiting' } | { state: 'failed'; problem: Problem }

const PATIENCE_MS = 8_000

export const waiting = signal<Waiting[]>([])
export const unsent = computed(() => waiting.value.filter(act => act.state === 'waiting'))
/** What has not gone out about one matter. */
export const unsentOf = (ticketId: string) => unsent.value.filter(act => JSON.stringify([act.url, act.body]).includes(ticketId))
export const failed = computed(() => waiting.value.filter(act => act.state === 'failed'))

const expected = new Map<string, (outcome: Outcome<never>) => void>()

export const newId = (): string => {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Does one act: stores it, tries to send it, and says within a few seconds how it stands. 'waiting' is no failure: the act
 * lies on the phone and goes by itself.
 */
export async function perform<W extends keyof Writes>(
  what: W, params: Params, body: Writes[W]['body'], about: About, files: string[] = [],
): Promise<Outcome<Writes[W]['answer']>> {
  const [method = '', path = ''] = what.split(' ')
  const id = (body as { id?: string } | null)?.id ?? newId()
  await store({
    id, user: owner.value, method, url: address(path, params), body, files, about,
    made_at: new Date().toISOString(), tries: 0, next_at: 0, hold_until: 0, state: 'waiting', problem: null,
  })
  void navigator.storage?.persist?.()
  return new Promise(resolve => {
    const settle = (outcome: Outcome<never>) => { expected.delete(id); resolve(outcome) }
    expected.set(id, settle)
    setTimeout(() => settle({ state: 'waiting' }), PATIENCE_MS)
    void flush().then(() => settle({ state: 'waiting' }))
  })
}

/** Takes an act out without sending it: the person deleted it, or is mending it and will send it anew. */
export async function remove(act: Waiting, { keepFiles = false } = {}): Promise<void> {
  if (!keepFiles) await discard(act.files)
  await drop(act)
}

/** Reads what lies on the phone for the person who is signed in. */
export async function reload(): Promise<void> {
  // Looked at without subscribing: this runs inside an effect, which must not wake itself by what it writes.
  const before = waiting.peek()
  const acts = owner.value ? await allOf<Waiting>('outbox', owner.value) : []
  // Something was stored or sent while this was read: what was read is old already.
  if (waiting.peek() !== before) return reload()
  waiting.value = acts.sort((a, b) => (a.made_at < b.made_at ? -1 : 1))
}

async function store(act: Waiting): Promise<void> {
  await keep('outbox', act)
  waiting.value = [...waiting.value.filter(each => each.id !== act.id), act]
}

async function drop(act: Waiting): Promise<void> {
  await forget('outbox', act.id)
  waiting.value = waiting.value.filter(each => each.id !== act.id)
}

/** An act waits while something it names was itself made on this phone and has not gone out. */
const named = (act: Waiting): boolean =>
  waiting.value.some(each => each.id !== act.id && each.made_at <= act.made_at && JSON.stringify([act.url, act.body]).includes(each.id))

/** How many acts were sent since the screens last asked anew. */
let unseen = 0
function look(): void {
  if (unseen) refresh()
  unseen = 0
}

async function send(act: Waiting): Promise<'sent' | 'again' | 'sign_in' | 'failed'> {
  try {
    for (const file of act.files) await upload(file)
    const answer = await request(act.method, act.url, act.body)
    await discard(act.files)
    await drop(act)
    online.value = true
    // Before the form moves on: the next screen must not take what was asked before this act for today's truth.
    unseen++
    const settle = expected.get(act.id)
    if (settle) { look(); settle({ state: 'sent', answer: answer as never }) }
    return 'sent'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const next = fate(error)
    const seconds = waitBefore(act.tries, error.retryAfter)
    if (error.status === 0) online.value = false
    if (next === 'sign_in') me.value = null
    const settle = expected.get(act.id)
    if (next === 'failed' && settle) {
      // The person still stands at the form, which keeps its draft: the refusal goes there and not onto the list.
      await drop(act)
      settle({ state: 'failed', problem: error })
      return next
    }
    await store({
      ...act,
      state: next === 'failed' ? 'failed' : 'waiting',
      tries: next === 'again' ? act.tries + 1 : act.tries,
      next_at: Date.now() + seconds * 1000,
      hold_until: error.retryAfter ? Date.now() + error.retryAfter * 1000 : 0,
      problem: { status: error.status, code: error.code, zh: error.zh, en: error.en },
    })
    settle?.({ state: 'waiting' })
    return next
  }
}

async function round(hurry: boolean): Promise<void> {
  const tried = new Set<string>()
  let silent = 0
  const due = () => unsent.value.find(act => !tried.has(act.id) && act.user === owner.value && !named(act)
    && act.hold_until <= Date.now() && (hurry || act.next_at <= Date.now()))
  for (let act = due(); act && silent < 2; act = due()) {
    tried.add(act.id)
    const result = await send(act)
    if (result === 'sign_in') break
    // Two acts in a row without any answer: the network is away, not the act at fault.
    silent = result === 'again' && !online.value ? silent + 1 : 0
  }
  look()
}

let running: Promise<void> | null = null
/** What was asked for while a round was under way: nothing, one more round, or one that waits for nobody's turn. */
let wanted: { hurry: boolean } | null = null

/** Sends what is due. One flusher at a time: a promise in this page, a Web Lock between pages where there are such. */
export async function flush({ hurry = false } = {}): Promise<void> {
  if (!me.value) return
  if (running) {
    wanted = { hurry: hurry || !!wanted?.hurry }
    return running
  }
  // A page that is just going away may still hold the lock: this one waits for it, then reads anew what is left to send.
  const locked = async () => { await reload(); await round(hurry) }
  running = (async () => (navigator.locks ? navigator.locks.request('outbox', locked) : locked()))().finally(() => {
    running = null
    const next = wanted
    wanted = null
    if (next) void flush(next)
  })
  return running
}

/** Wakes the outbox whenever there is hope: at the start, online again, looked at again, and while something waits. */
export function startOutbox(): void {
  // Read later: an effect that both reads and writes what waits would wake itself without end.
  effect(() => { if (owner.value !== undefined) void Promise.resolve().then(reload).then(() => flush()) })
  effect(() => { if (me.value) void flush({ hurry: true }) })
  addEventListener('online', () => void flush({ hurry: true }))
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void flush({ hurry: true }) })
  setInterval(() => { if (unsent.value.length) void flush() }, 30_000)
}
