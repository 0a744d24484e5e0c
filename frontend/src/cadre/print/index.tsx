import type { ComponentChildren } from 'preact'
import type { Board, Item, Ticket } from '../../api/types'
import { day, moment, named } from '../../app/dates'
import { comma } from '../../app/i18n'
import { useRemote } from '../../app/remote'
import { NoTicket, useTicket } from '../../ticket/TicketPage'
import { Button } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { kindOf } from '../Papers'
import { deskHref } from '../rows'
import { hasEnded, isDeliverable, noticesOf, outcomeOf, papersOf, type Paper } from '../shapes'
import { inWords } from '../times'
import { Downloads } from './Download'
import { t, type PrintKey } from './words'

/** What can be printed of a matter: a notice by its number, the proof of delivery, why it ended, else the receipt. */
export default function Printed({ id, no, delivery, ending }: { id: string; no?: string; delivery?: boolean; ending?: boolean }) {
  return no ? <Deficiency id={id} no={no} /> : ending ? <Ending id={id} /> : delivery ? <Delivery id={id} /> : <Receipt id={id} />
}

/** 收件回执: what the village took, from whom, until when; what a villager can hold in the hand. */
function Receipt({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  const board = useRemote(ticket ? '/board/{village_code}' : null, { village_code: ticket?.village.code }).value
  const item = useRemote(ticket?.item ? '/catalogue/{code}' : null, { code: ticket?.item?.code, version: ticket?.item?.version }).value
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const papers = papersOf(ticket).filter(paper => paper.status !== 'missing' && paper.status !== 'rejected' && paper.status !== 'said')
  const lacking = papersOf(ticket).filter(paper => !papers.includes(paper))
  const taken = [...ticket.events].reverse().find(event => event.move === 'accept') ?? ticket.events[0]
  const promise = ticket.details['promise_on']
  const due = [...ticket.clocks].reverse().find(clock => clock.due_at && clock.owner !== 'villager')
  return (
    <Sheet ticket={ticket} board={board} file="receipt" title={t('receipt')} no={ticket.ticket_no}
      left={t('sign_cadre')} right={t('sign_villager', { name: ticket.beneficiary.name })}>
      <Lines lines={[
        [t('for_whom'), ticket.beneficiary.name], [t('item'), ticket.item?.name ?? ticket.title],
        [t('received_by'), (taken?.move || ticket.recorded_by) && taken?.by?.name], [t('received_at'), taken && moment(taken.at)],
        [t(BY[due?.name ?? ''] ?? 'promised_day'), due?.due_at ? `${named(due.due_at)}${due.provisional ? ` (${t('provisional')})` : ''}` : t('no_day_yet')],
      ]} />
      {papers.length > 0 && <PaperTable papers={papers} item={item} />}
      {lacking.length > 0 && typeof promise === 'string' && <p>{t('will_bring', { papers: lacking.map(inWords).join(comma()), day: day(promise) })}</p>}
      <p>{t('receipt_free')}</p>
    </Sheet>
  )
}

/** By when what happens: the day of the receipt is hardly ever that of the result. */
const BY: Record<string, PrintKey> = { response: 'by_response', forwarding: 'by_forwarding', lodging: 'by_lodging', authority: 'by_authority', delivery: 'by_delivery' }

/** How many were handed in: as counted, or else as the item asks for; a line to write on where neither is known. */
function copiesOf(paper: Paper, item: Item | undefined): string {
  if (paper.kind === 'in_person' || paper.status === 'waived') return '—'
  return String(paper.custody?.count ?? item?.materials.find(each => each.code === paper.code)?.copies ?? '＿＿')
}

function PaperTable({ papers, item }: { papers: Paper[]; item: Item | undefined }) {
  return (
    <table>
      <thead><tr><th scope="col">{t('paper')}</th><th scope="col">{t('copies')}</th><th scope="col">{t('how_taken')}</th><th scope="col">{t('where_now')}</th></tr></thead>
      <tbody>{papers.map(paper => (
        <tr key={paper.code}><th scope="row">{inWords(paper)}</th><td>{copiesOf(paper, item)}</td><td>{paper.custody ? t('kept') : kindOf(paper)}</td><td>{paper.custody ? t('original_with', { who: paper.custody.holder_name, day: day(paper.custody.since), n: paper.custody.count }) : t(whereIs(paper))}</td></tr>
      ))}</tbody>
    </table>
  )
}

/** Papers that stay with the matter; whatever is only shown goes straight back. */
const STAYS = ['copy', 'declaration', 'photo']

function whereIs(paper: Paper): PrintKey {
  if (paper.status === 'waived') return 'not_needed'
  return STAYS.includes(paper.kind) ? 'taken_in' : 'given_back'
}

/** 一次性告知单: everything that is missing, told once, with the last day. */
function Deficiency({ id, no }: { id: string; no: string }) {
  const { value: ticket, problem } = useTicket(id)
  const board = useRemote(ticket ? '/board/{village_code}' : null, { village_code: ticket?.village.code }).value
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const notice = noticesOf(ticket).find(each => each.no === Number(no))
  if (!notice) return <Page title={t('notice_title')} home={deskHref(id)}><Empty>{t('no_such_notice')}</Empty></Page>
  const papers = papersOf(ticket).filter(paper => notice.missing.includes(paper.code))
  // What the notice said then; notices from before it was kept have only what is wrong now.
  const reasonOf = (paper: Paper) => (notice.reasons ? notice.reasons[paper.code] : paper.reason)
  const clock = ticket.clocks.find(each => each.name === 'correction' && each.started_at.slice(0, 16) >= notice.at.slice(0, 16)) ?? ticket.clocks.find(each => each.name === 'correction')
  return (
    <Sheet ticket={ticket} board={board} file={`notice-${no}`} title={t('notice_title')} no={`${ticket.ticket_no} · ${t('notice_no', { no: notice.no })}`}
      left={t('sign_told')} right={t('sign_villager', { name: ticket.beneficiary.name })}>
      <p>{t('notice_says', { name: ticket.beneficiary.name, item: ticket.item?.name ?? ticket.title })}</p>
      <ol>{papers.map(paper => <li key={paper.code}><b>{inWords(paper)}</b> ({kindOf(paper)}){reasonOf(paper) && ` — ${reasonOf(paper)}`}</li>)}</ol>
      {notice.words && <p>{t(notice.by_authority ? 'in_office_words' : 'again_why', { words: notice.words })}</p>}
      <Lines lines={[
        [t('told_at'), moment(notice.at)], [t('told_how'), t(`way_${notice.way}` as PrintKey)],
        [t('last_day'), clock?.due_at ? named(clock.due_at) : ''],
      ]} />
      <p>{t('notice_rule')}</p>
    </Sheet>
  )
}

/** 送达回证: what was decided, and into whose hands it came. It is printed before, and signed at the door. */
function Delivery({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  const board = useRemote(ticket ? '/board/{village_code}' : null, { village_code: ticket?.village.code }).value
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  if (!isDeliverable(ticket)) return <Page title={t('delivery')} home={deskHref(id)}><Empty>{t('no_result_yet')}</Empty></Page>
  const { decision, delivery } = outcomeOf(ticket)
  return (
    <Sheet ticket={ticket} board={board} file="delivery" title={t('delivery')} no={ticket.ticket_no} left={t('sign_given')} right={t('sign_got')} witness>
      <Lines lines={[
        [t('for_whom'), ticket.beneficiary.name], [t('item'), ticket.item?.name ?? ticket.title], [t('result'), decision ? t(`result_${decision.result}`) : ticket.state_label],
        [t('document'), decision?.document], [t('decided_on'), decision && day(decision.decided_on)], [t('reasons'), decision?.words], [t('delivered_on'), delivery && day(delivery.delivered_on)],
      ]} />
      {decision && decision.result !== 'approved' && <p>{t('remedies')}</p>}
      <p>{t('delivery_rule')}</p>
    </Sheet>
  )
}

/** 不予代办告知书 and its siblings: why it ended without a result, for somebody to whom a phone says nothing. */
function Ending({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  const board = useRemote(ticket ? '/board/{village_code}' : null, { village_code: ticket?.village.code }).value
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const last = ticket.events.filter(event => event.to_state === ticket.state).pop()
  if (!hasEnded(ticket) || !last) return <Page title={t('ending')} home={deskHref(id)}><Empty>{t('not_ended')}</Empty></Page>
  return (
    <Sheet ticket={ticket} board={board} file="ending" title={t('ending')} no={ticket.ticket_no} left={t('sign_given')} right={t('sign_got')}>
      <Lines lines={[[t('for_whom'), ticket.beneficiary.name], [t('item'), ticket.item?.name ?? ticket.title], [t('result'), ticket.state_label],
        ...(last.said ?? []).map(({ label, text }): [string, string] => [label, text]), [t('received_at'), moment(last.at)], [t('ended_by'), last.by?.name]]} />
      <p>{t('ending_rule')}</p>
    </Sheet>
  )
}

interface SheetProps { ticket: Ticket; board: Board | undefined; file?: string; pdf?: (size: string) => string; home?: string; title: string; no: string; left: string; right: string; witness?: boolean; children: ComponentChildren }

const SIZES = ['a4', 'a6'] as const

/** A sheet of paper: the same on the screen and out of the printer. */
export function Sheet({ ticket, board, file, pdf = size => `/tickets/${ticket.id}/papers/${file}.pdf?size=${size}`, home = deskHref(ticket.id), title, no, left, right, witness, children }: SheetProps) {
  const phone = ticket.assignee?.phone ?? board?.centre?.phone
  return (
    <Page title={title} sub={ticket.title} home={home} foot={<Bar><Button look="main" onClick={() => print()}>{t('print')}</Button></Bar>}>
      <article class="sheet">
        <header>
          <div><h2>{board?.centre?.name ?? ticket.village.name}</h2><p class="sheet-title">{title}</p><p>{no}</p><p class="say-no">{t('say_no')} <b>{ticket.speak_no}</b></p></div>
          <figure><img src={`/api/v1/tickets/${ticket.id}/qr.svg`} alt={t('qr')} width="110" height="110" /><figcaption>{t('qr_sub')}</figcaption></figure>
        </header>
        {children}
        <Lines lines={[
          [t('ask_at'), [ticket.assignee?.name, phone].filter(Boolean).join(' ')], [t('address'), board?.centre?.address],
          [t('complain_at'), board?.supervision.map(each => `${each.name} ${each.phone}`).join(' · ')],
        ]} />
        <footer><span>{left}<i /></span><span>{right}<i /></span>{witness && <span>{t('sign_witness')}<i /></span>}</footer>
      </article>
      <Downloads files={[
        ...SIZES.map(size => ({ label: t(`pdf_${size}`), url: pdf(size) })),
        ...(file && ticket.details['authorisation'] ? [{ label: t('pdf_authorisation'), url: `/tickets/${ticket.id}/papers/authorisation.pdf` }] : []),
      ]} />
    </Page>
  )
}

const Lines = ({ lines }: { lines: [string, string | null | undefined][] }) => (
  <dl>{lines.map(([label, value]) => value && <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
)
