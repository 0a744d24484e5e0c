/** What the outbox decides, as plain functions of values. */
import type { Problem } from '../api/client'

const FIRST_WAIT_S = 5
const LONGEST_WAIT_S = 15 * 60
const PASSING = [0, 408, 425, 429]

export type Fate = 'again' | 'sign_in' | 'failed'

/** What a refusal means: a passing trouble is tried again, a lost session waits, everything else is the person's to mend. */
export function fate(problem: Problem): Fate {
  if (problem.status === 401) return 'sign_in'
  return PASSING.includes(problem.status) || problem.status >= 500 ? 'again' : 'failed'
}

/** Seconds until the next try: doubling, with jitter so that a village's phones do not all call at once. */
export function waitBefore(tries: number, retryAfter: number | null, random = Math.random()): number {
  return retryAfter ?? Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** tries) * (0.5 + random / 2)
}
