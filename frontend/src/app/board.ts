import { useRemote } from './remote'
import { village } from './store'

/** The village's board. One that was kept on the phone says no longer who is on duty, nor when it is open, once that time is over. */
export function useBoard() {
  const { value: board, fresh } = useRemote(village.value ? '/board/{village_code}' : null, { village_code: village.value?.code })
  const duty = board?.on_duty
  const isPast = (time: string) => !fresh && Date.now() > Date.parse(`${board?.day.on}T${time}+08:00`)
  const over = isPast(duty?.until ?? '24:00')
  return { board, duty: over ? null : duty, over, isToday: !isPast('24:00') }
}
