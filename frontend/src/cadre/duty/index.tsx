import { Page } from '../../ui/Page'
import { Row, Rows } from '../../ui/parts'
import { t } from './words'

/** All about duty in one place: one's turns, what colleagues ask, and the roster of the village. */
export default function Duty() {
  const rows = [
    { href: '/duty', icon: 'calendar', title: t('board'), sub: t('board_sub') },
  ] as const
  return (
    <Page title={t('duty')} sub={t('duty_sub')} home="/desk/more">
      <Rows>{rows.map(({ href, icon, title, sub }) => <Row key={href} href={href} mark={icon} title={title} sub={sub} />)}</Rows>
    </Page>
  )
}
