import { lazy } from '../app/lazy'
import { route } from '../app/router'
import { Home } from './Home'
import { Mine } from './Mine'

const Account = lazy(() => import('./account'))
const Duty = lazy(() => import('./duty'))
const Kin = lazy(() => import('./kin'))
const Guide = lazy(() => import('./guide'))
const Request = lazy(() => import('./request'))
const Signing = lazy(() => import('./signing'))
const Ticket = lazy(() => import('../ticket'))
const Village = lazy(() => import('./village'))

const ticket = () => <Ticket />

export const villagerRoutes = [
  route('/', () => <Home />),
  route('/mine', () => <Mine />),
  route('/village', () => <Village />),
  ...['/duty', '/duty/print'].map(pattern => route(pattern, () => <Duty />)),
  route('/guide', () => <Guide />),
  route('/guide/:code', ({ code }) => <Guide key={code} code={code} />),
  route('/new/:service', ({ service }) => <Request key={service} service={service} />),
  ...['/kin', '/kin/ask', '/kin/give'].map(pattern => route(pattern, () => <Kin />)),
  route('/speak', () => <Request key="speak" service="speak" />),
  ...['/sign-in', '/card', '/staff'].map(pattern => route(pattern, () => <Signing />)),
  ...['/me', '/notices'].map(pattern => route(pattern, () => <Account />)),
  ...['/tickets/:id', '/tickets/:id/note', '/tickets/:id/authorisation', '/tickets/:id/rate', '/tickets/:id/do/:name'].map(pattern => route(pattern, ticket)),
]
