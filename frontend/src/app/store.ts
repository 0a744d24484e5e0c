import { batch, computed, effect, signal } from '@preact/signals'
import { act, Problem, read } from '../api/client'
import type { Me, RoleName, VillageRef } from '../api/types'
import { forgetAll, keep, kept, setShared } from './local'

const WHO = 'who'
const VILLAGE = 'village'

/** undefined: not known yet · null: nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined)
/** Whose things this phone holds: stays when a session ends by itself, so that nothing unsent is lost. */
export const owner = signal(localStorage.getItem(WHO) ?? '')
/** The session ended by itself: what waits is kept and goes after signing in again. */
export const sessionEnded = computed(() => me.value === null && owner.value !== '')

const chosen = signal<VillageRef | null>(JSON.parse(localStorage.getItem(VILLAGE) ?? 'null') as VillageRef | null)
/** The village whose board is shown: the person's own, else the one chosen on this phone. */
export const village = computed(() => me.value?.village ?? chosen.value)

export function chooseVillage(place: VillageRef): void {
  localStorage.setItem(VILLAGE, JSON.stringify(place))
  chosen.value = place
}

const TOWN: RoleName[] = ['town_officer', 'county_officer', 'administrator']
const DESK: RoleName[] = ['duty_cadre', 'village_secretary', 'mediator', 'village_doctor']
const has = (roles: RoleName[]) => me.value?.roles.some(each => roles.includes(each.role)) ?? false
export const isTown = computed(() => has(TOWN))
export const isCadre = computed(() => has(DESK))
/** Where a person starts: the township's screen, the duty desk, or the villager's home. */
export const homePath = computed(() => (isTown.value ? '/town' : isCadre.value ? '/desk' : '/'))

export function welcome(person: Me, shared?: boolean): void {
  if (shared !== undefined) setShared(shared)
  localStorage.setItem(WHO, person.person_id)
  owner.value = person.person_id
  me.value = person
  void keep('cache', { id: `${person.person_id} me`, user: person.person_id, value: person })
}

/** At the start: who was here last, from the phone; then who it is now, from the server. */
export async function recognise(): Promise<void> {
  const last = await kept<{ id: string; user: string; value: Me }>('cache', `${owner.value} me`)
  if (last && me.value === undefined) me.value = last.value
  try {
    // A phone that knows nobody asks for a renewal only: one question instead of two refusals.
    welcome(await (owner.value ? read('/me') : act('/session/refresh', null)))
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || !owner.value)) me.value = null
    // Nothing was kept and nobody answered: a screen that waits for a name must not wait for good.
    else if (me.value === undefined) setTimeout(() => void recognise(), 5_000)
  }
}

export async function signOut(): Promise<void> {
  await act('/sign-out', null).catch((error: unknown) => {
    // Without a network the phone still forgets everything; the cookie dies with the server's own limit.
    if (!(error instanceof Problem)) throw error
  })
  await forgetAll()
  localStorage.removeItem(WHO)
  batch(() => {
    owner.value = ''
    me.value = null
  })
  setShared(false)
}

/** Whether requests get through. `navigator.onLine` is only a hint: the last request's fate decides. */
export const online = signal(navigator.onLine)
addEventListener('online', () => { online.value = true })
addEventListener('offline', () => { online.value = false })

// The village of the signed-in person is what the phone shows next time, even before anybody is recognised.
effect(() => { if (me.value?.village) chooseVillage(me.value.village) })

/** A new version lies ready on the phone; the person decides when it takes over. */
export const updateReady = signal<ServiceWorker | null>(null)
