import { useState } from 'preact/hooks'
import type { Move, MoveIn, Ticket } from '../api/types'
import { back } from '../app/router'
import { learned, refresh } from '../app/remote'
import { useDraft } from '../app/useDraft'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { Button, LinkButton } from '../ui/Button'
import { Choice, Field, showWrong } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Empty, Loading } from '../ui/parts'
import { Photos } from '../ui/Photos'
import { Complaint, ProblemNote } from '../ui/ProblemNote'
import { begun, dataOf, missingOf, NeedField, type Answers } from './needs'
import { NoTicket, useTicket, whoseOf } from './TicketPage'
import { t, type TicketKey } from './words'

const IDENTITIES = ['known_in_person', 'id_card_seen', 'phone_call_back', 'paper_signed'] as const
type Identity = (typeof IDENTITIES)[number]

/** One step of a matter: the server says what it needs, this page only draws it. */
export function MovePage({ id, name }: { id: string; name: string }) {
  const { value: ticket, problem } = useTicket(id)
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const move = ticket.moves.find(each => each.move === name)
  if (move) return <MoveForm ticket={ticket} move={move} />
  return (
    <Page title={ticket.title} home={`/tickets/${id}`}>
      <Empty><p>{t('gone')}</p><LinkButton href={`/tickets/${id}`} look="main" block>{t('see')}</LinkButton></Empty>
    </Page>
  )
}

const EMPTY = { data: {} as Answers, note: '', photos: [] as string[], identity: '' as Identity | '' }

function MoveForm({ ticket, move }: { ticket: Ticket; move: Move }) {
  const draft = `move ${ticket.id} ${move.move}`
  const here = `/tickets/${ticket.id}`
  const [form, change, ready] = useDraft(draft, EMPTY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const answers = { ...begun(move.needs), ...form.data }
  const missing = missingOf(move.needs, answers)
  const noIdentity = move.on_behalf && !form.identity
  const callee = ticket.phone_to_call?.phone ? { name: ticket.phone_to_call.name, phone: ticket.phone_to_call.phone } : null

  function send(): void {
    setTried(true)
    if (missing.size || noIdentity) return void showWrong()
    const body: MoveIn = {
      id: newId(), move: move.move, version: ticket.version, data: dataOf(move.needs, answers), file_ids: form.photos,
      reported_at: new Date().toISOString(),
      ...(form.note.trim() ? { note: form.note.trim() } : {}), ...(form.identity ? { on_behalf: { identity_checked: form.identity } } : {}),
    }
    const about = { title: t('move_about', { title: ticket.title, move: move.label }), edit: { href: `${here}/do/${move.move}`, draft, value: form } }
    void run('POST /tickets/{ticket_id}/moves', { ticket_id: ticket.id }, body, about, form.photos, outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: ticket.id }, outcome.answer)
      back(here)
    }).then(() => refresh())
  }

  if (!ready) return <Page title={move.label} home={here}><Loading /></Page>
  return (
    <Page title={move.label} sub={[ticket.title, whoseOf(ticket)].filter(Boolean).join(' · ')} home={here} call={callee} foot={<Bar><Button look="main" busy={busy} onClick={send}>{busy ? t('sending') : move.label}</Button></Bar>}>
      <div class="stack wide-gaps">
        {move.needs.map(need => (
          <NeedField key={need.name} need={need} value={answers[need.name]} missing={tried && missing.has(need.name)}
            onChange={value => change({ data: { ...form.data, [need.name]: value } })} />
        ))}
        {move.on_behalf && <Choice label={t('identity')} value={form.identity} wrong={tried && noIdentity ? t('choose') : ''}
          options={IDENTITIES.map(value => ({ value, label: t(value as TicketKey) }))} onPick={value => change({ identity: value as Identity })} />}
        {ticket.service !== 'medical' && <>
          <Field label={t('more_note')} long maxLength={500} required={false} value={form.note} onInput={note => change({ note })} />
          <Photos ids={form.photos} onChange={photos => change({ photos })} /></>}
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
