import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { PostPage } from '../../../api/types'
import { localDate } from '../../../app/dates'
import { back } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field, Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { FindPerson } from '../../people/find'
import { myId, postHref } from './parts'
import { t } from './words'

/** Putting a name forward, one's own or as secretary another's; or closing the post. */
export function PutScreen({ id, closing }: { id: string; closing: boolean }) {
  const { value, problem, again } = useAsked<PostPage>(address('/duty/posts/{post_id}', { post_id: id }))
  const home = postHref(id)
  if (!value) return <Page title={t('put_title')} home={home}>{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  return closing ? <Closing page={value} home={home} /> : <Putting page={value} home={home} />
}

function Closing({ page, home }: { page: PostPage; home: string }) {
  const { busy, problem, run } = useSending()
  const close = () => void run('DELETE /duty/posts/{post_id}', { post_id: page.post.id }, null, { title: `${t('close')} ${page.post.name}` }, [], () => back(home))
  return (
    <Page title={t('close')} sub={page.post.name} home={home} foot={<Bar><Button look="main" busy={busy} onClick={close}>{t('close')}</Button></Bar>}>
      <Card tone="wait"><p>{t('close_sub')}</p></Card>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

const EMPTY = { id: '', name: '', already: false, since: '', agreed: '', pledge: '', letter: '' }

function Putting({ page, home }: { page: PostPage; home: string }) {
  const manages = page.may_manage
  const [form, setForm] = useState(manages ? EMPTY : { ...EMPTY, id: myId() })
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const change = (part: Partial<typeof EMPTY>) => setForm(now => ({ ...now, ...part }))
  const wrong = { person: form.id ? '' : t('person_wrong'), since: form.already && (!form.since || form.since > localDate()) ? t('day_wrong') : '' }
  function save(): void {
    setTried(true)
    if (wrong.person || wrong.since) return showWrong()
    const already = form.already ? { since_on: form.since, agreed_on: form.agreed || null, pledge: form.pledge.trim() || null, letter_signed_on: form.letter || null } : null
    void run('POST /duty/posts/{post_id}/people', { post_id: page.post.id }, { id: newId(), person_id: form.id, already }, { title: t('put_about', { post: page.post.name }) }, [], () => back(home))
  }
  return (
    <Page title={manages ? t('put_title') : t('put_myself')} sub={page.post.name} home={home} foot={<Bar><Button look="main" busy={busy} onClick={save}>{manages ? t('save') : t('put_done')}</Button></Bar>}>
      <div class="stack wide-gaps">
        <Card><p class="sub">{t('put_note')}</p></Card>
        {manages && !form.id && <FindPerson label={t('whom')} onPick={person => change({ id: person.id, name: person.name })} />}
        {tried && wrong.person && <p class="wrong" role="alert">{wrong.person}</p>}
        {manages && form.id && <Card><div class="stack"><b>{t('chosen', { name: form.name })}</b><div class="chips"><Button small onClick={() => change({ id: '', name: '' })}>{t('other_person')}</Button></div></div></Card>}
        {manages && <Tick label={t('already')} sub={t('already_sub')} checked={form.already} onTick={already => change({ already })} />}
        {form.already && <>
          <Field label={t('since_on')} type="date" max={localDate()} value={form.since} wrong={tried ? wrong.since : ''} onInput={since => change({ since })} />
          <Field label={t('agreed_on')} type="date" max={localDate()} required={false} value={form.agreed} onInput={agreed => change({ agreed })} />
          <Field label={t('pledge')} hint={t('pledge_hint')} long maxLength={300} required={false} value={form.pledge} onInput={pledge => change({ pledge })} />
          <Field label={t('letter')} type="date" max={localDate()} required={false} value={form.letter} onInput={letter => change({ letter })} />
        </>}
        {problem && <Complaint problem={problem} />}
      </div>
    </Page>
  )
}
