import type { Move, Ticket } from '../api/types'
import { useRemote } from '../app/remote'
import { lazy } from '../app/lazy'
import { elder } from '../app/settings'
import { isCadre, isTown, owner } from '../app/store'
import { unsentOf } from '../outbox/outbox'
import { LinkButton } from '../ui/Button'
import { Call } from '../ui/Call'
import { Bar, Page } from '../ui/Page'
import { Card, Empty, Loading, Whole } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { handsOf } from '../villager/matters'
import { Asked } from './Asked'
import { nameOfPaper, papersOf } from './needs'
import { Originals } from './Originals'
import { Timeline } from './Timeline'
import { t } from './words'

const Entrusted = lazy(() => import('../cadre/mandate/Entrusted'), false)

export const useTicket = (id: string) => useRemote('/tickets/{ticket_id}', { ticket_id: id })
/** Where a move is made: faces for a rating, a form for everything else. */
export const moveHref = (id: string, move: Move) => (move.at === 'rating' ? `/tickets/${id}/rate` : `/tickets/${id}/do/${move.move}`)

/** The steps that are made from a list of buttons; what another act makes, such as giving an authorisation, has its own place. */
export const stepsOf = (ticket: Ticket) => ticket.moves.filter(move => move.at === 'moves' || move.at === 'rating')

/** Whose matter it is, where it is somebody else's: a relative has matters of his own beside it. */
export const whoseOf = ({ beneficiary }: Ticket) => (beneficiary.id === owner.value ? '' : t('whose', { name: beneficiary.name }))

/** A matter: what is happening and by when · what is for you to do · how it went so far · whom to call. */
export function TicketPage({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  if (!ticket) return <NoTicket missing={problem?.status === 404 || problem?.status === 403}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const staff = isCadre.value || isTown.value
  // What is done is there to be rated: a villager need not look for it among the rest.
  const main = ticket.moves.find(move => move.main || (!staff && move.at === 'rating'))
  const others = stepsOf(ticket).filter(move => move !== main)
  const callee = ticket.phone_to_call?.phone ? { name: ticket.phone_to_call.name, phone: ticket.phone_to_call.phone } : null
  return (
    <Page
      title={ticket.title} sub={<>{whoseOf(ticket) && <><span class="keep">{whoseOf(ticket)} ·</span> </>}<span class="keep">{t('number', { no: ticket.speak_no })}</span></>} home={staff ? '/desk' : '/mine'} call={staff ? callee : false}
      foot={<Bar>
        {ticket.service !== 'medical' && <LinkButton href={`/tickets/${id}/note`}>{t('say')}</LinkButton>}
        {staff && main && !ticket.todo ? <LinkButton href={moveHref(id, main)} look="main">{main.label}</LinkButton>
          : <Call to={callee} {...(callee && !elder.value ? { text: t('call', { name: callee.name }) } : {})} />}
      </Bar>}
    >
      {unsentOf(id).map(act => <p class="card wait" key={act.id}>{t('not_sent', { title: act.about.title })}</p>)}
      <Now ticket={ticket} />
      <Todo ticket={ticket} main={main} staff={staff} />
      {papersOf(ticket).some(paper => paper.custody) && <Originals id={id} of={ticket.beneficiary} />}
      <h2>{t('how_far')}</h2>
      <Card><Timeline ticket={ticket} /></Card>
      {ticket.service === 'errand' && <Entrusted ticket={ticket} />}
      <Asked ticket={ticket} />
      {ticket.item && <LinkButton href={`/guide/${ticket.item.code}?v=${ticket.item.version}`} icon="errand">{t('guide')}</LinkButton>}
      {others.length > 0 && <details class="card" open={!!ticket.todo && !main}>
        <summary>{t('more')}</summary>
        <div class="stack">{others.map(move => <LinkButton key={move.move} href={moveHref(id, move)}>{move.label}</LinkButton>)}</div>
      </details>}
    </Page>
  )
}

/** The one sentence that matters, and by when. */
function Now({ ticket }: { ticket: Ticket }) {
  return (
    <Card>
      <p class="say"><Whole text={ticket.sentence} /></p>
      {ticket.sub_sentence && <p class="sub">{ticket.sub_sentence}</p>}
      <PickUp details={ticket.details} />
      <p class="sub">{handsOf(ticket)}</p>
      {ticket.details_hidden && <p class="sub">{t('hidden')}</p>}
    </Card>
  )
}

/** What to say at the shelf. The code is the recipient's alone: the server shows it to nobody else. */
function PickUp({ details }: { details: Ticket['details'] }) {
  const { pickup_code: code, shelf_no: shelf } = details
  if (typeof code !== 'string' || typeof shelf !== 'string') return null
  return <p><span class="sub">{t('pickup_code')}</span><br /><span class="number">{code.replace(/(...)(?=.)/g, '$1 ')}</span><br /><span class="sub">{t('shelf', { shelf })}</span></p>
}

function Todo({ ticket, main, staff }: { ticket: Ticket; main: Move | undefined; staff: boolean }) {
  const { todo } = ticket
  const move = todo ? ticket.moves.find(each => each.move === todo.move) ?? main : staff ? undefined : main
  if (!todo && !move) return null
  const missing = ticket.core_state === 'correction_required' ? papersOf(ticket).filter(paper => paper.status === 'missing' || paper.status === 'rejected') : []
  return (
    <Card tone="wait">
      <div class="stack">
        <div><b>{t(todo ? 'todo' : 'next')}</b>{todo && <p>{todo.text}</p>}</div>
        {missing.length > 0 && <ul class="bullets">{missing.map(paper => <li key={paper.code}>{nameOfPaper(paper)}{paper.reason && <span class="sub"> · {paper.reason}</span>}</li>)}</ul>}
        {move && <LinkButton href={moveHref(ticket.id, move)} look="main" block>{move.label}</LinkButton>}
      </div>
    </Card>
  )
}

/** The page while there is no ticket to show: not yet, or not for these eyes. */
export function NoTicket({ missing, children }: { missing: boolean; children: preact.ComponentChildren }) {
  return <Page title={t('matter')} home="/mine">{missing ? <Empty><p><b>{t('no_such')}</b></p><p>{t('no_such_hint')}</p></Empty> : children}</Page>
}
