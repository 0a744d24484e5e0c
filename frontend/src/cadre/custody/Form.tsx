import { useState } from 'preact/hooks'
import type { Custody, CustodyIn, Held, Ticket } from '../../api/types'
import { learned, refresh, useRemote } from '../../app/remote'
import { back } from '../../app/router'
import { me } from '../../app/store'
import { useDraft } from '../../app/useDraft'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { NoTicket, useTicket } from '../../ticket/TicketPage'
import { Button } from '../../ui/Button'
import { Choice, Choices, Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading } from '../../ui/parts'
import { Photos } from '../../ui/Photos'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { showWrong } from '../here'
import { deskHref, nameOf } from '../rows'
import { Tiles } from '../Tiles'
import { f, type FormKey } from './form.words'
import { t, type CustodyKey } from './words'

const EMPTY = { papers: [] as string[], picked: false, counts: {} as Record<string, string>, way: '', witness: '', received_by: '', confirmer: '', to: '', window: '', slip: '', note: '', photos: [] as string[] }
type Form = typeof EMPTY
const WAYS = ['signature', 'fingerprint', 'witness', 'app'] as const
const ON_PAPER = ['signature', 'fingerprint']
const CABINET = 'cabinet'

/** Which originals an act is about: those that one can reach for it. */
function reach(page: Custody, act: string): Held[] {
  const near = (held: Held) => held.mine || held.spot.kind === 'cabinet'
  const fits: Record<string, (held: Held) => boolean> = {
    lodged: near, handed_over: held => near(held) || held.spot.kind === 'person', returned: held => near(held) || held.spot.kind === 'window',
    picked_up: held => held.spot.kind === 'window', retained: held => held.spot.kind === 'window', found: held => held.spot.kind === 'lost', loss_settled: held => held.spot.kind === 'lost',
    lost_reported: held => ['person', 'cabinet', 'window'].includes(held.spot.kind),
  }
  return page.held.filter(fits[act] ?? (() => false))
}

/** One act with the originals of a matter, in half a minute. */
export function ActForm({ id, act }: { id: string; act: string }) {
  const { value: ticket, problem } = useTicket(id)
  const page = useRemote('/tickets/{ticket_id}/custody', { ticket_id: id }).value
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const title = t(act as CustodyKey)
  if (!page) return <Page title={title} home={deskHref(id)}><Loading /></Page>
  const papers = act === 'received' ? page.materials.filter(each => !each.never_held).map(each => ({ ...each, count: 1, where: '' }))
    : reach(page, act).map(held => ({ ...held, where: t(`with_${held.spot.kind}`, { name: held.spot.name }) }))
  if (!papers.length || !page.acts.some(each => each === act)) return <Page title={title} sub={nameOf(ticket)} home={deskHref(id)}><Empty>{f('nothing_for')}</Empty></Page>
  return <Filled ticket={ticket} act={act as CustodyIn['kind']} papers={papers} takers={page.takers} phones={phonesFor(page, act, ticket)} never={page.materials.some(each => each.never_held)} />
}

/** Who can confirm on a phone: what was taken, its owner; what is given back, also a relative who takes it. */
const phonesFor = (page: Custody, act: string, ticket: Ticket) => page.phones.filter(each => act === 'returned' || each.person_id === ticket.beneficiary.id)

interface Paper { code: string; name: string; count: number; identity_card: boolean; where: string }

interface FilledProps { ticket: Ticket; act: CustodyIn['kind']; papers: Paper[]; takers: Custody['takers']; phones: Custody['phones']; never: boolean }

function Filled({ ticket, act, papers, takers, phones, never }: FilledProps) {
  const here = deskHref(ticket.id)
  const draft = `custody ${ticket.id} ${act}`
  const [form, change, ready] = useDraft(draft, EMPTY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const taking = act === 'received'
  // What is there is ticked already, except what has to be brought first.
  const chosen = form.picked || taking ? form.papers : papers.map(each => each.code)
  const owner = ticket.beneficiary.id
  const asksWho = phones.some(each => each.person_id !== owner)
  const wrong = lacking(form, act, asksWho)
  const inHand = form.way !== 'app' ? form.received_by.trim() : form.confirmer === owner ? '' : phones.find(each => each.person_id === form.confirmer)?.name
  const why = (field: keyof Form, key: FormKey = 'say') => (tried && wrong.includes(field) ? f(key) : '')
  const title = t(act as CustodyKey)
  const cards = papers.some(each => each.identity_card && chosen.includes(each.code))

  function send(): void {
    setTried(true)
    if (!chosen.length || wrong.length) return showWrong()
    const text = (name: 'witness' | 'window' | 'slip' | 'note') => (form[name].trim() ? { [name]: form[name].trim() } : {})
    const body: CustodyIn = {
      id: newId(), ticket_id: ticket.id, kind: act, file_ids: form.photos, reported_at: new Date().toISOString(), to_cabinet: form.to === CABINET,
      papers: papers.filter(each => chosen.includes(each.code)).map(each => ({ code: each.code, count: taking ? Number(form.counts[each.code]) || 1 : each.count })),
      ...(form.way ? { way: form.way as (typeof WAYS)[number] } : {}), ...(form.to && form.to !== CABINET ? { to_person_id: form.to } : {}),
      ...text('witness'), ...(inHand ? { received_by: inHand } : {}), ...text('window'), ...text('slip'), ...text('note'),
    }
    const about = { title: f('about', { title: nameOf(ticket), act: title }), edit: { href: `${here}/originals/${act}`, draft, value: form } }
    void run('POST /custody', {}, body, about, form.photos, outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}/custody', { ticket_id: ticket.id }, outcome.answer)
      back(here)
    }).then(refresh)
  }

  if (!ready) return <Page title={title} home={here}><Loading /></Page>
  return (
    <Page title={title} sub={nameOf(ticket)} home={here} foot={<Bar><Button look="main" busy={busy} onClick={send}>{title}</Button></Bar>}>
      <div class="stack wide-gaps">
        <Choices label={f('which')} value={chosen} wrong={tried && !chosen.length ? f('choose') : ''} onPick={picked => change({ papers: picked, picked: true })}
          hint={[cards && f('card_rule'), taking && never && f('never')].filter(Boolean).join(' ')}
          options={papers.map(each => ({ value: each.code, label: each.name, sub: each.where }))} />
        {taking && papers.filter(each => chosen.includes(each.code)).map(each => (
          <Field key={each.code} label={f('how_many', { paper: each.name })} type="number" inputMode="numeric" min="1" max="20" value={form.counts[each.code] ?? '1'} onInput={n => change({ counts: { ...form.counts, [each.code]: n } })} />
        ))}
        <Told form={form} act={act} takers={takers} phones={phones} owner={owner} asksWho={asksWho} why={why} change={change} />
        <Field label={f(act === 'lost_reported' ? 'how_lost' : act === 'loss_settled' ? 'what_done' : 'note')} long maxLength={300} required={NEEDS_NOTE.includes(act)} value={form.note} wrong={why('note')} onInput={note => change({ note })} />
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

const NEEDS_NOTE: string[] = ['lost_reported', 'loss_settled']
const CONFIRMED: string[] = ['received', 'returned']

/** What an act still has to be told. */
function lacking(form: Form, act: string, asksWho: boolean): (keyof Form)[] {
  const asked: (keyof Form)[] = CONFIRMED.includes(act) ? ['way', ...(form.way === 'witness' ? ['witness' as const] : form.way === 'app' && asksWho ? ['confirmer' as const] : ON_PAPER.includes(form.way) ? ['photos' as const] : [])]
    : act === 'handed_over' ? ['to'] : act === 'lodged' ? ['window', 'slip'] : act === 'retained' ? ['slip'] : NEEDS_NOTE.includes(act) ? ['note'] : []
  return asked.filter(name => { const told = form[name]; return typeof told === 'string' ? !told.trim() : Array.isArray(told) && !told.length })
}

interface ToldProps { form: Form; act: string; takers: Custody['takers']; phones: Custody['phones']; owner: string; asksWho: boolean; why: (field: keyof Form, key?: FormKey) => string; change: (part: Partial<Form>) => void }

/** How the other side confirms, or where the papers go. */
function Told({ form, act, takers, phones, owner, asksWho, why, change }: ToldProps) {
  const places: FormKey[] = ['place_town', 'place_county']
  if (CONFIRMED.includes(act)) return (
    <>
      <Tiles label={f('way')} value={form.way} wrong={why('way', 'choose')} options={WAYS.filter(way => way !== 'app' || phones.length).map(value => ({ value, label: f(value) }))} onPick={way => change({ way })} />
      {!phones.some(each => each.person_id === owner) && <p class="sub">{f('no_phone')}</p>}
      {form.way === 'app' && asksWho && <Choice label={f('confirmer')} value={form.confirmer} wrong={why('confirmer', 'choose')} onPick={confirmer => change({ confirmer })}
        options={phones.map(each => ({ value: each.person_id, label: each.name }))} />}
      {ON_PAPER.includes(form.way) && <div class="stack"><p class={why('photos') ? 'wrong' : 'sub'}>{f('photo_of')}</p><Photos ids={form.photos} onChange={photos => change({ photos })} /></div>}
      {form.way === 'witness' && <Field label={f('witness_name')} maxLength={60} value={form.witness} wrong={why('witness')} onInput={witness => change({ witness })} />}
      {act === 'returned' && form.way !== 'app' && <Field label={f('received_by')} hint={f('received_by_hint')} required={false} maxLength={60} value={form.received_by} onInput={received_by => change({ received_by })} />}
    </>
  )
  if (act === 'handed_over') return <Choice label={f('to_whom')} value={form.to} wrong={why('to', 'choose')} onPick={to => change({ to })}
    options={[...takers.map(each => ({ value: each.person_id, label: each.person_id === me.value?.person_id ? f('take_out') : each.name })), { value: CABINET, label: f('cabinet') }]} />
  if (act === 'lodged') return (
    <>
      <div class="stack">
        <Field label={f('window')} maxLength={60} value={form.window} wrong={why('window')} onInput={window => change({ window })} />
        <div class="chips">{places.map(key => <button type="button" class="chip" key={key} aria-pressed={form.window === f(key)} onClick={() => change({ window: f(key) })}>{f(key)}</button>)}</div>
      </div>
      <Field label={f('slip')} maxLength={60} value={form.slip} wrong={why('slip')} onInput={slip => change({ slip })} />
    </>
  )
  return act === 'retained' ? <Field label={f('slip_kept')} maxLength={60} value={form.slip} wrong={why('slip')} onInput={slip => change({ slip })} /> : null
}
