import { route, screenOf } from '../../../app/router'
import { EndScreen } from './End'
import { HelperScreen } from './Helper'
import { RequestScreen, RequestsScreen } from './Requests'
import { AgentsScreen, TellingScreen, TellingsScreen } from './Tellings'

const routes = [
  route('/desk/people/:id/helper', ({ id }) => <HelperScreen key={id} id={id} />),
  route('/desk/people/:id/end', ({ id }) => <EndScreen key={id} id={id} />),
  route('/desk/kin', () => <RequestsScreen />),
  route('/desk/kin/:id', ({ id }) => <RequestScreen key={id} id={id} />),
  route('/desk/told', () => <TellingsScreen />),
  route('/desk/told/:id', ({ id }) => <TellingScreen key={id} id={id} />),
  route('/desk/agents', () => <AgentsScreen />),
]

/** 亲友代办 at the desk: recording, confirming, ending, and telling people what was done for them. */
export default function DeskKin() {
  return <>{screenOf(routes)}</>
}
