import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { Holding, PostOffer, PostPage } from '../../../api/types'
import { localDate } from '../../../app/dates'
import { back, query } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { Tiles } from '../../Tiles'
import { postHref } from './parts'
import { t } from './words'

const DAYS = { agree: 'day_agree', take_up: 'day_take_up', end: 'day_end' } as const

/** One step with somebody's post: what it asks for comes from the server. */
export function StepScreen({ id }: { id: string }) {
  const { value, problem, again } = useAsked<PostPage>(address('/duty/posts/{post_id}', { post_id: id }))
  const held = value?.holdings.find(each => each.id === query.value.get('held'))
  const offer = held?.moves.find(each => each.move === query.value.get('move'))
  if (!held || !offer) {
    return <Page title={t('posts')} home={postHref(id)}>{problem ? <ProblemNote problem={problem} retry={again} /> : value ? <Empty>{t('nothing_to_do')}</Empty> : <Loading />}</Page>
  }
  return <StepForm held={held} offer={offer} />
}

function StepForm({ held, offer }: { held: Holding; offer: PostOffer }) {
  const [form, setForm] = useState({ on: localDate(), pledge: '', letter: '', reason: '' })
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const change = (part: Partial<typeof form>) => setForm(now => ({ ...now, ...part }))
  const needs = (what: PostOffer['needs'][number]) => offer.needs.includes(what)
  const wrong = {
    on: needs('on') && (!form.on || form.on > localDate()) ? t('day_wrong') : '',
    pledge: needs('pledge') && !form.pledge.trim() ? t('pledge_wrong') : '',
    reason: needs('reason') && !form.reason ? t('reason_wrong') : '',
  }
  const home = postHref(held.post_id)
  function save(): void {
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return showWrong()
    const body = {
      id: newId(), version: held.version, move: offer.move as 'end', on: needs('on') ? form.on : null,
      pledge: needs('pledge') ? form.pledge.trim() : null, letter_signed_on: form.letter || null, reason: needs('reason') ? (form.reason as 'other') : null,
    }
    void run('POST /duty/holdings/{holding_id}/moves', { holding_id: held.id }, body, { title: t('step_about', { post: held.post_name, name: held.person.name }) }, [], () => back(home))
  }
  const seen = (text: string) => (tried ? text : '')
  return (
    <Page title={offer.label} sub={t('step_about', { post: held.post_name, name: held.person.name })} home={home} foot={<Bar><Button look="main" busy={busy} onClick={save}>{offer.label}</Button></Bar>}>
      <div class="stack wide-gaps">
        {needs('reason') && <Tiles label={t('reason')} value={form.reason} wrong={seen(wrong.reason)} options={offer.reasons.map(each => ({ value: each.code, label: each.label }))} onPick={reason => change({ reason })} />}
        {needs('reason') && <p class="sub">{t('reason_hint')}</p>}
        {needs('on') && <Field label={t(DAYS[offer.move as 'end'] ?? 'since_on')} type="date" max={localDate()} value={form.on} wrong={seen(wrong.on)} onInput={on => change({ on })} />}
        {needs('pledge') && <Field label={t('pledge')} hint={t('pledge_hint')} long maxLength={300} value={form.pledge} wrong={seen(wrong.pledge)} onInput={pledge => change({ pledge })} />}
        {needs('letter') && <Field label={t('letter')} type="date" max={localDate()} required={false} value={form.letter} onInput={letter => change({ letter })} />}
        {problem && <Complaint problem={problem} />}
      </div>
    </Page>
  )
}
