import { route, screenOf } from '../../app/router'
import { Notices } from './Notices'
import { Settings } from './Settings'

const routes = [
  route('/me', () => <Settings />),
  route('/notices', () => <Notices />),
]

/** Who I am on this phone: my settings, my news, signing out. */
export default function Account() {
  return <>{screenOf(routes)}</>
}
