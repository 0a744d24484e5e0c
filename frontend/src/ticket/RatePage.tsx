import { useState } from 'preact/hooks'
import { back } from '../app/router'
import { learned } from '../app/remote'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { useDraft } from '../app/useDraft'
import { Button } from '../ui/Button'
import { Choices, Field } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Complaint } from '../ui/ProblemNote'
import { useTicket } from './TicketPage'
import './ticket.css'
import { t, type TicketKey } from './words'

/** The mouth of each face, from very good to very bad. */
const FACES = [
  { grade: 5, mouth: 'M7.5 15a5.8 5.8 0 0 0 11 0z' },
  { grade: 4, mouth: 'M8 15.5q5 4.5 10 0' },
  { grade: 3, mouth: 'M8.5 17h9' },
  { grade: 2, mouth: 'M8 18q5-3.5 10 0' },
  { grade: 1, mouth: 'M7.5 19q5.5-6.5 11 0' },
] as const
const REASONS = ['attitude', 'slow', 'wrong_info', 'many_trips', 'extra_paper', 'fee', 'not_solved', 'privacy', 'other'] as const
type Reason = (typeof REASONS)[number]
const BAD = 2

/** Five faces with words; silence is never counted as satisfied, and a bad grade may say why. */
export function RatePage({ id }: { id: string }) {
  const ticket = useTicket(id).value
  const here = `/tickets/${id}`
  const draft = `rating ${id}`
  const [form, change] = useDraft(draft, { grade: 0, tags: [] as Reason[], comment: '' })
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  function send(): void {
    setTried(true)
    if (!form.grade) return
    const comment = form.comment.trim()
    const body = { id: newId(), grade: form.grade, tags: form.grade <= BAD ? form.tags : [], channel: 'app' as const, ...(comment ? { comment } : {}) }
    const about = { title: t('move_about', { title: ticket?.title ?? t('matter'), move: t('rate') }), edit: { href: `${here}/rate`, draft, value: form } }
    void run('POST /tickets/{ticket_id}/rating', { ticket_id: id }, body, about, [], outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: id }, outcome.answer)
      back(here)
    })
  }
  return (
    <Page title={t('rate')} sub={ticket?.title} home={here} foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('rate_send')}</Button></Bar>}>
      <fieldset>
        <legend class="say">{t('rate_question')}</legend>
        <div class="faces">
          {FACES.map(({ grade, mouth }) => (
            <label class="pick" key={grade}>
              <input class="unseen" type="radio" name="grade" checked={form.grade === grade} onChange={() => change({ grade })} />
              <svg viewBox="0 0 26 26" class="smile" aria-hidden="true"><circle cx="13" cy="13" r="10.5" /><path d={`M9 10v.5M17 10v.5${mouth}`} /></svg>
              <span class="grow">{t(`grade${grade}` as TicketKey)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {tried && !form.grade && <p class="card late" role="alert">{t('rate_pick')}</p>}
      {form.grade > 0 && form.grade <= BAD && <Choices label={t('rate_why')} value={form.tags} onPick={tags => change({ tags: tags as Reason[] })}
        options={REASONS.map(value => ({ value, label: t(value) }))} />}
      {form.grade > 0 && ticket?.service !== 'medical' && <Field label={t('rate_comment')} long maxLength={300} required={false} value={form.comment} onInput={comment => change({ comment })} />}
      <p class="sub">{t('rate_hint')}</p>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
