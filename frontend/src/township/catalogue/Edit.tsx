import { useEffect, useState } from 'preact/hooks'
import type { Problem } from '../../api/client'
import { day, localDate, moment } from '../../app/dates'
import { language } from '../../app/i18n'
import { refresh, useRemote } from '../../app/remote'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button, LinkButton } from '../../ui/Button'
import { Field, showWrong } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Card, Loading, Row, Rows } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { EMPTY_ITEM, type Draft, type Version } from './draft'
import { Fields } from './Fields'
import { t } from './words'

const LIST = '/town/catalogue'

/** Which field a refusal is about: "body.item.name_zh" of the server is `name_zh` of the form. */
function wrongIn(problem: Problem | null): (field: string) => string | undefined {
  const errors = (problem?.more['errors'] ?? []) as { where: string; zh: string; en: string }[]
  return field => errors.find(error => error.where === `body.item.${field}`)?.[language.value]
}

/** One item: a new version of it, from a day on; under it all that were. */
export function EditItem({ code }: { code: string }) {
  const { value: versions, problem } = useRemote('/catalogue/{code}/versions', { code })
  const [base, setBase] = useState<Version | null>(null)
  const newest = versions?.[0]
  useEffect(() => { if (newest && !base) setBase(newest) }, [newest?.version])
  if (!newest || !base) return <Page title={t('title')} home={LIST}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  return (
    <Form key={base.version} code={code} base={base} newest={newest} onNewer={() => setBase(newest)}>
      <End code={code} newest={newest} />
      <History versions={versions} />
      <LinkButton href={`/guide/${code}`}>{t('see_guide')}</LinkButton>
    </Form>
  )
}

export const NewItem = () => <Form code="" base={null} newest={null} onNewer={() => undefined} />

interface FormProps { code: string; base: Version | null; newest: Version | null; onNewer: () => void; children?: preact.ComponentChildren }

function Form({ code, base, newest, onNewer, children }: FormProps) {
  const [item, setItem] = useState<Draft>(base?.item ?? EMPTY_ITEM)
  const [from, setFrom] = useState(localDate())
  const [reason, setReason] = useState('')
  const [newCode, setNewCode] = useState('')
  const [id, setId] = useState(newId)
  const [done, setDone] = useState('')
  const { busy, problem, run } = useSending()
  useEffect(() => { if (problem) showWrong(); if (problem?.code === 'item_stale') refresh() }, [problem])
  const change = (part: Partial<Draft>) => { setItem(now => ({ ...now, ...part })); setDone(''); setId(newId()) }
  const told = (outcome: { state: string; answer?: Version }) => {
    setDone(outcome.answer ? t('saved', { n: outcome.answer.version, day: day(outcome.answer.valid_from) }) : t('kept'))
    refresh()
  }
  const save = () => {
    const said = { id, valid_from: from, reason, item }
    const about = { title: item.name_zh }
    if (base) void run('POST /catalogue/{code}/versions', { code }, { ...said, base_version: base.version }, about, [], outcome => told(outcome))
    else void run('POST /catalogue', {}, { ...said, code: newCode.trim() }, about, [], outcome => told(outcome))
  }
  const isOld = base && newest && newest.version > base.version
  return (
    <Page title={base ? t('edit_item', { name: base.item.name_zh }) : t('new_item')} sub={base && `${code} · ${t('version', { n: base.version })}`} home={LIST}
      foot={<Bar><Button look="main" busy={busy} onClick={save}>{t(busy ? 'saving' : 'save')}</Button></Bar>}>
      {done && <Card tone="done"><p role="status">{done}</p></Card>}
      {isOld && <Card tone="wait"><p>{t('newer', { n: newest.version })}</p><Button onClick={onNewer}>{t('use_newer')}</Button></Card>}
      {!base && <Field label={t('code')} hint={t('code_hint')} required value={newCode} onInput={value => { setNewCode(value); setId(newId()) }} />}
      <Fields item={item} change={change} wrong={wrongIn(problem)} />
      <Field label={t('from')} hint={t('from_hint')} type="date" min={localDate()} value={from} onInput={value => { setFrom(value); setId(newId()) }} />
      <Field label={t('reason')} required={false} maxLength={200} value={reason} onInput={value => { setReason(value); setId(newId()) }} />
      {problem && <Complaint problem={problem} />}
      {children}
    </Page>
  )
}

function End({ code, newest }: { code: string; newest: Version }) {
  const [last, setLast] = useState(localDate())
  const { busy, problem, run } = useSending()
  if (newest.standing === 'over') return null
  const end = () => void run('POST /catalogue/{code}/end', { code }, { base_version: newest.version, last_on: last }, { title: newest.item.name_zh }, [], refresh)
  return (
    <details class="card"><summary>{t('end')}</summary>
      <div class="stack">
        <Field label={t('last_on')} hint={t('end_hint')} type="date" min={localDate(-1)} value={last} onInput={setLast} />
        <Button busy={busy} onClick={end}>{t('end_now')}</Button>
        {problem && <Complaint problem={problem} />}
      </div>
    </details>
  )
}

const History = ({ versions }: { versions: Version[] }) => (
  <details class="card"><summary>{t('history')}</summary>
    <Rows>{versions.map(each => (
      <Row key={each.version} title={t('version', { n: each.version })}
        sub={[t('valid', { from: each.valid_from, to: each.valid_to ?? t('open_end') }), each.edited_by && each.edited_at ? t('by', { who: each.edited_by, when: moment(each.edited_at) }) : t('seed'), each.edit_reason, each.ended_by && t('ended_by', { who: each.ended_by })].filter(Boolean).join(' · ')} />
    ))}</Rows>
  </details>
)
