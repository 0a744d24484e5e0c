import { CalendarScreen } from './Calendar'
import { DrawScreen } from './Draw'
import { LeaveScreen } from './Leave'
import { PeopleScreen } from './People'
import { RuleScreen } from './Rule'

const SCREENS = { '/desk/duty/leave': LeaveScreen, '/desk/duty/draw': DrawScreen, '/desk/duty/rule': RuleScreen, '/desk/duty/people': PeopleScreen, '/desk/duty/calendar': CalendarScreen }

/** What is needed less often than the roster itself: days away, a calendar to follow it, and drawing it up. */
export default function Roster({ at }: { at: keyof typeof SCREENS }) {
  const Screen = SCREENS[at]
  return <Screen />
}
