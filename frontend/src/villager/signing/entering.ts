import { useState } from 'preact/hooks'
import { Problem } from '../../api/client'
import type { Me } from '../../api/types'
import { refresh } from '../../app/remote'
import { go, query } from '../../app/router'
import { homePath, welcome } from '../../app/store'

/** Where to go after signing in: back to what the person wanted, but never out of this app. */
function wanted(): string {
  const next = query.value.get('next') ?? ''
  return /^\/(?!\/)/.test(next) ? next : homePath.value
}

/** Runs one try to sign in: at most one at a time, with what the server said when it failed. */
export function useEntering() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function run(attempt: () => Promise<Me | null>, shared?: boolean): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const person = await attempt()
      if (person) {
        welcome(person, shared)
        refresh()
        go(wanted(), { replace: true })
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
