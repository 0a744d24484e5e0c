import { localDate, time } from '../../../app/dates'
import { t } from './words'

const MINUTE = 60_000
const FIVE = 5 * MINUTE
const SPANS = [[30, 'half_hour'], [60, 'one_hour'], [120, 'two_hours']] as const

/** Clock times of the next two hours, on full five minutes, that come before an instant. */
export const soon = (before = Infinity) => SPANS.map(([minutes, span]) => ({ at: Math.ceil((Date.now() + minutes * MINUTE) / FIVE) * FIVE, span }))
  .filter(each => each.at < before)
  .map(each => ({ value: new Date(each.at).toISOString(), label: t('by_clock', { time: time(new Date(each.at).toISOString()) }), sub: t('by_clock_sub', { span: t(each.span) }) }))

/** A clock time of today in China as an instant; none while it is no time, or has passed. */
export function today(clock: string): string | null {
  const at = Date.parse(`${localDate()}T${clock}:00+08:00`)
  return at > Date.now() ? new Date(at).toISOString() : null
}

/** A clock time of a day in China as an instant. */
export const on = (day: string, clock: string) => new Date(Date.parse(`${day}T${clock}:00+08:00`)).toISOString()
