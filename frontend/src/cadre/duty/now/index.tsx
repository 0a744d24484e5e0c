import { MoveScreen } from './Move'
import { OutScreen } from './Out'
import { TakeScreen } from './Take'

/** What is done at the desk at once: going out, taking a turn over, and moving its hours. */
export default function Now({ id, move }: { id?: string; move?: boolean }) {
  if (!id) return <OutScreen />
  return move ? <MoveScreen id={id} /> : <TakeScreen id={id} />
}
