import { useEffect, useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { PostIn, PostPage } from '../../../api/types'
import { useRemote } from '../../../app/remote'
import { back } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { Tiles } from '../../Tiles'
import { base, postHref, useCode } from './parts'
import { t } from './words'

const KINDS = ['economy', 'oversight', 'public_affairs', 'thought', 'service', 'other'] as const
const EMPTY = { template: '', name: '', name_en: '', kind: 'other' as PostIn['kind'], duties: '', hamlet: '', seats: '' }

/** A post to set up, from one of the usual ones or freely, or to change. */
export function EditScreen({ id }: { id: string }) {
  const isNew = id === 'new'
  const [newPost] = useState(newId)
  const code = useCode()
  const asked = useAsked<PostPage>(isNew ? null : address('/duty/posts/{post_id}', { post_id: id }))
  const known = useRemote(isNew && code ? '/duty/posts' : null, { village_code: code }).value
  const templates = useRemote(isNew ? '/duty/post-templates' : null).value ?? []
  const [form, setForm] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const change = (part: Partial<typeof EMPTY>) => setForm(now => ({ ...now, ...part }))
  useEffect(() => {
    const { value: page } = asked
    const post = page?.post
    if (post) change({ name: page.name_zh, name_en: page.name_en ?? '', kind: post.kind, duties: page.duties_written ?? '', hamlet: post.hamlet ?? '', seats: post.seats ? String(post.seats) : '' })
  }, [asked.value])
  const home = isNew ? `${base()}/posts` : postHref(id)
  if (!isNew && !asked.value) return <Page title={t('edit')} home={home}>{asked.problem ? <ProblemNote problem={asked.problem} retry={asked.again} /> : <Loading />}</Page>
  const hamlets = asked.value?.hamlets ?? known?.hamlets ?? []
  const wrong = {
    name: form.name.trim().length < 2 ? t('name_wrong') : '',
    seats: form.seats.trim() && !/^[1-9]\d?$/.test(form.seats.trim()) ? t('seats_wrong') : '',
  }
  const seen = (text: string) => (tried ? text : '')
  const choose = (template: string) => {
    const usual = templates.find(each => each.code === template)
    change(usual ? { template, name: usual.name, name_en: usual.name_en, kind: usual.kind, duties: usual.duties } : { ...EMPTY, template })
  }
  function save(): void {
    setTried(true)
    const village_code = asked.value?.village_code ?? code
    if (wrong.name || wrong.seats || !village_code) return showWrong()
    const body = { village_code, name: form.name.trim(), name_en: form.name_en.trim() || null, kind: form.kind, duties: form.duties.trim() || null, hamlet: form.hamlet || null, seats: form.seats.trim() ? Number(form.seats) : null }
    void run('POST /duty/posts/{post_id}', { post_id: isNew ? newPost : id }, body, { title: `${t('posts')} ${body.name}` }, [], () => back(home))
  }
  return (
    <Page title={isNew ? t('new_post') : t('edit')} home={home} foot={<Bar><Button look="main" busy={busy} onClick={save}>{t('save')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {isNew && templates.length > 0 && <div class="stack"><p class="sub">{t('template_hint')}</p>
          <Tiles label={t('template')} value={form.template} options={[...templates.map(each => ({ value: each.code, label: each.name })), { value: '-', label: t('own') }]} onPick={choose} /></div>}
        <Field label={t('name')} maxLength={20} value={form.name} wrong={seen(wrong.name)} onInput={name => change({ name })} />
        <Tiles label={t('kind')} value={form.kind} options={KINDS.map(kind => ({ value: kind, label: t(`kind_${kind}`) }))} onPick={kind => change({ kind: kind as PostIn['kind'] })} />
        <Field label={t('duties_label')} long maxLength={300} required={false} value={form.duties} onInput={duties => change({ duties })} />
        <Tiles label={t('hamlet')} value={form.hamlet} options={[{ value: '', label: t('whole_village') }, ...[...new Set([...hamlets, form.hamlet])].filter(Boolean).map(each => ({ value: each, label: each }))]} onPick={hamlet => change({ hamlet })} />
        <Field label={t('seats_label')} hint={t('seats_hint')} inputMode="numeric" maxLength={2} required={false} value={form.seats} wrong={wrong.seats} onInput={seats => change({ seats })} />
        <Field label={t('name_en')} maxLength={60} required={false} value={form.name_en} onInput={name_en => change({ name_en })} />
        {problem && <Complaint problem={problem} />}
      </div>
    </Page>
  )
}
