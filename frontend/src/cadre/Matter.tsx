import { useRef, useState } from 'preact/hooks'
import type { Clock, Contact, Move, Ticket } from '../api/types'
import { moment, named } from '../app/dates'
import { learned, refresh } from '../app/remote'
import { lazy } from '../app/lazy'
import { isCadre, me } from '../app/store'
import { newId, unsentOf } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import '../ticket/ticket.css'
import { Asked } from '../ticket/Asked'
import { Timeline } from '../ticket/Timeline'
import { NoTicket, stepsOf, useTicket } from '../ticket/TicketPage'
import { Button, LinkButton } from '../ui/Button'
import { Page } from '../ui/Page'
import { Card, Loading, Row, Rows, Tag, Whole } from '../ui/parts'
import { Complaint, ProblemNote } from '../ui/ProblemNote'
import { Section } from './custody/Section'
import { Papers } from './Papers'
import { Callable, calleeOf, deskHref, nameOf, Thumb } from './rows'
import { hasEnded, papersOf } from './shapes'
import { left } from './times'
import { signedHere, signFirst } from './mandate/first'
import { TWIN_STEPS, Twins } from './Twins'
import { t } from './words'

const Facts = lazy(() => import('./Facts'), false)
const MandateLine = lazy(() => import('./mandate/Line'), false)

/** A matter as those see it who carry it: the sentence, whose time runs, the papers, how it went, whom to call, what to do now. */
export function MatterScreen({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  return <Matter ticket={ticket} />
}

export const stepHref = (ticket: Ticket, move: Move) => `${deskHref(ticket.id)}/${move.at === 'rating' ? 'rate' : move.at === 'authorisation' ? 'authorisation' : `do/${move.move}`}`

/** Steps that end a matter, hand it away or hurry it: never at the thumb while there is another. */
const LAST = ['assign', 'set_backup', 'clear_backup', 'change_urgency', 'decline', 'withdraw', 'terminate']

/** How likely a step is: what nobody has taken is taken first, then signed for; what is another's word or an end comes last. */
function rank(ticket: Ticket, move: Move): number {
  if (move.move === ticket.todo?.move || (!ticket.assignee && move.move === 'take')) return 0
  if (move.move === 'authorise') return 1
  if ((move.why_not && !signedHere(ticket.id)) || LAST.includes(move.move) || (move.move === 'take' && ticket.assignee?.id === me.value?.person_id)) return 5
  return move.main ? (move.on_behalf ? 2 : 1) : move.on_behalf ? 4 : 3
}

function Matter({ ticket }: { ticket: Ticket }) {
  const { busy, problem, run } = useSending()
  const [shown, show] = useState(false)
  const rest = useRef<HTMLHeadingElement>(null)
  const sign = signFirst(ticket)
  const steps = [...(sign ? [sign] : []), ...stepsOf(ticket).filter(move => !TWIN_STEPS.includes(move.move))].sort((a, b) => rank(ticket, a) - rank(ticket, b))
  // What a villager may say is written down for them when they come, never by a slip of the thumb.
  const likely = steps.filter(move => rank(ticket, move) < (move.at === 'rating' ? 5 : 4))
  const [first, second] = likely
  const others = steps.filter(move => move !== first && move !== second)
  const callee = calleeOf(ticket)
  const waiting = unsentOf(ticket.id)

  /** A step that asks nothing more and speaks for nobody else is one touch. */
  function step(move: Move, data: Record<string, unknown> = {}): void {
    const body = { id: newId(), move: move.move, version: ticket.version, data, reported_at: new Date().toISOString() }
    void run('POST /tickets/{ticket_id}/moves', { ticket_id: ticket.id }, body, { title: `${nameOf(ticket)}: ${move.label}` }, [], outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: ticket.id }, outcome.answer)
    }).then(refresh)
  }
  const button = (move: Move, look?: 'main') => (move.move === 'take'
    ? <Button key={move.move} {...(look ? { look } : {})} busy={busy} onClick={() => step(move)}>{move.label}</Button>
    : <LinkButton key={move.move} {...(look ? { look } : {})} href={stepHref(ticket, move)}>{labelOf(ticket, move)}</LinkButton>)
  const openRest = () => {
    show(true)
    requestAnimationFrame(() => { rest.current?.scrollIntoView({ block: 'start' }); rest.current?.focus() })
  }

  return (
    <Page
      title={nameOf(ticket)} sub={[t('no', { no: ticket.speak_no }), ticket.paper_number && t('slip', { no: ticket.paper_number }), ticket.village_name, ticket.group].filter(Boolean).join(' · ')} home={isCadre.value ? '/desk' : '/town'} call={callee}
      foot={<Thumb>
        {first && button(first, 'main')}
        {second ? button(second) : isCadre.value ? <LinkButton href={`/desk/trip?tickets=${ticket.id}`}>{t('log_trip')}</LinkButton> : <LinkButton href={`/tickets/${ticket.id}/note`}>{t('say')}</LinkButton>}
        <Button onClick={openRest}>{t('more')}</Button>
      </Thumb>}
    >
      {problem && <Complaint problem={problem} />}
      {waiting.map(act => <p class="card wait" key={act.id} role="status">{t('not_sent_yet', { title: act.about.title })}</p>)}
      <Card>
        <p class="say"><Whole text={ticket.sentence} /></p>
        {ticket.sub_sentence && <p class="sub">{ticket.sub_sentence}</p>}
        {ticket.details_hidden && <p class="sub">{t('hidden')}</p>}
        {whoWorks(ticket) && <p class="sub"><b>{whoWorks(ticket)}</b></p>}
      </Card>
      {ticket.todo?.move && <p class="card wait" role="status">{ticket.todo.text}</p>}
      <Twins ticket={ticket} busy={busy} decide={step} />
      <Clocks clocks={ticket.clocks} />
      <MandateLine ticket={ticket} />
      {ticket.item && <Rows><Row href={`/guide/${ticket.item.code}?v=${ticket.item.version}`} title={t('guide')} sub={ticket.item.proxy_label} /></Rows>}
      <Papers ticket={ticket} />
      {papersOf(ticket).length > 0 && <Section ticket={ticket} />}
      <Facts ticket={ticket} />
      <h2>{t('how_far')}</h2>
      <Card><Timeline ticket={ticket} /></Card>
      <People ticket={ticket} />
      <Asked ticket={ticket} />
      <h2 ref={rest} tabIndex={-1}>{t('more_steps')}</h2>
      {shown || !others.length ? <div class="stack">
        {others.map(move => button(move))}
        {second && isCadre.value && <LinkButton href={`/desk/trip?tickets=${ticket.id}`} icon="pen">{t('log_trip')}</LinkButton>}
        {ticket.service !== 'medical' && <LinkButton href={`/tickets/${ticket.id}/note`} icon="voice">{t('say')}</LinkButton>}
        {isCadre.value && <LinkButton href={`${deskHref(ticket.id)}/${hasEnded(ticket) ? 'ending' : 'receipt'}`} icon="errand">{t(hasEnded(ticket) ? 'ending' : 'receipt')}</LinkButton>}
        {isCadre.value && !ticket.paper_number && <LinkButton href={`/desk/tickets/${ticket.id}/slip`} icon="pen">{t('add_slip')}</LinkButton>}
      </div> : <Button block onClick={() => show(true)}>{t('show_steps')}</Button>}
    </Page>
  )
}

/** What goes to nobody else by itself. */
const STAYS = ['medical', 'dispute']

/** Who is at work on it, so that nobody does the same twice: the handler, or whoever stands in. */
function whoWorks(ticket: Ticket): string | null {
  const { assignee, acting, stands_in, taken_at } = ticket
  if (!assignee || hasEnded(ticket)) return null
  if (stands_in && acting) return t(stands_in === 'leave' ? 'for_leave' : 'for_silence', { backup: acting.name, name: assignee.name })
  return taken_at ? t('at_work', { name: assignee.name, at: moment(taken_at) }) : t(STAYS.includes(ticket.service) ? 'given_to' : 'not_yet', { name: assignee.name })
}

const labelOf = (ticket: Ticket, move: Move) => (move.at === 'rating' ? t('let_rate', { name: ticket.beneficiary.name }) : move.label)

/** Whose time runs: the last run of each owner's clock, those that run before those that have ended. */
function Clocks({ clocks }: { clocks: Clock[] }) {
  const last = [...new Map(clocks.map(clock => [clock.owner, clock])).values()]
  const running = [...last.filter(clock => clock.state !== 'stopped'), ...last.filter(clock => clock.state === 'stopped')]
  const before = clocks.filter(clock => !last.includes(clock)).reverse()
  const rows = (some: Clock[]) => <Rows>{some.map(clock => <Row key={clock.name + clock.started_at} title={clock.label} sub={clockText(clock)} tag={<ClockTag clock={clock} />} />)}</Rows>
  if (!running.length) return null
  return <>{rows(running)}{before.length > 0 && <details class="card"><summary>{t('times_before')}</summary>{rows(before)}</details>}</>
}

function clockText(clock: Clock): string {
  const due = clock.due_at && t('by_day', { day: named(clock.due_at) })
  const used = clock.limit_unit === 'wd' && clock.limit_amount && t('used_of', { n: clock.days_used, of: clock.limit_amount })
  return [t(`time_of_${clock.owner as 'village' | 'authority' | 'villager'}`), due, clock.provisional && t('provisional'), used].filter(Boolean).join(' · ')
}

function ClockTag({ clock }: { clock: Clock }) {
  if (clock.state === 'stopped') return <Tag tone={clock.card === 'red' ? 'late' : 'done'}>{t(clock.card === 'red' ? 'ended_late' : 'ended')}</Tag>
  if (clock.state === 'paused' || !clock.due_at) return <Tag>{t('paused')}</Tag>
  return <Tag tone={clock.card === 'red' ? 'late' : clock.card === 'yellow' ? 'wait' : 'plain'}>{left(clock.due_at)}</Tag>
}

/** Everybody who belongs to it, each with a call button; one person appears once. */
function People({ ticket }: { ticket: Ticket }) {
  const { beneficiary, phone_to_call: call } = ticket
  const all: [string, Pick<Contact, 'name' | 'phone'> | null][] = [
    [beneficiary.relation ? t('helped_as', { relation: beneficiary.relation }) : t('helped'), beneficiary],
    [t('contact'), call && call.phone !== beneficiary.phone ? call : null],
    [t('sent_by'), ticket.applicant], [t('in_charge'), ticket.assignee], [t('backup'), ticket.backup], [t('recorded'), ticket.recorded_by],
  ]
  const seen = new Set<string>()
  const people = all.flatMap(([role, person]) => {
    if (!person || seen.has(person.name)) return []
    seen.add(person.name)
    return [{ role, ...person }]
  })
  return (
    <>
      <h2>{t('whom_to_call')}</h2>
      <Rows>{people.map(person => <Callable key={person.name} name={person.name} sub={person.role} phone={person.phone ?? null} />)}</Rows>
      {ticket.rating && <p class="sub">{t('rated_at', { at: moment(ticket.rating.rated_at) })}</p>}
    </>
  )
}
