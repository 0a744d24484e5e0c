import { route, screenOf } from '../../app/router'
import { CardSignIn } from './CardSignIn'
import { Notices } from './Notices'
import { Settings } from './Settings'
import { SignIn } from './SignIn'
import { StaffSignIn } from './StaffSignIn'

const routes = [
  route('/sign-in', () => <SignIn />),
  route('/card', () => <CardSignIn />),
  route('/staff', () => <StaffSignIn />),
  route('/me', () => <Settings />),
  route('/notices', () => <Notices />),
]

/** Who I am on this phone: signing in and out, my settings, my news. */
export default function Account() {
  return <>{screenOf(routes)}</>
}
