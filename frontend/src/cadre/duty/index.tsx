import { localDate, named } from '../../app/dates'
import { me } from '../../app/store'
import { Page } from '../../ui/Page'
import { Count, Row, Rows, Tag } from '../../ui/parts'
import { useDesk } from '../here'
import { about, dayOf, hours, useMine } from './turns/month'
import { MonthScreen } from './turns/Month'
import { t } from './words'

/** What must be there without a network: one's own turns, and the whole roster. */
export default function Duty({ what }: { what?: 'month' }) {
  return what ? <MonthScreen /> : <Hub />
}

/** All about duty in one place: one's turns, what colleagues ask, and the roster of the village. */
function Hub() {
  const mine = useMine()
  const waits = useDesk().value?.swaps ?? 0
  const draws = me.value?.roles.some(each => each.role === 'village_secretary')
  const rows = [
    { href: '/desk/duty/month', icon: 'calendar', title: t('roster'), sub: t('roster_sub') },
    { href: '/desk/duty/swaps', icon: 'person', title: t('swaps'), sub: t('swaps_sub') },
    { href: '/desk/duty/handover', icon: 'check', title: t('handover'), sub: t('handover_sub') },
    { href: '/desk/duty/log', icon: 'errand', title: t('log'), sub: t('log_sub') },
    { href: '/desk/duty/temporary', icon: 'bell', title: t('temporary'), sub: t('temporary_sub') },
    { href: '/desk/duty/leave', icon: 'clock', title: t('leave'), sub: t('leave_sub') },
    { href: '/desk/duty/calendar', icon: 'calendar', title: t('calendar'), sub: t('calendar_sub') },
    { href: '/desk/duty/draw', icon: 'pen', title: t(draws ? 'draw' : 'shares'), sub: t(draws ? 'draw_sub' : 'shares_sub') },
    { href: '/desk/duty/posts', icon: 'person', title: t('posts'), sub: t('posts_sub') },
    { href: '/duty', icon: 'calendar', title: t('board'), sub: t('board_sub') },
  ] as const
  return (
    <Page title={t('duty')} sub={t('duty_sub')} home="/desk/more">
      <h2>{t('my_turns')}</h2>
      {mine.length ? <Rows>{mine.slice(0, 4).map(turn => (
        <Row key={turn.id} href={`/desk/duty/turns/${turn.id}`} title={`${named(dayOf(turn.starts_at))} ${hours(turn.starts_at, turn.ends_at)}`} sub={about(turn)}
          tag={dayOf(turn.starts_at) === localDate() && <Tag tone="done">{t('today')}</Tag>} />
      ))}</Rows> : <p class="sub">{t('no_turns')}</p>}
      <Rows>{rows.map(({ href, icon, title, sub }) => <Row key={href} href={href} mark={icon} title={title} sub={sub} tag={href === '/desk/duty/swaps' && waits > 0 && <Count n={waits} />} />)}</Rows>
    </Page>
  )
}
