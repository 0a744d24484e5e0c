import { useState } from 'preact/hooks'
import type { RatingIn, Ticket } from '../api/types'
import { fromTheTop } from '../app/router'
import { me } from '../app/store'
import { learned } from '../app/remote'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import '../ticket/ticket.css'
import { NoTicket, useTicket } from '../ticket/TicketPage'
import { t as words } from '../ticket/words'
import { Button, LinkButton } from '../ui/Button'
import { Choices, Field } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Card, Loading } from '../ui/parts'
import { Complaint, ProblemNote } from '../ui/ProblemNote'
import { showWrong } from './here'
import { IdentityChoice, type Identity } from './identity'
import { deskHref, nameOf } from './rows'
import { t } from './rate.words'
import { t as cadre } from './words'

/** The mouth of each face, from very good to very bad. */
const FACES = [
  [5, 'M7.500 15.500a5.800 5.800 0 0 0 11 0z'], [4, 'M8 16q5 4.500 10 0'], [3, 'M8.500 17h9'], [2, 'M8 18.500q5-3.500 10 0'], [1, 'M7.500 19q5.500-6.500 11 0'],
] as const
const REASONS = ['slow', 'attitude', 'many_trips', 'not_solved', 'wrong_info', 'extra_paper', 'fee', 'privacy', 'other'] as const
const BAD = 2

/** Five faces on the phone of a colleague who did not handle it: the villager alone decides, the colleague only hands the phone over. */
export default function RateScreen({ id }: { id: string }) {
  const { value: ticket, problem } = useTicket(id)
  if (!ticket) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  return <Rate ticket={ticket} />
}

function Rate({ ticket }: { ticket: Ticket }) {
  const [stage, setStage] = useState<'hand_over' | 'faces' | 'thanks'>('hand_over')
  const [identity, setIdentity] = useState<Identity | ''>('')
  const [grade, setGrade] = useState(0)
  const [tags, setTags] = useState<string[]>([])
  const [comment, setComment] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const name = ticket.beneficiary.name
  const offered = ticket.moves.some(move => move.at === 'rating')
  const bad = grade > 0 && grade <= BAD
  const noReason = bad && !tags.length && !comment.trim()
  const home = deskHref(ticket.id)
  const next = (to: typeof stage) => { setTried(false); setStage(to); fromTheTop() }

  function send(): void {
    setTried(true)
    if (!grade || noReason) return showWrong()
    const body = {
      id: newId(), grade, tags: bad ? tags : [], channel: 'colleague_phone', on_behalf: { identity_checked: identity },
      ...(comment.trim() ? { comment: comment.trim() } : {}),
    } as RatingIn
    void run('POST /tickets/{ticket_id}/rating', { ticket_id: ticket.id }, body, { title: t('rating_about', { title: nameOf(ticket) }) }, [], outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: ticket.id }, outcome.answer)
      next('thanks')
    })
  }

  if (stage === 'thanks') {
    return (
      <Page title={t('thanks')} foot={<Bar><LinkButton look="main" href={home}>{t('phone_back', { name: me.value?.name ?? '' })}</LinkButton></Bar>}>
        <Card tone="done"><p class="say" role="status">{t('thanks_sub', { name })}</p></Card>
      </Page>
    )
  }
  if (stage === 'hand_over') {
    return (
      <Page title={cadre('let_rate', { name })} sub={ticket.title} home={home}
        foot={offered ? <Bar><Button look="main" onClick={() => (identity ? next('faces') : setTried(true))}>{t('hand_over', { name })}</Button></Bar> : undefined}>
        <Card><p>{t(offered ? 'rate_rule' : 'rate_not_here')}</p></Card>
        {offered && <IdentityChoice value={identity} wrong={tried && !identity} onPick={setIdentity} />}
      </Page>
    )
  }
  return (
    <Page title={t('your_rating', { name })} sub={ticket.title} foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('rate_done')}</Button></Bar>}>
      <fieldset>
        <legend class="say">{words('rate_question')}</legend>
        <div class="faces">
          {FACES.map(([value, mouth]) => (
            <label class="pick" key={value}>
              <input class="unseen" type="radio" name="grade" checked={grade === value} onChange={() => setGrade(value)} />
              <svg viewBox="0 0 26 26" class="smile" aria-hidden="true"><circle cx="13" cy="13" r="10.5" /><path d={`M9 10v.5M17 10v.5${mouth}`} /></svg>
              <span class="grow">{words(`grade${value}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {tried && !grade && <p class="card late" role="alert">{words('rate_pick')}</p>}
      {bad && <Choices label={words('rate_why')} value={tags} wrong={tried && noReason ? t('say_why') : ''} onPick={setTags} options={REASONS.map(value => ({ value, label: words(value) }))} />}
      {grade > 0 && ticket.service !== 'medical' && <Field label={words('rate_comment')} long maxLength={300} required={false} value={comment} onInput={setComment} />}
      <p class="sub">{words('rate_hint')}</p>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
