import { AskScreen } from './Ask'
import { ListScreen } from './List'
import { OneScreen } from './One'

/** What colleagues ask of each other: all of it, one request, and asking about a turn of one's own. */
export default function Swaps({ id, turn }: { id?: string; turn?: string }) {
  return turn ? <AskScreen turn={turn} /> : id ? <OneScreen id={id} /> : <ListScreen />
}
