import { useState } from 'preact/hooks'
import type { Params, Problem } from '../api/client'
import type { Writes } from '../api/types'
import { dropDraft } from '../app/drafts'
import { perform, type About, type Outcome } from './outbox'

/**
 * Sending a form: at most one at a time. What the server refuses comes back as `problem` and the form keeps its draft; once
 * the act is sent or lies safely in the outbox, the draft is dropped and `after` is called.
 */
export function useSending() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function run<W extends keyof Writes>(
    what: W, params: Params, body: Writes[W]['body'], about: About, files: string[],
    after: (outcome: Exclude<Outcome<Writes[W]['answer']>, { state: 'failed' }>) => void,
  ): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const outcome = await perform(what, params, body, about, files)
      if (outcome.state === 'failed') return setProblem(outcome.problem)
      if (about.edit) await dropDraft(about.edit.draft)
      after(outcome)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
