import { Find } from './Find'
import { Month } from './Month'
import { EnterSlip, Slips } from './Slips'
import { Trips } from './Trips'

/** The log of trips, and what is on paper: the log of a month, slips for days without a network, and finding a matter by the number on either. */
export default function Sheets({ what, id = '' }: { what: 'trips' | 'month' | 'slips' | 'find' | 'slip'; id?: string }) {
  return { trips: () => <Trips />, month: () => <Month />, slips: () => <Slips />, find: () => <Find />, slip: () => <EnterSlip id={id} /> }[what]()
}
