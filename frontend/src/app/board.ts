import type { Board } from '../api/types'
import { useRemote } from './remote'
import { village } from './store'

const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000

/** The village's board. One that was kept on the phone says no longer who is on duty, nor when it is open, once that time is over. */
export function useBoard(): { board: Board | undefined; duty: Board['on_duty']; over: boolean; isToday: boolean } {
  const { value: board, fresh } = useRemote(village.value ? '/board/{village_code}' : null, { village_code: village.value?.code })
  const duty = board?.on_duty ?? null
  const midnight = board ? Date.parse(`${board.day.on}T00:00:00Z`) - CHINA_MS : 0
  const [hour = 0, minute = 0] = (duty?.until ?? '24:00').split(':').map(Number)
  const over = !!board && !fresh && Date.now() >= midnight + (hour * 60 + minute) * 60_000
  return { board, duty: over ? null : duty, over, isToday: fresh || Date.now() < midnight + DAY_MS }
}
