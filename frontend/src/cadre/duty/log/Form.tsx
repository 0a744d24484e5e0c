import { useState } from 'preact/hooks'
import { named } from '../../../app/dates'
import { back } from '../../../app/router'
import { useDraft } from '../../../app/useDraft'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field, Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card } from '../../../ui/parts'
import { Complaint } from '../../../ui/ProblemNote'
import { showWrong } from '../../here'
import { localNow } from '../../times'
import { Tiles } from '../../Tiles'
import { t } from './words'

const SAID = ['note', 'weather', 'special', 'emergency', 'inspection'] as const
const COUNTED = ['walk_in', 'call', 'handled', 'passed_on'] as const
type Kind = (typeof SAID)[number] | (typeof COUNTED)[number]
const EMPTY = { kind: 'note' as Kind, paper: false, at: '', text: '', count: '', whom: '' }
const isCounted = (kind: Kind) => (COUNTED as readonly string[]).includes(kind)

/** A word for the log of a day; what stood on paper is typed in with its own time. */
export function AddWord({ on, code }: { on: string; code: string }) {
  const draft = `duty log ${on}`
  const [form, change] = useDraft(draft, EMPTY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const here = `/desk/duty/log/${on}?village=${code}`
  const counted = isCounted(form.kind)
  const at = form.at || localNow().slice(11, 16)
  const wrong = {
    at: !/^([01]\d|2[0-3]):[0-5]\d$/.test(at) && t('time_wrong'),
    count: counted && !/^[1-9]\d?$/.test(form.count) && t('count_wrong'),
    text: !counted && !form.text.trim() && t('text_wrong'),
    whom: form.kind === 'emergency' && !form.whom.trim() && t('whom_wrong'),
  }
  const save = () => {
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return showWrong()
    const body = {
      id: newId(), village_code: code, kind: form.kind, happened_at: new Date(`${on}T${at}:00+08:00`).toISOString(), on_paper: form.paper,
      text: form.text.trim() || null, count: counted ? Number(form.count) : null, told_whom: form.kind === 'emergency' ? form.whom.trim() : null,
    }
    void run('POST /duty-log/remarks', {}, body, { title: t('log'), edit: { href: `/desk/duty/log/${on}/add?village=${code}`, draft, value: form } }, [], () => back(here))
  }
  const kinds = form.paper ? [...SAID, ...COUNTED] : SAID
  const seen = (text: string | false) => (tried && text ? text : '')
  return (
    <Page title={t('add_title')} sub={named(on)} home={here} foot={<Bar><Button look="main" busy={busy} onClick={save}>{t('save')}</Button></Bar>}>
      <div class="stack wide-gaps">
        <Tick label={t('paper')} sub={t('paper_hint')} checked={form.paper} onTick={paper => change({ paper, kind: paper || !counted ? form.kind : 'note' })} />
        <Tiles label={t('kind')} value={form.kind} options={kinds.map(kind => ({ value: kind, label: t(`kind_${kind}`) }))} onPick={kind => change({ kind: kind as Kind })} />
        <Field label={t('time')} hint={t('time_hint')} maxLength={5} value={at} wrong={seen(wrong.at)} onInput={value => change({ at: value })} />
        {counted && <Field label={t('count')} inputMode="numeric" maxLength={2} value={form.count} wrong={seen(wrong.count)} onInput={count => change({ count })} />}
        <Field label={t('text')} hint={t('text_hint')} long maxLength={500} required={!counted} value={form.text} wrong={seen(wrong.text)} onInput={text => change({ text })} />
        {form.kind === 'emergency' && <Field label={t('whom')} maxLength={60} value={form.whom} wrong={seen(wrong.whom)} onInput={whom => change({ whom })} />}
        <Card><p class="sub">{t('never_changed')}</p></Card>
        {problem && <Complaint problem={problem} />}
      </div>
    </Page>
  )
}
