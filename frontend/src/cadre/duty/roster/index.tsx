import { LeaveScreen } from './Leave'

/** What is needed less often than the roster itself: days away. */
export default function Roster({ what }: { what: 'leave' }) {
  return { leave: () => <LeaveScreen /> }[what]()
}
