import type { Ticket } from '../../api/types'
import { sessionEnded } from '../../app/store'
import { LinkButton } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Card, Whole } from '../../ui/parts'
import { handsOf } from '../matters'
import { t } from './telling.words'

/** It has gone, or lies safely on the phone: what happens next, and the number to say on the phone. */
export default function Sent({ ticket }: { ticket: Ticket | null }) {
  const out = !ticket && sessionEnded.value
  const callee = ticket?.phone_to_call?.phone ? { name: ticket.phone_to_call.name, phone: ticket.phone_to_call.phone } : null
  return (
    <Page title={t(ticket ? 'got_it' : 'kept')} call={callee}
      foot={<Bar><LinkButton href="/">{t('home')}</LinkButton>{ticket && <LinkButton look="main" href={`/tickets/${ticket.id}`}>{t('see')}</LinkButton>}
        {out && <LinkButton look="main" href="/sign-in?next=/mine">{t('sign_in')}</LinkButton>}</Bar>}>
      <Card tone={ticket ? 'done' : 'wait'}><p class="say" role="status">{ticket ? <Whole text={ticket.sentence} /> : t(out ? 'kept_signed_out' : 'kept_hint')}</p></Card>
      {ticket && <Card><p class="sub">{t('number')}</p><p class="number">{ticket.speak_no}</p><p class="sub">{t('number_hint')}</p><p><b>{handsOf(ticket)}</b></p></Card>}
      {ticket && ticket.steps_ahead.length > 0 && <Card><b>{t('then')}</b><ol class="bullets">{ticket.steps_ahead.map(step => <li key={step}>{step}</li>)}</ol></Card>}
    </Page>
  )
}
