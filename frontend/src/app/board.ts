import { useRemote } from './remote'
import { village } from './store'

/** A village's board. One that was kept on the phone says no longer who is on duty, nor when it is open, once that time is over. */
export function useBoard(code = village.value?.code) {
  const { value: board, fresh, problem } = useRemote(code ? '/board/{village_code}' : null, { village_code: code })
  const duty = board?.on_duty
  // "18:00"; a time of another day is said with its date, and by the end of this one nobody knows.
  const isPast = (time: string) => !fresh && Date.now() > Date.parse(`${board?.day.on}T${time[5] ? '24:00' : time}+08:00`)
  const over = isPast(duty?.until ?? board?.next_up?.from ?? '24:00')
  return { board, problem, duty: over ? null : duty, over, isToday: !isPast('24:00') }
}
