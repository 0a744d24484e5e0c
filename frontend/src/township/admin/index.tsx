import { route, screenOf } from '../../app/router'
import { LinkButton } from '../../ui/Button'
import { Page } from '../../ui/Page'
import { Empty, Row, Rows } from '../../ui/parts'
import { ownPlaces } from './asked'
import { KeysScreen, NewKeyScreen } from './Keys'
import { MemberScreen } from './Member'
import { NewScreen } from './New'
import { StaffScreen } from './Staff'
import { t } from './words'

const routes = [
  route('/town/staff', () => <StaffScreen />), route('/town/staff/new', () => <NewScreen />), route('/town/staff/:id', ({ id }) => <MemberScreen key={id} id={id} />),
  route('/town/keys', () => <KeysScreen />), route('/town/keys/new', () => <NewKeyScreen />),
  route('/town/admin', () => <AdminScreen />),
]

/** What an administrator does: staff, accounts and keys. A chunk of its own, never kept for offline. */
export default function Admin() {
  if (!ownPlaces().length) return <Page title={t('title')} home="/town"><Empty><p>{t('not_yours')}</p><LinkButton href="/town" look="main" block>{t('to_town')}</LinkButton></Empty></Page>
  return <>{screenOf(routes) ?? <AdminScreen />}</>
}

/** Where an administrator starts: what he may open. */
const AdminScreen = () => (
  <Page title={t('title')} sub={ownPlaces()[0]?.place_name}>
    <p class="card">{t('hello')}</p>
    <Rows>
      <Row mark="person" href="/town/staff" title={t('staff')} sub={t('staff_sub')} />
      <Row mark="clock" href="/town/keys" title={t('keys')} sub={t('keys_sub')} />
      <Row mark="list" href="/town/audit" title={t('audit')} sub={t('audit_sub')} />
      <Row mark="errand" href="/town/catalogue" title={t('catalogue')} sub={t('catalogue_sub')} />
      <Row mark="search" href="/guide" title={t('guide')} sub={t('guide_sub')} />
      <Row mark="calendar" href="/duty" title={t('board')} sub={t('board_sub')} />
      <Row mark="pen" href="/me" title={t('me')} sub={t('me_sub')} />
    </Rows>
    <p>{t('on_server')}</p>
  </Page>
)
