import type { AuthorisationForm } from '../../api/types'
import { useRemote } from '../../app/remote'
import { Sheet as Paper } from '../print'
import { useTicket } from '../../ticket/TicketPage'
import { Page } from '../../ui/Page'
import { Loading } from '../../ui/parts'
import { deskHref } from '../rows'
import { sentences, type Said } from './form'
import { t } from './words'

/** The sheet on A4, with lines for whoever signs it: what may be done and what not, until when, and how it is taken back. `chosen` is empty once it is signed. */
export function Sheet({ form, said, chosen }: { form: AuthorisationForm; said: Said; chosen: string }) {
  const { value: ticket } = useTicket(form.ticket.id)
  const board = useRemote('/board/{village_code}', { village_code: form.village.code }).value
  if (!ticket) return <Page title={t('title')} home={deskHref(form.ticket.id)}><Loading /></Page>
  const [first, may, never, ...rest] = sentences(form, said)
  return (
    <Paper ticket={ticket} board={board} title={t('title')} no={form.ticket.ticket_no} left={t('sign_principal')} right={t('sign_agent')}
      pdf={size => `/tickets/${ticket.id}/${chosen ? `authorisation-form.pdf?${chosen}&` : 'papers/authorisation.pdf?'}size=${size}`}
      home={`${deskHref(ticket.id)}/authorisation`}>
      <p>{first}</p>
      {form.principal_id_no && <p>{t('id_no', { no: form.principal_id_no })}</p>}
      <p>{may}</p>
      <p><b>{never}</b></p>
      {rest.map(each => <p key={each}>{each}</p>)}
      <p>{t('read_done')}</p>
      <div class="to-sign">{(['id_tail', 'sign_witness', 'signed_day'] as const).filter(key => key !== 'id_tail' || !form.principal_id_no).map(key => <span key={key}>{t(key)}<i /></span>)}</div>
    </Paper>
  )
}
