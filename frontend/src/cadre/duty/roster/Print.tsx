import type { Shift } from '../../../api/types'
import { named } from '../../../app/dates'
import { Button } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { useVillage } from '../../here'
import { dayOf, hours, monthBy, monthName, useMonth } from '../turns/month'
import { t as duty } from '../words'
import { monthAsked } from './doing'
import { t } from './words'

/** What else the wall has to say of a turn: what it is for, where that is not the usual, and who leads. */
const said = (turn: Shift) => {
  const found = [turn.occasion, turn.leader && duty('led_by', { name: turn.leader.name })].filter(Boolean).join('，')
  return found && `（${found}）`
}

/** The month as it hangs on the wall: the same on the screen and out of the printer. */
export function PrintScreen() {
  const month = monthAsked(monthBy(0))
  const { value, problem } = useMonth(month)
  const village = useVillage()
  const days = new Map<string, Shift[]>()
  for (const turn of value?.items ?? []) if (dayOf(turn.starts_at).startsWith(month)) days.set(dayOf(turn.starts_at), [...(days.get(dayOf(turn.starts_at)) ?? []), turn])
  const title = t('print_title', { village: village?.name ?? '', month: monthName(month, 'month_year') })
  return (
    <Page title={t('sheet_print')} sub={monthName(month, 'month_year')} home={`/desk/duty/sheet?of=${month}`} foot={days.size > 0 && <Bar><Button look="main" onClick={() => print()}>{t('print_now')}</Button></Bar>}>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && !days.size && <Empty>{duty('not_out')}</Empty>}
      {days.size > 0 && <article class="sheet">
        <h2 class="sheet-title">{title}</h2>
        <table>
          <thead><tr><th scope="col">{t('print_day')}</th><th scope="col">{t('print_who')}</th></tr></thead>
          <tbody>{[...days].map(([on, turns]) => (
            <tr key={on}><th scope="row">{named(on)}</th><td>{turns.map(turn => (
              <span class="line" key={turn.id}>{hours(turn.starts_at, turn.ends_at)} {turn.person.name}{said(turn)}</span>
            ))}</td></tr>
          ))}</tbody>
        </table>
      </article>}
    </Page>
  )
}
