/** A village's roster as the phone reads it: by whole months, under addresses that stay, so that it is there without a network. */
import type { Roster, Shift } from '../../../api/types'
import { localDate, time } from '../../../app/dates'
import { type Seen, useRemote } from '../../../app/remote'
import { useVillage } from '../../here'
import { t } from '../words'

/** A month such as "2026-12", moved by whole months. */
export const monthBy = (by: number, month = localDate().slice(0, 7)) =>
  new Date(Date.UTC(+month.slice(0, 4), +month.slice(5) - 1 + by, 1)).toISOString().slice(0, 7)
/** "12月", or "2026年12月" */
export const monthName = (month: string, how: 'month_name' | 'month_year' = 'month_name') => t(how, { n: +month.slice(5), year: month.slice(0, 4) })
/** The day in China on which an instant falls; the clock there has never been put forward since 1991. */
export const dayOf = (at: string) => new Date(Date.parse(at) + 288e5).toISOString().slice(0, 10)
const lastOf = (month: string) => new Date(Date.parse(`${monthBy(1, month)}-01`) - 864e5).toISOString().slice(0, 10)

/** All turns of a month, and the open hours that nobody has; of one's own village, or of the one that an officer looks at. */
export function useMonth(month: string, looked?: string): Seen<Roster> {
  const own = useVillage()?.code
  const code = looked ?? own
  return useRemote(code ? '/duty' : null, { village_code: code, from_on: `${month}-01`, to_on: lastOf(month) })
}

/** My turns that are not over, in this month and the next. */
export function useMine(): Shift[] {
  const months = [useMonth(monthBy(0)), useMonth(monthBy(1))]
  return months.flatMap(each => each.value?.items ?? []).filter(turn => turn.mine && Date.parse(turn.ends_at) > Date.now())
}

/** "08:30–12:00", and for a night "20:00–次日08:00". */
export const hours = (from: string, to: string) => `${time(from)}–${dayOf(from) === dayOf(to) ? '' : t('next_day')}${time(to)}`
/** What else there is to say of a turn. */
export const more = (turn: Shift) => [turn.kind === 'joint_office' && t('joint'), turn.leader && t('led_by', { name: turn.leader.name }), turn.out_note].filter(Boolean).join(' · ')
/** The same, after what it is for where that is something of a few days. */
export const about = (turn: Shift) => [turn.occasion, more(turn)].filter(Boolean).join(' · ')
