import { lazy } from '../app/lazy'
import { route, screenOf } from '../app/router'
import { MovePage } from './MovePage'
import { NotePage } from './NotePage'
import { RatePage } from './RatePage'
import { TicketPage } from './TicketPage'

const Mandate = lazy(() => import('../cadre/mandate'))

const routes = [
  route('/tickets/:id', ({ id }) => <TicketPage key={id} id={id} />),
  route('/tickets/:id/authorisation', ({ id }) => <Mandate key={id} id={id} />),
  route('/tickets/:id/note', ({ id }) => <NotePage key={id} id={id} />),
  route('/tickets/:id/rate', ({ id }) => <RatePage key={id} id={id} />),
  route('/tickets/:id/do/:name', ({ id, name }) => <MovePage key={id + name} id={id} name={name} />),
]

/** One matter, the same page for the villager, the cadre and the township: the server says what each may see and do. */
export default function TicketScreens() {
  return <>{screenOf(routes)}</>
}
