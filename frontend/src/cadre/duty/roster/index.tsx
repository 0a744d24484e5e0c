import { CalendarScreen } from './Calendar'
import { DrawScreen } from './Draw'
import { LeaveScreen } from './Leave'
import { OneTurnScreen } from './One'
import { PeopleScreen } from './People'
import { PrintScreen } from './Print'
import { RuleScreen } from './Rule'
import { SheetScreen } from './Sheet'

const SCREENS = { '/desk/duty/leave': LeaveScreen, '/desk/duty/draw': DrawScreen, '/desk/duty/rule': RuleScreen, '/desk/duty/people': PeopleScreen, '/desk/duty/calendar': CalendarScreen, '/desk/duty/sheet': SheetScreen, '/desk/duty/print': PrintScreen }

/** What is needed less often than the roster itself: days away, a calendar to follow it, and drawing it up. */
export default function Roster({ at = '/desk/duty/draw', id }: { at?: keyof typeof SCREENS; id?: string }) {
  if (id) return <OneTurnScreen id={id} />
  const Screen = SCREENS[at]
  return <Screen />
}
