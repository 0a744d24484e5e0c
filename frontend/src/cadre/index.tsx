import { lazy } from '../app/lazy'
import { path, route, screenOf } from '../app/router'
import { isCadre, isTown, me } from '../app/store'
import { LinkButton } from '../ui/Button'
import { Page } from '../ui/Page'
import { Empty, Loading } from '../ui/parts'
import './cadre.css'
import { DeskScreen, MoreScreen } from './Desk'
import { MatterScreen } from './Matter'
import { t } from './words'

const NoticesScreen = lazy(() => import('./Notices'))
const SlipsScreen = lazy(() => import('./Slips'))
const MoveScreen = lazy(() => import('./MoveScreen'))
const Duty = lazy(() => import('./duty'))
const Handover = lazy(() => import('./duty/handover'))
const Now = lazy(() => import('./duty/now'))
const Log = lazy(() => import('./duty/log'))
const Posts = lazy(() => import('./duty/posts'))
const Roster = lazy(() => import('./duty/roster'))
const Swaps = lazy(() => import('./duty/swaps'))
const Temporary = lazy(() => import('./duty/temporary'))
const Intake = lazy(() => import('./intake'))
const People = lazy(() => import('./people'))
const Kin = lazy(() => import('./people/kin'))
const Trip = lazy(() => import('./Trip'))
const Printed = lazy(() => import('./print'))
const Custody = lazy(() => import('./custody'))
const Mandate = lazy(() => import('./mandate'))
const Sheets = lazy(() => import('./sheets'))
const Rate = lazy(() => import('./Rate'))

/** For members without an office, who hold posts as well: the same screens, without the desk. */
const members = [
  route('/posts', () => <Posts />),
  route('/posts/members/:id', ({ id }) => <Posts member={id} />),
  route('/posts/members/:id/write', ({ id }) => <Posts member={id} act="write" />),
  route('/posts/members/:id/portrait', ({ id }) => <Posts member={id} act="portrait" />),
  route('/posts/:id', ({ id }) => <Posts id={id} />),
  route('/posts/:id/:act', ({ id, act }) => <Posts id={id} act={act} />),
]
/** What the township may open as well: a matter and its steps. */
const matters = [
  route('/desk/duty/month', () => <Duty what="month" />),
  route('/desk/duty/log', () => <Log />),
  route('/desk/duty/log/:on', ({ on }) => <Log key={on} on={on} />),
  route('/desk/duty/posts', () => <Posts />),
  route('/desk/duty/posts/:id', ({ id }) => <Posts id={id} />),
  route('/desk/duty/posts/:id/:act', ({ id, act }) => <Posts id={id} act={act} />),
  route('/desk/duty/records', () => <Posts act="records" />),
  route('/desk/duty/members/:id', ({ id }) => <Posts member={id} />),
  route('/desk/duty/members/:id/write', ({ id }) => <Posts member={id} act="write" />),
  route('/desk/duty/members/:id/portrait', ({ id }) => <Posts member={id} act="portrait" />),
  route('/desk/tickets/:id', ({ id }) => <MatterScreen key={id} id={id} />),
  route('/desk/tickets/:id/do/:name', ({ id, name }) => <MoveScreen key={id + name} id={id} name={name} />),
  route('/desk/tickets/:id/rate', ({ id }) => <Rate key={id} id={id} />),
  route('/desk/tickets/:id/originals/:act', ({ id, act }) => <Custody key={id + act} id={id} act={act} />),
  route('/desk/tickets/:id/authorisation', ({ id }) => <Mandate key={id} id={id} />),
  route('/desk/tickets/:id/authorisation/print', ({ id }) => <Mandate key={id} id={id} printed />),
  route('/desk/tickets/:id/receipt', ({ id }) => <Printed key={id} id={id} />),
  route('/desk/tickets/:id/delivery', ({ id }) => <Printed key={id} id={id} delivery />),
  route('/desk/tickets/:id/ending', ({ id }) => <Printed key={id} id={id} ending />),
  route('/desk/tickets/:id/notice/:no', ({ id, no }) => <Printed key={id + no} id={id} no={no} />),
]
const desk = [
  route('/desk', () => <DeskScreen />),
  route('/desk/more', () => <MoreScreen />),
  route('/desk/duty', () => <Duty />),
  route('/desk/duty/log/:on/add', ({ on }) => <Log on={on} add />),
  route('/desk/duty/handover', () => <Handover />),
  ...(['/desk/duty/leave', '/desk/duty/draw', '/desk/duty/rule', '/desk/duty/people', '/desk/duty/calendar', '/desk/duty/sheet', '/desk/duty/print'] as const).map(pattern => route(pattern, () => <Roster at={pattern} />)),
  route('/desk/duty/temporary', () => <Temporary />),
  route('/desk/duty/temporary/new', () => <Temporary id="new" />),
  route('/desk/duty/temporary/:id', ({ id }) => <Temporary key={id} id={id} />),
  route('/desk/new', () => <Intake />),
  route('/desk/trip', () => <Trip />),
  route('/desk/trips', () => <Sheets what="trips" />),
  route('/desk/originals', () => <Custody />),
  route('/desk/slips', () => <SlipsScreen />),
  route('/desk/find', () => <Sheets what="find" />),
  route('/desk/sheets', () => <Sheets what="month" />),
  route('/desk/sheets/slips', () => <Sheets what="slips" />),
  route('/desk/tickets/:id/slip', ({ id }) => <Sheets key={id} what="slip" id={id} />),
  route('/desk/notices', () => <NoticesScreen />),
  ...(['/desk/people/:id/helper', '/desk/people/:id/end', '/desk/kin', '/desk/kin/:id', '/desk/told', '/desk/told/:id', '/desk/agents'] as const).map(pattern => route(pattern, () => <Kin />)),
  route('/desk/duty/swaps', () => <Swaps />),
  route('/desk/duty/swaps/:id', ({ id }) => <Swaps key={id} id={id} />),
  route('/desk/duty/out', () => <Now />),
  route('/desk/duty/turns/:id/take', ({ id }) => <Now key={id} id={id} />),
  route('/desk/duty/turns/:id/move', ({ id }) => <Now key={id} id={id} move />),
  route('/desk/duty/turns/:id/ask', ({ id }) => <Swaps key={id} turn={id} />),
  route('/desk/duty/turns/:id', ({ id }) => <Roster key={id} id={id} />),
  ...(['/desk/people', '/desk/people/:id', '/desk/people/:id/:act'] as const).map(pattern => route(pattern, () => <People />)),
]

/** Everything under /desk: the duty desk of the village. A chunk of its own, fetched when a cadre goes there. */
export default function Cadre() {
  const own = screenOf(members)
  if (own) return <>{own}</>
  if (me.value === undefined) return <Page title={t('desk')} home="/"><Loading /></Page>
  if (!isCadre.value && !isTown.value) return <NotForYou />
  // An address that is none of ours leads a cadre to the desk.
  return <>{isCadre.value ? screenOf([...matters, ...desk]) ?? <DeskScreen /> : screenOf(matters) ?? <NotForYou />}</>
}

/** A session that was opened by a code or a card has no rights of staff: those need the password. */
const NotForYou = () => (
  <Page title={t('desk')} home="/">
    <Empty><p>{t(isTown.value ? 'town_has_own' : 'staff_only')}</p>
      {isTown.value ? <LinkButton href="/town" look="main" block>{t('to_town_page')}</LinkButton>
        : <LinkButton href={`/staff?next=${encodeURIComponent(path.value)}`} look="main" block>{t('staff_sign_in')}</LinkButton>}
    </Empty>
  </Page>
)
