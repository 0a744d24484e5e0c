import type { Ticket } from '../api/types'
import { moment } from '../app/dates'
import { Files } from './Timeline'
import { t, type TicketKey } from './words'

/** What was asked in the beginning, folded away: the page is about what happens now. */
export function Asked({ ticket }: { ticket: Ticket }) {
  const attached = new Set(ticket.events.flatMap(event => event.files.map(file => file.id)))
  const lines: [TicketKey, string | null | undefined][] = [
    ['item', ticket.item?.name],
    ['for_whom', ticket.beneficiary.relation ? t('by_relative', { name: ticket.beneficiary.name, relation: ticket.beneficiary.relation }) : ticket.beneficiary.name],
    ['by_whom', `${ticket.applicant.name} · ${moment(ticket.submitted_at)}`],
    ['recorded_by', ticket.recorded_by?.name],
    ['words', ticket.description],
    ['ticket_no', ticket.ticket_no],
  ]
  return (
    <details class="card">
      <summary>{t('asked')}</summary>
      <dl class="facts">
        {lines.map(([key, value]) => value && <div key={key}><dt class="sub">{t(key)}</dt><dd>{value}</dd></div>)}
      </dl>
      <Files files={ticket.files.filter(file => !attached.has(file.id))} />
    </details>
  )
}
