import { useState } from 'preact/hooks'
import { address } from '../../api/client'
import type { PaperRange, Ticket } from '../../api/types'
import { moment } from '../../app/dates'
import { learned } from '../../app/remote'
import { back } from '../../app/router'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { NoTicket, useTicket } from '../../ticket/TicketPage'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Card, Empty, Loading } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { useAsked, useVillage } from '../here'
import { isSlip } from '../intake/form'
import { Downloads } from '../print/Download'
import { deskHref, nameOf } from '../rows'
import { Tiles } from '../Tiles'
import { t } from './words'

const PAGES = ['1', '2', '5', '10']

/** Slips with numbers, printed before the network fails. */
export function Slips() {
  const code = useVillage()?.code
  const [pages, setPages] = useState('1')
  const { value, problem, again } = useAsked<PaperRange[]>(code ? address('/paper-numbers', { village_code: code }) : null)
  const sending = useSending()
  const issue = () => {
    if (code) void sending.run('POST /paper-numbers', {}, { id: newId(), village_code: code, pages: Number(pages) }, { title: t('slips') }, [], again)
  }
  return (
    <Page title={t('slips')} sub={t('slips_sub')} home="/desk/sheets" foot={<Bar><Button look="main" busy={sending.busy} onClick={issue}>{t('issue')}</Button></Bar>}>
      <div class="stack wide-gaps">
        <Card><p>{t('slips_how')}</p></Card>
        <Tiles label={t('pages')} value={pages} options={PAGES.map(n => ({ value: n, label: t('n_pages', { n, slips: Number(n) * 8 }) }))} onPick={setPages} />
        {sending.problem && <Complaint problem={sending.problem} />}
        {problem && <ProblemNote problem={problem} retry={again} />}
        {!value && !problem && <Loading />}
        {value && !value.length && <Empty>{t('no_slips')}</Empty>}
        {value?.map(range => (
          <section class="card stack" key={range.id}>
            <p><b>{range.first} – {range.last}</b><br /><span class="sub">{t('range_sub', { used: range.used, all: range.count, who: range.issued_by, at: moment(range.issued_at) })}</span></p>
            <Downloads files={[{ label: t('print_slips'), url: `/paper-numbers/${range.id}/slips.pdf` }]} />
          </section>
        ))}
      </div>
    </Page>
  )
}

/** Writing down afterwards which slip the villager holds. */
export function EnterSlip({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  return <SlipForm ticket={ticket} />
}

function SlipForm({ ticket }: { ticket: Ticket }) {
  const [number, setNumber] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const send = () => {
    setTried(true)
    if (!isSlip(number)) return
    void run('POST /tickets/{ticket_id}/paper-number', { ticket_id: ticket.id }, { number }, { title: t('slip_of', { name: nameOf(ticket) }) }, [], outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: ticket.id }, outcome.answer)
      back(deskHref(ticket.id))
    })
  }
  return (
    <Page title={t('slip')} sub={nameOf(ticket)} home={deskHref(ticket.id)} foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('slip_save')}</Button></Bar>}>
      <Field label={t('slip')} hint={t('slip_hint')} maxLength={16} value={number} wrong={tried && !isSlip(number) ? t('slip_wrong') : ''} onInput={setNumber} focus />
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
