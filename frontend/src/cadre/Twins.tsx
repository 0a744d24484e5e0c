import type { Move, Ticket } from '../api/types'
import { Button, LinkButton } from '../ui/Button'
import { deskHref } from './rows'
import { t } from './words'

interface Twin { id: string; ticket_no: string; later: boolean; verdict: 'possible' | 'same' | 'different' }

/** Steps that are drawn beside the other request and nowhere else. */
export const TWIN_STEPS = ['same_matter', 'different_matter', 'maybe_same', 'separate']

/** Another request that may be the same matter: a look at it, and on the later of the two one tap that decides. */
export function Twins({ ticket, busy, decide }: { ticket: Ticket; busy: boolean; decide: (move: Move, data: Record<string, unknown>) => void }) {
  const twins = (ticket.details['twins'] ?? []) as Twin[]
  const steps = ticket.moves.filter(move => TWIN_STEPS.includes(move.move))
  const opens = { possible: ['same_matter', 'different_matter'], different: ['maybe_same'], same: ['separate'] }
  return <>{twins.filter(twin => twin.later || twin.verdict !== 'different').map(twin => (
    <section class={twin.verdict === 'possible' ? 'card wait stack' : 'card stack'} key={twin.id}>
      <p><b>{t(`twin_${twin.verdict}`, { no: twin.ticket_no.slice(-4) })}</b></p>
      {twin.later && steps.filter(move => opens[twin.verdict].includes(move.move)).map(move => (
        <Button key={move.move} busy={busy} onClick={() => decide(move, { twin_id: twin.id })}>{move.label}</Button>
      ))}
      <LinkButton href={deskHref(twin.id)}>{t('twin_see')}</LinkButton>
    </section>
  ))}</>
}
