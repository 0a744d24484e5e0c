import type { Ticket } from '../../api/types'
import { useRemote } from '../../app/remote'
import { LinkButton } from '../../ui/Button'
import { Card } from '../../ui/parts'
import { Revoke } from './Revoke'
import { t } from './words'

/** Who may act for the villager until when, and the one touch that takes it back. */
export default function Entrusted({ ticket }: { ticket: Ticket }) {
  const paper = ticket.details['authorisation'] as { id: string } | null | undefined
  const { value } = useRemote(paper ? '/authorisations/{authorisation_id}' : null, { authorisation_id: paper?.id })
  const open = ticket.moves.some(move => move.move === 'authorise')
  if (!value && !open) return null
  return (
    <>
      <h2>{t('title')}</h2>
      <Card><div class="stack">
        {value && <p><b>{value.status_label}</b> · {value.sentence}</p>}
        {value?.advice && <p>{value.advice}</p>}
        {open && value?.status !== 'in_force' && <LinkButton href={`/tickets/${ticket.id}/authorisation`} block>{t(value ? 'again' : 'sign')}</LinkButton>}
        {value && <Revoke paper={value} />}
      </div></Card>
    </>
  )
}
