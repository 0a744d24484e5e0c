import { useState } from 'preact/hooks'
import type { Move, MoveIn, Need, Ticket } from '../api/types'
import { comma } from '../app/i18n'
import { back } from '../app/router'
import { learned, refresh, useRemote } from '../app/remote'
import { useDraft } from '../app/useDraft'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { begun, dataOf, missingOf, NeedField, type Answers } from '../ticket/needs'
import { NoTicket, useTicket } from '../ticket/TicketPage'
import { Button, LinkButton } from '../ui/Button'
import { Field, Tick } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Empty, Loading } from '../ui/parts'
import { Photos } from '../ui/Photos'
import { Complaint, ProblemNote } from '../ui/ProblemNote'
import { t as ui } from '../ui/words'
import { showWrong } from './here'
import { IdentityChoice, type Identity } from './identity'
import { signedHere } from './mandate/first'
import { kindOf } from './Papers'
import { calleeOf, deskHref, nameOf } from './rows'
import { papersOf, type Paper } from './shapes'
import { inWords } from './times'
import { t } from './words'

/** One step of a matter: the server says what it needs, this page draws it. */
export default function MoveScreen({ id, name }: { id: string; name: string }) {
  const { value: ticket, problem } = useTicket(id)
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  const move = ticket.moves.find(each => each.move === name)
  if (move?.why_not && !clearedHere(ticket, move)) return <NotNow ticket={ticket} move={move} text={move.why_not.text} />
  if (move) return <MoveForm ticket={ticket} move={move} />
  return (
    <Page title={nameOf(ticket)} home={deskHref(id)}>
      <Empty><p>{t('step_gone')}</p><LinkButton href={deskHref(id)} look="main" block>{t('see_latest')}</LinkButton></Empty>
    </Page>
  )
}

/** What stands in the way may be gone already by an act that waits on this phone. */
const clearedHere = (ticket: Ticket, move: Move) => move.why_not?.cleared_at === 'authorisation' && signedHere(ticket.id) > 0

/** A step that would be refused whatever is filled in: why, and where to go instead. */
const NotNow = ({ ticket, move, text }: { ticket: Ticket; move: Move; text: string }) => (
  <Page title={move.label} sub={nameOf(ticket)} home={deskHref(ticket.id)} call={calleeOf(ticket)}>
    <div class="stack">
      <p class="card wait" role="status">{text}</p>
      {move.why_not?.cleared_at === 'authorisation'
        ? <SignLink ticket={ticket} main />
        : <LinkButton href={deskHref(ticket.id)} look="main" block>{t('back_to_it')}</LinkButton>}
    </div>
  </Page>
)

/** The way to the sheet, for whoever may have it signed. */
function SignLink({ ticket, main = false }: { ticket: Ticket; main?: boolean }) {
  const sign = ticket.moves.find(each => each.move === 'authorise')
  return sign ? <LinkButton href={`${deskHref(ticket.id)}/authorisation`} block {...(main ? { look: 'main' } : {})}>{sign.label}</LinkButton> : null
}

const EMPTY = { data: {} as Answers, note: '', photos: [] as string[], identity: '' as Identity | '' }

function MoveForm({ ticket, move }: { ticket: Ticket; move: Move }) {
  const here = deskHref(ticket.id)
  const draft = `move ${ticket.id} ${move.move}`
  const [form, change, ready] = useDraft(draft, EMPTY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const answers = { ...begun(move.needs), ...useLodged(ticket, move), ...form.data }
  const missing = missingOf(move.needs, answers)
  const noIdentity = move.on_behalf && !form.identity
  const callee = calleeOf(ticket)

  function send(): void {
    setTried(true)
    if (missing.size || noIdentity) return showWrong()
    const note = form.note.trim()
    const body: MoveIn = {
      id: newId(), move: move.move, version: ticket.version + signedHere(ticket.id), data: dataOf(move.needs, answers), file_ids: form.photos,
      reported_at: new Date().toISOString(), ...(note ? { note } : {}), ...(form.identity ? { on_behalf: { identity_checked: form.identity } } : {}),
    }
    const about = { title: `${nameOf(ticket)}: ${move.label}`, edit: { href: `${here}/do/${move.move}`, draft, value: form } }
    void run('POST /tickets/{ticket_id}/moves', { ticket_id: ticket.id }, body, about, form.photos, outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: ticket.id }, outcome.answer)
      back(here)
    }).then(refresh)
  }

  if (!ready) return <Page title={move.label} home={here}><Loading /></Page>
  return (
    <Page title={move.label} sub={nameOf(ticket)} home={here} call={callee} foot={<Bar><Button look="main" busy={busy} onClick={send}>{busy ? t('sending') : move.label}</Button></Bar>}>
      <div class="stack wide-gaps">
        {move.needs.map(need => {
          const common = { need, missing: tried && missing.has(need.name), value: answers[need.name], onChange: (value: unknown) => change({ data: { ...form.data, [need.name]: value } }) }
          return need.kind === 'materials' ? <PaperField key={need.name} {...common} move={move} papers={papersOf(ticket)} />
            : <NeedField key={need.name} {...common} />
        })}
        {move.on_behalf && <IdentityChoice value={form.identity} wrong={tried && noIdentity} onPick={identity => change({ identity })} />}
        {/* Of an illness nothing is written down, and the server takes nothing. */}
        {ticket.service !== 'medical' && <><Field label={t('remark')} long maxLength={500} required={false} value={form.note} onInput={note => change({ note })} />
        <Photos ids={form.photos} onChange={photos => change({ photos })} /></>}
      </div>
      {problem && <Complaint problem={problem} />}
      {problem?.more['field'] === 'authorisation' && <SignLink ticket={ticket} />}
    </Page>
  )
}

/** Where the originals were handed in and who took them: the papers went the same way, so nobody writes it twice. */
function useLodged(ticket: Ticket, move: Move): Answers {
  const page = useRemote(move.move === 'lodge' ? '/tickets/{ticket_id}/custody' : null, { ticket_id: ticket.id }).value
  const last = page?.chain.filter(act => act.kind === 'lodged').pop()
  return last ? { window: last.taker.name, handed_to: last.slip } : {}
}


interface PaperFieldProps { need: Need; move: Move; papers: Paper[]; value: unknown; missing: boolean; onChange: (value: unknown) => void }
interface Named { code: string; reason?: string }

/** Papers to tick. Where a paper is asked for again or let off, each one says why; otherwise one touch may tick them all. */
function PaperField({ need, move, papers, value, missing, onChange }: PaperFieldProps) {
  const rows = (Array.isArray(value) ? value : []) as Named[]
  const explains = need.name === 'missing' || move.move === 'waive'
  const shown = papers.filter(paper => need.choices.some(choice => choice.value === paper.code))
  const here = !explains ? papers.filter(paper => !shown.includes(paper) && paper.kind !== 'in_person') : []
  const reason = (row: Named, text: string): Named => (text ? { code: row.code, reason: text } : { code: row.code })
  return (
    <fieldset class="stack">
      <legend>{need.label}{!need.required && <span class="sub"> · {ui('optional')}</span>}</legend>
      {need.hint && <p class="sub">{need.hint}</p>}
      {here.length > 0 && <p class="sub">{t('here_already', { papers: here.map(inWords).join(comma()) })}</p>}
      {!explains && shown.length > 1 && <div><Button small onClick={() => onChange(rows.length === shown.length ? [] : shown.map(paper => ({ code: paper.code })))}>
        {t(rows.length === shown.length ? 'tick_none' : 'tick_all')}
      </Button></div>}
      {shown.map(paper => {
        const row = rows.find(each => each.code === paper.code)
        return (
          <div class="stack" key={paper.code}>
            <Tick label={inWords(paper)} sub={[kindOf(paper), t(`paper_${paper.status}`), paper.may_follow && t('may_follow')].filter(Boolean).join(' · ')} checked={!!row}
              onTick={on => onChange(on ? [...rows, { code: paper.code }] : rows.filter(each => each !== row))} />
            {row && explains && <Field label={t(need.name === 'missing' ? 'unfit_of' : 'why_of', { paper: inWords(paper) })} required={false} maxLength={120} value={row.reason ?? ''}
              onInput={text => onChange(rows.map(each => (each === row ? reason(each, text) : each)))} />}
          </div>
        )
      })}
      {missing && <p class="wrong" role="alert">{t('choose')}</p>}
    </fieldset>
  )
}
