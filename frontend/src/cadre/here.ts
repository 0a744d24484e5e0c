import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { Problem, request } from '../api/client'
import type { VillageRef } from '../api/types'
import { useRemote } from '../app/remote'
import { isCadre, me, village } from '../app/store'

/** Which village's desk is open, for somebody who works for several; empty for the first. */
export const openVillage = signal('')
const villageAsked = () => (openVillage.value ? { village_code: openVillage.value } : {})

/** The desk as last seen; the township has none. */
export const useDesk = () => useRemote(isCadre.value ? '/desk' : null, villageAsked())

/** One of the desk's boxes; none while nobody knows which. */
export const useBox = (box: string | undefined) => useRemote(box ? '/tickets' : null, { box, limit: 50, ...villageAsked() })

/** The village that this person works for, which need not be the one they live in. */
export function useVillage(): VillageRef | null {
  const desk = useDesk().value
  const role = me.value?.roles.find(each => each.level === 'village' && each.role !== 'villager')
  return desk?.village ?? (role ? { code: role.place_code, name: role.place_name } : me.value?.village ?? null)
}

/** Brings the first thing that is wrong into view, once it has been drawn. */
export const showWrong = () => { setTimeout(() => document.querySelector('.wrong, .card.late[role=alert]')?.scrollIntoView({ block: 'center' })) }

/** Fetches once what recording for somebody needs, so that the village's items are on the phone when the network is not. */
export function useProvisions(): void {
  const [missing, setMissing] = useState(true)
  const { fresh } = useRemote(missing && village.value ? '/catalogue' : null, { village_code: village.value?.code })
  useEffect(() => { if (fresh) setMissing(false) }, [fresh])
}

export interface Asked<T> { value: T | undefined; problem: Problem | null; busy: boolean }

/**
 * Reads something that must not lie on the phone (codes, other people's numbers), again every so many seconds if wanted.
 * A `null` address reads nothing.
 */
export function useAsked<T>(url: string | null, everySeconds = 0): Asked<T> & { again: () => void } {
  const [state, setState] = useState<Asked<T>>({ value: undefined, problem: null, busy: true })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let gone = false
    const ask = () => {
      if (url === null || (everySeconds && document.hidden)) return
      request('GET', url).then(
        value => { if (!gone) setState({ value: value as T, problem: null, busy: false }) },
        (problem: unknown) => { if (!gone && problem instanceof Problem) setState(last => ({ value: last.value, problem, busy: false })) },
      )
    }
    setState(last => ({ ...last, busy: true }))
    ask()
    const timer = everySeconds ? setInterval(ask, everySeconds * 1000) : 0
    return () => { gone = true; clearInterval(timer) }
  }, [url, turn])
  return { ...state, again: () => setTurn(turn + 1) }
}
