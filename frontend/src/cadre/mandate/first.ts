import type { Move, Ticket } from '../../api/types'
import { unsentOf } from '../../outbox/outbox'

/** An authorisation that waits on this phone is sent before the step, and each one counts as a step of the matter. */
export const signedHere = (id: string): number => unsentOf(id).filter(act => act.url.endsWith('/authorisations')).length

/** Signing, where the likeliest step waits for nothing else; not while somebody else holds a paper, who may just do it. */
export function signFirst(ticket: Ticket): Move | undefined {
  const waits = ticket.moves.some(move => move.main && move.why_not?.cleared_at === 'authorisation' && move.why_not.code !== 'agent_not_authorised')
  return waits && !signedHere(ticket.id) ? ticket.moves.find(move => move.move === 'authorise') : undefined
}
