import type { Ticket } from '../../api/types'
import { useRemote } from '../../app/remote'
import { LinkButton } from '../../ui/Button'
import { Empty, Rows } from '../../ui/parts'
import { deskHref, nameOf } from '../rows'
import { HeldRow, papersIn, Question } from './parts'
import { t } from './words'

const OFTEN = ['received', 'handed_over', 'lodged', 'picked_up', 'returned']

/** The originals of an errand: where each is, who has to confirm what, and what may be done with them now. */
export function Section({ ticket }: { ticket: Ticket }) {
  const page = useRemote('/tickets/{ticket_id}/custody', { ticket_id: ticket.id }).value
  if (!page || !(page.chain.length || page.acts.length)) return null
  const link = (act: string) => <LinkButton key={act} small href={`${deskHref(ticket.id)}/originals/${act}`}>{t(act as 'received')}</LinkButton>
  const seldom = page.acts.filter(act => !OFTEN.includes(act))
  return (
    <>
      <h2>{t('originals')}</h2>
      {page.chain.filter(act => act.mine_to_answer).map(act => <Question key={act.id} act={act} ticketId={ticket.id} title={nameOf(ticket)} />)}
      {page.held.length > 0 ? <Rows>{page.held.map(held => <HeldRow key={held.code + held.spot.kind + held.spot.name} held={held} />)}</Rows> : <Empty>{t('none_here')}</Empty>}
      {page.chain.filter(act => act.state === 'waiting' && !act.mine_to_answer).map(act => (
        <p class="sub" key={act.id}>{act.taker.kind === 'person' && act.kind === 'handed_over' ? t('waits', { papers: papersIn(act.papers), name: act.taker.name }) : t('waits_owner', { papers: papersIn(act.papers) })}</p>
      ))}
      <div class="chips">{page.acts.filter(act => OFTEN.includes(act)).map(link)}</div>
      {seldom.length > 0 && <details><summary>{t('more')}</summary><div class="chips">{seldom.map(link)}</div></details>}
      {page.chain.length > 0 && <div><LinkButton small href={`/town/originals/${ticket.id}`}>{t('by_day')}</LinkButton></div>}
    </>
  )
}
