import type { Temporary } from '../../../api/types'
import { day, named } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { Row, Rows } from '../../../ui/parts'
import { dayOf, hours } from '../turns/month'
import { t } from './words'

type Gap = Temporary['gaps'][number]
export interface Lasting { starts_at: string; ends_at: string }

/** "2月11日 – 2月12日", or the one day. */
export const daysOf = (of: Pick<Temporary, 'first_on' | 'last_on'>) => (of.first_on === of.last_on ? named(of.first_on) : `${day(of.first_on)} – ${day(of.last_on)}`)
/** "每天 08:00–20:00、20:00–08:00" */
export const hoursOf = (of: Temporary['hours']) => t('every_day', { hours: of.map(each => `${each.starts}–${each.ends}`).join(comma()) })
export const when = (turn: Lasting) => `${named(dayOf(turn.starts_at))} ${hours(turn.starts_at, turn.ends_at)}`

/** What nobody can take, each with its time and the reason for everybody who was asked. */
export const Gaps = ({ gaps, bare }: { gaps: Gap[]; bare?: boolean }) => (
  <Rows>{gaps.map(gap => (
    <Row key={gap.starts_at + gap.why.map(each => each.person.id).join()} title={when(gap)} sub={<>
      {!bare && t('n_missing', { n: gap.missing })}
      {gap.why.map(each => <span class="line" key={each.person.id}>{each.person.name}：{each.sentence}</span>)}
    </>} />
  ))}</Rows>
)

/** Usual turns that make room. */
export const Down = ({ turns }: { turns: { id: string; starts_at: string; ends_at: string; person: { name: string } }[] }) => (
  <details class="card"><summary>{t('n_down', { n: turns.length })}</summary>
    <ul class="bullets">{turns.map(each => <li key={each.id}>{when(each)} {each.person.name}</li>)}</ul>
  </details>
)
