import { Find } from './Find'
import { Month } from './Month'
import { EnterSlip, Slips } from './Slips'

/** What is on paper: the log of a month, slips for days without a network, and finding a matter by the number on either. */
export default function Sheets({ what, id = '' }: { what: 'month' | 'slips' | 'find' | 'slip'; id?: string }) {
  return { month: () => <Month />, slips: () => <Slips />, find: () => <Find />, slip: () => <EnterSlip id={id} /> }[what]()
}
