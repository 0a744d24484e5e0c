import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { MemberPosts } from '../../../api/types'
import { localDate } from '../../../app/dates'
import { back, path, query } from '../../../app/router'
import { useDraft } from '../../../app/useDraft'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { Tiles } from '../../Tiles'
import { memberHref, quarterOf } from './parts'
import { t } from './words'

const EMPTY = { held: '', quarter: '', text: '', place: '', on: '' }

/** What was done in a quarter, in words; or other words in the place of earlier ones. */
export function WriteScreen({ id }: { id: string }) {
  const { value, problem, again } = useAsked<MemberPosts>(address('/duty/members/{person_id}/posts', { person_id: id }))
  const home = memberHref(id)
  if (!value) return <Page title={t('write_title')} home={home}>{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  return <WriteForm value={value} home={home} />
}

function WriteForm({ value, home }: { value: MemberPosts; home: string }) {
  const amended = value.records.find(each => each.id === query.value.get('amends'))
  const draft = `post record ${amended?.id ?? value.person.id}`
  const [form, change] = useDraft(draft, amended ? { held: amended.holding_id, quarter: amended.quarter, text: amended.text, place: amended.place ?? '', on: amended.done_on ?? '' } : EMPTY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const posts = value.holdings.filter(each => each.since_on)
  const held = form.held || posts[0]?.id || ''
  const quarter = form.quarter || value.quarters[0] || ''
  const wrong = { text: form.text.trim() ? '' : t('text_wrong'), on: form.on > localDate() ? t('day_wrong') : '' }
  function save(): void {
    setTried(true)
    if (wrong.text || wrong.on) return showWrong()
    const body = { id: newId(), quarter, text: form.text.trim(), place: form.place.trim() || null, done_on: form.on || null, amends_id: amended?.id ?? null }
    const about = { title: t('record_about'), edit: { href: path.value + (amended ? `?amends=${amended.id}` : ''), draft, value: form } }
    void run('POST /duty/holdings/{holding_id}/records', { holding_id: held }, body, about, [], () => back(home))
  }
  if (!posts.length) return <Page title={t('write_title')} home={home}><Empty>{t('nothing_held')}</Empty></Page>
  return (
    <Page title={t('write_title')} sub={value.is_me ? value.person.name : t('for_whom', { name: value.person.name })} home={home} foot={<Bar><Button look="main" busy={busy} onClick={save}>{t('save')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {!amended && <Tiles label={t('which_post')} value={held} options={posts.map(each => ({ value: each.id, label: each.post_name }))} onPick={picked => change({ held: picked })} />}
        {!amended && <Tiles label={t('quarter')} value={quarter} options={value.quarters.map(each => ({ value: each, label: quarterOf(each) }))} onPick={picked => change({ quarter: picked })} />}
        <Field label={t('text')} hint={t('text_hint')} long maxLength={500} value={form.text} wrong={tried ? wrong.text : ''} onInput={text => change({ text })} />
        <Field label={t('place')} maxLength={60} required={false} value={form.place} onInput={place => change({ place })} />
        <Field label={t('done_on')} type="date" max={localDate()} required={false} value={form.on} wrong={wrong.on} onInput={on => change({ on })} />
        <Card><p class="sub">{t('kept_for_ever')}</p></Card>
        {problem && <Complaint problem={problem} />}
      </div>
    </Page>
  )
}
