import { useState } from 'preact/hooks'
import type { ProxyEntry } from '../../api/types'
import { day, moment } from '../../app/dates'
import { useRemote } from '../../app/remote'
import { useDraft } from '../../app/useDraft'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading, Rows } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { useVillage } from '../here'
import { t as desk } from '../words'
import { t } from './words'

/** All trips of the village, newest first. */
export function Trips() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/proxy-log' : null, { village_code: code })
  return (
    <Page title={desk('trips')} home="/desk/more" foot={<Bar><a class="button main" href="/desk/trip">{desk('log_trip')}</a></Bar>}>
      {problem && !value && <ProblemNote problem={problem} />}
      {!problem && !value && <Loading />}
      {value && !value.items.length && <Empty>{t('no_trips')}</Empty>}
      {value && value.items.length > 0 && <Rows>{value.items.map(entry => <Trip key={entry.id} entry={entry} />)}</Rows>}
    </Page>
  )
}

/** One trip; what was only spoken can be heard here, and written down by whoever hears it. */
function Trip({ entry }: { entry: ProxyEntry }) {
  const voice = entry.files.find(file => file.kind === 'voice')
  return (
    <div><span class="grow">
      <b>{[entry.action_label, entry.place].filter(Boolean).join(' · ')}</b>
      <span class="sub">{entry.texts_hidden ? t('texts_hidden') : entry.result}
        {entry.amendments.map(each => <span class="line" key={each.id}>{t('added_by', { name: each.by.name, text: each.text })}</span>)}
        {entry.next_step && <span class="line">{t('next_is', { what: entry.next_step, day: entry.next_on ? day(entry.next_on) : '' })}</span>}
        {entry.fee_fen > 0 && <span class="line">{t('fee_paid', { yuan: (entry.fee_fen / 100).toFixed(2) })}</span>}
        <span class="line">{moment(entry.went_at)} · {entry.by.name} · {desk('matters_in_all', { n: entry.ticket_ids.length })}</span></span>
      {voice && <audio controls preload="none" src={voice.url} aria-label={t('trip_heard')} />}
      {entry.needs_text && <Words entry={entry} />}
    </span></div>
  )
}

/** 补文字: what the recording says. */
function Words({ entry }: { entry: ProxyEntry }) {
  const draft = `words ${entry.id}`
  const [form, change, ready] = useDraft(draft, { text: '' })
  const [sent, setSent] = useState(false)
  const { busy, problem, run } = useSending()
  if (!ready || sent) return sent ? <span class="sub" role="status">{t('words_kept')}</span> : null
  const send = () => {
    if (!form.text.trim()) return
    const about = { title: t('words_about', { place: entry.place ?? '' }), edit: { href: '/desk/trips', draft, value: form } }
    void run('POST /proxy-log/{entry_id}/amendments', { entry_id: entry.id }, { id: newId(), text: form.text.trim() }, about, [], () => setSent(true))
  }
  return (
    <span class="stack">
      <Field label={t('words_for')} long maxLength={500} value={form.text} onInput={text => change({ text })} />
      <Button small busy={busy} onClick={send}>{t('words_save')}</Button>
      {problem && <Complaint problem={problem} />}
    </span>
  )
}
