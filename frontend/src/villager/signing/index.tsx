import { route, screenOf } from '../../app/router'
import { CardSignIn } from './CardSignIn'
import { SignIn } from './SignIn'
import { StaffSignIn } from './StaffSignIn'

const routes = [
  route('/sign-in', () => <SignIn />),
  route('/card', () => <CardSignIn />),
  route('/staff', () => <StaffSignIn />),
]

/** The ways in. Apart from the rest of the account: nobody signs in without a network, so they need not lie on the phone. */
export default function Signing() {
  return <>{screenOf(routes)}</>
}
