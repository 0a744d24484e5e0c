import type { Reads, Writes } from './types'

const ROOT = '/api/v1'
const PATIENCE_MS = 15_000

/** What the server said when it refused (problem+json), or a `status` of 0 when no answer came. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly zh: string
  readonly en: string
  /** Seconds that the server asks to wait before the next try. */
  readonly retryAfter: number | null
  readonly more: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown> = {}, retryAfter: number | null = null) {
    const text = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : '')
    super(text('detail') || `HTTP ${status}`)
    this.status = status
    this.code = text('code') || (status ? `http_${status}` : 'no_answer')
    this.zh = text('detail_zh') || text('detail')
    this.en = text('detail_en') || text('detail')
    this.retryAfter = retryAfter
    this.more = body
  }
}

export type Params = Record<string, string | number | undefined>

/** Fills `{name}` in a path and puts the rest of the values behind the question mark. */
export function address(path: string, params: Params = {}): string {
  const rest = new URLSearchParams()
  let url = path
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    if (url.includes(`{${name}}`)) url = url.replace(`{${name}}`, encodeURIComponent(value))
    else rest.set(name, String(value))
  }
  return rest.toString() ? `${url}?${rest}` : url
}

let language = 'zh'
export function speak(code: string): void {
  language = code
}

async function once(method: string, url: string, body?: object | null, headers: Record<string, string> = {}): Promise<Response> {
  const stop = new AbortController()
  const raw = body instanceof Blob
  // Runs on when the answer begins: one that stops in the middle must not be waited for without end.
  setTimeout(() => stop.abort(), raw ? 4 * PATIENCE_MS : PATIENCE_MS)
  try {
    return await fetch(ROOT + url, {
      method,
      signal: stop.signal,
      credentials: 'same-origin',
      headers: { 'Accept-Language': language, ...(body && !raw && { 'Content-Type': 'application/json' }), ...headers },
      ...(body && { body: raw ? body : JSON.stringify(body) }),
    })
  } catch {
    throw new Problem(0)
  }
}

let refreshing: Promise<boolean> | null = null
/** One renewal at a time: five requests that meet a stale session ask for one new one. */
function renewed(): Promise<boolean> {
  refreshing ??= once('POST', '/session/refresh').then(async answer => {
    // 409: another tab renews at this very moment; its cookie is good for this one too.
    if (answer.status === 409) await new Promise(resolve => { setTimeout(resolve, 1000) })
    return answer.ok || answer.status === 409
  }).finally(() => { refreshing = null })
  return refreshing
}

/** Sends one request; a stale session is renewed once. Throws a Problem for everything but a 2xx. */
export async function answered(method: string, url: string, body?: object | null, headers?: Record<string, string>): Promise<Response> {
  let answer = await once(method, url, body, headers)
  if (answer.status === 401 && !url.startsWith('/session') && !url.startsWith('/sign-in') && (await renewed())) {
    answer = await once(method, url, body, headers)
  }
  if (answer.ok) return answer
  const wait = Number(answer.headers.get('Retry-After'))
  throw new Problem(answer.status, ((await json(answer)) ?? {}) as Record<string, unknown>, wait > 0 ? wait : null)
}

/** An answer of which only the beginning came is none: the page was left, or the line broke. What is no JSON is null. */
const json = (answer: Response): Promise<unknown> =>
  answer.json().catch((error: unknown) => { if (error instanceof SyntaxError) return null; throw new Problem(0) })

/** The JSON of an answer, or null where there is none. */
export async function request(method: string, url: string, body?: object | null, headers?: Record<string, string>): Promise<unknown> {
  const answer = await answered(method, url, body, headers)
  return answer.status === 204 ? null : json(answer)
}

export function read<P extends keyof Reads>(path: P, params?: Params): Promise<Reads[P]> {
  return request('GET', address(path, params)) as Promise<Reads[P]>
}

type SessionAct = '/sign-in/codes' | '/sign-in/code' | '/sign-in/card' | '/sign-in/password' | '/session/refresh' | '/sign-out'

/** Signing in and out. Not through the outbox: a code or a password must never be stored on the phone. */
export function act<P extends SessionAct>(path: P, body: Writes[`POST ${P}`]['body']): Promise<Writes[`POST ${P}`]['answer']> {
  return request('POST', path, body) as Promise<Writes[`POST ${P}`]['answer']>
}
