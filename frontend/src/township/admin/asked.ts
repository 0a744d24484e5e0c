import { useEffect, useState } from 'preact/hooks'
import { address, Problem, read, type Params } from '../../api/client'
import type { Reads, RoleName } from '../../api/types'
import { me } from '../../app/store'
import { t } from './words'

/** Which roles there are at which kind of place. */
export const ROLES: Record<string, RoleName[]> = {
  village: ['duty_cadre', 'village_secretary', 'mediator', 'village_doctor'], township: ['town_officer', 'administrator'], county: ['county_officer', 'administrator'],
}
export const roleOptions = (level: string | undefined) => (ROLES[level ?? ''] ?? []).map(value => ({ value, label: t(value as 'mediator'), sub: t(`${value as 'mediator'}_sub`) }))

/** The places that one administers. */
export const ownPlaces = () => me.value?.roles.filter(each => each.role === 'administrator') ?? []

/** Reads what must not lie on the phone: who signs in by which name. `again` asks anew, after an act. */
export function useAsked<P extends keyof Reads>(path: P | null, params: Params = {}) {
  const [seen, setSeen] = useState<{ url: string; value?: Reads[P]; problem?: Problem }>({ url: '' })
  const [turn, setTurn] = useState(0)
  const url = path ? address(path, params) : ''
  useEffect(() => {
    let gone = false
    if (path) read(path, params).then(value => { if (!gone) setSeen({ url, value }) }, (problem: unknown) => {
      if (gone || !(problem instanceof Problem)) return
      if (problem.status === 401) me.value = null
      setSeen(last => ({ ...last, url, problem }))
    })
    return () => { gone = true }
  }, [url, turn])
  const now = seen.url === url ? seen : { url }
  return { value: now.value, problem: now.problem, again: () => setTurn(n => n + 1) }
}

/**
 * Acts with a secret in them go straight to the server and not through the outbox: a password must not lie on the phone, and
 * one that is set later, unseen, would only lock somebody out.
 */
export function useAtOnce() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function run(act: () => Promise<void>): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error.status ? error : new Problem(0, { detail: t('no_answer') }))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run }
}

/** Letters and digits of which none is taken for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** A password to be copied by hand: three times four letters, of some 59 random bits. */
export function newPassword(): string {
  const picked: string[] = []
  // Bytes from 248 on would make the first letters likelier than the others.
  while (picked.length < 12) picked.push(...[...crypto.getRandomValues(new Uint8Array(16))].filter(byte => byte < 248).map(byte => LETTERS[byte % 31]!))
  return picked.slice(0, 12).join('').replace(/(.{4})(?=.)/g, '$1-')
}
