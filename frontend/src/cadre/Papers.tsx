import type { Ticket } from '../api/types'
import { day, moment } from '../app/dates'
import { LinkButton } from '../ui/Button'
import { Row, Rows, Tag, type Tone } from '../ui/parts'
import { ActRow, deskHref } from './rows'
import { hasEnded, isDeliverable, noticesOf, papersOf, type Paper } from './shapes'
import { inWords } from './times'
import { t, type CadreKey } from './words'

const TONES: Record<Paper['status'], Tone> = { missing: 'wait', said: 'wait', rejected: 'late', supplied: 'done', waived: 'plain', returned: 'done' }

/** How far a paper is; whoever has to be there in person is neither missing nor handed back. */
const statusOf = ({ kind, status }: Paper): CadreKey => (kind === 'in_person' && status !== 'waived' ? (status === 'missing' ? 'person_needed' : 'person_came') : status === 'said' ? 'to_look_at' : `paper_${status}`)

export const kindOf = (paper: Paper): string => t(`kind_${paper.kind}` as CadreKey)

/** The papers of an errand: what is here, what is missing and why, whose originals the village holds; and what can be printed. */
export function Papers({ ticket }: { ticket: Ticket }) {
  const papers = papersOf(ticket)
  const notices = noticesOf(ticket)
  const receipt = ticket.details['receipt_on']
  const promise = ticket.details['promise_on']
  if (!papers.length) return null
  return (
    <>
      <h2>{t('papers')}</h2>
      <Rows>
        {papers.map(paper => (
          <Row
            key={paper.code} title={inWords(paper)} tag={!(paper.status === 'missing' && hasEnded(ticket)) && <Tag tone={TONES[paper.status]}>{t(statusOf(paper))}</Tag>}
            sub={<>{kindOf(paper)}{paper.custody && <b class="line">{t('original_with', { who: paper.custody.holder_name })}</b>}{paper.status === 'said' && <b class="line">{t('paper_said')}</b>}{paper.reason && <span class="line">{paper.reason}</span>}</>}
          />
        ))}
        {typeof promise === 'string' && <Row title={t('promised_by', { day: day(promise) })} sub={t('promised_sub')} />}
        {typeof receipt === 'string' && <PrintRow title={t('receipt')} sub={day(receipt)} href={`${deskHref(ticket.id)}/receipt`} />}
        {notices.map(notice => (
          <PrintRow key={notice.no} title={t('notice_no', { no: notice.no })} sub={moment(notice.at)} href={`${deskHref(ticket.id)}/notice/${notice.no}`} />
        ))}
        {isDeliverable(ticket) && <PrintRow title={t('delivery_slip')} sub={ticket.state_label} href={`${deskHref(ticket.id)}/delivery`} />}
      </Rows>
    </>
  )
}

const PrintRow = ({ title, sub, href }: { title: string; sub: string; href: string }) =>
  <ActRow title={title} sub={sub} act={<LinkButton small href={href}>{t('print')}</LinkButton>} />
