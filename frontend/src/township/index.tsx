import { lazy } from '../app/lazy'
import { route, screenOf } from '../app/router'
import { me } from '../app/store'
import { LinkButton } from '../ui/Button'
import { Page } from '../ui/Page'
import { Empty, Loading } from '../ui/parts'
import { BehindScreen } from './Behind'
import { CustodyScreen } from './Custody'
import AuditScreen from './audit'
import { OriginalsScreen } from './Originals'
import { TodayScreen } from './Today'
import { VillageScreen } from './Village'
import './township.css'
import { t } from './words'

const Catalogue = lazy(() => import('./catalogue'))
const Admin = lazy(() => import('./admin'))
/** The numbers of the villages are an officer's; who only looks after the system starts at what he may open. */
const Start = () => (me.value?.roles.some(each => each.role === 'town_officer' || each.role === 'county_officer') ? <TodayScreen /> : <Admin />)
const routes = [
  route('/town', () => <Start />), route('/town/rows', () => <BehindScreen />), route('/town/originals/:id', ({ id }) => <CustodyScreen key={id} id={id} />),
  route('/town/villages/:code', ({ code }) => <VillageScreen key={code} code={code} />),
  route('/town/originals', () => <OriginalsScreen />),
  route('/town/audit', () => <AuditScreen />),
  route('/town/catalogue', () => <Catalogue />),
  route('/town/catalogue/:code', ({ code }) => <Catalogue key={code} code={code} />),
]

/** Everything under /town: the township, for the desk and for the wall. A chunk of its own, fetched when an officer goes there. */
export default function Township() {
  if (me.value === undefined) return <Page title={t('town')} home="/"><Loading /></Page>
  if (me.value === null) {
    return (
      <Page title={t('town')} home="/">
        <Empty><p>{t('for_officers')}</p><LinkButton href="/staff?next=/town" look="main" block>{t('sign_in')}</LinkButton></Empty>
      </Page>
    )
  }
  return <>{screenOf(routes) ?? <Admin />}</>
}
