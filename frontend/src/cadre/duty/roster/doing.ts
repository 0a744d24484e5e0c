import { useState } from 'preact/hooks'
import { Problem } from '../../../api/client'
import { query } from '../../../app/router'
import { me } from '../../../app/store'
import { monthBy } from '../turns/month'

/** Whether this person draws up the roster. */
export const isSecretary = () => !!me.value?.roles.some(each => each.role === 'village_secretary')

/** The month in the address, if it is one. */
export const monthAsked = (usual = monthBy(1)) => {
  const asked = query.value.get('of') ?? ''
  return /^20[2-9]\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : usual
}

/**
 * Sends what only makes sense at once: a roster that was drawn on a phone without a network would be drawn from what has
 * long changed. So these acts do not wait in the outbox; what the server refuses stays on the screen with its sentence.
 */
export function useDoing() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function run(work: () => Promise<void>): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
